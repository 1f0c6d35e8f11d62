"""Participants find each other and get acquainted, as both see it."""

from __future__ import annotations

from domain.clusters.cards import Industry
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.meeting import listed, profile


async def test_directory_narrows_by_industry_and_region(programme: None, stage: Stage) -> None:
    anna = await listed(stage, "Анна", industry=Industry.IT, region="Омская область")
    await listed(
        stage, "Борис <b>", industry=Industry.IT, region="Пермский край", position="мастер"
    )
    await listed(stage, "Вера", industry=Industry.MEDIA, region="Пермский край", contact="тайна")
    await anna.send("/program")
    await anna.click("⋯ Ещё")
    await anna.click("🤝 Знакомства")
    everybody = anna.last.text
    await anna.click("🏭 Отрасль")
    industries = anna.last.buttons
    await anna.click("Информационные технологии · 2")
    await anna.click("🗺 Регион")
    regions = anna.last.buttons
    await anna.click("Пермский край · 1")

    assert everybody.splitlines() == [
        "🤝 Знакомства",
        "",
        "3 участника",
        "",
        "1. Анна",
        "Омская область",
        "",
        "2. Борис <b>",
        "мастер · Пермский край",
        "",
        "3. Вера",
        "Пермский край",
    ]
    assert industries == ["Все отрасли", "Информационные технологии · 2", "Медиа · 1"]
    assert regions == ["Все регионы", "Омская область · 1", "Пермский край · 1"]
    assert anna.last.text.splitlines()[1:4] == [
        "Информационные технологии · Пермский край",
        "",
        "1 участник",
    ]
    await anna.click("1. Борис")
    await anna.click("‹ К списку")
    assert "Информационные технологии · Пермский край" in anna.last.text


async def test_stranger_to_every_event_is_told_how_to_get_in(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/program")
    await student.click("⋯ Ещё")
    await student.click("🤝 Знакомства")
    closed = student.toast
    await student.send("/start session_plenary")
    await student.click("Участвую")
    await student.send("/program")
    await student.click("⋯ Ещё")
    await student.click("🤝 Знакомства")

    assert closed == ("«Знакомства» открыты тем, кто записался на сессию или указал имя в анкете.")
    assert student.last.text.startswith("🤝 Знакомства")
    assert "Вас в этом списке нет." in student.last.text


async def ask(one: UserClient, name: str, message: str) -> None:
    await one.send("/settings")
    await one.click("👤 Моя анкета")
    await one.click("🤝 Знакомства")
    await one.click(f". {name}")
    await one.click("🤝 Попросить о знакомстве")
    await one.send(message)


async def test_two_get_acquainted(stage: Stage) -> None:
    anna = await listed(stage, "Анна", username="anna_k", contact="anna@example.org")
    boris = await listed(stage, "Борис", position="мастер")
    await ask(boris, "Анна", "Соседи по отрасли <3")
    sent = boris.last.text
    await stage.work()
    request = anna.last
    await anna.click("Принять")
    accepted = anna.last.text
    await anna.press(request.rows[0][0]["callback_data"], message=request, forged=True)
    await stage.work()

    assert "⏳ Вы попросили о знакомстве. Пока без ответа." in sent
    assert request.text.splitlines()[:4] == [
        "🤝 Борис хочет с вами познакомиться",
        "мастер",
        "",
        "Соседи по отрасли <3",
    ]
    assert "anna" not in request.text
    assert accepted.startswith("✅ Борис: вы согласились познакомиться.")
    assert [one.text for one in boris.inbox if "теперь вы знакомы" in one.text] == [
        "🤝 Анна — теперь вы знакомы\n\nКонтакт: anna@example.org\nTelegram: @anna_k"
    ]
    to_anna = [one for one in anna.inbox if "теперь вы знакомы" in one.text]
    assert [one.text for one in to_anna] == [
        "🤝 Борис — теперь вы знакомы\nмастер\n\nTelegram: Борис"
    ]
    [mention] = [one for one in to_anna[0].entities if one["type"] == "text_mention"]
    assert mention["user"]["id"] == boris.id


async def test_no_is_not_told_and_the_list_says_without_an_answer(stage: Stage) -> None:
    anna, boris = await listed(stage, "Анна"), await listed(stage, "Борис")
    await ask(boris, "Анна", "Привет")
    await stage.work()
    heard = len(boris.inbox)
    await anna.click("Отказаться")
    declined = anna.last.text
    await stage.work()
    silent = len(boris.inbox)
    await boris.click("‹ К списку")
    await boris.click("Мои запросы")

    assert declined.startswith("Борис: вы отказались.")
    assert silent == heard
    assert "⏳ Анна — без ответа" in boris.last.text


async def test_complaint_is_confirmed_and_comes_to_the_organisers(stage: Stage) -> None:
    organiser = await stage.organiser()
    anna, boris = await listed(stage, "Анна"), await listed(stage, "Борис", username="boris_b")
    await ask(boris, "Анна", "Купите слона")
    await stage.work()
    await anna.click("Пожаловаться")
    await anna.click("‹ Назад")
    back = anna.last.text
    await anna.click("Пожаловаться")
    asked = anna.last.text
    await anna.click("Пожаловаться")
    await stage.work()

    assert asked.startswith("Пожаловаться на этот запрос? Кто просил: Борис. Организаторы")
    assert back.startswith("🤝 Борис хочет с вами познакомиться")
    assert anna.last.text.startswith("Спасибо, что сказали.")
    assert organiser.last.text == (
        "⚠️ Жалоба на запрос о знакомстве\nКто просил: @boris_b\nКого: Анна\n\nКупите слона"
    )


async def test_organiser_takes_whom_a_complaint_is_about_out_of_the_directory(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    anna, boris = await listed(stage, "Анна"), await listed(stage, "Борис")
    await ask(boris, "Анна", "Купите слона")
    await stage.work()
    await anna.click("Пожаловаться")
    await anna.click("Пожаловаться")
    await stage.work()
    complaint = organiser.last
    await organiser.click("🚫 Убрать из «Знакомств»", message=complaint)
    toast, after = organiser.toast, organiser.last
    for person in (organiser, boris):
        await person.press(complaint.rows[0][0]["callback_data"], forged=True)
    refused = boris.toast
    await organiser.send("/admin")
    await organiser.click("📜 Журнал")

    assert toast == "Готово: этого человека в «Знакомствах» больше нет."
    assert after.text.endswith("В «Знакомствах» этого человека нет.")
    assert after.buttons == []
    assert refused == "Это только для организаторов."
    of_boris, of_anna = await profile(stage, boris), await profile(stage, anna)
    assert of_boris is not None
    assert of_anna is not None
    assert (of_boris.is_listed, of_anna.is_listed) == (False, True)
    log = organiser.last.text
    assert log.count(f"убран из «Знакомств» по жалобе участник {boris.id}") == 1


async def test_waiting_request_is_found_in_the_list_after_a_pause(stage: Stage) -> None:
    anna, boris = await listed(stage, "Анна"), await listed(stage, "Борис")
    await anna.send("/stop")
    await ask(boris, "Анна", "Привет")
    await stage.work()
    silent = anna.last.text
    await anna.send("/start")
    await anna.send("/settings")
    await anna.click("👤 Моя анкета")
    await anna.click("🤝 Знакомства")
    await anna.click("Мои запросы · 1")
    await anna.click("🤝 Борис", message=anna.last)

    assert silent.startswith("Хорошо: сам я больше писать не буду.")
    assert "🤝 Хочет с вами познакомиться." in anna.last.text
    assert {"Принять", "Отказаться"} <= set(anna.last.buttons)


async def test_asking_without_a_name_and_forged_buttons_are_refused(
    programme: None, stage: Stage, student: UserClient
) -> None:
    anna = await listed(stage, "Анна")
    await student.send("/start session_plenary")
    await student.click("Участвую")
    answers = []
    for data in (
        f"kna:{anna.id}",
        "knp:77:::0",
        "knw:5:yes",
        "knd::deadbeef:0",
        "pfr:deadbeef:0",
        "pfk:no-such:0",
        "pft:region:suggest:0",
    ):
        await student.press(data, forged=True)
        answers.append(student.toast)

    assert answers == [
        "Сначала укажите имя в анкете: человек должен знать, кто просит. Анкета — в настройках.",
        "Этого участника больше нет в «Знакомствах».",
        "Этого запроса больше нет.",
        "Эта кнопка устарела. Вот свежее меню.",
        "Эта кнопка устарела. Вот свежее меню.",
        "Этого кластера больше нет в списке. Вот свежее меню.",
        "Эта кнопка устарела. Вот свежее меню.",
    ]


async def test_command_ends_the_wait_for_an_answer(stage: Stage, student: UserClient) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    await student.send("/help")
    [after] = await student.send("Саранск")

    assert after.text.startswith("📍 Саранск")


async def test_english_smoke(programme: None, stage: Stage) -> None:
    kate = stage.person("Kate", language="en")
    await kate.send("/start session_plenary")
    await kate.click("I am going")
    await kate.click("Fill in")
    await kate.click("Kate", message=kate.last)
    for _ in range(5):
        await kate.click("Skip", message=kate.last)
    await kate.click("Show me in the directory")
    await kate.click("🤝 People", message=kate.last)

    assert kate.last.text.splitlines() == [
        "🤝 People to meet",
        "",
        "1 participant",
        "",
        "1. Kate",
    ]
