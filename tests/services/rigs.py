"""What tests of services share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import event

from db.engine import Database
from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId, UserId
from domain.people.users import Profile
from domain.places.geo import Point
from services.clusters.open_days.reminders import OpenDayReminders
from tests.clocks import Bell, ManualClock

MOSCOW = ZoneInfo("Europe/Moscow")

PROFILE = Profile(id=UserId(5), first_name="Ия", client_language="be")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Statements sent while the block runs."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    event.remove(sa.Engine, "before_cursor_execute", note)


def cluster(name: str, lat: float = 56.0, lon: float = 44.0) -> Cluster:
    return Cluster(
        id=ClusterId(name),
        name=name,
        industry=Industry.IT,
        region="Нижегородская область",
        point=Point(lat, lon),
        base_college="Колледж",
    )


def day_reminders(store: Store, clock: ManualClock) -> OpenDayReminders:
    return OpenDayReminders(store=store, clock=clock, alarm=Bell(), default_zone=MOSCOW)
