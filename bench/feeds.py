"""One polling round of a thousand feeds: ours, and feedparser in a plain loop; ours of 6,000.

.venv/bin/python bench/feeds.py [--feeds 6000 ...] [--core 1]

A server in a process of its own, on this computer, has so many feeds of ITEMS items each. In the
round that counts half of them have not changed (304) and the others show ITEMS new items.

ours        the product's round: safe fetching, feedparser in threads, sanitising, topics,
            regions and clusters, dedupe, search index, all of it stored on SQLite
feedparser  feedparser.parse(address, etag=...) for one address after another; nothing is stored

6,000 feeds are what RSStT claims for one core and 350 MB, so the CPU time of that round has to
fit into the 15 minutes until the next. So has that of the first, in which every item of every feed
is new. With --core each reader runs on that core alone; the figures tell how many it had.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

import feedparser
import sqlalchemy as sa
from aiohttp import web

from bench import report
from bot.fetching import HttpFetcher
from db.engine import Database
from db.schema import migrate
from db.tables import news_sources
from db.unit_of_work import Store
from domain.clock import SystemClock
from services.clusters.catalogue import Clusters
from services.news.imports import NewsImports
from services.news.labels import Labelling
from services.news.sources.polling import FeedPolling, Round
from services.people.organisers import Organisers
from services.places.gazetteer import load_gazetteer

ITEMS = 20
SECONDS_TARGET = {1_000: 60.0, 6_000: 15 * 60.0}
"""Of a round; of CPU time too."""
MIB_TARGET = {1_000: 200.0, 6_000: 350.0}
WITH_PEER = 1_000
"""Feeds of which feedparser reads as many."""

Reader = Callable[[int, int, Connection], None]
"""Called with a number of feeds, the port of the server, and a pipe for what it found."""

TALK = """
    колледж кластер чемпионат студенты мастерская завод практика наставник конкурс приёмная
    кампания Абилимпикс Москва Казань экспертная сессия работодатель программа обучение регион
    открыли прошёл участники победители новый вместе для и на в с по о
"""
WORDS = TALK.split()


# -- the server


def serve(feeds: int, pipe: Connection) -> None:
    asyncio.run(_serve(feeds, pipe))


async def _serve(feeds: int, pipe: Connection) -> None:
    """Numbers of rounds come through the pipe; the first answer is the port."""
    state = {"round": 0}
    bodies: dict[tuple[int, int], bytes] = {}

    async def answer(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        version = 0 if number % 2 else state["round"]
        tag = f'"{number}-{version}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        body = bodies.get((number, version)) or feed(number, version)
        bodies[number, version] = body
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag})

    app = web.Application()
    app.router.add_get("/{number}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    for round_number in (0, 1):  # written ahead: their making is not the readers' time
        for number in range(feeds):
            version = 0 if number % 2 else round_number
            bodies[number, version] = feed(number, version)
    pipe.send(runner.addresses[0][1])
    while (word := await asyncio.to_thread(pipe.recv)) is not None:
        state["round"] = word
        pipe.send("ok")
    await runner.cleanup()


def feed(number: int, version: int) -> bytes:
    rng = random.Random(number * 10 + version)
    at = datetime(2026, 11, 1 + version, tzinfo=UTC)
    items = "".join(_item(rng, number, version, n, at) for n in range(ITEMS))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Лента {number}</title>{items}</channel></rss>"
    ).encode()


def _item(rng: random.Random, number: int, version: int, item: int, at: datetime) -> str:
    moment = at - timedelta(minutes=item)
    paragraphs = "".join(
        f'<p>{" ".join(rng.choices(WORDS, k=40))} <b>важно</b> <a href="/{item}">дальше</a>.</p>'
        for _ in range(3)
    )
    return (
        f"<item><guid>{number}-{version}-{item}</guid>"
        f"<title>{' '.join(rng.choices(WORDS, k=6))} {item}</title>"
        f"<link>https://example.org/{number}/{item}</link>"
        f"<description><![CDATA[{paragraphs}]]></description>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
    )


# -- the readers, each in a process of its own


def read_ours(feeds: int, port: int, pipe: Connection) -> None:
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(_read_ours(feeds, port, pipe))


async def _read_ours(feeds: int, port: int, pipe: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await migrate(database)
        fetcher = HttpFetcher(allows_loopback=True)
        polling = await engine(Store(database), fetcher)
        urls = [f"http://127.0.0.1:{port}/{n}" for n in range(feeds)]
        async with polling.store.write() as tx:
            for url in urls:
                await tx.news_sources.add_feed(url, url, polling.clock.now(), is_trusted=True)
        first_cpu = time.process_time()
        first_seconds, first = await _round(polling, feeds)
        first_cpu = time.process_time() - first_cpu
        pipe.send("warm")
        await asyncio.to_thread(pipe.recv)
        async with database.write() as connection:
            due = datetime(2020, 1, 1, tzinfo=UTC)
            await connection.execute(sa.update(news_sources).values(next_poll_at=due))
        cpu = time.process_time()
        seconds, told = await _round(polling, feeds)
        pipe.send({
            "seconds": seconds, "cpu_seconds": time.process_time() - cpu,
            "first_seconds": first_seconds, "first_cpu_seconds": first_cpu,
            "peak_mib": peak_mib(), "cores": len(os.sched_getaffinity(0)),
            "unchanged": told.unchanged, "read": told.read, "failed": told.failed + first.failed,
            "items_added": told.added,
        })  # fmt: skip
        await fetcher.close()
        await database.close()


async def engine(store: Store, fetcher: HttpFetcher) -> FeedPolling:
    """The news without the bot around it: aiogram alone takes 170 MB."""
    data, clock = report.ROOT / "data", SystemClock()
    places = load_gazetteer(data / "places_ru.csv", data / "regions_ru.csv")
    labelling = Labelling(store=store, clusters=Clusters(store=store, clock=clock), places=places)
    imports = NewsImports(store=store, clock=clock, labelling=labelling, zone=ZoneInfo("UTC"))
    await imports.import_starter(data / "topics.csv", data / "news.json")
    return FeedPolling(
        store=store,
        clock=clock,
        organisers=Organisers(store=store, clock=clock, owners=frozenset()),
        fetcher=fetcher,
        labelling=labelling,
    )


async def _round(polling: FeedPolling, feeds: int) -> tuple[float, Round]:
    """Every feed once: as often as the product looks, which takes some thousands at a time."""
    began, total = time.perf_counter(), Round()
    while total.unchanged + total.read + total.failed < feeds:
        part = await polling.poll_due()
        if part == Round():
            break
        total = Round(*(sum(both) for both in zip(astuple(total), astuple(part), strict=True)))
    return time.perf_counter() - began, total


def read_plainly(feeds: int, port: int, pipe: Connection) -> None:
    urls = [f"http://127.0.0.1:{port}/{n}" for n in range(feeds)]
    tags = [feedparser.parse(url).etag for url in urls]
    pipe.send("warm")
    pipe.recv()
    began, cpu, unchanged, items = time.perf_counter(), time.process_time(), 0, 0
    for url, tag in zip(urls, tags, strict=True):
        found = feedparser.parse(url, etag=tag)
        unchanged += found.status == 304
        items += len(found.entries)
    pipe.send({
        "seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu,
        "peak_mib": peak_mib(), "unchanged": unchanged, "items_parsed": items,
    })  # fmt: skip


def peak_mib() -> float:
    """The peak of this process's own memory (getrusage would begin with what its parent had)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def on_core(core: int | None, reader: Reader, feeds: int, port: int, pipe: Connection) -> None:
    if core is not None:
        os.sched_setaffinity(0, {core})
    reader(feeds, port, pipe)


def measured(reader: Reader, feeds: int, core: int | None) -> dict[str, float]:
    """The round that counts, by a reader beside a server, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    server_end, inner = context.Pipe()
    server = context.Process(target=serve, args=(feeds, inner))
    server.start()
    port = server_end.recv()
    reader_end, other = context.Pipe()
    process = context.Process(target=on_core, args=(core, reader, feeds, port, other))
    process.start()
    reader_end.recv()
    server_end.send(1)
    server_end.recv()
    reader_end.send("go")
    found: dict[str, float] = reader_end.recv()
    process.join()
    server_end.send(None)
    server.join()
    return found


def is_met(ours: dict[str, float], feeds: int) -> bool:
    return (
        ours["seconds"] < SECONDS_TARGET[feeds]
        and ours["cpu_seconds"] < SECONDS_TARGET[feeds]
        and ours["first_cpu_seconds"] < SECONDS_TARGET[feeds]
        and ours["peak_mib"] < MIB_TARGET[feeds]
        and ours["unchanged"] == feeds / 2
        and not ours["failed"]
        and ours["items_added"] == feeds / 2 * ITEMS
    )


def of(feeds: int, core: int | None) -> dict[str, Any]:
    figures: dict[str, Any] = {"ours": measured(read_ours, feeds, core)}
    print(f"{feeds} feeds, ours:", json.dumps(figures["ours"]), flush=True)
    if feeds <= WITH_PEER:
        figures["feedparser"] = measured(read_plainly, feeds, core)
        print(f"{feeds} feeds, feedparser:", json.dumps(figures["feedparser"]))
        ratio = figures["ours"]["seconds"] / figures["feedparser"]["seconds"]
        figures["ours_to_feedparser"] = ratio
        print(f"ours / feedparser = {ratio:.2f}")
    figures["targets"] = {
        "seconds": SECONDS_TARGET[feeds],
        "peak_mib": MIB_TARGET[feeds],
        "is_met": is_met(figures["ours"], feeds),
    }
    print(f"{feeds} feeds: targets {'met' if figures['targets']['is_met'] else 'MISSED'}")
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description="One polling round of many feeds.")
    parser.add_argument("--feeds", type=int, nargs="+", choices=[*SECONDS_TARGET])
    parser.add_argument("--core", type=int, help="number of the core that readers run on")
    options = parser.parse_args()
    chosen = options.feeds
    figures = {f"{feeds}": of(feeds, options.core) for feeds in chosen or SECONDS_TARGET}
    if not chosen:
        print("saved", report.save("feeds", figures).relative_to(report.ROOT))
    return 0 if all(one["targets"]["is_met"] for one in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
