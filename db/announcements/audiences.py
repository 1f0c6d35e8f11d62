"""Audiences as JSON and as conditions on people, in SQL that both engines run."""

from __future__ import annotations

import math
from typing import Any

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
from domain.announcements.audiences import (
    Audience,
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
    Term,
    Within,
)
from domain.clusters.cards import Industry
from domain.ids import AnnouncementId, ClusterId, SessionId
from domain.outbox import OutboxState
from domain.outgoing import Kind
from domain.people.users import (
    RUSSIAN_READING_CLIENTS,
    Language,
    Role,
)
from domain.places.geo import EARTH_RADIUS_KM, Point

KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180


def members(audience: Audience) -> Where:
    """People for whom every term holds."""
    parts = [_term(term) for term in audience.terms]
    return sa.and_(sa.true(), *parts)


def _term(term: Term) -> Where:
    found = sa.func.coalesce(_condition(term.condition), sa.false())
    return ~found if term.is_excluded else found


def _condition(condition: Condition) -> Where:  # noqa: PLR0911  (a row for each condition)
    match condition:
        case Languages(values):
            return _languages(values)
        case Roles(values):
            return users.c.role.in_(sorted(role.value for role in values))
        case Regions(values):
            return users.c.home_region.in_(sorted(values))
        case Within(_, point, km):
            return _within(point, km)
        case Favourites(values):
            return users.c.id.in_(
                sa.select(favourites.c.user_id).where(favourites.c.cluster_id.in_(sorted(values)))
            )
        case Industries(values):
            return users.c.id.in_(
                sa.select(favourites.c.user_id)
                .join(clusters, clusters.c.id == favourites.c.cluster_id)
                .where(clusters.c.industry.in_(sorted(value.value for value in values)))
            )
        case Registered():
            return users.c.id.in_(_registered(condition))
        case Chosen(announcement_id):
            return users.c.id.in_(
                sa.select(audience_members.c.user_id).where(
                    audience_members.c.announcement_id == announcement_id
                )
            )
        case Received(announcement_id):
            return users.c.id.in_(_received(announcement_id))


def _languages(values: frozenset[Language]) -> Where:
    """The chosen language, else the one that the client's leads to (Language.of_client)."""
    tag, codes = sa.func.lower(users.c.client_language), sorted(RUSSIAN_READING_CLIENTS)
    russian = tag.in_(codes) | sa.func.substr(tag, 1, 3).in_([f"{code}-" for code in codes])
    # A client that tells nothing is spoken to in the default language, which is Russian.
    russian |= tag == ""
    spoken = sa.case(
        (users.c.language.is_not(None), users.c.language),
        (russian, Language.RU.value),
        else_=Language.EN.value,
    )
    return spoken.in_(sorted(value.value for value in values))


def _within(point: Point, km: int) -> Where:
    """Distance on a plane that narrows northwards, as the cosine of the mean latitude does.

    The cosine is taken by its first two terms around `point`: no engine needs trigonometry, and up
    to 500 km the error stays under 2 % (tests/db compare it with the great circle).
    """
    lat0 = math.radians(point.lat)
    north = users.c.home_lat - point.lat
    turn = sa.func.abs(users.c.home_lon - point.lon)
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
            outbox.c.dispatch_id > 0,
            outbox.c.kind == Kind.ANNOUNCEMENT.value,
            outbox.c.state == OutboxState.SENT.value,
        )
    )


def dump(audience: Audience) -> list[dict[str, Any]]:
    return [
        {"is_excluded": term.is_excluded, **_dump_condition(term.condition)}
        for term in audience.terms
    ]


def load(terms: list[dict[str, Any]]) -> Audience:
    return Audience(tuple(Term(_load_condition(term), term["is_excluded"]) for term in terms))


def _dump_condition(condition: Condition) -> dict[str, Any]:
    match condition:
        case Within(name, point, km):
            return {"kind": "within", "name": name, "lat": point.lat, "lon": point.lon, "km": km}
        case Registered(kind, identifier, track, name):
            where = {"what": kind.value, "id": identifier, "track": track, "name": name}
            return {"kind": "registered", **where}
        case Chosen(announcement_id, count):
            return {"kind": "chosen", "announcement_id": announcement_id, "count": count}
        case Received(announcement_id):
            return {"kind": "received", "announcement_id": announcement_id}
        case _:
            return {"kind": VALUE_KINDS[type(condition)], "values": sorted(condition.values)}


VALUE_KINDS: dict[type[Any], str] = {
    Languages: "languages",
    Roles: "roles",
    Regions: "regions",
    Favourites: "favourites",
    Industries: "industries",
}


def _load_condition(term: dict[str, Any]) -> Condition:  # noqa: PLR0911  (a row for each)
    match term["kind"]:
        case "languages":
            return Languages(frozenset(map(Language, term["values"])))
        case "roles":
            return Roles(frozenset(map(Role, term["values"])))
        case "regions":
            return Regions(frozenset(term["values"]))
        case "favourites":
            return Favourites(frozenset(map(ClusterId, term["values"])))
        case "industries":
            return Industries(frozenset(map(Industry, term["values"])))
        case "within":
            return Within(term["name"], Point(term["lat"], term["lon"]), term["km"])
        case "registered":
            kind = RegisteredKind(term["what"])
            return Registered(kind, SessionId(term["id"]), term["track"], term["name"])
        case "chosen":
            return Chosen(AnnouncementId(term["announcement_id"]), term["count"])
        case "received":
            return Received(AnnouncementId(term["announcement_id"]))
        case unknown:
            raise ValueError(f"no such condition: {unknown}")
