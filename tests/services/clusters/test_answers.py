"""Answers in the store: shipped ones come in, organisers' edits stay, on both engines."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store
from domain.clusters.answers import (
    Answer,
    AnswerField,
    AnswerSection,
    AnswerSource,
    Wording,
)
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import AnswerDraftId, AnswerId, UpdateId, UserId
from domain.people.users import Actor, Language, Profile
from services.clusters.answer_editing import AnswerEditing
from services.clusters.answers import Answers
from services.people.organisers import Organisers
from services.people.users import Users
from tests.clocks import START, ManualClock

OWNER = UserId(900)
ADMISSION = AnswerSection.ADMISSION


def answer(name: str, position: int = 10, question: str = "Сколько?") -> Answer:
    return Answer(
        id=AnswerId(name),
        section=ADMISSION,
        position=position,
        words={
            Language.RU: Wording(question, "Столько."),
            Language.EN: Wording("How much?", "That much."),
        },
        sources=(AnswerSource("Закон", "https://example.org/law"),),
        checked_on=date(2026, 11, 1),
        keywords="цена стоимость",
    )


COST, DATES = answer("cost"), answer("dates", 20, "Когда?")


class AnswerRig:
    """Both services on one store, and an owner who may edit."""

    def __init__(self, store: Store, shipped: tuple[Answer, ...] = (COST, DATES)) -> None:
        clock = ManualClock()
        organisers = Organisers(store=store, clock=clock, owners=frozenset({OWNER}))
        self.clock, self.store, self.organisers = clock, store, organisers
        self.updates = itertools.count(1)
        self.answers = Answers(store=store, clock=clock, shipped=shipped)
        self.edits = AnswerEditing(
            store=store, clock=clock, organisers=organisers, shipped=shipped
        )
        self.users = Users(
            store=store,
            clock=clock,
            owners=frozenset({OWNER}),
            default_zone=ZoneInfo("Europe/Moscow"),
            default_language=Language.RU,
        )

    async def actor(self, user_id: UserId = OWNER) -> Actor:
        """Each act is an update of its own."""
        update_id = UpdateId(next(self.updates))
        return await self.users.touch(Profile(id=user_id, first_name="Ольга"), update_id)

    async def stored(self) -> list[Answer]:
        async with self.store.read() as tx:
            return await tx.answers.all()

    async def log(self) -> list[str]:
        async with self.store.read() as tx:
            return [entry.action for entry in await tx.organisers.log(0, 10)]


@pytest.fixture
async def rig(store: Store) -> AnswerRig:
    opened = AnswerRig(store)
    await opened.answers.import_shipped()
    return opened


async def edited(rig: AnswerRig, field: AnswerField, text: str) -> Answer:
    actor = await rig.actor()
    draft_id, _ = await rig.edits.draft(actor, COST.id, field, text)
    new, _ = await rig.edits.save(actor, COST.id, draft_id)
    return new


async def test_shipped_answers_come_back_as_they_were(rig: AnswerRig) -> None:
    assert await rig.stored() == [COST, DATES]
    assert (await rig.answers.book()).by_section == {ADMISSION: (COST, DATES)}


async def test_second_start_changes_nothing(rig: AnswerRig) -> None:
    async with rig.store.read() as tx:
        before = await tx.answers.version()
    await rig.answers.import_shipped()
    async with rig.store.read() as tx:
        assert await tx.answers.version() == before


async def test_newer_shipped_text_comes_in_where_nobody_edited(rig: AnswerRig) -> None:
    await edited(rig, AnswerField.ANSWER_RU, "Наш ответ.")
    newer = (replace(COST, keywords="новые"), replace(DATES, keywords="новые"), answer("new", 30))

    await AnswerRig(rig.store, newer).answers.import_shipped()

    found = {one.id: one for one in await rig.stored()}
    assert found[COST.id].words[Language.RU].answer == "Наш ответ."
    assert found[COST.id].keywords == COST.keywords
    assert found[DATES.id] == newer[1]
    assert found[AnswerId("new")] == newer[2]


async def test_hidden_answer_stays_hidden_when_its_text_is_renewed(rig: AnswerRig) -> None:
    await rig.edits.set_hidden(await rig.actor(), COST.id, hidden=True)

    newer = (replace(COST, keywords="новые"), DATES)
    await AnswerRig(rig.store, newer).answers.import_shipped()

    assert (await rig.stored())[0] == replace(newer[0], is_hidden=True)


async def test_change_is_seen_after_saving_and_not_before(rig: AnswerRig) -> None:
    actor = await rig.actor()
    draft_id, preview = await rig.edits.draft(
        actor, COST.id, AnswerField.ANSWER_EN, "Another answer."
    )
    before = await rig.stored()
    saves = [await rig.edits.save(actor, COST.id, draft_id) for _ in range(2)]
    rig.clock.advance(seconds=2)

    assert preview.words[Language.EN] == Wording("How much?", "Another answer.")
    assert before == [COST, DATES]
    assert [is_saved for _, is_saved in saves] == [True, False]
    assert await rig.answers.answer(COST.id) == preview
    assert await rig.log() == ["answer-edited"]


async def test_preview_overtaken_by_a_colleague_changes_only_its_field(rig: AnswerRig) -> None:
    actor = await rig.actor()
    draft_id, _ = await rig.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")
    async with rig.store.write() as tx:
        await tx.answers.save([replace(COST, checked_on=date(2026, 11, 20))])

    saved, _ = await rig.edits.save(actor, COST.id, draft_id)

    assert (saved.keywords, saved.checked_on) == ("оплата", date(2026, 11, 20))


async def test_draft_of_somebody_else_or_of_another_answer_saves_nothing(rig: AnswerRig) -> None:
    actor, other = await rig.actor(), await rig.actor(UserId(901))
    async with rig.store.write() as tx:
        await tx.organisers.add(other.id, "Пётр", OWNER, START)
    draft_id, _ = await rig.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")

    by_other = await rig.edits.save(other, COST.id, draft_id)
    of_other = await rig.edits.save(actor, DATES.id, draft_id)

    assert (by_other, of_other) == ((COST, False), (DATES, False))
    assert await rig.stored() == [COST, DATES]


async def test_reset_brings_back_the_shipped_text(rig: AnswerRig) -> None:
    await edited(rig, AnswerField.SOURCES, "Приказ")
    await edited(rig, AnswerField.CHECKED_ON, "20.11.2026")

    assert await rig.edits.reset(await rig.actor(), COST.id) == COST
    assert await rig.stored() == [COST, DATES]
    assert (await rig.log())[0] == "answer-reset"


async def test_day_in_the_future_is_refused(rig: AnswerRig) -> None:
    with pytest.raises(UserError, match="answers-day-future"):
        await edited(rig, AnswerField.CHECKED_ON, "24.11.2026")


async def test_new_answer_is_hidden_until_its_russian_text_is_whole(rig: AnswerRig) -> None:
    actor = await rig.actor()
    new = await rig.edits.add(actor, ADMISSION)
    again = await rig.edits.add(replace(actor, update_id=UpdateId(77)), ADMISSION)
    with pytest.raises(UserError, match="answers-not-whole"):
        await rig.edits.set_hidden(actor, new.id, hidden=False)
    for field, text in ((AnswerField.QUESTION_RU, "Где?"), (AnswerField.ANSWER_RU, "Там.")):
        draft_id, _ = await rig.edits.draft(await rig.actor(), new.id, field, text)
        await rig.edits.save(actor, new.id, draft_id)
    await rig.edits.set_hidden(actor, new.id, hidden=False)

    shown = (await rig.answers.book()).by_section[ADMISSION][-1]
    assert (again, shown.id, shown.position) == (new, new.id, 30)
    assert shown.wording(Language.EN) == Wording("Где?", "Там.")
    with pytest.raises(UserError, match="answers-not-shipped"):
        await rig.edits.reset(actor, new.id)


async def test_hidden_answer_is_neither_listed_nor_found(rig: AnswerRig) -> None:
    await rig.edits.set_hidden(await rig.actor(), COST.id, hidden=True)

    assert (await rig.answers.book()).by_section == {ADMISSION: (DATES,)}
    assert await rig.answers.find("сколько", 3) == []
    with pytest.raises(NotFound):
        await rig.answers.answer(COST.id)


async def test_everybody_else_may_not_edit(rig: AnswerRig) -> None:
    stranger = await rig.actor(UserId(5))
    draft = AnswerDraftId(1)
    for attempt in (
        rig.edits.all(stranger),
        rig.edits.answer(stranger, COST.id),
        rig.edits.draft(stranger, COST.id, AnswerField.KEYWORDS, "x"),
        rig.edits.save(stranger, COST.id, draft),
        rig.edits.discard(stranger, COST.id, draft),
        rig.edits.set_hidden(stranger, COST.id, hidden=True),
        rig.edits.reset(stranger, COST.id),
        rig.edits.add(stranger, ADMISSION),
    ):
        with pytest.raises(Forbidden):
            await attempt


async def test_unsaved_text_is_exported_and_vanishes_with_the_person(rig: AnswerRig) -> None:
    actor = await rig.actor()
    await rig.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")
    exported = await rig.users.export(actor)
    await rig.users.erase(actor)
    async with rig.store.read() as tx:
        left = await tx.answers.drafts_of(actor.id)

    assert (exported["unsaved_answers"], left) == (["оплата"], [])


async def test_next_questions_go_round_and_survive_a_change_in_between(rig: AnswerRig) -> None:
    book = await rig.answers.book()
    gone = answer("gone", 30)

    assert book.after(COST, 2) == (DATES,)
    assert book.after(gone, 2) == (COST, DATES)
    assert book.after(replace(DATES, keywords="другие"), 2) == (COST,)
    assert book.after(replace(COST, section=AnswerSection.AFTER), 2) == ()
