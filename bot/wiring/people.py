"""Who acts, and what the bot forgets of them in time."""

from __future__ import annotations

from datetime import timedelta

from bot.wiring.shared import SharedParts
from services.people.admission_dates import AdmissionDates
from services.people.housekeeping import Housekeeping
from services.people.users import Users


class PeopleArea:
    def __init__(self, shared: SharedParts) -> None:
        store, clock, settings = shared.store, shared.clock, shared.settings
        self.organisers = shared.organisers
        self.users = Users(
            store=store,
            clock=clock,
            owners=settings.admin_ids,
            default_zone=settings.zone,
            default_language=settings.default_language,
        )
        self.admission_dates = AdmissionDates(store=store, clock=clock)
        self.housekeeping = Housekeeping(
            store=store,
            clock=clock,
            news_kept=timedelta(days=settings.news_keep_days) or None,
            messages_kept=timedelta(days=settings.outbox_keep_days) or None,
            has_queue=shared.is_shared,
        )
