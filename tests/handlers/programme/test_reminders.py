"""Buttons under a reminder, pressed by those who go and by those who do not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.ids import SessionId, UserId
from domain.outbox import OutboxState
from domain.programme.reminders import bits_of
from handlers.callbacks.programme.reminders import AckButton, SnoozeButton
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.programmes import EVENT, add_sessions, register, session_at


async def reminded(stage: Stage) -> UserClient:
    """Somebody with the reminder of an hour before in their chat."""
    [person] = await all_reminded(stage, 1)
    return person


async def all_reminded(stage: Stage, count: int) -> list[UserClient]:
    people = await stage.audience(count)
    starts_at = stage.clock.now().replace(second=0) + timedelta(hours=1)
    await add_sessions(stage.app.store, session_at(starts_at))
    ids = [person.id for person in people]
    await register(stage.app.store, *ids, at=START - timedelta(hours=1))
    await stage.app.reminders.work()
    await stage.app.worker.drain()
    return people


async def queued(stage: Stage) -> int:
    async with stage.app.store.read() as tx:
        return await tx.outbox.queue_length()


async def test_going_is_noted_and_asks_no_more(stage: Stage) -> None:
    person = await reminded(stage)
    message = person.last
    await person.click("✅ Иду")

    assert message.text.startswith("⏰ Через час")
    assert person.toast == "✅ Отлично, ждём вас!"
    assert (len(person.inbox), person.last.buttons) == (1, [])
    assert person.last.text.startswith("⏰ Через час\n")


async def test_reminder_put_off_comes_again_once(stage: Stage) -> None:
    person = await reminded(stage)
    await person.click("⏰ Через 10 минут")
    await person.click("⏰ Через 10 минут")
    waiting = await queued(stage)
    stage.clock.advance(minutes=11)
    await stage.app.worker.drain()

    assert (person.toast, waiting) == ("Хорошо, напомню ещё раз.", 1)
    first, second = person.inbox
    assert "🔔 Напомню ещё раз: 23 ноября, 12:10 (Москва, UTC+3)" in first.text
    assert second.text.startswith("⏰ Через 49 минут")


@pytest.mark.slow
async def test_reminder_put_off_to_when_another_comes_is_dropped(stage: Stage) -> None:
    """Of a day, an hour and 10 minutes before: two would say the same at 12:50."""
    person = await reminded(stage)
    stage.clock.advance(minutes=42)
    await person.click("⏰ Через 10 минут")
    for _ in range(12):
        stage.clock.advance(minutes=1)
        await stage.app.reminders.work()
        await stage.app.worker.drain()

    assert [one.text.splitlines()[0] for one in person.inbox[1:]] == ["⏰ Через 10 минут"]


async def test_reminder_put_off_comes_where_the_lead_time_near_it_is_not_chosen(
    stage: Stage,
) -> None:
    person = await reminded(stage)
    async with stage.app.store.write() as tx:
        await tx.lead_times.set_reminders(UserId(person.id), bits_of([60]))
    stage.clock.advance(minutes=42)
    await person.click("⏰ Через 10 минут")
    stage.clock.advance(minutes=10)
    await stage.app.reminders.work()
    await stage.app.worker.drain()

    assert [one.text.splitlines()[0] for one in person.inbox[1:]] == ["⏰ Через 8 минут"]


HEAD = "uid,title,start,end,room,status\n"


async def moved_to(stage: Stage, clock: str, status: str = "") -> None:
    """Without a notice of the change, which would say the same."""
    hour, minute = clock.split(":")
    ends = f"{int(hour) + 1}:{minute}"
    row = f"a,Робототехника,2026-11-23T{clock},2026-11-23T{ends},Зал 3,{status}\n"
    await stage.app.programme.schedules.import_file(
        EVENT, "p.csv", (HEAD + row).encode(), is_quiet=True
    )
    await stage.work()


@pytest.mark.slow
async def test_reminder_that_arrived_is_edited_when_its_session_moves(stage: Stage) -> None:
    """The hour that it says would be wrong; there and back, it is true again."""
    person = await reminded(stage)
    said, texts = person.last.text, []
    for clock in ("17:00", "18:30", "13:00"):
        await moved_to(stage, clock)
        texts.append(person.inbox[0].text)
    stage.clock.advance(minutes=1)
    await moved_to(stage, "13:00", "cancelled")

    assert "🗓 23 ноября, 13:00 (Москва, UTC+3)" in said
    assert [text.splitlines()[0] for text in texts] == [
        "🕒 Сессия перенесена на 23 ноября, 17:00 (Москва, UTC+3)",
        "🕒 Сессия перенесена на 23 ноября, 18:30 (Москва, UTC+3)",
        "⏰ Через час",
    ]
    assert person.inbox[0].text == "❌ Сессия отменена.\n\nРобототехника"
    assert person.inbox[0].buttons == ["Открыть карточку"]


@pytest.mark.slow
async def test_reminder_that_was_put_off_and_arrived_is_edited_too(stage: Stage) -> None:
    person = await reminded(stage)
    await person.click("⏰ Через 10 минут")
    stage.clock.advance(minutes=11)
    await stage.work()
    count = len(person.inbox)
    await moved_to(stage, "17:00")

    assert count == 2
    assert [one.text.splitlines()[0] for one in person.inbox] == [
        "🕒 Сессия перенесена на 23 ноября, 17:00 (Москва, UTC+3)"
    ] * 2


async def test_reminder_of_who_left_or_deleted_it_is_let_be(stage: Stage) -> None:
    """A message that is not there is no failure of the delivery."""
    left, deleted = await all_reminded(stage, 2)
    said = left.last.text
    async with stage.app.store.write() as tx:
        await tx.registrations.leave(UserId(left.id), SessionId("a"))
    await stage.app.bot.delete_message(deleted.id, deleted.last.message_id)
    await moved_to(stage, "13:30")
    async with stage.app.store.read() as tx:
        totals = await tx.outbox.totals()

    assert [one.text for one in left.inbox] == [said]
    assert deleted.inbox == []
    assert totals == {OutboxState.SENT: 3}


async def test_buttons_of_others_sessions_do_nothing(stage: Stage) -> None:
    person = await reminded(stage)
    stranger = stage.person("Чужой")
    await stranger.send("/start")
    toasts = []
    for name in ("a", "x"):
        for data in (AckButton(id=name), SnoozeButton(id=name, minutes=10)):
            await stranger.press(data.pack(), forged=True)
            toasts.append(stranger.toast)

    assert toasts == [
        "Вы не записаны на эту сессию, поэтому напоминать не о чем.",
        "Вы не записаны на эту сессию, поэтому напоминать не о чем.",
        "Эта сессия не состоится: её отменили или убрали из программы.",
        "Эта сессия не состоится: её отменили или убрали из программы.",
    ]
    assert (await queued(stage), len(person.inbox)) == (0, 1)


async def test_button_of_a_person_who_left_or_came_too_late_is_refused(stage: Stage) -> None:
    person = await reminded(stage)
    stage.clock.advance(minutes=55)
    await person.click("⏰ Через 10 минут")
    late = person.toast
    async with stage.app.store.write() as tx:
        await tx.registrations.leave(UserId(person.id), SessionId("a"))
    await person.click("✅ Иду")

    assert late == "К тому времени сессия уже начнётся. Выберите время поближе."
    assert person.toast is not None
    assert person.toast.startswith("Вы не записаны")
    assert await queued(stage) == 0
