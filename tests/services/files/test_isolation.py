"""Files in processes of their own: what comes back, and what is the end of the process alone."""

from __future__ import annotations

import asyncio
import pickle
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.settings import Settings
from domain.errors import ImportFileError, UserError
from domain.ids import EventId, UserId
from domain.programme.sessions import Event
from services.files.ids import read_ids
from services.files.isolation import InProcess, InThread
from services.files.tables import Row, read_table
from services.files.workbooks import MIB
from services.programme.files import event_details, read_schedule
from tests import readers

SMALL = InProcess(memory=400 * MIB, cpu=2, patience=50)
FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow")
CALENDAR = (
    "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ярмарка\r\nX-WR-TIMEZONE:Europe/Moscow\r\nBEGIN:VEVENT\r\n"
    "UID:a\r\nDTSTART:20261201T090000Z\r\nSUMMARY:Открытие\r\nURL:message:x\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20261301T090000Z\r\nSUMMARY:Нет\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
).encode()
TABLE = "id,name\na,Ия\n".encode()


@pytest.mark.slow
async def test_what_is_read_is_the_same_as_in_a_thread() -> None:
    """With notes and problems of every kind of result."""
    for reader in (InThread(), SMALL):
        parsed = await reader.run(read_schedule, "x.ics", CALENDAR, FAIR)
        assert parsed == read_schedule("x.ics", CALENDAR, FAIR)
        assert (len(parsed.sessions), len(parsed.problems), len(parsed.notes)) == (1, 1, 2)
        said = await reader.run(event_details, "x.ics", CALENDAR)
        assert (said.title, said.tz) == ("Ярмарка", "Europe/Moscow")
        rows = await reader.run(read_table, "x.csv", TABLE, known=("id", "name"))
        assert rows == [Row(2, {"id": "a", "name": "Ия"})]
        assert await reader.run(read_ids, "x.csv", b"1\n2\n") == [UserId(1), UserId(2)]


@pytest.mark.parametrize("is_file", [True, False])
async def test_refusal_comes_back_with_its_figures(is_file: bool) -> None:
    with pytest.raises(UserError) as raised:
        await SMALL.run(readers.refused, is_file=is_file)

    error = raised.value
    assert isinstance(error, ImportFileError) is is_file
    assert (error.key, error.params) == (
        ("import-file-corrupt", {"line": 7})
        if is_file
        else ("audience-file-row", {"line": 2, "value": "x"})
    )


async def too_heavy(reader: InProcess, **given: int) -> bool:
    """Whether the person is told so; afterwards the next file is read."""
    name, value = given.popitem()
    with pytest.raises(ImportFileError, match="import-file-too-heavy") as raised:
        await reader.run(getattr(readers, name), *([value] if value else []))
    told = {"seconds": reader.cpu, "memory": reader.memory // MIB}
    return raised.value.params == told and await SMALL.run(readers.hoarded, 1) == MIB


@pytest.mark.slow
async def test_reader_that_wants_more_memory_is_ended() -> None:
    assert await SMALL.run(readers.hoarded, 100) == 100 * MIB
    assert await too_heavy(SMALL, hoarded=500)


@pytest.mark.slow
async def test_reader_that_computes_too_long_is_ended() -> None:
    assert await too_heavy(InProcess(cpu=1), busy=3)


@pytest.mark.slow
async def test_reader_that_never_ends_is_ended() -> None:
    assert await too_heavy(InProcess(patience=1), asleep=300)


async def test_reader_that_dies_does_so_alone() -> None:
    assert await too_heavy(SMALL, aborted=0)


async def test_fault_of_a_reader_is_told_without_words_of_the_file() -> None:
    with pytest.raises(RuntimeError, match=r"LookupError.*readers\.py") as raised:
        await SMALL.run(readers.failed, "секрет")

    assert "секрет" not in str(raised.value)


async def test_what_a_library_prints_is_no_answer() -> None:
    assert await SMALL.run(readers.talkative, "чужое") == "чужое"


async def test_settings_do_not_reach_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:secret")

    assert "BOT_TOKEN" not in await SMALL.run(readers.environment)


async def test_classes_of_nobody_are_not_made() -> None:
    with pytest.raises(pickle.UnpicklingError):
        await SMALL.run(readers.foreign)


async def test_reading_that_is_given_up_is_ended() -> None:
    reader = InProcess()
    reading = asyncio.create_task(reader.run(readers.asleep, 300))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert await reader.run(readers.hoarded, 1) == MIB


async def test_product_reads_what_people_send_in_processes(tmp_path: Path) -> None:
    app = build_app(
        Settings(
            bot_token=SecretStr("42:sandbox"),
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
            _env_file=None,
        )
    )
    readers_in_use = (
        app.programme.schedules.reader,
        app.clusters.cluster_imports.reader,
        app.dispatcher["file_reader"],
    )
    await app.bot.session.close()
    await app.database.close()

    assert len({id(one) for one in readers_in_use}) == 1
    assert isinstance(readers_in_use[0], InProcess)
