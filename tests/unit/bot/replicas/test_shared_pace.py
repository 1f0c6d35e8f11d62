"""Replicas of one bot keep within one rate, and within a pause that one of them was told."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.replicas.shared_pace import PAUSE, SharedPace
from db.engine import Database
from db.listening import MISSED, listen
from db.unit_of_work import Store
from domain.clock import SystemClock
from outbox.limiter import SlidingLimiter
from tests.clocks import ManualClock
from tests.stores import emptied, opened_again
from tests.waiting import until

RATE = 25
AWAY = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
"""Never asked: what replicas tell each other is handed over by hand."""


@dataclass
class Crew:
    """Replicas with crowds of their own, which look at each other's rows once a second."""

    names: tuple[str, ...]
    clock: ManualClock = field(default_factory=ManualClock)
    rows: dict[str, int] = field(default_factory=dict)
    left: list[float] = field(default_factory=list)
    """When messages left, of all replicas."""

    def __post_init__(self) -> None:
        self.paces = {name: self.join(name) for name in self.names}

    def join(self, name: str) -> SharedPace:
        return SharedPace(
            replica=name,
            store=Store(AWAY),
            clock=self.clock,
            limiter=SlidingLimiter(RATE),
            rate=RATE,
        )

    def beat(self, name: str) -> None:
        self.rows[name] = self.paces[name].wanted()
        self.paces[name].learn(dict(self.rows))

    def play(self, seconds: int, waiting: dict[str, int]) -> None:
        """`waiting` messages stand before each; the beats of replicas are apart."""
        for step in range(seconds * 100):
            for number, name in enumerate(self.names):
                limiter = self.paces[name].limiter
                limiter.share.replies = waiting.get(name, 0)
                if step % 100 == 30 * number:
                    self.beat(name)
                while waiting.get(name, 0) and limiter.wait(self.clock.monotonic()) <= 0:
                    limiter.started(self.clock.monotonic())
                    self.left.append(self.clock.monotonic())
                    waiting[name] -= 1
            self.clock.advance(seconds=0.01)

    def most_in_a_second(self, since: float = 0) -> int:
        times = [one for one in self.left if one >= since]
        return max((sum(at <= other < at + 1 for other in times) for at in times), default=0)


def test_alone_a_replica_has_the_whole_rate_from_its_first_look_on() -> None:
    crew = Crew(("a",))
    crew.play(5, {"a": 1_000})

    assert crew.most_in_a_second() == RATE
    assert len(crew.left) >= 4.5 * RATE


@pytest.mark.parametrize("seed", range(5))
def test_together_they_stay_within_the_rate_while_crowds_come_and_go(seed: int) -> None:
    dice = random.Random(seed)
    crew = Crew(("a", "b", "c"))
    for _ in range(12):
        crew.play(3, {name: dice.choice((0, 0, 4, 60, 500)) for name in crew.names})

    # A replica that begins knows of nobody for its first second.
    assert 0 < crew.most_in_a_second(since=2) <= RATE


def test_one_that_delivers_to_all_gets_what_others_do_not_use() -> None:
    crew = Crew(("a", "b", "c"))
    crew.play(4, {})
    began = len(crew.left)
    crew.play(10, {"b": 10_000})

    assert len(crew.left) - began >= 8 * (RATE - 2 * 2)


def test_one_that_others_have_not_seen_keeps_its_share_until_the_next_look() -> None:
    """It stood still between two statements: its own row is too old to count."""
    crew = Crew(("a", "b"))
    crew.play(3, {})
    before = crew.paces["a"].limiter.rate
    crew.paces["a"].learn({"b": RATE})

    assert crew.paces["a"].limiter.rate == before == RATE - RATE // 2


@pytest.fixture
async def database(schema: str) -> AsyncIterator[Database]:
    async with emptied(schema) as opened:
        yield opened


@pytest.mark.postgres
async def test_pause_that_one_was_told_holds_all_back(
    database: Database, schema: str, tmp_path: Path
) -> None:
    clock = ManualClock()
    async with opened_again(schema, tmp_path) as beside:
        first, second = (
            SharedPace(
                replica=name,
                store=Store(one),
                clock=clock,
                limiter=SlidingLimiter(RATE),
                rate=RATE,
            )
            for name, one in (("a", database), ("b", beside))
        )
        words: list[str] = []

        def heard(word: str) -> None:
            words.append(word)
            if word.startswith(PAUSE):
                second.hear(word)

        listening = asyncio.create_task(listen(beside, SystemClock(), heard))
        try:
            await until(lambda: words == [MISSED])
            first.limiter.pause(clock.monotonic() + 12.5)
            await until(lambda: len(words) > 1)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    assert words == [MISSED, "pause/12.500"]
    assert (first.limiter.wait(0.0), second.limiter.wait(0.0)) == (12.5, 12.5)
