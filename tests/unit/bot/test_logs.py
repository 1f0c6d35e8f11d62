from __future__ import annotations

import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest
from aiogram.methods import SendMessage
from pydantic import SecretStr, TypeAdapter

from bot.logs import configure_logging
from bot.redaction import redacted
from bot.settings import Settings
from db.engine import Database
from domain.errors import NotFound
from tests.stores import ENGINES, opened

WORDS = "мой адрес Ленина 5"


@pytest.fixture
def logging_back() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], root.level, sys.excepthook = before[0], before[1], before[2]
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("POST https://host/bot42:sandbox/getMe", "POST https://host/bot<token>/getMe"),
        ("token 1234567890:" + "A" * 35 + " refused", "token <token> refused"),
        ("GET /calendar/AbC-d_1.ics HTTP/1.1", "GET /calendar/<token> HTTP/1.1"),
        ("Error handling request from 203.0.113.7", "Error handling request from <address>"),
        ("<Task finished coro=<a() done> exception=KeyError('Мария')>",
         "<Task finished coro=<a() done> exception=KeyError>"),
        ("[type=int, input_value='Мария', input_type=str]",
         "[type=int, input_value=<hidden>, input_type=str]"),
        ("at 09:41 in room 12:30", "at 09:41 in room 12:30"),
    ],
)  # fmt: skip
def test_redacted_hides_tokens_and_values_only(text: str, clean: str) -> None:
    assert redacted(text) == clean


def settings(**others: object) -> Settings:
    return Settings(
        bot_token=SecretStr("42:short"),
        bot_proxy=SecretStr("http://user:p%40ss%22w@proxy.example:3128"),
        webhook_secret=SecretStr("hook-secret"),
        database_url="postgresql+asyncpg://me:data%2Fbase@host/name",
        _env_file=None,
    )


def test_secrets_of_the_settings_are_hidden_however_they_are_written(
    capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    configure_logging(secrets=settings().secrets)
    log = logging.getLogger("x")
    log.error("%s", ["42:short", {"a": 'p@ss"w'}])
    log.error("asked", extra={"header": {"secret": "hook-secret"}, "url": "//me:data%2Fbase@"})
    log.error("no route to %s", settings().bot_proxy.get_secret_value())
    log.error("data/base")

    told = capsys.readouterr().err
    assert told.count("<secret>") >= 6
    for secret in ("42:short", "p@ss", "p%40ss", "hook-secret", "data%2Fbase", "data/base"):
        assert secret not in told
    assert all(json.loads(line) for line in told.splitlines())


def test_logged_exception_with_token_in_the_trace_is_redacted(
    capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    configure_logging()
    try:
        raise ConnectionError("https://host/bot42:sandbox-secret/getMe")
    except ConnectionError:
        logging.getLogger("x").exception("failed")

    line = capsys.readouterr().err
    assert "sandbox-secret" not in line
    assert json.loads(line)["event"] == "failed"
    assert json.loads(line)["exception"].splitlines()[-1] == (
        "ConnectionError: https://host/bot<token>/getMe"
    )


def _looks_up() -> None:
    _ = {"a": 1}[WORDS]


def _counts() -> None:
    int(WORDS)


def _validates() -> None:
    TypeAdapter(dict[str, int]).validate_python({"age": WORDS})


def _chains() -> None:
    try:
        _counts()
    except ValueError as error:
        raise RuntimeError(f"cannot read {WORDS}") from error


def _groups() -> None:
    raise ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)])


def _notes() -> None:
    error = ValueError(1)
    error.add_note(WORDS)
    raise error


def _decodes() -> None:
    raise ClientDecodeError("unreadable", ValueError(WORDS), {"text": WORDS})


def _refers_to_itself() -> None:
    try:
        _counts()
    except ValueError as error:
        error.__context__ = other = LookupError(WORDS)
        other.__context__ = error
        raise


@pytest.mark.parametrize(
    "fails",
    [_looks_up, _counts, _validates, _chains, _groups, _notes, _decodes, _refers_to_itself],
)
def test_logged_exception_tells_where_and_not_of_what(
    fails: Callable[[], None], capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    configure_logging()
    try:
        fails()
    except Exception as error:
        logging.getLogger("x").error("failed", exc_info=error)
        kind = type(error).__name__

    line = json.loads(capsys.readouterr().err)
    assert WORDS not in str(line)
    assert "test_logs.py" in line["exception"]
    assert f"in {fails.__name__}" in line["exception"]
    assert kind in line["exception"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotFound("start-outdated", name=WORDS), "NotFound: start-outdated"),
        (AttributeError("'int' object has no attribute 'x'"),
         "AttributeError: 'int' object has no attribute 'x'"),
        (TelegramBadRequest(SendMessage(chat_id=1, text=WORDS), "chat not found"),
         "TelegramBadRequest: Telegram server says - chat not found"),
    ],
)  # fmt: skip
def test_words_of_programs_stay(
    error: Exception,
    told: str,
    capsys: pytest.CaptureFixture[str],
    logging_back: None,
) -> None:
    configure_logging()
    logging.getLogger("x").error("failed", exc_info=error)

    assert json.loads(capsys.readouterr().err)["exception"].splitlines()[-1] == told


@pytest.mark.parametrize("engine", ENGINES)
async def test_error_of_a_store_tells_what_is_wrong_and_no_values(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    """Twice the same, and a value that the driver cannot take."""
    things = sa.Table(
        "things",
        sa.MetaData(),
        sa.Column("name", sa.Text, unique=True),
        sa.Column("number", sa.Integer),
    )
    async with opened(engine, tmp_path) as database:
        async with database.write() as connection:
            await connection.run_sync(things.metadata.create_all)
        configure_logging()
        for rows in ([{"name": WORDS}] * 2, [{"number": [WORDS]}]):
            await _failed(database, sa.insert(things), rows)

    twice, misfit = map(json.loads, capsys.readouterr().err.splitlines())
    assert WORDS not in str([twice, misfit])
    assert "unique" in twice["exception"].lower()


async def _failed(database: Database, statement: sa.Insert, rows: object) -> None:
    try:
        async with database.write() as connection:
            await connection.execute(statement, rows)
    except (sa.exc.SQLAlchemyError, asyncpg.PostgresError) as error:
        logging.getLogger("x").error("failed", exc_info=error)


async def test_task_that_nobody_waited_for_is_told_of_without_words(
    capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    async def fails() -> None:
        _counts()

    configure_logging()
    asyncio.get_running_loop().call_exception_handler(
        {
            "message": "Task exception was never retrieved",
            "exception": ValueError(WORDS),
            "future": (task := asyncio.ensure_future(fails())),
        }
    )
    await asyncio.wait({task})
    asyncio.get_running_loop().call_exception_handler({"message": "Late", "future": task})
    assert isinstance(task.exception(), ValueError)

    told = capsys.readouterr().err
    assert "exception=ValueError>" in told
    assert WORDS not in told


def test_warnings_and_the_end_of_the_process_are_lines_like_others(
    capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    configure_logging()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("odd [input_value='Мария', input_type=str]", stacklevel=1)
    sys.excepthook(ValueError, ValueError(WORDS), None)

    odd, end = map(json.loads, capsys.readouterr().err.splitlines())
    assert "input_value=<hidden>" in odd["event"]
    assert (end["event"], end["exception"].splitlines()[-1]) == (
        "the process ends by a fault",
        "ValueError",
    )


def test_line_that_cannot_be_made_tells_where_it_was(
    capsys: pytest.CaptureFixture[str], logging_back: None
) -> None:
    configure_logging()
    logging.getLogger("x").error("%d", WORDS)

    told = json.loads(capsys.readouterr().err)
    assert told["event"] == "a line could not be written"
    assert told["of"].startswith("x:")
