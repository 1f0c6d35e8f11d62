"""People who talk to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.geo import Point
from domain.ids import UpdateId, UserId

RUSSIAN_READING_CLIENTS = frozenset({"ru", "be", "kk", "uk"})


class Language(StrEnum):
    RU = "ru"
    EN = "en"

    @classmethod
    def of_client(cls, code: str | None) -> Language:
        """The language to greet in, from an IETF tag such as `ru` or `en-GB`."""
        primary = (code or "").split("-")[0].lower()
        return cls.RU if primary in RUSSIAN_READING_CLIENTS else cls.EN


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What Telegram tells of a person with every update."""

    id: UserId
    first_name: str
    last_name: str = ""
    username: str = ""
    client_language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A place a person asked us to remember, rounded (domain.geo.STORED_DECIMALS)."""

    name: str
    point: Point


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    profile: Profile
    language: Language | None
    """None: never chosen, follow the client."""
    tz: str | None
    home: Home | None
    created_at: datetime
    seen_on: date
    """Day (UTC) of the last update; finer would be a write per tap and of no use."""
    stopped_at: datetime | None = None
    unreachable_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts, as services and views need to know it. `update_id` names the act itself."""

    id: UserId
    name: str
    language: Language
    zone: ZoneInfo
    home: Home | None
    is_owner: bool
    update_id: UpdateId
    is_away: bool = False
    """Stopped the bot or blocked it before; /start brings them back."""
