"""A participant introduces themselves, finds others and gets acquainted, as both see it."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from domain.ids import ClusterId, UserId
from domain.programme.participants import Participant
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

SAROV = "nn-sarov-nuclear"


@pytest.fixture
async def programme(stage: Stage) -> None:
    await stage.programme({"plenary": ("", []), "atom": ("", [])})


async def profile(stage: Stage, person: UserClient) -> Participant | None:
    async with stage.app.store.read() as tx:
        return await tx.participants.find(UserId(person.id))


async def listed(stage: Stage, name: str, *, username: str = "", **values: str) -> UserClient:
    """Somebody who is in the directory already."""
    raw = stage.world.add_person(name, username=username, language_code="ru")
    person = UserClient(stage.world, raw["id"], stage.deliver)
    await person.send("/start")
    one = Participant(user_id=UserId(person.id), name=name, is_listed=True, **values)  # type: ignore[arg-type]  # texts only
    async with stage.app.store.write() as tx:
        await tx.participants.save(one, stage.clock.now())
    return person


async def test_offer_comes_once_and_not_now_is_remembered(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    offered = student.last
    await student.click("Не сейчас")
    declined, toast = student.last, student.toast
    await student.send("/start session_atom")
    await student.click("Участвую")

    assert "Представиться организаторам?" in offered.text
    assert offered.message_id == declined.message_id
    assert "Представиться" not in declined.text + student.last.text
    assert "✅ Вы участвуете." in declined.text
    assert toast == "Хорошо, больше не спрошу. Анкета всегда есть в настройках."
    assert await profile(stage, student) == Participant(user_id=UserId(student.id))


async def test_form_is_filled_from_the_offer_to_the_directory(
    programme: None, stage: Stage
) -> None:
    raw = stage.world.add_person("Мария", last_name="Ли", username="mariali", language_code="ru")
    person = UserClient(stage.world, raw["id"], stage.deliver)
    await person.send("/start session_plenary")
    await person.click("Участвую")
    await person.click("Заполнить")
    await person.click("Мария Ли")
    [wrong] = await person.send("Атлантида-на-Марсе")
    [which] = await person.send("Киров")
    [cluster] = await person.send("нижегородская обл")
    await person.send("саров")
    await person.click("Саров")
    position = person.last.text
    [contact] = await person.send("мастер  цеха")
    await person.click("@mariali")
    consent = person.last.text
    await person.click("Показать в «Знакомствах»")

    assert wrong.text.startswith("Не знаю такого региона.")
    assert which.buttons == ["Кировская область", "Калужская область"]
    assert cluster.text.startswith("Какой кластер вы представляете?")
    assert position.startswith("Кем вы работаете?")
    assert contact.text.startswith("Как с вами связаться?")
    assert consent.startswith("Показать вас в «Знакомствах»?")
    assert person.last.text.startswith("👤 Анкета участника\n\nИмя: Мария Ли\n")
    found = await profile(stage, person)
    assert found is not None
    assert found == Participant(
        user_id=UserId(person.id),
        name="Мария Ли",
        region="Нижегородская область",
        industry=Industry.NUCLEAR,
        cluster_id=ClusterId(SAROV),
        cluster_name=found.cluster_name,
        position="мастер цеха",
        contact="@mariali",
        is_listed=True,
    )


async def test_form_can_be_skipped_to_its_end(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    for _ in range(6):
        await student.click("Пропустить", message=student.last)

    blank = student.last.text
    [after] = await student.send("Саранск")

    assert "Пока пусто." in blank
    assert after.text.startswith("📍 Саранск")


async def test_other_organisation_is_taken_as_typed_and_asks_the_industry(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    await student.click("Пропустить")
    await student.click("Все регионы")
    await student.click("Дальше ›")
    await student.click("‹ Назад", message=student.last)
    await student.click("Алтайский край")
    [noted] = await student.send("Мебельная мастерская «Клён»")
    await student.click("Машиностроение", message=student.last)
    await student.click("‹ Назад")
    industry = student.last.text

    assert noted.text.splitlines()[0] == (
        "Такого кластера в списке нет, записал как организацию: Мебельная мастерская «Клён»."
    )
    assert "Сейчас: Машиностроение" in industry
    found = await profile(stage, student)
    assert found is not None
    assert (found.region, found.organisation) == ("Алтайский край", "Мебельная мастерская «Клён»")


async def test_one_field_is_changed_from_the_card_and_too_long_a_text_loses_nothing(
    stage: Stage,
) -> None:
    person = await listed(stage, "Анна", position="мастер")
    await person.send("/settings")
    await person.click("👤 Моя анкета")
    await person.click("Должность")
    asked = person.last.text
    [too_long] = await person.send("м" * 121)
    [card] = await person.send("директор")
    await person.click("Имя")
    await person.click("Стереть")
    unlisted = person.last.text
    await person.click("Показать в «Знакомствах»")

    assert "Сейчас: мастер" in asked
    assert too_long.text == "Слишком длинно: уместите, пожалуйста, в 120 знаков."
    assert "Должность: директор" in card.text
    assert "В «Знакомствах» вас нет" in unlisted
    assert person.toast == "Сначала укажите в анкете имя: по нему вас узнают."


async def test_profile_is_deleted_after_a_question(stage: Stage) -> None:
    person = await listed(stage, "Анна")
    await person.send("/settings")
    await person.click("👤 Моя анкета")
    await person.click("Удалить анкету")
    await person.click("Оставить")
    kept = person.last.text
    await person.click("Удалить анкету")
    await person.click("Да, удалить")

    assert "Имя: Анна" in kept
    assert person.last.text.startswith("Анкета удалена.")
    assert await profile(stage, person) == Participant(user_id=UserId(person.id))


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
    await anna.click("Да, пожаловаться")
    await stage.work()

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
    await anna.click("Да, пожаловаться")
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
