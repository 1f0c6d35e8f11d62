"""People: who acts, in which language and zone; what they let us remember; erasure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.attending import IntroductionState
from domain.errors import NotFound
from domain.ids import ChatId, UpdateId, UserId
from domain.participants import Introduction, Participant
from domain.ports import Clock
from domain.reminders import leads_of
from domain.searches import Search
from domain.users import Actor, Home, Language, Preferences, Profile, Role, User


@dataclass(frozen=True, kw_only=True, slots=True)
class Users:
    store: Store
    clock: Clock
    owners: frozenset[UserId]
    default_zone: ZoneInfo
    default_language: Language

    async def touch(self, profile: Profile, update_id: UpdateId) -> Actor:
        """The person behind an update; writes only what is new (a name, a language, a day)."""
        user = await self.store.user(profile.id)
        now = self.clock.now()
        if user is None or user.profile != profile or user.seen_on != now.date():
            async with self.store.write() as tx:
                await tx.users.save_profile(profile, now)
        return self._actor(profile, user, update_id)

    async def recognise(self, profile: Profile, update_id: UpdateId) -> Actor:
        """The person behind an inline query, who may never have started the bot: stores nothing.

        A row would make them a reader of announcements whom Telegram does not let us write to.
        """
        return self._actor(profile, await self.store.user(profile.id), update_id)

    async def resume(self, actor: Actor) -> None:
        """/start: the person is here, reachable, and wants to hear from us."""
        if not actor.is_away:
            return
        async with self.store.write() as tx:
            await tx.users.set_stopped(actor.id, None)
            await tx.users.set_unreachable(actor.id, None)

    async def stop(self, actor: Actor) -> None:
        """/stop: nothing that the bot starts itself reaches them until /start."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.users.set_stopped(actor.id, now)
            await tx.outbox.cancel_queued(ChatId(actor.id), now, "stopped")

    async def set_reachable(self, profile: Profile, *, reachable: bool) -> None:
        """my_chat_member: they blocked the bot, or came back."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.users.save_profile(profile, now)
            await tx.users.set_unreachable(profile.id, None if reachable else now)

    async def choose_language(self, actor: Actor, language: Language) -> None:
        async with self.store.write() as tx:
            await tx.users.set_language(actor.id, language)

    async def choose_zone(self, actor: Actor, tz: str) -> ZoneInfo:
        zone = ZoneInfo(tz)
        async with self.store.write() as tx:
            await tx.users.set_zone(actor.id, zone.key)
        return zone

    async def choose_role(self, actor: Actor, role: Role) -> Actor:
        """The same person in that role; choosing it again takes it back."""
        chosen = None if actor.role is role else role
        async with self.store.write() as tx:
            await tx.users.set_role(actor.id, chosen)
        return replace(actor, role=chosen)

    async def prefer(self, actor: Actor, wanted: Preferences) -> Actor:
        """The same person with other wishes for what the bot sends of its own accord."""
        async with self.store.write() as tx:
            await tx.users.set_preferences(actor.id, wanted)
        return replace(actor, preferences=wanted)

    async def remember_home(self, actor: Actor, home: Home) -> Home:
        """Keeps the place rounded, so that the store never knows an address."""
        rounded = replace(home, point=home.point.rounded())
        async with self.store.write() as tx:
            await tx.users.set_home(actor.id, rounded)
        return rounded

    async def forget_home(self, actor: Actor) -> Actor:
        """The same person, without a home."""
        async with self.store.write() as tx:
            await tx.users.set_home(actor.id, None)
        return replace(actor, home=None)

    async def export(self, actor: Actor) -> dict[str, Any]:
        """All that is stored about the person, as plain JSON values."""
        async with self.store.read() as tx:
            user = await tx.users.find(actor.id)
            favourites = await tx.favourites.of(actor.id)
            compared = await tx.comparisons.of(actor.id)
            schedule = await tx.programme.schedule_of(actor.id)
            leads = await tx.reminders.usual(actor.id)
            attended = await tx.attendance.of(actor.id)
            admitted = await tx.admissions.of(actor.id)
            wrong_codes = await tx.admissions.wrong_since(actor.id)
            of_tracks = await tx.reminders.tracks_of(actor.id)
            links = await tx.personal_links.of(actor.id)
            uploads = await tx.uploads.names_of(actor.id)
            edits = await tx.drafts.sessions_of(actor.id)
            attached = await tx.materials.titles_of(actor.id)
            participant = await tx.participants.find(actor.id)
            introductions = await tx.introductions.all_of(actor.id)
            said = await _said(tx, actor.id)
            reports = await tx.card_reports.of(actor.id)
            drafts = await tx.answers.drafts_of(actor.id)
            searches = await tx.searches.all_of(actor.id)
            news = await _news(tx, actor.id)
        if user is None:
            raise NotFound("privacy-nothing-stored")
        return {
            **_exported(user),
            "favourite_clusters": list(favourites),
            "searches": [_searched(search) for search in searches],
            "compared_clusters": list(compared),
            "sessions": [session.id for session, _ in schedule],
            "unsaved_answers": [draft.text for draft in drafts],
            "reminders_minutes_before": list(leads_of(leads or 0)),
            "attended_sessions": {one: at.isoformat() for one, at in attended.items()},
            "invitation_codes": {code: at.isoformat() for code, at in admitted.items()},
            "wrong_codes_at": [at.isoformat() for at in wrong_codes],
            "reminders_of_tracks": [
                {"event": event_id, "track": track, "minutes_before": list(leads_of(bits))}
                for event_id, track, bits in of_tracks
            ],
            "personal_links": {purpose: at.isoformat() for purpose, at in links.items()},
            "uploaded_files": uploads,
            "unsaved_edits_of_sessions": edits,
            "attached_materials": attached,
            "participant": _told(participant) if participant else None,
            "requests_to_meet": [_request(actor.id, one) for one in introductions],
            **said,
            **news,
            "card_reports": [
                {
                    "cluster": report.cluster_name,
                    "field": report.field,
                    "comment": report.comment,
                    "sent_at": report.created_at.isoformat(),
                }
                for report in reports
            ],
        }

    async def erase(self, actor: Actor) -> None:
        """Removes the person and all that hangs on them."""
        async with self.store.write() as tx:
            await tx.conversations.delete_of(actor.id)
            await tx.outbox.forget_chat(actor.id)
            await tx.announcements.forget_person(actor.id)
            await tx.uploads.delete_of(actor.id)
            await tx.drafts.delete_of(actor.id)
            await tx.materials.forget_person(actor.id)
            await tx.news.forget_person(actor.id)
            await tx.organisers.remove(actor.id)
            await tx.organisers.forget_visitor(actor.id)
            await tx.users.delete(actor.id)

    def _actor(self, profile: Profile, user: User | None, update_id: UpdateId) -> Actor:
        chosen = user.language if user else None
        greeted = Language.of_client(profile.client_language or self.default_language)
        return Actor(
            id=profile.id,
            name=profile.first_name,
            language=chosen or greeted,
            zone=ZoneInfo(user.tz) if user and user.tz else self.default_zone,
            home=user.home if user else None,
            is_owner=profile.id in self.owners,
            update_id=update_id,
            is_away=user is not None and bool(user.stopped_at or user.unreachable_at),
            role=user.role if user else None,
            preferences=user.preferences if user else Preferences(),
        )


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
            "pace": one.pace,
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


def _exported(user: User) -> dict[str, Any]:
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


def _told(one: Participant) -> dict[str, Any]:
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
    """A no is the other one's secret: who asked reads of it as of no answer."""
    is_mine = one.from_id == reader
    is_secret = is_mine and one.state is IntroductionState.DECLINED
    return {
        "sent_by_me": is_mine,
        "message": one.message,
        "state": IntroductionState.ASKED if is_secret else one.state,
        "created_at": one.created_at.isoformat(),
    }


def _searched(search: Search) -> dict[str, Any]:
    return {
        "text": search.text,
        "choices": search.choices.as_json(),
        "at": search.created_at.isoformat(),
        "saved_at": search.saved_at.isoformat() if search.saved_at else None,
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
