"""A store in which every number that a button can carry is somebody's row, and who looks at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from db.tables import metadata
from domain.announcements.announcements import DispatchAction, Outlet
from domain.clusters.facts import OpenDay
from domain.ids import AnnouncementId, ChatId, ClusterId, UserId
from domain.programme.participants import Participant
from domain.programme.sessions import Session
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import ORGANISER, Stage
from tests.handlers.rights.pressing import ANSWER, CLUSTER, EVENT, HOLDER, SESSION
from tests.people import POST, add_dispatch
from tests.programmes import add_sessions, session_at

SECRET = "канарейка"
"""In all that the holder has written and nobody but organisers may read."""

HELPER = 901
"""Whose drafts have number 1."""

FILE = b"uid,title,start,end\nplenary,A,2026-11-25T10:00,2026-11-25T11:00\n"
OWNERS_OF_ROWS = ("user_id", "from_id", "to_id", "reporter_id", "author_id", "added_by")


def _naming(name: str, table: sa.Table) -> str:
    """A query for the rows that name a person as whose they are; empty where none can."""
    columns = [one.name for one in table.columns if one.name in OWNERS_OF_ROWS]
    if name == "users":
        columns = ["id"]
    return f'SELECT * FROM "{name}" WHERE ? IN ({", ".join(columns)})' if columns else ""


NAMING = {name: _naming(name, table) for name, table in metadata.tables.items()}

AHEAD = timedelta(days=2)
DAY_REMINDER = f"cb:{CLUSTER}:{(START.date() + AHEAD).toordinal()}:1"

Row = tuple[Any, ...]


@dataclass(slots=True)
class Scene:
    """`owner` and `helper` organise; `participant` goes where the `holder` goes.

    Rows are told of a store on SQLite.
    """

    stage: Stage
    owner: UserClient
    helper: UserClient
    holder: UserClient
    participant: UserClient
    stranger: UserClient
    _store: sqlite3.Connection = field(init=False)
    _version: int = -1
    _rows: dict[str, set[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        database = self.stage.app.database
        path = str(database.url.database) if database.is_sqlite else ":memory:"
        self._store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def close(self) -> None:
        self._store.close()

    async def press(self, person: UserClient, data: str) -> list[str]:
        """Under the person's first message of the bot; what the bot has called for it."""
        calls = self.stage.session.calls
        before = len(calls)
        await person.press(data, message=person.inbox[0], forged=True)
        return calls[before:]

    def rows(self, but: Collection[str] = ()) -> dict[str, set[Row]]:
        """The whole store, by table; read anew only when something was committed."""
        [version] = self._store.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._rows = {name: self.table(name) for name in metadata.tables}
        return {name: rows for name, rows in self._rows.items() if name not in but}

    def table(self, name: str) -> set[Row]:
        """As it is now."""
        return set(self._store.execute(f'SELECT * FROM "{name}"'))

    def rows_of(self, person_id: int) -> dict[str, set[Row]]:
        """Those that name the person as whose they are."""
        found = {
            name: set(self._store.execute(query, [person_id]))
            for name, query in NAMING.items()
            if query
        }
        return {name: rows for name, rows in found.items() if rows}

    async def set_helping(self, *, is_helping: bool) -> None:
        async with self.stage.app.store.write() as tx:
            if is_helping:
                await tx.organisers.add(UserId(HELPER), "Помощник", UserId(ORGANISER), START)
            else:
                await tx.organisers.remove(UserId(HELPER))


async def furnished(stage: Stage) -> Scene:
    owner = await stage.organiser()
    people = {
        name: stage.person(name, person_id=number)
        for name, number in (
            ("Помощник", HELPER),
            ("Анна", HOLDER),
            ("Клара", HOLDER + 1),
            ("Борис", HOLDER + 2),
        )
    }
    for one in people.values():
        await one.send("/start")
    helper, holder, participant, stranger = people.values()
    scene = Scene(stage, owner, helper, holder, participant, stranger)
    await scene.set_helping(is_helping=True)
    await _programme(scene)
    await _holders_rows(scene)
    await _organisers_rows(scene, helper)
    return scene


async def _programme(scene: Scene) -> None:
    store = scene.stage.app.store
    async with store.write() as tx:
        card = await tx.clusters.find(ClusterId(CLUSTER))
        assert card is not None
        await tx.clusters.save([replace(card, open_days=(OpenDay(on=START.date() + AHEAD),))])
    begins: Session = session_at(START.replace(day=START.day + 2), SESSION)
    await add_sessions(store, begins)
    for person in (scene.holder, scene.participant):
        await scene.press(person, f"pj:{SESSION}:1")
        one = Participant(
            user_id=UserId(person.id),
            name=f"Участник {person.id}",
            is_listed=True,
            contact=SECRET if person is scene.holder else "",
        )
        async with store.write() as tx:
            await tx.participants.save(one, START)


async def _holders_rows(scene: Scene) -> None:
    holder = scene.holder
    await holder.send(f"сварщик в Саранске {SECRET}")
    for data in ("lk:1:1", f"cf:{CLUSTER}:1", f"tm:{CLUSTER}:1", "yb", DAY_REMINDER):
        await scene.press(holder, data)
    for data in (f"cw:website:{CLUSTER}", "wa:0"):
        await scene.press(holder, data)
        await holder.send(SECRET)
    now = scene.stage.clock.now()
    # What only others' steps or later days would lead to.
    asked = {"state": "asked", "created_at": now}
    rows = {
        "introductions": {"from_id": HOLDER, "to_id": ORGANISER, "message": SECRET, **asked},
        "questions": {"session_id": SESSION, "user_id": HOLDER, "text": SECRET, **asked},
        "ratings": {
            "session_id": SESSION,
            "user_id": HOLDER,
            "stars": 5,
            "comment": SECRET,
            "rated_at": now,
        },
    }
    async with scene.stage.app.database.write() as connection:
        for name, row in rows.items():
            await connection.execute(sa.insert(metadata.tables[name]), row)


async def _organisers_rows(scene: Scene, author: UserClient) -> None:
    store = scene.stage.app.store
    await author.send("/broadcast")
    await author.send("Сбор в десять")
    async with store.write() as tx:
        await tx.outlets.save(Outlet(chat_id=ChatId(-1001), title="Канал"), START)
    await add_dispatch(store, AnnouncementId(1), DispatchAction.SEND, POST)
    for data, text in (
        (f"ob:{SESSION}", ""),
        (f"hf:{ANSWER}:qru", "Чем оно отличается?"),
        ("ek:admission:a:0", "приём; подача"),
        (f"on:{SESSION}", "https://example.org/slides.pdf"),
        ("ea", "https://example.org/feed.xml"),
    ):
        await scene.press(author, data)
        if text:
            await author.send(text)
    await scene.press(author, f"oa:f:{EVENT}")
    await author.upload("p.csv", FILE)
    await author.send("/cancel")
