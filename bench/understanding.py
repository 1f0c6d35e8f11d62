"""How well the whole bot understands what people type: good, weak, absurd, dead end, by kind.

    .venv/bin/python bench/understanding.py [FILE ...] [--show] [--kind KIND] [--phrase TEXT]

FILE is a csv of phrases, see bench/phrases/README.md (default: the sets there). The product runs
in this process against the sandbox; every phrase is typed by a person of its own. --show tells
what was not good with its answer, --phrase the answer to a text of your own.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import logging
import re
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pydantic import SecretStr

from bench import report
from bot.app import App, build_app
from bot.settings import Settings
from outbox.limiter import ChatPace, SlidingLimiter
from sandbox.chats import Json
from sandbox.client import Received, UserClient
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import ManualClock

DATA = report.ROOT / "bench/phrases"
SETS = tuple(
    DATA / f"{name}.csv"
    for name in (
        "asked",
        "heard",
        "own_first",
        "own_second",
        "own_third",
        "own_fourth",
        "own_fifth",
        "own_sixth",
        "own_seventh",
        "own_eighth",
        "own_ninth",
        "own_tenth",
        "own_eleventh",
        "own_twelfth",
        "own_thirteenth",
        "own_fourteenth",
        "own_fifteenth",
        "own_sixteenth",
        "own_seventeenth",
        "own_eighteenth",
        "own_nineteenth",
        "own_twentieth",
        "own_twentyfirst",
    )
)
TOKEN = "42:sandbox"
TURN = " || "
PAUSE_SECONDS = 5
"""Between two messages of a person: the gate against floods is not what is measured."""

NEXT_STEP = re.compile(r"Ищу:|Looking for:|📍|Источник|Source|\d из \d|\d of \d")
"""What only an answer that leads somewhere has."""

OFFERED = re.compile(r"\A(?:Может быть, вы об этом|Is it perhaps this)")
NOTHING_FOUND = {
    "ru": "\nНе нашёл в этом ни профессии, ни города, ни вопроса.",
    "en": "\nI found no trade, no town and no question in this.",
}
"""So ended a screen that only offers questions when the expressions were written: it is judged
as if it still did, for it answers as little."""


class Verdict(StrEnum):
    GOOD = "good"
    WEAK = "weak"
    ABSURD = "absurd"
    DEAD_END = "dead end"


@dataclass(frozen=True, slots=True)
class Phrase:
    kind: str
    text: str
    language: str
    must: re.Pattern[str]
    must_not: re.Pattern[str] | None

    def judge(self, answer: str) -> Verdict:
        if OFFERED.search(answer) and any(map(str.isalpha, self.text)):
            answer += NOTHING_FOUND[self.language]
        if self.must_not is not None and self.must_not.search(answer):
            return Verdict.ABSURD
        if answer and self.must.search(answer):
            return Verdict.GOOD
        return Verdict.WEAK if NEXT_STEP.search(answer) else Verdict.DEAD_END


@dataclass(frozen=True, slots=True)
class Judged:
    phrase: Phrase
    answer: str
    verdict: Verdict


def read_phrases(path: Path) -> Iterator[Phrase]:
    """Raises ValueError naming the line where an expression is none."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        for row in table:
            try:
                must = re.compile(row["must"], re.IGNORECASE)
                never = row["must_not"]
                must_not = re.compile(never, re.IGNORECASE) if never else None
            except re.error as error:
                raise ValueError(f"{path.name}, line {table.line_num}: {error}") from error
            yield Phrase(row["kind"], row["phrase"], row["language"], must, must_not)


@dataclass(slots=True)
class Talks:
    """The running bot and its Telegram."""

    app: App
    world: World
    clock: ManualClock

    async def answer(self, text: str, language: str) -> str:
        """What a new person reads after the last turn."""
        guest = self.world.add_person("Мария", language_code=language)
        person = UserClient(self.world, guest["id"], self._deliver)
        await person.send("/start")
        shown: list[Received] = []
        for turn in text.split(TURN):
            keyboard = person.keyboard
            before = {one.message_id: one.raw for one in person.inbox}
            await person.send(turn)
            shown = [one for one in person.inbox if before.get(one.message_id) != one.raw]
        return _as_text(shown, person.keyboard if person.keyboard != keyboard else [])

    async def _deliver(self, update: Json) -> None:
        self.clock.advance(seconds=PAUSE_SECONDS)
        await self.app.dispatcher.feed_raw_update(self.app.bot, update)


@asynccontextmanager
async def talks() -> AsyncIterator[Talks]:
    with tempfile.TemporaryDirectory() as folder:
        clock = ManualClock()
        world = World(now=lambda: clock.now().timestamp(), limits=FloodLimits.off())
        world.add_bot(TOKEN, username="bench_bot", name="Bench", supports_inline=True)
        settings = Settings(
            bot_token=SecretStr(TOKEN),
            database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
            _env_file=None,
        )
        app = build_app(settings, session=SandboxSession(world), clock=clock)
        app.dispatcher["bot_username"] = "bench_bot"
        app.replies.queue.limiter = SlidingLimiter(100_000)
        app.replies.queue.pace = ChatPace(private_seconds=0, group_seconds=0)
        await app.prepare()
        yield Talks(app, world, clock)
        await app.clusters.searches.settle()
        await app.bot.session.close()
        await app.database.close()


def _as_text(shown: Sequence[Received], keyboard: list[list[str]]) -> str:
    texts = [one.text for one in shown]
    inline = [label for one in shown for label in one.buttons]
    labels = [label for row in keyboard for label in row]
    return "\n".join([*texts, *inline, *labels]).replace("\u00a0", " ").replace("\u202f", " ")


async def judged(phrases: Iterable[Phrase]) -> list[Judged]:
    async with talks() as open_talks:
        found = []
        for phrase in phrases:
            answer = await open_talks.answer(phrase.text, phrase.language)
            found.append(Judged(phrase, answer, phrase.judge(answer)))
        return found


async def shown(text: str, language: str) -> str:
    async with talks() as open_talks:
        return await open_talks.answer(text, language)


def shares(found: Sequence[Judged]) -> dict[str, float]:
    counts = Counter(one.verdict for one in found)
    return {verdict.value: counts[verdict] / len(found) for verdict in Verdict}


def tell(found: Sequence[Judged]) -> None:
    kinds: dict[str, list[Judged]] = {}
    for one in found:
        kinds.setdefault(one.phrase.kind, []).append(one)
    for kind, row in [*kinds.items(), ("all", list(found))]:
        counts = Counter(one.verdict for one in row)
        figures = "  ".join(f"{verdict.value} {counts[verdict]:>3}" for verdict in Verdict)
        print(f"{kind:<20} {len(row):>3}  {figures}  {shares(row)['good']:.0%} good")


def main() -> int:
    options = argparse.ArgumentParser(description="How well the bot understands")
    options.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options.add_argument("--show", action="store_true", help="print what was not good")
    options.add_argument("--kind", help="only phrases of this kind")
    options.add_argument("--phrase", help="answer this text and end")
    options.add_argument("--language", default="ru", help="of the person who types --phrase")
    options.add_argument("--save", action="store_true", help="keep the figures in bench/results")
    asked = options.parse_args()
    logging.disable(logging.WARNING)
    if asked.phrase is not None:
        print(asyncio.run(shown(asked.phrase, asked.language)))
        return 0
    figures: dict[str, object] = {}
    for path in asked.files or [one for one in SETS if one.exists()]:
        phrases = [p for p in read_phrases(path) if asked.kind in {None, p.kind}]
        found = asyncio.run(judged(phrases))
        for one in found:
            if asked.show and one.verdict is not Verdict.GOOD:
                print(f"=== {one.verdict}: {one.phrase.text}\n{one.answer}\n")
        print(f"-- {path.name}")
        tell(found)
        figures[path.stem] = {"phrases": len(found), **shares(found)}
    if asked.save:
        print("saved", report.save("understanding", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
