"""Answers in bad weather: what people must learn reaches them, and every press ends."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from bot.updates.flood_gate import BURST
from db.tables import outbox
from domain.outgoing import Kind
from outbox.limiter import SlidingLimiter
from sandbox.client import UserClient
from sandbox.faults import of_method
from tests.clocks import ManualClock
from tests.handlers.conftest import Stage
from tests.handlers.programme.test_sessions import EVENT, PLENARY, WELDING
from tests.handlers.test_statements import counted
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("on_threads")

EDIT = of_method("editMessageText")
GOING = "✅ Вы участвуете: Сварка."
CONFIRMATIONS = sa.select(outbox.c.state, outbox.c.error).where(
    outbox.c.kind == Kind.CONFIRMATION.value
)


class Shut(SlidingLimiter):
    """Lets nothing go, however long somebody waits: a pause would be over on a clock of which
    those who wait move the hands."""

    def wait(self, now: float, weight: int = 1) -> float:
        return 10.0


async def rows(stage: Stage) -> list[tuple[Any, ...]]:
    async with stage.app.database.read() as connection:
        return [tuple(row) for row in await connection.execute(CONFIRMATIONS)]


@pytest.fixture
async def card(stage: Stage, student: UserClient) -> UserClient:
    """Somebody who looks at the session that has one place."""
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, WELDING])
    await student.send("/program")
    await student.click("12:00 Сварка")
    return student


async def test_answer_that_arrives_costs_no_row(stage: Stage, card: UserClient) -> None:
    with counted() as statements:
        await card.click("Участвую")

    assert card.toast == "Вы участвуете. Напомню за день, за час и за 10 минут."
    assert "INSERT INTO outbox" not in statements
    assert await rows(stage) == []


async def test_answer_that_is_given_up_comes_as_a_message_of_the_outbox(
    stage: Stage, card: UserClient
) -> None:
    stage.world.faults.server_error(when=EDIT, times=1000)
    await card.click("Участвую")
    given_up = await rows(stage)
    stage.clock.advance(minutes=1)
    await stage.work()

    assert given_up == [("queued", None)]
    assert card.last.text == GOING
    assert await rows(stage) == [("sent", None)]


async def test_confirmation_tells_what_is_true_when_it_leaves(
    stage: Stage, card: UserClient
) -> None:
    stage.world.faults.server_error(when=EDIT, times=1000)
    pressed = card.last
    await card.click("Участвую")
    await card.press("pj:welding:0", message=pressed, forged=True)
    stage.clock.advance(minutes=1)
    await stage.work()

    assert [one.text for one in card.inbox[-2:]] == ["Вы больше не участвуете: Сварка."] * 2


async def test_answer_that_is_late_but_arrives_withdraws_its_row(
    stage: Stage, card: UserClient
) -> None:
    turns = stage.app.replies.queue
    turns.limiter.pause(stage.clock.monotonic() + 21)
    await card.click("Участвую")
    shown = card.last.text
    await stage.work()

    assert "Вы участвуете" in shown
    assert await rows(stage) == [("cancelled", "answered")]
    assert card.last.text == shown


async def test_process_that_ends_while_an_answer_is_late_leaves_its_row_behind(
    stage: Stage, card: UserClient
) -> None:
    turns = stage.app.replies.queue
    open_limiter, turns.limiter = turns.limiter, Shut(1)
    pressing = asyncio.create_task(card.click("Участвую"))

    async def is_promised() -> bool:
        return bool(await rows(stage))

    await until(is_promised)
    pressing.cancel()
    await asyncio.gather(pressing, return_exceptions=True)
    await stage.app.replies.close()
    turns.limiter = open_limiter
    stage.clock.advance(minutes=2)
    await stage.work()

    assert card.last.text == GOING


@pytest.mark.slow
async def test_five_hundred_taps_of_one_person_all_end_their_spinners(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.clock.advance(seconds=60)
    await student.send("/settings")
    [data, *_] = [b["callback_data"] for row in student.last.rows for b in row]
    taps = [stage.world.press(student.id, student.last.message_id, data) for _ in range(500)]
    updates = stage.world.bot.updates
    feed = stage.app.dispatcher.feed_raw_update
    await asyncio.gather(*[feed(stage.app.bot, updates.popleft()) for _ in range(len(updates))])

    answers = [stage.world.callback_answer(tap) for tap in taps]
    assert all(answer is not None for answer in answers)
    alerts = [answer for answer in answers if answer and answer["show_alert"]]
    assert [alert["text"][:20] for alert in alerts] == ["Вы пишете быстрее, ч"]
    assert stage.session.calls.count("editMessageText") <= BURST


async def test_toast_that_fails_does_not_take_the_screen_with_it(
    stage: Stage, card: UserClient
) -> None:
    stage.world.faults.server_error(when=of_method("answerCallbackQuery"), times=100)
    await card.click("Участвую")

    assert card.toast is None
    assert "Вы участвуете" in card.last.text


async def test_press_under_a_message_that_is_gone_is_answered_by_a_new_one(
    stage: Stage, card: UserClient
) -> None:
    pressed = card.last
    del stage.world.chat(card.id).messages[pressed.message_id]
    [answer] = await card.press("pj:welding:1", message=pressed, forged=True)

    assert card.toast == "Вы участвуете. Напомню за день, за час и за 10 минут."
    assert "Вы участвуете" in answer.text


async def test_screen_that_shows_the_same_again_is_met_nowhere_in_the_log(
    stage: Stage, card: UserClient, caplog: pytest.LogCaptureFixture
) -> None:
    pressed = card.last
    button = next(b["callback_data"] for row in pressed.rows for b in row)
    for _ in range(3):
        await card.press(button, message=pressed, forged=True)

    assert "not modified" not in caplog.text


async def test_webhook_is_answered_once_what_was_promised_is_a_row(
    stage: Stage, card: UserClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer confirms the update: from then on the reply is in memory only."""
    go_on, slept = asyncio.Event(), ManualClock.sleep

    async def sleep(clock: ManualClock, seconds: float) -> None:
        await go_on.wait()  # however long the row takes to be read
        await slept(clock, seconds)

    monkeypatch.setattr(ManualClock, "sleep", sleep)
    stage.app.replies.queue.limiter.pause(stage.clock.monotonic() + 3)
    stage.world.press(card.id, card.last.message_id, "pj:welding:1", forged=True)
    [update] = stage.world.bot.updates
    await stage.app.dispatcher.feed_raw_update(stage.app.bot, update)
    promised = await rows(stage)
    go_on.set()
    await stage.app.replies.settle(60)

    assert promised == [("queued", None)]
    assert "Вы участвуете" in card.last.text
    assert await rows(stage) == [("cancelled", "answered")]
