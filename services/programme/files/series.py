"""Which session of a new file is which of the old, where their names differ.

The UID names an event and not its start (RFC 5545, 3.8.4.7), but each occurrence of a series is a
session with a name of its own, made of the UID and the start. When the whole series moves, or a
single event becomes a series, people's registrations have to go along. Rows of a table without
ids, told apart by their times where titles repeat, are such series too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from domain.programme.sessions import Session

OCCURRENCE = re.compile(r"/\d{8}T\d{6}Z$")
OF_A_ROW = re.compile(r"[0-9a-f]{16}@.+")
SAME_DAY = timedelta(hours=12)
"""Within it two starts are those of one occurrence, moved."""


def base_uid(uid: str) -> str:
    """Of the series that it is an occurrence of, else itself."""
    return OCCURRENCE.sub("", uid)


def occurrences(uid: str, sessions: Iterable[Session]) -> list[Session]:
    return [one for one in sessions if one.uid != uid and base_uid(one.uid) == uid]


def paired(old: Sequence[Session], new: Sequence[Session]) -> dict[str, str]:
    """New UID to the old one of the same session, where these differ.

    Of one series those hours apart are the same; the others only where the series has moved as a
    whole (no occurrence is where it was), in their order.
    """
    common = {one.uid for one in old} & {one.uid for one in new}
    kept = {_series(one) for one in old if one.uid in common}
    left: dict[str, list[Session]] = {}
    for session in sorted(old, key=lambda one: one.starts_at):
        if session.uid not in common:
            left.setdefault(_series(session), []).append(session)
    found: dict[str, str] = {}
    by_series: dict[str, list[Session]] = {}
    for session in sorted(new, key=lambda one: one.starts_at):
        if session.uid not in common and _series(session) in left:
            by_series.setdefault(_series(session), []).append(session)
    for series, sessions in by_series.items():
        is_row = OF_A_ROW.fullmatch(sessions[0].uid) is not None
        as_many = is_row and len(sessions) == len(left[series])
        pairs = _pairs(left[series], sessions, in_order=series not in kept or as_many)
        found |= {one.uid: known.uid for known, one in pairs}
    return found


def _series(session: Session) -> str:
    if OF_A_ROW.fullmatch(session.uid):
        return "\n" + session.title.casefold()
    return base_uid(session.uid)


def _pairs(
    old: list[Session], new: list[Session], *, in_order: bool
) -> list[tuple[Session, Session]]:
    """Both in the order of their starts; each session at most once."""
    old, pairs = list(old), []
    rest: list[Session] = []
    for session in new:
        near = min(old, key=lambda one: abs(one.starts_at - session.starts_at), default=None)
        if near is not None and abs(near.starts_at - session.starts_at) < SAME_DAY:
            old.remove(near)
            pairs.append((near, session))
        else:
            rest.append(session)
    return [*pairs, *zip(old, rest, strict=False)] if in_order else pairs
