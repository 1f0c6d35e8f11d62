"""Every table, with CHECKs on the states that must not exist. Equal to the migrations (tested).

A new table goes to the aggregate it belongs to and is listed here: queries import from here.
"""

from db.tables.announcements import announcements, audience_members, dispatches, outlets
from db.tables.answers import answer_drafts, answers
from db.tables.attending import (
    admissions,
    personal_links,
    question_votes,
    questions,
    ratings,
    registrations,
    wrong_codes,
)
from db.tables.base import metadata
from db.tables.clusters import (
    card_reports,
    cluster_changes,
    clusters,
    comparisons,
    favourites,
    open_day_reminders,
)
from db.tables.news import (
    news,
    news_entries,
    news_labels,
    news_sources,
    topic_drafts,
    topics,
)
from db.tables.organisers import audit, organisers
from db.tables.outbox import outbox
from db.tables.participants import introductions, participants
from db.tables.processes import (
    conversations,
    data_versions,
    flood_buckets,
    handled_updates,
    incoming_updates,
    leases,
    replicas,
    served_bots,
)
from db.tables.programme import (
    events,
    materials,
    revised_sessions,
    revisions,
    session_changes,
    session_drafts,
    sessions,
    uploads,
)
from db.tables.reminders import digest_rounds, track_reminders, waves
from db.tables.searches import search_finds, search_looks, searches
from db.tables.subscriptions import (
    news_changes,
    news_digest_items,
    news_reactions,
    subscribers,
    subscriptions,
)
from db.tables.users import users

__all__ = [
    "admissions",
    "announcements",
    "answer_drafts",
    "answers",
    "audience_members",
    "audit",
    "card_reports",
    "cluster_changes",
    "clusters",
    "comparisons",
    "conversations",
    "data_versions",
    "digest_rounds",
    "dispatches",
    "events",
    "favourites",
    "flood_buckets",
    "handled_updates",
    "incoming_updates",
    "introductions",
    "leases",
    "materials",
    "metadata",
    "news",
    "news_changes",
    "news_digest_items",
    "news_entries",
    "news_labels",
    "news_reactions",
    "news_sources",
    "open_day_reminders",
    "organisers",
    "outbox",
    "outlets",
    "participants",
    "personal_links",
    "question_votes",
    "questions",
    "ratings",
    "registrations",
    "replicas",
    "revised_sessions",
    "revisions",
    "search_finds",
    "search_looks",
    "searches",
    "served_bots",
    "session_changes",
    "session_drafts",
    "sessions",
    "subscribers",
    "subscriptions",
    "topic_drafts",
    "topics",
    "track_reminders",
    "uploads",
    "users",
    "waves",
    "wrong_codes",
]
