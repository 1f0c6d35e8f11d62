"""Whatever people say to the bot, and whatever goes wrong, its log has none of their words."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from urllib.parse import quote

import pytest

from bot.logs import configure_logging
from db.unit_of_work import Transaction
from sandbox.client import UserClient
from sandbox.faults import of_method
from tests.handlers.conftest import Stage

MARK = "Берёзка77"
TEXTS = (
    f"/start {MARK}", f"/{MARK}", MARK, f"{MARK} в Саранске", f"сварщик {MARK}", f"<b>{MARK}&",
    f"завтра 10:00 {MARK}", f"Сайт — https://example.org/{MARK}", MARK * 400,
    f"\u0000{MARK}", f"-{MARK}", f"56.3, 44.0 {MARK}",
)  # fmt: skip


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """As the process writes it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook
    with monkeypatch.context() as written:
        written.setattr(sys, "stderr", StringIO())
        assert isinstance(sys.stderr, StringIO)
        stream = sys.stderr
        configure_logging()
    yield stream
    root.handlers[:], root.level, sys.excepthook = before[0], before[1], before[2]
    logging.captureWarnings(capture=False)


async def say_everything(stage: Stage, person: UserClient) -> None:
    for text in TEXTS:
        await person.send(text)
    await person.edit(person.sent[-1]["message_id"], MARK)
    await person.upload(f"{MARK}.csv", MARK.encode())
    await person.upload(f"{MARK}.xlsx", MARK.encode())
    await person.upload("a.jpg", b"0", kind="photo")
    await person.inline(MARK)
    for data in (MARK, f"a:{MARK}", f"c:{MARK}:1"):
        await person.press(data, forged=True)
    for content in (MARK, {"text": MARK}, {"message_id": MARK, "from": {"id": MARK}}):
        for kind in ("message", "callback_query", "inline_query", "later_kind"):
            await stage.deliver({"update_id": 10**7 + len(str(content)), kind: content})


@pytest.mark.slow
async def test_log_has_ids_and_no_words(stage: Stage, student: UserClient, log: StringIO) -> None:
    owner = await stage.organiser()
    for person in (student, owner):
        await person.send("/start")
        await say_everything(stage, person)

    assert len(log.getvalue().splitlines()) > 10
    assert lines_with(MARK, log) == []


@pytest.mark.slow
async def test_log_has_no_words_when_everything_fails(
    stage: Stage,
    student: UserClient,
    log: StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Faults of ours repeat what they were about: here each repeats what was typed."""
    owner = await stage.organiser()
    await student.send("/start")
    for error in (ValueError, KeyError, RuntimeError):
        for name in ("clusters", "users", "searches", "conversations"):
            with monkeypatch.context() as broken:
                broken.setattr(Transaction, name, property(_raising(error)))
                for person in (student, owner):
                    await say_everything(stage, person)
    for status in (400, 502):
        stage.world.faults.server_error(status, when=of_method("sendMessage"))
        await say_everything(stage, student)

    faults = [line for line in log.getvalue().splitlines() if "Traceback" in line]
    assert len(faults) > 100
    assert lines_with(MARK, log) == []


def lines_with(words: str, log: StringIO) -> list[str]:
    """Also as JSON would write them, letter by letter."""
    forms = {words, json.dumps(words)[1:-1], quote(words)}
    return [line for line in log.getvalue().splitlines() if any(form in line for form in forms)]


def _raising(error: type[Exception]) -> Callable[[object], object]:
    def fails(_self: object) -> object:
        raise error(f"of {MARK}")

    return fails
