"""Audiences choose exactly the people they describe, on both engines, and survive as JSON."""

from __future__ import annotations

import json
import math
import random
from typing import Any, get_args

import pytest
import sqlalchemy as sa

from bench.plans import recorded
from db.announcements import audiences
from db.engine import Database
from db.people.users import reachable
from db.tables import events, favourites, outbox, registrations, sessions, users
from db.unit_of_work import Store
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
from domain.announcements.messages import AnnouncementCopy
from domain.clusters.cards import Cluster, Industry
from domain.ids import AnnouncementId, ChatId, ClusterId, EventId, OutboxId, SessionId
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
    Settlement,
)
from domain.people.users import Category, Language, Role
from domain.places.geo import EARTH_RADIUS_KM, Point, distance_km
from tests.clocks import START
from tests.people import add_announcement, add_dispatch, add_people

SARANSK, PENZA = Point(54.18, 45.17), Point(53.2, 45.0)
RUZA, PUMP = ClusterId("ruza"), ClusterId("pump")
FAIR = EventId("fair")
IT_ONE, IT_TWO, MINING = SessionId("it-1"), SessionId("it-2"), SessionId("mining-1")

EVERY_CONDITION: list[Condition] = [
    Languages(frozenset({Language.RU, Language.EN})),
    Roles(frozenset({Role.STUDENT})),
    Regions(frozenset({"Республика Мордовия", "Пензенская область"})),
    Within("Саранск", SARANSK, 50),
    Favourites(frozenset({RUZA, PUMP})),
    Industries(frozenset({Industry.IT})),
    Registered(RegisteredKind.EVENT, FAIR, name="Ярмарка"),
    Registered(RegisteredKind.SESSION, IT_ONE, name="Код"),
    Registered(RegisteredKind.TRACK, FAIR, track="ИТ", name="Ярмарка: ИТ"),
    Chosen(AnnouncementId(3), 12),
    Received(AnnouncementId(4)),
]


def home(point: Point, region: str) -> dict[str, Any]:
    where = {"home_lat": point.lat, "home_lon": point.lon}
    return {"home_name": "дом", "home_region": region, **where}


async def chosen(
    database: Database, *terms: AudienceTerm, to: Category = Category.NEWS
) -> set[int]:
    query = sa.select(users.c.id).where(reachable(to), audiences.members(Audience(terms)))
    async with database.read() as connection:
        return set((await connection.execute(query)).scalars())


def test_audience_dumped_and_loaded_is_the_same() -> None:
    everything = Audience(
        tuple(AudienceTerm(one, excluded) for one in EVERY_CONDITION for excluded in (False, True))
    )
    stored = json.loads(json.dumps(audiences.dump(everything)))

    assert audiences.load(stored) == everything
    assert audiences.load(json.loads(json.dumps(audiences.dump(EVERYONE)))) == EVERYONE


def test_audience_of_an_unknown_condition_is_refused() -> None:
    with pytest.raises(ValueError, match="no such condition: star_sign"):
        audiences.load([{"kind": "star_sign", "is_excluded": False}])


CLIENTS = ["ru", "uk", "ru-RU", "RU", "kk-KZ", "be", "en", "en-GB", "de", "rus", "bem", ""]


async def test_languages_the_choice_counts_else_what_the_client_leads_to(
    database: Database,
) -> None:
    people = [
        {"id": number, "client_language": client, "language": choice}
        for number, (client, choice) in enumerate(
            ((client, choice) for client in CLIENTS for choice in (None, "ru", "en")), 1
        )
    ]
    await add_people(database, people)
    expected: dict[Language, set[int]] = {Language.RU: set(), Language.EN: set()}
    for person in people:
        client = str(person["client_language"]) or "ru"
        spoken = person["language"] or Language.of_client(client)
        expected[Language(str(spoken))].add(int(str(person["id"])))

    assert {
        language: await chosen(database, AudienceTerm(Languages(frozenset({language}))))
        for language in Language
    } == expected
    assert await chosen(database, AudienceTerm(Languages(frozenset(Language)))) == set(
        range(1, 37)
    )


async def test_conditions_choose_exactly_their_people(database: Database, store: Store) -> None:
    """1 and 2 live in Saransk, 3 in Penza, 4 and 5 nowhere; each other trait has its person."""
    mordovia, penza = "Республика Мордовия", "Пензенская область"
    await add_people(
        database,
        [
            {"id": 1, "role": "student", **home(SARANSK, mordovia)},
            {"id": 2, "role": "parent", "language": "en", **home(SARANSK, mordovia)},
            {"id": 3, "role": "student", **home(PENZA, penza)},
            {"id": 4, "language": "en"},
            {"id": 5},
        ],
    )
    ours, other = await add_announcement(store), await add_announcement(store)
    async with store.write() as tx:
        await tx.clusters.save(
            [
                Cluster(id=RUZA, name="Р", industry=Industry.IT, region=mordovia),
                Cluster(id=PUMP, name="П", industry=Industry.MINING, region=penza),
            ]
        )
        known = await tx.announcements.choose(ours, [2, 4, 777])
        await tx.announcements.choose(other, [1])
        again = await tx.announcements.choose(ours, [2, 5, 777])
    async with database.write() as connection:
        await connection.execute(
            sa.insert(favourites),
            [
                {"user_id": person, "cluster_id": cluster, "created_at": START}
                for person, cluster in [(1, RUZA), (1, PUMP), (4, PUMP)]
            ],
        )
        await connection.execute(
            sa.insert(events), [{"id": one, "title": one, "tz": ""} for one in (FAIR, "other")]
        )
        await connection.execute(
            sa.insert(sessions),
            [
                {
                    "id": session,
                    "event_id": event,
                    "title": "",
                    "track": track,
                    "starts_at": START,
                    "ends_at": START.replace(hour=23),
                }
                for session, event, track in [
                    (IT_ONE, FAIR, "ИТ"),
                    (IT_TWO, FAIR, "ИТ"),
                    (MINING, FAIR, "Горное"),
                    ("far", "other", "ИТ"),
                ]
            ],
        )
        await connection.execute(
            sa.insert(registrations),
            [
                {"user_id": person, "session_id": session, "created_at": START}
                for person, session in [
                    (1, IT_ONE), (2, IT_TWO), (2, MINING), (3, MINING), (5, "far"),
                ]
            ],
        )  # fmt: skip

    conditions: dict[Condition, set[int]] = {
        Roles(frozenset({Role.STUDENT})): {1, 3},
        Roles(frozenset({Role.STUDENT, Role.PARENT})): {1, 2, 3},
        Regions(frozenset({mordovia})): {1, 2},
        Regions(frozenset({mordovia, penza})): {1, 2, 3},
        Within("Саранск", SARANSK, 50): {1, 2},
        Within("Саранск", SARANSK, 150): {1, 2, 3},
        Favourites(frozenset({PUMP})): {1, 4},
        Favourites(frozenset({RUZA})): {1},
        Industries(frozenset({Industry.MINING})): {1, 4},
        Industries(frozenset({Industry.ROBOTICS})): set(),
        Registered(RegisteredKind.EVENT, FAIR): {1, 2, 3},
        Registered(RegisteredKind.SESSION, IT_ONE): {1},
        Registered(RegisteredKind.TRACK, FAIR, track="ИТ"): {1, 2},
        Chosen(ours, 3): {2, 5},
    }
    everyone = {1, 2, 3, 4, 5}

    assert (known, again) == (2, 2)
    assert {one: await chosen(database, AudienceTerm(one)) for one in conditions} == conditions
    assert {
        one: await chosen(database, AudienceTerm(one, is_excluded=True)) for one in conditions
    } == {one: everyone - people for one, people in conditions.items()}

    students, english = Roles(frozenset({Role.STUDENT})), Languages(frozenset({Language.EN}))
    near = Within("Саранск", SARANSK, 50)
    combined = {
        (): everyone,
        (AudienceTerm(students), AudienceTerm(near)): {1},
        (AudienceTerm(near), AudienceTerm(students, is_excluded=True)): {2},
        (AudienceTerm(near, is_excluded=True), AudienceTerm(english, is_excluded=True)): {3, 5},
        (AudienceTerm(students), AudienceTerm(students, is_excluded=True)): set(),
    }
    assert {terms: await chosen(database, *terms) for terms in combined} == combined
    async with store.read() as tx:
        figures = [await tx.announcements.count(Audience(t), Category.NEWS) for t in combined]
        slots = [await tx.announcements.slots(Audience(t), Category.NEWS) for t in combined]
    assert figures == [len(people) for people in combined.values()]
    assert [sum(slot.people for slot in each) for each in slots] == figures


async def test_received_those_with_a_copy_of_this_announcement_only(
    database: Database, store: Store
) -> None:
    await add_people(database, [{"id": number} for number in range(1, 6)])
    ours, other = await add_announcement(store), await add_announcement(store)
    sending, elsewhere = await add_dispatch(store, ours), await add_dispatch(store, other)
    rows = [
        (sending.id, 1, OutboxState.SENT),
        (sending.id, 2, OutboxState.FAILED),
        (sending.id, 3, None),
        (elsewhere.id, 4, OutboxState.SENT),
    ]
    async with store.write() as tx:
        for number, (dispatch_id, chat, state) in enumerate(rows, 1):
            message = NewMessage(
                dedupe_key=f"{number}",
                chat_id=ChatId(chat),
                message=AnnouncementCopy(),
                priority=Priority.ANNOUNCEMENT,
                not_before=START,
                dispatch_id=dispatch_id,
            )
            await tx.outbox.add([message], START)
            if state is not None:
                made = 7 if state is OutboxState.SENT else None
                ended = Settlement(row_id=OutboxId(number), state=state, at=START, message_id=made)
                await tx.outbox.settle([ended])

    assert await chosen(database, AudienceTerm(Received(ours))) == {1}
    assert await chosen(database, AudienceTerm(Received(ours), is_excluded=True)) == {2, 3, 4, 5}
    got, beside = AudienceTerm(Received(ours)), AudienceTerm(Received(other))
    not_got = AudienceTerm(Received(ours), is_excluded=True)
    audiences_of = [(got,), (not_got,), (got, beside), (got, not_got)]
    async with store.read() as tx:
        with recorded() as record:
            figures = [
                await tx.announcements.count(Audience(terms), Category.NEWS)
                for terms in audiences_of
            ]
        slots = [
            await tx.announcements.slots(Audience(terms), Category.NEWS) for terms in audiences_of
        ]
    assert figures == [1, 4, 0, 0]
    assert [sum(slot.people for slot in each) for each in slots] == figures
    assert not [text for text in record.sent if database.is_sqlite and " IN (SELECT" in text]
    async with database.read() as connection:
        ids = (await connection.execute(sa.select(outbox.c.id).order_by(outbox.c.id))).scalars()
        assert list(ids) == [1, 2, 3, 4]


async def test_opted_out_people_get_only_what_they_did_not_switch_off(database: Database) -> None:
    await add_people(
        database,
        [
            {"id": 1},
            {"id": 2, "stopped_at": START},
            {"id": 3, "unreachable_at": START},
            {"id": 4, "is_paused": True},
            {"id": 5, "mutes_news": True},
            {"id": 6, "mutes_sessions": True},
        ],
    )

    assert {category: await chosen(database, to=category) for category in Category} == {
        Category.IMPORTANT: {1, 4, 5, 6},
        Category.NEWS: {1, 6},
        Category.SESSIONS: {1, 5},
    }


async def test_zones_are_those_of_the_audience(database: Database, store: Store) -> None:
    await add_people(
        database,
        [
            {"id": 1},
            {"id": 2, "tz": "Asia/Omsk", "role": "student"},
            {"id": 3, "tz": "Asia/Tokyo", "stopped_at": START},
        ],
    )
    students = Audience((AudienceTerm(Roles(frozenset({Role.STUDENT}))),))
    async with store.read() as tx:
        slots = [await tx.announcements.slots(one, Category.NEWS) for one in (EVERYONE, students)]
        figures = [
            await tx.announcements.count(one, Category.NEWS) for one in (EVERYONE, students)
        ]
    zones = [{slot.tz for slot in of_audience} for of_audience in slots]

    assert zones == [{None, "Asia/Omsk"}, {"Asia/Omsk"}]
    assert figures == [2, 1]


CENTRES = [
    Point(55.75, 37.62),
    Point(54.71, 20.51),
    Point(69.35, 88.2),
    Point(70, 179.9),
    Point(70, -179.95),
    Point(66.3, 179.1),
    Point(43.1, 131.9),
    Point(0, 0),
]


def around(centre: Point, km: float, chance: random.Random) -> Point:
    """A point at a random bearing and nearly that distance, by the great circle."""
    angle, bearing = km / EARTH_RADIUS_KM, chance.uniform(0, 2 * math.pi)
    lat0 = math.radians(centre.lat)
    lat = math.asin(
        math.sin(lat0) * math.cos(angle) + math.cos(lat0) * math.sin(angle) * math.cos(bearing)
    )
    lon = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(lat0),
        math.cos(angle) - math.sin(lat0) * math.sin(lat),
    )
    degrees = math.degrees(lon) + centre.lon
    return Point(math.degrees(lat), (degrees + 180) % 360 - 180)


async def test_within_errs_by_less_than_two_per_cent_of_the_great_circle(
    database: Database,
) -> None:
    chance = random.Random(7)
    circles = [(centre, km) for centre in CENTRES for km in (5, 50, 200, 500)]
    points = [
        around(centre, km * chance.uniform(0.9, 1.1), chance)
        for centre, km in circles
        for _ in range(40)
    ]
    await add_people(database, [{"id": n, **home(p, "")} for n, p in enumerate(points, 1)])
    wrong = []
    for centre, km in circles:
        inside = await chosen(database, AudienceTerm(Within("", centre, km)))
        for number, point in enumerate(points, 1):
            away = distance_km(centre, point)
            if (number in inside) != (away <= km) and abs(away - km) > 0.02 * km:
                wrong.append((centre, km, point, away))

    assert wrong == []


def test_every_condition_is_among_those_that_are_dumped() -> None:
    assert {type(one) for one in EVERY_CONDITION} == set(get_args(Condition))
