"""All benchmarks in one go, one table, and what README says of them.

    .venv/bin/python bench/summary.py [--only drain storm ...]   runs them (make bench)
    .venv/bin/python bench/summary.py --table                    of the saved results
    .venv/bin/python bench/summary.py --write                    README's table and chart from them

Each script is a process of its own and can be run alone; one that fails does not stop the
others, and is named at the end. What was saved before is compared with what is saved now where the
kind of machine is the same: from WARN on, a row that became worse is marked. Exit code 1 says that
a script has failed or missed its targets.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from bench.rows import Row, number, rows, span, told

SCRIPTS = (
    "lookup", "search_quality", "understanding", "updates", "start", "drain", "at_the_limit",
    "reminders", "feeds", "news_archive", "news_subscribers", "storm", "soak", "people", "growth",
)  # fmt: skip
WARN = 0.15
CHART = report.ROOT / "docs" / "bench.svg"
README = report.ROOT / "README.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
FLOOR = 0.001
"""Of a ratio on the chart: nothing is drawn further to the left."""

Saved = Mapping[str, Any]
"""A file of bench/results: machine, commit, figures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row with its figures. `ratio` is ours to the nearest peer, larger meaning better; `change`
    to what was saved before, above nought meaning better."""

    row: Row
    ours: float
    span: tuple[float, float] | None
    beside: tuple[tuple[str, float], ...]
    cpu: float | None
    last: float | None = None

    @property
    def ratio(self) -> float | None:
        """Our figure divided by the best of the peers'."""
        values = [value for _, value in self.beside if value > 0]
        if not values or self.ours <= 0 or not self.row.is_compared:
            return None
        return self.ours / max(values) if self.row.is_more_better else min(values) / self.ours

    @property
    def change(self) -> float | None:
        if not self.last or not self.ours:
            return None
        grown = self.ours / self.last - 1
        return grown if self.row.is_more_better else -grown

    @property
    def is_worse(self) -> bool:
        return self.change is not None and self.change <= -WARN


# -- what is saved


def load() -> dict[str, Saved]:
    """The saved results by the name of their script."""
    files = sorted(report.RESULTS.glob("*.json"))
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files}


def lines(saved: Mapping[str, Saved], before: Mapping[str, Saved] | None = None) -> list[Line]:
    results = {name: one["figures"] for name, one in saved.items()}
    return [_line(row, results[row.file], _last(row, saved, before)) for row in rows(results)]


def _line(row: Row, figures: Mapping[str, Any], last: float | None) -> Line:
    ours = number(figures, row.path)
    assert ours is not None
    values = [(peer.name, number(figures, peer.path)) for peer in row.beside]
    found = span(figures, row.span)
    return Line(
        row=row,
        ours=ours * row.scale,
        span=found and (found[0] * row.scale, found[1] * row.scale),
        beside=tuple((name, one * row.scale) for name, one in values if one is not None),
        cpu=number(figures, row.cpu) if row.cpu else None,
        last=last,
    )


def _last(
    row: Row, saved: Mapping[str, Saved], before: Mapping[str, Saved] | None
) -> float | None:
    """None where there was nothing, or another kind of machine."""
    if not before or row.file not in before:
        return None
    earlier = before[row.file]
    if earlier["machine"] != saved[row.file]["machine"]:
        return None
    found = number(earlier["figures"], row.path)
    return None if found is None else found * row.scale


# -- what is told


def table(found: list[Line]) -> Iterator[str]:
    yield f"{'what':<74} {'ours':>11} {'CPU':>9} {'ratio':>7} {'last':>11} {'change':>8}  beside"
    for line in found:
        unit = line.row.unit
        last = "-" if line.last is None else told(line.last, unit)
        change = "-" if line.change is None else f"{line.change:+.0%}"
        cpu = "-" if line.cpu is None else told(line.cpu, line.row.cpu_unit)
        ratio = "-" if line.ratio is None else f"{line.ratio:.2f}"
        spread = f" ({_spread(line)})" if line.span else ""
        beside = "; ".join(f"{name} {told(value, unit)}" for name, value in line.beside)
        yield (
            f"{line.row.what:<74} {told(line.ours, unit):>11} {cpu:>9} {ratio:>7} {last:>11} "
            f"{change:>8}  {beside}{spread}{'  WORSE' if line.is_worse else ''}"
        )


def _spread(line: Line) -> str:
    assert line.span is not None
    least, most = line.span
    return f"{told(least, line.row.unit)}-{told(most, line.row.unit)}"


def markdown(found: list[Line]) -> str:
    """README's table."""
    parts = ["| what | ours | beside it |", "|---|---|---|"]
    for line in found:
        if not line.row.is_for_readme:
            continue
        ours = told(line.ours, line.row.unit) + (f" ({_spread(line)})" if line.span else "")
        beside = [f"{told(value, line.row.unit)} {name}" for name, value in line.beside]
        beside += [line.row.remark] if line.row.remark else []
        parts.append(f"| {line.row.what} | {ours} | {'; '.join(beside)} |")
    return "\n".join(parts)


def section() -> str:
    """All between the two markers of README."""
    saved = load()
    found = lines(saved)
    return f"{BEGIN}\n{origin(saved, found)}\n\n{markdown(found)}\n{END}"


def origin(saved: Mapping[str, Saved], found: list[Line]) -> str:
    """The machines that the figures come from."""
    files = sorted({line.row.file for line in found})
    kinds = sorted({_kind(saved[name]["machine"]) for name in files})
    return f"Of {len(files)} scripts, on: {'; '.join(kinds)}."


def _kind(machine: Mapping[str, Any]) -> str:
    return f"{machine['cpu']}, {machine['cores']} cores, Python {machine['python']}"


def write() -> None:
    """README's table and the chart, of what is saved."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(before + section() + after, "utf-8")
    draw(lines(load()), CHART)


def draw(found: list[Line], path: Path) -> None:
    """How many times as good as the best of its peers each row is, on a scale of tens."""
    import matplotlib as mpl  # noqa: PLC0415  (heavy, and only this command draws)

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt  # noqa: PLC0415

    rated = [(line.row.what, line.ratio) for line in reversed(found)]
    shown = [(what, max(ratio, FLOOR)) for what, ratio in rated if ratio is not None]
    figure, axes = plt.subplots(figsize=(11, 0.34 * len(shown) + 1.2))
    colours = ["#2f7d4f" if ratio >= 1 else "#a8b3c2" for _, ratio in shown]
    names, lengths = [what for what, _ in shown], [ratio - 1 for _, ratio in shown]
    axes.barh(names, lengths, left=1, color=colours)
    axes.set_xscale("log")
    axes.axvline(1, color="#333333", linewidth=1)
    axes.set_xlabel("times as good as the best peer of the same run (right of 1: better)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


# -- running


def run(names: list[str]) -> list[str]:
    """The names of those that failed."""
    failed = []
    for name in names:
        print(f"== {name}", flush=True)
        script = Path(__file__).parent / f"{name}.py"
        if subprocess.run([sys.executable, str(script)], check=False).returncode:
            failed.append(name)
    return failed


def compare(before: Mapping[str, Saved], after: Mapping[str, Saved]) -> Iterator[str]:
    for name in sorted(before.keys() & after.keys()):
        if before[name]["machine"] != after[name]["machine"]:
            yield (
                f"{name}: machines differ, nothing is compared "
                f"({_kind(before[name]['machine'])} / {_kind(after[name]['machine'])})"
            )


def save(found: list[Line]) -> Path:
    figures = {
        line.row.what: {
            "ours": line.ours,
            "unit": str(line.row.unit),
            "beside": dict(line.beside),
            "ratio_to_best_peer": line.ratio,
            "cpu": line.cpu,
            "cpu_unit": str(line.row.cpu_unit),
            "last": line.last,
            "change": line.change,
        }
        for line in found
    }
    return report.save("summary", figures)


def main() -> int:
    options = arguments()
    if options.write:
        write()
        return 0
    before = load()
    failed = [] if options.table else run(options.only or [*SCRIPTS])
    after = load()
    found = lines(after, None if options.table else before)
    print("\n".join(table(found)))
    if options.table:
        return 0
    print("\n".join(compare(before, after)))
    worse = [line.row.what for line in found if line.is_worse]
    for what in worse:
        print(f"WARNING: worse by {WARN:.0%} or more: {what}")
    print("saved", save(found).relative_to(report.ROOT))
    write()
    print("written: README.md,", CHART.relative_to(report.ROOT))
    for name in failed:
        print(f"FAILED or missed its targets: bench/{name}.py")
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="All benchmarks, and what README says of them.")
    parser.add_argument("--only", nargs="+", choices=SCRIPTS)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
