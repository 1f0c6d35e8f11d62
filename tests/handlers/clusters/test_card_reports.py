"""A wrong card: from the reader's report to the organiser's answer."""

from __future__ import annotations

import pytest

from domain.ids import UpdateId
from sandbox.client import UserClient
from tests.handlers.conftest import ORGANISER, Stage

SAROV = "nn-sarov-nuclear"


async def report(person: UserClient, text: str, field: str = "Сайт") -> None:
    await person.send(f"/start cluster_{SAROV}")
    await person.click("Сообщить об ошибке")
    await person.click(field)
    await person.send(text)


async def reported(
    stage: Stage, text: str = "Сайт <i>другой</i>"
) -> tuple[UserClient, UserClient]:
    """The organiser who got a report, and the student who sent it."""
    organiser = await stage.organiser()
    student = stage.person()
    await student.send("/start")
    await report(student, text)
    await stage.app.worker.drain()
    return organiser, student


async def test_report_reaches_the_organiser_with_field_and_link(stage: Stage) -> None:
    organiser = stage.person("Ольга", person_id=ORGANISER, language="en")
    await organiser.send("/start")
    student = stage.person()
    await student.send(f"/start cluster_{SAROV}")
    [choice] = await student.click("Сообщить об ошибке")
    assert choice.text == (
        "Что не так в карточке «Кластер „Атомная отрасль“ (Саров)»? "
        "Выберите, а потом напишете, как правильно."
    )
    await student.click("Сайт")
    assert student.last.text.startswith("Кластер «Атомная отрасль» (Саров)\nЧто не так: Сайт.")

    [thanks] = await student.send("Сайт <i>другой</i>")
    await stage.app.worker.drain()

    assert thanks.text.startswith("Спасибо!")
    message = organiser.last
    assert message.text.splitlines() == [
        "⚠️ A mistake in a card was reported",
        "Кластер «Атомная отрасль» (Саров)",
        "What is wrong: Website",
        "From: Мария",
        "",
        "Сайт <i>другой</i>",
    ]
    link = f"https://t.me/profkompas_bot?start=cluster_{SAROV}"
    assert message.entities[1]["url"] == link
    [card] = await organiser.click("Open the card")
    assert "Industry: Nuclear industry" in card.text


async def test_what_is_wrong_may_be_written_before_its_field_is_chosen(stage: Stage) -> None:
    organiser = await stage.organiser()
    student = stage.person()
    await student.send(f"/start cluster_{SAROV}")
    await student.click("Сообщить об ошибке")

    [choice] = await student.send("Сайт <i>другой</i>: сварщик в Самаре")
    [thanks] = await student.click("Сайт")
    await stage.app.worker.drain()
    [found] = await student.send("Саров")

    assert choice.text == (
        "Напишу организаторам о карточке «Кластер „Атомная отрасль“ (Саров)»: "
        "«Сайт <i>другой</i>: сварщик в Самаре»\nВыберите, что это, — и отправлю."
    )
    assert thanks.text.startswith("Спасибо!")
    assert organiser.last.text.splitlines()[2:] == [
        "Что не так: Сайт",
        "От: Мария",
        "",
        "Сайт <i>другой</i>: сварщик в Самаре",
    ]
    assert found.text.startswith("📍 Саров")


async def test_report_too_long_keeps_waiting(stage: Stage) -> None:
    await stage.organiser()
    student = stage.person()
    await student.send("/start")
    await report(student, "я" * 1001)
    refused = student.last

    [accepted] = await student.send("Коротко")

    assert refused.text.startswith("Слишком длинно: уместите, пожалуйста, в 1\xa0000 знаков.")
    assert accepted.text.startswith("Спасибо!")


async def test_report_delivered_twice_by_telegram_is_kept_once(stage: Stage) -> None:
    organiser = await stage.organiser()
    student = stage.person()
    await student.send(f"/start cluster_{SAROV}")
    await student.click("Сообщить об ошибке")
    await student.click("Название")
    stage.world.say(student.id, "Опечатка")
    update = stage.world.bot.updates.popleft()
    await stage.deliver(update)
    await stage.deliver(update)
    await stage.app.worker.drain()

    assert [m.text.count("Опечатка") for m in organiser.inbox] == [0, 1]
    await organiser.press("cq:0", forged=True)
    assert organiser.last.text.startswith("Сообщения об ошибках — 1")


async def test_sixth_report_in_a_day_is_refused_before_it_is_written(stage: Stage) -> None:
    await stage.organiser()
    student = stage.person()
    await student.send("/start")
    for number in range(5):
        await report(student, f"Ошибка {number}")
    await student.send(f"/start cluster_{SAROV}")
    await student.click("Сообщить об ошибке")

    assert student.toast is not None
    assert student.toast.startswith("За сутки можно отправить не больше 5")
    stage.clock.advance(days=1)
    [choice] = await student.click("Сообщить об ошибке")
    assert choice.text.startswith("Что не так")


async def test_answer_closes_the_report_and_reaches_the_reporter(stage: Stage) -> None:
    organiser, student = await reported(stage)
    await organiser.click("Ответить или закрыть")
    assert "Что не так: Сайт" in organiser.last.text
    await organiser.click("Ответить")
    [closed] = await organiser.send("Исправили, <b>спасибо</b>")
    await stage.app.worker.drain()

    assert "✅ Закрыто: Ольга" in closed.text
    assert student.last.text == (
        "Спасибо, что написали о карточке «Кластер „Атомная отрасль“ (Саров)». "
        "Вот ответ организаторов:\n\nИсправили, <b>спасибо</b>"
    )
    await organiser.press("al:0", forged=True)
    assert "закрыто сообщение об ошибке № 1" in organiser.last.text


async def test_closing_twice_tells_the_reporter_once(stage: Stage) -> None:
    organiser, student = await reported(stage)
    student.world.chat(student.id).messages.clear()
    for _ in range(2):
        await organiser.press("ct:c:1", forged=True)
    await stage.app.worker.drain()

    [told] = student.inbox
    assert told.text.endswith("Организаторы её проверили.")
    await organiser.press("ct:a:1", forged=True)
    assert "✅ Закрыто: Ольга" in organiser.last.text


async def test_queue_is_reached_from_the_desk_and_empties(stage: Stage) -> None:
    organiser, _ = await reported(stage)
    [dashboard] = await organiser.send("/admin")
    await organiser.click("⚠️ Ошибки: 1", message=dashboard)
    assert "№ 1" in organiser.last.text
    await organiser.click("Открыть № 1")
    await organiser.click("Закрыть без ответа")
    await organiser.click("‹ К списку сообщений")

    assert organiser.last.text.endswith("Новых сообщений нет.")


@pytest.mark.parametrize("data", ["cq:0", "ct:s:1", "ct:a:1", "ct:c:1"])
async def test_reports_are_for_organisers_only(stage: Stage, data: str) -> None:
    _, student = await reported(stage)

    await student.press(data, forged=True)

    assert student.toast == "Это только для организаторов."


async def test_report_that_is_gone_gives_a_fresh_menu(stage: Stage) -> None:
    organiser = await stage.organiser()

    [menu] = await organiser.press("ct:s:99", forged=True)

    assert menu.text.startswith("Главное меню.")


async def test_report_outlives_the_data_of_its_author(stage: Stage) -> None:
    organiser, student = await reported(stage)
    await student.send("/privacy")
    await student.click("Удалить мои данные")
    await student.click("Да, удалить")

    await organiser.press("ct:s:1", forged=True)

    assert "От: человек удалил свои данные" in organiser.last.text
    await organiser.press("ct:c:1", forged=True)
    assert "✅ Закрыто: Ольга" in organiser.last.text


async def test_report_is_among_the_data_of_its_author(stage: Stage) -> None:
    _, student = await reported(stage)
    user = await stage.user(student)
    actor = await stage.app.dispatcher["users"].touch(user.profile, UpdateId(10**6))

    exported = await stage.app.dispatcher["users"].export(actor)

    [kept] = exported["card_reports"]
    assert (kept["field"], kept["comment"]) == ("website", "Сайт <i>другой</i>")


@pytest.mark.slow
async def test_missing_college_of_a_region_reaches_the_organisers(stage: Stage) -> None:
    """From the list of a region, and from one of which nothing is known."""
    organiser = await stage.organiser()
    student = stage.person()
    [answer] = await student.send("Республика Калмыкия")
    assert "кластеров в нашем списке пока нет." in answer.text
    [ask] = await student.click("➕ Здесь не хватает колледжа")
    assert ask.text.startswith("Республика Калмыкия\nКакого колледжа здесь не хватает?")

    [thanks] = await student.send("Колледж <b>нефти</b>, Элиста")
    await stage.app.worker.drain()

    assert thanks.text.startswith("Спасибо!")
    assert organiser.last.text.splitlines() == [
        "➕ Здесь не хватает колледжа",
        "Где: Республика Калмыкия",
        "От: Мария",
        "",
        "Колледж <b>нефти</b>, Элиста",
    ]
    await organiser.click("Ответить или закрыть")
    assert "Этого кластера больше нет" not in organiser.last.text
    await organiser.click("Ответить")
    await organiser.send("Добавили, спасибо")
    await stage.app.worker.drain()
    assert student.last.text.startswith("Спасибо, что написали о карточке «Республика Калмыкия»")


async def test_missing_college_can_be_told_from_a_card(stage: Stage) -> None:
    await stage.organiser()
    student = stage.person()
    await report(student, "Рядом есть ещё один", "Здесь не хватает колледжа")

    assert student.last.text.startswith("Спасибо!")


async def test_button_of_a_region_that_there_is_not_is_outdated(student: UserClient) -> None:
    await student.send("/start")
    await student.press("cm:00000000", message=student.last, forged=True)

    assert "нет кластеров" in (student.toast or "") + "".join(m.text for m in student.inbox)
