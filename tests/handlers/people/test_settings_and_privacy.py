from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from domain.ids import UserId
from domain.news.subscriptions import Subscription, SubscriptionKind
from domain.people.personal_links import LinkPurpose
from domain.people.users import Home, Language
from domain.places.geo import Point
from domain.programme.participants import Participant
from sandbox.client import UserClient
from services.people import personal_data
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, register, session_at


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
    [with_place] = await student.send("/settings")
    await student.click("Забыть место")

    assert "Сменить место" in with_place.buttons
    assert "Указать место" in student.last.buttons
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
        "open_day_reminders": [],
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


# -- erasing names what goes


async def furnished(stage: Stage) -> tuple[UserClient, UserClient]:
    """Somebody with all sorts of things, and who waits for their place."""
    full = replace(session_at(START + timedelta(days=2)), capacity=1)
    other, over = session_at(START + timedelta(days=3), "b"), session_at(START, "over")
    await add_sessions(stage.app.store, full, other, over)
    [next_in_line] = await stage.audience(1)
    person = stage.person()
    await person.send("/start cluster_nn-sarov-nuclear")
    await person.click("В избранное")
    await register(stage.app.store, person.id, session=full.id)
    await register(stage.app.store, next_in_line.id, session=full.id, is_waiting=True)
    await register(stage.app.store, person.id, session=other.id, is_waiting=True)
    await register(stage.app.store, person.id, session=over.id)
    async with stage.app.store.write() as tx:
        await tx.personal_links.ensure(UserId(person.id), LinkPurpose.BADGE, "token", START)
        wish = Subscription(kind=SubscriptionKind.ALL, value="", shown="")
        await tx.subscriptions.add(UserId(person.id), [wish])
    stage.clock.advance(days=1)
    return person, next_in_line


async def test_erasing_names_what_goes_with_numbers(stage: Stage) -> None:
    person, _ = await furnished(stage)
    await person.send("/privacy")
    await person.click("Удалить мои данные")

    assert person.last.text.splitlines() == [
        "Удалить всё, что бот знает о вас?",
        "Пропадёт:",
        "• 1 место на сессии — его получит следующий в очереди",
        "• 1 место в листе ожидания",
        "• пропуск: его код на входе перестанет работать",
        "• 1 подписка на новости",
        "• 1 кластер в избранном",
        "• место, язык, часовой пояс, настройки уведомлений и всё остальное",
        "",
        "Вернуть это будет нельзя.",
    ]
    assert person.last.buttons == [
        "Удалить всё, кроме записей",
        "Да, удалить",
        "Не удалять",
    ]


async def test_place_of_who_erases_goes_to_the_next_in_line(stage: Stage) -> None:
    person, next_in_line = await furnished(stage)
    await person.send("/privacy")
    await person.click("Удалить мои данные")
    await person.click("Да, удалить")
    await stage.work()

    told = [one.text for one in next_in_line.inbox]
    assert any(text.startswith("🎉 Для вас освободилось место: Робототехника.") for text in told)


async def test_all_but_the_seats_may_be_erased(stage: Stage) -> None:
    person, next_in_line = await furnished(stage)
    await person.send("/language")
    await person.click("English")
    await person.send("/privacy")
    await person.click("Erase my data")
    await person.click("Erase all but my sessions")
    erased = person.last.text
    async with stage.app.store.read() as tx:
        user = await tx.users.find(UserId(person.id))
        found = await personal_data.holdings(tx, UserId(person.id), stage.clock.now())
        ahead = await tx.registrations.schedule_of(UserId(person.id))
        owner = await tx.personal_links.owner(LinkPurpose.BADGE, "token")
    stage.clock.advance(hours=23)
    await stage.work()

    assert erased.startswith("Done: your data are erased. What is left: 2 sessions,")
    assert user is not None
    assert (user.language, user.role, user.home) == (Language.EN, None, None)
    assert found == personal_data.Holdings(seats=1, waiting=1, has_badge=True)
    assert [session.id for session, _ in ahead] == ["a", "b"]
    assert owner == person.id
    assert any(one.text.startswith("⏰") for one in person.inbox)
    assert next_in_line.inbox == []


async def test_profile_of_who_told_nothing_is_not_said_to_go(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    told = []
    for name in ("", "Мария"):
        async with stage.app.store.write() as tx:
            await tx.participants.save(Participant(user_id=UserId(student.id), name=name), START)
        await student.send("/privacy")
        await student.click("Удалить мои данные")
        told.append("анкета" in student.last.text)

    assert told == [False, True]


async def test_who_has_nothing_ahead_is_not_offered_to_keep_it(student: UserClient) -> None:
    await student.send("/privacy")
    await student.click("Удалить мои данные")

    assert student.last.buttons == ["Да, удалить", "Не удалять"]
    assert student.last.text.splitlines()[2] == (
        "• место, язык, часовой пояс, настройки уведомлений и всё остальное"
    )


async def test_menu_speaks_the_language_to_which_the_app_was_switched(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.world.speak(student.id, "en")
    told, answer = await student.send("welder in Penza")

    assert told.text == "Now I answer in English, and here is the menu."
    assert answer.text.startswith("🔎 Looking for: welder")
    assert student.keyboard[0][0] == "🧭 Clusters nearby"
    [again] = await student.send("cook in Penza")
    assert again.text.startswith("🔎 Looking for: cook")


async def test_menu_stays_where_a_language_was_chosen_by_hand(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/language")
    await student.click("English")
    assert student.keyboard[0][0] == "🧭 Clusters nearby"
    stage.world.speak(student.id, "de")
    [answer] = await student.send("welder in Penza")

    assert answer.text.startswith("🔎 Looking for: welder")


async def test_switched_app_that_starts_anew_is_greeted_once(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.world.speak(student.id, "en")
    [hello] = await student.send("/start")

    assert hello.text.startswith("Hello")


async def test_erasure_forgets_the_card_that_was_opened_last(student: UserClient) -> None:
    of_card = "О колледже, карточку которого вы открыли последней."
    await student.send("/start cluster_nn-sarov-nuclear")
    [before] = await student.send("телефон")
    await student.send("/privacy")
    await student.click("Удалить мои данные")
    await student.click("Да, удалить")
    [after] = await student.send("телефон")

    assert before.text.startswith(of_card)
    assert not after.text.startswith(of_card)
