"""Conversations, one folder each. The order of routers is behaviour: the fallback is last."""

from __future__ import annotations

from aiogram import Router

from handlers.admin import router as admin
from handlers.answer_desk import router as answer_desk
from handlers.answers import router as answers
from handlers.broadcast import router as broadcast
from handlers.choosing import router as choosing
from handlers.clusters import router as clusters
from handlers.fallback import router as fallback
from handlers.news import router as news
from handlers.privacy import router as privacy
from handlers.programme import reminder_router as reminders
from handlers.programme import router as programme
from handlers.settings import router as settings
from handlers.start import router as start


def build_routers() -> list[Router]:
    """New routers each time: aiogram lets a router belong to one dispatcher only."""
    return [
        broadcast.build_migrations(),
        clusters.build_locations(),
        start.build(),
        admin.build(),
        answer_desk.build(),
        broadcast.build(),
        settings.build(),
        privacy.build(),
        news.build(),
        programme.build(),
        reminders.build(),
        answers.build(),
        choosing.build(),
        clusters.build(),
        fallback.build(),
    ]
