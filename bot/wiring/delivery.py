"""What carries messages to Telegram, the outbox's and the handlers', and the loops around it."""

from __future__ import annotations

from aiogram import Bot

from bot.delivery.announcement_loop import AnnouncementLoop, always
from bot.delivery.background_loop import BackgroundLoop, in_turn
from bot.delivery.renderers import Renderers
from bot.delivery.sender import TelegramSender
from bot.owner_alerts import TelegramOwnerAlerts
from bot.replies.promise_keeper import PromiseKeeper
from bot.replies.sender import ReplySender, StraightSender
from bot.wiring.announcements import AnnouncementArea
from bot.wiring.clusters import ClusterArea
from bot.wiring.news import NewsArea
from bot.wiring.programme import ProgrammeArea
from bot.wiring.shared import SharedParts
from outbox.lease import DeliveryLease
from outbox.limiter import SlidingLimiter
from outbox.worker import Worker


class Delivery:
    def __init__(
        self,
        shared: SharedParts,
        bot: Bot,
        clusters: ClusterArea,
        announcements: AnnouncementArea,
        programme: ProgrammeArea,
        news: NewsArea,
    ) -> None:
        store, clock, settings = shared.store, shared.clock, shared.settings
        renderers = Renderers(
            store=store,
            clock=clock,
            dispatches=announcements.dispatches,
            default_zone=settings.zone,
            is_paid=settings.paid_broadcast,
            digest_contents=news.digest_contents,
        )
        self.worker = Worker(
            store=store,
            sender=StraightSender(
                TelegramSender(
                    bot=bot,
                    renderers=renderers,
                    default_language=settings.default_language,
                    is_organiser=shared.organisers.has,
                )
            ),
            clock=clock,
            alarm=shared.alarm,
            owner_alerts=TelegramOwnerAlerts(
                bot=bot, clock=clock, owners=settings.admin_ids, language=settings.default_language
            ),
            limiter=SlidingLimiter(settings.send_rate),
            lease=DeliveryLease(store=store, clock=clock, is_shared=shared.is_shared),
            owners=settings.admin_ids,
        )
        self.keeper = PromiseKeeper(store=store, clock=clock)
        self.replies = ReplySender(
            bot=bot,
            limiter=self.worker.limiter,
            pace=self.worker.pace,
            outages=self.worker.outages,
            clock=clock,
            keeper=self.keeper,
        )
        bot.session.middleware(self.replies)
        self.announcement_loop = AnnouncementLoop(
            bot=bot,
            store=store,
            clock=clock,
            runner=announcements.runner,
            dispatches=announcements.dispatches,
            default_language=settings.default_language,
            shows=(lambda: self.worker.delivers) if shared.is_shared else always,
        )
        self.reminders = BackgroundLoop(
            name="reminders",
            work=in_turn(
                programme.revisions.tick,
                programme.reminders.tick,
                clusters.open_day_reminders.tick,
                programme.ratings.tick,
                programme.digests.tick,
                news.news_editing.release_due,
                news.news_delivery.tick,
            ),
        )
