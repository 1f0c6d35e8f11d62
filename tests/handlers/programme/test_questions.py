"""Questions to the speakers: asked, shown, voted for, answered."""

from __future__ import annotations

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.during import BEGINS, HOUR, ask, notice
from tests.programmes import add_sessions, session_at


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
    await anna.click("🙋 Спросить")
    [long] = await anna.send("я" * 501)
    [photo] = await anna.upload("a.png", b"x", kind="photo")
    [menu] = await anna.send("📰 Новости")
    [after] = await anna.send("Саранск")

    assert long.text.startswith("Слишком длинно: знаков 501, а можно 500.")
    assert photo.text.startswith("Здесь нужен обычный текст.")
    assert menu.text.startswith("Новости")
    assert after.text.startswith("📍 Саранск")


async def test_a_button_of_organisers_ends_no_question_that_the_bot_waits_for(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    organiser, anna, _ = people
    await anna.send("/start session_a")
    await anna.click("🙋 Спросить")
    for data in ("fe::0", "y", "o:"):
        await anna.press(data, forged=True)
        assert anna.toast is not None
    await anna.send("Почему?")
    await notice(stage)
    await organiser.click("Посмотреть вопросы")

    assert "Почему?" in organiser.last.text


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
        shown[name] = [label for label in anna.last.buttons if label[0] in "🙋💬"]
    stage.clock.advance(hours=9)
    await anna.send("/start session_a")
    refusals = []
    for data in ("qa:a", "qa:off", "qa:gone", "qv:77:1:0", "qv:x:1:0"):
        await anna.press(data, forged=True)
        refusals.append(anna.toast)

    assert shown == {"a": ["🙋 Спросить", "💬 Вопросы"], "later": [], "off": []}
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
