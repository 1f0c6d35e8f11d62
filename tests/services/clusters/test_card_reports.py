"""Reports of wrong cards ring the alarm once, and refused ones claim nothing."""

from __future__ import annotations

import pytest

from db.unit_of_work import Store
from domain.clusters.card_reports import CardField
from domain.errors import AlreadyHandled, UserError
from domain.ids import UpdateId, UserId
from domain.outbox import OutboxState
from services.clusters.card_reports import Reports
from services.people.organisers import Organisers
from services.people.users import Users
from tests.clocks import Bell, ManualClock
from tests.services.rigs import PROFILE, cluster


def organising(store: Store, clock: ManualClock, *owners: int) -> Organisers:
    return Organisers(store=store, clock=clock, owners=frozenset(map(UserId, owners)))


async def test_report_rings_the_alarm_after_commit_and_only_once(
    store: Store, clock: ManualClock, bell: Bell, users: Users
) -> None:
    reports = Reports(store=store, clock=clock, organisers=organising(store, clock, 1, 2))
    actor = await users.touch(PROFILE, UpdateId(1))
    async with store.write() as tx:
        await tx.clusters.save([cluster("a")])
    await reports.send(actor, cluster("a"), CardField.NAME, " опечатка ")
    with pytest.raises(AlreadyHandled):
        await reports.send(actor, cluster("a"), CardField.NAME, "опечатка")

    async with store.read() as tx:
        assert await tx.outbox.totals() == {OutboxState.QUEUED: 2}
    assert bell.set_to == [clock.now()]


@pytest.mark.parametrize(
    ("comment", "organisers", "key"),
    [
        (" ", {1}, "report-empty"),
        ("я" * 1001, {1}, "report-too-long"),
        ("x", set(), "report-nobody"),
    ],
)
async def test_report_refused_claims_nothing(
    store: Store, clock: ManualClock, users: Users, comment: str, organisers: set[int], key: str
) -> None:
    people = organising(store, clock, *organisers)
    reports = Reports(store=store, clock=clock, organisers=people)
    actor = await users.touch(PROFILE, UpdateId(1))

    with pytest.raises(UserError) as raised:
        await reports.send(actor, cluster("a"), CardField.OTHER, comment)

    assert raised.value.key == key
    async with store.write() as tx:
        await tx.updates.claim(actor.update_id, clock.now())
