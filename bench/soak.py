"""A broadcast through crashes and faults: is anybody forgotten, does anybody get it twice?

    .venv/bin/python bench/soak.py [--people 10000] [--rate 1000] [--stops 10] [--seed 20261123]

`main.py run` sends an announcement to a server in a process of its own, of whose recipients 3 %
have blocked the bot and 2 % do not exist, and which answers 5 % of the calls with 502, 2 % with
429, and drops 3 % of the connections after it has accepted the message. Meanwhile the bot is
stopped at random moments of sending and started again: killed in the first scenario, terminated
in the second. Afterwards what the server accepted is compared with what the store says.

Exit 1 when one of these does not hold: nobody is lost; a repeat follows a dropped connection, or
what was in flight when the bot was killed (nothing, when it was terminated); never more than the
rate in any second; every row ended as the server answered; never stuck.

    .venv/bin/python bench/soak.py --incoming [--rounds 100] [--seed 20261123]

The other direction: people join, leave, vote, ask, tell and begin announcements while the process
is killed at random moments (bench/kills.py); on PostgreSQL with DATABASE_URL of an empty store.
Exit 1 when an update is lost or takes effect twice, or when somebody is left without an answer.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import itertools

from bench import kills, report
from bench.mailing import FIRST_PERSON, ORGANISER, announce, prepared, store_file
from bench.post_office import (
    ACCEPTED,
    CUT,
    TOKEN,
    Plan,
    PostOffice,
    Taken,
    fate,
    post_office,
)
from outbox.worker import window_of

STOP_AFTER = (0.2, 2.5)
"""Seconds of sending, at random between these, before each stop."""

STUCK = 30.0
"""Seconds without a call to the server: a start, the lease of one who was killed, a retry."""

LONGEST = 900.0


@dataclass(frozen=True, slots=True)
class Stop:
    at: float
    gone_at: float
    in_flight: int
    """Rows left in `sending`."""


@dataclass(slots=True)
class Scenario:
    name: str
    number: signal.Signals
    plan: Plan
    options: argparse.Namespace
    stops: list[Stop] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def check(self, holds: bool, words: str) -> None:
        if not holds:
            self.violations.append(words)


async def main() -> int:
    options = arguments()
    return await (incoming(options) if options.incoming else outgoing(options))


async def outgoing(options: argparse.Namespace) -> int:
    plan = Plan(
        latency=0.05,
        seed=options.seed,
        blocked=0.03,
        unknown=0.02,
        broken=0.05,
        cut=0.03,
        flood=0.02,
        spared=ORGANISER,
    )
    scenarios = [
        Scenario("killed", signal.SIGKILL, plan, options),
        Scenario("terminated", signal.SIGTERM, plan, options),
    ]
    for scenario in scenarios:
        await run(scenario)
        tell(scenario.name, scenario.figures, scenario.violations)
    figures = {one.name: one.figures | {"violations": one.violations} for one in scenarios}
    print("saved", report.save("soak", figures).relative_to(report.ROOT))
    return 1 if any(one.violations for one in scenarios) else 0


async def incoming(options: argparse.Namespace) -> int:
    """Both ways to end a process; the second store is an embedded one in any case."""
    played: dict[str, kills.Report] = {}
    for name, number in (("killed", signal.SIGKILL), ("terminated", signal.SIGTERM)):
        script = kills.Script(rounds=options.rounds, seed=options.seed, number=number)
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite+aiosqlite:///{store_file(folder)}"
            if number is signal.SIGKILL:
                url = os.environ.get("DATABASE_URL", url)
            one = played[name] = await kills.play(script, url, Path(folder))
        tell(f"incoming, {name}", one.figures, one.violations)
    figures = {name: one.figures | {"violations": one.violations} for name, one in played.items()}
    print("saved", report.save("soak_incoming", figures).relative_to(report.ROOT))
    return 1 if any(one.violations for one in played.values()) else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A broadcast through crashes and faults.")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--stops", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--incoming", action="store_true")
    parser.add_argument("--rounds", type=int, default=100)
    return parser.parse_args()


def tell(scenario: str, figures: dict[str, Any], violations: Sequence[str]) -> None:
    print(f"== {scenario}")
    for name, value in figures.items():
        print(f"{name:<24} {value}")
    for words in violations:
        print("VIOLATED ", words)
    print("every invariant held" if not violations else "")


# -- the run


async def run(scenario: Scenario) -> None:
    options = scenario.options
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        async with post_office(scenario.plan) as office:
            app = await prepared(folder, office.address, options.rate, options.people)
            await announce(app)
            await app.stop()
            began = time.monotonic()
            try:
                async with asyncio.timeout(LONGEST):
                    await send_through(scenario, office, folder, dice)
            except TimeoutError:
                scenario.check(False, f"not done after {LONGEST:.0f} s")
            scenario.figures["seconds"] = round(time.monotonic() - began, 1)
            taken = await office.taken()
        judge(scenario, taken, rows_of(folder))


async def send_through(
    scenario: Scenario, office: PostOffice, folder: str, dice: random.Random
) -> None:
    bot = await start(scenario, office, folder)
    try:
        for _ in range(scenario.options.stops):
            if not await has_progress(office):
                scenario.check(False, f"no call for {STUCK:.0f} s after a start")
                return
            await asyncio.sleep(dice.uniform(*STOP_AFTER))
            await has_progress(office, every=0.005)  # or most stops would fall into a pause
            await asyncio.sleep(dice.uniform(0.0, scenario.plan.latency))
            if is_done(folder):
                break
            at = time.monotonic()
            bot.send_signal(scenario.number)
            async with asyncio.timeout(60):
                await bot.wait()
            scenario.stops.append(Stop(at, time.monotonic(), sending(folder)))
            bot = await start(scenario, office, folder)
        while not is_done(folder):
            if not await has_progress(office) and not is_done(folder):
                scenario.check(False, f"no call for {STUCK:.0f} s")
                return
        bot.terminate()
        await bot.wait()
    finally:
        if bot.returncode is None:
            with suppress(ProcessLookupError):
                bot.kill()
            await bot.wait()


async def start(scenario: Scenario, office: PostOffice, folder: str) -> asyncio.subprocess.Process:
    log = (Path(folder) / "bot.log").open("ab")
    with log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            str(report.ROOT / "main.py"),
            "run",
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "HOME": folder,
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": office.address,
                "DATABASE_URL": f"sqlite+aiosqlite:///{store_file(folder)}",
                "ADMIN_IDS": str(ORGANISER),
                "SEND_RATE": str(scenario.options.rate),
                "PAID_BROADCAST": "true",
            },
            stdout=log,
            stderr=log,
        )


async def has_progress(office: PostOffice, every: float = 0.2) -> bool:
    """Waits for the next message to arrive; False when none does for STUCK seconds."""
    seen = len(await office.taken())
    for _ in range(int(STUCK / every)):
        await asyncio.sleep(every)
        if await office.taken(seen):
            return True
    return False


# -- the store, read past the bot


def asked(folder: str, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(store_file(folder), timeout=10)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def sending(folder: str) -> int:
    return int(asked(folder, "SELECT count(*) FROM outbox WHERE state = 'sending'")[0][0])


def is_done(folder: str) -> bool:
    """The dispatch is reported, and the report (the last row) has left too."""
    open_rows = asked(folder, "SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') LIMIT 1")
    return not open_rows and bool(asked(folder, "SELECT 1 FROM dispatches WHERE is_reported"))


def rows_of(folder: str) -> dict[int, tuple[str, int | None]]:
    """State and message of the copy for each recipient."""
    query = "SELECT chat_id, state, message_id FROM outbox WHERE kind = 'announcement'"
    return {chat: (state, message) for chat, state, message in asked(folder, query)}


# -- the judgement


def judge(
    scenario: Scenario, taken: Sequence[Taken], rows: dict[int, tuple[str, int | None]]
) -> None:
    options = scenario.options
    people = range(FIRST_PERSON, FIRST_PERSON + options.people)
    copies: defaultdict[int, list[Taken]] = defaultdict(list)
    for one in taken:
        if one.verdict in {ACCEPTED, CUT} and one.chat_id in people:
            copies[one.chat_id].append(one)
    fates = {person: fate(scenario.plan, person) for person in people}

    reachable = [person for person in people if fates[person] == ACCEPTED]
    lost = [person for person in reachable if not copies[person]]
    scenario.check(not lost, f"{len(lost)} recipients were forgotten: {lost[:5]}")

    after_cut, by_stop, unexplained = repeats(scenario.stops, copies)
    scenario.check(not unexplained, f"repeats without a reason: {unexplained[:5]}")
    is_kill = scenario.number == signal.SIGKILL
    for stop, count in zip(scenario.stops, by_stop, strict=True):
        bound = stop.in_flight if is_kill else 0
        scenario.check(count <= bound, f"{count} repeats after a stop, {bound} can be explained")
        scenario.check(stop.in_flight <= window_of(options.rate), f"{stop.in_flight} in flight")
        scenario.check(is_kill or not stop.in_flight, "rows left in `sending` by a clean stop")

    fastest = most_in_a_second([one.at for one in taken if one.verdict in {ACCEPTED, CUT}])
    scenario.check(fastest <= options.rate, f"{fastest} messages in one second")

    wrong = [person for person in people if not is_right(rows.get(person), copies[person])]
    scenario.check(not wrong, f"{len(wrong)} rows say other than the server did: {wrong[:5]}")
    scenario.figures |= {
        "people": options.people,
        "rate": options.rate,
        "stops": len(scenario.stops),
        "in flight at the stops": [stop.in_flight for stop in scenario.stops],
        "seconds to stop": [round(stop.gone_at - stop.at, 2) for stop in scenario.stops],
        "calls": dict(Counter(one.verdict for one in taken)),
        "rows": dict(Counter(state for state, _ in rows.values())),
        "lost": len(lost),
        "repeats after a cut": after_cut,
        "repeats after the stops": by_stop,
        "repeats unexplained": len(unexplained),
        "most in a second": fastest,
        "longest silence": round(longest_silence(taken), 1),
    }


def repeats(
    stops: Sequence[Stop], copies: dict[int, list[Taken]]
) -> tuple[int, list[int], list[int]]:
    """How many follow a dropped connection, how many follow each stop, and whose do neither."""
    after_cut, by_stop, unexplained = 0, [0] * len(stops), []
    for person, got in copies.items():
        for before, again in itertools.pairwise(got):
            between = [
                number
                for number, stop in enumerate(stops)
                if before.at <= stop.gone_at and again.at > stop.at
            ]
            if before.verdict == CUT:
                after_cut += 1
            elif between:
                by_stop[between[0]] += 1
            else:
                unexplained.append(person)
    return after_cut, by_stop, unexplained


def is_right(row: tuple[str, int | None] | None, got: Sequence[Taken]) -> bool:
    """Sent, as the last copy that the server accepted; or undeliverable, and none accepted."""
    if row is None:
        return False
    return row == (("sent", got[-1].message_id) if got else ("undeliverable", None))


def most_in_a_second(moments: Sequence[float]) -> int:
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def longest_silence(taken: Sequence[Taken]) -> float:
    return max(
        (after.at - before.at for before, after in itertools.pairwise(taken)),
        default=0.0,
    )


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
