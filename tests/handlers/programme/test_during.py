"""During a session and after it: questions, moderation, ratings, the morning digest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.ids import SessionId
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, register, session_at

HOUR = timedelta(hours=1)
BEGINS = START + HOUR


@pytest.fixture
async def people(stage: Stage) -> tuple[UserClient, UserClient, UserClient]:
    """An organiser and two who go to a session that begins in an hour."""
    organiser = await stage.organiser()
    anna, boris = await stage.audience(2)
    await add_sessions(stage.app.store, session_at(BEGINS))
    await register(stage.app.store, anna.id, boris.id, at=START - HOUR)
    return organiser, anna, boris


async def ask(person: UserClient, text: str) -> None:
    await person.send("/start session_a")
    await person.click("🙋 Задать вопрос")
    await person.send(text)


async def notice(stage: Stage) -> None:
    stage.clock.advance(minutes=1)
    await stage.app.worker.drain()


# -- questions


async def test_question_is_asked_shown_voted_for_and_answered(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, boris = people
    await ask(anna, "Где <b>взять</b>\nстанки?")
    thanks = anna.last.text
    await ask(boris, "Когда набор?")
    await notice(stage)
    told, heard = organiser.last.text, len(organiser.inbox)
    await organiser.click("Посмотреть вопросы")
    waiting = organiser.last.text
    await organiser.click("👁 1 Показать")
    shown_toast = organiser.toast
    await organiser.click("👁 1 Показать")
    none_left = organiser.last.text
    await boris.send("/start session_a")
    await boris.click("💬 Вопросы · 2")
    before = boris.last
    await boris.click("👍 1")
    voted, voted_toast = boris.last, boris.toast
    await organiser.click("💬 В списке · 2")
    await organiser.click("✅ 1 Отвечен")
    await boris.click("👍 2")

    assert thanks.startswith("Спасибо! Вопрос появится в общем списке")
    assert told == "❓ Вопросы докладчику ждут показа: 2\nРобототехника"
    assert waiting.splitlines() == [
        "❓ Ждут показа: 2",
        "Робототехника",
        "",
        "1. Где <b>взять</b> станки?",
        "— Гость 0",
        "",
        "2. Когда набор?",
        "— Гость 1",
    ]
    assert shown_toast == "Вопрос виден всем."
    assert none_left.endswith("Новых вопросов нет.")
    assert before.text.splitlines() == [
        "💬 Вопросы: Робототехника",
        "",
        "1. Где <b>взять</b> станки? · 👍 0",
        "",
        "2. Когда набор? · 👍 0",
        "",
        "Ваши вопросы",
        "👁 Когда набор? — в списке",
        "",
        "Хотите услышать ответ? Нажмите 👍 с номером вопроса. Ещё одно нажатие вернёт голос.",
    ]
    assert (voted_toast, voted.buttons[:2]) == ("Голос учтён.", ["✅ 👍 1", "👍 2"])
    assert "2. Где <b>взять</b> станки? · ✅ ответили" in boris.last.text
    assert "Гость" not in before.text + boris.last.text
    assert len(organiser.inbox) == heard


async def test_vote_twice_is_one_and_goes_back_with_another_tap(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, boris = people
    await ask(anna, "Почему?")
    await notice(stage)
    await organiser.click("Посмотреть вопросы")
    await organiser.click("👁 1 Показать")
    await boris.send("/start session_a")
    await boris.click("💬 Вопросы · 1")
    texts = []
    for wanted in (1, 1, 0, 0):
        await boris.press(f"qv:1:{wanted}:0", forged=True)
        texts.append(boris.last.text.splitlines()[2])

    one, none = "1. Почему? · 👍 1", "1. Почему? · 👍 0"
    assert texts == [one, one, none, none]


async def test_bad_question_keeps_the_bot_waiting_and_a_command_ends_it(
    people: tuple[UserClient, UserClient, UserClient],
) -> None:
    _, anna, _ = people
    await anna.send("/start session_a")
    await anna.click("🙋 Задать вопрос")
    [long] = await anna.send("я" * 501)
    [photo] = await anna.upload("a.png", b"x", kind="photo")
    [menu] = await anna.send("📰 Новости")
    [after] = await anna.send("Саранск")

    assert long.text.startswith("Слишком длинно: знаков 501, а можно 500.")
    assert photo.text.startswith("Здесь нужен обычный текст.")
    assert menu.text.startswith("Новости")
    assert after.text.startswith("📍 Саранск")


async def test_buttons_of_questions_are_there_only_while_they_are_taken(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, _ = people
    await add_sessions(
        stage.app.store,
        session_at(BEGINS + 25 * HOUR, "later"),
        session_at(BEGINS, "off", is_cancelled=True),
    )
    shown = {}
    for name in ("a", "later", "off"):
        await anna.send(f"/start session_{name}")
        shown[name] = [label for label in anna.last.buttons if "опрос" in label]
    stage.clock.advance(hours=9)
    await anna.send("/start session_a")
    refusals = []
    for data in ("qa:a", "qa:off", "qa:gone", "qv:77:1:0", "qv:x:1:0"):
        await anna.press(data, forged=True)
        refusals.append(anna.toast)

    assert shown == {"a": ["🙋 Задать вопрос", "💬 Вопросы"], "later": [], "off": []}
    closed = "Вопросы принимаются за сутки до начала сессии и ещё несколько часов после конца."
    assert refusals == [
        closed,
        closed,
        "Этой сессии больше нет в программе. Вот свежее меню.",
        "Этого вопроса в списке уже нет.",
        "Эта кнопка устарела. Вот свежее меню.",
    ]


async def test_notice_of_what_was_looked_at_meanwhile_is_not_sent(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, _ = people
    await ask(anna, "Почему?")
    heard = len(organiser.inbox)
    await organiser.send("/admin")
    await organiser.click("💬 Вопросы и оценки")
    overview = organiser.last
    await organiser.click("❓1 Робототехника")
    card = organiser.last.text
    await organiser.click("❓ Ждут · 1")
    await organiser.click("🚫 1 Скрыть")
    await notice(stage)

    assert overview.text.endswith("❓ — сколько вопросов ждёт, ★ — средняя оценка.")
    assert "Вопросы: ждут 1, в списке 0, с ответом 0" in card
    assert len(organiser.inbox) == heard + 1
    await anna.press("ql:a:0", forged=True)
    assert "🚫 Почему? — в список не вошёл" in anna.last.text


async def test_strangers_at_the_desk_are_turned_away(
    people: tuple[UserClient, UserClient, UserClient],
) -> None:
    organiser, anna, _ = people
    await ask(anna, "Почему?")
    answers = set()
    for data in ("fe::0", "fe:expert:0", "fh:a", "fm:a:1:0", "fj:1:shown:1:0", "fr:a", "fc:a:0"):
        await anna.press(data, forged=True)
        answers.add(anna.toast)
    await organiser.send("/admin")
    outdated = []
    for data in ("fj:1:asked:1:0", "fj:1:nonsense:1:0", "fe:gone:0", "fh:gone", "fr:gone"):
        await organiser.press(data, forged=True)
        outdated.append(organiser.toast)

    assert answers == {"Это только для организаторов."}
    assert outdated == [
        "Эта кнопка устарела. Вот свежее меню.",
        "Эта кнопка устарела. Вот свежее меню.",
        "Этого события больше нет. Вот свежее меню.",
        "Этой сессии больше нет в программе. Вот свежее меню.",
        "Этой сессии больше нет в программе. Вот свежее меню.",
    ]


# -- ratings


async def over(stage: Stage) -> None:
    stage.clock.advance(hours=2, minutes=11)
    await stage.work()


async def test_session_is_rated_with_a_tap_and_a_comment_and_organisers_see_both(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, boris = people
    await over(stage)
    asked = anna.last
    await anna.click("4 ★")
    await anna.click("✏️ Добавить комментарий")
    [too_long] = await anna.send("я" * 1001)
    [commented] = await anna.send("Мало <i>времени</i>")
    await boris.click("1 ★")
    await boris.click("5 ★")
    await boris.click("✅ 5")
    changed = boris.last
    await organiser.send("/admin")
    await organiser.click("💬 Вопросы и оценки")
    await organiser.click("★4,5 Робототехника")
    await organiser.click("📊 Оценки")
    chart = organiser.last
    await organiser.click("✏️ Комментарии · 1")

    assert asked.text.splitlines() == [
        "Робототехника",
        "Сессия закончилась. Как она вам? 5 — отлично, 1 — совсем не понравилось.",
        "Организаторы увидят оценку без имени.",
    ]
    assert asked.buttons == ["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"]
    assert too_long.text.startswith("Слишком длинно: знаков 1\xa0001, а можно 1\xa0000.")
    assert "Ваша оценка: ★★★★☆ Спасибо!" in commented.text
    assert "✏️ Мало <i>времени</i>" in commented.text
    assert (len([one for one in boris.inbox if "Ваша оценка" in one.text]), boris.toast) == (
        1,
        "Спасибо за оценку!",
    )
    assert "✅ 5" in changed.buttons
    assert chart.text == "Робототехника\n★ 4,5 — 2 оценки"
    assert stage.world.files[chart.raw["photo"][-1]["file_id"]].data.startswith(b"\x89PNG")
    assert organiser.last.text.splitlines() == [
        "✏️ Комментарии (1): Робототехника",
        "",
        "★★★★☆",
        "Мало <i>времени</i>",
    ]


async def test_rating_from_the_card_and_by_who_may_not(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, boris = people
    stranger = stage.person("Чужой", language="en")
    await stranger.send("/start session_a")
    await anna.send("/start session_a")
    early = anna.last.buttons
    stage.clock.advance(hours=2)
    await anna.send("/start session_a")
    await anna.click("⭐ Оценить сессию")
    await anna.click("3 ★")
    await over(stage)
    refusals = []
    for data in ("rt:a:4", "ro:a", "rc:a", "rt:gone:1"):
        await stranger.press(data, forged=True)
        refusals.append(stranger.toast)
    await boris.press("rc:a", forged=True)
    stars_first = boris.toast
    await boris.press("rt:a:9", forged=True)

    assert "⭐ Оценить сессию" not in early
    assert anna.last.text.splitlines()[1] == "Ваша оценка: ★★★☆☆ Спасибо!"
    assert [one for one in anna.inbox if "Сессия закончилась" in one.text] == []
    not_going = (
        "Only those who go to a session can rate it, and you are not registered for this one."
    )
    gone = "This session cannot be rated: it was cancelled or removed from the programme."
    assert refusals == [not_going] * 3 + [gone]
    assert stars_first == "Сначала поставьте оценку от 1 до 5 — потом можно и написать."
    assert boris.toast == "Эта кнопка устарела. Вот свежее меню."


async def test_results_of_a_session_that_nobody_rated_say_so(
    people: tuple[UserClient, UserClient, UserClient],
) -> None:
    organiser, _, _ = people
    await organiser.send("/admin")
    await organiser.click("💬 Вопросы и оценки")
    empty = organiser.last.text
    await organiser.press("fr:a", forged=True)
    results = organiser.last.text
    await organiser.press("fc:a:5", forged=True)

    assert empty.endswith("Пока ни вопросов, ни оценок.")
    assert results == "Робототехника\nОценок пока нет."
    assert organiser.last.text.endswith("Комментариев пока нет.")


# -- the morning


async def test_morning_digest_shows_the_day_as_it_is_and_can_be_switched_off(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, boris = people
    tomorrow = START + timedelta(hours=22)
    names: dict[str, dict[str, Any]] = {"b": {}, "c": {"is_waiting": True}, "d": {}}
    for n, (name, standing) in enumerate(names.items()):
        at = tomorrow + n * HOUR
        await add_sessions(stage.app.store, session_at(at, name))
        await register(stage.app.store, anna.id, session=name, **standing)
    await register(stage.app.store, boris.id, session="b")
    async with stage.app.store.write() as tx:
        await tx.users.set_zone(anna.id, "Europe/Samara")  # type: ignore[arg-type]  # a user id
        cancelled = session_at(tomorrow + 2 * HOUR, "d", is_cancelled=True)
        await tx.programme.save_sessions([cancelled])
    await boris.send("/settings")
    await boris.click("🔔 Уведомления")
    await boris.click("✅ Утренняя сводка")
    toast, label = boris.toast, boris.last.buttons
    stage.clock.advance(hours=19, minutes=1)  # 07:01 in Moscow, 08:01 in Samara
    await stage.work()
    digest = anna.last
    stage.clock.advance(hours=1)
    await stage.work()
    await anna.click("🔔 Настроить уведомления")

    assert digest.text.splitlines() == [
        "☀️ Ваш день. Вторник, 24 ноября",
        "",
        "Экспертная сессия · время: Москва, UTC+3",
        "10:00–11:00 Робототехника · Зал 3 · по вашим часам 11:00",
        "⏳ 11:00–12:00 Робототехника · Зал 3 · по вашим часам 12:00 — лист ожидания",
        "12:00–13:00 Робототехника — отменено",
    ]
    assert digest.buttons == [
        "10:00 Робототехника",
        "11:00 Робототехника",
        "🗓 Моё расписание",
        "🔔 Настроить уведомления",
    ]
    assert [one for one in boris.inbox if "Ваш день" in one.text] == []
    assert len([one for one in anna.inbox if "Ваш день" in one.text]) == 1
    assert toast == "Утренней сводки больше не будет."
    assert "⬜️ Утренняя сводка" in label
    assert anna.last.text.startswith("Уведомления")


async def test_digest_switched_off_while_it_waits_is_not_sent(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, _ = people
    await add_sessions(stage.app.store, session_at(START + timedelta(hours=22), "b"))
    await register(stage.app.store, anna.id, session="b")
    await stage.app.worker.drain()
    stage.clock.advance(hours=20)
    await anna.send("/settings")
    await stage.app.reminders.work()
    for data in ("sd:0", "sd:0"):
        await anna.press(data, forged=True)
    await stage.app.worker.drain()
    async with stage.app.store.read() as tx:
        left = await tx.outbox.queue_length()

    assert ([one for one in anna.inbox if "Ваш день" in one.text], left) == ([], 0)


async def test_export_has_what_was_said_and_erasure_takes_it_back(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, boris = people
    await ask(anna, "Почему?")
    await notice(stage)
    await organiser.click("Посмотреть вопросы")
    await organiser.click("👁 1 Показать")
    await anna.press("qv:1:1:0", forged=True)
    await over(stage)
    await anna.click("5 ★")
    actor = await stage.app.dispatcher["users"].touch((await stage.user(anna)).profile, 10**6)
    said = await stage.app.dispatcher["users"].export(actor)
    await anna.send("/privacy")
    await anna.click("Удалить мои данные")
    await anna.click("Да, удалить")
    await boris.press("ql:a:0", forged=True)
    async with stage.app.store.read() as tx:
        left = await tx.ratings.distribution(SessionId("a"))
    await organiser.send("/admin")
    await organiser.press("fm:a:0:0", forged=True)

    assert [(one["text"], one["state"]) for one in said["questions"]] == [("Почему?", "shown")]
    assert said["votes"] == [{"session": "a", "question": "Почему?"}]
    assert [(one["session"], one["stars"]) for one in said["ratings"]] == [("a", 5)]
    assert said["notifications"]["morning_digest"] is True
    assert "1. Почему? · 👍 0" in boris.last.text
    assert (left, "— имя удалено" in organiser.last.text) == ({}, True)


async def test_all_of_it_speaks_english_too(stage: Stage) -> None:
    organiser = stage.person("Olga", person_id=900, language="en")
    await organiser.send("/start")
    [anna] = await stage.audience(1, language="en")
    await add_sessions(stage.app.store, session_at(BEGINS))
    await register(stage.app.store, anna.id, at=START - HOUR)
    await anna.send("/start session_a")
    await anna.click("🙋 Ask a question")
    [thanks] = await anna.send("Why?")
    await notice(stage)
    await organiser.click("Look at the questions")
    await organiser.click("👁 1 Show")
    await anna.click("💬 Questions")
    listed = anna.last.text
    await over(stage)
    await anna.click("5 ★")

    assert thanks.text.startswith("Thank you! Your question joins the list")
    assert listed.splitlines()[2] == "1. Why? · 👍 0"
    assert anna.last.text.splitlines()[1] == "Your rating: ★★★★★ Thank you!"
