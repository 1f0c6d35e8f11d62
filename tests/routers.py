"""One set of conversations for all the Apps of a test process.

Each App registers 300 handlers on 1,000 observers, two thirds of what it costs to make one, and a
test makes an App of its own. Conversations hold nothing of an App: what they need comes with the
update. So they move from one dispatcher to the next; whoever has an older App still reaches them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from aiogram import Router

import bot.wiring.updates
from bot.updates.route_index import RouteIndex
from handlers import build_routers


def share_routers() -> None:
    bot.wiring.updates.build_routers = list  # type: ignore[attr-defined]  # of tests only
    bot.wiring.updates.RouteIndex = _detached  # type: ignore[assignment,attr-defined]


def _detached(_conversations: Iterable[Router]) -> RouteIndex:
    """aiogram lets a router belong to one dispatcher only, and has no way to take it back."""
    board = _shared()
    board._parent_router = None  # noqa: SLF001
    return board


@cache
def _shared() -> RouteIndex:
    return RouteIndex(build_routers())
