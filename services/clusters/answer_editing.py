"""Organisers change «Как поступить» in chat: one field at a time, previewed, then saved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.unit_of_work import Store, Transaction
from domain.clusters.answers import (
    Answer,
    AnswerField,
    AnswerSection,
    Wording,
)
from domain.errors import NotFound, UserError
from domain.ids import AnswerDraftId, AnswerId
from domain.people.users import Actor, Language
from domain.ports import Clock
from services.clusters.answer_texts import changed, checked_day
from services.people.organisers import Organisers

STEP = 10
"""Between positions, so that a shipped answer can come in between."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEditing:
    store: Store
    clock: Clock
    organisers: Organisers
    shipped: tuple[Answer, ...]

    async def all(self, actor: Actor) -> list[Answer]:
        """Hidden ones too."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.answers.all()

    async def answer(self, actor: Actor, answer_id: AnswerId) -> Answer:
        async with self.store.read() as tx:
            return await self._required(tx, actor, answer_id)

    def is_shipped(self, answer: Answer) -> bool:
        return any(one.id == answer.id for one in self.shipped)

    async def draft(
        self, actor: Actor, answer_id: AnswerId, field: AnswerField, text: str
    ) -> tuple[AnswerDraftId, Answer]:
        """The answer as it would become. Raises UserError for a text that will not do."""
        now = self.clock.now()
        if field is AnswerField.CHECKED_ON:
            text = checked_day(text, now.astimezone(actor.zone).date()).isoformat()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            answer = await self._required(tx, actor, answer_id)
            preview = changed(answer, field, text)
            draft_id = await tx.answers.put_draft(actor.id, answer_id, field, text, now)
        return draft_id, preview

    async def save(
        self, actor: Actor, answer_id: AnswerId, draft_id: AnswerDraftId
    ) -> tuple[Answer, bool]:
        """The stored answer, and whether it changed just now: a second tap finds no draft."""
        async with self.store.write() as tx:
            answer = await self._required(tx, actor, answer_id)
            draft = await tx.answers.take_draft(actor.id, draft_id)
            if draft is None or draft.answer_id != answer_id:
                return answer, False
            # Only the one field: a colleague may have changed another since the preview.
            answer = changed(answer, draft.field, draft.text)
            await self._save(tx, actor, answer, "answer-edited")
        return answer, True

    async def discard(self, actor: Actor, answer_id: AnswerId, draft_id: AnswerDraftId) -> Answer:
        async with self.store.write() as tx:
            answer = await self._required(tx, actor, answer_id)
            await tx.answers.take_draft(actor.id, draft_id)
        return answer

    async def set_hidden(self, actor: Actor, answer_id: AnswerId, *, hidden: bool) -> Answer:
        """Raises UserError for one that cannot be shown yet: its Russian text is not whole."""
        async with self.store.write() as tx:
            answer = await self._required(tx, actor, answer_id)
            if not hidden and not answer.is_translated(Language.RU):
                raise UserError("answers-not-whole")
            if answer.is_hidden != hidden:
                answer = replace(answer, is_hidden=hidden)
                action = "answer-hidden" if hidden else "answer-shown"
                await self._save(tx, actor, answer, action)
        return answer

    async def reset(self, actor: Actor, answer_id: AnswerId) -> Answer:
        """Makes the answer as it was shipped, shown or hidden as it is. Raises UserError for one
        of the organisers' own."""
        async with self.store.write() as tx:
            answer = await self._required(tx, actor, answer_id)
            origin = next((one for one in self.shipped if one.id == answer_id), None)
            if origin is None:
                raise UserError("answers-not-shipped")
            origin = replace(origin, is_hidden=answer.is_hidden)
            if answer != origin:
                await self._save(tx, actor, origin, "answer-reset")
        return origin

    async def add(self, actor: Actor, section: AnswerSection) -> Answer:
        """A hidden empty one at the section's end; one that lies there empty is taken again."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            everyone = await tx.answers.all()
            row = [answer for answer in everyone if answer.section is section]
            empty = [one for one in row if not any(w.question for w in one.words.values())]
            if empty:
                return empty[0]
            answer = Answer(
                id=AnswerId(f"own-{actor.update_id}"),
                section=section,
                position=max((one.position for one in row), default=0) + STEP,
                words={Language.RU: Wording("", "")},
                checked_on=self.clock.now().astimezone(actor.zone).date(),
                is_hidden=True,
                is_edited=True,
            )
            await self._save(tx, actor, answer, "answer-added")
        return answer

    async def _required(self, tx: Transaction, actor: Actor, answer_id: AnswerId) -> Answer:
        await self.organisers.require(tx, actor)
        answer = await tx.answers.find(answer_id)
        if answer is None:
            raise NotFound("answers-gone")
        return answer

    async def _save(self, tx: Transaction, actor: Actor, answer: Answer, action: str) -> None:
        await tx.answers.save([answer])
        question = answer.words[Language.RU].question or answer.id
        await self.organisers.record(tx, actor, action, id=answer.id, question=question)
