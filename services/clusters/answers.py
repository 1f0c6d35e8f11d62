"""«Как поступить»: reading and finding answers, and bringing the shipped ones into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from db.unit_of_work import Store
from domain.clusters.answers import Answer, AnswerSection
from domain.errors import NotFound
from domain.ids import AnswerId
from domain.ports import Clock
from services.clusters.answer_index import LEAST_OFFERED_SCORE, AnswerIndex, Scored

VERSION_CHECKED_EVERY = timedelta(seconds=1)
"""One question to the store a second, not one an update."""


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """One version of what readers see: no hidden answers. Immutable."""

    version: int
    by_id: dict[AnswerId, Answer]
    by_section: dict[AnswerSection, tuple[Answer, ...]]
    index: AnswerIndex

    @classmethod
    def build(cls, version: int, answers: Iterable[Answer]) -> AnswerBook:
        shown = [answer for answer in answers if not answer.is_hidden]
        sections = {
            section: tuple(answer for answer in shown if answer.section is section)
            for section in AnswerSection
        }
        return cls(
            version=version,
            by_id={answer.id: answer for answer in shown},
            by_section={section: found for section, found in sections.items() if found},
            index=AnswerIndex(shown),
        )

    def after(self, answer: Answer, count: int) -> tuple[Answer, ...]:
        """The next ones of the section, after its end those at its beginning."""
        row = self.by_section.get(answer.section, ())
        # By id: the answer may come from the version before this one.
        start = next((i for i, one in enumerate(row, 1) if one.id == answer.id), 0)
        return tuple(one for one in (*row[start:], *row[:start]) if one.id != answer.id)[:count]


@dataclass(kw_only=True, slots=True)
class Answers:
    """`shipped` are the answers that came with this version of the product."""

    store: Store
    clock: Clock
    shipped: tuple[Answer, ...]
    _book: AnswerBook = field(default_factory=lambda: AnswerBook.build(0, ()))
    _checked_at: datetime | None = None

    def recheck(self) -> None:
        """Another process may have changed something just now."""
        self._checked_at = None

    async def book(self) -> AnswerBook:
        """The newest answers. A change by any process is seen within VERSION_CHECKED_EVERY."""
        now = self.clock.now()
        if self._checked_at is not None:
            if abs(now - self._checked_at) < VERSION_CHECKED_EVERY:
                return self._book
            self._checked_at = now  # one asks; whoever comes meanwhile reads on in the old one
        async with self.store.read() as tx:
            version = await tx.answers.version()
            if version != self._book.version:
                answers = await tx.answers.all()
                # The first one reads the dictionary from its files.
                self._book = await asyncio.to_thread(AnswerBook.build, version, answers)
        self._checked_at = now
        return self._book

    async def answer(self, answer_id: AnswerId) -> Answer:
        found = (await self.book()).by_id.get(answer_id)
        if found is None:
            raise NotFound("answers-gone")
        return found

    async def find(self, text: str, limit: int) -> list[Scored]:
        """Those that fit what a person typed, best first; none when none fits."""
        return (await self.book()).index.find(text, limit)

    async def offer(self, text: str, limit: int) -> list[Answer]:
        """What a text that nothing fits may be about, best first."""
        found = (await self.book()).index.find(text, limit, LEAST_OFFERED_SCORE)
        return [one.answer for one in found]

    async def import_shipped(self) -> None:
        """New and improved answers come in; what an organiser has edited or hidden stays so."""
        async with self.store.read() as tx:
            if not self._news(await tx.answers.all()):
                return
        async with self.store.write() as tx:
            # Compared again inside the transaction: an organiser may have edited in between, or
            # another process have brought them in.
            if news := self._news(await tx.answers.all()):
                await tx.answers.save(news)

    def _news(self, stored: Sequence[Answer]) -> list[Answer]:
        known = {answer.id: answer for answer in stored}
        wanted = [
            replace(new, is_hidden=known[new.id].is_hidden) if new.id in known else new
            for new in self.shipped
        ]
        return [
            new
            for new in wanted
            if new.id not in known or (not known[new.id].is_edited and new != known[new.id])
        ]
