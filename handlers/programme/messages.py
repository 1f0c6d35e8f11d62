"""Messages about sessions and participants, as they leave: as things are then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.ids import UserId
from domain.outbox import (
    OutboxRow,
)
from domain.ports import Clock
from domain.programme.messages import (
    DayDigest,
    FreePlace,
    MeetingComplaint,
    MeetingContacts,
    MeetingRequest,
    QuestionNotice,
    RatingRequest,
    RegistrationNotice,
    Reminder,
    ReminderEdit,
    SessionChangeNotice,
)
from domain.programme.questions import QuestionState
from domain.programme.reminders import unix
from handlers.outgoing import Calls, edited, sent, zone_of
from handlers.programme.directory.views import (
    acquaintance_message,
    complaint_message,
    request_message,
)
from handlers.programme.feedback.views import question_notice
from handlers.programme.ratings.views import rating_request
from handlers.programme.reminders.views import moved_screen, reminder_screen
from handlers.programme.sessions.digest_views import digest_screen
from handlers.programme.sessions.views import change_message, confirmation_message, place_message
from services.programme.day_digests import day_of
from services.programme.participants.introductions import (
    acquaintance_for,
    complaint_about,
    request_for,
)
from services.programme.ratings import to_rate
from services.programme.reminders import going, is_still_true
from ui.translator import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeMessages:
    store: Store
    clock: Clock
    default_zone: ZoneInfo

    async def change(self, row: OutboxRow, was: SessionChangeNotice, t: Translator) -> Calls:
        """Nothing where it was changed back before anybody was told, is over, or no business of
        theirs any more."""
        async with self.store.read() as tx:
            found = (await tx.programme.with_events([was.session])).get(was.session)
            is_waiting = await tx.registrations.is_waiting(UserId(row.chat_id), was.session)
        if found is None or is_waiting is None:
            return []
        session, event = found
        if self.clock.now() >= max(session.ends_at, datetime.fromtimestamp(was.starts, UTC)):
            return []
        return sent(row, change_message(was, session, event, t))

    async def place(self, row: OutboxRow, place: FreePlace, t: Translator) -> Calls:
        """Nothing where it is over or cancelled by now, or they have given the place up."""
        async with self.store.read() as tx:
            found = (await tx.programme.with_events([place.session])).get(place.session)
            is_waiting = await tx.registrations.is_waiting(UserId(row.chat_id), place.session)
        if found is None:
            raise LookupError("the session is gone")
        session, event = found
        now = self.clock.now()
        if session.ends_at <= now or session.is_cancelled or is_waiting is not False:
            return []
        return sent(row, place_message(place, session, event, now, t))

    async def confirmation(
        self, row: OutboxRow, notice: RegistrationNotice, t: Translator
    ) -> Calls:
        """A later press may have changed how the person stands to the session."""
        async with self.store.read() as tx:
            session = await tx.programme.session(notice.session)
            is_waiting = await tx.registrations.is_waiting(UserId(row.chat_id), notice.session)
        if session is None:
            return []
        return sent(row, confirmation_message(session, is_waiting, self.clock.now(), t))

    async def reminder(self, row: OutboxRow, reminder: Reminder, t: Translator) -> Calls:
        """The session may have moved, the person may have left."""
        async with self.store.read() as tx:
            found = await going(tx, UserId(row.chat_id), reminder.session)
        now = self.clock.now()
        if found is None or not is_still_true(found, reminder, now):
            return []
        return sent(row, reminder_screen(found, zone_of(row, self.default_zone), now, t))

    async def reminder_edit(self, row: OutboxRow, edit: ReminderEdit, t: Translator) -> Calls:
        """Nothing where the person has left, or the message is known no more."""
        async with self.store.read() as tx:
            place = await tx.lead_times.registered(UserId(row.chat_id), edit.session)
            found = await going(tx, UserId(row.chat_id), edit.session)
        now = self.clock.now()
        if place is None or place.session.starts_at <= now or not row.targets:
            return []
        zone = zone_of(row, self.default_zone)
        if found is not None and edit.starts == unix(found.session.starts_at):
            screen = reminder_screen(found, zone, now, t)
        else:
            screen = moved_screen(place.session, place.event, zone, t)
        return [edited(row, screen)]

    async def introduction(self, row: OutboxRow, request: MeetingRequest, t: Translator) -> Calls:
        async with self.store.read() as tx:
            card = await request_for(tx, UserId(row.chat_id), request.introduction)
        return sent(row, request_message(card, t)) if card else []

    async def acquaintance(
        self, row: OutboxRow, contacts: MeetingContacts, t: Translator
    ) -> Calls:
        async with self.store.read() as tx:
            card = await acquaintance_for(tx, UserId(row.chat_id), contacts.introduction)
        return sent(row, acquaintance_message(card, t)) if card else []

    async def complaint(self, row: OutboxRow, complaint: MeetingComplaint, t: Translator) -> Calls:
        async with self.store.read() as tx:
            found = await complaint_about(tx, complaint.introduction)
        return sent(row, complaint_message(found, t)) if found else []

    async def questions(self, row: OutboxRow, notice: QuestionNotice, t: Translator) -> Calls:
        """However many wait now; nothing where the organisers have looked at all of them."""
        async with self.store.read() as tx:
            session = await tx.programme.session(notice.session)
            waiting = (await tx.questions.counts(notice.session))[QuestionState.ASKED]
        if session is None or not waiting:
            return []
        return sent(row, question_notice(session, waiting, t))

    async def rating(self, row: OutboxRow, request: RatingRequest, t: Translator) -> Calls:
        async with self.store.read() as tx:
            session = await to_rate(tx, UserId(row.chat_id), request)
        return sent(row, rating_request(session, t)) if session else []

    async def digest(self, row: OutboxRow, digest: DayDigest, t: Translator) -> Calls:
        """Nothing where there is nothing left of the day to go to."""
        day, zone = digest.day, zone_of(row, self.default_zone)
        async with self.store.read() as tx:
            planned = await day_of(tx, UserId(row.chat_id), day, zone, self.clock.now())
        return sent(row, digest_screen(planned, day, zone, t)) if planned else []
