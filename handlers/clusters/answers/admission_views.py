"""Reminders of the dates of admission: the button under the answer, and the message. Pure."""

from __future__ import annotations

from datetime import date

from domain.ids import AnswerId
from domain.people.admission_dates import ORDER_ENDS, AdmissionDate
from handlers.callbacks.clusters.answers import AdmissionDatesButton
from handlers.callbacks.clusters.search import AskedButton
from ui.formatting import day
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

DATES = AnswerId("dates")
"""Of data/answers.csv; where organisers have hidden it the reminders still come."""


def switch_row(t: Translator, *, are_chosen: bool) -> Row:
    key = "admission-dates-off" if are_chosen else "admission-dates-on"
    return [button(t.plain(key), AdmissionDatesButton(wanted=not are_chosen))]


def admission_message(which: AdmissionDate, on: date, t: Translator) -> Screen:
    lines = [t(f"admission-date-{which}", date=day(on, t))]
    if on >= ORDER_ENDS:
        lines.append(t("admission-order-ends", date=day(ORDER_ENDS, t)))
    more = [button(t.plain("admission-more"), AskedButton(id=DATES))]
    return Screen("\n".join(lines), inline(more, switch_row(t, are_chosen=True)))
