"""Runs the whole bot on a virtual clock and a copy of the store, and notes what would arrive.

Nothing here stands in for the product: its loops, its worker and limiter, its renderers and its
rows do all of it. Only the time, the Telegram they talk to and the alarm clock are others.
"""

from __future__ import annotations

import asyncio
import html
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import CopyMessage, CopyMessages, TelegramMethod
from aiogram.methods.base import Response, TelegramType
from pydantic import SecretStr

from bot.app import App, build_app
from bot.gc_tuning import rare_collections
from bot.rehearsal.virtual_time import VirtualClock, VirtualLoop, VirtualTimer
from bot.settings import Settings
from db.engine import Database
from db.unit_of_work import Store
from domain.ids import OutboxId, SessionId
from domain.outbox import (
    OutboxRow,
    Outcome,
    Sent,
)
from domain.people.quiet_hours import after_quiet
from domain.people.users import zone_or
from domain.ports import ExpectedContent, Fetched, Sender, Turn
from domain.rehearsal import RehearsedMessage
from outbox.limiter import SlidingLimiter
from ui.formatting import shortened

TOKEN = SecretStr("1:rehearsal")
"""A token of no bot: nothing leaves this process."""

BURST_SECONDS = 1.0
"""Messages leave by the second's worth, never more than SEND_RATE in any second. One by one, as
they really leave, each would cost a transaction of its own; so a time is exact to a second."""

PROGRESS_SECONDS = 10.0
"""Between two rounds of an announcement that is under way; it may wait for quiet hours to end."""

LINE_CHARACTERS = 200
"""Characters of a message that a report shows."""

Person = tuple[int, str, str, bool]
"""Id, first name, the client's language, and whether messages can arrive."""


class TelegramMaker(Protocol):
    """Makes the Telegram of a rehearsal. main.py hands over the sandbox's
    (sandbox.rehearsal_world)."""

    def __call__(
        self,
        token: str,
        *,
        now: Callable[[], float],
        people: Iterable[Person],
        groups: Iterable[tuple[int, str, int | None]],
        posts: Iterable[tuple[int, Sequence[int], str]],
    ) -> BaseSession:
        """`groups`: id, title and topic; `posts`: chat, messages and text, for copies."""


class OfflineFetcher:
    """A domain.ports.Fetcher without a network: nothing out there has changed."""

    async def fetch(
        self, url: str, _expected: ExpectedContent, *, etag: str = "", last_modified: str = ""
    ) -> Fetched:
        return Fetched(url=url, body=None, etag=etag, last_modified=last_modified)

    async def close(self) -> None:
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """`file` is the copy of the store; it is changed."""

    settings: Settings
    file: Path
    make_telegram: TelegramMaker
    hear: Callable[[RehearsedMessage], None]
    """Called with every message that would arrive, in the order of their times."""

    async def run(self, start: datetime, end: datetime) -> None:
        """Only in a VirtualLoop that has just begun: its time 0 is `start`."""
        loop = asyncio.get_running_loop()
        if not isinstance(loop, VirtualLoop):
            raise TypeError("a rehearsal runs on a VirtualLoop")
        clock = VirtualClock(loop, start)
        database = opened(self.file)
        async with Store(database).write() as tx:
            await tx.rehearsals.rewind(start)
        app = await self._wired(database, clock)
        await app.start()
        app.wake()
        try:
            with rare_collections():
                await clock.sleep((end - clock.now()).total_seconds())
        finally:
            await app.stop()

    async def _wired(self, database: Database, clock: VirtualClock) -> App:
        session, lines = await self._telegram(Store(database), clock)
        app = build_app(
            self.settings.model_copy(
                update={
                    "bot_token": TOKEN,
                    "database_url": f"sqlite+aiosqlite:///{self.file}",
                    "news_feeds": (),
                    "backup_folder": "",
                    "webhook_url": "",
                    "web_port": 0,
                }
            ),
            session=session,
            clock=clock,
            database=database,
            timer=VirtualTimer(clock),
            fetcher=OfflineFetcher(),
        )
        app.bot.session.middleware(CallRecorder(lines))
        app.worker.limiter = SlidingLimiter(self.settings.send_rate, burst_seconds=BURST_SECONDS)
        app.worker.window = self.settings.send_rate
        app.worker.jitter = random.Random(0)  # noqa: S311  (jitter)
        app.announcement_loop.rest_seconds = PROGRESS_SECONDS
        app.worker.sender = DeliveryRecorder(
            sender=app.worker.sender, clock=clock, zone=self.settings.zone, hear=self.hear
        )
        return app

    async def _telegram(self, store: Store, clock: VirtualClock) -> tuple[BaseSession, Lines]:
        async with store.read() as tx:
            people = [person async for person in tx.rehearsals.people()]
            outlets = await tx.outlets.all()
            posts = [_post(post) for post in await tx.rehearsals.posts()]
        session = self.make_telegram(
            TOKEN.get_secret_value(),
            now=lambda: clock.now().timestamp(),
            people=people,
            groups=[(one.chat_id, one.title, one.thread_id) for one in outlets],
            posts=posts,
        )
        return session, {(chat, ids[0]): first_line(text) for chat, ids, text in posts}


def opened(file: Path) -> Database:
    """The copy, without threads."""
    return Database(f"sqlite+aiosqlite:///{file}", is_inline=True)


Lines = Mapping[tuple[int, int], str]
"""First lines of posts, by chat and message."""

_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@dataclass(frozen=True, slots=True)
class CallRecorder(BaseRequestMiddleware):
    """Keeps the first line of what the calls of one message say, for its Witness."""

    lines: Lines

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        heard = _heard.get()
        if heard is not None:
            heard.append(self._line(method))
        return await make_request(bot, method)

    def _line(self, method: TelegramMethod[Any]) -> str:
        if isinstance(method, CopyMessage):
            return self.lines.get((int(method.from_chat_id), method.message_id), "")
        if isinstance(method, CopyMessages):
            return self.lines.get((int(method.from_chat_id), method.message_ids[0]), "")
        text = getattr(method, "text", None) or getattr(method, "caption", None) or ""
        return first_line(_plain(str(text)))


@dataclass(kw_only=True, slots=True)
class DeliveryRecorder:
    """A domain.ports.Sender that tells what was sent, when, and when it should have been."""

    sender: Sender
    clock: VirtualClock
    zone: ZoneInfo
    """The zone of people who have not told theirs."""
    hear: Callable[[RehearsedMessage], None]
    _due: dict[OutboxId, datetime] = field(default_factory=dict)
    """When rows that are tried again are due."""

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        heard: list[str] = []
        _heard.set(heard)  # the worker gives each message a task, and so a context, of its own
        outcome = await self.sender.send(row, turn)
        due_at = self._due.pop(row.id, row.not_before or self.clock.now())
        if isinstance(outcome, Sent):
            self.hear(self._delivery(row, due_at, heard[0] if heard else ""))
        else:
            self._due[row.id] = due_at
        return outcome

    def _delivery(self, row: OutboxRow, due_at: datetime, line: str) -> RehearsedMessage:
        now, session = self.clock.now(), row.payload.get("session")
        return RehearsedMessage(
            at=now,
            # What is overdue as the rehearsal begins is late by what the rehearsal adds.
            due_at=min(now, max(due_at, self.clock.start)),
            chat_id=row.chat_id,
            name=_name(row),
            kind=row.kind.value,
            session_id=SessionId(str(session)) if session is not None else None,
            line=line,
            is_quiet=self._is_quiet(row, now),
        )

    def _is_quiet(self, row: OutboxRow, now: datetime) -> bool:
        if row.recipient is None:
            return False
        zone = zone_or(row.recipient.tz, self.zone)
        return after_quiet(now, row.recipient.preferences.quiet_hours, zone) != now


def first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return shortened(next((line for line in lines if line), ""), LINE_CHARACTERS)


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _post(post: Mapping[str, Any]) -> tuple[int, Sequence[int], str]:
    content = post["content"]
    text = content.get("text") or content.get("caption") or ""
    return int(post["chat_id"]), [int(one) for one in post["message_ids"]], str(text)


def _name(row: OutboxRow) -> str:
    if row.recipient is None:
        return ""
    profile = row.recipient.profile
    return f"{profile.first_name} {profile.last_name}".strip()
