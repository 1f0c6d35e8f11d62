"""Which conversations an update can reach, known before any of their handlers is asked.

aiogram asks every router and each of its handlers in turn: of the time that a typed town took,
more than half (bench/updates.py). Yet most filters look at little: the state, a command, the label
or the prefix of a button. For each such `RouteKey` the handlers that may take it are found once;
they are then asked as ever, in their order and with all their filters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import CallableObject, FilterObject, HandlerObject
from aiogram.filters import Command, CommandStart, StateFilter, or_f
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject

from ui.filters import FreeText, GivesUp, HasDocument, HasLocation, Migrates, Phrase, Pressed
from ui.pickers import Picked

EITHER = type(or_f())

Named = tuple[Collection[str], ...]
"""The words that a handler's filters wait for, each of which has to have the one that came."""


@dataclass(frozen=True, slots=True)
class RouteKey:
    """`word` is what some filter names: «/start», a label of the menu, the prefix of a button.
    `is_alone`: nothing follows it, as it does in a link."""

    update_type: str
    state: str | None
    word: str
    is_text: bool
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Handlers of one conversation that may take an update, in their order.

    None of them where aiogram itself has to go through the router: it has routers of its own, or
    something around it that may look at updates which no handler takes.
    """

    router: Router
    handlers: tuple[HandlerObject, ...] | None

    async def ask(self, update_type: str, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Does what the router's own propagate_event does, which would ask all its handlers.

        `data` is this update's own: whose turn it is stands in it, and nothing that one filter
        found out reaches those of another conversation.
        """
        if self.handlers is None:
            return await self.router.propagate_event(update_type, event, **data)
        observer = self.router.observers[update_type]
        data["event_router"] = self.router
        own = await _pass(observer._handler.filters, event, data)  # noqa: SLF001
        if own is None:
            return UNHANDLED
        for handler in self.handlers:
            own["handler"] = handler
            known = await _pass(handler.filters, event, own)
            if known is None:
                continue
            with suppress(SkipHandler):
                return await _call(handler, event, known)
        return UNHANDLED


class RouteIndex(Router):
    """Above all conversations, in the order in which they are asked. Takes no handlers itself.

    The `services` that come with an update are known by their names from here on: aiogram hands
    all names on through a dozen calls, and each copies them.
    """

    def __init__(self, conversations: Iterable[Router]) -> None:
        super().__init__(name="route index")
        self.include_routers(*conversations)
        self._named = {id(one): _named(one) for one in self._handlers()}
        """By handler; found once, for each of a thousand keys would ask every filter anew."""
        self._words = frozenset(
            name for named in self._named.values() for names in named for name in names
        )
        self.reachable: dict[RouteKey, tuple[Candidates, ...]] = {}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        word, is_alone = _word(event)
        approach = RouteKey(
            update_type=update_type,
            state=kwargs.get("raw_state"),
            # What no filter names is all the same, or people's texts would fill the memory.
            word=word if word in self._words else "",
            is_text=isinstance(event, Message) and event.text is not None,
            is_alone=is_alone,
        )
        known = {**kwargs.get("services", {}), **kwargs}
        for candidates in self._conversations(approach):
            response = await candidates.ask(update_type, event, known)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _conversations(self, approach: RouteKey) -> tuple[Candidates, ...]:
        found = self.reachable.get(approach)
        if found is None:
            each = (_candidates(one, approach, self._named) for one in self.sub_routers)
            found = self.reachable[approach] = tuple(one for one in each if one is not None)
        return found

    def _handlers(self) -> Iterator[HandlerObject]:
        for router in self.chain_tail:
            for observer in router.observers.values():
                yield from observer.handlers


async def _pass(
    filters: Iterable[FilterObject] | None, event: TelegramObject, known: dict[str, Any]
) -> dict[str, Any] | None:
    """Asks the filters as HandlerObject.check does. Returns what they find out, which those behind
    them know; None where one refuses. `known` stays as it is, and is copied only where something
    is found out."""
    for one in filters or ():
        found = await _call(one, event, known)
        if not found:
            return None
        if isinstance(found, dict):
            known = {**known, **found}
    return known


async def _call(one: CallableObject, event: TelegramObject, known: dict[str, Any]) -> Any:
    """Calls a filter or handler with what it asks for; nothing is copied on the way there."""
    if one.varkw or not one.awaitable:
        return await one.call(event, **known)
    return await one.callback(event, **{name: known[name] for name in one.params if name in known})


def _word(event: TelegramObject) -> tuple[str, bool]:
    """The command of a message as filters read it: Command looks at captions too, and past the
    name of the bot; and whether nothing follows."""
    if isinstance(event, CallbackQuery):
        return (event.data or "").partition(":")[0], True
    text = (event.text or event.caption or "") if isinstance(event, Message) else ""
    first, *rest = text.split(maxsplit=1) or [""]
    return (first.partition("@")[0], not rest) if first.startswith("/") else (text, True)


def _candidates(
    router: Router, approach: RouteKey, named: Mapping[int, Named]
) -> Candidates | None:
    """None where no handler would take it. `named` is by the id of the handler."""
    found = [
        handler
        for part in router.chain_tail
        for handler in part.observers[approach.update_type].handlers
        if all(approach.word in names for names in named.get(id(handler), ()))
        and all(_admits(one.callback, approach) for one in handler.filters or ())
    ]
    if not found:
        return None
    return Candidates(router, None if _is_wrapped(router, approach) else tuple(found))


def _is_wrapped(router: Router, approach: RouteKey) -> bool:
    around = [one.observers[approach.update_type] for one in router.chain_head]
    own = router.observers[approach.update_type]
    return bool(
        router.sub_routers
        or len(own.outer_middleware)
        or any(len(one.middleware) for one in around)
    )


def _admits(one: object, approach: RouteKey) -> bool:
    """False only for what the filter is sure to refuse; one that is not known here is asked."""
    names = _names(one)
    if names and approach.word not in names:
        return False
    match one:
        case CommandStart(deep_link=True):
            may_take = not approach.is_alone
        case StateFilter(states=states):
            may_take = any(_is_in(state, approach) for state in states)
        case FreeText():
            may_take = approach.is_text
        case HasLocation() | HasDocument() | Migrates() | Picked():
            may_take = not approach.is_text
        case GivesUp():
            may_take = bool(approach.state)
        case Phrase():
            may_take = not approach.state
        case EITHER(targets=targets):
            may_take = any(_admits(target.callback, approach) for target in targets)
        case _:
            may_take = True
    return may_take


def _is_in(state: object, approach: RouteKey) -> bool:
    name = state.state if isinstance(state, State) else state
    return name == approach.state or not (name is None or isinstance(name, str)) or name == "*"


def _named(handler: HandlerObject) -> Named:
    each = (_names(one.callback) for one in handler.filters or ())
    return tuple(names for names in each if names)


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
