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
    Source,
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
        sources=(Source("Закон", "https://example.org/law"),),
        checked_on=date(2026, 11, 1),
        keywords="цена стоимость",
    )


COST, DATES = answer("cost"), answer("dates", 20, "Когда?")


class House:
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
async def house(store: Store) -> House:
    opened = House(store)
    await opened.answers.import_shipped()
    return opened


async def edited(house: House, field: AnswerField, text: str) -> Answer:
    actor = await house.actor()
    draft_id, _ = await house.edits.draft(actor, COST.id, field, text)
    new, _ = await house.edits.save(actor, COST.id, draft_id)
    return new


async def test_shipped_answers_come_back_as_they_were(house: House) -> None:
    assert await house.stored() == [COST, DATES]
    assert (await house.answers.book()).by_section == {ADMISSION: (COST, DATES)}


async def test_second_start_changes_nothing(house: House) -> None:
    async with house.store.read() as tx:
        before = await tx.answers.version()
    await house.answers.import_shipped()
    async with house.store.read() as tx:
        assert await tx.answers.version() == before


async def test_newer_shipped_text_comes_in_where_nobody_edited(house: House) -> None:
    await edited(house, AnswerField.ANSWER_RU, "Наш ответ.")
    newer = (replace(COST, keywords="новые"), replace(DATES, keywords="новые"), answer("new", 30))

    await House(house.store, newer).answers.import_shipped()

    found = {one.id: one for one in await house.stored()}
    assert found[COST.id].words[Language.RU].answer == "Наш ответ."
    assert found[COST.id].keywords == COST.keywords
    assert found[DATES.id] == newer[1]
    assert found[AnswerId("new")] == newer[2]


async def test_hidden_answer_stays_hidden_when_its_text_is_renewed(house: House) -> None:
    await house.edits.set_hidden(await house.actor(), COST.id, hidden=True)

    newer = (replace(COST, keywords="новые"), DATES)
    await House(house.store, newer).answers.import_shipped()

    assert (await house.stored())[0] == replace(newer[0], is_hidden=True)


async def test_change_is_seen_after_saving_and_not_before(house: House) -> None:
    actor = await house.actor()
    draft_id, preview = await house.edits.draft(
        actor, COST.id, AnswerField.ANSWER_EN, "Another answer."
    )
    before = await house.stored()
    saves = [await house.edits.save(actor, COST.id, draft_id) for _ in range(2)]
    house.clock.advance(seconds=2)

    assert preview.words[Language.EN] == Wording("How much?", "Another answer.")
    assert before == [COST, DATES]
    assert [is_saved for _, is_saved in saves] == [True, False]
    assert await house.answers.answer(COST.id) == preview
    assert await house.log() == ["answer-edited"]


async def test_preview_overtaken_by_a_colleague_changes_only_its_field(house: House) -> None:
    actor = await house.actor()
    draft_id, _ = await house.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")
    async with house.store.write() as tx:
        await tx.answers.save([replace(COST, checked_on=date(2026, 11, 20))])

    saved, _ = await house.edits.save(actor, COST.id, draft_id)

    assert (saved.keywords, saved.checked_on) == ("оплата", date(2026, 11, 20))


async def test_draft_of_somebody_else_or_of_another_answer_saves_nothing(house: House) -> None:
    actor, other = await house.actor(), await house.actor(UserId(901))
    async with house.store.write() as tx:
        await tx.organisers.add(other.id, "Пётр", OWNER, START)
    draft_id, _ = await house.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")

    by_other = await house.edits.save(other, COST.id, draft_id)
    of_other = await house.edits.save(actor, DATES.id, draft_id)

    assert (by_other, of_other) == ((COST, False), (DATES, False))
    assert await house.stored() == [COST, DATES]


async def test_reset_brings_back_the_shipped_text(house: House) -> None:
    await edited(house, AnswerField.SOURCES, "Приказ")
    await edited(house, AnswerField.CHECKED_ON, "20.11.2026")

    assert await house.edits.reset(await house.actor(), COST.id) == COST
    assert await house.stored() == [COST, DATES]
    assert (await house.log())[0] == "answer-reset"


async def test_day_in_the_future_is_refused(house: House) -> None:
    with pytest.raises(UserError, match="answers-day-future"):
        await edited(house, AnswerField.CHECKED_ON, "24.11.2026")


async def test_new_answer_is_hidden_until_its_russian_text_is_whole(house: House) -> None:
    actor = await house.actor()
    new = await house.edits.add(actor, ADMISSION)
    again = await house.edits.add(replace(actor, update_id=UpdateId(77)), ADMISSION)
    with pytest.raises(UserError, match="answers-not-whole"):
        await house.edits.set_hidden(actor, new.id, hidden=False)
    for field, text in ((AnswerField.QUESTION_RU, "Где?"), (AnswerField.ANSWER_RU, "Там.")):
        draft_id, _ = await house.edits.draft(await house.actor(), new.id, field, text)
        await house.edits.save(actor, new.id, draft_id)
    await house.edits.set_hidden(actor, new.id, hidden=False)

    shown = (await house.answers.book()).by_section[ADMISSION][-1]
    assert (again, shown.id, shown.position) == (new, new.id, 30)
    assert shown.wording(Language.EN) == Wording("Где?", "Там.")
    with pytest.raises(UserError, match="answers-not-shipped"):
        await house.edits.reset(actor, new.id)


async def test_hidden_answer_is_neither_listed_nor_found(house: House) -> None:
    await house.edits.set_hidden(await house.actor(), COST.id, hidden=True)

    assert (await house.answers.book()).by_section == {ADMISSION: (DATES,)}
    assert await house.answers.find("сколько", 3) == []
    with pytest.raises(NotFound):
        await house.answers.answer(COST.id)


async def test_everybody_else_may_not_edit(house: House) -> None:
    stranger = await house.actor(UserId(5))
    draft = AnswerDraftId(1)
    for attempt in (
        house.edits.all(stranger),
        house.edits.answer(stranger, COST.id),
        house.edits.draft(stranger, COST.id, AnswerField.KEYWORDS, "x"),
        house.edits.save(stranger, COST.id, draft),
        house.edits.discard(stranger, COST.id, draft),
        house.edits.set_hidden(stranger, COST.id, hidden=True),
        house.edits.reset(stranger, COST.id),
        house.edits.add(stranger, ADMISSION),
    ):
        with pytest.raises(Forbidden):
            await attempt


async def test_unsaved_text_is_exported_and_vanishes_with_the_person(house: House) -> None:
    actor = await house.actor()
    await house.edits.draft(actor, COST.id, AnswerField.KEYWORDS, "оплата")
    exported = await house.users.export(actor)
    await house.users.erase(actor)
    async with house.store.read() as tx:
        left = await tx.answers.drafts_of(actor.id)

    assert (exported["unsaved_answers"], left) == (["оплата"], [])


async def test_next_questions_go_round_and_survive_a_change_in_between(house: House) -> None:
    book = await house.answers.book()
    gone = answer("gone", 30)

    assert book.after(COST, 2) == (DATES,)
    assert book.after(gone, 2) == (COST, DATES)
    assert book.after(replace(DATES, keywords="другие"), 2) == (COST,)
    assert book.after(replace(COST, section=AnswerSection.AFTER), 2) == ()
