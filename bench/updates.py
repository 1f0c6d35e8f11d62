"""What an update takes through the whole stack, beside a bare aiogram handler of one line.

    .venv/bin/python bench/updates.py [--rounds 7] [--loop uvloop]

Both answer over HTTP to a sandbox in a process of its own, as they would to Telegram; updates
come from 400 people, 20 at a time: none writes so often that the gate against floods holds
anything back, which is checked. Everything takes turns, round by round; medians are compared:
updates a second, and the CPU time of this process for one update, which others on the machine
hardly change. A press is two calls (its toast and its screen), a message one.

What is imported and loaded is frozen as main.py and App.run do it, for both: the garbage collector
would look through it again and again, and count that as work of whoever answered at that moment.

`--loop uvloop` is for both; it is printed, and not saved.

Of the scenes no text and no point is asked twice, so that no memory of answers helps where people
differ. Those of a "hall" are as a hall asks: half of it is what some have asked before, the
second most common half as often as the first, the third a third; the other half nobody has asked.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import logging
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.gc_tuning import imports_frozen, settle
from bot.loading.lazy_models import build_models_lazily

with imports_frozen():
    build_models_lazily()
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramNetworkError
    from aiogram.types import Message, Update
    from pydantic import SecretStr

    from bench import report
    from bench.server import GREETING, PEOPLE, TOKEN
    from bot.app import App, build_app
    from bot.event_loops import EventLoop, loop_factory
    from bot.settings import Settings
    from bot.updates.flood_gate import FloodGate
    from bot.updates.flood_gate import Verdict as Passage
    from db.unit_of_work import Store
    from domain.ids import EventId, SessionId
    from domain.news.items import Content, NewNews, NewsOrigin, NewsState
    from domain.programme.sessions import Event, Session
    from handlers.callbacks.clusters.cards import NearestButton
    from handlers.callbacks.programme.sessions import DayButton, SessionButton
    from handlers.clusters.cards.list_views import listed
    from outbox.limiter import ChatPace, SlidingLimiter
    from services.news.labels import Phrases, Rules

UPDATES = 400
ROUNDS = 7
AT_ONCE = 20
UNBOUND = 10_000
"""Messages a second: no limit is met."""

SESSIONS = 60
"""Of an event of three days, none of which is today."""
ITEMS = 200

TRADES = ("сварщик", "повар", "айти", "машиностроение", "свращик рядом с", "ж/д")
BARE = "bare aiogram"

HALLS = ((56.3269, 44.0059), (55.7963, 49.1088), (54.9885, 73.3242), (55.7522, 37.6156),
         (54.1838, 45.1749))  # fmt: skip
"""Points of a location that is sent by people who sit together."""
COMMON_SHARE = 0.5
TOWNS = 100
"""The largest, which are typed most."""

TARGETS = {
    "/start": 0.80, "nearest": 0.70, "a town": 0.35, "a search": 0.35, "a card": 0.55,
    "nearest, hall": 0.70, "a town, hall": 0.35, "a search, hall": 0.35,
    "/program": 0.40, "a day": 0.40, "a session": 0.40, "/my": 0.40, "/news": 0.40,
}  # fmt: skip
"""Shares of a bare bot's updates a second."""

Json = dict[str, Any]
Feed = Callable[[Json], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What `content` gives for the so-many-th update is the message, or what is pressed."""

    feed: Feed
    content: Callable[[int], Json]


@dataclass(frozen=True, slots=True)
class Taken:
    """Of one update, in one round."""

    seconds: float
    cpu_seconds: float


async def main(options: argparse.Namespace) -> int:
    logging.disable(logging.CRITICAL)
    passed = counted_passages()
    address, server = serve()
    bare_bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    try:
        await wait_for(bare_bot)
        with tempfile.TemporaryDirectory() as folder:
            app = build_app(
                Settings(
                    bot_token=SecretStr(TOKEN),
                    bot_api_url=address,
                    database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
                    _env_file=None,
                )
            )
            # The work of an update is measured, not the limit of its answers.
            app.replies.queue.limiter = SlidingLimiter(UNBOUND)
            app.replies.queue.pace = ChatPace(private_seconds=0)
            await app.start()
            days = await furnish(app.store)
            await app.clusters.searches.index()
            settle()
            bare = Scene(feeder(bare_dispatcher(), bare_bot), lambda _: {"text": "/start"})
            taken = await race({BARE: bare, **await scenes_of(app, days)}, options.rounds)
            await app.stop()
    finally:
        await bare_bot.session.close()
        server.terminate()
        server.wait()
    if set(passed) - {Passage.PASS}:
        raise SystemExit(f"not all was answered, nothing is to be compared: {passed}")
    figures = tell(taken)
    if options.loop is EventLoop.ASYNCIO:
        print("saved", report.save("updates", figures).relative_to(report.ROOT))
    return 0


def counted_passages() -> Counter[Passage]:
    """What the gate against floods says of each update."""
    found: Counter[Passage] = Counter()
    enter = FloodGate.enter

    def counted(gate: FloodGate, user_id: int, now: datetime) -> Passage:
        verdict = enter(gate, user_id, now)
        found[verdict] += 1
        return verdict

    FloodGate.enter = counted  # type: ignore[assignment,method-assign]
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--loop", type=EventLoop, choices=[*EventLoop], default=EventLoop.ASYNCIO)
    return parser.parse_args()


def bare_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        await message.answer("Здравствуйте!")

    return dispatcher


async def scenes_of(app: App, days: Sequence[int]) -> dict[str, Scene]:
    """Each person has one message with buttons, the second of their chat: the bot's greeting."""
    index = await app.clusters.searches.index()
    back = NearestButton(origin="g5575,3762", radius=100)
    cards = [listed(one, back).pack() for one in index.catalogue.by_id.values()]
    towns = sorted({place.name for place in app.dispatcher["places"].places})
    random.Random(1).shuffle(towns)

    def pick(values: Sequence[Any], number: int) -> Any:
        return values[number % len(values)]

    def ours(content: Callable[[int], Json]) -> Scene:
        return Scene(feeder(app.dispatcher, app.bot), content)

    def query(number: int) -> Json:
        return {"text": f"{pick(TRADES, number)} {pick(towns, number)}"}

    def town(number: int) -> Json:
        return {"text": pick(towns, number)}

    return {
        "/start": ours(lambda _: {"text": "/start"}),
        "nearest": ours(location),
        "nearest, hall": ours(of_hall([point(*one) for one in HALLS], location)),
        "a town": ours(town),
        "a town, hall": ours(of_hall(largest_towns(app), town)),
        "a search": ours(query),
        "a search, hall": ours(of_hall(example_searches(), query)),
        "a card": ours(lambda n: {"data": pick(cards, n)}),
        "/program": ours(lambda _: {"text": "/program"}),
        "a day": ours(lambda n: {"data": DayButton(event=EVENT.id, day=pick(days, n)).pack()}),
        "a session": ours(lambda n: {"data": SessionButton(id=f"s{n % SESSIONS}").pack()}),
        "/my": ours(lambda _: {"text": "/my"}),
        "/news": ours(lambda _: {"text": "/news"}),
    }


def of_hall(common: Sequence[Json], fresh: Callable[[int], Json]) -> Callable[[int], Json]:
    """`common` are the most common first."""
    weights = [1 / place for place in range(1, len(common) + 1)]

    def content(number: int) -> Json:
        rng = random.Random(number)
        return rng.choices(common, weights)[0] if rng.random() < COMMON_SHARE else fresh(number)

    return content


def largest_towns(app: App) -> list[Json]:
    places = sorted(app.dispatcher["places"].places, key=lambda place: -place.population)
    return [{"text": place.name} for place in places[:TOWNS]]


def example_searches() -> list[Json]:
    """What people search for, as data/questions.csv has it, in some order."""
    with (report.ROOT / "data" / "questions.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["theme"] == "search"]
    random.Random(1).shuffle(rows)
    return [{"text": row["text"]} for row in rows if row["language"] == "ru"]


EVENT = Event(id=EventId("bench"), title="Экспертная сессия", tz="Europe/Moscow")


async def furnish(store: Store) -> list[int]:
    """An event with its sessions and an archive of news; the ordinals of the event's days."""
    begin = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
    sessions = []
    for number in range(SESSIONS):
        day, place = divmod(number, SESSIONS // 3)
        starts_at = begin + timedelta(days=2 + day, minutes=20 * place)
        sessions.append(
            Session(
                id=SessionId(f"s{number}"),
                event_id=EVENT.id,
                uid=f"s{number}",
                title=f"Сессия {number}: как колледжу договориться с предприятием",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=60),
                room=f"Зал {place % 4 + 1}",
                capacity=100,
            )
        )
    async with store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions(sessions)
        source = await tx.news_sources.house(NewsOrigin.FILE)
        rules = Rules(Phrases(), Phrases(), Phrases(), Phrases(), Phrases())
        content = Content(title="Открыт приём в колледжи", lead="До августа.", text="Текст. " * 40)
        reading = rules.read(content)
        items = [
            NewNews(
                origin=NewsOrigin.FILE,
                source_id=source.id,
                content=content,
                labels=reading.labels,
                words=reading.words,
                published_at=begin - timedelta(hours=n),
                state=NewsState.RELEASED,
                is_told=True,
            )
            for n in range(ITEMS)
        ]
        await tx.news.add(items, begin)
    return [(begin + timedelta(days=2 + day)).date().toordinal() for day in range(3)]


def tell(taken: dict[str, list[Taken]]) -> dict[str, Any]:
    """Printed, and what is saved of it."""
    seconds = {name: median(one.seconds for one in each) for name, each in taken.items()}
    cpu = {name: median(one.cpu_seconds for one in each) for name, each in taken.items()}
    share = {name: seconds[BARE] / value for name, value in seconds.items()}
    cpu_share = {name: cpu[BARE] / value for name, value in cpu.items()}
    print(f"{'':<14} {'updates/s':>9} {'of bare':>8} {'wanted':>7} {'CPU us':>8} {'of bare':>8}")
    for name in taken:
        wanted = f"{TARGETS[name]:.0%}" if name in TARGETS else ""
        print(
            f"{name:<14} {1 / seconds[name]:>9.0f} {share[name]:>8.0%} {wanted:>7}"
            f" {cpu[name] * 1e6:>8.0f} {cpu_share[name]:>8.0%}"
        )
    return {
        "updates_per_second": {name: 1 / value for name, value in seconds.items()},
        "share_of_bare": share,
        "cpu_microseconds": {name: value * 1e6 for name, value in cpu.items()},
        "cpu_share_of_bare": cpu_share,
        "targets": TARGETS,
    }


async def race(scenes: dict[str, Scene], rounds: int) -> dict[str, list[Taken]]:
    taken: dict[str, list[Taken]] = {name: [] for name in scenes}
    ids = count(1)
    # The first turn warms up, and everybody is met in it.
    turns = [range(len(PEOPLE))]
    turns += [
        range(turns[0].stop + n * UPDATES, turns[0].stop + (n + 1) * UPDATES)
        for n in range(rounds)
    ]
    for turn, asked in enumerate(turns):
        for name, scene in scenes.items():
            updates = [update(next(ids), n, scene.content(n)) for n in asked]
            began, cpu_began = time.perf_counter(), time.process_time()
            await in_groups(scene.feed, updates)
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
            if turn:
                taken[name].append(Taken(seconds / UPDATES, cpu / UPDATES))
    return taken


async def in_groups(feed: Feed, updates: list[Json]) -> None:
    queue = iter(updates)

    async def work() -> None:
        for item in queue:
            await feed(item)

    await asyncio.gather(*[work() for _ in range(AT_ONCE)])


def feeder(dispatcher: Dispatcher, bot: Bot) -> Feed:
    async def feed(raw: Json) -> None:
        await dispatcher.feed_update(bot, Update.model_validate(raw, context={"bot": bot}))

    return feed


def update(update_id: int, number: int, content: Json) -> Json:
    """An update of a person who writes again only after everybody else has: no flood."""
    person = PEOPLE[number % len(PEOPLE)]
    user = {"id": person, "is_bot": False, "first_name": "Bench", "language_code": "ru"}
    message = {
        "message_id": update_id,
        "date": 1_800_000_000,
        "chat": {"id": person, "type": "private", "first_name": "Bench"},
    }
    if "data" not in content:
        return {"update_id": update_id, "message": {**message, "from": user, **content}}
    under = {**message, **GREETING}
    press = {"id": str(person), "from": user, "chat_instance": "1", **content}
    return {"update_id": update_id, "callback_query": {**press, "message": under}}


def location(number: int) -> Json:
    rng = random.Random(number)
    return point(rng.uniform(50, 60), rng.uniform(35, 100))


def point(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def serve() -> tuple[str, subprocess.Popen[bytes]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).parent / "server.py"
    process = subprocess.Popen([sys.executable, str(script), str(port)])
    return f"http://127.0.0.1:{port}", process


async def wait_for(bot: Bot) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await bot.get_me()
                return
            except TelegramNetworkError:
                await asyncio.sleep(0.1)


if __name__ == "__main__":
    chosen = arguments()
    with asyncio.Runner(loop_factory=loop_factory(chosen.loop)) as runner:
        sys.exit(runner.run(main(chosen)))
