"""README says of speed what the benchmarks have printed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bench import report, summary
from bench.rows import FIXED, Row, Unit, rows, told
from bench.summary import Line, lines

SAVED_WITHOUT_CPU = {"feeds"}
"""Saved before the script counted it."""

MACHINE = {"cpu": "A", "cores": 2, "system": "Linux x86_64", "python": "3.11.7"}
ROW = Row(
    what="sends",
    file="drain",
    path=("messages_per_second", "ours, copy"),
    unit=Unit.A_SECOND,
    is_more_better=True,
)


def drained(ours: float, **machine: object) -> dict[str, summary.Saved]:
    figures = {"messages_per_second": {"ours, copy": ours, "bare, text": 2_000.0}}
    return {"drain": {"machine": {**MACHINE, **machine}, "commit": "x", "figures": figures}}


def copies(found: list[Line]) -> Line:
    return next(line for line in found if line.row.what.endswith("copies"))


def test_readme_states_what_is_saved() -> None:
    """`bench/summary.py --write` makes it so."""
    assert summary.section() in summary.README.read_text("utf-8")


def test_cpu_time_is_told_beside_what_has_one() -> None:
    untold = {line.row.file for line in lines(summary.load()) if line.row.cpu and line.cpu is None}

    assert untold <= SAVED_WITHOUT_CPU


def test_chart_shows_what_is_saved() -> None:
    drawn = summary.CHART.read_text("utf-8")
    rated = [line.row.what for line in lines(summary.load()) if line.ratio is not None]

    assert rated
    assert [what for what in rated if escape(what) not in drawn] == []


def test_every_script_that_is_run_is_there_and_no_row_is_told_twice() -> None:
    named = [row.what for row in rows({n: one["figures"] for n, one in summary.load().items()})]
    scripts = {file.stem for file in (report.ROOT / "bench").glob("*.py")}

    assert {*summary.SCRIPTS} <= scripts
    assert {row.file for row in FIXED} <= {*summary.SCRIPTS, "soak"}
    assert len(named) == len({*named})


@pytest.mark.parametrize(
    ("before", "after", "is_worse"),
    [(1_000.0, 840.0, True), (1_000.0, 860.0, False), (1_000.0, 2_000.0, False)],
)
def test_figure_that_became_worse_by_fifteen_percent_is_marked(
    before: float, after: float, is_worse: bool
) -> None:
    line = copies(lines(drained(after), drained(before)))

    assert (line.is_worse, line.last) == (is_worse, before)
    assert any("WORSE" in told for told in summary.table([line])) is is_worse


def test_time_that_became_longer_is_worse() -> None:
    timed = replace(ROW, is_more_better=False)
    slower = Line(row=timed, ours=1.2, span=None, beside=(), cpu=None, last=1.0)

    assert slower.is_worse
    assert not replace(slower, row=ROW).is_worse


def test_figures_of_another_machine_are_not_compared() -> None:
    other, mine = drained(1_000.0, cpu="B"), drained(500.0)
    line = copies(lines(mine, other))

    assert (line.last, line.change, line.is_worse) == (None, None, False)
    [told_so] = summary.compare(other, mine)
    assert told_so.startswith("drain: machines differ")


def test_ratio_is_to_the_best_peer_and_above_one_where_ours_is_better() -> None:
    faster = Line(row=ROW, ours=300.0, span=None, beside=(("a", 100.0), ("b", 150.0)), cpu=None)
    later = replace(faster, row=replace(ROW, is_more_better=False))

    assert faster.ratio == 2.0
    assert later.ratio == pytest.approx(1 / 3)
    assert replace(faster, beside=()).ratio is None


def test_script_that_fails_is_named_and_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, code in (("good", "open('went', 'w').close()"), ("bad", "raise SystemExit(3)")):
        (tmp_path / f"{name}.py").write_text(code)
    monkeypatch.setattr(summary, "__file__", str(tmp_path / "summary.py"))
    monkeypatch.chdir(tmp_path)

    assert summary.run(["bad", "good"]) == ["bad"]
    assert (tmp_path / "went").exists()


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1640.4, Unit.A_SECOND, "1,640/s"),
        (0.0045, Unit.SECONDS, "0.0045 s"),
        (33.7, Unit.SECONDS, "34 s"),
        (0.978, Unit.SHARE, "97.8%"),
        (0.52, Unit.SHARE, "52%"),
        (0.0, Unit.COUNT, "0"),
        (15_428.0, Unit.COUNT, "15,428"),
        (9.37, Unit.MICROSECONDS, "9.4 µs"),
    ],
)
def test_number_is_told_in_two_digits_that_count(value: float, unit: Unit, words: str) -> None:
    assert told(value, unit) == words
