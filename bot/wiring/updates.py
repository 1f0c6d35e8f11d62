"""The way of an update: middlewares in their order, then the routers with the services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.loading.known_callables import know_callables
from bot.monitoring.update_metrics import Measured, UpdateMetrics
from bot.replies.promise_keeper import PromiseKeeper
from bot.updates import errors
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.flood_gate import FloodGate
from bot.updates.fsm_storage import ConversationStorage
from bot.updates.middlewares import (
    ActorAndLocale,
    AlbumsFirst,
    DialogueExit,
    GuessedCommand,
    MenuLanguage,
    OneByOne,
    PrivateOnly,
    Repeats,
    StoreRetry,
    Throttle,
    Trace,
)
from bot.updates.route_index import RouteIndex
from bot.updates.unreadable import UnreadableUpdates
from bot.wiring.shared import SharedParts
from handlers import build_routers
from services.people.users import Users


def build_dispatcher(
    shared: SharedParts,
    users: Users,
    unreadable: UnreadableUpdates,
    keeper: PromiseKeeper,
    metrics: UpdateMetrics,
    areas: Iterable[object],
) -> UpdateDispatcher:
    know_callables()
    dispatcher = UpdateDispatcher(
        storage=ConversationStorage(shared.store, shared.clock),
        clock=shared.clock,
        gate=FloodGate(),
        on_unreadable=unreadable.take,
        on_unknown=unreadable.notice,
    )
    dispatcher.services.update(named_for_handlers(areas))
    for middleware in (
        Measured(metrics, shared.clock),
        Trace(),
        keeper,
        StoreRetry(shared.clock),
        ActorAndLocale(users),
        Throttle(),
        AlbumsFirst(dispatcher.services["albums"]),
        Repeats(shared.store),
        MenuLanguage(),
    ):
        dispatcher.update.outer_middleware(middleware)
    one_by_one = OneByOne()
    dispatcher.channel_post.outer_middleware(one_by_one)
    dispatcher.edited_channel_post.outer_middleware(one_by_one)
    dispatcher.message.outer_middleware(PrivateOnly())
    dispatcher.message.outer_middleware(DialogueExit())
    dispatcher.message.outer_middleware(GuessedCommand(dispatcher.services["lookup"]))
    errors.register(dispatcher)
    dispatcher.include_router(RouteIndex(build_routers()))
    return dispatcher


def named_for_handlers(areas: Iterable[object]) -> dict[str, Any]:
    """All services by their names; one name for two of them would hand over the wrong one."""
    services: dict[str, Any] = {}
    for area in areas:
        twice = services.keys() & vars(area).keys()
        assert not twice, f"two services are called {sorted(twice)}"
        services.update(vars(area))
    return services
