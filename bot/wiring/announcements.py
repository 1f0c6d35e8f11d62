"""Announcements and the rounds that carry them."""

from __future__ import annotations

from bot.wiring.shared import SharedParts
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.outlets import Outlets
from services.announcements.release import AnnouncementRelease
from services.announcements.runner import AnnouncementRunner


class AnnouncementArea:
    def __init__(self, shared: SharedParts) -> None:
        store, clock, alarm, settings = shared.store, shared.clock, shared.alarm, shared.settings
        self.file_reader = shared.file_reader
        self.outlets = Outlets(store=store, clock=clock)
        self.announcement_drafts = AnnouncementDrafts(
            store=store, clock=clock, organisers=shared.organisers
        )
        self.announcement_release = AnnouncementRelease(
            store=store,
            clock=clock,
            alarm=alarm,
            organisers=shared.organisers,
            default_zone=settings.zone,
            rate=settings.send_rate,
            approval_over=settings.approval_over,
        )
        self.dispatches = Dispatches(
            store=store,
            clock=clock,
            organisers=shared.organisers,
            rate=settings.send_rate,
        )
        self.runner = AnnouncementRunner(
            store=store, clock=clock, alarm=alarm, announcement_release=self.announcement_release
        )
