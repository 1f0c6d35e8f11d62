"""What every kind of schedule file is read into, and the checks that all of them share."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from domain.errors import ImportFileError
from domain.ids import SessionId
from domain.programme.sessions import LONGEST_SESSION, Event, Session, session_id
from domain.texts import is_web_address, single_spaced
from services.files.rows import Problem, RowLeftOut, RowRefused
from services.files.tables import Row

SESSION_LIMIT = 5_000
CAPACITIES = range(1, 10**6)
SEQUENCE_LIMIT = 2**30
"""The highest sequence that a file may bring. RFC 5545, 3.3.8, has integers up to 2**31 - 1,
and so has a column: what is changed here later needs higher ones."""

SEATS = re.compile(
    r"(?:до |не более |up to )?([0-9]{1,9})"
    r"(?: ?(?:чел|человек|мест|места|место|seats?|places?|people)\.?)?"
)
UNBOUNDED = frozenset(
    {
        "", "-", "–", "—", "без ограничений", "без ограничения", "не ограничено", "неограниченно",
        "не ограничены", "не огр", "unlimited", "no limit", "without limit",
    }
)  # fmt: skip

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but line ends and tabs; halves of surrogate pairs, which json can hold."""

_CANCELLED = r"(?:отмен[её]н(?:а|о|ы)?|отменяется|cancell?ed)"
_NO_COMPOUND = r"(?!-(?-i:[a-zа-яё\d]))"
CANCELLED_BEFORE = re.compile(
    rf"(?:(?:{_CANCELLED}|(?-i:ОТМЕНА)){_NO_COMPOUND} ?[:.!–—-]+|отмена ?!+) ?(.+)", re.IGNORECASE
)
"""«Cancelled-flight case study» takes place: its hyphen makes one word."""
CANCELLED_BEHIND = re.compile(
    rf"(.+?) ?(?:[(\[] ?(?:{_CANCELLED}|отмена) ?!?[)\]]|[–—-] {_CANCELLED}!?)", re.IGNORECASE
)

LIMITS = {
    "uid": 255,
    "title": 200,
    "room": 200,
    "track": 100,
    "speakers": 1_000,
    "url": 500,
    "abstract": 10_000,
}
"""Characters. A card is cut to one message; longer values are pasting accidents."""


NO_PLACE = re.compile(r"(?:Etc/.*|UTC|UCT|GMT(?:[+-]?0)?|Zulu|Universal|Greenwich)", re.IGNORECASE)
SHORTENED = ("title", "room", "track", "abstract")


def seats(text: str) -> int | None:
    """«40», «1 000», «до 40 мест»; None for no limit. Raises ValueError."""
    cleaned = single_spaced(text).casefold().strip(" .")
    # «1 000» too, with whichever space.
    cleaned = re.sub(r"(?<=[0-9]) (?=[0-9]{3}\b)", "", cleaned)
    if cleaned in UNBOUNDED:
        return None
    found = SEATS.fullmatch(cleaned)
    if found is None:
        raise ValueError(text)
    return int(found[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedSchedule:
    """`silent`: fields of Session of which the file cannot speak, so the old values hold.

    `notes` tell what was left out, shortened or given a usual length. `ended` are UIDs (of an
    occurrence, or of a whole series) that the file only cancels; a file that is not `is_whole`
    says nothing of the sessions that it does not name.
    """

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()
    ended: frozenset[str] = frozenset()
    is_whole: bool = True


@dataclass(kw_only=True, slots=True)
class Draft:
    """A session as it stands in the file, on its `line`."""

    line: int
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    abstract: str = ""
    speakers: tuple[str, ...] = ()
    room: str = ""
    track: str = ""
    capacity: int | None = None
    url: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    sheet: str = ""


@dataclass(kw_only=True, slots=True)
class SessionCollector:
    """Sessions that passed and problems of those that did not; `names` are the file's columns.

    What a program has written (`is_export`) nobody can correct by hand: texts beyond our own
    limits are shortened, addresses that lead nowhere are left out, and both are noted.
    """

    event: Event
    is_export: bool = False
    usual_length: timedelta = timedelta()
    """Length of sessions that end when they begin, where that is allowed."""
    names: Mapping[str, str] = field(default_factory=dict)
    has_uids: bool = True
    """Whether the file has ids of its own; else a session is known by its title and time."""
    sessions: list[Session] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    _first: dict[SessionId, Draft] = field(default_factory=dict)
    _taken: int = 0

    def refuse(self, line: int, refused: RowRefused, sheet: str = "") -> None:
        kept = self.notes if isinstance(refused, RowLeftOut) else self.problems
        kept.append(Problem(line, refused.column, refused.key, refused.values, sheet))

    def note(self, draft: Draft, name: str, key: str, **params: str | int) -> None:
        title = draft.title[:60]
        column = self.names.get(name, name)
        values = {"title": title, **params}
        self.notes.append(Problem(draft.line, column, key, values, draft.sheet))

    def note_row(self, row: Row, key: str, **params: str | int) -> None:
        """Tells of a row that need not be a session."""
        self.notes.append(Problem(row.line, "", key, params, row.sheet))

    def take(self, draft: Draft) -> None:
        """Every problem of the row is told, not only the first."""
        self._taken += 1
        if self._taken > SESSION_LIMIT:
            raise too_many()
        if not draft.url and is_web_address(draft.room):
            # The address of a call stands where people look for the place.
            draft = replace(draft, room="", url=draft.room)
        if self.is_export:
            draft = self._fitting(draft)
        found = [*self._text_problems(draft), *self._time_problems(draft)]
        identity = session_id(draft.uid)
        first = self._first.setdefault(identity, draft)
        if draft.uid and first is not draft:
            name = "uid" if self.has_uids else "title"
            key = "import-row-duplicate" if self.has_uids else "import-row-repeated"
            found.append(self._refusal(name, key, first=str(first.line)))
        for refused in found:
            self.refuse(draft.line, refused, draft.sheet)
        if not found:
            self.sessions.append(_session(self.event, identity, draft))

    def _fitting(self, draft: Draft) -> Draft:
        changed: dict[str, Any] = {}
        for name in SHORTENED:
            text = getattr(draft, name)
            if len(text) > LIMITS[name]:
                changed[name] = text[: LIMITS[name] - 1].rstrip() + "…"
                self.note(draft, name, "import-note-shortened", limit=LIMITS[name])
        while len("; ".join(draft.speakers)) > LIMITS["speakers"]:
            draft = replace(draft, speakers=draft.speakers[:-1])
            changed["speakers"] = draft.speakers
        if "speakers" in changed:
            self.note(draft, "speakers", "import-note-shortened", limit=LIMITS["speakers"])
        if draft.url and not (is_web_address(draft.url) and len(draft.url) <= LIMITS["url"]):
            changed["url"] = ""
            self.note(draft, "url", "import-note-url", value=draft.url[:60])
        if draft.ends_at == draft.starts_at and self.usual_length:
            draft = replace(draft, ends_at=draft.starts_at + self.usual_length)
            self.note(draft, "ends_at", "import-note-no-end")
        return replace(draft, **changed)

    def parsed(
        self,
        *,
        unknown_columns: Collection[str] = (),
        unread_sheets: Collection[str] = (),
        silent: Collection[str] = (),
        ended: Collection[str] = (),
        is_whole: bool = True,
    ) -> ParsedSchedule:
        """Sessions in the order of the programme. A file without a single row is refused."""
        if not (self.sessions or self.problems or self.notes or ended):
            raise ImportFileError("import-schedule-empty")
        return ParsedSchedule(
            sessions=tuple(sorted(self.sessions, key=lambda one: (one.starts_at, one.room))),
            problems=tuple(sorted(self.problems, key=_place)),
            unknown_columns=tuple(unknown_columns),
            unread_sheets=tuple(unread_sheets),
            silent=frozenset(silent),
            notes=tuple(sorted(self.notes, key=_place)),
            ended=frozenset(ended),
            is_whole=is_whole,
        )

    def _refusal(self, name: str, key: str, **params: str | int) -> RowRefused:
        return RowRefused(self.names.get(name, name), key, **params)

    def _text_problems(self, draft: Draft) -> list[RowRefused]:
        texts = {name: getattr(draft, name) for name in LIMITS}
        texts["speakers"] = "; ".join(draft.speakers)
        found = [
            self._refusal(name, "import-row-empty") for name in ("uid", "title") if not texts[name]
        ]
        for name, limit in LIMITS.items():
            text = texts[name]
            if len(text) > limit:
                found.append(
                    self._refusal(name, "import-row-too-long", length=len(text), limit=limit)
                )
            if CONTROL.search(text):
                found.append(self._refusal(name, "import-row-control"))
        if draft.url and not is_web_address(draft.url):
            found.append(self._refusal("url", "import-row-url", value=draft.url[:60]))
        if draft.capacity is not None and draft.capacity not in CAPACITIES:
            found.append(
                self._refusal(
                    "capacity",
                    "import-row-out-of-range",
                    value=str(draft.capacity)[:60],
                    low=str(CAPACITIES.start),
                    high=str(CAPACITIES.stop - 1),
                )
            )
        return found

    def _time_problems(self, draft: Draft) -> list[RowRefused]:
        if draft.ends_at <= draft.starts_at:
            return [self._refusal("ends_at", "import-session-order")]
        if draft.ends_at - draft.starts_at > LONGEST_SESSION:
            return [self._refusal("ends_at", "import-session-too-long", days=LONGEST_SESSION.days)]
        return []


def _place(problem: Problem) -> tuple[str, int]:
    return problem.sheet, problem.line


def problems_of(event: Event, session: Session) -> list[Problem]:
    """What an import would refuse in a session that somebody typed."""
    collector = SessionCollector(event=event)
    names = [field.name for field in fields(Draft) if field.name not in {"line", "sheet"}]
    collector.take(Draft(line=0, **{name: getattr(session, name) for name in names}))
    return collector.problems


def too_many() -> ImportFileError:
    return ImportFileError("import-schedule-too-many", limit=SESSION_LIMIT)


def is_no_place(tz: str) -> bool:
    """«UTC» is what a program writes that was told no zone: it says where nothing takes place."""
    return NO_PLACE.fullmatch(tz.strip()) is not None


def without_cancellation(title: str) -> tuple[str, bool]:
    """«Мастер-класс (отменён)» and «Canceled: Lecture» are titles of cancelled sessions."""
    title = single_spaced(title)
    found = CANCELLED_BEFORE.fullmatch(title) or CANCELLED_BEHIND.fullmatch(title)
    return (found[1], True) if found else (title, False)


def named_uid(name: str, event: Event) -> str:
    """A UID for what the file has none of: of its title, and what tells it from others."""
    return f"{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}@{event.id}"


def paragraphs(text: str) -> str:
    """Lines are kept; the ways in which files end them are not."""
    return "\n".join(line.rstrip() for line in re.split(r"\r\n|\r|\n", text)).strip()


def _session(event: Event, identity: SessionId, draft: Draft) -> Session:
    return Session(
        id=identity,
        event_id=event.id,
        uid=draft.uid,
        title=draft.title,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        abstract=draft.abstract,
        speakers=draft.speakers,
        room=draft.room,
        track=draft.track,
        capacity=draft.capacity,
        url=draft.url,
        is_cancelled=draft.is_cancelled,
        sequence=min(max(draft.sequence, 0), SEQUENCE_LIMIT),
    )
