"""The page of a rehearsal: whole in both languages, and safe whatever people are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from domain.ids import ChatId, SessionId
from domain.outgoing import Kind
from domain.people.users import Language
from domain.rehearsal import Absence, Absent, Clash, Conflict, RehearsedMessage, Unsent
from services.rehearsal.report import RehearsalReport
from services.rehearsal.statistics import Statistics
from tests.clocks import START
from tests.programmes import EVENT, SESSION
from ui.rehearsal_page import ROWS, kind_name, page, summary_lines
from ui.translator import Translator, translator

EVIL = "<script>alert('a')</script>&"
LANGUAGES = [translator(language) for language in Language]


def report(*, absent: int = 1, name: str = EVIL) -> RehearsalReport:
    session = replace(SESSION, title=name)
    statistics = Statistics(zone=ZoneInfo("Europe/Moscow"))
    for minutes in (0, 0, 70):
        at = START + timedelta(minutes=minutes)
        statistics.add(
            RehearsedMessage(
                at=at,
                due_at=at,
                chat_id=ChatId(1),
                name=name,
                kind=Kind.REMINDER.value,
                session_id=SessionId("a"),
                line=name,
            )
        )
    conflicts = tuple(
        Conflict(kind=kind, at=START, sessions=(session, session), name=name, count=2, lost=1)
        for kind in Clash
    )
    return RehearsalReport(
        events=(replace(EVENT, title=name),),
        zone=statistics.zone,
        start=START,
        end=START + timedelta(days=3),
        rate=25,
        statistics=statistics,
        conflicts=conflicts,
        absent=tuple(
            Absent(chat_id=ChatId(n), name=name, reason=Absence.BLOCKED, sessions=1)
            for n in range(absent)
        ),
        unsent=(Unsent(kind="reminder", reason=name, count=4),),
        waiting=5,
    )


class Tags(HTMLParser):
    """What a browser would find."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


@pytest.mark.parametrize("t", LANGUAGES)
def test_page_escapes_all_that_people_wrote(t: Translator) -> None:
    text = page(report(), t)

    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "&amp;lt;" not in text


@pytest.mark.parametrize("t", LANGUAGES)
def test_page_needs_nothing_but_itself_and_fits_a_phone(t: Translator) -> None:
    tags = Tags(page(report(), t))

    assert {"meta", "style", "svg", "table"} <= set(tags.found)
    assert tags.addresses == []
    assert "width=device-width" in page(report(), t)
    assert f'lang="{t.language}"' in page(report(), t)


def test_page_shows_a_bar_for_each_hour_with_messages() -> None:
    text = page(report(), translator(Language.RU))

    assert text.count("<rect") == 2
    assert "<title>12:00 — 2</title>" in text
    assert "Понедельник, 23 ноября · 3" in text


def test_page_bounds_its_tables() -> None:
    text = page(report(absent=ROWS + 7), translator(Language.RU))

    assert "…и ещё 7." in text


@pytest.mark.parametrize("t", LANGUAGES)
def test_summary_has_figures_and_every_conflict(t: Translator) -> None:
    lines = summary_lines(report(name="«Зал»"), t)

    assert sum(line.startswith("  ! ") for line in lines) == len(Clash)
    assert not [line for line in lines if "{" in line or "&" in line]


@pytest.mark.parametrize("t", LANGUAGES)
def test_every_kind_of_message_has_a_name_of_its_own(t: Translator) -> None:
    names = {kind: kind_name(kind.value, t) for kind in Kind}

    assert {kind for kind, name in names.items() if name == kind.value} == set()
    assert len(set(names.values())) == len(Kind)


def test_kinds_are_shown_in_the_language_of_the_reader() -> None:
    t = translator(Language.RU)

    assert kind_name("reminder", t) == "Напоминание"
    assert kind_name("news_digest", t) == "Сводка новостей"
    assert kind_name("something-new", t) == "something-new"
