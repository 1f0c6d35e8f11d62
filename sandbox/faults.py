"""Scripted failures: what a server, a proxy or a cable can do to one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Matches = Callable[[str, dict[str, Any]], bool]


def any_call(_method: str, _params: dict[str, Any]) -> bool:
    return True


def of_method(name: str) -> Matches:
    return lambda method, _params: method == name


class Harm(Enum):
    """RESET_AFTER and TIMEOUT are the cruel ones: the call was accepted, nobody was told."""

    ANSWER = "answer"
    TIMEOUT = "timeout"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"


@dataclass(slots=True)
class Fault:
    harm: Harm
    when: Matches
    times: int
    status: int = 0
    retry_after: int = 0


@dataclass(slots=True)
class Faults:
    """Each planned fault strikes `times` matching calls, in the order of planning."""

    _planned: list[Fault] = field(default_factory=list)

    def too_many(self, retry_after: int, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(Harm.ANSWER, when, times, 429, retry_after))

    def server_error(self, status: int = 502, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(Harm.ANSWER, when, times, status))

    def timeout(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(Harm.TIMEOUT, when, times))

    def reset_before(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(Harm.RESET_BEFORE, when, times))

    def reset_after(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(Harm.RESET_AFTER, when, times))

    def strike(self, method: str, params: dict[str, Any]) -> Fault | None:
        for fault in self._planned:
            if fault.times > 0 and fault.when(method, params):
                fault.times -= 1
                return fault
        return None
