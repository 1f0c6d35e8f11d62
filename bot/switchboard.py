"""Which conversations an update can reach, known before any of their handlers is asked.

aiogram asks every router and each of its handlers in turn: of the time that a typed town took,
more than half (bench/updates.py). Yet most filters look at little: the state, a command, the label
or the prefix of a button. For each such `Approach` the routers that may take it are found once;
they are then asked as ever, in their order and with all their filters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Command, StateFilter, or_f
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject

from ui.filters import FreeText, HasDocument, HasLocation, Migrates, Pressed

EITHER = type(or_f())


@dataclass(frozen=True, slots=True)
class Approach:
    """`word` is what some filter names: «/start», a label of the menu, the prefix of a button."""

    update_type: str
    state: str | None
    word: str
    is_text: bool


class Switchboard(Router):
    """Above all conversations, in the order in which they are asked. Takes no handlers itself."""

    def __init__(self, conversations: Iterable[Router]) -> None:
        super().__init__(name="switchboard")
        self.include_routers(*conversations)
        self._words = frozenset(name for one in self._filters() for name in _names(one))
        self.reachable: dict[Approach, tuple[Router, ...]] = {}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        word = _word(event)
        approach = Approach(
            update_type=update_type,
            state=kwargs.get("raw_state"),
            # What no filter names is all the same, or people's texts would fill the memory.
            word=word if word in self._words else "",
            is_text=isinstance(event, Message) and event.text is not None,
        )
        for router in self._conversations(approach):
            response = await router.propagate_event(update_type, event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _conversations(self, approach: Approach) -> tuple[Router, ...]:
        found = self.reachable.get(approach)
        if found is None:
            found = tuple(one for one in self.sub_routers if _may_take(one, approach))
            self.reachable[approach] = found
        return found

    def _filters(self) -> Iterator[object]:
        for router in self.chain_tail:
            for observer in router.observers.values():
                for handler in observer.handlers:
                    yield from (one.callback for one in handler.filters or ())


def _word(event: TelegramObject) -> str:
    """As filters read it: Command looks at captions too, and past the name of the bot."""
    if isinstance(event, CallbackQuery):
        return (event.data or "").partition(":")[0]
    text = (event.text or event.caption or "") if isinstance(event, Message) else ""
    first = next(iter(text.split(maxsplit=1)), "")
    return first.partition("@")[0] if first.startswith("/") else text


def _may_take(router: Router, approach: Approach) -> bool:
    return any(
        all(_admits(one.callback, approach) for one in handler.filters or ())
        for part in router.chain_tail
        for handler in part.observers[approach.update_type].handlers
    )


def _admits(one: object, approach: Approach) -> bool:
    """False only for what the filter is sure to refuse; one that is not known here is asked."""
    names = _names(one)
    if names:
        return approach.word in names
    match one:
        case StateFilter(states=states):
            return any(_is_in(state, approach) for state in states)
        case FreeText():
            return approach.is_text
        case HasLocation() | HasDocument() | Migrates():
            return not approach.is_text
    return True


def _is_in(state: object, approach: Approach) -> bool:
    name = state.state if isinstance(state, State) else state
    return name == approach.state or not (name is None or isinstance(name, str)) or name == "*"


def _names(one: object) -> Collection[str]:
    """The words that the filter waits for; none when it looks at something else."""
    match one:
        case Command(commands=commands):
            plain = [f"/{name}" for name in commands if isinstance(name, str)]
            return plain if len(plain) == len(commands) else ()
        case Pressed(labels=labels):
            return labels
        case CallbackQueryFilter(callback_data=button):
            return (button.__prefix__,)
        case EITHER(targets=targets):
            each = [_names(target.callback) for target in targets]
            return [name for names in each for name in names] if all(each) else ()
    return ()
