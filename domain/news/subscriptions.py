"""Who wants which news, how often, and what they did with an item that came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.ids import ClusterId, UserId
from domain.news.items import Labels
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import QuietHours

DEFAULT_HOUR = 9
DIGEST_ITEMS = 10
"""Named in one digest of news; how many more there are it only says."""
DAY = timedelta(days=1)
MONDAY = 0


class SubscriptionKind(StrEnum):
    ALL = "all"
    TOPIC = "topic"
    REGION = "region"
    FAVOURITES = "favourites"
    """Whatever clusters the person keeps at the time."""
    SEARCHES = "searches"
    """Whatever clusters the person's saved searches find at the time
    (db.clusters.saved_search_matches)."""
    WORDS = "words"
    """Stems in the order of the alphabet; an item must have all of them, in any form."""


class DigestFrequency(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    """On Mondays."""


class Reaction(StrEnum):
    OPENED = "opened"
    STOPPED = "stopped"


class NewsAction(StrEnum):
    """What happens to the copies of an item that were delivered."""

    EDIT = "edit"
    RECALL = "recall"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """`is_minus`: items with these words do not come, whatever else speaks for them."""

    kind: SubscriptionKind
    value: str = ""
    shown: str = ""
    """Words as they were typed."""
    is_minus: bool = False
    id: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriber:
    """`digest_from` and `next_digest_at` are those of a digest; None for who gets none."""

    user_id: UserId
    frequency: DigestFrequency = DigestFrequency.AT_ONCE
    hour: int = DEFAULT_HOUR
    """Hour of the digest, by the person's clock."""
    is_silent: bool = False
    is_on: bool = True
    digest_from: datetime | None = None
    next_digest_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpectedReaders:
    """How many subscribers an item would reach: with a message of its own, and in a digest."""

    at_once: int = 0
    in_digests: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ReactionFigures:
    """People. Delivered as a message of its own or named in a digest; opened by the button."""

    delivered: int
    opened: int
    stopped: int


def next_digest_at(
    frequency: DigestFrequency, hour: int, zone: ZoneInfo, now: datetime
) -> datetime | None:
    """The first moment after `now` at which clocks in `zone` show the hour (of a Monday)."""
    if frequency is DigestFrequency.AT_ONCE:
        return None
    day = now.astimezone(zone).date()
    for _ in range(9):
        at = at_wall_clock(datetime.combine(day, time(hour)), zone)
        if at > now and (frequency is DigestFrequency.DAILY or day.weekday() == MONDAY):
            return at
        day += DAY
    raise ValueError("a week has a Monday")


def is_wanted(
    labels: Labels,
    words: Collection[str],
    given: Collection[Subscription],
    favourites: Collection[ClusterId],
    found: Collection[ClusterId],
) -> bool:
    """Whether an item with these labels and stems is for somebody with these subscriptions.

    `found`: the clusters of their saved searches. The same rule in SQL is
    db.news.deliveries.wants.
    """
    if any(one.is_minus and _has(one, words) for one in given):
        return False
    clusters = {SubscriptionKind.FAVOURITES: favourites, SubscriptionKind.SEARCHES: found}
    wishes = [one for one in given if not one.is_minus]
    return any(_fits(one, labels, words, clusters) for one in wishes)


def _fits(
    one: Subscription,
    labels: Labels,
    words: Collection[str],
    clusters: Mapping[SubscriptionKind, Collection[ClusterId]],
) -> bool:
    match one.kind:
        case SubscriptionKind.ALL:
            return True
        case SubscriptionKind.TOPIC:
            return one.value in labels.topics
        case SubscriptionKind.REGION:
            return one.value in labels.regions
        case SubscriptionKind.FAVOURITES | SubscriptionKind.SEARCHES:
            return any(cluster in clusters[one.kind] for cluster in labels.clusters)
        case SubscriptionKind.WORDS:
            return _has(one, words)


def _has(one: Subscription, words: Collection[str]) -> bool:
    return all(stem in words for stem in one.value.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class DueDigest:
    """`is_reachable`: whether they may be written to at all."""

    subscriber: Subscriber
    tz: str | None
    quiet_hours: QuietHours | None
    is_reachable: bool
