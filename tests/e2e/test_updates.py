"""Updates that wait while the process is killed: none is lost, each takes effect once."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from handlers.callbacks.programme.sessions import JoinButton
from tests.e2e.conftest import Town

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PEOPLE = 250
PLACES = 100
SESSIONS = f"""uid,title,start,end,capacity
opening,Открытие,2031-06-01 10:00,2031-06-01 11:00,{PLACES}
closing,Закрытие,2031-06-02 10:00,2031-06-02 11:00,
"""


async def ids_of_sessions(town: Town, folder: Path) -> dict[str, str]:
    """By title, from a programme that the command line has brought in."""
    file = folder / "programme.csv"
    file.write_text(SESSIONS, encoding="utf-8")
    process = await town.command("import", "sessions", str(file), "--event", "expert")
    said, log = await process.communicate()
    assert process.returncode == 0, said.decode() + log.decode()
    return {title: name for name, title in rows(folder, "select id, title from sessions")}


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "bot.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


async def test_sigkill_while_updates_wait_loses_none_and_each_takes_effect_once(
    town: Town, tmp_path: Path
) -> None:
    """Taps on «Участвую»; every fifth person changes their mind. Killed as answers leave."""
    sessions = await ids_of_sessions(town, tmp_path)
    people = [town.person(f"Гость {number}") for number in range(PEOPLE)]

    questions = []

    def tap(person_id: int, title: str, *, wanted: bool) -> None:
        data = JoinButton(id=sessions[title], wanted=wanted).pack()
        questions.append(town.world.press(person_id, 1, data, forged=True))

    def answered() -> int:
        return sum(town.world.callback_answer(question) is not None for question in questions)

    for person in people:
        tap(person.id, "Открытие", wanted=True)
    for person in people[::5]:
        tap(person.id, "Закрытие", wanted=True)
        tap(person.id, "Закрытие", wanted=False)
    for enough in (20, 120):
        bot = await town.start_bot()
        await town.until(lambda enough=enough: answered() >= enough)  # type: ignore[misc]
        await town.stop(bot, signal.SIGKILL)
    left = len(town.world.bot.updates)
    bot = await town.start_bot()
    await town.until(lambda: not town.world.bot.updates)
    await town.stop(bot)

    registered = f"""
        select is_waiting, count(*) from registrations
        where session_id = '{sessions["Открытие"]}' group by 1 order by 1
    """
    total = "select count(*) from registrations"
    claims = "select count(*) from handled_updates"
    assert (0 < left < len(questions), answered()) == (True, len(questions))
    assert rows(tmp_path, registered) == [(0, PLACES), (1, PEOPLE - PLACES)]
    assert rows(tmp_path, total) == [(PEOPLE,)]
    assert rows(tmp_path, claims) == [(len(questions),)]
