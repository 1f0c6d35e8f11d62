"""One set of conversations for all the Apps of a test process.

Each App registers 300 handlers on 1,000 observers, two thirds of what it costs to make one, and a
test makes an App of its own. Conversations hold nothing of an App: what they need comes with the
update. So they move from one dispatcher to the next; whoever has an older App still reaches them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from aiogram import Dispatcher, Router

import bot.wiring.updates
from bot.updates.route_index import RouteIndex
from handlers import build_routers


def share_routers() -> None:
    bot.wiring.updates.build_routers = list  # type: ignore[attr-defined]  # of tests only
    bot.wiring.updates.RouteIndex = _detached  # type: ignore[assignment,attr-defined]
    Dispatcher.resolve_used_update_types = _used  # type: ignore[method-assign,assignment]


def _detached(_conversations: Iterable[Router]) -> RouteIndex:
    """aiogram lets a router belong to one dispatcher only, and has no way to take it back."""
    board = _shared()
    board._parent_router = None  # noqa: SLF001
    return board


@cache
def _shared() -> RouteIndex:
    return RouteIndex(build_routers())


_used_by = Dispatcher.resolve_used_update_types
_known: dict[frozenset[str], list[str]] = {}
"""By the kinds of updates for which a dispatcher has handlers of its own."""


def _used(self: Dispatcher, skip_events: set[str] | None = None) -> list[str]:
    """Asking all observers takes as long as half an update, and they have the same handlers."""
    if skip_events is None and self.sub_routers == [_shared()]:
        own = frozenset(name for name, one in self.observers.items() if one.handlers)
        if own not in _known:
            _known[own] = _used_by(self)
        return [*_known[own]]
    return _used_by(self, skip_events)
