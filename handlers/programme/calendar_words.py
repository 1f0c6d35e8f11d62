"""How a calendar file names things, for whoever hands one out."""

from __future__ import annotations

from services.files.ics import CalendarWording
from ui.translator import Translator


def wording_of(t: Translator, username: str) -> CalendarWording:
    return CalendarWording(bot=username, cancelled=t.plain("calendar-cancelled"))
