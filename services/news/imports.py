"""Bringing a file of news into the archive: read, check, compare, and all or nothing."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import ConfigError
from domain.ids import TopicCode
from domain.news.items import NewsOrigin, Topic
from domain.ports import Clock
from services.news.files import ParsedNews, read_news
from services.news.intake import Intake, IntakeReport
from services.news.labels import Labelling, Rules

TAKEN_AT_ONCE = 500
"""Entries of a file."""

FIRST_VERSION = 1
"""Version of the topics in a store that had none."""


@dataclass(frozen=True, slots=True)
class NewsReport:
    """What a file would change (dry run or rejected rows) or has changed (`is_applied`)."""

    parsed: ParsedNews
    taken: IntakeReport
    is_applied: bool


class _DryRun(Exception):
    """Ends the transaction without its changes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsImports:
    store: Store
    clock: Clock
    labelling: Labelling
    zone: ZoneInfo

    async def import_file(self, name: str, data: bytes, *, dry_run: bool = False) -> NewsReport:
        """One bad row and nothing is stored. Items are released, and nobody is told of them.

        By id, else by address, else by words: a file that comes again is an update. Raises
        ImportFileError for an unreadable file.
        """
        now = self.clock.now()
        parsed = await asyncio.to_thread(read_news, name, data, self.zone, now)
        if parsed.problems:
            return NewsReport(parsed, IntakeReport(), is_applied=False)
        rules = await self.labelling.rules()
        taken = IntakeReport()
        try:
            async with self.store.write() as tx:
                taken = await _take(tx, parsed, rules, now)
                if dry_run:
                    raise _DryRun
        except _DryRun:
            return NewsReport(parsed, taken, is_applied=False)
        return NewsReport(parsed, taken, is_applied=True)

    async def import_starter(self, topics_csv: Path, news_json: Path) -> None:
        """Fills a store that never held a topic, with all or nothing: a start that is killed in
        between would leave topics without news for ever. Raises ConfigError for a bad file."""
        async with self.store.read() as tx:
            if await tx.topics.version():
                return
        now = self.clock.now()
        topics = await asyncio.to_thread(lambda: list(read_topics(topics_csv)))
        data = await asyncio.to_thread(news_json.read_bytes)
        parsed = await asyncio.to_thread(read_news, news_json.name, data, self.zone, now)
        if parsed.problems:
            raise ConfigError(f"starter data {news_json.name}: {parsed.problems[0]}")
        rules = await self.labelling.rules_of(topics, FIRST_VERSION)
        async with self.store.write() as tx:
            # Again inside the transaction: another process may have started first.
            if not await tx.topics.version():
                await tx.topics.replace_all(topics)
                await _take(tx, parsed, rules, now)


async def _take(tx: Transaction, parsed: ParsedNews, rules: Rules, now: datetime) -> IntakeReport:
    source = await tx.news_sources.house(NewsOrigin.FILE)
    intake = Intake(tx=tx, source=source, rules=rules, now=now, is_released=True, is_told=True)
    taken = IntakeReport()
    # From the end: the intake wants the newest first, and gives it the highest id.
    for start in range(len(parsed.entries), 0, -TAKEN_AT_ONCE):
        taken.extend(await intake.take(parsed.entries[max(0, start - TAKEN_AT_ONCE) : start]))
    return taken


def read_topics(path: Path) -> Iterator[Topic]:
    """Reads data/topics.csv (its columns are described in data/README.md)."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Topic(
                code=TopicCode(row["code"]),
                name_ru=row["name_ru"],
                name_en=row["name_en"],
                words=tuple(word.strip() for word in row["words"].split(";") if word.strip()),
            )
