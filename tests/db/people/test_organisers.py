"""Organisers and the log of what they did, on both engines."""

from __future__ import annotations

from datetime import timedelta

from db.unit_of_work import Store
from domain.ids import UserId
from domain.people.organisers import AuditEntry, Organiser
from tests.clocks import START


async def test_organisers_are_unique_in_the_order_they_came(store: Store) -> None:
    async with store.write() as tx:
        people = tx.organisers
        added = [
            await people.add(UserId(2), "Ия", UserId(1), START + timedelta(seconds=1)),
            await people.add(UserId(3), "Пётр", UserId(1), START),
            await people.add(UserId(2), "Другая", UserId(1), START),
        ]
        everyone = await people.all()
        removed = [await people.remove(UserId(3)), await people.remove(UserId(3))]
        has = [await people.has(UserId(number)) for number in (2, 3)]

    assert (added, removed, has) == ([True, True, False], [True, False], [True, False])
    assert everyone == [
        Organiser(id=UserId(3), name="Пётр", added_at=START),
        Organiser(id=UserId(2), name="Ия", added_at=START + timedelta(seconds=1)),
    ]


async def test_audit_is_paged_newest_first(store: Store) -> None:
    async with store.write() as tx:
        for number in range(5):
            await tx.organisers.record(UserId(1), "Ия", START, "confirmed", id=number, name="Ы")
        pages = [await tx.organisers.log(offset, 2) for offset in (0, 2, 4)]
        length = await tx.organisers.log_length()

    assert ([[entry.details["id"] for entry in page] for page in pages], length) == (
        [[4, 3], [2, 1], [0]],
        5,
    )
    assert pages[2] == [
        AuditEntry(
            at=START,
            actor_id=UserId(1),
            actor_name="Ия",
            action="confirmed",
            details={"id": 0, "name": "Ы"},
        )
    ]
