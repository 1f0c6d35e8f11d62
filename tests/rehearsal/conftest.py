"""A store with an event, and the command that rehearses it."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.arguments import parser
from bot.rehearsal.command import CSV, HTML, rehearse
from db.engine import Database
from db.unit_of_work import Store, Transaction
from domain.ids import UserId
from domain.people.users import Profile
from domain.programme.sessions import Session
from sandbox.rehearsal_world import rehearsal_telegram
from tests.clocks import START, ManualClock
from tests.prepared_store import prepared
from tests.programmes import add_sessions, register, session_at

__all__ = ["prepared"]  # a fixture

T = TypeVar("T")

LONG_AGO = START - timedelta(days=30)


@dataclass(slots=True)
class Theatre:
    """`run` rehearses at the virtual present START; `rows` and `page` are what it has saved."""

    folder: Path
    file: Path
    prepared: Path
    """What the store begins as: one that a bot has been started on."""
    capsys: pytest.CaptureFixture[str]
    told: str = ""
    complaints: str = ""

    def do(self, work: Callable[[Store], Awaitable[T]]) -> T:
        async def open_and_work() -> T:
            if not self.file.exists():
                shutil.copy(self.prepared, self.file)
            database = Database(f"sqlite+aiosqlite:///{self.file}")
            try:
                return await work(Store(database))
            finally:
                await database.close()

        return asyncio.run(open_and_work())

    def people(self, *ids: int, name: str = "") -> None:
        async def work(store: Store) -> None:
            async with store.write() as tx:
                for number in ids:
                    person = Profile(
                        id=UserId(number),
                        first_name=name or f"Гость {number}",
                        client_language="ru",
                    )
                    await tx.users.save_profile(person, LONG_AGO)

        self.do(work)

    def programme(self, *sessions: Session, people: Sequence[int] = ()) -> None:
        """Everybody is registered for every session, long ago."""

        async def work(store: Store) -> None:
            await add_sessions(store, *sessions)
            for session in sessions:
                await register(store, *people, session=session.id, at=LONG_AGO)

        self.do(work)

    def write(self, work: Callable[[Transaction], Awaitable[object]]) -> None:
        async def in_transaction(store: Store) -> None:
            async with store.write() as tx:
                await work(tx)

        self.do(in_transaction)

    def run(self, *words: str) -> int:
        given = parser().parse_args(["rehearse", "--output", str(self.folder), *words])
        code = rehearse(given, rehearsal_telegram, ManualClock())
        self.told, self.complaints = self.capsys.readouterr()
        return code

    @property
    def rows(self) -> list[list[str]]:
        """Without the header."""
        with (self.folder / CSV).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))[1:]

    @property
    def page(self) -> str:
        return (self.folder / HTML).read_text("utf-8")

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.file.read_bytes()).hexdigest()


@pytest.fixture
def theatre(
    tmp_path: Path,
    prepared: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Theatre:
    file = tmp_path / "bot.db"
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "ADMIN_IDS", "SEND_RATE", "WEBHOOK_URL", "DEFAULT_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    return Theatre(tmp_path / "report", file, prepared, capsys)


def at(days: float, name: str = "a", **values: Any) -> Session:
    """So many days after START: the first two at 12:00 in Moscow."""
    made = replace(session_at(START + timedelta(days=days), name), title=f"Сессия {name}")
    return replace(made, **values)
