"""Messages a second into a server without limits, each recorded durably, beside those who record
less: `.venv/bin/python bench/drain.py`.

The server is a process of its own. The ways take turns, ROUNDS times; medians are compared, and
after every turn the server is asked whether each recipient got exactly one message.

    bare, text            asyncio.gather of aiogram's send_message, 100 at a time; records nothing
    bare, copy            the same with copy_message, whose answer is smaller; records nothing
    ours, copy            an announcement through the outbox: a row in SQLite for each recipient,
                          claimed, sent, and its outcome committed; from filled to settled
    ours, text            reports through the outbox: the text made from each row when it leaves
    python-telegram-bot   gather of send_message, 100 at a time, AIORateLimiter too wide to bind;
                          records nothing
    pyTelegramBotAPI      the same with AsyncTeleBot; records nothing
    grammY                the same in a process of Node.js, with auto-retry; records nothing. Where
                          there is no Node.js it is left out
    broadcaster, memory   aiogram-broadcaster without a storage: who got it and who did not, in
                          memory only; one message at a time is all it can do
    broadcaster, stored   the same with its SQLAlchemyStorage on SQLite, which records outcomes
                          durably: it writes all chats anew after each message, so FEW get it
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from aiogram_broadcaster.storages.sqlalchemy import SQLAlchemyStorage
from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bench import peers, report
from bench.mailing import FIRST_PERSON, TEXT, announce, fill, prepared
from bench.post_office import ACCEPTED, TOKEN, Plan, PostOffice, post_office
from bench.start import cpu_seconds
from bot.app import App
from bot.gc_tuning import settle
from domain.clusters.messages import CardReportAnswer
from domain.ids import ChatId, ClusterId, DispatchId
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
)
from outbox.limiter import SlidingLimiter

PEOPLE = 3_000
FEW = 300
ROUNDS = 5
AT_ONCE = 100
UNBOUND = 100_000
TARGET = 0.80

BARE, OURS = "bare, text", "ours, copy"
RECORDING = ("broadcaster, memory", "broadcaster, stored")


@dataclass(frozen=True, slots=True)
class Way:
    """`send` writes to so many people; `prepare` goes before it and `tidy` after, unmeasured."""

    send: Callable[[], Awaitable[object]]
    people: int = PEOPLE
    prepare: Callable[[], Awaitable[object]] | None = None
    tidy: Callable[[], Awaitable[object]] | None = None
    pid: int | None = None
    """Of the process that does it; None: this one."""

    def cpu_seconds(self) -> float:
        return time.process_time() if self.pid is None else cpu_seconds(self.pid)


@dataclass(slots=True)
class Figures:
    """A figure for each round."""

    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    """Of a message."""


async def main() -> int:
    logging.disable(logging.CRITICAL)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        office = await stack.enter_async_context(post_office(Plan()))
        ways = {
            **await stack.enter_async_context(bare(office)),
            **await stack.enter_async_context(ours(office, folder)),
            **await stack.enter_async_context(python_telegram_bot(office)),
            **await stack.enter_async_context(telebot(office)),
            **await stack.enter_async_context(grammy(office)),
            **await stack.enter_async_context(broadcasters(office, folder)),
        }
        found = await race(office, ways)
    return tell(found)


async def race(office: PostOffice, ways: dict[str, Way]) -> dict[str, Figures]:
    found = {name: Figures() for name in ways}
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            if way.prepare:
                await way.prepare()
            seen = len(await office.taken())
            began, cpu = time.perf_counter(), way.cpu_seconds()
            await way.send()
            seconds, cpu = time.perf_counter() - began, way.cpu_seconds() - cpu
            await check(office, seen, way.people, name)
            if way.tidy:
                await way.tidy()
            if turn:  # the first turn warms up
                found[name].rates.append(way.people / seconds)
                found[name].cpu_ms.append(cpu / way.people * 1000)
    return found


async def check(office: PostOffice, seen: int, people: int, name: str) -> None:
    got = Counter(one.chat_id for one in await office.taken(seen) if one.verdict == ACCEPTED)
    if got != Counter(everybody(people)):
        raise SystemExit(f"{name}: not everybody got exactly one message")


def everybody(people: int) -> range:
    return range(FIRST_PERSON, FIRST_PERSON + people)


async def at_once(send: Callable[[int], Awaitable[object]]) -> None:
    """Sends to all people, AT_ONCE calls under way at a time."""
    queue = iter(everybody(PEOPLE))

    async def work() -> None:
        for person in queue:
            await send(person)

    await asyncio.gather(*[work() for _ in range(AT_ONCE)])


def aiogram_bot(office: PostOffice) -> Bot:
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(office.address)))


@asynccontextmanager
async def bare(office: PostOffice) -> AsyncIterator[dict[str, Way]]:
    async with aiogram_bot(office) as bot:
        yield {
            BARE: Way(lambda: at_once(lambda person: bot.send_message(person, TEXT))),
            "bare, copy": Way(lambda: at_once(lambda person: bot.copy_message(person, 900, 1))),
        }


@asynccontextmanager
async def ours(office: PostOffice, folder: str) -> AsyncIterator[dict[str, Way]]:
    app = await prepared(folder, office.address, 1000, PEOPLE)
    app.worker.limiter = SlidingLimiter(UNBOUND)
    await app.bot.me()
    settle()  # as App.run does
    mailing = Mailing(app)
    yield {
        OURS: Way(app.worker.drain, PEOPLE, mailing.announce, mailing.check_announced),
        "ours, text": Way(app.worker.drain, PEOPLE, mailing.report, mailing.check_reported),
    }
    await app.stop()


@dataclass(slots=True)
class Mailing:
    """Fills the outbox before a round, and checks afterwards that each row is settled."""

    app: App
    _dispatch: DispatchId | None = None
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def announce(self) -> None:
        self._dispatch = await announce(self.app, next(self._numbers))
        await fill(self.app)

    async def check_announced(self) -> None:
        assert self._dispatch is not None
        async with self.app.store.read() as tx:
            totals = await tx.dispatches.totals(self._dispatch)
        if totals.by_state != {OutboxState.SENT: PEOPLE}:
            raise SystemExit(f"ours: {totals}")
        await fill(self.app)  # writes the summary for the organiser
        await self.app.worker.drain()

    async def report(self) -> None:
        number, now = next(self._numbers), self.app.worker.clock.now()
        rows = [
            NewMessage(
                dedupe_key=f"bench:{number}:{person}",
                chat_id=ChatId(person),
                message=CardReportAnswer(cluster_id=ClusterId("a"), cluster_name="А", answer=TEXT),
                priority=Priority.NOTICE,
                not_before=now,
            )
            for person in everybody(PEOPLE)
        ]
        async with self.app.store.write() as tx:
            await tx.outbox.add(rows, now)

    async def check_reported(self) -> None:
        async with self.app.store.read() as tx:
            totals = await tx.outbox.totals()
        if set(totals) != {OutboxState.SENT}:
            raise SystemExit(f"ours: {totals}")


@asynccontextmanager
async def python_telegram_bot(office: PostOffice) -> AsyncIterator[dict[str, Way]]:
    bot: ExtBot[int] = ExtBot(
        TOKEN,
        base_url=f"{office.address}/bot",
        request=HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=60),
        rate_limiter=AIORateLimiter(
            overall_max_rate=UNBOUND, overall_time_period=1, group_max_rate=0
        ),
    )
    async with bot:
        yield {
            "python-telegram-bot": Way(
                lambda: at_once(lambda person: bot.send_message(person, TEXT))
            )
        }


@asynccontextmanager
async def telebot(office: PostOffice) -> AsyncIterator[dict[str, Way]]:
    asyncio_helper.API_URL = f"{office.address}/bot{{0}}/{{1}}"
    asyncio_helper.REQUEST_LIMIT = AT_ONCE
    bot = AsyncTeleBot(TOKEN)
    yield {"pyTelegramBotAPI": Way(lambda: at_once(lambda person: bot.send_message(person, TEXT)))}
    await bot.close_session()


@asynccontextmanager
async def grammy(office: PostOffice) -> AsyncIterator[dict[str, Way]]:
    program = peers.node()
    if program is None:
        print(peers.why_no_node())
        yield {}
        return
    given = (office.address, TOKEN, FIRST_PERSON, PEOPLE, AT_ONCE, TEXT)
    process = await asyncio.create_subprocess_exec(
        program, str(peers.HERE / "drain.mjs"), *map(str, given),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    wishes, answers = process.stdin, process.stdout

    async def answered(word: bytes) -> None:
        if (await answers.readline()).strip() != word:
            raise SystemExit("grammY: its process has ended")

    async def send() -> None:
        wishes.write(b"go\n")
        await answered(b"done")

    await answered(b"ready")
    yield {"grammY": Way(send, pid=process.pid)}
    wishes.close()
    await process.wait()


@asynccontextmanager
async def broadcasters(office: PostOffice, folder: str) -> AsyncIterator[dict[str, Way]]:
    storage = SQLAlchemyStorage.from_url(f"sqlite+aiosqlite:///{folder}/broadcaster.db")
    await storage.startup()
    async with aiogram_bot(office) as bot:
        in_memory, stored = Broadcaster(bot), Broadcaster(bot, storage=storage)
        yield {
            "broadcaster, memory": Way(lambda: mail(in_memory, PEOPLE)),
            "broadcaster, stored": Way(lambda: mail(stored, FEW), FEW),
        }
    await storage.shutdown()


async def mail(broadcaster: Broadcaster, people: int) -> None:
    mailer = await broadcaster.create_mailer(
        chats=everybody(people), content=TextContent(text=TEXT)
    )
    await mailer.start()


def tell(found: dict[str, Figures]) -> int:
    """Shares are taken round by round: what else the machine does falls on both alike."""
    medians = {name: median(one.rates) for name, one in found.items()}
    cpu = {name: median(one.cpu_ms) for name, one in found.items()}
    of_rounds = {
        name: [mine / bare for mine, bare in zip(one.rates, found[BARE].rates, strict=True)]
        for name, one in found.items()
    }
    shares = {name: median(values) for name, values in of_rounds.items()}
    ranges = {name: [min(values), max(values)] for name, values in of_rounds.items()}
    for name, value in medians.items():
        spread = f"{min(found[name].rates):.0f}-{max(found[name].rates):.0f}"
        least, most = ranges[name]
        print(f"{name:<20} {value:>7.0f} messages/s ({spread:>11})  {shares[name]:>5.0%} of bare "
              f"({least:.0%}-{most:.0%})  {cpu[name]:.2f} ms of CPU")  # fmt: skip
    is_first = all(medians[OURS] > medians[name] for name in RECORDING)
    met = shares[OURS] >= TARGET and is_first
    print(f"target: at least {TARGET:.0%} of bare, and ahead of every peer that records: "
          f"{'met' if met else 'MISSED'}")  # fmt: skip
    figures = {
        "messages_per_second": medians,
        "share_of_bare": shares,
        "share_range": ranges,
        "cpu_ms_per_message": cpu,
        "is_met": met,
    }
    print("saved", report.save("drain", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
