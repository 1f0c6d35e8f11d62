from __future__ import annotations

import json

from domain.ids import UserId
from domain.people.users import Home
from domain.places.geo import Point
from sandbox.client import UserClient
from tests.handlers.conftest import Stage


async def test_settings_show_language_place_and_zone(student: UserClient) -> None:
    [screen] = await student.send("/settings")

    assert screen.text.splitlines() == [
        "Настройки",
        "",
        "Язык: Русский",
        "Моё место: не указано",
        "Часовой пояс: Москва, UTC+3",
        "Кто вы: не указано",
        "Уведомления: важное, новости, сессии; тихие часы 22:00–08:00",
    ]
    assert "Забыть место" not in screen.buttons


async def test_home_typed_is_remembered_and_forgotten(stage: Stage, student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [unclear] = await student.send("Киров")
    [saved] = await student.send("Киров, Калужская область")
    home = (await stage.user(student)).home
    await student.send("/settings")
    await student.click("Забыть место")

    assert unclear.text.startswith("Не понял, какое это место.")
    assert saved.text == "Запомнил место: Киров, Калужская область."
    assert home == Home(name="Киров", point=Point(54.07, 34.3), region="Калужская область")
    assert "Моё место: не указано" in student.last.text
    assert (await stage.user(student)).home is None


async def test_home_by_location_is_named_and_rounded(stage: Stage, student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [saved] = await student.share_location(54.184851, 45.171662)

    assert saved.text == "Запомнил место: Саранск, Республика Мордовия."
    assert (await stage.user(student)).home == Home(
        name="Саранск", point=Point(54.18, 45.17), region="Республика Мордовия"
    )


async def test_zone_follows_the_typed_town_in_either_language(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.send("/settings")
    await person.click("Time zone")
    [saved] = await person.send("Yekaterinburg")

    assert saved.text == "Time zone: Yekaterinburg, UTC+5"
    assert (await stage.user(person)).tz == "Asia/Yekaterinburg"


async def test_waiting_for_a_place_survives_a_photo_and_a_sticker(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [photo] = await student.upload("a.png", b"x", kind="photo")
    [sticker] = await student.upload("a.webp", b"x", kind="sticker")
    [saved] = await student.send("Саранск")

    assert photo.text == sticker.text
    assert photo.text.startswith("Здесь нужен обычный текст.")
    assert saved.text == "Запомнил место: Саранск, Республика Мордовия."


async def test_command_while_waiting_is_obeyed(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Часовой пояс")
    [help_text] = await student.send("/help")
    [after] = await student.send("Саранск")

    assert help_text.text.startswith("Что я умею")
    assert after.text.startswith("📍 Саранск")


async def test_menu_button_while_waiting_is_a_button_not_a_town(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Часовой пояс")
    [reply] = await student.send("📰 Новости")
    [after] = await student.send("Саранск")

    assert reply.text.startswith("Новости")
    assert after.text.startswith("📍 Саранск")


async def test_export_is_all_that_is_stored(stage: Stage, student: UserClient) -> None:
    await student.send("/start cluster_nn-sarov-nuclear")
    await student.click("В избранное")
    await student.send("/privacy")
    [document] = await student.click("Скачать мои данные")

    stored = stage.world.files[document.raw["document"]["file_id"]]
    assert stored.name == "profkompas.json"
    assert json.loads(stored.data) == {
        "telegram_id": student.id,
        "first_name": "Мария",
        "last_name": "",
        "username": "",
        "client_language": "ru",
        "chosen_language": None,
        "time_zone": None,
        "home": None,
        "role": None,
        "notifications": {
            "only_important": False,
            "switched_off": [],
            "quiet_hours": ["22:00", "08:00"],
            "morning_digest": True,
        },
        "first_seen_at": (await stage.user(student)).created_at.isoformat(),
        "last_seen_on": "2026-11-23",
        "stopped_at": None,
        "favourite_clusters": ["nn-sarov-nuclear"],
        "searches": [],
        "compared_clusters": [],
        "sessions": [],
        "unsaved_answers": [],
        "unsaved_topics": [],
        "reminders_minutes_before": [1440, 60, 10],
        "attended_sessions": {},
        "invitation_codes": {},
        "wrong_codes_at": [],
        "reminders_of_tracks": [],
        "personal_links": {},
        "uploaded_files": [],
        "unsaved_edits_of_sessions": [],
        "attached_materials": [],
        "participant": None,
        "requests_to_meet": [],
        "questions": [],
        "votes": [],
        "ratings": [],
        "news_delivery": None,
        "news_subscriptions": [],
        "news_reactions": [],
        "written_news": [],
        "edited_news": [],
        "card_reports": [],
    }


async def test_erase_asks_first_and_then_forgets_all(stage: Stage, student: UserClient) -> None:
    await student.send("/start cluster_nn-sarov-nuclear")
    await student.click("В избранное")
    await student.send("/privacy")
    await student.click("Удалить мои данные")
    await student.click("Не удалять")
    assert student.last.text == "Ничего не удалено."
    await student.send("/privacy")
    await student.click("Удалить мои данные")
    await student.click("Да, удалить")

    async with stage.app.store.read() as tx:
        assert await tx.users.find(UserId(student.id)) is None
    assert student.last.text.startswith("Готово: данные удалены.")
    [mine] = await student.send("/my")
    assert mine.text.startswith("Мои кластеры")
