"""People who have said /stop or switched sessions off: nothing is promised that will not come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.people.users import Category, Preferences
from domain.programme.sessions import Session
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, register, session_at

IN_TWO_DAYS = START + timedelta(days=2)
OFF = "🔕 Напоминаний не будет: уведомления о сессиях у вас выключены. Включить?"
STOPPED = "🔕 Напоминаний не будет: вы отправили /stop. Писать вам о сессиях?"
YES = "🔔 Да, пишите о сессиях"


@pytest.fixture
async def session(stage: Stage) -> Session:
    one = session_at(IN_TWO_DAYS)
    await add_sessions(stage.app.store, one)
    return one


async def without_sessions(person: UserClient) -> None:
    await person.send("/settings")
    await person.click("🔔 Уведомления")
    await person.click("✅ Сессии")


async def stop(person: UserClient) -> None:
    await person.send("/start")
    await person.send("/stop")


async def only_what_is_important(person: UserClient) -> None:
    await person.send("/settings")
    await person.click("🔔 Уведомления")
    await person.click("⏸ Оставить только важное")


@pytest.mark.parametrize(
    ("silence", "asked", "then"),
    [
        (without_sessions, OFF, Preferences()),
        (only_what_is_important, OFF, Preferences(muted=frozenset({Category.NEWS}))),
        (stop, STOPPED, Preferences(muted=frozenset({Category.NEWS}))),
    ],
)
async def test_joining_in_silence_asks_instead_of_promising(
    stage: Stage,
    session: Session,
    student: UserClient,
    silence: Callable[[UserClient], Awaitable[None]],
    asked: str,
    then: Preferences,
) -> None:
    """A yes is for sessions alone: the news that were off stay off."""
    await silence(student)
    await student.send(f"/start session_{session.id}")
    await student.click("Участвую")
    toast, card = student.toast, student.last.text
    await student.click(YES)
    user = await stage.user(student)

    assert toast == "Вы участвуете, но напоминаний не будет. Почему — на карточке."
    assert asked in card
    assert student.toast == "Хорошо, о ваших сессиях буду писать."
    assert "🔕" not in student.last.text
    assert YES not in student.last.buttons
    assert (user.stopped_at, user.preferences) == (None, then)


async def test_reminder_comes_after_the_yes(
    stage: Stage, session: Session, student: UserClient
) -> None:
    await stop(student)
    await student.send(f"/start session_{session.id}")
    await student.click("Участвую")
    await student.click(YES)
    stage.clock.advance(days=1)
    await stage.work()

    assert student.last.text.startswith("⏰")


async def test_question_is_on_the_card_whenever_it_is_opened(
    stage: Stage, session: Session, student: UserClient
) -> None:
    await student.send(f"/start session_{session.id}")
    await student.click("Участвую")
    assert student.toast == "Вы участвуете. Напомню за день, за час и за 10 минут."
    await without_sessions(student)
    await student.send(f"/start session_{session.id}")
    opened = student.last.text
    stage.clock.advance(days=2, minutes=1)
    await student.send(f"/start session_{session.id}")

    assert OFF in opened
    assert "🔕" not in student.last.text


async def test_waiting_after_stop_promises_no_word_of_a_place(stage: Stage) -> None:
    full = replace(session_at(IN_TWO_DAYS, "full"), capacity=1)
    await add_sessions(stage.app.store, full)
    [first] = await stage.audience(1)
    await register(stage.app.store, first.id, session=full.id)
    person = stage.person()
    await stop(person)
    await person.send("/start session_full")
    await person.click("Встать в лист ожидания")

    assert person.toast == (
        "Мест нет: вы в листе ожидания. Но написать вам, если место освободится, я пока не могу."
    )
    assert "🔕 Если место освободится, не напишу: вы отправили /stop." in person.last.text


@pytest.mark.parametrize(
    ("chosen", "toast"),
    [
        (
            ["Не напоминать"],
            "Вы участвуете. Напоминания вы отключили: отметить их можно кнопкой «Напоминания».",
        ),
        ([], "Вы участвуете. Начало скоро, напоминать уже не буду."),
    ],
)
async def test_joining_tells_when_no_reminder_can_come(
    stage: Stage, session: Session, student: UserClient, chosen: list[str], toast: str
) -> None:
    await student.send("/settings")
    await student.click("🔔 Уведомления")
    await student.click("⏰ Напоминания о сессиях")
    for label in chosen:
        await student.click(label)
    if not chosen:
        stage.clock.advance(days=1, hours=23, minutes=52)
    await student.send(f"/start session_{session.id}")
    await student.click("Участвую")

    assert student.toast == toast


async def test_lead_times_say_that_none_of_them_comes(student: UserClient) -> None:
    await without_sessions(student)
    await student.click("⏰ Напоминания о сессиях")
    off = student.last.text
    await student.click("За 5 минут")
    still = student.last.text
    await stop(student)
    await student.send("/settings")
    await student.click("🔔 Уведомления")
    await student.click("⏰ Напоминания о сессиях")

    assert "уведомления о сессиях у вас выключены" in off
    assert "уведомления о сессиях у вас выключены" in still
    assert "вы отправили /stop. Вернуть уведомления — /start." in student.last.text


async def test_settings_show_what_is_off(student: UserClient) -> None:
    async def line() -> str:
        await student.send("/settings")
        return student.last.text.splitlines()[-1]

    await without_sessions(student)
    opened = student.last.text
    no_sessions = await line()
    await student.click("🔔 Уведомления")
    await student.click("⬜️ Сессии")
    await student.click("✅ Утренняя сводка")
    no_digest = await line()
    await student.send("/stop")
    stopped = await line()
    await student.click("🔔 Уведомления")

    assert "Сессии выключены: напоминаний о них не будет." in opened
    assert no_sessions == "Уведомления: важное, новости; выключено: сессии; тихие часы 22:00–08:00"
    assert no_digest == (
        "Уведомления: важное, новости, сессии; выключено: утренняя сводка; тихие часы 22:00–08:00"
    )
    assert stopped == "Уведомления: выключены (вы отправили /stop)"
    assert "Сейчас не приходит ничего: вы отправили /stop." in student.last.text


async def test_one_category_comes_back_alone_where_all_were_off(
    stage: Stage, student: UserClient
) -> None:
    await only_what_is_important(student)
    await student.click("⬜️ Сессии")

    assert (await stage.user(student)).preferences == Preferences(muted=frozenset({Category.NEWS}))


async def test_digest_switched_on_in_silence_promises_nothing(student: UserClient) -> None:
    await without_sessions(student)
    await student.click("✅ Утренняя сводка")
    await student.click("⬜️ Утренняя сводка")

    assert student.toast == (
        "Сводка включена, но не придёт, пока выключены уведомления о сессиях."
    )


# -- shared links


@pytest.mark.parametrize(
    "link",
    [
        "cluster_nn-sarov-nuclear",
        "search",
        "news_latest",
        "news_999999",
        "session_{id}",
        "nothing",
    ],
)
async def test_link_after_stop_leaves_it_and_says_so(
    stage: Stage, session: Session, student: UserClient, link: str
) -> None:
    await stop(student)
    replies = await student.send(f"/start {link.format(id=session.id)}")

    assert (await stage.user(student)).stopped_at is not None
    assert not any("Здравствуйте" in one.text for one in replies)
    if link != "nothing":
        assert replies[0].text.startswith("🔕 Сам я вам по-прежнему не пишу: вы отправили /stop.")


async def test_link_greets_a_newcomer_and_nobody_else(
    session: Session, student: UserClient
) -> None:
    first = await student.send(f"/start session_{session.id}")
    again = await student.send(f"/start session_{session.id}")

    assert [one.text.split("!")[0].split("\n")[0] for one in first] == [
        "Здравствуйте, Мария",
        session.title,
    ]
    assert [one.text.split("\n")[0] for one in again] == [session.title]


async def test_start_takes_stop_back_and_says_so(stage: Stage, student: UserClient) -> None:
    await stop(student)
    [back] = await student.send("/start")

    assert back.text.startswith("С возвращением! Уведомления снова приходят;")
    assert (await stage.user(student)).stopped_at is None


async def test_link_makes_who_had_blocked_the_bot_reachable(
    stage: Stage, session: Session, student: UserClient
) -> None:
    await student.send("/start")
    async with stage.app.store.write() as tx:
        await tx.users.set_unreachable((await stage.user(student)).profile.id, START)
    await student.send(f"/start session_{session.id}")

    assert (await stage.user(student)).unreachable_at is None
