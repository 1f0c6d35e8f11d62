"""Conversations, by area. The order of routers is behaviour: the fallback is last."""

from __future__ import annotations

from aiogram import Router

from handlers.announcements import router as announcements
from handlers.clusters.answer_editing import router as answer_editing
from handlers.clusters.answers import router as answers
from handlers.clusters.card_reports import router as reports
from handlers.clusters.cards import router as cards
from handlers.clusters.comparisons import router as comparison
from handlers.clusters.editing import router as cluster_editing
from handlers.clusters.favourites import router as favourites
from handlers.clusters.inline_mode import router as inline_mode
from handlers.clusters.questionnaire import router as questionnaire
from handlers.clusters.search import router as search
from handlers.news.editing import router as news_editing
from handlers.news.reading import router as news
from handlers.news.subscriptions import router as subscriptions
from handlers.people import my
from handlers.people import typed as people_typed
from handlers.people.admin import router as admin
from handlers.people.admin import typed as admin_typed
from handlers.people.fallback import router as fallback
from handlers.people.privacy import router as privacy
from handlers.people.settings import router as settings
from handlers.people.start import router as start
from handlers.programme.calendars import router as calendars
from handlers.programme.checkin import router as checkin
from handlers.programme.directory import router as directory
from handlers.programme.downloads import router as downloads
from handlers.programme.editing import router as programme_editing
from handlers.programme.editing import typed as editing_typed
from handlers.programme.feedback import router as feedback
from handlers.programme.profile import router as profile
from handlers.programme.questions import router as questions
from handlers.programme.ratings import router as ratings
from handlers.programme.reminders import router as reminders
from handlers.programme.sessions import asked, typed
from handlers.programme.sessions import router as sessions


def build_routers() -> list[Router]:
    """New routers each time: aiogram lets a router belong to one dispatcher only."""
    return [
        announcements.build_migrations(),
        search.build_locations(),
        checkin.build_links(),
        news.build_links(),
        start.build(),
        admin.build(),
        answer_editing.build(),
        announcements.build(),
        reports.build(),
        cluster_editing.build(),
        settings.build(),
        privacy.build(),
        news_editing.build(),
        news.build(),
        subscriptions.build(),
        programme_editing.build(),
        sessions.build(),
        downloads.build(),
        reminders.build(),
        checkin.build(),
        calendars.build(),
        profile.build(),
        directory.build(),
        questions.build(),
        ratings.build(),
        feedback.build(),
        answers.build(),
        questionnaire.build(),
        comparison.build(),
        favourites.build(),
        my.build(),
        cards.build(),
        editing_typed.build(),
        admin_typed.build(),
        asked.build(),
        people_typed.build(),
        typed.build(),
        search.build(),
        inline_mode.build(),
        fallback.build(),
    ]
