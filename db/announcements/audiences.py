"""Audiences as JSON and as conditions on people, in SQL that both engines run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, assert_never

import sqlalchemy as sa

from db.people.users import Where
from db.tables import (
    audience_members,
    clusters,
    dispatches,
    favourites,
    outbox,
    registrations,
    sessions,
    users,
)
from domain.announcements.announcements import DispatchAction
from domain.announcements.audiences import (
    BY_CODE,
    Audience,
    AudienceTerm,
    Chosen,
    Condition,
    Favourites,
    Industries,
    Languages,
    Received,
    Regions,
    Registered,
    RegisteredKind,
    Roles,
    ValueCondition,
    Within,
)
from domain.ids import AnnouncementId, DispatchId
from domain.outbox import (
    OutboxState,
)
from domain.people.users import (
    RUSSIAN_READING_CLIENTS,
    Language,
)
from domain.places.geo import EARTH_RADIUS_KM, Point

_IS_COPY_SENT = (
    outbox.c.dispatch_id > sa.literal_column("0"),
    outbox.c.state == sa.literal_column(f"'{OutboxState.SENT}'"),
)
"""Written out: SQLite takes ix_outbox_received_state for no parameter."""

SentBy = Mapping[AnnouncementId, DispatchId]
"""The dispatch that sent an announcement: none of those that corrected it or took it back."""

KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180

OfRow = Languages | Roles | Regions
"""Conditions of which a person's own row tells all; ix_users_audience has their columns."""

OfOthers = Favourites | Industries | Registered | Chosen | Received
"""Those of which other tables tell, by the ids of people."""


def members(audience: Audience) -> Where:
    """People for whom every term holds, asked of one person after another: for few of them.

    Each term is a seek for each person, so it costs nothing that the store has many others.
    """
    return _all_of(audience, _of_person)


def counted(audience: Audience, sent_by: SentBy, *, on_sqlite: bool) -> Where:
    """The same condition for a statement that scans everybody: terms about other tables and
    distances become `users.id IN (subquery)`, or for copies a join, so that only people whom the
    subquery finds are read. No term of it excludes people of whom more than their own row tells
    (`subtrahend`).

    Copies are joined with people, each of whom has one at most of an announcement (dedupe_key,
    uq_dispatches_one_send), and copies of further announcements with these copies. SQLite would
    seek one id in the key of the table, whatever other index there is, and then read the whole
    row, each on another page than the one before. So it is asked for ids from a copy's to the same
    one, and takes ix_users_clock.
    """
    joined: list[sa.ColumnElement[int]] = []

    def condition(one: Condition) -> Where:
        if not isinstance(one, Received):
            return _of_everybody(one)
        dispatch_id = sent_by.get(one.announcement_id)
        if dispatch_id is None:
            return sa.false()
        joined.append(_persons_of_copies(dispatch_id))
        first, last = joined[0], joined[-1]
        if last is not first:
            return last == first
        return users.c.id.between(first, first) if on_sqlite else users.c.id == first

    return _all_of(audience, condition)


def sending(audience: Audience) -> sa.Select[Any] | None:
    """Asks for the `sent_by` of `counted`: announcement and dispatch. None: it needs nothing."""
    conditions = [term.condition for term in audience.terms]
    asked = {one.announcement_id for one in conditions if isinstance(one, Received)}
    if not asked:
        return None
    return sa.select(dispatches.c.announcement_id, dispatches.c.id).where(
        dispatches.c.announcement_id.in_(sorted(asked)),
        dispatches.c.action == DispatchAction.SEND.value,
    )


def subtrahend(audience: Audience) -> int | None:
    """The position of the first term that excludes people by other tables than `users`, or
    None. Those people are counted and subtracted, which costs less than excluding them row by
    row."""
    for number, term in enumerate(audience.terms):
        if term.is_excluded and not isinstance(term.condition, OfRow):
            return number
    return None


def _all_of(audience: Audience, condition: Callable[[Condition], Where]) -> Where:
    parts = []
    for term in audience.terms:
        found = condition(term.condition)
        # Nothing else around it where it must hold: no engine would look for an index in there.
        parts.append(~sa.func.coalesce(found, sa.false()) if term.is_excluded else found)
    return sa.and_(sa.true(), *parts)


def _of_everybody(condition: Condition) -> Where:
    match condition:
        case Within():
            return users.c.id.in_(_living_within(condition))
        case Favourites() | Industries() | Registered() | Chosen() | Received():
            return users.c.id.in_(_ids(condition))
        case _:
            return _of_row(condition)


def _persons_of_copies(dispatch_id: DispatchId) -> sa.ColumnElement[int]:
    """Half a million of them. Of ids that a person's id is to be IN both engines would make a set
    first, which takes as long as the rest.

    The dispatch is written out. Of one that it does not know PostgreSQL expects as many copies as
    dispatches have on average, and looks all those people up one by one.
    """
    number = sa.bindparam(None, dispatch_id, literal_execute=True, type_=sa.BigInteger)
    copies = sa.select(outbox.c.chat_id).where(outbox.c.dispatch_id == number, *_IS_COPY_SENT)
    return copies.subquery().c.chat_id


def _of_person(condition: Condition) -> Where:
    match condition:
        case Within(_, point, km):
            return _within(users, point, km)
        case Favourites() | Industries() | Registered() | Chosen() | Received():
            ids = _ids(condition)
            [person] = ids.selected_columns
            return ids.where(person == users.c.id).correlate(users).exists()
        case _:
            return _of_row(condition)


def _of_row(condition: OfRow) -> Where:
    match condition:
        case Languages(values):
            return _languages(values)
        case Roles(values):
            return users.c.role.in_(sorted(role.value for role in values))
        case Regions(values):
            return users.c.home_region.in_(sorted(values))
        case _:
            assert_never(condition)


def _ids(condition: OfOthers) -> sa.Select[Any]:
    """The ids of people, some of them more than once."""
    match condition:
        case Favourites(values):
            return sa.select(favourites.c.user_id).where(
                favourites.c.cluster_id.in_(sorted(values))
            )
        case Industries(values):
            return (
                sa.select(favourites.c.user_id)
                .join(clusters, clusters.c.id == favourites.c.cluster_id)
                .where(clusters.c.industry.in_(sorted(value.value for value in values)))
            )
        case Registered():
            return _registered(condition)
        case Chosen(announcement_id):
            return sa.select(audience_members.c.user_id).where(
                audience_members.c.announcement_id == announcement_id
            )
        case Received(announcement_id):
            return _received(announcement_id)
        case _:
            assert_never(condition)


def _languages(values: frozenset[Language]) -> Where:
    """The chosen language, else the one that the client's leads to (Language.of_client)."""
    tag, codes = sa.func.lower(users.c.client_language), sorted(RUSSIAN_READING_CLIENTS)
    russian = tag.in_(codes) | sa.func.substr(tag, 1, 3).in_([f"{code}-" for code in codes])
    # A client that tells nothing is spoken to in the default language, which is Russian.
    russian |= tag == ""
    spoken = sa.case(
        (users.c.language.is_not(None), users.c.language),
        # What nearly all clients tell, first: taking a tag apart costs more than all the rest.
        (users.c.client_language == Language.RU.value, Language.RU.value),
        (users.c.client_language == Language.EN.value, Language.EN.value),
        (russian, Language.RU.value),
        else_=Language.EN.value,
    )
    return spoken.in_(sorted(value.value for value in values))


def _living_within(condition: Within) -> sa.Select[Any]:
    """Ids of people whose home is near enough, by the index of homes: those between two parallels,
    and of these the near ones."""
    home = users.alias("home")
    degrees = condition.km / KM_PER_DEGREE
    lat = condition.point.lat
    return sa.select(home.c.id).where(
        home.c.home_lat.between(lat - degrees, lat + degrees),
        _within(home, condition.point, condition.km),
    )


def _within(people: sa.FromClause, point: Point, km: int) -> Where:
    """Distance on a plane that narrows northwards, as the cosine of the mean latitude does.

    The cosine is taken by its first two terms around `point`: no engine needs trigonometry, and up
    to 500 km the error stays under 2 % (tests/db compare it with the great circle).
    """
    lat0 = math.radians(point.lat)
    north = people.c.home_lat - point.lat
    turn = sa.func.abs(people.c.home_lon - point.lon)
    east = sa.case((turn > 180, 360 - turn), else_=turn)
    narrowing = math.cos(lat0) - math.sin(lat0) * (north * (math.pi / 360))
    width = east * narrowing
    return (north * north + width * width) * KM_PER_DEGREE**2 <= float(km * km)


def _registered(condition: Registered) -> sa.Select[Any]:
    found = sa.select(registrations.c.user_id)
    if condition.kind is RegisteredKind.SESSION:
        return found.where(registrations.c.session_id == condition.id)
    found = found.join(sessions, sessions.c.id == registrations.c.session_id)
    found = found.where(sessions.c.event_id == condition.id)
    if condition.kind is RegisteredKind.TRACK:
        found = found.where(sessions.c.track == condition.track)
    return found


def _received(announcement_id: AnnouncementId) -> sa.Select[Any]:
    return (
        sa.select(outbox.c.chat_id)
        .join(dispatches, dispatches.c.id == outbox.c.dispatch_id)
        .where(
            dispatches.c.announcement_id == announcement_id,
            dispatches.c.action == DispatchAction.SEND.value,
            *_IS_COPY_SENT,
        )
    )


MOST_POPULAR = 60
"""Clusters that are offered, five pages of them."""


def _regions() -> sa.Select[Any]:
    return (
        sa.select(users.c.home_region, users.c.home_region, sa.func.count())
        # Written out: SQLite takes the partial index of such people for no parameter.
        .where(users.c.home_region != sa.literal_column("''"))
        .group_by(users.c.home_region)
        .order_by(users.c.home_region)
    )


def _favourites() -> sa.Select[Any]:
    """Counted along the index and named afterwards: a name for each star costs ten times that."""
    people = sa.func.count().label("people")
    popular = (
        sa.select(favourites.c.cluster_id, people)
        .group_by(favourites.c.cluster_id)
        .order_by(people.desc(), favourites.c.cluster_id)
        .limit(MOST_POPULAR)
        .subquery()
    )
    return (
        sa.select(popular.c.cluster_id, clusters.c.name, popular.c.people)
        .join(clusters, clusters.c.id == popular.c.cluster_id)
        .order_by(popular.c.people.desc(), popular.c.cluster_id)
    )


OFFERED: dict[type[ValueCondition], Callable[[], sa.Select[Any]]] = {
    Regions: _regions,
    Favourites: _favourites,
}
"""Value, name and people of all that can be chosen, where the values are no enum."""


def dump(audience: Audience) -> list[dict[str, Any]]:
    return [
        {"is_excluded": term.is_excluded, "kind": term.condition.code, **term.condition.as_json()}
        for term in audience.terms
    ]


def load(terms: list[dict[str, Any]]) -> Audience:
    return Audience(
        tuple(AudienceTerm(_condition_of(term), term["is_excluded"]) for term in terms)
    )


def _condition_of(term: dict[str, Any]) -> Condition:
    if term["kind"] not in BY_CODE:
        raise ValueError(f"no such condition: {term['kind']}")
    return BY_CODE[term["kind"]].from_json(term)
