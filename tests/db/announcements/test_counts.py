"""Counts are those of a recount in Python, whatever is in the store and whoever is asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.plans import Record, recorded
from db.announcements import audiences
from db.engine import Database
from db.people.users import quiet_hours, reachable
from db.tables import (
    audience_members,
    events,
    favourites,
    outbox,
    registrations,
    sessions,
    users,
)
from db.unit_of_work import Store
from domain.announcements.announcements import DispatchAction, Slot
from domain.announcements.audiences import (
    EVERYONE,
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
    Within,
)
from domain.clusters.cards import Cluster, Industry
from domain.ids import AnnouncementId, ClusterId, EventId, SessionId
from domain.people.users import Category, Language, Role
from domain.places.geo import Point, distance_km
from tests.clocks import START
from tests.people import PERSON, add_announcement, add_dispatch, add_people

PEOPLE = 120
TOWNS = {
    "Мордовия": Point(54.18, 45.17),
    "Пензенская область": Point(53.2, 45.0),
    "Камчатский край": Point(53.02, 158.65),
}
CARDS = {"ruza": Industry.IT, "pump": Industry.MINING, "mill": Industry.IT}
TRACKS = {"it-1": "ИТ", "it-2": "ИТ", "mining-1": "Горное"}
CLIENTS = ["ru", "ru", "en", "en", "", "RU", "ru-RU", "EN", "uk", "KK-kz", "de", "en-GB", "rus"]
CLOCKS = [(None, None), (1320, 480), (1260, 480), (480, 1320), (0, 0)]
STATES = ["sent", "sent", "sent", "queued", "failed", "undeliverable"]


@dataclass
class Known:
    """What was put into a store, of each person."""

    people: dict[int, dict[str, Any]]
    stars: set[tuple[int, str]] = field(default_factory=set)
    seats: set[tuple[int, str]] = field(default_factory=set)
    named: dict[AnnouncementId, set[int]] = field(default_factory=dict)
    got: dict[AnnouncementId, set[int]] = field(default_factory=dict)

    def is_in(self, condition: Condition, person: int) -> bool:
        row, found = self.people[person], False
        match condition:
            case Languages(values):
                client = Language.of_client(row["client_language"] or "ru")
                found = Language(row["language"] or client) in values
            case Roles(values):
                found = row["role"] in values
            case Regions(values):
                found = row["home_region"] in values
            case Within(_, point, km) if row["home_lat"] is not None:
                found = distance_km(point, Point(row["home_lat"], row["home_lon"])) <= km
            case Favourites(values):
                found = any((person, one) in self.stars for one in values)
            case Industries(values):
                found = any((person, one) in self.stars for one in CARDS if CARDS[one] in values)
            case Registered(RegisteredKind.SESSION, session):
                found = (person, session) in self.seats
            case Registered(kind, _, track):
                every = kind is RegisteredKind.EVENT
                at = [one for one in TRACKS if every or TRACKS[one] == track]
                found = any((person, one) in self.seats for one in at)
            case Chosen(announcement):
                found = person in self.named[announcement]
            case Received(announcement):
                found = person in self.got[announcement]
        return found

    def chosen(self, audience: Audience, to: Category) -> set[int]:
        return {
            person
            for person in self.people
            if self._can_be_told(person, to)
            and all(
                self.is_in(term.condition, person) != term.is_excluded for term in audience.terms
            )
        }

    def _can_be_told(self, person: int, to: Category) -> bool:
        row = self.people[person]
        if row["stopped_at"] or row["unreachable_at"]:
            return False
        muted = {Category.NEWS: "mutes_news", Category.SESSIONS: "mutes_sessions"}
        return to is Category.IMPORTANT or not (row["is_paused"] or row[muted[to]])


def some_people(chance: random.Random) -> dict[int, dict[str, Any]]:
    people = {}
    for number in chance.sample(range(1, 10**10), PEOPLE):
        town = chance.choice([None, None, *TOWNS])
        start, end = chance.choice(CLOCKS)
        people[number] = {
            **PERSON,
            "id": number,
            "client_language": chance.choice(CLIENTS),
            "language": chance.choice([None, None, "ru", "en"]),
            "role": chance.choice([None, None, *Role]),
            "tz": chance.choice([None, None, "Europe/Moscow", "Asia/Kamchatka"]),
            "quiet_from": start,
            "quiet_until": end,
            "home_name": town,
            "home_lat": TOWNS[town].lat if town else None,
            "home_lon": TOWNS[town].lon if town else None,
            "home_region": town or "",
            "is_paused": chance.random() < 0.1,
            "mutes_news": chance.random() < 0.2,
            "mutes_sessions": chance.random() < 0.2,
            "stopped_at": START if chance.random() < 0.1 else None,
            "unreachable_at": START if chance.random() < 0.1 else None,
        }
    return people


async def fill(database: Database, store: Store, chance: random.Random) -> Known:
    """Two announcements that went out (the first was corrected too), one that did not."""
    known = Known(some_people(chance))
    await add_people(database, known.people.values())
    cards = [Cluster(id=ClusterId(one), name=one, industry=CARDS[one], region="") for one in CARDS]
    sent = [await add_announcement(store) for _ in range(3)]
    rounds = [(one, await add_dispatch(store, one)) for one in sent[:2]]
    corrected = await add_dispatch(store, sent[0], DispatchAction.CORRECT)
    async with store.write() as tx:
        await tx.clusters.save(cards)
    known.stars = {(one, card) for one in known.people for card in CARDS if chance.random() < 0.3}
    known.seats = {(one, at) for one in known.people for at in TRACKS if chance.random() < 0.3}
    known.named = {one: {p for p in known.people if chance.random() < 0.4} for one in sent}
    known.got = {one: set() for one in sent}
    copies = []
    for announcement, dispatch in [*rounds, (AnnouncementId(0), corrected)]:
        for person in [one for one in known.people if chance.random() < 0.6]:
            copies.append(copy(dispatch.id, person, chance.choice(STATES)))
            if announcement and copies[-1]["state"] == "sent":
                known.got[announcement].add(person)
    at = {"created_at": START}
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        events: [{"id": "fair", "title": "", "tz": ""}],
        sessions: [
            {"id": one, "event_id": "fair", "title": "", "track": track, "starts_at": START,
             "ends_at": START.replace(hour=23)}
            for one, track in TRACKS.items()
        ],
        favourites: [{"user_id": one, "cluster_id": card, **at} for one, card in known.stars],
        registrations: [{"user_id": one, "session_id": seat, **at} for one, seat in known.seats],
        audience_members: [
            {"announcement_id": one, "user_id": person}
            for one, named in known.named.items()
            for person in named
        ],
        outbox: copies,
    }  # fmt: skip
    async with database.write() as connection:
        for table, values in rows.items():
            await connection.execute(sa.insert(table), values)
    return known


def copy(dispatch_id: int, chat_id: int, state: str) -> dict[str, Any]:
    moments: dict[str, datetime | None] = dict.fromkeys(("not_before", "created_at"), START)
    return {
        "dedupe_key": f"a:{dispatch_id}:{chat_id}",
        "chat_id": chat_id,
        "kind": "announcement",
        "payload": {},
        "priority": 9,
        "state": state,
        "attempts": 1,
        "uncertain": 0,
        "message_id": 7 if state == "sent" else None,
        "settled_at": None if state == "queued" else START,
        "dispatch_id": dispatch_id,
        **moments,
    }


def conditions(known: Known) -> list[Callable[[random.Random], Condition]]:
    announcements = sorted(known.got)
    fair = EventId("fair")
    return [
        lambda chance: Languages.of(chance.choice([*Language])),
        lambda chance: Languages.of(*Language),
        lambda chance: Roles.of(*chance.sample([*Role], 2)),
        lambda chance: Regions.of(*chance.sample([*TOWNS], chance.choice([1, 2]))),
        lambda chance: Within("", TOWNS["Мордовия"], chance.choice([10, 200])),
        lambda chance: Favourites.of(*chance.sample([*CARDS], chance.choice([1, 2]))),
        lambda chance: Industries.of(chance.choice([Industry.IT, Industry.MINING])),
        lambda chance: Registered(RegisteredKind.SESSION, SessionId(chance.choice([*TRACKS]))),
        lambda _: Registered(RegisteredKind.EVENT, fair),
        lambda _: Registered(RegisteredKind.TRACK, fair, "ИТ"),
        lambda chance: Chosen(chance.choice(announcements), 1),
        lambda chance: Received(chance.choice(announcements)),
        lambda chance: Received(chance.choice(announcements)),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_counts_are_those_of_a_recount(database: Database, store: Store, seed: int) -> None:
    chance = random.Random(seed)
    known = await fill(database, store, chance)
    kinds = conditions(known)
    asked = [EVERYONE] + [
        Audience((AudienceTerm(one(chance), no),)) for one in kinds for no in (False, True)
    ]
    asked += [
        Audience(
            tuple(
                AudienceTerm(one(chance), chance.random() < 0.5)
                for one in chance.sample(kinds, chance.choice([2, 3]))
            )
        )
        for _ in range(60)
    ]
    wrong = []
    for audience in asked:
        to = chance.choice([*Category])
        chosen = known.chosen(audience, to)
        async with store.read() as tx:
            number = await tx.announcements.count(audience, to)
            slots = await tx.announcements.slots(audience, to)
        member = sa.select(users.c.id).where(reachable(to), audiences.members(audience))
        async with database.read() as connection:
            one_by_one = set((await connection.execute(member)).scalars())
        clocks = Counter(
            Slot(row["tz"], quiet_hours(row["quiet_from"], row["quiet_until"]), 1)
            for row in map(known.people.__getitem__, chosen)
        )
        told = Counter({replace(slot, people=1): slot.people for slot in slots})
        if (number, told, one_by_one) != (len(chosen), clocks, chosen):
            wrong.append((audience, to, number, len(chosen)))

    assert wrong == []


async def test_a_copy_is_sought_by_its_person(database: Database, store: Store) -> None:
    """While an announcement is filled in for those who have (not) got another: whoever was looked
    for among all copies made 1,500 people of half a million take minutes."""
    if not database.is_sqlite:
        pytest.skip("PostgreSQL chooses by what it finds")
    received = Audience((AudienceTerm(Received(await add_announcement(store)), is_excluded=True),))
    member = sa.select(users.c.id).where(audiences.members(received), users.c.id < 1_500)
    async with database.read() as connection:
        with recorded() as record:
            await connection.execute(member)
        steps = await steps_of_sqlite(connection, record)

    assert [step for step in steps if "outbox" in step] == [
        "SEARCH outbox USING COVERING INDEX ix_outbox_received_state"
        " (dispatch_id=? AND state=? AND chat_id=?)"
    ]


async def test_who_got_an_announcement_is_counted_along_their_clocks(
    database: Database, store: Store
) -> None:
    """People come in no order of their ids: of half a million nearly each row is on a page of its
    own, and to read those took six times as long as to find the people."""
    if not database.is_sqlite:
        pytest.skip("PostgreSQL chooses by what it finds")
    steps = await steps_of_counting(database, store, announcements=1)

    assert [step for step in steps if "users" in step] == [
        "SEARCH users USING INDEX ix_users_clock (id>? AND id<?)"
    ] * 2


@pytest.mark.parametrize("announcements", [2, 3])
async def test_copies_of_announcements_are_not_put_side_by_side(
    database: Database, store: Store, announcements: int
) -> None:
    """Each copy of one with all copies of another: half a million times half a million."""
    if not database.is_sqlite:
        pytest.skip("PostgreSQL chooses by what it finds")
    steps = await steps_of_counting(database, store, announcements=announcements)

    of_copies = [step for step in steps if "outbox" in step]
    assert len(of_copies) == 2 * announcements
    assert len([step for step in of_copies if "chat_id" not in step]) <= 2


async def steps_of_counting(database: Database, store: Store, *, announcements: int) -> list[str]:
    """How SQLite counts those who got all of some announcements: how many, and by their clocks."""
    sent = [await add_announcement(store) for _ in range(announcements)]
    for one in sent:
        await add_dispatch(store, one)
    audience = Audience(tuple(AudienceTerm(Received(one)) for one in sent))
    async with store.read() as tx:
        with recorded() as record:
            await tx.announcements.count(audience, Category.NEWS)
            await tx.announcements.slots(audience, Category.NEWS)
    async with database.read() as connection:
        return await steps_of_sqlite(connection, record)


async def steps_of_sqlite(connection: AsyncConnection, record: Record) -> list[str]:
    """Of all that was asked, one after another."""
    steps = []
    for sent in record.sent.values():
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent.text}", sent.given)
        steps += [row.detail for row in plan]
    return steps
