"""Announcements and the rounds that carry them."""

from __future__ import annotations

from bot.wiring.shared import SharedParts
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.outlets import Outlets
from services.announcements.runner import AnnouncementRunner


class AnnouncementArea:
    def __init__(self, ground: SharedParts) -> None:
        store, clock, alarm, settings = ground.store, ground.clock, ground.alarm, ground.settings
        self.file_reader = ground.file_reader
        self.outlets = Outlets(store=store, clock=clock)
        self.broadcasts = AnnouncementDrafts(
            store=store,
            clock=clock,
            alarm=alarm,
            organisers=ground.organisers,
            default_zone=settings.zone,
            rate=settings.send_rate,
            approval_over=settings.approval_over,
        )
        self.dispatches = Dispatches(
            store=store,
            clock=clock,
            alarm=alarm,
            organisers=ground.organisers,
            rate=settings.send_rate,
        )
        self.runner = AnnouncementRunner(
            store=store, clock=clock, alarm=alarm, broadcasts=self.broadcasts
        )
