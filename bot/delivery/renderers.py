"""From an outbox row to the Bot API calls that it means. Text is made when it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    DeleteMessages,
    EditMessageMedia,
    EditMessageText,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup

from db.unit_of_work import Store
from domain.announcements.announcements import LinkButton, Post
from domain.ids import (
    AnnouncementId,
    ChatId,
    DispatchId,
    IntroductionId,
    NewsId,
    SessionId,
    SourceId,
    UserId,
)
from domain.outbox import Kind, OutboxRow
from domain.people.admission_dates import AdmissionDate
from domain.people.users import Category, Language
from domain.ports import Clock
from domain.programme.attendance import QuestionState
from handlers.announcements import dispatch_views, parts, views
from handlers.clusters.answers.admission_views import admission_message
from handlers.clusters.reports.views import answer_message, report_message
from handlers.news.reading.channel_views import broken_feed_screen, channel_offer
from handlers.news.subscriptions.messages import (
    digest_call,
    digest_edit,
    letter_call,
    letter_edit,
)
from handlers.people.admin.views import outage_message
from handlers.programme.directory.views import (
    acquaintance_message,
    complaint_message,
    request_message,
)
from handlers.programme.feedback.views import question_notice
from handlers.programme.ratings.views import rating_request
from handlers.programme.reminders.views import reminder_screen
from handlers.programme.sessions.digest_views import digest_screen
from handlers.programme.sessions.views import change_message, confirmation_message, place_message
from services.announcements.dispatches import Dispatches
from services.news.delivery import Letters
from services.programme.day_digests import day_of
from services.programme.participants.introductions import (
    acquaintance_for,
    complaint_about,
    request_for,
)
from services.programme.ratings import to_rate
from services.programme.reminders import going, is_still_true
from ui.formatting import PRESENT
from ui.images.charts import Curve, growth_chart
from ui.screens import Screen, SendScreen, screen_call
from ui.translator import Translator

CONTENT_KEPT_SECONDS = 1.0
"""How long a dispatch's post is not read anew; a correction waits longer, for the announcement
runner."""

Calls = Sequence[TelegramMethod[Any]]
"""The first one makes (or changes) the message; what fails after it does not undo it.

None at all: there is nothing to say any more.
"""


class CopyPost(CopyMessage):
    """copyMessage whose markup is JSON text already: the same for everybody of a language."""

    reply_markup: str | None = None  # type: ignore[assignment]  # aiogram wants the models


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a row of a dispatch needs; one for all its rows."""

    post: Post
    buttons: tuple[LinkButton, ...]
    is_silent: bool
    category: Category
    markups: dict[tuple[Language, bool], str | None] = field(default_factory=dict)

    def markup(self, t: Translator, *, is_private: bool) -> str | None:
        key = t.language, is_private
        if key not in self.markups:
            model = self.model(t, is_private=is_private)
            self.markups[key] = model.model_dump_json(exclude_none=True) if model else None
        return self.markups[key]

    def model(self, t: Translator, *, is_private: bool) -> InlineKeyboardMarkup | None:
        if is_private:
            return parts.copy_markup(self.buttons, t)
        return parts.links_only(self.buttons)


@dataclass(kw_only=True, slots=True)
class Renderers:
    store: Store
    clock: Clock
    dispatches: Dispatches
    default_zone: ZoneInfo
    is_paid: bool
    letters: Letters
    username: str = ""
    _contents: dict[DispatchId, tuple[float, Content]] = field(default_factory=dict)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def calls(self, row: OutboxRow, t: Translator) -> Calls:
        PRESENT.set(self.clock.now())
        return await RENDERERS[row.kind](self, row, t)

    async def content(self, row: OutboxRow) -> Content:
        """The post and its settings; a test copy belongs to no dispatch and reads the draft."""
        known = self._known(row)
        if known is not None:
            return known
        async with self._reading:
            # A windowful of rows waits here once a second; the first one reads for all.
            known = self._known(row)
            if known is not None:
                return known
            now = self.clock.monotonic()
            found = await self._read(row)
            self._contents = {
                key: kept
                for key, kept in self._contents.items()
                if now - kept[0] < CONTENT_KEPT_SECONDS
            }
            self._contents[row.dispatch_id] = now, found
            return found

    def _known(self, row: OutboxRow) -> Content | None:
        now = self.clock.monotonic()
        read_at, known = self._contents.get(row.dispatch_id, (now, None))
        is_fresh = row.dispatch_id and now - read_at < CONTENT_KEPT_SECONDS
        return known if is_fresh else None

    async def _read(self, row: OutboxRow) -> Content:
        async with self.store.read() as tx:
            dispatch = await tx.dispatches.find(row.dispatch_id)
            announcement_id = (
                dispatch.announcement_id
                if dispatch
                else AnnouncementId(int(row.payload["announcement"] or 0))
            )
            one = await tx.announcements.find(announcement_id)
        if one is None:
            raise LookupError(f"announcement {announcement_id} is gone")
        return Content(
            post=dispatch.post if dispatch else one.post,
            buttons=one.buttons,
            is_silent=one.is_silent,
            category=one.category,
        )

    def zone(self, row: OutboxRow) -> ZoneInfo:
        tz = row.recipient.tz if row.recipient else None
        return ZoneInfo(tz) if tz else self.default_zone


Renderer = Callable[[Renderers, OutboxRow, Translator], Awaitable[Calls]]


async def report(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    return [_send(row, report_message(row.payload, t, context.username))]


async def answer(_context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    return [_send(row, answer_message(row.payload, t))]


async def announcement(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    content = await context.content(row)
    post, is_private = content.post, row.chat_id > 0
    if len(post.message_ids) == 1:
        return [
            CopyPost(
                chat_id=row.chat_id,
                from_chat_id=post.chat_id,
                message_id=post.message_ids[0],
                message_thread_id=row.thread_id,
                disable_notification=content.is_silent or None,
                reply_markup=content.markup(t, is_private=is_private),
                allow_paid_broadcast=context.is_paid or None,
            )
        ]
    album = CopyMessages(
        chat_id=row.chat_id,
        from_chat_id=post.chat_id,
        message_ids=list(post.message_ids),
        message_thread_id=row.thread_id,
        disable_notification=content.is_silent or None,
    )
    markup = content.markup(t, is_private=is_private)
    if markup is None:
        return [album]
    # An album cannot carry buttons: they follow in a small message of their own.
    return [
        album,
        SendScreen(
            chat_id=row.chat_id,
            message_thread_id=row.thread_id,
            text=t("announcement-album-tail"),
            disable_notification=True,
            reply_markup=markup,
        ),
    ]


async def correction(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    content = await context.content(row)
    given: dict[str, Any] = content.post.content
    where: dict[str, Any] = {
        "chat_id": row.chat_id,
        "message_id": row.targets[0],
        "reply_markup": content.model(t, is_private=row.chat_id > 0),
    }
    if "text" in given:
        return [EditMessageText(**where, **given, parse_mode=None)]
    if "media" in given:
        return [EditMessageMedia.model_validate({**where, "media": {**given, "parse_mode": None}})]
    raise LookupError("a post of this kind cannot be edited")


async def recall(_context: Renderers, row: OutboxRow, _t: Translator) -> Calls:
    return [DeleteMessages(chat_id=row.chat_id, message_ids=list(row.targets))]


async def summary(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    found = await context.dispatches.summary(DispatchId(int(row.payload["dispatch"] or 0)))
    zone = context.zone(row)
    screen = dispatch_views.summary_screen(found, zone, t)
    words = dispatch_views.chart_words(found, zone, t)
    picture = await asyncio.to_thread(growth_chart, [Curve(points=found.curve)], **words)
    return [
        SendPhoto(
            chat_id=row.chat_id,
            photo=BufferedInputFile(picture, "report.png"),
            caption=screen.text,
            reply_markup=screen.markup,
        )
    ]


async def approval(_context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    payload = row.payload
    screen = views.approval_screen(
        int(payload["announcement"] or 0), str(payload["author"]), int(payload["people"] or 0), t
    )
    return [_send(row, screen)]


async def change(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """Nothing where it was changed back before anybody was told."""
    async with context.store.read() as tx:
        session = await tx.programme.session(SessionId(str(row.payload["session"])))
        event = await tx.programme.event(session.event_id) if session else None
    if session is None or event is None:
        return []
    screen = change_message(row.payload, session, event, t)
    return [_send(row, screen)] if screen else []


async def place(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    async with context.store.read() as tx:
        session = await tx.programme.session(SessionId(str(row.payload["session"])))
    if session is None:
        raise LookupError("the session is gone")
    return [_send(row, place_message(row.payload, session.title, t))]


async def confirmation(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """As things are now: a later press may have changed them."""
    session_id = SessionId(str(row.payload["session"]))
    async with context.store.read() as tx:
        session = await tx.programme.session(session_id)
        is_waiting = await tx.programme.is_waiting(UserId(row.chat_id), session_id)
    if session is None:
        return ()
    return [_send(row, confirmation_message(session_id, session.title, is_waiting, t))]


async def stalled(_context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    return [_send(row, dispatch_views.stalled_screen(int(row.payload["dispatch"] or 0), t))]


async def reminder(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """As things are now: the session may have moved, the person may have left."""
    async with context.store.read() as tx:
        found = await going(tx, UserId(row.chat_id), SessionId(str(row.payload["session"])))
    now = context.clock.now()
    if found is None or not is_still_true(found, row.payload, now):
        return []
    return [_send(row, reminder_screen(found, context.zone(row), now, t))]


async def admission(_context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    on = date.fromisoformat(str(row.payload["on"]))
    return [_send(row, admission_message(AdmissionDate(str(row.payload["date"])), on, t))]


async def introduction(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    async with context.store.read() as tx:
        card = await request_for(tx, UserId(row.chat_id), _introduction_id(row))
    return [_send(row, request_message(card, t))] if card else []


async def acquaintance(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    async with context.store.read() as tx:
        card = await acquaintance_for(tx, UserId(row.chat_id), _introduction_id(row))
    return [_send(row, acquaintance_message(card, t))] if card else []


async def complaint(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    async with context.store.read() as tx:
        found = await complaint_about(tx, _introduction_id(row))
    return [_send(row, complaint_message(found, t))] if found else []


def _introduction_id(row: OutboxRow) -> IntroductionId:
    return IntroductionId(int(row.payload["introduction"] or 0))


async def question(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """However many wait now; nothing where the organisers have looked at all of them."""
    session_id = SessionId(str(row.payload["session"]))
    async with context.store.read() as tx:
        session = await tx.programme.session(session_id)
        waiting = (await tx.questions.counts(session_id))[QuestionState.ASKED]
    if session is None or not waiting:
        return []
    return [_send(row, question_notice(session, waiting, t))]


async def rating(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    async with context.store.read() as tx:
        session = await to_rate(tx, UserId(row.chat_id), row.payload)
    return [_send(row, rating_request(session, t))] if session else []


async def digest(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """As the day is now; nothing where there is nothing left of it to go to."""
    day, zone = date.fromisoformat(str(row.payload["day"])), context.zone(row)
    async with context.store.read() as tx:
        planned = await day_of(tx, UserId(row.chat_id), day, zone, context.clock.now())
    return [_send(row, digest_screen(planned, day, zone, t))] if planned else []


async def outage(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    return [_send(row, outage_message(row.payload, context.zone(row), t))]


async def feed(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """Nothing where somebody has removed the feed since."""
    async with context.store.read() as tx:
        source = await tx.news_sources.find(SourceId(int(row.payload["source"] or 0)))
    return [_send(row, broken_feed_screen(source, str(row.payload["error"]), t))] if source else []


async def channel(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """Nothing where somebody has chosen meanwhile."""
    chat_id = ChatId(int(row.payload["chat"] or 0))
    async with context.store.read() as tx:
        is_known = await tx.news_sources.of_chat(chat_id) is not None
    return [] if is_known else [_send(row, channel_offer(chat_id, str(row.payload["title"]), t))]


async def news(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    """As it is now; nothing where it was withdrawn or the person has stopped the news."""
    found = await context.letters.item(UserId(row.chat_id), _news_id(row))
    if found is None:
        return []
    item, one = found
    zone = context.zone(row)
    return [letter_call(row.chat_id, item, zone, t, is_silent=one.is_silent)]


async def news_digest(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    since, until = (datetime.fromisoformat(str(row.payload[key])) for key in ("since", "until"))
    found = await context.letters.digest(UserId(row.chat_id), since, until)
    if found is None:
        return []
    items, one = found
    await context.letters.carried(row.id, items)
    return [digest_call(row.chat_id, items, t, is_silent=one.is_silent)]


async def news_digest_edit(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    found = await context.letters.delivered(row.parent_id) if row.parent_id is not None else None
    return [digest_edit(row.chat_id, row.targets[0], found, t)] if found else []


async def news_edit(context: Renderers, row: OutboxRow, t: Translator) -> Calls:
    item = await context.letters.released(_news_id(row))
    if item is None:
        return []
    return [letter_edit(row.chat_id, row.targets[0], item, context.zone(row), t)]


def _news_id(row: OutboxRow) -> NewsId:
    return NewsId(int(row.payload["news"] or 0))


def _send(row: OutboxRow, screen: Screen) -> SendScreen:
    return screen_call(row.chat_id, screen)


RENDERERS: dict[Kind, Renderer] = {
    Kind.REPORT: report,
    Kind.ANSWER: answer,
    Kind.ANNOUNCEMENT: announcement,
    Kind.CORRECTION: correction,
    Kind.RECALL: recall,
    Kind.SUMMARY: summary,
    Kind.APPROVAL: approval,
    Kind.CHANGE: change,
    Kind.PLACE: place,
    Kind.CONFIRMATION: confirmation,
    Kind.STALLED: stalled,
    Kind.OUTAGE: outage,
    Kind.FEED: feed,
    Kind.CHANNEL: channel,
    Kind.REMINDER: reminder,
    Kind.ADMISSION: admission,
    Kind.INTRODUCTION: introduction,
    Kind.ACQUAINTANCE: acquaintance,
    Kind.COMPLAINT: complaint,
    Kind.QUESTION: question,
    Kind.RATING: rating,
    Kind.DIGEST: digest,
    Kind.NEWS: news,
    Kind.NEWS_DIGEST: news_digest,
    Kind.NEWS_DIGEST_EDIT: news_digest_edit,
    Kind.NEWS_EDIT: news_edit,
    Kind.NEWS_RECALL: recall,
}
