"""A reader reports a wrong card; the organisers get it as a message each."""

from __future__ import annotations

from dataclasses import dataclass

from db.unit_of_work import Store
from domain.clusters import Cluster
from domain.errors import UserError
from domain.ids import ChatId
from domain.outbox import Kind, NewMessage, Priority
from domain.ports import Alarm, Clock
from domain.users import Actor
from services.organisers import Organisers

COMMENT_LIMIT = 1_000
"""Characters; with the card's name and link the report still fits one message (4,096)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reports:
    store: Store
    clock: Clock
    alarm: Alarm
    organisers: Organisers

    async def send(self, actor: Actor, cluster: Cluster, comment: str) -> None:
        """Raises UserError for an empty or too long comment, or when there is nobody to tell."""
        text = comment.strip()
        if not text:
            raise UserError("report-empty")
        if len(text) > COMMENT_LIMIT:
            raise UserError("report-too-long", limit=COMMENT_LIMIT)
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            readers = await self.organisers.ids(tx)
            if not readers:
                raise UserError("report-nobody")
            await tx.outbox.add(
                [
                    NewMessage(
                        dedupe_key=f"report:{actor.update_id}:{organiser}",
                        chat_id=ChatId(organiser),
                        kind=Kind.REPORT,
                        payload={
                            "cluster_id": cluster.id,
                            "cluster_name": cluster.name,
                            "reporter": actor.name,
                            "comment": text,
                        },
                        priority=Priority.NOTICE,
                        not_before=now,
                    )
                    for organiser in sorted(readers)
                ],
                now,
            )
            tx.after_commit(lambda: self.alarm.wake_at(now))
