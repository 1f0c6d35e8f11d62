"""One's own reminders of the dates of admission: rows of the outbox, written when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from db.unit_of_work import Store
from domain.ids import ChatId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.outgoing import Kind
from domain.people.admission_dates import AdmissionDate, next_on, reminder_at
from domain.people.messages import AdmissionReminder
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Actor
from domain.ports import Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class AdmissionDates:
    store: Store
    clock: Clock

    async def are_chosen(self, actor: Actor) -> bool:
        async with self.store.read() as tx:
            return bool(await tx.outbox.queued_keys(ChatId(actor.id), Kind.ADMISSION))

    async def choose(self, actor: Actor, *, wanted: bool) -> None:
        """Says what shall be, so that a double tap changes nothing."""
        now = self.clock.now()
        async with self.store.write() as tx:
            known = await tx.outbox.queued_keys(ChatId(actor.id), Kind.ADMISSION)
            if not wanted:
                await tx.outbox.withdraw(known, now, "not wanted any more")
            elif not known:
                await tx.outbox.add([_message(actor, which, now) for which in AdmissionDate], now)


def _message(actor: Actor, which: AdmissionDate, now: datetime) -> NewMessage:
    on = next_on(which, now.astimezone(actor.zone).date())
    over = at_wall_clock(datetime.combine(on + timedelta(days=1), time()), actor.zone)
    reminder = AdmissionReminder(date=which, on=on)
    return NewMessage(
        dedupe_key=reminder.key(now, actor.id),
        chat_id=ChatId(actor.id),
        message=reminder,
        priority=Priority.NOTICE,
        not_before=reminder_at(on, actor.zone, now),
        expires_at=over,
    )
