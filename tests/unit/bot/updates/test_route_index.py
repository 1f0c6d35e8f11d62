"""What the route index leaves out, no handler behind it would have taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from aiogram import Bot, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import StateFilter, or_f
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, User

from bot.updates.route_index import RouteIndex
from domain.clock import SystemClock
from handlers import build_routers
from services.search.reading.queries import Query
from tests.architecture.test_recorded_buttons import RECORDED
from ui.filters import FreeText, GivesUp
from ui.menu import MENU_KEYS
from ui.pickers import Picked, Request
from ui.translator import labels

COMMANDS = ("start", "help", "clusters", "news", "program", "my", "settings", "admin", "cancel")
ARGUMENTS = ("cluster_a-b", "news_1", "join_1", "badge_a", "search", "x y")
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
POINT = {"latitude": 55.0, "longitude": 37.0}
CONTENTS: tuple[dict[str, Any], ...] = (
    {"text": "Казань"},
    {"text": " /help"},
    {"text": "/"},
    {"text": "/unknown"},
    {"text": "/start@other_bot"},
    {"text": "/start@a_bot"},
    {"text": "menu-clusters"},
    {"caption": "/help", "photo": []},
    {"caption": "Подпись", "document": {**FILE, "file_name": "days.csv"}},
    {"document": {**FILE, "file_name": "picture.psd"}},
    {"location": POINT},
    {"location": POINT, "venue": {"location": POINT, "title": "t", "address": "a"}},
    {"migrate_to_chat_id": -100},
    {"dice": {"emoji": "🎲", "value": 1}},
    *({"text": word} for word in ("спасибо", "Отмена", "не надо", "привет", "bye")),
    *({"users_shared": {"request_id": one, "users": [{"user_id": 2}]}} for one in Request),
    *({"chat_shared": {"request_id": one, "chat_id": -100}} for one in Request),
)


class Strict:
    """No one is an organiser."""

    async def may(self, _actor: object) -> bool:
        return False


class OfSearch:
    """No text asks of the programme."""

    async def read(self, text: str) -> Query:
        return Query(text=text)


class NoProgrammes:
    """No text names a session."""

    async def named(self, _actor: object, _text: str) -> None:
        return None


class NoQuestions:
    """No text is of an event."""

    async def read(self, _actor: object, _text: str) -> None:
        return None


class NoOrganisers:
    """Nobody organises anything."""

    async def may(self, _actor: object) -> bool:
        return False


SERVICES = (
    "actor", "t", "clusters", "answers", "questionnaire", "bot_username", "open_days",
    "reader_cards", "programme_editing",
)  # fmt: skip
"""Of which a filter makes the context of a search, and looks at none."""

KNOWN: dict[str, Any] = {
    **dict.fromkeys(SERVICES),
    "raw_state": None,
    "lookup": OfSearch(),
    "programmes": NoProgrammes(),
    "typed_questions": NoQuestions(),
    "organisers": NoOrganisers(),
}


class KnownBot(Bot):
    """Knows its name without asking for it."""

    async def me(self) -> User:
        return User(id=1, is_bot=True, first_name="Бот", username="a_bot")


BOT = KnownBot("1:a")


def handlers_of(router: Router) -> Iterator[tuple[Router, HandlerObject]]:
    for part in router.chain_tail:
        for observer in part.observers.values():
            yield from ((part, handler) for handler in observer.handlers)


def labelled(router: Router) -> Router:
    """Instead of doing their work, handlers tell who they are."""
    for part, handler in handlers_of(router):
        who = f"{part.name}: {handler.callback.__module__}.{handler.callback.__name__}"

        async def tell(_event: object, who: str = who) -> str:
            return who

        handler.callback, handler.params, handler.varkw = tell, set(), False
    return router


def plainly() -> Router:
    """As aiogram itself would route."""
    router = Router(name="all")
    router.include_routers(*build_routers())
    return labelled(router)


def states() -> list[str]:
    return sorted(
        {
            state.state
            for router in build_routers()
            for _, handler in handlers_of(router)
            for one in handler.filters or ()
            if isinstance(one.callback, StateFilter)
            for state in one.callback.states
            if isinstance(state, State) and state.state
        }
    )


def message(content: dict[str, Any]) -> Message:
    chat = {"id": 1, "type": "private"}
    person = {"id": 1, "is_bot": False, "first_name": "Мария"}
    frame = {"message_id": 1, "date": SystemClock().now(), "chat": chat, "from": person}
    return Message.model_validate({**frame, **content})


def pressed(data: str) -> CallbackQuery:
    person = {"id": 1, "is_bot": False, "first_name": "Мария"}
    frame = {"id": "1", "from": person, "chat_instance": "1", "data": data}
    return CallbackQuery.model_validate(frame)


@pytest.mark.slow
async def test_messages_go_where_aiogram_would_bring_them() -> None:
    board, plain = labelled(RouteIndex(build_routers())), plainly()
    contents = [
        *CONTENTS,
        *({"text": label} for key in MENU_KEYS for label in labels(key)),
        *({"text": f"/{command}"} for command in COMMANDS),
        *({"text": f"/start {argument}"} for argument in ARGUMENTS),
    ]
    few = [*CONTENTS[::2], {"text": "/help"}, {"text": min(labels("menu-news"))}]
    asked = [(None, one) for one in contents] + list(product(states(), few))
    for state, content in asked:
        context = {**KNOWN, "raw_state": state, "bot": BOT, "organisers": Strict()}
        event = message(content)
        expected = await plain.propagate_event("message", event, **context)
        found = await board.propagate_event("message", event, **context)
        assert found == expected, (state, content)


@pytest.mark.slow
async def test_buttons_go_where_aiogram_would_bring_them() -> None:
    board, plain = labelled(RouteIndex(build_routers())), plainly()
    for data in (*(one["data"] for one in RECORDED["buttons"].values()), "", "gone:1", "prog"):
        event, context = pressed(data), {**KNOWN, "bot": BOT}
        expected = await plain.propagate_event("callback_query", event, **context)
        assert await board.propagate_event("callback_query", event, **context) == expected


async def test_a_typed_town_is_asked_for_neither_a_choice_nor_a_way_out() -> None:
    board = RouteIndex(build_routers())
    await labelled(board).propagate_event("message", message({"text": "Казань"}), **KNOWN)
    (reached,) = board.reachable.values()
    handlers = [handler for one in reached for handler in one.handlers or ()]
    asked = {type(one.callback) for handler in handlers for one in handler.filters or ()}
    assert FreeText in asked
    assert asked.isdisjoint({Picked, GivesUp, type(or_f())})


async def test_texts_of_people_fill_no_memory() -> None:
    board = RouteIndex([Router()])
    for number in range(100):
        for text in (f"Текст {number}", f"/command{number}"):
            await board.propagate_event("message", message({"text": text}), raw_state=None)
    assert len(board.reachable) == 1


async def test_handlers_and_filters_get_services_and_what_filters_found() -> None:
    async def found(_message: Message, words: dict[str, str]) -> dict[str, str]:
        return {"found": words["key"]}

    async def tell(_message: Message, found: str, now: int, words: object) -> tuple[object, ...]:
        return found, now, words

    router = Router()
    router.message.filter(found)
    router.message.register(tell)
    services = {"words": {"key": "value"}, "now": 1, "unasked": None}
    answer = await RouteIndex([router]).propagate_event(
        "message", message({"text": "Казань"}), raw_state=None, services=services, now=2
    )
    assert answer == ("value", 2, services["words"])


async def test_what_a_filter_found_stays_with_its_handler() -> None:
    async def found(_message: Message) -> dict[str, str]:
        return {"found": "of another"}

    async def refuses(_message: Message, found: str) -> bool:
        return not found

    async def tell(_message: Message, found: str = "", handler: object = None) -> tuple[str, bool]:
        return found, getattr(handler, "callback", None) is tell

    first, second = Router(), Router()
    first.message.register(tell, found, refuses)
    first.message.register(tell, refuses_without_a_word)
    second.message.register(tell)
    answer = await RouteIndex([first, second]).propagate_event(
        "message", message({"text": "Казань"}), raw_state=None
    )
    assert answer == ("", True)


async def refuses_without_a_word(_message: Message, found: str = "nothing") -> bool:
    return found != "nothing"
