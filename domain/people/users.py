"""People who talk to the bot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.ids import UpdateId, UserId
from domain.places.geo import Point

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


class Role(StrEnum):
    """What a person says they are; told once, on request, in the settings."""

    STUDENT = "student"
    PARENT = "parent"
    CLUSTER = "cluster"
    """Represents a cluster or its base college at expert sessions."""
    EMPLOYER = "employer"
    OTHER = "other"


class Category(StrEnum):
    """What an announcement is about. Recipients can switch off all but IMPORTANT."""

    IMPORTANT = "important"
    NEWS = "news"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall-clock time from `start` up to `end`, over midnight where end is earlier."""

    start: time
    end: time


DEFAULT_QUIET_HOURS = QuietHours(time(22), time(8))


@dataclass(frozen=True, kw_only=True, slots=True)
class Preferences:
    """What the bot may send of its own accord, and when."""

    muted: frozenset[Category] = frozenset()
    quiet_hours: QuietHours | None = DEFAULT_QUIET_HOURS
    """None: at any hour."""
    is_paused: bool = False
    """Nothing but what is important."""
    wants_digest: bool = True
    """The sessions of the day, in the morning; SESSIONS switched off silences it too."""

    def wants(self, category: Category) -> bool:
        if category is Category.IMPORTANT:
            return True
        return not self.is_paused and category not in self.muted

    def switched(self, category: Category, *, is_wanted: bool) -> Preferences:
        """The same preferences with one category switched and no pause; categories that the pause
        had silenced become muted, so they stay off."""
        changeable = {Category.NEWS, Category.SESSIONS}
        off = {one for one in changeable if not self.wants(one)}
        off = off - {category} if is_wanted else off | ({category} & changeable)
        return replace(self, muted=frozenset(off), is_paused=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A place a person asked us to remember, rounded (domain.places.geo.STORED_DECIMALS)."""

    name: str
    point: Point
    region: str = ""
    """Empty where the point lies near no place of the gazetteer."""


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
    role: Role | None = None
    preferences: Preferences = Preferences()


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
    role: Role | None = None
    preferences: Preferences = Preferences()
    is_away: bool = False
    """Stopped the bot or blocked it before; /start brings them back."""
    is_stopped: bool = False
    """They said /stop: nothing that the bot starts itself reaches them."""
    is_new: bool = False
    """This is the first that the bot hears of them."""
    is_switched: bool = False
    """Their app speaks another language since their last act, and so does the bot to them."""

    def hears_of(self, category: Category) -> bool:
        """Whether messages of this category are sent to the person at all."""
        return not self.is_stopped and self.preferences.wants(category)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleCounts:
    all: int
    week: int
    month: int
    unreachable: int
    stopped: int


def language_or(user: User | None, default: Language) -> Language:
    """What the person has chosen, else what their client speaks; `default` where neither is
    known."""
    if user is None:
        return default
    return user.language or Language.of_client(user.profile.client_language or default)


def zone_or(tz: str | None, default: ZoneInfo) -> ZoneInfo:
    """The zone named `tz` (IANA), or `default` where it is None or empty."""
    return ZoneInfo(tz) if tz else default
