"""How many statements an update takes once its sender and the data are known: a few, or none."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import event

from domain.ids import SessionId, UserId
from handlers.states import EditingProgramme
from sandbox.chats import Json
from sandbox.client import UserClient
from tests.clocks import PATIENCE
from tests.handlers.conftest import Stage
from tests.programmes import SESSION, add_sessions
from ui.asking import ask

pytestmark = pytest.mark.usefixtures("on_threads")

VERSION = "SELECT data_versions.version"
"""Of the clusters or of the answers: once a second each, and here every update is a second."""

NEWS = "SELECT news.id,"
"""The first page of the news: the same."""

PROGRAMMES = "SELECT events.id,"
"""Of the programmes: the same."""

DAY = SESSION.starts_at.toordinal()

ROW = ["INSERT INTO searches"]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The first two words and, of what is written, the table."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        words = statement.split()
        statements.append(" ".join(words[: 3 if words[0] == "INSERT" else 2]))

    event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.fixture
async def reader(stage: Stage) -> UserClient:
    """Somebody who has written before, to a bot whose index and answers are ready."""
    person = stage.person()
    await person.send("/start")
    await person.send("Общежитие есть?")
    await person.send("Казань")
    return person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", []),
        ("Саранск", [VERSION, *ROW]),
        ("Как подать документы?", [VERSION, VERSION]),
        ("сварщик казань", [VERSION, VERSION, *ROW]),
        ("свращик рядом с", [VERSION, VERSION, *ROW]),
        ("фываолдж", [VERSION, VERSION]),
    ],
)
async def test_text_takes_few_statements(
    reader: UserClient, text: str, expected: list[str]
) -> None:
    with counted() as seen:
        await reader.send(text)
    assert seen == expected


async def test_location_takes_one_statement(reader: UserClient) -> None:
    with counted() as seen:
        await reader.share_location(54.18, 45.18)
    assert seen == [VERSION]


@pytest.mark.parametrize("text", ["/start", "/my", "Как подать документы?"])
async def test_within_a_second_of_another_update_nothing_is_asked(
    reader: UserClient, stage: Stage, text: str
) -> None:
    async def deliver(update: Json) -> None:
        await stage.app.dispatcher.feed_raw_update(stage.app.bot, update)
        await stage.app.replies.settle(PATIENCE)

    at_once = UserClient(stage.world, reader.id, deliver)
    await at_once.send(text)
    await at_once.share_location(54.18, 45.18)
    with counted() as seen:
        answers = await at_once.send(text) + await at_once.share_location(54.18, 45.18)

    assert len(answers) == 2
    assert seen == []


@pytest.mark.parametrize(
    "data", ["pe:expert", f"pd:expert:{DAY}:-1", f"pdp:expert:{DAY}:-1:0", "p:a"]
)
async def test_press_reads_nothing_again(reader: UserClient, stage: Stage, data: str) -> None:
    """Beside whether the data are still those in memory, which is asked once a second."""
    await add_sessions(stage.app.store, SESSION)
    await reader.press(data, forged=True)
    with counted() as seen:
        await reader.press(data, forged=True)

    assert SESSION.title in reader.last.text
    assert seen == [PROGRAMMES]


async def test_crowd_at_one_card_reads_what_is_each_persons_own(
    reader: UserClient, stage: Stage
) -> None:
    await add_sessions(stage.app.store, SESSION)
    await reader.press("p:a", forged=True)
    other = stage.person()
    await other.send("/start")
    await other.send("/start")
    with counted() as seen:
        await other.press("p:a", forged=True)

    assert seen == [PROGRAMMES, "SELECT sessions.id,"]


async def test_card_takes_no_statement(reader: UserClient) -> None:
    """What the reader keeps and compares is remembered, as they themselves are."""
    await reader.press("c:alt-agro", forged=True)
    with counted() as seen:
        shown = await reader.press("c:alt-med", forged=True)
        again = await reader.press("c:alt-agro", forged=True)

    assert shown[0].text != again[0].text
    assert set(seen) <= {VERSION}


@pytest.mark.parametrize("command", ["/program", "/my", "/news"])
async def test_command_reads_nothing_again(reader: UserClient, stage: Stage, command: str) -> None:
    await add_sessions(stage.app.store, SESSION)
    await reader.send(command)
    with counted() as seen:
        await reader.send(command)

    assert set(seen) <= {VERSION, PROGRAMMES, NEWS}


@pytest.mark.slow
async def test_crowd_at_one_session_costs_as_many_statements_as_a_few(stage: Stage) -> None:
    """Those who press while others are let in are let in together."""
    people = await stage.audience(60)
    await stage.programme({"a": ("", [])})
    for person in people:
        stage.world.press(person.id, 1, "pj:a:1", forged=True)
    updates, feed = stage.world.bot.updates, stage.app.dispatcher.feed_raw_update
    with counted() as seen:
        await asyncio.gather(*[feed(stage.app.bot, updates.popleft()) for _ in people])
    async with stage.app.store.read() as tx:
        registered = await tx.registrations.counts([SessionId("a")])

    assert registered == {"a": (60, 0)}
    assert len(seen) < 100


@pytest.mark.slow
async def test_crowd_that_searches_is_written_together(reader: UserClient, stage: Stage) -> None:
    people = await stage.audience(60)
    for person in people:
        stage.world.say(person.id, "сварщик казань")
    updates, feed = stage.world.bot.updates, stage.app.dispatcher.feed_raw_update
    with counted() as seen:
        await asyncio.gather(*[feed(stage.app.bot, updates.popleft()) for _ in people])
    async with stage.app.store.read() as tx:
        typed = [await tx.searches.newest_of(UserId(person.id)) for person in people]

    assert {one.text for one in typed if one} == {"сварщик казань"}
    assert len({one.id for one in typed if one}) == len(people)
    assert seen.count("BEGIN IMMEDIATE") < 10


async def test_question_and_what_it_is_about_are_stored_at_once(stage: Stage) -> None:
    storage = stage.app.dispatcher.storage
    key = StorageKey(bot_id=42, chat_id=7, user_id=7)
    state = FSMContext(storage, key)
    await ask(state, EditingProgramme.file, {"event": "old"})
    with counted() as seen:
        await ask(state, EditingProgramme.title, {"event": "new"})

    assert seen.count("BEGIN IMMEDIATE") == 1
    assert (await state.get_state(), await state.get_data()) == (
        EditingProgramme.title.state,
        {"event": "new"},
    )
