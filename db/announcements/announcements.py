"""Announcements: the post, whom it goes to and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.announcements import audiences
from db.people.users import quiet_hours, reachable
from db.tables import announcements, audience_members, dispatches, users
from db.upserts import insert_or_ignore
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    DispatchState,
    LinkButton,
    Outlet,
    Post,
    PostKind,
    Slot,
)
from domain.announcements.audiences import Audience, Offered, ValueCondition
from domain.ids import AnnouncementId, ChatId, DispatchId, UserId
from domain.people.users import Category


class AnnouncementQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, author_id: UserId, post: Post, now: datetime) -> AnnouncementId:
        """A draft for everyone, at once, with the defaults of
        domain.announcements.announcements."""
        empty = Announcement(
            id=AnnouncementId(0),
            author_id=author_id,
            state=AnnouncementState.DRAFT,
            post=post,
            created_at=now,
        )
        values = _values(empty)
        result = await self._connection.execute(
            sa.insert(announcements).values(**values).returning(announcements.c.id)
        )
        return AnnouncementId(result.scalar_one())

    async def find(self, announcement_id: AnnouncementId) -> Announcement | None:
        query = sa.select(announcements).where(announcements.c.id == announcement_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _announcement(row) if row else None

    async def save(self, changed: Announcement, *expected: AnnouncementState) -> bool:
        """Writes the whole row if it is in one of the expected states; whether it was.

        The condition decides between two organisers who press at the same time.
        """
        statement = (
            sa.update(announcements)
            .where(
                announcements.c.id == changed.id,
                announcements.c.state.in_([state.value for state in expected]),
            )
            .values(**_values(changed))
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def set_panel(self, announcement_id: AnnouncementId, message_id: int) -> None:
        await self._connection.execute(
            sa.update(announcements)
            .where(announcements.c.id == announcement_id)
            .values(panel_id=message_id)
        )

    async def leave_panel(
        self, announcement_id: AnnouncementId, author_id: UserId, message_id: int
    ) -> None:
        await self._connection.execute(
            sa.update(announcements)
            .where(
                announcements.c.id == announcement_id,
                announcements.c.author_id == author_id,
                announcements.c.panel_id == message_id,
            )
            .values(panel_id=None)
        )

    async def planned(self) -> list[Announcement]:
        """Waiting for approval or for their time, the earliest first."""
        query = (
            sa.select(announcements)
            .where(
                announcements.c.state.in_(
                    [AnnouncementState.AWAITING.value, AnnouncementState.PLANNED.value]
                )
            )
            .order_by(announcements.c.starts_at, announcements.c.id)
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def drafts_of(self, author_id: UserId, limit: int) -> list[Announcement]:
        """Begun and not confirmed, newest first."""
        query = (
            sa.select(announcements)
            .where(
                announcements.c.state == AnnouncementState.DRAFT.value,
                announcements.c.author_id == author_id,
            )
            .order_by(announcements.c.id.desc())
            .limit(limit)
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def unsent_of(self, author_id: UserId, limit: int) -> list[Announcement]:
        """Drafts and those that are confirmed and have not begun, newest first."""
        states = (AnnouncementState.DRAFT, AnnouncementState.AWAITING, AnnouncementState.PLANNED)
        query = (
            sa.select(announcements)
            .where(
                announcements.c.state.in_([state.value for state in states]),
                announcements.c.author_id == author_id,
            )
            .order_by(announcements.c.id.desc())
            .limit(limit)
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def started(self, offset: int, limit: int) -> list[Announcement]:
        """The archive, newest first."""
        query = (
            sa.select(announcements)
            .where(announcements.c.state == AnnouncementState.STARTED.value)
            .order_by(announcements.c.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def count_started(self) -> int:
        query = sa.select(sa.func.count()).where(
            announcements.c.state == AnnouncementState.STARTED.value
        )
        return (await self._connection.execute(query)).scalar_one()

    async def running(self) -> list[Announcement]:
        """Those with a dispatch that is open, newest first."""
        open_states = (DispatchState.RUNNING.value, DispatchState.PAUSED.value)
        query = (
            sa.select(announcements)
            .where(
                announcements.c.id.in_(
                    sa.select(dispatches.c.announcement_id).where(
                        dispatches.c.state.in_(open_states)
                    )
                )
            )
            .order_by(announcements.c.id.desc())
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def count(self, audience: Audience, category: Category) -> int:
        """How many people an announcement would go to now."""
        return (await self._people(audience, category)).total()

    async def slots(self, audience: Audience, category: Category) -> list[Slot]:
        """Those people by their time zone (None: the default one) and quiet hours."""
        clock = (users.c.quiet_from, users.c.quiet_until, users.c.tz)  # as the index has them
        people = await self._people(audience, category, clock)
        return [Slot(tz, quiet_hours(start, end), n) for (start, end, tz), n in people.items()]

    async def _people(
        self, audience: Audience, category: Category, by: Sequence[sa.Column[Any]] = ()
    ) -> Counter[tuple[Any, ...]]:
        """Counted by what they have in some columns: by none, no engine sorts them for it.

        Those who are not in something are all but those who are: fewer have to be looked at.
        """
        number = audiences.subtrahend(audience)
        if number is not None:
            others, without = audience.turned(number), audience.without(number)
            return await self._people(without, category, by) - await self._people(
                others, category, by
            )
        sent_by = await self._sent_by(audience)
        on_sqlite = self._connection.dialect.name == "sqlite"
        condition = audiences.counted(audience, sent_by, on_sqlite=on_sqlite)
        query = sa.select(*by, sa.func.count()).where(reachable(category), condition).group_by(*by)
        rows = await self._connection.execute(query)
        return Counter({tuple(key): people for *key, people in rows})

    async def _sent_by(self, audience: Audience) -> dict[AnnouncementId, DispatchId]:
        query = audiences.sending(audience)
        rows = () if query is None else await self._connection.execute(query)
        return {AnnouncementId(sent): DispatchId(by) for sent, by in rows}

    async def offered(self, kind: type[ValueCondition]) -> list[Offered]:
        """All that an organiser can choose of a kind."""
        if kind.value_type is not None:
            return [Offered(value=one, name=one) for one in kind.value_type]
        rows = await self._connection.execute(audiences.OFFERED[kind]())
        return [Offered(*row) for row in rows]

    async def choose(self, announcement_id: AnnouncementId, ids: Iterable[int]) -> int:
        """Replaces the people named in a file; how many of them the bot knows."""
        await self._connection.execute(
            sa.delete(audience_members).where(
                audience_members.c.announcement_id == announcement_id
            )
        )
        rows = [{"announcement_id": announcement_id, "user_id": user_id} for user_id in ids]
        if rows:
            await self._connection.execute(
                insert_or_ignore(self._connection, audience_members), rows
            )
        known = (
            sa.select(sa.func.count())
            .select_from(audience_members.join(users, users.c.id == audience_members.c.user_id))
            .where(audience_members.c.announcement_id == announcement_id)
        )
        return (await self._connection.execute(known)).scalar_one()

    async def stage_correction(self, announcement_id: AnnouncementId, post: Post | None) -> None:
        """What its copies are to become once that is confirmed; None: nothing any more."""
        await self._connection.execute(
            sa.update(announcements)
            .where(announcements.c.id == announcement_id)
            .values(correction=dump_post(post) if post else None)
        )

    async def staged_correction(self, announcement_id: AnnouncementId) -> Post | None:
        query = sa.select(announcements.c.correction).where(announcements.c.id == announcement_id)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        return load_post(found) if found else None

    async def forget_person(self, user_id: UserId) -> None:
        """Erasure: no list of chosen people names them any more."""
        await self._connection.execute(
            sa.delete(audience_members).where(audience_members.c.user_id == user_id)
        )


def dump_post(post: Post) -> dict[str, Any]:
    return {
        "chat_id": post.chat_id,
        "message_ids": list(post.message_ids),
        "kind": post.kind.value,
        "content": post.content,
        "source_ids": list(post.source_ids),
    }


def load_post(stored: dict[str, Any]) -> Post:
    return Post(
        chat_id=ChatId(stored["chat_id"]),
        message_ids=tuple(stored["message_ids"]),
        kind=PostKind(stored["kind"]),
        content=stored["content"],
        source_ids=tuple(stored.get("source_ids", ())),
    )


def _values(one: Announcement) -> dict[str, Any]:
    return {
        "author_id": one.author_id,
        "state": one.state.value,
        "post": dump_post(one.post),
        "buttons": [{"text": button.text, "url": button.url} for button in one.buttons],
        "is_silent": one.is_silent,
        "category": one.category.value,
        "audience": audiences.dump(one.audience),
        "outlets": [
            {"chat_id": o.chat_id, "thread_id": o.thread_id, "title": o.title} for o in one.outlets
        ],
        "starts_at": one.starts_at,
        "is_local": one.is_local,
        "expires_at": one.expires_at,
        "approved_by": one.approved_by,
        "created_at": one.created_at,
        "panel_id": one.panel_id,
    }


def _announcement(row: sa.Row[Any]) -> Announcement:
    return Announcement(
        id=AnnouncementId(row.id),
        author_id=UserId(row.author_id),
        state=AnnouncementState(row.state),
        post=load_post(row.post),
        buttons=tuple(LinkButton(**button) for button in row.buttons),
        is_silent=row.is_silent,
        category=Category(row.category),
        audience=audiences.load(row.audience),
        outlets=tuple(Outlet(**outlet) for outlet in row.outlets),
        starts_at=row.starts_at,
        is_local=row.is_local,
        expires_at=row.expires_at,
        approved_by=UserId(row.approved_by) if row.approved_by else None,
        created_at=row.created_at,
        panel_id=row.panel_id,
    )
