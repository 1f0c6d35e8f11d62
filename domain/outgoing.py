"""What the bot writes to people by itself: one type of message for each kind, by area.

A row of the outbox keeps one as JSON, and its text is made when it leaves. Rows outlive releases,
and a message is known again by its dedupe key: neither the JSON of a type nor its keys change.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import NoneType
from typing import Any, ClassVar, Self, get_args, get_type_hints

Payload = dict[str, str | int | float | bool | None]
"""Ids and plain values only."""


class Kind(StrEnum):
    """Each has one type and one renderer (bot.delivery.renderers); a test proves it."""

    REPORT = "report"
    """A reader's report of a wrong card, to an organiser."""
    ANSWER = "answer"
    """What became of a report, to the reader who sent it."""
    ANNOUNCEMENT = "announcement"
    """The copy of a post, to a recipient, a channel or a forum topic."""
    CORRECTION = "correction"
    """An edit of a copy that was sent."""
    RECALL = "recall"
    """The removal of a copy that was sent."""
    SUMMARY = "summary"
    """The final report of a dispatch, to the organiser who began it."""
    APPROVAL = "approval"
    """Another organiser is asked to approve an announcement."""
    RETURNED = "returned"
    """Another organiser has put an announcement back among its author's drafts."""
    CHANGE = "change"
    """A session that somebody goes to has moved, or is cancelled: old and new."""
    PLACE = "place"
    """A place in a full session has become free for the first in line."""
    CONFIRMATION = "confirmation"
    """Somebody has joined or left a session, and the answer to that may not have arrived."""
    STALLED = "stalled"
    """A dispatch paused itself and waits for its organiser."""
    OUTAGE = "outage"
    """Telegram was away for some time, to an owner."""
    FEED = "feed"
    """A feed cannot be read for some time, to an organiser."""
    CHANNEL = "channel"
    """The bot became administrator of a channel: shall its posts be news? To an organiser."""
    REMINDER = "reminder"
    """A session is about to begin, to a person who is going."""
    REMINDER_EDIT = "reminder_edit"
    """An edit of a reminder that was delivered, after its session moved or was cancelled."""
    ADMISSION = "admission"
    """A date of admission comes near, to a person who wished to be told."""
    OPEN_DAY = "open_day"
    """A day of open doors is tomorrow or today, to a person who wished to be told."""
    OPEN_DAY_CHANGE = "open_day_change"
    """Such a day has moved, is off, or takes place after all: old and new."""
    INTRODUCTION = "introduction"
    """Somebody asks to meet a participant."""
    ACQUAINTANCE = "acquaintance"
    """Both have agreed to meet: the other one's contacts."""
    COMPLAINT = "complaint"
    """About a request to meet, to an organiser."""
    QUESTION = "question"
    """Questions to a speaker wait for an organiser to look at them."""
    RATING = "rating"
    """A session is over: how was it, to a person who went."""
    NEWS = "news"
    """A news item, to a subscriber."""
    NEWS_DIGEST = "news_digest"
    """What is new for a subscriber since the last one."""
    NEWS_DIGEST_EDIT = "news_digest_edit"
    """A digest that was delivered, after a change of what it carries."""
    NEWS_EDIT = "news_edit"
    """An edit of a news item that was delivered."""
    NEWS_RECALL = "news_recall"
    """The removal of a news item that was delivered."""
    DIGEST = "digest"
    """The sessions of a person's day, in the morning."""


class UnreadableMessage(ValueError):
    """A stored payload is not the JSON of its kind; the text says which field and why."""

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(f"a message of kind {kind.value!r} cannot be read: {reason}")


class NewerMessage(UnreadableMessage):
    """It has a field or a value that nothing here knows: a newer program's that runs beside this
    one, or did."""


class Outgoing:
    """A message of one kind. Subclasses are frozen dataclasses of plain values, ids, enums, dates
    and aware moments, named as in the JSON.

    A field that may be missing has a default. It is left out of the JSON where it holds one that
    is empty (None or False).
    """

    __slots__ = ()

    kind: ClassVar[Kind]

    def as_json(self) -> Payload:
        return {
            one.name: _written(value)
            for one in fields(self)  # type: ignore[arg-type]  # subclasses are dataclasses
            if (value := getattr(self, one.name)) or not _is_left_out(one, value)
        }

    @classmethod
    def from_json(cls, payload: Payload) -> Self:
        """Raises UnreadableMessage for a field that is missing, unknown or of another type."""
        known = _fields_of(cls)  # type: ignore[arg-type]  # a class is hashable, says Python
        unknown = sorted(payload.keys() - known.keys())
        if unknown:
            raise NewerMessage(cls.kind, f"{unknown[0]!r} is unknown")
        given = {}
        for name, (types, is_required) in known.items():
            if name in payload:
                given[name] = cls._read(name, types, payload[name])
            elif is_required:
                raise UnreadableMessage(cls.kind, f"{name!r} is missing")
        return cls(**given)

    @classmethod
    def _read(cls, name: str, types: tuple[Any, ...], value: object) -> Any:
        for type_ in types:
            if type_ is NoneType and value is None:
                return None
            # A bool is an int to isinstance.
            if type_ in {int, str, bool} and type(value) is type_:
                return value
            if isinstance(value, str) and issubclass(type_, (Enum, date)):
                try:
                    return type_(value) if issubclass(type_, Enum) else type_.fromisoformat(value)
                except ValueError:
                    continue
        expected = " or ".join(type_.__name__ for type_ in types)
        is_newer = isinstance(value, str) and any(issubclass(type_, Enum) for type_ in types)
        error = NewerMessage if is_newer else UnreadableMessage
        raise error(cls.kind, f"{name!r} is no {expected}: {value!r}")


def _is_left_out(one: Field[Any], value: object) -> bool:
    return one.default is not MISSING and value is one.default


def _written(value: Any) -> str | int | float | bool | None:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    plain: str | int | float | bool | None = value
    return plain


@cache
def _fields_of(cls: type[Outgoing]) -> dict[str, tuple[tuple[Any, ...], bool]]:
    """The types that each field may have, and whether it must be there."""
    hints = get_type_hints(cls)
    return {
        one.name: (
            tuple(_plain(type_) for type_ in get_args(hints[one.name]) or [hints[one.name]]),
            one.default is MISSING,
        )
        for one in fields(cls)  # type: ignore[arg-type]  # subclasses are dataclasses
    }


def _plain(type_: Any) -> Any:
    """The type behind a NewType (ids); any other type as it is."""
    return getattr(type_, "__supertype__", type_)
