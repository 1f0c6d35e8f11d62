"""What the summary tells: a row for each figure, where it stands in bench/results, beside whom.

What a file does not hold (a peer that was left out, a scene of another release) makes no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Figures = Mapping[str, Any]
Path = tuple[str, ...]
"""Keys from the figures of a file down to a number, or to a list, of which the largest counts."""


class Unit(StrEnum):
    """The unit of a number as it is stored; `Row.scale` brings it there."""

    A_SECOND = "/s"
    SECONDS = "s"
    MILLISECONDS = "ms"
    MICROSECONDS = "µs"
    MIB = "MiB"
    SHARE = "%"
    COUNT = ""


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    what: str
    file: str
    path: Path
    unit: Unit
    beside: tuple[Peer, ...] = ()
    cpu: Path = ()
    """CPU time of it, in `cpu_unit`."""
    cpu_unit: Unit = Unit.MILLISECONDS
    span: Path = ()
    """Least and most of several rounds, in the same unit."""
    scale: float = 1.0
    is_more_better: bool = False
    is_compared: bool = True
    """Whether ours to theirs says anything: who gives up half of the people is soon done."""
    is_for_readme: bool = True
    remark: str = ""


def number(figures: Figures, path: Path) -> float | None:
    found: Any = figures
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    if isinstance(found, list) and found:
        return float(max(found))
    return float(found) if isinstance(found, int | float) else None


def span(figures: Figures, path: Path) -> tuple[float, float] | None:
    found: Any = figures
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return (float(found[0]), float(found[1])) if path and found else None


def told(value: float, unit: Unit) -> str:
    """A number as readers want it: two digits that count, thousands set apart."""
    if unit is Unit.SHARE:
        return f"{value:.1%}" if value > 0.95 else f"{value:.0%}"
    digits = f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
    return f"{digits} {unit}".strip() if unit is not Unit.A_SECOND else f"{digits}/s"


def _drain() -> Iterator[Row]:
    peers = {
        "aiogram, bare gather": "bare, text",
        "python-telegram-bot": "python-telegram-bot",
        "pyTelegramBotAPI": "pyTelegramBotAPI",
        "grammY, auto-retry": "grammY",
        "aiogram_broadcaster, stored": "broadcaster, stored",
    }
    for what, way in (("copies", "ours, copy"), ("texts", "ours, text")):
        yield Row(
            what=f"sends, each outcome recorded: {what}",
            file="drain",
            path=("messages_per_second", way),
            unit=Unit.A_SECOND,
            beside=tuple(Peer(name, ("messages_per_second", one)) for name, one in peers.items()),
            cpu=("cpu_ms_per_message", way),
            is_more_better=True,
        )
    yield Row(
        what="the same sends, share of the bare gather, round by round",
        file="drain",
        path=("share_of_bare", "ours, copy"),
        unit=Unit.SHARE,
        span=("share_range", "ours, copy"),
        is_more_better=True,
    )


def _storm() -> Iterator[Row]:
    names = ("aiogram", "aiogram, retries", "python-telegram-bot", "pyTelegramBotAPI", "grammY")
    door: Path = ("scenes", "doors")
    for what, key, unit in (
        ("the last of those answered", ("seconds_to_an_answer", "max"), Unit.SECONDS),
        ("left without an answer", ("silent",), Unit.COUNT),
        ("refused with 429", ("refused_429",), Unit.COUNT),
    ):
        yield Row(
            what=f"1,000 people write /start in 2 s, 30 a second allowed: {what}",
            file="storm",
            path=(*door, "ours", *key),
            unit=unit,
            beside=tuple(Peer(name, (*door, name, *key)) for name in names),
            cpu=(*door, "ours", "cpu_seconds") if unit is Unit.SECONDS else (),
            cpu_unit=Unit.SECONDS,
            is_compared=False,
        )


def _updates(figures: Figures) -> Iterator[Row]:
    """Whatever scenes that script has."""
    bare = "bare aiogram"
    for scene in figures.get("updates_per_second", {}):
        if scene != bare:
            yield Row(
                what=f"updates: {scene}",
                file="updates",
                path=("updates_per_second", scene),
                unit=Unit.A_SECOND,
                beside=(Peer("aiogram, one line", ("updates_per_second", bare)),),
                cpu=("cpu_microseconds", scene),
                cpu_unit=Unit.MICROSECONDS,
                is_more_better=True,
            )


TOLD_OF_GROWTH = ("/start", "/program", "/admin", "count: everybody", "claiming")


def _growth(figures: Figures) -> Iterator[Row]:
    for engine, scenes in figures.items():
        for scene, by_size in scenes.items() if isinstance(scenes, Mapping) else ():
            least, most = next(iter(by_size)), next(reversed(by_size))
            key, kind = _key_of_growth(engine, by_size[most])
            yield Row(
                what=f"{engine}, {int(most):,} people: {scene}, {kind}",
                file="growth",
                path=(engine, scene, most, key),
                unit=Unit.MILLISECONDS,
                beside=(Peer(f"at {int(least):,} people", (engine, scene, least, key)),),
                cpu=(engine, scene, most, "cpu_ms"),
                is_compared=False,
                is_for_readme=engine == "sqlite" and scene in TOLD_OF_GROWTH,
            )


def _key_of_growth(engine: str, figures: Figures) -> tuple[str, str]:
    """CPU time with that of PostgreSQL's processes, where a file knows it; their own before."""
    if figures.get("work_ms") is not None:
        return "work_ms", "CPU"
    return ("cpu_ms", "CPU") if engine == "sqlite" else ("p50_ms", "p50")


def _lookup() -> Iterator[Row]:
    for size in ("300", "100000"):
        yield Row(
            what=f"nearest five of {int(size):,} clusters, p50",
            file="lookup",
            path=(size, "us", "ours", "p50"),
            unit=Unit.MICROSECONDS,
            beside=(Peer("scikit-learn's BallTree", (size, "us", "BallTree", "p50")),),
        )
    for size in ("300", "100000"):
        for part in ("p50", "p99"):
            yield Row(
                what=f"a typed query at {int(size):,} clusters, {part}",
                file="lookup",
                path=("search", size, "us", "ours", part),
                unit=Unit.MILLISECONDS,
                scale=1e-3,
                beside=(
                    Peer(
                        "rapidfuzz's process.extract",
                        ("search", size, "us", "process.extract", part),
                    ),
                ),
            )


def _feeds() -> Iterator[Row]:
    for label, base in (("1,000", ("1000",)), ("6,000", ("6000",))):
        for what, key, unit in (
            ("one round", "seconds", Unit.SECONDS),
            ("memory", "peak_mib", Unit.MIB),
        ):
            yield Row(
                what=f"{label} feeds of 20 items read and stored: {what}",
                file="feeds",
                path=(*base, "ours", key),
                unit=unit,
                beside=(Peer("feedparser, nothing stored", (*base, "feedparser", key)),),
                cpu=(*base, "ours", "cpu_seconds") if unit is Unit.SECONDS else (),
                cpu_unit=Unit.SECONDS,
            )


FIXED: tuple[Row, ...] = (
    *_lookup(),
    Row(
        what="2,800 noisy queries: the right one among the first five",
        file="search_quality",
        path=("recall", "all", "at_5"),
        unit=Unit.SHARE,
        is_more_better=True,
    ),
    *_drain(),
    Row(
        what="messages a second at a strict limit of 30, 80 ms away",
        file="at_the_limit",
        path=("rate", "ours", "rate"),
        unit=Unit.A_SECOND,
        beside=(
            Peer("for + sleep(0.05)", ("rate", "for + sleep(0.05)", "rate")),
            Peer("aiogram_broadcaster", ("rate", "broadcaster", "rate")),
        ),
        is_more_better=True,
    ),
    *_storm(),
    Row(
        what="a reminder amid 100,000 queued copies: the latest of eight",
        file="at_the_limit",
        path=("reminder", "seconds"),
        unit=Unit.MILLISECONDS,
        scale=1e3,
    ),
    Row(
        what="10,000 recipients, ten SIGKILLs, 403, 404, 502, 429, cut connections: lost",
        file="soak",
        path=("killed", "lost"),
        unit=Unit.COUNT,
    ),
    Row(
        what="the same: sent twice without need",
        file="soak",
        path=("killed", "repeats unexplained"),
        unit=Unit.COUNT,
    ),
    Row(
        what="1,000,000 recipients enqueued",
        file="at_the_limit",
        path=("enqueue", "seconds"),
        unit=Unit.SECONDS,
    ),
    Row(
        what="1,000,000 registrations with three reminders each: added to the start",
        file="reminders",
        path=("start", "ours", "seconds"),
        unit=Unit.MILLISECONDS,
        scale=1e3,
        beside=(Peer("100,000 APScheduler jobs", ("start", "apscheduler", "seconds")),),
    ),
    Row(
        what="reminders of one session to 20,000 people written",
        file="reminders",
        path=("wave", "seconds"),
        unit=Unit.MILLISECONDS,
        scale=1e3,
    ),
    *_feeds(),
    Row(
        what="a page of 100,000 news items, p99",
        file="news_archive",
        path=("ms", "pages", "p99"),
        unit=Unit.MILLISECONDS,
        beside=(Peer("the same pages by OFFSET", ("ms", "offset", "p99")),),
    ),
    Row(
        what="start to the first answer",
        file="start",
        path=("medians", "ours", "seconds"),
        unit=Unit.SECONDS,
        beside=(Peer("aiogram, one line", ("medians", "bare", "seconds")),),
        cpu=("medians", "ours", "cpu_seconds"),
        cpu_unit=Unit.SECONDS,
    ),
    Row(
        what="resident memory at the first answer",
        file="start",
        path=("medians", "ours", "mib"),
        unit=Unit.MIB,
        beside=(Peer("aiogram, one line", ("medians", "bare", "mib")),),
        remark="a bot in a compiled language such as Go needs about a tenth of it",
    ),
    Row(
        what="memory added while 90,000 different people come after the first 10,000",
        file="people",
        path=("grown_mib",),
        unit=Unit.MIB,
    ),
)

GENERATED: dict[str, Callable[[Figures], Iterator[Row]]] = {
    "updates": _updates,
    "growth": _growth,
}
"""Files whose rows follow from what they hold."""


def rows(results: Mapping[str, Figures]) -> Iterator[Row]:
    """Those of FIXED and GENERATED of which there is a figure, in their order."""
    for row in FIXED:
        if number(results.get(row.file, {}), row.path) is not None:
            yield row
    for name, generated in GENERATED.items():
        yield from generated(results.get(name, {}))
