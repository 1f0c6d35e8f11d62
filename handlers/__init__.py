"""Conversations, one folder each. The order of routers is behaviour: the fallback is last."""

from __future__ import annotations

from aiogram import Router

from handlers.announcements import router as broadcast
from handlers.clusters.answer_editing import router as answer_desk
from handlers.clusters.answers import router as answers
from handlers.clusters.cards import router as clusters
from handlers.clusters.comparison import router as comparing
from handlers.clusters.editing import router as cluster_office
from handlers.clusters.favourites import router as favourites
from handlers.clusters.inline_mode import router as inline
from handlers.clusters.questionnaire import router as choosing
from handlers.clusters.reports import router as reports
from handlers.clusters.search import router as search
from handlers.news.editing import router as news_desk
from handlers.news.reading import router as news
from handlers.news.subscriptions import router as subscriptions
from handlers.people import my
from handlers.people.admin import router as admin
from handlers.people.fallback import router as fallback
from handlers.people.privacy import router as privacy
from handlers.people.settings import router as settings
from handlers.people.start import router as start
from handlers.programme.calendars import router as calendars
from handlers.programme.checkin import router as door
from handlers.programme.directory import router as directory
from handlers.programme.downloads import router as papers
from handlers.programme.editing import router as programme_office
from handlers.programme.feedback import router as feedback
from handlers.programme.profile import router as profile
from handlers.programme.questions import router as questions
from handlers.programme.ratings import router as ratings
from handlers.programme.reminders import router as reminders
from handlers.programme.sessions import router as programme


def build_routers() -> list[Router]:
    """New routers each time: aiogram lets a router belong to one dispatcher only."""
    return [
        broadcast.build_migrations(),
        search.build_locations(),
        door.build_links(),
        news.build_links(),
        start.build(),
        admin.build(),
        answer_desk.build(),
        broadcast.build(),
        reports.build(),
        cluster_office.build(),
        settings.build(),
        privacy.build(),
        news_desk.build(),
        news.build(),
        subscriptions.build(),
        programme_office.build(),
        programme.build(),
        papers.build(),
        reminders.build(),
        door.build(),
        calendars.build(),
        profile.build(),
        directory.build(),
        questions.build(),
        ratings.build(),
        feedback.build(),
        answers.build(),
        choosing.build(),
        comparing.build(),
        favourites.build(),
        my.build(),
        clusters.build(),
        search.build(),
        inline.build(),
        fallback.build(),
    ]
