"""Another post for a draft: audience, time and buttons stay; no approval stands for it."""

from __future__ import annotations

import pytest

from domain.announcements.announcements import AnnouncementState
from domain.ids import AnnouncementId, UserId
from handlers.callbacks.announcements import ApproveButton, DraftButton, DraftStep
from sandbox.client import UserClient
from tests.handlers.announcements.composing import PNG, panel_for, texts
from tests.handlers.announcements.test_composing import asked_for_approval
from tests.handlers.conftest import Stage

ONE = AnnouncementId(1)


async def state_of(stage: Stage) -> AnnouncementState:
    async with stage.app.store.read() as tx:
        one = await tx.announcements.find(ONE)
    assert one is not None
    return one.state


async def press(person: UserClient, step: DraftStep, number: int = 1) -> None:
    await person.press(DraftButton(step=step, id=number).pack(), forged=True)


async def confirm(person: UserClient) -> None:
    await press(person, DraftStep.SEND)
    await person.click("Да, ")


async def test_corrected_post_takes_the_place_of_the_first_and_all_else_stays(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser, "Збор в 10:00")
    await organiser.click("🔗 Кнопки")
    await organiser.send("Записаться — https://example.org/form")
    await press(organiser, DraftStep.TYPE_TIME)
    await organiser.send("завтра 10:00")
    before = organiser.last
    await organiser.click("✏️ Заменить пост")
    asked = organiser.last.text
    await organiser.send("Сбор в 10:00")
    preview, after = organiser.inbox[-2:]
    await organiser.click("Отправить")
    await organiser.click("Да, запланировать")
    stage.clock.advance(hours=23)
    await stage.work()

    assert asked.startswith("Другой пост\nПришлите исправленный пост целиком")
    assert (preview.text, preview.buttons[0]) == ("Сбор в 10:00", "Записаться")
    assert after.text == before.text
    assert texts(guest) == ["Сбор в 10:00"]
    assert guest.last.buttons[0] == "Записаться"


@pytest.mark.parametrize("is_file_first", [True, False])
async def test_text_may_become_a_file_and_a_file_text(stage: Stage, is_file_first: bool) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")

    async def send(is_file: bool) -> None:
        if is_file:
            await organiser.upload("p.png", PNG, kind="photo", caption="Схема")
        else:
            await organiser.send("Сбор")

    await send(is_file_first)
    await organiser.click("✏️ Заменить пост")
    await send(not is_file_first)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    [got] = guest.inbox
    assert ("photo" in got.raw, got.text) == (
        (False, "Сбор") if is_file_first else (True, "Схема")
    )


async def test_post_that_cannot_be_copied_is_asked_for_again(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser, "Первый")
    await organiser.click("✏️ Заменить пост")
    await organiser.poll("Сколько?", ["1", "2"], kind="quiz")
    refused = organiser.last.text
    await organiser.send("Второй")

    assert refused.startswith("Викторину можно скопировать")
    async with stage.app.store.read() as tx:
        one = await tx.announcements.find(ONE)
    assert one is not None
    assert one.post.content["text"] == "Второй"


async def test_cancelled_question_keeps_the_post(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser, "Первый")
    await organiser.click("✏️ Заменить пост")
    await organiser.send("/cancel")
    await organiser.send("Второй")
    async with stage.app.store.read() as tx:
        one = await tx.announcements.find(ONE)

    assert one is not None
    assert one.post.content["text"] == "Первый"


async def test_post_that_comes_after_the_confirmation_changes_nothing(stage: Stage) -> None:
    """The question was open; on another device the announcement was planned meanwhile."""
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser, "Первый")
    await press(organiser, DraftStep.TYPE_TIME)
    await organiser.send("завтра 10:00")
    await organiser.click("✏️ Заменить пост")
    await confirm(organiser)
    [told] = await organiser.send("Второй")
    await press(organiser, DraftStep.POST)
    toast = organiser.toast
    await organiser.send("Третий")
    stage.clock.advance(hours=23)
    await stage.work()

    assert told.text.startswith("Объявление уже подтверждено, пост в нём прежний.")
    assert toast is not None
    assert toast.startswith("Объявление уже подтверждено, пост в нём прежний.")
    assert texts(guest) == ["Первый"]


async def test_approval_of_the_first_post_does_not_stand_for_the_second(stage: Stage) -> None:
    author, second, third = await asked_for_approval(stage, language="ru")
    old, forgotten = second.last, third.last
    await press(author, DraftStep.WITHDRAW)
    await press(author, DraftStep.POST)
    await author.send("Сбор в 12:00")
    await confirm(author)
    await stage.work()
    await second.click("Одобрить", message=old)
    toast, state = second.toast, await state_of(stage)
    [shown] = [one for one in second.inbox if one.message_id == old.message_id]
    await third.press(
        DraftButton(step=DraftStep.APPROVE, id=1).pack(), message=forgotten, forged=True
    )
    unseen = await state_of(stage)
    await second.click("Одобрить", message=shown)
    await stage.work()

    assert toast == "С тех пор объявление изменили. Посмотрите, что уйдёт теперь, и решите заново."
    assert "Пост: Сбор в 12:00" in shown.text
    assert (state, unseen) == (AnnouncementState.AWAITING, AnnouncementState.AWAITING)
    assert await state_of(stage) is AnnouncementState.STARTED


async def test_approval_button_of_what_went_out_says_so(stage: Stage) -> None:
    _, second, third = await asked_for_approval(stage, language="ru")
    await second.click("Одобрить", message=second.last)
    await third.press(ApproveButton(id=1, mark="00000000").pack(), forged=True)

    assert third.toast == "Это объявление уже подтверждено: его больше нельзя изменить."


CHANGES: dict[str, list[str | DraftStep]] = {
    "post": [DraftStep.POST, "Сбор в 12:00"],
    "time": [DraftStep.TYPE_TIME, "завтра 10:00"],
    "buttons": [DraftStep.BUTTONS, "Записаться — https://example.org/form"],
    "sound": [DraftStep.SILENT],
    "expiry": [DraftStep.EXPIRY, "завтра 20:00"],
}


@pytest.mark.parametrize("change", CHANGES)
async def test_confirmation_of_what_was_changed_since_sends_nothing(
    stage: Stage, change: str
) -> None:
    """An owner has the last screen open, while the author changes the draft."""
    owner = await stage.organiser()
    author, guest = await stage.audience(2)
    async with stage.app.store.write() as tx:
        await tx.organisers.add(UserId(author.id), "", UserId(owner.id), stage.clock.now())
    await panel_for(author, "Сбор в 10:00")
    await press(owner, DraftStep.SEND)
    screen = owner.last
    for act in CHANGES[change]:
        await (press(author, act) if isinstance(act, DraftStep) else author.send(act))
    await owner.click("Да, отправить", message=screen)
    toast, state = owner.toast, await state_of(stage)
    [shown] = [one for one in owner.inbox if one.message_id == screen.message_id]
    await stage.work()
    before = texts(guest)
    await owner.click("Да, ", message=shown)

    assert toast == (
        "С тех пор черновик изменили, ничего ещё не отправлено. "
        "Посмотрите, что уйдёт теперь, и подтвердите заново."
    )
    assert (state, before) == (AnnouncementState.DRAFT, [])
    assert f"Пост: {await content_of(stage)}" in shown.text
    assert (shown.text == screen.text) is False
    assert await state_of(stage) is not AnnouncementState.DRAFT


async def test_confirmation_of_an_earlier_release_asks_once_more(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser, "Сбор в 10:00")
    await press(organiser, DraftStep.CONFIRM)
    toast, state = organiser.toast, await state_of(stage)
    await organiser.click("Да, отправить")
    await stage.work()
    await press(organiser, DraftStep.CONFIRM)

    assert toast == (
        "Ничего ещё не отправлено. Посмотрите, что уйдёт сейчас, и подтвердите ещё раз."
    )
    assert state is AnnouncementState.DRAFT
    assert texts(guest) == ["Сбор в 10:00"]
    assert organiser.toast == "Это объявление уже подтверждено: его больше нельзя изменить."


async def test_draft_of_another_organiser_keeps_its_post(stage: Stage) -> None:
    _, second, _ = await asked_for_approval(stage, language="ru")
    await press(second, DraftStep.WITHDRAW)
    await press(second, DraftStep.POST)

    assert second.toast == "Это объявление готовит другой организатор."


async def content_of(stage: Stage) -> str:
    async with stage.app.store.read() as tx:
        one = await tx.announcements.find(ONE)
    assert one is not None
    return str(one.post.content.get("text") or one.post.content.get("caption"))


async def test_original_edited_in_telegram_corrects_the_draft(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")
    await organiser.send("Збор в 10:00")
    original = organiser.sent[-1]["message_id"]
    await press(organiser, DraftStep.TYPE_TIME)
    await organiser.send("завтра 10:00")
    before = organiser.last
    await organiser.edit(original, "Сбор в 10:00")
    preview, panel = organiser.inbox[-2:]
    await organiser.edit(original, "Сбор в 11:00")
    await confirm(organiser)
    [told] = await organiser.edit(original, "Сбор в 12:00")
    stage.clock.advance(hours=23)
    await stage.work()

    assert (preview.text, panel.text) == ("Сбор в 10:00", before.text)
    assert told.text.startswith("Объявление уже подтверждено, пост в нём прежний.")
    assert texts(guest) == ["Сбор в 11:00"]
    assert "edited_message" in stage.app.allowed_updates()


async def test_caption_edited_in_telegram_corrects_the_draft(stage: Stage) -> None:
    organiser = await stage.organiser()
    await organiser.send("/broadcast")
    await organiser.upload("p.png", PNG, kind="photo", caption="Смотрете")
    await organiser.edit_caption(organiser.sent[-1]["message_id"], "Смотрите")

    assert await content_of(stage) == "Смотрите"


async def test_part_of_an_album_edited_says_how_to_replace_it(stage: Stage) -> None:
    organiser = await stage.organiser()
    await organiser.send("/broadcast")
    await organiser.album([("1.png", PNG, "photo"), ("2.png", PNG, "photo")], caption="Два")
    await stage.settled()
    first = min(one["message_id"] for one in organiser.sent if "media_group_id" in one)
    [told] = await organiser.edit_caption(first, "Два фото")

    assert told.text.startswith("Правку в альбоме в черновик не взять")


async def test_other_messages_may_be_edited_and_nothing_is_said(
    stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser, "Первый")
    said: list[int] = []
    for person in (organiser, student):
        await person.send("Омск")
        said.append(len(await person.edit(person.sent[-1]["message_id"], "Первый!")))

    assert said == [0, 0]
    assert await content_of(stage) == "Первый"
