"""The only place that commits. A service opens it, queries through it, and never sees SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property, partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.announcements.announcements import AnnouncementQueries
from db.announcements.dispatches import DispatchQueries
from db.announcements.outlets import OutletQueries
from db.cache import ROWS_KEPT
from db.clusters.answers import AnswerQueries
from db.clusters.card_reports import CardReportQueries
from db.clusters.cards import ClusterQueries
from db.clusters.comparisons import ComparisonQueries
from db.clusters.favourites import FavouriteQueries
from db.clusters.open_days import OpenDayQueries
from db.clusters.saved_search_matches import SavedSearchMatchQueries
from db.clusters.searches import SearchQueries
from db.engine import Database
from db.news.deliveries import NewsCopyQueries
from db.news.items import NewsQueries
from db.news.sources import SourceQueries
from db.news.subscriptions import SubscriptionQueries
from db.news.topics import TopicQueries
from db.outbox.leases import LeaseQueries
from db.outbox.retention import RetentionQueries
from db.outbox.rows import OutboxQueries
from db.people.conversations import ConversationQueries
from db.people.handled_updates import HandledUpdateQueries
from db.people.organisers import OrganiserQueries
from db.people.personal_links import PersonalLinkQueries
from db.people.users import UserQueries
from db.programme.admission.checkin import CheckInQueries
from db.programme.admission.closed_sessions import AdmissionQueries
from db.programme.day_digests import DigestQueries
from db.programme.materials import MaterialQueries
from db.programme.participants.introductions import IntroductionQueries
from db.programme.participants.profiles import ParticipantQueries
from db.programme.questions import QuestionQueries
from db.programme.ratings import RatingQueries
from db.programme.registrations import RegistrationQueries
from db.programme.reminders.lead_times import LeadTimeQueries
from db.programme.reminders.waves import WaveQueries
from db.programme.revisions import RevisionQueries
from db.programme.session_changes import ChangeQueries
from db.programme.session_drafts import SessionDraftQueries
from db.programme.sessions import ProgrammeQueries
from db.programme.uploads import UploadQueries
from db.programme_cache import ProgrammeCache, changes_cards
from db.rehearsal.queries import RehearsalQueries
from db.replicas.incoming import IncomingQueries, PresenceQueries
from db.row_caches import RowCaches
from db.tables import events, news, outbox, sessions
from db.write_turns import WriteTurn
from domain.clusters.marks import CardMarks
from domain.clusters.searches import Search
from domain.ids import UserId
from domain.news.items import NewsLine
from domain.people.users import User
from domain.ports import Alarm


class Transaction:
    """The aggregates, all on one connection. What they change is forgotten after the commit, and
    what they leave to deliver wakes the delivery."""

    def __init__(self, connection: AsyncConnection, caches: RowCaches) -> None:
        self._connection = connection
        self._caches = caches
        self._after_commit: list[Callable[[], None]] = []
        self._has_work = False
        self._changes_programmes = False
        self._changes_cards = False
        self._changes_news = False
        self._leaves_at: datetime | None = None
        """The earliest of the rows that say when they leave."""

    @cached_property
    def users(self) -> UserQueries:
        forget = self._caches.forget_person
        return UserQueries(
            self._connection, lambda user_id: self.after_commit(partial(forget, user_id))
        )

    @cached_property
    def clusters(self) -> ClusterQueries:
        return ClusterQueries(self._connection)

    @cached_property
    def favourites(self) -> FavouriteQueries:
        return FavouriteQueries(self._connection, self._forget_marks)

    @cached_property
    def comparisons(self) -> ComparisonQueries:
        return ComparisonQueries(self._connection, self._forget_marks)

    @cached_property
    def open_days(self) -> OpenDayQueries:
        return OpenDayQueries(self._connection, self._forget_marks)

    @cached_property
    def card_reports(self) -> CardReportQueries:
        return CardReportQueries(self._connection)

    @cached_property
    def conversations(self) -> ConversationQueries:
        cache = self._caches.conversations

        def changed(key: str | None) -> None:
            forget = cache.forget_all if key is None else partial(cache.forget, key)
            self.after_commit(forget)

        return ConversationQueries(self._connection, changed)

    @cached_property
    def updates(self) -> HandledUpdateQueries:
        return HandledUpdateQueries(self._connection)

    @cached_property
    def outbox(self) -> OutboxQueries:
        return OutboxQueries(self._connection)

    @cached_property
    def retention(self) -> RetentionQueries:
        return RetentionQueries(self._connection)

    @cached_property
    def announcements(self) -> AnnouncementQueries:
        return AnnouncementQueries(self._connection)

    @cached_property
    def answers(self) -> AnswerQueries:
        return AnswerQueries(self._connection)

    @cached_property
    def dispatches(self) -> DispatchQueries:
        return DispatchQueries(self._connection, self.wake_delivery)

    @cached_property
    def organisers(self) -> OrganiserQueries:
        forget = self._caches.organisers.forget_all
        return OrganiserQueries(self._connection, lambda: self.after_commit(forget))

    @cached_property
    def outlets(self) -> OutletQueries:
        return OutletQueries(self._connection)

    @cached_property
    def programme(self) -> ProgrammeQueries:
        return ProgrammeQueries(self._connection)

    @cached_property
    def registrations(self) -> RegistrationQueries:
        forget = self._caches.programmes.forget_schedule
        return RegistrationQueries(
            self._connection, lambda user_id: self.after_commit(partial(forget, user_id))
        )

    @cached_property
    def changes(self) -> ChangeQueries:
        return ChangeQueries(self._connection)

    @cached_property
    def revisions(self) -> RevisionQueries:
        return RevisionQueries(self._connection, self.wake_delivery)

    @cached_property
    def session_drafts(self) -> SessionDraftQueries:
        return SessionDraftQueries(self._connection)

    @cached_property
    def uploads(self) -> UploadQueries:
        return UploadQueries(self._connection)

    @cached_property
    def materials(self) -> MaterialQueries:
        return MaterialQueries(self._connection)

    @cached_property
    def lead_times(self) -> LeadTimeQueries:
        return LeadTimeQueries(self._connection)

    @cached_property
    def waves(self) -> WaveQueries:
        return WaveQueries(self._connection)

    @cached_property
    def rehearsals(self) -> RehearsalQueries:
        return RehearsalQueries(self._connection)

    @cached_property
    def admissions(self) -> AdmissionQueries:
        return AdmissionQueries(self._connection)

    @cached_property
    def checkin(self) -> CheckInQueries:
        return CheckInQueries(self._connection)

    @cached_property
    def personal_links(self) -> PersonalLinkQueries:
        return PersonalLinkQueries(self._connection)

    @cached_property
    def participants(self) -> ParticipantQueries:
        return ParticipantQueries(self._connection)

    @cached_property
    def introductions(self) -> IntroductionQueries:
        return IntroductionQueries(self._connection)

    @cached_property
    def digests(self) -> DigestQueries:
        return DigestQueries(self._connection)

    @cached_property
    def questions(self) -> QuestionQueries:
        return QuestionQueries(self._connection)

    @cached_property
    def ratings(self) -> RatingQueries:
        return RatingQueries(self._connection)

    @cached_property
    def news(self) -> NewsQueries:
        return NewsQueries(self._connection, self.wake_delivery)

    @cached_property
    def news_sources(self) -> SourceQueries:
        return SourceQueries(self._connection)

    @cached_property
    def news_copies(self) -> NewsCopyQueries:
        return NewsCopyQueries(self._connection, self.wake_delivery)

    @cached_property
    def subscriptions(self) -> SubscriptionQueries:
        return SubscriptionQueries(self._connection)

    @cached_property
    def topics(self) -> TopicQueries:
        return TopicQueries(self._connection)

    @cached_property
    def searches(self) -> SearchQueries:
        cache, saved = self._caches.searches, self._caches.saved_searches
        return SearchQueries(
            self._connection,
            lambda newest: self.after_commit(lambda: cache.replace(newest.user_id, (newest,))),
            lambda changed: self.after_commit(partial(saved.forget, changed.user_id)),
            lambda: self.after_commit(cache.forget_all),
        )

    @cached_property
    def saved_search_matches(self) -> SavedSearchMatchQueries:
        return SavedSearchMatchQueries(self._connection)

    @cached_property
    def leases(self) -> LeaseQueries:
        return LeaseQueries(self._connection)

    @cached_property
    def incoming(self) -> IncomingQueries:
        return IncomingQueries(self._connection)

    @cached_property
    def presence(self) -> PresenceQueries:
        return PresenceQueries(self._connection)

    def _forget_marks(self, user_id: UserId) -> None:
        self.after_commit(partial(self._caches.marks.forget, user_id))

    def after_commit(self, action: Callable[[], None]) -> None:
        """Runs once the change is durable; not at all when the transaction fails."""
        self._after_commit.append(action)

    def wake_delivery(self) -> None:
        """Once the change is durable: rows leave, or a loop has rows to write."""
        self._has_work = True

    def changed(self, statement: sa.UpdateBase, parameters: Any) -> None:
        """Nobody who adds rows of the outbox has to think of waking the delivery, nor of what is
        kept of programmes and news who changes one."""
        if statement.table is sessions or statement.table is events:
            self._changes_programmes = True
        if statement.table is news:
            self._changes_news = True
        if changes_cards(statement):
            self._changes_cards = True
        if statement.table is outbox and isinstance(statement, sa.Insert):
            self._leaves(parameters)

    def _leaves(self, parameters: Any) -> None:
        if not isinstance(parameters, list):
            self.wake_delivery()
            return
        moments = [row["not_before"] for row in parameters]
        self._leaves_at = min([*moments, *([self._leaves_at] if self._leaves_at else [])])

    def committed(self, alarm: Alarm | None) -> None:
        for action in self._after_commit:
            action()
        if self._changes_programmes:
            self._caches.programmes.forget()
        if self._changes_cards:
            self._caches.programmes.forget_cards()
        if self._changes_news:
            self._caches.front_news.forget()
        if alarm is not None and self._has_work:
            alarm.wake()
        elif alarm is not None and self._leaves_at is not None:
            alarm.wake_at(self._leaves_at)


class Store:
    """Opens units of work. `read` sees single statements, `write` is one transaction.

    `remembers` only where this process alone writes people and conversations (see db.cache).
    `alarm` rings after each commit that leaves something to deliver; None where nobody delivers.
    """

    def __init__(
        self, database: Database, *, remembers: bool = False, alarm: Alarm | None = None
    ) -> None:
        self._database = database
        self._alarm = alarm
        limit = ROWS_KEPT if remembers else 0
        self._caches = RowCaches.of(database, limit)

    async def user(self, user_id: UserId) -> User | None:
        """One person, from the cache if their row is there."""
        cache = self._caches.users
        known = cache.recall(user_id)
        if known is None:
            read_at = cache.generation
            async with self.read() as tx:
                known = await tx.users.find(user_id)
            if known is not None:
                cache.keep(user_id, known, read_at=read_at)
        return known

    async def conversation(self, key: str) -> tuple[str | None, dict[str, Any]]:
        """State and data of one conversation, from the cache if they are there."""

        async def read() -> tuple[str | None, dict[str, Any]]:
            async with self.read() as tx:
                return await tx.conversations.get(key)

        return await self._caches.conversations.get(key, read)

    async def newest_search(self, user_id: UserId) -> Search | None:
        """The search that the person typed or changed last, from the cache if it is there."""

        async def read() -> tuple[Search, ...]:
            async with self.read() as tx:
                found = await tx.searches.newest_of(user_id)
            return (found,) if found is not None else ()

        return next(iter(await self._caches.searches.get(user_id, read)), None)

    async def saved_searches(self, user_id: UserId) -> tuple[Search, ...]:
        """A person's searches, the one saved first first, from the cache if they are there."""

        async def read() -> tuple[Search, ...]:
            async with self.read() as tx:
                return tuple(await tx.searches.saved_of(user_id))

        return await self._caches.saved_searches.get(user_id, read)

    async def card_marks(self, user_id: UserId, version: int) -> CardMarks:
        """The cards that a person has starred, compares or waits for, from the cache if they are
        there. `version` is the catalogue's: who took a card out of it took marks along, in
        whichever process."""
        cache = self._caches.marks
        known = cache.recall(user_id)
        if known is not None and known[0] == version:
            return known[1]
        read_at = cache.generation
        async with self.read() as tx:
            favourites = await tx.favourites.of(user_id)
            compared = await tx.comparisons.of(user_id)
            awaited = [(one.cluster_id, one.day) for one in await tx.open_days.of(user_id)]
        marks = CardMarks(tuple(favourites), tuple(compared), tuple(awaited))
        cache.keep(user_id, (version, marks), read_at=read_at)
        return marks

    async def organiser_ids(self) -> frozenset[UserId]:
        """Ids of all organisers, from the cache if they are there: for what is offered, not for
        what is allowed."""

        async def read() -> frozenset[UserId]:
            async with self.read() as tx:
                return await tx.organisers.ids()

        return await self._caches.organisers.get(None, read)

    async def front_news(self, now: datetime) -> tuple[NewsLine, ...]:
        """The newest FRONT_LINES: the very same value for as long as they stay as they are."""
        return await self._caches.front_news.get(now)

    @property
    def programmes(self) -> ProgrammeCache:
        """Programmes for what is shown; who decides by a session reads its row."""
        return self._caches.programmes

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._database.read() as connection:
            yield Transaction(connection, self._caches)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[Transaction]:
        """Single statements that write, each committed by itself and right whatever others do.

        One whose connection was cut runs once more: only for what may be done twice.
        """
        async with self._database.single() as connection:
            transaction = Transaction(connection, self._caches)
            try:
                yield transaction
            finally:
                # What has told of itself is durable, whatever came after it.
                transaction.committed(self._alarm)

    @asynccontextmanager
    async def write(self, turn: WriteTurn = WriteTurn.IN_TURN) -> AsyncIterator[Transaction]:
        """Alone, unless `turn` says otherwise: what it has read is true until it commits."""
        async with self._database.write(turn) as connection:
            transaction = Transaction(connection, self._caches)
            connection.on_change = transaction.changed
            try:
                yield transaction
            finally:
                # Or the two hold each other until the garbage collector comes.
                connection.on_change = None
        transaction.committed(self._alarm)
