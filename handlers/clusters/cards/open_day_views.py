"""Days of open doors: near, of one college, awaited, and as messages that leave. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Cluster
from domain.clusters.facts import OpenDay
from domain.clusters.messages import OpenDayChange
from domain.clusters.open_days import Days
from handlers.callbacks.clusters.cards import (
    CardButton,
    CollegeDaysButton,
    OpenDayFileButton,
    OpenDayReminderButton,
    OpenDaysButton,
)
from handlers.clusters.cards.card_views import open_day_words, site_name
from handlers.clusters.cards.views import how_far, town_name
from services.clusters.files.facts import open_days
from services.clusters.open_days.coming import ComingDay
from services.clusters.open_days.reminders import AwaitedDay
from ui.formatting import day, short_day
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

DATES_SHOWN = 10
"""Of one college, on one screen."""


def open_days_screen(found: list[ComingDay], t: Translator) -> Screen:
    if not found:
        return Screen(t("open-days-none"))
    lines = [t("open-days-title")]
    for number, one in enumerate(found, 1):
        lines += ["", t("nearest-line", number=str(number), name=_college(one.cluster))]
        lines.append(_line(one, t))
    colleges = [
        [button(f"{number}. {_college(one.cluster)}", CollegeDaysButton(id=one.cluster.id))]
        for number, one in enumerate(found, 1)
    ]
    return Screen("\n".join(lines), inline(*colleges))


def college_days_screen(
    cluster: Cluster, today: date, awaited: frozenset[date], t: Translator
) -> Screen:
    """All dates that are ahead, and a switch for each."""
    coming = cluster.coming_days(today)
    dates = list(dict.fromkeys(one.on for one in coming))[:DATES_SHOWN]
    lines = [t("open-days-of", name=_college(cluster), city=town_name(cluster, t)), ""]
    lines += [_entry(one, t, is_awaited=one.on in awaited) for one in coming if one.on in dates]
    if any(one.at for one in coming):
        lines += ["", t("open-days-local")]
    switches = [[_switch(cluster, one, dates, awaited, t)] for one in dates]
    return Screen("\n".join(lines), inline(*switches, _more(cluster, t)))


def awaited_screen(awaited: Sequence[AwaitedDay], t: Translator) -> Screen:
    """What one wants to be reminded of, with the way to where that is switched off."""
    lines = [t("open-days-awaited")]
    for number, one in enumerate(awaited, 1):
        name, town = _college(one.cluster), town_name(one.cluster, t)
        lines += ["", t("nearest-line", number=str(number), name=name)]
        words = [open_day_words(entry, t) for entry in one.days]
        lines += [t("open-days-line", when=when, city=town) for when in words]
    colleges = [
        [button(f"{number}. {_college(one.cluster)}", CollegeDaysButton(id=one.cluster.id))]
        for number, one in enumerate(awaited, 1)
    ]
    return Screen("\n".join(lines), inline(*colleges))


def reminder_message(cluster: Cluster, days: Days, today: date, t: Translator) -> Screen:
    """`days` are of one date; `today` by the calendar of the reader."""
    on = days[0].on
    key = {0: "open-day-today", 1: "open-day-tomorrow"}.get((on - today).days, "open-day-on")
    lines = [t(key, date=day(on, t), name=_college(cluster)), ""]
    town = town_name(cluster, t)
    for one in days:
        at = f"{one.at:%H:%M}" if one.at else t.plain("open-day-no-time")
        where = one.address or cluster.address or town
        lines.append(t("open-days-entry", when=f"{at}, {where}"))
    if cluster.phone:
        lines.append(t("card-phone", value=cluster.phone))
    if any(one.at for one in days):
        lines += ["", t("open-days-local")]
    return Screen("\n".join(lines), inline(_more(cluster, t)))


def change_message(change: OpenDayChange, cluster: Cluster | None, t: Translator) -> Screen:
    """`cluster` is None where its card is gone."""
    was, now = open_days(change.was), open_days(change.now)
    key = "open-day-off" if not now else "open-day-changed" if was else "open-day-back"
    lines = [t(key, name=change.college), ""]
    lines += [t("open-day-was", when=open_day_words(one, t)) for one in was]
    lines += [t("open-day-now", when=open_day_words(one, t)) for one in now]
    if not now:
        lines += ["", t("open-day-ask-college")]
    ways: list[Row] = []
    if cluster is not None and now:
        ways = [[button(t.plain("open-days-remind"), CollegeDaysButton(id=cluster.id))]]
    if cluster is not None:
        ways.append([button(t.plain("report-open"), CardButton(id=cluster.id))])
    else:
        ways.append([button(t.plain("open-days-near"), OpenDaysButton())])
    return Screen("\n".join(lines), inline(*ways))


def _switch(
    cluster: Cluster, on: date, dates: Sequence[date], awaited: frozenset[date], t: Translator
) -> InlineKeyboardButton:
    """Of one date alone it is clear which is meant."""
    wanted = on not in awaited
    if len(dates) == 1:
        label = t.plain("open-day-remind" if wanted else "open-day-remind-not")
    else:
        key = "open-day-remind-of" if wanted else "open-day-remind-not-of"
        label = t.plain(key, date=short_day(on, t))
    return button(label, OpenDayReminderButton(id=cluster.id, day=on.toordinal(), wanted=wanted))


def _entry(one: OpenDay, t: Translator, *, is_awaited: bool) -> str:
    when = open_day_words(one, t)
    line = t("open-days-entry-awaited" if is_awaited else "open-days-entry", when=when)
    if one.source:
        line += " " + t("open-days-source", url=one.source, host=site_name(one.source))
    return line


def _line(one: ComingDay, t: Translator) -> str:
    when, town = open_day_words(one.day, t), town_name(one.cluster, t)
    if one.distance_km is None:
        return t("open-days-line", when=when, city=town)
    far = how_far(one.cluster, one.distance_km, t)
    return t("open-days-line-far", when=when, city=town, distance=far)


def _college(cluster: Cluster) -> str:
    return cluster.base_college or cluster.name


def _more(cluster: Cluster, t: Translator) -> Row:
    return [
        button(t.plain("report-open"), CardButton(id=cluster.id)),
        button(t.plain("open-days-to-calendar"), OpenDayFileButton(id=cluster.id)),
    ]
