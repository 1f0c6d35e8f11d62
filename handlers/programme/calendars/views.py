"""The private link to one's calendar, and the words inside a calendar."""

from __future__ import annotations

import asyncio

from aiogram.enums import ButtonStyle

from domain.programme.calendars import AgendaItem
from domain.programme.sessions import card_url
from handlers.callbacks.programme.calendars import FeedButton, FeedStep
from handlers.callbacks.programme.sessions import SchedulePageButton
from handlers.programme.calendar_words import wording_of
from services.files.ics import CalendarEntry, calendar_of
from services.programme.calendars import Agenda, Feed
from ui.keyboards import Row, button, copying, inline
from ui.screens import Screen
from ui.translator import Translator


def feed_screen(feed: Feed, t: Translator) -> Screen:
    text = "\n\n".join(
        [
            t("calendar-title"),
            t("calendar-link", link=feed.address),
            t("calendar-how"),
            t("calendar-note"),
        ]
    )
    markup = inline(
        [copying(t.plain("calendar-copy"), feed.address)],
        [
            button(t.plain("calendar-renew"), FeedButton(step=FeedStep.ASK_RENEW, mark=feed.mark)),
            button(t.plain("calendar-revoke"), FeedButton(step=FeedStep.ASK_REVOKE)),
        ],
        _back(t),
    )
    return Screen(text, markup)


def renew_screen(mark: str, t: Translator) -> Screen:
    sure = FeedButton(step=FeedStep.RENEW, mark=mark)
    return _question("calendar-renew-ask", "calendar-renew-yes", sure, t)


def revoke_screen(t: Translator) -> Screen:
    sure = FeedButton(step=FeedStep.REVOKE)
    return _question("calendar-revoke-ask", "calendar-revoke-yes", sure, t)


def revoked_screen(t: Translator) -> Screen:
    return Screen(t("calendar-revoked"), inline(_back(t)))


def _question(text: str, yes: str, sure: FeedButton, t: Translator) -> Screen:
    keep = button(t.plain("calendar-keep"), FeedButton(step=FeedStep.OPEN))
    return Screen(t(text), inline([button(t.plain(yes), sure, ButtonStyle.DANGER), keep]))


def _back(t: Translator) -> Row:
    return [button(t.plain("calendar-back"), SchedulePageButton())]


async def calendar_file(
    agenda: Agenda, t: Translator, username: str, *, is_published: bool = False
) -> bytes:
    """The calendar as a file. It is made in a thread: 500 sessions take 15 ms, in which the bot
    answers others."""
    entries = [_entry(item, t, username) for item in agenda.items]
    name, tz = t.plain("calendar-name"), agenda.zone.key
    return await asyncio.to_thread(
        calendar_of,
        entries,
        name=name,
        wording=wording_of(t, username),
        tz=tz,
        is_published=is_published,
    )


def _entry(item: AgendaItem, t: Translator, username: str) -> CalendarEntry:
    session = item.session
    card = card_url(session, username)
    lines = [
        t.plain("calendar-waiting") if item.is_waiting else "",
        _labelled(t.plain("calendar-speakers"), ", ".join(session.speakers)),
        session.abstract,
        _labelled(t.plain("calendar-materials"), session.url),
        _labelled(t.plain("calendar-card"), card),
    ]
    return CalendarEntry(
        event=item.event,
        session=session,
        changed_at=item.changed_at,
        text="\n\n".join(line for line in lines if line),
        url=card,
        is_tentative=item.is_waiting,
    )


def _labelled(label: str, value: str) -> str:
    """A value behind its label. It is no parameter of the text: Fluent takes 0.1 ms for each that
    it has not formatted yet."""
    return f"{label} {value}" if value else ""
