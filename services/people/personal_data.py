"""What a person may take along: all that is stored about them, each aggregate telling its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.unit_of_work import Transaction
from domain.clusters.searches import Search
from domain.errors import NotFound
from domain.ids import UserId
from domain.news.items import TopicDraft
from domain.people.personal_links import LinkPurpose
from domain.people.users import Preferences, User
from domain.programme.participants import Introduction, IntroductionState, Participant
from domain.programme.reminders import leads_of

Told = dict[str, Any]
"""Plain JSON values by the names under which they stand in the file."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the export; `tables` are those whose rows about the person it contains."""

    tell: Callable[[Transaction, UserId], Awaitable[Told]]
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """Counts of what a person would lose by erasing their data."""

    seats: int = 0
    """Sessions ahead that they go to, or are in line for (`waiting`)."""
    waiting: int = 0
    has_badge: bool = False
    has_calendar: bool = False
    subscriptions: int = 0
    favourites: int = 0
    open_days: int = 0
    """Those that they want to be reminded of."""
    searches: int = 0
    """Saved ones."""
    has_profile: bool = False
    """One that tells something: whoever was asked and told nothing has none."""
    requests: int = 0
    """To meet, both ways."""
    is_organiser: bool = False

    @property
    def lies_ahead(self) -> int:
        return self.seats + self.waiting


async def holdings(tx: Transaction, user_id: UserId, now: datetime) -> Holdings:
    profile = await tx.participants.find(user_id)
    ahead = [
        is_waiting
        for session, is_waiting in await tx.registrations.schedule_of(user_id)
        if session.ends_at > now and not session.is_cancelled
    ]
    links = await tx.personal_links.of(user_id)
    return Holdings(
        seats=ahead.count(False),
        waiting=ahead.count(True),
        has_badge=LinkPurpose.BADGE in links,
        has_calendar=LinkPurpose.CALENDAR in links,
        subscriptions=len(await tx.subscriptions.of(user_id)),
        favourites=len(await tx.favourites.of(user_id)),
        open_days=sum(one.remind_at is not None for one in await tx.open_days.of(user_id)),
        searches=await tx.searches.saved_count(user_id),
        has_profile=profile is not None and not profile.is_blank,
        requests=await tx.introductions.count_of(user_id),
        is_organiser=await tx.organisers.has(user_id),
    )


async def personal_data(tx: Transaction, user_id: UserId) -> Told:
    """Raises NotFound where nothing is stored."""
    user = await tx.users.find(user_id)
    if user is None:
        raise NotFound("privacy-nothing-stored")
    told = _profile(user)
    for chapter in CHAPTERS:
        told |= await chapter.tell(tx, user_id)
    return told


async def _clusters(tx: Transaction, user_id: UserId) -> Told:
    return {
        "favourite_clusters": list(await tx.favourites.of(user_id)),
        "compared_clusters": list(await tx.comparisons.of(user_id)),
        "open_day_reminders": [
            {"cluster": one.cluster_id, "day": one.day.isoformat()}
            for one in await tx.open_days.of(user_id)
        ],
        "searches": [_search(search) for search in await tx.searches.all_of(user_id)],
        "card_reports": [
            {
                "cluster": report.cluster_name,
                "field": report.field,
                "comment": report.comment,
                "sent_at": report.created_at.isoformat(),
            }
            for report in await tx.card_reports.of(user_id)
        ],
    }


async def _sessions(tx: Transaction, user_id: UserId) -> Told:
    attended = await tx.checkin.of(user_id)
    admitted = await tx.admissions.of(user_id)
    links = await tx.personal_links.of(user_id)
    return {
        "sessions": [session.id for session, _ in await tx.registrations.schedule_of(user_id)],
        "attended_sessions": {one: at.isoformat() for one, at in attended.items()},
        "invitation_codes": {code: at.isoformat() for code, at in admitted.items()},
        "wrong_codes_at": [at.isoformat() for at in await tx.admissions.wrong_since(user_id)],
        "personal_links": {purpose: at.isoformat() for purpose, at in links.items()},
    }


async def _reminders(tx: Transaction, user_id: UserId) -> Told:
    return {
        "reminders_minutes_before": list(leads_of(await tx.lead_times.usual(user_id) or 0)),
        "reminders_of_tracks": [
            {"event": event_id, "track": track, "minutes_before": list(leads_of(bits))}
            for event_id, track, bits in await tx.lead_times.tracks_of(user_id)
        ],
    }


async def _meeting(tx: Transaction, user_id: UserId) -> Told:
    participant = await tx.participants.find(user_id)
    introductions = await tx.introductions.all_of(user_id)
    return {
        "participant": _participant(participant) if participant else None,
        "requests_to_meet": [_request(user_id, one) for one in introductions],
    }


async def _said(tx: Transaction, user_id: UserId) -> dict[str, Any]:
    """Questions, votes and ratings."""
    return {
        "questions": [
            {
                "session": one.session_id,
                "text": one.text,
                "state": one.state.value,
                "asked_at": one.created_at.isoformat(),
            }
            for one in await tx.questions.asked_by(user_id)
        ],
        "votes": [
            {"session": session_id, "question": text}
            for session_id, text in await tx.questions.votes_of(user_id)
        ],
        "ratings": [
            {
                "session": one.session_id,
                "stars": one.stars,
                "comment": one.comment,
                "rated_at": one.rated_at.isoformat(),
            }
            for one in await tx.ratings.of_person(user_id)
        ],
    }


async def _news(tx: Transaction, user_id: UserId) -> dict[str, Any]:
    """What was chosen, what was opened or stopped, and what an organiser wrote."""
    one = await tx.subscriptions.subscriber(user_id)
    written, edited = await tx.news.titles_of(user_id)
    return {
        "news_delivery": {
            "pace": one.frequency,
            "hour": one.hour,
            "is_silent": one.is_silent,
            "is_on": one.is_on,
        }
        if one
        else None,
        "news_subscriptions": [
            {"kind": wish.kind, "value": wish.shown or wish.value, "is_minus": wish.is_minus}
            for wish in await tx.subscriptions.of(user_id)
        ],
        "news_reactions": [
            {"news": news_id, "kind": kind, "at": at.isoformat()}
            for news_id, kind, at in await tx.subscriptions.reactions_of(user_id)
        ],
        "written_news": written,
        "edited_news": edited,
    }


async def _organising(tx: Transaction, user_id: UserId) -> Told:
    return {
        "unsaved_answers": [draft.text for draft in await tx.answers.drafts_of(user_id)],
        "unsaved_topics": [_topic(draft) for draft in await tx.topics.drafts_of(user_id)],
        "uploaded_files": await tx.uploads.names_of(user_id),
        "unsaved_edits_of_sessions": await tx.session_drafts.sessions_of(user_id),
        "attached_materials": await tx.materials.titles_of(user_id),
    }


CHAPTERS = (
    Chapter(
        _clusters, ("favourites", "comparisons", "open_day_reminders", "searches", "card_reports")
    ),
    Chapter(_sessions, ("registrations", "admissions", "wrong_codes", "personal_links")),
    Chapter(_reminders, ("users", "registrations", "track_reminders")),
    Chapter(_meeting, ("participants", "introductions")),
    Chapter(_said, ("questions", "question_votes", "ratings")),
    Chapter(_news, ("subscribers", "subscriptions", "news_reactions", "news")),
    Chapter(
        _organising, ("answer_drafts", "topic_drafts", "uploads", "session_drafts", "materials")
    ),
)


def _profile(user: User) -> dict[str, Any]:
    return {
        "telegram_id": user.profile.id,
        "first_name": user.profile.first_name,
        "last_name": user.profile.last_name,
        "username": user.profile.username,
        "client_language": user.profile.client_language,
        "chosen_language": user.language,
        "time_zone": user.tz,
        "home": {
            "name": user.home.name,
            "region": user.home.region,
            "lat": user.home.point.lat,
            "lon": user.home.point.lon,
        }
        if user.home
        else None,
        "role": user.role,
        "notifications": _wishes(user.preferences),
        "first_seen_at": user.created_at.isoformat(),
        "last_seen_on": user.seen_on.isoformat(),
        "stopped_at": user.stopped_at.isoformat() if user.stopped_at else None,
    }


def _wishes(preferences: Preferences) -> dict[str, Any]:
    quiet = preferences.quiet_hours
    return {
        "only_important": preferences.is_paused,
        "switched_off": sorted(preferences.muted),
        "quiet_hours": [quiet.start.isoformat("minutes"), quiet.end.isoformat("minutes")]
        if quiet
        else None,
        "morning_digest": preferences.wants_digest,
    }


def _search(search: Search) -> dict[str, Any]:
    return {
        "text": search.text,
        "choices": search.choices.as_json(),
        "at": search.created_at.isoformat(),
        "saved_at": search.saved_at.isoformat() if search.saved_at else None,
    }


def _topic(draft: TopicDraft) -> dict[str, Any]:
    return {
        "name": draft.name_ru or draft.code,
        "added": list(draft.added),
        "removed": list(draft.removed),
    }


def _participant(one: Participant) -> dict[str, Any]:
    return {
        "name": one.name,
        "region": one.region,
        "industry": one.industry,
        "cluster": one.cluster_id,
        "organisation": one.organisation,
        "position": one.position,
        "contact": one.contact,
        "is_listed": one.is_listed,
    }


def _request(reader: UserId, one: Introduction) -> dict[str, Any]:
    """A request as its `reader` may see it: a refusal is shown to the asker as no answer yet."""
    is_mine = one.from_id == reader
    is_secret = is_mine and one.state is IntroductionState.DECLINED
    return {
        "sent_by_me": is_mine,
        "message": one.message,
        "state": IntroductionState.ASKED if is_secret else one.state,
        "created_at": one.created_at.isoformat(),
    }
