"""However long the values are, a screen stays one message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.ids import UploadId
from domain.people.users import Language
from domain.programme.sessions import Session, SessionChange
from domain.texts import utf16_units
from handlers.programme.editing.upload_views import preview_screen
from handlers.programme.sessions.change_list_views import CHANGES_ON_PAGE, changes_screen, span
from services.files.rows import Problem
from services.programme.files.diff import compare
from services.programme.files.parsed import ParsedSchedule
from services.programme.imports import ScheduleReport
from services.programme.uploads import ProgrammePreview
from tests.clocks import START
from tests.programmes import EVENT, SESSION
from ui.formatting import MESSAGE_UNITS
from ui.translator import translator

LONG = replace(EVENT, title="Я" * 200)


def session(letter: str, number: int) -> Session:
    """Every value as long as an import takes it."""
    return replace(
        SESSION, uid=str(number), title=letter * 200, room=letter * 200, track=letter * 100,
        speakers=(letter * 1_000,), abstract=letter * 10_000, url="https://a.b/" + letter * 400,
        starts_at=SESSION.starts_at + timedelta(hours=ord(letter) % 7),
        ends_at=SESSION.ends_at + timedelta(days=2), capacity=ord(letter),
    )  # fmt: skip


def shown(text: str) -> int:
    """Units after entities parsing, which is what Telegram counts."""
    return utf16_units(re.sub(r"<[^>]+>", "", text))


def test_list_of_long_changes_is_one_message() -> None:
    change = SessionChange(before=session("Ж", 1), after=session("Щ", 1), at=START)
    for language in Language:
        screen = changes_screen(
            LONG, [change] * CHANGES_ON_PAGE, 99, 3, START, translator(language)
        )
        assert shown(screen.text) <= MESSAGE_UNITS


@pytest.mark.slow
def test_comparison_of_thousands_is_a_page() -> None:
    old = [session("Ж", number) for number in range(2_000)]
    new = [session("Щ", number) for number in range(2_000)]
    problem = Problem(9, "Ю" * 500, "import-session-endless", {"title": "Ю" * 5_000})
    for problems in ((), (problem,) * 3_000):
        parsed = ParsedSchedule(sessions=tuple(new), problems=problems)
        report = ScheduleReport(
            event=LONG, parsed=parsed, diff=compare(old, new, now=START), is_applied=False
        )
        preview = ProgrammePreview(
            upload_id=UploadId(1), file_name="Ы" * 200, report=report,
            cancels_missing=False, is_new_event=False, is_news=True,
        )  # fmt: skip
        screen = preview_screen(preview, 0, translator(Language.RU))
        assert shown(screen.text) <= MESSAGE_UNITS


def test_end_on_another_day_stands_apart_from_the_start() -> None:
    night = replace(SESSION, ends_at=SESSION.starts_at + timedelta(hours=20))

    said = [
        re.sub(r"<[^>]+>", "", span(one, ZoneInfo(EVENT.tz), translator(Language.RU)))
        for one in (SESSION, night)
    ]

    assert said == ["25 ноября, 12:00–13:00", "25 ноября, 12:00 – 26 ноября, 08:00"]
