"""Who an announcement goes to, chosen in the chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.people.users import Home, Role
from domain.places.geo import Point
from tests.handlers.announcements.composing import panel_for, people_of, set_value
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, register, session_at


@pytest.mark.slow
async def test_audience_narrows_step_by_step_and_shows_how_many(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(3)
    [english] = await stage.audience(1, language="en")
    await set_value(stage, people[0], role=Role.PARENT)
    await set_value(stage, people[1], role=Role.PARENT, region="Республика Мордовия")
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    counts = [people_of(organiser.last)]
    await organiser.click("➕ Язык")
    await organiser.click("Русский")
    counts.append(people_of(organiser.last))
    await organiser.click("‹ К условиям")
    await organiser.click("➕ Роль")
    await organiser.click("родитель")
    counts.append(people_of(organiser.last))
    await organiser.click("‹ К условиям")
    await organiser.click("➖ Кроме…")
    await organiser.click("➕ Регион")
    await organiser.click("Республика Мордовия · 1")
    counts.append(people_of(organiser.last))
    await organiser.click("‹ К условиям")
    await organiser.click("‹ Назад")
    panel = organiser.last
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert counts == ["5 получателей", "4 получателя", "2 получателя", "1 получатель"]
    assert "Кому: русскоязычные; родители; но не Республика Мордовия" in panel.text
    assert [len(person.inbox) for person in (*people, english)] == [1, 0, 0, 0]


@pytest.mark.slow
async def test_audience_near_a_place_by_typed_name(stage: Stage) -> None:
    organiser = await stage.organiser()
    near, far = await stage.audience(2)
    await set_value(stage, near, home=Home(name="Рузаевка", point=Point(54.06, 44.95)))
    await set_value(stage, far, home=Home(name="Омск", point=Point(54.99, 73.37)))
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Место")
    await organiser.send("Саранск")
    await organiser.click("до 50 км")

    assert "1 получатель" in organiser.last.text
    assert "✕ до 50 км от места Саранск" in organiser.last.buttons


@pytest.mark.slow
async def test_audience_from_a_file_counts_the_known_and_names_a_bad_line(stage: Stage) -> None:
    organiser = await stage.organiser()
    one, two = await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Из файла")
    [asked_again] = await organiser.send("я, ты и он")
    [bad] = await organiser.upload("ids.txt", f"{one.id}\nабв\n".encode())
    read, screen = await organiser.upload("ids.csv", f"id;имя\n{one.id};А\n77;Б\n".encode())

    assert asked_again.text.startswith("Жду файл со списком")
    assert bad.text.startswith("Строка 3: «абв» — это не id.")
    assert read.text == "Прочитал 2 id, из них боту знакомы: 1."
    assert "1 получатель" in screen.text
    await organiser.click("‹ Назад")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    assert (len(one.inbox), len(two.inbox)) == (1, 0)


@pytest.mark.slow
async def test_audience_by_favourites_and_industry(stage: Stage) -> None:
    organiser = await stage.organiser()
    [fan, other] = await stage.audience(2)
    await fan.send("/start cluster_nn-sarov-nuclear")
    await fan.click("☆ В избранное")
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Избранный кластер")
    [chosen] = [label for label in organiser.last.buttons if label.startswith("★ 1 · ")]
    await organiser.click(chosen)
    by_cluster = people_of(organiser.last)
    await organiser.click("‹ К условиям")
    await organiser.click("➕ Отрасль")
    await organiser.click("Атомная отрасль")
    both = people_of(organiser.last)
    await organiser.click("Атомная отрасль")
    await organiser.click("Медицина")

    assert (by_cluster, both) == ("1 получатель", "1 получатель")
    assert "Получателей нет" in organiser.last.text
    assert other.inbox == []


async def test_audience_registered_for_a_session_a_track_or_the_event(stage: Stage) -> None:
    organiser = await stage.organiser()
    one, two, _three = await stage.audience(3)
    await stage.programme({"plenary": ("", [one, two]), "welding": ("Сварка", [one])})
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Записаны")
    await organiser.click("Экспертная сессия")
    choices = organiser.last
    counts = []
    for label in ("Все, кто записан на событие", "Направление: Сварка", "Сессия welding"):
        await organiser.click(label, message=choices)
        counts.append(people_of(organiser.last))
        await organiser.click("Все без условий")
        await organiser.click("➕ Записаны")
        await organiser.click("Экспертная сессия")

    assert counts == ["2 получателя", "1 получатель", "1 получатель"]


async def test_master_classes_of_one_title_are_told_apart(stage: Stage) -> None:
    organiser = await stage.organiser()
    [one, two] = await stage.audience(2)
    begins = stage.clock.now() + timedelta(days=2)
    noon = replace(session_at(begins, "noon"), title="Сварка")
    later = replace(session_at(begins + timedelta(days=1), "later"), title="Сварка")
    off = replace(session_at(later.starts_at, "off", is_cancelled=True), title="Пайка")
    await add_sessions(stage.app.store, noon, later, off)
    await register(stage.app.store, one.id, session="noon")
    await register(stage.app.store, one.id, two.id, session="later")
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Записаны")
    await organiser.click(organiser.last.buttons[0])
    listed = organiser.last.buttons
    await organiser.click("26 нояб. 12:00 Сварка")

    assert [label for label in listed if "нояб." in label] == [
        "25 нояб. 12:00 Сварка",
        "26 нояб. 12:00 Сварка",
        "❌ 26 нояб. 12:00 Пайка",
    ]
    assert people_of(organiser.last) == "2 получателя"
    assert "✕ записаны на «Сварка, 26 ноября" in organiser.last.buttons[0]


async def test_session_chosen_twice_is_one_condition(stage: Stage) -> None:
    organiser = await stage.organiser()
    [one] = await stage.audience(1)
    await stage.programme({"plenary": ("", [one])})
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    for _ in range(2):
        for label in ("➕ Записаны", "Экспертная сессия", "Сессия plenary"):
            await organiser.click(label)

    drops = [label for label in organiser.last.buttons if label.startswith("✕")]
    assert drops == ["✕ записаны на «Сессия plenary»"]
    await organiser.click(drops[0])
    assert "Пока условий нет: получат все." in organiser.last.text


async def test_audience_of_nobody_is_refused(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Язык")
    await organiser.click("English")
    await organiser.click("‹ К условиям")
    await organiser.click("‹ Назад")
    assert "Получателей нет" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")

    assert (organiser.toast, organiser.alert) == (
        "Получателей нет: измените, кому отправить.",
        True,
    )
