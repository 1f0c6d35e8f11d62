"""Random people do anything to the whole bot: what they type, tap, edit, send and forge.

Bounded here; for hours by `make fuzz` (FUZZ_EXAMPLES, FUZZ_STEPS). A failure prints the steps that
lead to it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from db.tables import dispatches
from domain.outbox import OutboxState
from domain.texts import utf16_units
from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.entities import is_blank
from tests.handlers.conftest import Stage, staged
from tests.handlers.rights.pressing import HOLDER, every_press
from tests.handlers.rights.scene import SECRET, Scene, furnished
from tests.newsroom import PreparedFetcher

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
STEPS = int(os.environ.get("FUZZ_STEPS", "40"))

PRESSES = [data for found in every_press().values() for data in found if data != "pr:confirm"]

LEGAL = {state.value for state in OutboxState}
MOST = {"text": 4096, "caption": 1024}
"""Characters of a message, in UTF-16 units (Bot API, sendMessage and sendPhoto)."""

PEOPLE = st.sampled_from(["owner", "helper", "participant", "stranger"])
TYPED = st.one_of(
    st.sampled_from([
        "/start", "/my", "/news", "/program", "/choose", "/clusters", "/settings", "/help",
        "/admin", "/broadcast", "/cancel", "/stop", "/privacy", "/start session_plenary",
        "/start cluster_nn-sarov-nuclear", "/start in_x", "/start join_x", "/start news_1",
        "сварщик в Саранске", "Казань", "завтра 10:00", "Сайт — https://example.org", "1", "-",
    ]),
    st.text(max_size=200),
    st.text(alphabet="<>&\"'/@_*`[]\u202e\u200d\U0001f468\U0001f3fb👩‍🔧", min_size=1, max_size=50),
    st.builds(
        lambda one, units: one * (units // utf16_units(one)),
        st.sampled_from("яa😀<"),
        st.integers(1000, MOST["text"]),
    ),
)  # fmt: skip
DATA = st.one_of(
    st.sampled_from(PRESSES),
    st.builds(
        lambda data, tail: (data + tail)[:30],
        st.sampled_from(PRESSES),
        st.text(alphabet=":-0123456789az", max_size=6),
    ),
    st.text(min_size=1, max_size=15).filter(lambda text: len(text.encode()) <= 64),
)
STRANGE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)


class Anybody(RuleBasedStateMachine):
    prepared: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        self.records = _Errors()
        logging.getLogger().addHandler(self.records)
        self.shown: list[Json] = []
        self.update_id = 10**6

    def run(self, act: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(act)

    @initialize()
    def begin(self) -> None:
        self.scene: Scene = self.run(self._begin())

    async def _begin(self) -> Scene:
        stage: Stage = await self.open.enter_async_context(
            staged(Path(self.folder.name), self.prepared, PreparedFetcher(), on_threads=True)
        )
        scene = await furnished(stage)
        # Of a draft that nobody confirmed, with a post that is none: for looking at rights only.
        async with stage.app.database.write() as connection:
            await connection.execute(sa.delete(dispatches))
        stage.world.subscribe(self.shown.append)
        return scene

    def person(self, who: str) -> UserClient:
        person: UserClient = getattr(self.scene, who)
        return person

    @rule(who=PEOPLE, text=TYPED)
    def types(self, who: str, text: str) -> None:
        if not is_blank(text):
            self.run(self.person(who).send(text))

    @rule(who=PEOPLE, at=st.integers(0, 10**6))
    def taps_what_is_seen(self, who: str, at: int) -> None:
        person = self.person(who)
        seen = [
            (message, button["callback_data"])
            for message in person.inbox
            for row in message.rows
            for button in row
            if "callback_data" in button and button["callback_data"] != "pr:confirm"
        ]
        if seen:
            message, data = seen[at % len(seen)]
            calls = self.scene.stage.session.calls
            before = len(calls)
            self.run(person.press(data, message=message))
            assert "answerCallbackQuery" in calls[before:], data

    @rule(who=PEOPLE, data=DATA)
    def forges(self, who: str, data: str) -> None:
        person = self.person(who)
        if person.inbox:
            calls = self.run(self.scene.press(person, data))
            assert "answerCallbackQuery" in calls, data

    @rule(
        who=PEOPLE,
        name=st.sampled_from(["a.csv", "a.xlsx", "a.ics", "a.xml", "a.json", "ids.txt", "a"]),
        content=st.binary(max_size=300),
        kind=st.sampled_from(["document", "photo", "voice", "sticker", "video"]),
    )
    def sends_a_file(self, who: str, name: str, content: bytes, kind: str) -> None:
        self.run(self.person(who).upload(name, content or b"0", kind=kind))

    @rule(who=PEOPLE, text=TYPED)
    def edits(self, who: str, text: str) -> None:
        person = self.person(who)
        own = [one["message_id"] for one in person.sent if "text" in one]
        if own and not is_blank(text):
            self.run(person.edit(own[-1], text))

    @rule(who=PEOPLE, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
    def shares_a_place(self, who: str, lat: float, lon: float) -> None:
        self.run(self.person(who).share_location(lat, lon))

    @rule(who=PEOPLE, query=st.text(max_size=100))
    def asks_inline(self, who: str, query: str) -> None:
        self.run(self.person(who).inline(query))

    @rule(
        kind=st.sampled_from(
            ["message", "callback_query", "edited_message", "my_chat_member", "inline_query", "x"]
        ),
        content=STRANGE,
    )
    def telegram_sends_something_strange(self, kind: str, content: object) -> None:
        self.update_id += 1
        self.run(self.scene.stage.deliver({"update_id": self.update_id, kind: content}))

    @rule()
    def time_passes(self) -> None:
        self.scene.stage.clock.advance(hours=3)
        self.run(self.scene.stage.work())

    @invariant()
    def nothing_is_wrong(self) -> None:
        if not hasattr(self, "scene"):
            return
        assert self.records.lines == []
        for event in self.shown:
            _check(event)
        self.shown.clear()
        states = {row[6] for row in self.scene.rows()["outbox"]}
        assert states <= LEGAL

    def teardown(self) -> None:
        try:
            if hasattr(self, "scene"):
                self.scene.close()
                self.run(self.open.aclose())
        finally:
            self.runner.close()
            logging.getLogger().removeHandler(self.records)
            self.folder.cleanup()


class _Errors(logging.Handler):
    """Of the bot alone: what it tells of as a fault of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "bot.updates.incoming":  # which tells of what cannot be read
            self.lines.append(self.format(record))


def _check(event: Json) -> None:
    message = event.get("message")
    if not isinstance(message, dict) or not message.get("from", {}).get("is_bot"):
        return
    for part, most in MOST.items():
        assert utf16_units(message.get(part) or "") <= most
    readers = {HOLDER, 900, 901}
    if event.get("chat_id") not in readers:
        assert SECRET not in json.dumps(message, ensure_ascii=False), "foreign data"


def test_whatever_people_do_the_bot_answers_and_keeps_its_word(prepared: Path) -> None:
    Anybody.prepared = prepared
    run_state_machine_as_test(
        Anybody,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize="FUZZ_EXAMPLES" not in os.environ,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
