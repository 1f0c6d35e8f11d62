"""From an outbox row to the Bot API calls that it means. Text is made when it leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementCorrection,
    AnnouncementRecall,
    AnnouncementReturned,
    ApprovalRequest,
    DispatchStalled,
    DispatchSummary,
)
from domain.clusters.messages import (
    CardReportAnswer,
    CardReportNotice,
    OpenDayChange,
    OpenDayReminder,
)
from domain.news.messages import (
    BrokenFeed,
    ChannelOffer,
    NewsCopy,
    NewsDigest,
    NewsDigestEdit,
    NewsEdit,
    NewsRecall,
)
from domain.outbox import (
    OutboxRow,
)
from domain.outgoing import Kind, Outgoing
from domain.people.messages import AdmissionReminder, OutageNotice
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
from handlers.announcements.messages import AnnouncementMessages
from handlers.clusters.messages import ClusterMessages
from handlers.news.messages import NewsMessages
from handlers.outgoing import Calls
from handlers.people.messages import PeopleMessages
from handlers.programme.messages import ProgrammeMessages
from services.announcements.dispatches import Dispatches
from services.news.delivery import DigestContents
from ui.formatting import PRESENT
from ui.translator import Translator

Message = TypeVar("Message", bound=Outgoing)


@dataclass(frozen=True, slots=True)
class Renderer:
    type: type[Outgoing]
    calls: Callable[[OutboxRow, Translator], Awaitable[Calls]]
    """Raises UnreadableMessage for a row of another shape."""


def renderer(
    type_: type[Message],
    render: Callable[[OutboxRow, Message, Translator], Awaitable[Calls]],
) -> Renderer:
    async def calls(row: OutboxRow, t: Translator) -> Calls:
        return await render(row, type_.from_json(row.payload), t)

    return Renderer(type_, calls)


@dataclass(kw_only=True, slots=True)
class Renderers:
    store: Store
    clock: Clock
    dispatches: Dispatches
    default_zone: ZoneInfo
    is_paid: bool
    digest_contents: DigestContents
    username: str = ""
    announcements: AnnouncementMessages = field(init=False)
    table: dict[Kind, Renderer] = field(init=False)
    """One for each kind; a test proves it."""

    def __post_init__(self) -> None:
        store, clock, zone = self.store, self.clock, self.default_zone
        self.announcements = announcements = AnnouncementMessages(
            store=store,
            clock=clock,
            dispatches=self.dispatches,
            default_zone=zone,
            is_paid=self.is_paid,
        )
        clusters = ClusterMessages(
            store=store, clock=clock, default_zone=zone, bot_username=lambda: self.username
        )
        programme = ProgrammeMessages(store=store, clock=clock, default_zone=zone)
        news = NewsMessages(store=store, digest_contents=self.digest_contents, default_zone=zone)
        people = PeopleMessages(default_zone=zone)
        renderers = (
            renderer(AnnouncementCopy, announcements.copy),
            renderer(AnnouncementCorrection, announcements.correction),
            renderer(AnnouncementRecall, announcements.recall),
            renderer(DispatchSummary, announcements.summary),
            renderer(DispatchStalled, announcements.stalled),
            renderer(ApprovalRequest, announcements.approval),
            renderer(AnnouncementReturned, announcements.returned),
            renderer(CardReportNotice, clusters.report),
            renderer(CardReportAnswer, clusters.answer),
            renderer(OpenDayReminder, clusters.open_day),
            renderer(OpenDayChange, clusters.open_day_change),
            renderer(SessionChangeNotice, programme.change),
            renderer(FreePlace, programme.place),
            renderer(RegistrationNotice, programme.confirmation),
            renderer(Reminder, programme.reminder),
            renderer(ReminderEdit, programme.reminder_edit),
            renderer(MeetingRequest, programme.introduction),
            renderer(MeetingContacts, programme.acquaintance),
            renderer(MeetingComplaint, programme.complaint),
            renderer(QuestionNotice, programme.questions),
            renderer(RatingRequest, programme.rating),
            renderer(DayDigest, programme.digest),
            renderer(NewsCopy, news.item),
            renderer(NewsDigest, news.digest),
            renderer(NewsDigestEdit, news.digest_edit),
            renderer(NewsEdit, news.edit),
            renderer(NewsRecall, news.recall),
            renderer(BrokenFeed, news.broken_feed),
            renderer(ChannelOffer, news.channel),
            renderer(OutageNotice, people.outage),
            renderer(AdmissionReminder, people.admission),
        )
        self.table = {one.type.kind: one for one in renderers}

    async def calls(self, row: OutboxRow, t: Translator) -> Calls:
        PRESENT.set(self.clock.now())
        return await self.table[row.kind].calls(row, t)
