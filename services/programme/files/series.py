"""Which session of a new file is which of the old, where their names differ.

The UID names an event and not its start (RFC 5545, 3.8.4.7), but each occurrence of a series is a
session with a name of its own, made of the UID and the start. When the whole series moves, or a
single event becomes a series, people's registrations have to go along. Rows of a table without
ids, told apart by their times where titles repeat, are such series too, and so is whatever has
come by another way under the title of one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from domain.programme.sessions import Session
from domain.texts import single_spaced

OCCURRENCE = re.compile(r"/\d{8}T\d{6}Z$")
OF_A_ROW = re.compile(r"[0-9a-f]{16}@.+")
SAME_DAY = timedelta(hours=12)
"""Within it two starts are those of one occurrence, moved."""
ANOTHER_YEAR = timedelta(days=180)
"""No move takes a session so far: under the same title it is that of another year."""


def base_uid(uid: str) -> str:
    """The UID of the series that it is an occurrence of, else itself."""
    return OCCURRENCE.sub("", uid)


def occurrences(uid: str, sessions: Iterable[Session]) -> list[Session]:
    return [one for one in sessions if one.uid != uid and base_uid(one.uid) == uid]


def paired(old: Sequence[Session], new: Sequence[Session]) -> dict[str, str]:
    """New UID to the old one of the same session, where these differ.

    Of one series those hours apart are the same; the others only where the series has moved as a
    whole (no occurrence is where it was), in their order.
    """
    common = {one.uid for one in old} & {one.uid for one in new}
    titles = {_title(one) for one in new if is_of_a_row(one)}
    kept = {_series(one, titles) for one in old if one.uid in common}
    left: dict[str, list[Session]] = {}
    for session in sorted(old, key=lambda one: one.starts_at):
        if session.uid not in common:
            left.setdefault(_series(session, titles), []).append(session)
    found: dict[str, str] = {}
    by_series: dict[str, list[Session]] = {}
    for session in sorted(new, key=lambda one: one.starts_at):
        if session.uid not in common and _series(session, titles) in left:
            by_series.setdefault(_series(session, titles), []).append(session)
    for series, sessions in by_series.items():
        as_many = is_of_a_row(sessions[0]) and len(sessions) == len(left[series])
        pairs = _pairs(left[series], sessions, in_order=series not in kept or as_many)
        found |= {one.uid: known.uid for known, one in pairs}
    return found


def is_of_a_row(session: Session) -> bool:
    """Whether the session comes from a table without ids, and is known by its title."""
    return OF_A_ROW.fullmatch(session.uid) is not None


def _series(session: Session, titles: Collection[str]) -> str:
    """`titles` are those of the rows that the new file has."""
    title = _title(session)
    return title if title in titles or is_of_a_row(session) else base_uid(session.uid)


def _title(session: Session) -> str:
    return "\n" + single_spaced(session.title).casefold()


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
    moved = zip(old, rest, strict=False) if in_order else ()
    return [*pairs, *(pair for pair in moved if not _are_years_apart(*pair))]


def _are_years_apart(old: Session, new: Session) -> bool:
    return is_of_a_row(new) and abs(new.starts_at - old.starts_at) > ANOTHER_YEAR
