"""Organisers and channels are chosen with buttons, and what cannot be pressed says so."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db import tables
from domain.ids import ChatId
from sandbox.client import UserClient
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage


async def adding(stage: Stage) -> UserClient:
    owner = await stage.organiser()
    await owner.send("/admin")
    await owner.click("Организаторы")
    await owner.click("➕ Добавить")
    return owner


async def test_person_who_hides_in_forwards_is_appointed_with_the_button(stage: Stage) -> None:
    owner = await adding(stage)
    hidden = stage.person("Тайна")
    [refusal] = await owner.forward_from(hidden.id, "привет", hidden=True)
    offered = owner.keyboard
    await owner.pick_users(hidden.id)
    [done, listed] = owner.inbox[-2:]
    await hidden.send("/admin")

    assert refusal.text.startswith("Этот человек скрыл, кто он, при пересылке. Выберите его")
    assert offered == [["👤 Выбрать человека"], ["⬅️ Главное меню"]]
    assert done.text == "Готово: Тайна — теперь организатор."
    assert "Тайна" in listed.text
    assert owner.keyboard[0][0] != "👤 Выбрать человека"
    assert "Стол организатора" in hidden.last.text


async def test_choice_counts_also_when_the_question_is_closed_and_only_for_owners(
    stage: Stage,
) -> None:
    owner = await adding(stage)
    [second, third] = await stage.audience(2)
    owner_keyboard = stage.world.chat(owner.id).keyboard
    await owner.send("/help")
    stage.world.chat(owner.id).keyboard = owner_keyboard
    await owner.pick_users(second.id)
    stage.world.chat(second.id).keyboard = owner_keyboard
    await second.pick_users(third.id)

    assert "Гость 0" in owner.last.text
    assert "Гость 1" not in owner.last.text
    async with stage.app.store.read() as tx:
        assert [one.id for one in await tx.organisers.all()] == [second.id]


@pytest.mark.slow
async def test_channel_chosen_with_the_button_gets_the_post(stage: Stage) -> None:
    organiser = await stage.organiser()
    channel = stage.world.add_channel("Новости кластеров")["id"]
    group = stage.world.add_group("Штаб")["id"]
    await panel_for(organiser)
    await organiser.click("📣 Каналы")
    await organiser.click("➕ Добавить по ссылке")
    assert organiser.keyboard == [["📣 Выбрать канал", "👥 Выбрать группу"], ["⬅️ Главное меню"]]
    await organiser.pick_chat(channel)
    chosen = organiser.last
    await organiser.click("➕ Добавить по ссылке", message=chosen)
    await organiser.pick_chat(group)
    await organiser.click("‹ К объявлению", message=organiser.last)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert "✅ Новости кластеров" in chosen.buttons
    assert [one["text"] for one in stage.world.history(channel)] == ["Сбор в 10:00"]
    assert stage.world.history(group)[-1]["text"] == "Сбор в 10:00"


@pytest.mark.slow
async def test_channel_chosen_for_news_is_taken_at_once(stage: Stage) -> None:
    organiser = await stage.organiser()
    channel = stage.world.add_channel("Колледж")["id"]
    await organiser.send("/admin")
    await organiser.click("Новости", message=organiser.last)
    await organiser.click("Источники")
    await organiser.click("Выбрать канал")
    await organiser.pick_chat(channel)
    shown = organiser.last
    stage.world.post(channel, "Чемпионат сварщиков")
    await stage.flush()

    assert shown.text.startswith("Готово: новые записи канала «Колледж»")
    assert organiser.keyboard[0][0] != "📣 Выбрать канал"
    [item, *_] = (await stage.app.dispatcher["news"].newest(size=1)).items
    assert item.title == "Чемпионат сварщиков"


async def test_channel_is_chosen_for_news_by_organisers_alone(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    channel = stage.world.add_channel("Колледж")["id"]
    stage.world.chat(student.id).keyboard = {
        "keyboard": [
            [{"text": "Канал", "request_chat": {"request_id": 4, "chat_is_channel": True}}]
        ]
    }
    stage.world.set_bot_status(channel, student.id, "administrator")
    await stage.flush()
    await student.pick_chat(channel)

    async with stage.app.store.read() as tx:
        assert await tx.news_sources.of_chat(ChatId(channel)) is None


async def test_place_in_a_pager_and_a_full_session_are_no_buttons_to_press(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    [guest] = await stage.audience(1)
    await stage.programme({"full": ("Сварка", [guest])})
    async with stage.app.database.write() as connection:
        await connection.execute(sa.update(tables.sessions).values(capacity=1))
    await student.open_link("https://t.me/profkompas_bot?start=session_full")
    card = student.last
    await student.send("🗺 По региону")
    pages = [button for row in student.last.rows for button in row if " / " in button["text"]]

    assert [{"text": "Мест нет", "disabled": {}}] in card.rows
    assert "Встать в лист ожидания" in card.buttons
    assert pages
    assert all(button["disabled"] == {} for button in pages)
