"""What the cards know of every region, for organisers. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from domain.clusters.coverage import Coverage, CoverageReport
from domain.paging import clamped, page_count
from handlers.callbacks.clusters.editing import CoverageButton
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from ui.formatting import number
from ui.keyboards import (
    button,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

REGIONS_ON_PAGE = 25


def coverage_screen(report: CoverageReport, page: int, t: Translator) -> Screen:
    page = clamped(page, len(report.regions), REGIONS_ON_PAGE)
    shown = report.regions[page * REGIONS_ON_PAGE :][:REGIONS_ON_PAGE]
    lines = [t("coverage-title"), total_words(report.whole, t), ""]
    lines += [line_words(one, t) for one in shown]
    pages = page_count(len(report.regions), REGIONS_ON_PAGE)
    turn = pager(t, page, pages, lambda p: CoverageButton(page=p))
    back = button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))
    return Screen("\n".join(lines), inline(turn, [back]))


def coverage_lines(report: CoverageReport, t: Translator) -> Iterator[str]:
    """The whole report with its sources, for the command line."""
    yield total_words(report.whole, t, is_plain=True)
    for one in report.regions:
        yield line_words(one, t, is_plain=True) + (f"  ({one.source})" if one.source else "")


def total_words(whole: Coverage, t: Translator, *, is_plain: bool = False) -> str:
    say = t.plain if is_plain else t
    if whole.exist is None:
        return say("coverage-total-untold", known=number(whole.known, t))
    shown = {"known": number(whole.known, t), "exist": number(whole.exist, t)}
    return say("coverage-total", source=whole.source, **shown)


def line_words(one: Coverage, t: Translator, *, is_plain: bool = False) -> str:
    say = t.plain if is_plain else t
    if one.exist is None:
        return say("coverage-line-untold", region=t.toponym(one.region), known=one.known)
    return say("coverage-line", region=t.toponym(one.region), known=one.known, exist=one.exist)
