"""A store as large as asked for, written by INSERT ... SELECT on SQLite or PostgreSQL.

What people have done is spread as it is among people: a tenth has told a place, a third has a
star on a card, some have blocked the bot; one row of the outbox in two has been sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.mailing import FIRST_PERSON, ZONES
from db.engine import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVENT = "growth"
TRACKS = 8
SESSIONS_A_DAY = 20
SESSIONS_FIRST = 3
"""Days from NOW until the first of them: nothing is due yet."""

PROGRAMME_DAYS = 5
"""Days of one event; further sessions belong to further events."""

STRIDE = 619
"""A prime: the rows of two neighbours by id are on pages far from each other."""

GAP = 7

SENT = 1
"""The announcement that has been sent, where the store had none before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """Rows of each; registrations are as many as people, favourites half as many."""

    people: int
    sessions: int
    outbox: int
    clusters: int
    news: int


def person_of(number: int, people: int) -> int:
    """The id of who came as this one: with gaps, and those who come later often have smaller ones,
    as accounts of all ages come to a bot in any order."""
    return FIRST_PERSON + number * STRIDE % people * GAP


def event_of(number: int) -> str:
    """The event of a session: as many sessions in one as take place in PROGRAMME_DAYS."""
    return f"{EVENT}{number // (SESSIONS_A_DAY * PROGRAMME_DAYS)}"


async def populate(database: Database, sizes: Sizes) -> None:
    """Fills a store that has its schema and starter data, in one transaction."""
    async with database.write() as connection:
        if database.is_sqlite:  # as indexes grow, so many pages are written again and again
            await connection.exec_driver_sql("PRAGMA cache_size=-500000")
        for statement in _statements(sizes, is_sqlite=database.is_sqlite):
            await connection.exec_driver_sql(statement)
        if database.is_sqlite:
            await connection.exec_driver_sql("PRAGMA cache_size=-2000")
    if not database.is_sqlite:  # as its autovacuum would after some time
        async with database.read() as reading:
            await reading.exec_driver_sql("VACUUM ANALYZE")


async def count(connection: AsyncConnection, table: sa.Table) -> int:
    found = await connection.execute(sa.select(sa.func.count()).select_from(table))
    return found.scalar_one()


def _statements(sizes: Sizes, *, is_sqlite: bool) -> Iterator[str]:
    moment = _moment_of_sqlite if is_sqlite else _moment_of_postgres
    now = int(NOW.timestamp())
    created_at = moment(f"{now - 86_400 * 40} + n")
    yield from _people(sizes.people, created_at, is_sqlite=is_sqlite)
    yield from _clusters(sizes)
    yield from _programme(sizes, now, is_sqlite=is_sqlite)
    yield from _outbox(sizes, now, is_sqlite=is_sqlite)
    yield from _news(sizes, now, is_sqlite=is_sqlite)


def _numbers(upto: int) -> str:
    """Begins a statement: `numbers` has n from 0 on."""
    return (
        "WITH RECURSIVE numbers(n) AS "
        f"(SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {upto}) "
    )


def _into(table: str, columns: str, upto: int, select: str, rest: str = "") -> str:
    """PostgreSQL takes WITH before INSERT too."""
    return f"{_numbers(upto)} INSERT INTO {table} ({columns}) SELECT {select} FROM numbers {rest}"


def _moment_of_sqlite(seconds: str) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', {seconds}, 'unixepoch')"


def _moment_of_postgres(seconds: str) -> str:
    return f"to_timestamp({seconds})"


def _person(people: int) -> str:
    """`person_of` n."""
    return f"{FIRST_PERSON} + n * {STRIDE} % {people} * {GAP}"


def _people(count: int, created_at: str, *, is_sqlite: bool) -> Iterator[str]:
    zones = " ".join(f"WHEN {n} THEN '{zone}'" for n, zone in enumerate(ZONES))
    yield _into(
        "users",
        "id, first_name, last_name, username, client_language, language, tz, role, home_name, "
        "home_lat, home_lon, home_region, created_at, seen_on, stopped_at, unreachable_at, "
        "mutes_news, quiet_from, quiet_until",
        count,
        f"{_person(count)}, 'Bench', '', '', CASE WHEN n % 10 = 0 THEN 'en' ELSE 'ru' END, "
        f"CASE n % 20 WHEN 1 THEN 'ru' WHEN 2 THEN 'en' END, "
        f"CASE WHEN n % 4 = 0 THEN CASE n / 4 % {len(ZONES)} {zones} END END, "
        "CASE n % 9 WHEN 0 THEN 'student' WHEN 1 THEN 'parent' WHEN 2 THEN 'employer' END, "
        "CASE WHEN n % 10 = 0 THEN 'Саранск' END, "
        "CASE WHEN n % 10 = 0 THEN 45 + (n % 997) * 0.02 END, "
        "CASE WHEN n % 10 = 0 THEN 35 + (n % 1009) * 0.09 END, "
        "CASE WHEN n % 10 = 0 THEN 'Область ' || (n / 10 % 89) ELSE '' END, "
        f"{created_at}, "
        f"{_day('n % 90', is_sqlite=is_sqlite)}, "
        f"CASE WHEN n % 33 = 0 THEN {created_at} END, CASE WHEN n % 50 = 0 THEN {created_at} END, "
        "n % 25 = 0, "
        "CASE n % 7 WHEN 0 THEN NULL WHEN 1 THEN 1260 ELSE 1320 END, "
        "CASE WHEN n % 7 > 0 THEN 480 END",
    )  # fmt: skip


def _day(days_ago: str, *, is_sqlite: bool) -> str:
    """One of ten days, nine days apart. SQLite has no type of them and reads DATE as a number."""
    mark = "" if is_sqlite else "DATE "
    days = " ".join(
        f"WHEN {n} THEN {mark}'{NOW.date() - timedelta(days=9 * n)}'" for n in range(10)
    )
    return f"CASE ({days_ago}) / 9 {days} END"


def _clusters(sizes: Sizes) -> Iterator[str]:
    """Further cards are copies of those that there are, each some kilometres aside."""
    same = (
        "industry, region, city, tz, base_college, employers, network_colleges, professions, "
        "year, students, website, source_url, source_note, checked_on, point_of, phone, address, "
        "study_forms, grades, open_days, dormitory, places"
    )
    cards = "(SELECT count(*) FROM clusters)"
    yield (
        f"{_numbers(max(1, sizes.clusters))} "
        f"INSERT INTO clusters (id, name, lat, lon, {same}) "
        f"SELECT 'g' || n, c.name || ' ' || n, c.lat + (n % 89) * 0.003, "
        f"c.lon + (n % 97) * 0.003, {same} "
        "FROM numbers JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, clusters.* "
        f"FROM clusters) AS c ON c.place = n % {cards} "
        f"WHERE n + (SELECT count(*) FROM clusters) < {sizes.clusters}"
    )
    yield (
        f"{_numbers(sizes.people)} "
        "INSERT INTO favourites (user_id, cluster_id, created_at) "
        f"SELECT {_person(sizes.people)}, c.id, '2026-10-01 00:00:00.000000' "
        "FROM numbers JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id "
        f"FROM clusters) AS c ON c.place = n * 7 % {cards} "
        "WHERE n % 2 = 0"
    )


def _programme(sizes: Sizes, now: int, *, is_sqlite: bool) -> Iterator[str]:
    moment = _moment_of_sqlite if is_sqlite else _moment_of_postgres
    an_event = SESSIONS_A_DAY * PROGRAMME_DAYS
    yield _into(
        "events", "id, title, tz", -(-sizes.sessions // an_event),
        f"'{EVENT}' || n, 'Форум ' || n, 'Europe/Moscow'",
    )  # fmt: skip
    first = now + 86_400 * SESSIONS_FIRST
    starts = f"{first} + n / {SESSIONS_A_DAY} * 86400 + n % {SESSIONS_A_DAY} / 2 * 3600"
    yield _into(
        "sessions", "id, event_id, title, track, room, starts_at, ends_at", sizes.sessions,
        f"'s' || n, '{EVENT}' || (n / {an_event}), 'Сессия ' || n, 'Трек ' || (n % {TRACKS}), "
        f"'Зал ' || (n % 2), {moment(starts)}, {moment(starts + ' + 2700')}",
    )  # fmt: skip
    yield _into(
        "registrations", "user_id, session_id, created_at", sizes.people,
        f"{_person(sizes.people)}, 's' || ((n * 31 + n / {sizes.sessions}) % {sizes.sessions}), "
        "'2026-10-01 00:00:00.000000'",
    )  # fmt: skip


def _outbox(sizes: Sizes, now: int, *, is_sqlite: bool) -> Iterator[str]:
    """Half of it copies of an announcement that everybody got, the rest those of one that is on
    its way; and as many as one of the halves that told people of their day and are over."""
    moment = _moment_of_sqlite if is_sqlite else _moment_of_postgres
    post = '{"chat_id": 900, "message_ids": [1], "kind": "text", "content": {"text": "Новость"}}'
    since = moment(f"{now - 86_400 * 20} + n / 10")
    columns = (
        "dedupe_key, chat_id, kind, payload, priority, state, not_before, attempts, uncertain, "
        "message_id, created_at, settled_at, dispatch_id"
    )
    at = "'2026-11-01 00:00:00.000000'"
    for dispatch, state in (("finished", "sent"), ("running", "queued")):
        is_sent = state == "sent"
        yield (
            "INSERT INTO announcements (author_id, state, post, buttons, is_silent, category, "
            "audience, outlets, is_local, created_at) "
            f"VALUES (900, 'started', '{post}', '[]', false, 'news', '[]', '[]', false, {at})"
        )
        yield (
            "INSERT INTO dispatches (announcement_id, action, state, post, weight, begun_by, "
            "is_filled, cursor, started_at, finished_at, is_reported) "
            f"SELECT max(id), 'send', '{dispatch}', '{post}', 1, 900, true, 0, {at}, "
            f"{at if is_sent else 'NULL'}, {'true' if is_sent else 'false'} FROM announcements"
        )
        yield _into(
            "outbox", columns, sizes.outbox // 2,
            f"'growth:{state}:' || n, {_person(sizes.people)}, "
            f"'announcement', '{{}}', 9, '{state}', {since}, {int(is_sent)}, 0, "
            f"{'n + 1' if is_sent else 'CAST(NULL AS INTEGER)'}, {since}, "
            f"{since if is_sent else 'NULL'}, (SELECT max(id) FROM dispatches)",
        )  # fmt: skip
    yield _into(
        "outbox", columns, sizes.outbox // 2,
        f"'growth:day:' || n, {_person(sizes.people)}, 'digest', '{{}}', 0, 'sent', "
        f"{since}, 1, 0, n + 1, {since}, {since}, 0",
    )  # fmt: skip


def _news(sizes: Sizes, now: int, *, is_sqlite: bool) -> Iterator[str]:
    moment = _moment_of_sqlite if is_sqlite else _moment_of_postgres
    yield (
        "INSERT INTO news_sources (way, title, is_trusted, is_paused, etag, last_modified, "
        "failures, last_error) VALUES ('file', 'Рост', true, false, '', '', 0, '')"
    )
    published = moment(f"{now - 3_600} - n * 60")
    version = "(SELECT coalesce(max(version), 0) FROM data_versions WHERE name = 'topics')"
    yield _into(
        "news",
        "way, source_id, title, lead, text, entities, url, picture_url, picture_id, digest, "
        "published_at, fetched_at, state, revision, released_at, told_at, topics_version",
        sizes.news,
        "'file', (SELECT max(id) FROM news_sources), 'Новость ' || n, 'Колледжи открыли приём', "
        "'Подробности в приёмной кампании.', '[]', 'https://example.org/growth/' || n, '', '', "
        f"'growth' || n, {published}, {published}, 'released', 1, {published}, {published}, "
        f"{version}",
    )  # fmt: skip
    yield (
        "INSERT INTO news_labels (news_id, kind, value, published_at) "
        "SELECT id, 'region', 'Область ' || (id % 89), published_at FROM news "
        "WHERE digest LIKE 'growth%'"
    )
