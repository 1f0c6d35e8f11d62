"""What a new schedule would change, session by session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from domain.programme.sessions import Session, guid_of
from services.programme.files.series import base_uid, is_of_a_row, occurrences, paired


class ChangeKind(StrEnum):
    MOVED = "moved"
    RENAMED = "renamed"
    RELOCATED = "relocated"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    CHANGED = "changed"


KIND_OF_FIELD = {
    "starts_at": ChangeKind.MOVED,
    "ends_at": ChangeKind.MOVED,
    "title": ChangeKind.RENAMED,
    "room": ChangeKind.RELOCATED,
}
"""Kinds of change by the field that visitors have to know of; any other field is CHANGED."""

VISIBLE = tuple(
    field.name
    for field in fields(Session)
    if field.name not in {"id", "event_id", "uid", "sequence"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionDiff:
    """A session may be moved and renamed at once: `kinds` has all that is true of it."""

    old: Session
    new: Session
    fields: tuple[str, ...]
    kinds: frozenset[ChangeKind]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleDiff:
    """`missing`: still to come, and not in the new file. They stay till somebody cancels them.
    `unknown`: UIDs that the file cancels and the programme has not."""

    added: tuple[Session, ...]
    changes: tuple[SessionDiff, ...]
    unchanged: tuple[Session, ...]
    missing: tuple[Session, ...]
    unknown: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[SessionDiff, ...]:
        return self.of(ChangeKind.MOVED)

    @property
    def cancelled(self) -> tuple[SessionDiff, ...]:
        return self.of(ChangeKind.CANCELLED)

    def past(self, now: datetime) -> tuple[Session, ...]:
        """Sessions that would be added or moved to a time before `now`: likely of another year,
        or a typing error."""
        placed = [*self.added, *(change.new for change in self.moved if change.old.ends_at > now)]
        return tuple(one for one in placed if one.ends_at <= now and not one.is_cancelled)

    def to_save(self) -> tuple[Session, ...]:
        return (*self.added, *(change.new for change in self.changes))

    def of(self, kind: ChangeKind) -> tuple[SessionDiff, ...]:
        return tuple(change for change in self.changes if kind in change.kinds)


def compare(
    old: Iterable[Session],
    new: Iterable[Session],
    *,
    now: datetime,
    silent: Collection[str] = (),
    ended: Collection[str] = (),
    is_whole: bool = True,
) -> ScheduleDiff:
    """Matches sessions by UID, and those of a series that has moved occurrence by occurrence
    (`series`).

    `silent`: fields that the new file cannot express, so they keep their values. `ended`: UIDs
    that it only cancels. Without `is_whole` sessions that it does not name are not `missing`
    (ParsedSchedule).
    """
    old = list(old)
    named = _with_known_uids(new, old)
    left = {session.uid: session for session in old}
    # Cancelled as a whole, without its rule (RFC 5546, 3.2.5).
    wholes = {
        one.uid
        for one in named
        if one.is_cancelled and one.uid not in left and occurrences(one.uid, old)
    }
    ended = {*ended, *wholes}
    named = [one for one in named if one.uid not in wholes]
    partners = paired(old, named)
    added: list[Session] = []
    changes: list[SessionDiff] = []
    unchanged: list[Session] = []
    for session in named:
        known = left.pop(partners.get(session.uid, session.uid), None)
        if known is None:
            added.append(session)
            continue
        change = change_of(known, _with_id_of(known, session), silent)
        if change is None:
            unchanged.append(known)
        else:
            changes.append(change)
    for one in [one for one in left.values() if {one.uid, base_uid(one.uid)} & ended]:
        del left[one.uid]
        if one.is_cancelled:
            unchanged.append(one)
        else:
            changes.append(_ended(one))
    known_uids = {uid for one in old for uid in (one.uid, base_uid(one.uid))}
    missing = [
        one for one in left.values() if is_whole and one.starts_at > now and not one.is_cancelled
    ]
    return ScheduleDiff(
        added=tuple(added),
        changes=tuple(changes),
        unchanged=tuple(unchanged),
        missing=tuple(missing),
        unknown=tuple(sorted(ended - known_uids)),
    )


def _with_known_uids(new: Iterable[Session], old: Sequence[Session]) -> list[Session]:
    """Schedules of our own hold a GUID in the place of a UID that is none."""
    uids, by_guid = {one.uid for one in old}, {guid_of(one): one.uid for one in old}
    return [
        one if one.uid in uids else replace(one, uid=by_guid.get(one.uid, one.uid)) for one in new
    ]


def _with_id_of(known: Session, session: Session) -> Session:
    """A row has no id to give: that of a calendar finds its session the next time, too."""
    keeps = is_of_a_row(session) and not is_of_a_row(known)
    return replace(session, uid=known.uid) if keeps else session


def cancel(session: Session) -> Session:
    """Cancels a session that the file lacks, when the organiser says so."""
    if session.is_cancelled:
        return session
    return replace(session, is_cancelled=True, sequence=session.sequence + 1)


def _ended(session: Session) -> SessionDiff:
    return SessionDiff(
        old=session,
        new=cancel(session),
        fields=("is_cancelled",),
        kinds=frozenset({ChangeKind.CANCELLED}),
    )


def with_missing_cancelled(diff: ScheduleDiff) -> ScheduleDiff:
    """The comparison as if the file had named the missing ones as cancelled."""
    ended = tuple(map(_ended, diff.missing))
    return replace(diff, changes=(*diff.changes, *ended), missing=())


def change_of(old: Session, new: Session, silent: Collection[str] = ()) -> SessionDiff | None:
    """None where nothing differs. The new one's sequence is higher than the old one's."""
    seen = [name for name in VISIBLE if name not in silent or _is_told_aside(name, new)]
    differing = tuple(name for name in seen if getattr(old, name) != getattr(new, name))
    if not differing:
        return None
    values = {name: getattr(new, name) for name in differing}
    sequence = max(old.sequence + 1, new.sequence)
    return SessionDiff(
        old=old,
        # An occurrence is named by its start: that of a moved series has a new name.
        new=replace(old, **values, uid=new.uid, sequence=sequence),
        fields=differing,
        kinds=_kinds(old, new, differing),
    )


def _is_told_aside(name: str, new: Session) -> bool:
    """A table without a column for it cancels by the title, and never restores."""
    return name == "is_cancelled" and new.is_cancelled


def _kinds(old: Session, new: Session, differing: tuple[str, ...]) -> frozenset[ChangeKind]:
    if "is_cancelled" in differing and new.is_cancelled:
        # Nobody is to hear that what is off has also been moved.
        return frozenset({ChangeKind.CANCELLED})
    if old.is_cancelled and "is_cancelled" not in differing:
        return frozenset({ChangeKind.CHANGED})
    kinds = {
        KIND_OF_FIELD.get(name, ChangeKind.CHANGED) for name in differing if name != "is_cancelled"
    }
    if "is_cancelled" in differing:
        kinds.add(ChangeKind.RESTORED)
    return frozenset(kinds)
