from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle

from domain.programme.invitations import Closing, spelled
from domain.programme.sessions import Event, Session
from handlers.callbacks.programme.checkin import (
    CheckInSessionButton,
    ClosingButton,
    InvitationButton,
    InvitationCodeButton,
)
from handlers.callbacks.programme.sessions import SessionButton
from services.programme.admission.invitations import Invitation
from ui.formatting import clock_time, moment, short_day, shortened
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

SHOWN = 15
"""Opened sessions that get a button each; the rest is in the programme."""

TITLE_LIMIT = 100
"""Characters; so many titles fit a message even where each is two units long."""


def opened_screen(opened: Sequence[tuple[Event, Session]], t: Translator) -> Screen:
    """The sessions that a code opens, for who has typed it."""
    lines = [t("invitation-accepted", count=len(opened))]
    rows: list[Row] = []
    for event, session in opened[:SHOWN]:
        zone = ZoneInfo(event.tz)
        when = moment(session.starts_at, zone, t)
        title = shortened(session.title, TITLE_LIMIT)
        lines += ["", t("invitation-session", title=title, moment=when)]
        label = f"{short_day(session.starts_at.astimezone(zone).date(), t)} " + (
            f"{clock_time(session.starts_at, zone)} {session.title}"
        )
        rows.append([button(label, SessionButton(id=session.id))])
    if len(opened) > SHOWN:
        lines += ["", t("invitation-more", count=len(opened) - SHOWN)]
    return Screen("\n".join(lines), inline(*rows))


def invitation_screen(found: Invitation, url: str, t: Translator) -> Screen:
    """The invitation for an organiser. `url` is the link to join; empty for a session that is open
    to all."""
    session = found.session
    lines = [t("session-title", title=shortened(session.title, TITLE_LIMIT))]
    if found.code is None:
        lines.append(t("invitation-open"))
    else:
        lines += [
            t("invitation-closed", count=found.opens),
            "",
            t("invitation-code", code=spelled(found.code)),
            t("invitation-link", url=url),
            "",
            t("invitation-note"),
        ]
    back = [button(t.plain("door-back-session"), CheckInSessionButton(id=session.id))]
    return Screen("\n".join(lines), inline(*_choices(found, t), back))


def code_caption(found: Invitation, url: str, t: Translator) -> Screen:
    """Under the QR code; it says in text all that the picture holds."""
    title = shortened(found.session.title, TITLE_LIMIT)
    text = t("invitation-caption", title=title, code=spelled(found.code or ""), url=url)
    back = button(t.plain("invitation-back"), InvitationButton(id=found.session.id))
    return Screen(text, inline([back]))


def _choices(found: Invitation, t: Translator) -> list[Row]:
    def choice(key: str, closing: Closing) -> Row:
        style = ButtonStyle.DANGER if closing in {Closing.OPEN, Closing.OPEN_TRACK} else None
        target = ClosingButton(id=found.session.id, closing=closing, mark=found.mark)
        return [button(t.plain(key, count=found.track_size), target, style)]

    def rows(one: Row, of_track: Row) -> list[Row]:
        """Buttons for the session, and for the track where that is more."""
        return [one, of_track if found.track_size > 1 else []]

    if found.code is None:
        return rows(
            choice("invitation-close", Closing.RENEW),
            choice("invitation-close-track", Closing.RENEW_TRACK),
        )
    return [
        [button(t.plain("invitation-show"), InvitationCodeButton(id=found.session.id))],
        *rows(
            choice("invitation-renew", Closing.RENEW),
            choice("invitation-renew-track", Closing.RENEW_TRACK),
        ),
        *rows(
            choice("invitation-reopen", Closing.OPEN),
            choice("invitation-reopen-track", Closing.OPEN_TRACK),
        ),
    ]
