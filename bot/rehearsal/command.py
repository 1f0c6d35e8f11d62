"""`python main.py rehearse`: from the words of the command to the files of the report."""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.arguments import REFUSED, WRONG_SETTINGS
from bot.logs import configure_logging
from bot.rehearsal.run import Rehearsal, TelegramMaker, opened
from bot.rehearsal.virtual_time import VirtualLoop
from bot.settings import NO_TOKEN, Settings, load_settings
from db.rehearsal.snapshot import copy_store
from db.schema import migrate
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.errors import ConfigError, UserError
from domain.ids import SessionId
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Language
from domain.ports import Clock
from domain.programme.programmes import Programme
from domain.rehearsal import Absent, RehearsedMessage
from services.files.spreadsheets import DELIMITERS
from services.rehearsal.exports import Cell, DeliveryList
from services.rehearsal.report import (
    RehearsalReport,
    programmes,
    rehearsed,
    report,
    window,
)
from services.rehearsal.statistics import Statistics
from ui.formatting import number, wall_clock
from ui.rehearsal_page import absence, kind_name, page, summary_lines
from ui.translator import Translator, translator

HTML, CSV = "rehearsal.html", "rehearsal.csv"
COLUMNS = (
    "rehearsal-when", "rehearsal-id", "rehearsal-person", "rehearsal-kind", "rehearsal-session",
    "rehearsal-line", "rehearsal-late",
)  # fmt: skip
TOLD_EVERY = 5_000
"""Messages between two lines of progress; each new day has one too."""


def rehearse(
    given: argparse.Namespace, make_telegram: TelegramMaker, clock: Clock | None = None
) -> int:
    """Exit 2 for wrong words or settings, 1 where the store or the folder cannot be used.

    Conflicts that are found are no failure of the command.
    """
    began = time.perf_counter()
    configure_logging(logging.WARNING)
    try:
        settings = load_settings(bot_token=NO_TOKEN)
    except ConfigError as error:
        return _complain(str(error), WRONG_SETTINGS)
    t = translator(Language(given.language) if given.language else settings.default_language)
    try:
        found = _performed(settings, given, make_telegram, t, (clock or SystemClock()).now())
    except UserError as error:
        is_refused = error.key.startswith(("copy-", "start-"))
        text = t.plain(error.key, **error.params)
        return _complain(text, REFUSED if is_refused else WRONG_SETTINGS)
    except OSError as error:
        reason = f"{error.filename or given.output}: {error.strerror or error}"
        return _complain(t.plain("rehearsal-not-saved", reason=reason), REFUSED)
    except KeyboardInterrupt:
        return _complain(t.plain("rehearsal-stopped"), REFUSED)
    _say("\n".join(summary_lines(found, t)))
    seconds = round(time.perf_counter() - began)
    _say(t.plain("rehearsal-saved", folder=given.output, seconds=seconds))
    return 0


def _performed(
    settings: Settings,
    given: argparse.Namespace,
    make_telegram: TelegramMaker,
    t: Translator,
    now: datetime,
) -> RehearsalReport:
    """The report of a rehearsal that was played, its files saved and its copy gone. Raises
    UserError and OSError."""
    output = Path(given.output)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        file = Path(folder) / "copy.db"
        # Its own loop: time would run away under a network connection to PostgreSQL.
        asyncio.run(copy_store(settings.database_url, file))
        output.mkdir(parents=True, exist_ok=True)
        job = Job(
            settings=settings, file=file, make_telegram=make_telegram, given=given, t=t, now=now
        )
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            found = runner.run(job.run())
        (output / HTML).write_text(page(found, t), "utf-8")
        shutil.move(job.listed, output / CSV)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    settings: Settings
    file: Path
    make_telegram: TelegramMaker
    given: argparse.Namespace
    t: Translator
    now: datetime

    @property
    def listed(self) -> Path:
        """The file beside the copy in which the list grows until it is whole."""
        return self.file.with_name(CSV)

    async def run(self) -> RehearsalReport:
        """Raises UserError and OSError."""
        covered = await self._covered()
        zone = covered[0].zone
        start, end = window(
            [one for programme in covered for one in programme.sessions if not one.is_cancelled],
            self.now,
            _moment(self.given.start, zone),
            _moment(self.given.end, zone),
        )
        return await self._play(covered, start, end)

    async def _covered(self) -> list[Programme]:
        database = opened(self.file)
        await migrate(database)
        found = await programmes(Store(database))
        await database.close()
        return rehearsed(found, self.given.event, self.now)

    async def _play(
        self, covered: Sequence[Programme], start: datetime, end: datetime
    ) -> RehearsalReport:
        """Writes the list as messages come, and what the copy tells afterwards."""
        zone = covered[0].zone
        statistics, progress = Statistics(zone=zone), Progress(t=self.t, zone=zone)
        titles = {one.id: one.title for programme in covered for one in programme.sessions}
        # A plain blocking file: nobody waits for this loop.
        with self.listed.open("w", encoding="utf-8", newline="") as file:
            listed = DeliveryList(file, self._header(), zone, DELIMITERS[self.t.language])

            def hear(one: RehearsedMessage) -> None:
                if one.at < start:
                    return
                statistics.add(one)
                progress.add(one)
                listed.add(one.at, self._cells(one, titles))

            rehearsal = Rehearsal(
                settings=self.settings, file=self.file, make_telegram=self.make_telegram, hear=hear
            )
            # A later start finds what will have been done until then, so it is played as well.
            await rehearsal.run(min(start, self.now), end)
            database = opened(self.file)
            rate = self.settings.send_rate
            found = await report(Store(database), covered, statistics, start, end, rate)
            await database.close()
            for person in found.absent:
                listed.add(None, self._absent_cells(person))
        return found

    def _header(self) -> list[str]:
        return [self.t.plain(key) for key in COLUMNS]

    def _cells(self, one: RehearsedMessage, titles: dict[SessionId, str]) -> list[Cell]:
        title = titles.get(one.session_id, one.session_id) if one.session_id else ""
        late = round(one.late_in.total_seconds(), 1)
        return [one.chat_id, one.name, kind_name(one.kind, self.t), title, one.line, late]

    def _absent_cells(self, one: Absent) -> list[Cell]:
        return [one.chat_id, one.name, absence(one.reason, self.t), "", "", ""]


@dataclass(kw_only=True, slots=True)
class Progress:
    """A line for each day with messages, and for so many of them."""

    t: Translator
    zone: ZoneInfo
    _count: int = 0
    _day: date | None = None

    def add(self, one: RehearsedMessage) -> None:
        self._count += 1
        local = one.at.astimezone(self.zone)
        if local.date() != self._day or self._count % TOLD_EVERY == 0:
            self._day = local.date()
            shown = wall_clock(local, self.t)
            count = number(self._count, self.t)
            _say(self.t.plain("rehearsal-progress", moment=shown, count=count))


def _moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """ISO 8601; without an offset it is on the event's clock. Raises UserError."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError("rehearsal-time-unclear", value=text[:40]) from error
    return moment.astimezone(UTC) if moment.tzinfo else at_wall_clock(moment, zone)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _complain(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
