"""Whether methods of dataclasses are compiled late, and the same; fails when Python changes."""

from __future__ import annotations

import dataclasses
import inspect
import operator
import pickle
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from bot.loading.late_methods import compile_methods_late
from tests.started import started

CLASSES = '''
from __future__ import annotations
from dataclasses import InitVar, dataclass, field
from abc import ABC, abstractmethod
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")

@dataclass
class Plain:
    a: int
    b: list[int] = field(default_factory=list)
    c: int = field(default=0, repr=False, compare=False)

@dataclass(frozen=True)
class Frozen:
    a: int
    b: str = "x"

@dataclass(frozen=True, slots=True)
class Slotted:
    a: int
    b: str = "x"

@dataclass(frozen=True, slots=True)
class Heir(Slotted):
    c: int = 5

@dataclass(frozen=True)
class Quiet(Frozen):
    pass

class Undecorated(Frozen):
    """Of it no method is made."""

@dataclass(order=True)
class Ordered:
    a: int
    b: int = field(default=0, compare=False)

@dataclass(slots=True, kw_only=True)
class Told:
    a: int
    other: InitVar[int] = 1
    b: int = field(init=False)

    def __post_init__(self, other: int) -> None:
        self.b = self.a + other

@dataclass(eq=False)
class Same:
    a: int

@dataclass(unsafe_hash=True)
class Hashed:
    a: int

@dataclass
class Own:
    a: int

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "own"

@dataclass(frozen=True)
class Empty:
    pass

@dataclass(frozen=True, slots=True)
class Of(Generic[T]):
    a: T

class Base(ABC):
    @abstractmethod
    def __repr__(self) -> str: ...

@dataclass
class Made(Base):
    a: int

@dataclass(frozen=True)
class Kind:
    self: int = 0

class Listed(Kind, Enum):
    ONE = 1
    TWO = 2

@dataclass
class Tree:
    below: list[Tree]

@dataclass
class Aliased:
    a: int

Aliased.is_like = Aliased.__eq__
'''

ONES: list[Callable[[Any], Any]] = [
    lambda m: m.Plain(1, [2]),
    lambda m: m.Plain(1, [2], 7),
    lambda m: m.Plain(2),
    lambda m: m.Frozen(1),
    lambda m: m.Frozen(1, "y"),
    lambda m: m.Slotted(1),
    lambda m: m.Heir(1),
    lambda m: m.Heir(1, "x", 6),
    lambda m: m.Quiet(1),
    lambda m: m.Undecorated(1),
    lambda m: m.Ordered(1, 2),
    lambda m: m.Ordered(3),
    lambda m: m.Told(a=1, other=5),
    lambda m: m.Same(1),
    lambda m: m.Hashed(1),
    lambda m: m.Own(1),
    lambda m: m.Empty(),
    lambda m: m.Of([1]),
    lambda m: m.Of(1),
    lambda m: m.Made(1),
    lambda m: m.Listed.ONE,
    lambda m: m.Tree([m.Tree([])]),
    lambda m: m.Aliased(1),
    lambda m: 1,
]


@contextmanager
def compiled_late(*, is_late: bool) -> Iterator[None]:
    """Tests themselves may run either way."""
    plain: Any = vars(dataclasses)["_create_fn"]
    while plain.__module__ != "dataclasses":
        plain = inspect.getclosurevars(plain).nonlocals["plain"]
    before = vars(dataclasses)["_create_fn"]
    vars(dataclasses)["_create_fn"] = plain
    try:
        assert not is_late or compile_methods_late()
        yield
    finally:
        vars(dataclasses)["_create_fn"] = before


def classes(*, is_late: bool) -> ModuleType:
    module = ModuleType("made")
    sys.modules["made"] = module
    with compiled_late(is_late=is_late):
        exec(CLASSES, vars(module))  # noqa: S102
    return module


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    monkeypatch.setitem(sys.modules, "made", ModuleType("made"))
    monkeypatch.delenv("EAGER_METHODS", raising=False)
    return classes(is_late=False), classes(is_late=True)


def told(do: Callable[..., Any], *given: Any) -> str:
    """What comes of it, whether a value or an error."""
    try:
        return repr(do(*given))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def shown(one: Any) -> str:
    return repr(one) if type(one).__repr__ is not vars(object)["__repr__"] else ""


def hashed(one: Any) -> Any:
    return hash(one) if type(one).__hash__ is not vars(object)["__hash__"] else None


def copied(one: Any) -> bool:
    same: bool = pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    return same


def replaced(one: Any) -> Any:
    return dataclasses.replace(one, a=9)


def done(module: ModuleType, times: int) -> list[str]:
    sys.modules["made"] = module
    found: list[str] = []
    for _ in range(times):
        for one in [make(module) for make in ONES]:
            found += [told(shown, one), told(hashed, one), told(setattr, one, "a", 5)]
            found += [told(setattr, one, "zz", 5), told(delattr, one, "zz")]
            found += [told(delattr, one, "a")]
        ones = [make(module) for make in ONES]
        for do in (operator.eq, operator.ne, operator.lt, operator.ge):
            found += [told(do, one, other) for one in ones for other in ones]
        for do_one in (copied, replaced):
            found += [told(do_one, one) for one in ones]
        found.append(told(module.Aliased(1).is_like, module.Aliased(1)))
    return found


@pytest.mark.parametrize("times", [1, 2])
def test_everything_done_with_them_is_the_same(
    both: tuple[ModuleType, ModuleType], times: int
) -> None:
    plain, late = both

    assert done(plain, times) == done(late, times)


def test_methods_look_the_same_before_and_after(both: tuple[ModuleType, ModuleType]) -> None:
    def looks(module: ModuleType) -> list[Any]:
        return [
            (
                kind.__name__,
                str(inspect.signature(kind)),
                kind.__doc__,
                kind.__hash__ is None,
                sorted(getattr(kind, "__abstractmethods__", ())),
                sorted(
                    (
                        name,
                        one.__name__,
                        one.__qualname__,
                        one.__module__,
                        one.__doc__,
                        str(inspect.signature(one)),
                    )
                    for name, one in vars(kind).items()
                    if inspect.isfunction(one)
                ),
            )
            for kind in vars(module).values()
            if isinstance(kind, type) and kind.__module__ == "made"
        ]

    plain, late = both
    before = looks(late)
    assert looks(plain) == before
    done(late, 1)
    assert looks(late) == before


def test_compiled_method_takes_its_place_in_every_class_that_inherits_it(
    both: tuple[ModuleType, ModuleType],
) -> None:
    plain, late = both
    first = late.Frozen.__eq__

    assert late.Undecorated(1) == late.Undecorated(1)

    assert late.Frozen.__eq__ is not first
    assert late.Frozen.__eq__.__code__.co_code == plain.Frozen.__eq__.__code__.co_code
    assert "__eq__" not in vars(late.Undecorated)
    assert first(late.Frozen(1), late.Frozen(1)) is True  # who has kept it may go on


def test_threads_that_come_first_together_get_the_same(
    both: tuple[ModuleType, ModuleType],
) -> None:
    with ThreadPoolExecutor(8) as threads:
        hashes = set(threads.map(lambda _: hash(both[1].Hashed(3)), range(64)))

    assert hashes == {hash(both[0].Hashed(3))}


def test_switch_leaves_dataclasses_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EAGER_METHODS", "1")
    before = vars(dataclasses)["_create_fn"]

    assert compile_methods_late() is False
    assert vars(dataclasses)["_create_fn"] is before


@pytest.mark.slow
@pytest.mark.parametrize("switch", ["", "1"])
def test_start_compiles_next_to_none_of_them(
    switch: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    both = started(tmp_path_factory)
    told = both.at_once if switch else both.late
    methods, late = told["methods"], told["late_methods"]

    assert told["is_late"] is not bool(switch)
    assert methods > 200
    assert late == 0 if switch else late > 0.9 * methods
