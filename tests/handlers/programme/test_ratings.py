"""After a session: stars, comments, and what organisers see of them."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.during import over


@pytest.mark.slow
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
    assert "Ваша оценка: ★★★★☆. Спасибо!" in commented.text
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
    assert anna.last.text.splitlines()[1] == "Ваша оценка: ★★★☆☆. Спасибо!"
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
