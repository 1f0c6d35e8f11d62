"""What was asked and rated: the organisers' sheet, who may see it, taking it along."""

from __future__ import annotations

import pytest

from domain.ids import SessionId
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.handlers.programme.during import BEGINS, HOUR, ask, notice, over
from tests.programmes import add_sessions, register, session_at


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


@pytest.mark.slow
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
    assert anna.last.text.splitlines()[1] == "Your rating: ★★★★★. Thank you!"
