"""Announcements and the rounds that carry them."""

from __future__ import annotations

from bot.wiring.shared import Ground
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import Broadcasts
from services.announcements.outlets import Outlets
from services.announcements.runner import Conductor


class AnnouncementArea:
    def __init__(self, ground: Ground) -> None:
        store, clock, alarm, settings = ground.store, ground.clock, ground.alarm, ground.settings
        self.file_reader = ground.file_reader
        self.outlets = Outlets(store=store, clock=clock)
        self.broadcasts = Broadcasts(
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
        self.conductor = Conductor(
            store=store, clock=clock, alarm=alarm, broadcasts=self.broadcasts
        )
