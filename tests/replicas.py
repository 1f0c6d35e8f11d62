"""Several processes on one store: connections of their own, nothing in common but rows."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox
from db.unit_of_work import Store
from domain.errors import AlreadyHandled, UserError
from domain.ids import UpdateId, UserId
from domain.outgoing import Kind
from domain.people.users import Actor, Language
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from services.people.organisers import Organisers
from services.people.users import Users
from services.programme.admission.checkin import CheckIn
from services.programme.admission.invitations import Invitations
from services.programme.editing import ProgrammeEditing
from services.programme.imports import ScheduleImports
from services.programme.questions import Questions
from services.programme.ratings import Ratings
from services.programme.revisions import Revisions
from services.programme.sessions import Programmes
from services.programme.uploads import ProgrammeUploads
from services.search.saved_searches import SavedSearches
from tests.clocks import Bell, ManualClock
from tests.stores import opened_again

REPLICAS = 3
OWNER = 900
MOSCOW = ZoneInfo("Europe/Moscow")

_updates = itertools.count(1)


class Way(Enum):
    """How the acts of a script follow each other."""

    ONE_AFTER_ANOTHER = "one after another"
    ALL_AT_ONCE = "all at once"


@dataclass
class Replica:
    """The services of one process."""

    database: Database
    clock: ManualClock
    bell: Bell = field(default_factory=Bell)

    def __post_init__(self) -> None:
        self.store = store = Store(self.database, alarm=self.bell)
        ground: dict[str, Any] = {"store": store, "clock": self.clock}
        organisers = Organisers(**ground, owners=frozenset({UserId(OWNER)}))
        revisions = Revisions(**ground, default_zone=MOSCOW)
        self.users = Users(
            **ground,
            owners=frozenset({UserId(OWNER)}),
            default_zone=MOSCOW,
            default_language=Language.RU,
        )
        self.programmes = Programmes(**ground, default_zone=MOSCOW, organisers=organisers)
        self.questions = Questions(**ground, organisers=organisers)
        self.ratings = Ratings(**ground, alarm=self.bell, default_zone=MOSCOW)
        self.checkin = CheckIn(**ground, organisers=organisers)
        self.invitations = Invitations(**ground, organisers=organisers)
        self.searches = SavedSearches(**ground)
        self.imports = ScheduleImports(**ground, revisions=revisions)
        self.uploads = ProgrammeUploads(**ground, organisers=organisers, imports=self.imports)
        self.programme_editing = ProgrammeEditing(
            **ground, organisers=organisers, revisions=revisions
        )
        self.announcement_drafts = AnnouncementDrafts(**ground, organisers=organisers)
        self.announcement_release = AnnouncementRelease(
            **ground,
            alarm=self.bell,
            organisers=organisers,
            default_zone=MOSCOW,
            rate=25,
            approval_over=1,
        )


Act = Callable[[Replica], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Replicas:
    """`play` is what a test compares: one script, one after another and all at once."""

    all: list[Replica]
    way: Way

    @property
    def one(self) -> Replica:
        return self.all[0]

    async def play(self, acts: Iterable[Act]) -> list[object]:
        """Dealt out to the replicas; what each came to: its value, or the key of its UserError."""
        dealt = [
            _outcome(act, replica)
            for act, replica in zip(acts, itertools.cycle(self.all), strict=False)
        ]
        if self.way is Way.ALL_AT_ONCE:
            return await asyncio.gather(*dealt)
        return [await each for each in dealt]

    async def told(self, kind: Kind) -> list[int]:
        """Chats of the rows of that kind, in the order of their numbers."""
        query = sa.select(outbox.c.chat_id).where(outbox.c.kind == kind.value)
        async with self.one.database.read() as connection:
            return sorted((await connection.execute(query)).scalars())


async def _outcome(act: Act, replica: Replica) -> object:
    try:
        return await act(replica)
    except UserError as error:
        return error.key
    except AlreadyHandled:
        return AlreadyHandled


@asynccontextmanager
async def replicas_on(
    database: Database, place: str, folder: Path, way: Way
) -> AsyncIterator[Replicas]:
    """`place` and `folder` as the fixtures of that name; the first one uses `database` itself."""
    clock = ManualClock()
    async with AsyncExitStack() as stack:
        others = [
            await stack.enter_async_context(opened_again(place, folder))
            for _ in range(REPLICAS - 1)
        ]
        yield Replicas([Replica(one, clock) for one in (database, *others)], way)


def actor(number: int, update: int | None = None) -> Actor:
    """Each act is an update of its own, unless it is said to be the same one."""
    return Actor(
        id=UserId(number),
        name=f"N{number}",
        language=Language.RU,
        zone=MOSCOW,
        home=None,
        is_owner=number == OWNER,
        update_id=UpdateId(update if update is not None else next(_updates)),
    )
