"""Lists of organisers that grow by hand: channels, organisers, what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from db import tables
from domain.announcements.announcements import Outlet
from domain.ids import ChatId, UserId
from sandbox.client import Received, UserClient
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import ORGANISER, Stage

MOST_BUTTONS = 100
"""What the Bot API takes of a message."""


async def all_pages(person: UserClient) -> list[Received]:
    """From the one that is shown to the last."""
    pages = [person.last]
    while "Дальше ›" in person.last.buttons:
        await person.click("Дальше ›")
        pages.append(person.last)
    assert all(len(page.buttons) <= MOST_BUTTONS for page in pages)
    return pages


def beginning(pages: list[Received], sign: str) -> Iterator[str]:
    return (one for page in pages for one in page.buttons if one.startswith(sign))


async def test_hundreds_of_channels_are_paged_and_a_choice_stays_on_its_page(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    async with stage.app.store.write() as tx:
        for n in range(150):
            outlet = Outlet(chat_id=ChatId(-1000 - n), title=f"Канал {n:03}")
            await tx.outlets.save(outlet, stage.clock.now())
    await panel_for(organiser)
    await organiser.click("📣 Каналы")

    pages = await all_pages(organiser)
    await organiser.click("Канал 147")
    chosen = organiser.last
    await organiser.click("‹ Назад")

    assert list(beginning(pages, "Канал")) == [f"Канал {n:03}" for n in range(150)]
    assert len(pages) == 13
    assert chosen.buttons[:6] == [
        *(f"Канал {n}" for n in (144, 145, 146)),
        "✅ Канал 147",
        "Канал 148",
        "Канал 149",
    ]
    assert organiser.last.buttons[0] == "Канал 132"


async def test_dozens_of_chosen_channels_leave_the_panel_within_a_message(stage: Stage) -> None:
    organiser = await stage.organiser()
    async with stage.app.store.write() as tx:
        for n in range(40):
            outlet = Outlet(chat_id=ChatId(-1000 - n), title=f"{n:03} " + "Канал" * 24)
            await tx.outlets.save(outlet, stage.clock.now())
    await panel_for(organiser)
    await organiser.click("📣 Каналы")
    for n in range(40):
        await organiser.click(f"{n:03} ")
        if n % 12 == 11:
            await organiser.click("Дальше ›")
    await organiser.click("‹ К объявлению")

    assert "и ещё 32" in organiser.last.text
    assert "000 " in organiser.last.text


async def test_hundreds_of_organisers_are_paged_and_one_is_removed_on_their_page(
    stage: Stage,
) -> None:
    owner = await stage.organiser()
    async with stage.app.store.write() as tx:
        for n in range(130):
            at = stage.clock.now() + timedelta(seconds=n)
            await tx.organisers.add(UserId(5000 + n), f"Н{n:03}", UserId(ORGANISER), at)
    await owner.send("/admin")
    await owner.click("Организаторы")

    pages = await all_pages(owner)
    await owner.click("✕ Н121")
    asked = owner.last
    await owner.click("‹ Назад")
    back = owner.last
    await owner.click("✕ Н121")
    await owner.click("Да, лишить")

    assert list(beginning(pages, "✕")) == [f"✕ Н{n:03}" for n in range(130)]
    assert "Н121" in asked.text
    assert back.buttons[:2] == ["✕ Н120", "✕ Н121"]
    assert owner.last.buttons[:2] == ["✕ Н120", "✕ Н122"]


async def test_owner_named_as_an_organiser_opens_the_first_page(stage: Stage) -> None:
    owner = await stage.organiser()
    await owner.send("/admin")
    await owner.click("Организаторы")
    await owner.click("➕ Добавить")
    await owner.send(str(ORGANISER))
    assert owner.last.text.startswith("Организаторы")


async def test_many_planned_announcements_are_paged(stage: Stage) -> None:
    organiser = await stage.organiser()
    for n in range(3):
        await panel_for(organiser, f"Сбор {n}")
    await _planned(stage, 120)
    await organiser.send("/admin")
    await organiser.click("⏳ Идут и ждут")

    pages = await all_pages(organiser)
    await organiser.click("‹ Назад")

    opened = list(beginning(pages, "Открыть"))
    assert len(opened) == len(set(opened)) == 123
    assert [one.rpartition(": ")[2] for one in opened[-3:]] == ["Сбор 2", "Сбор 1", "Сбор 0"]
    assert [len(page.text) < 4096 for page in pages] == [True] * 16
    assert "15" in "".join(organiser.last.buttons[-3:])


async def _planned(stage: Stage, count: int) -> None:
    """As many copies of the first draft, an hour apart."""
    async with stage.app.database.write() as connection:
        drafts = await connection.execute(sa.select(tables.announcements).limit(1))
        [first] = drafts.mappings()
        for n in range(1, count + 1):
            starts_at = stage.clock.now() + timedelta(hours=n)
            fields = {
                **first,
                "id": 1000 + n,
                "state": "planned",
                "starts_at": starts_at,
            }
            await connection.execute(sa.insert(tables.announcements), fields)


# -- chats that move or are lost while an announcement names them


async def drafted(stage: Stage) -> tuple[UserClient, int]:
    """A draft that goes to a group too."""
    organiser = await stage.organiser()
    group = stage.world.add_group("Чат кластеров")["id"]
    stage.world.set_bot_status(group, organiser.id, "administrator")
    await stage.flush()
    await panel_for(organiser)
    await organiser.click("📣 Каналы")
    await organiser.click("Чат кластеров")
    return organiser, group


async def test_group_that_becomes_a_supergroup_stays_ticked_once(stage: Stage) -> None:
    organiser, group = await drafted(stage)
    new = stage.world.add_group("Чат кластеров (новый)")["id"]
    stage.world.set_bot_status(new, organiser.id, "administrator")
    await stage.flush()
    await stage.app.dispatcher["outlets"].move(ChatId(group), ChatId(new))
    await organiser.click("‹ К объявлению")
    await organiser.click("📣 Каналы")
    listed = organiser.last.buttons
    await organiser.click("‹ К объявлению")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert listed == ["✅ Чат кластеров", "➕ Добавить по ссылке", "‹ К объявлению"]
    assert [one["text"] for one in stage.world.history(new) if "text" in one] == ["Сбор в 10:00"]
    assert stage.world.history(group) == []


async def test_chat_that_took_the_rights_away_is_marked_and_can_be_unticked(
    stage: Stage,
) -> None:
    organiser, group = await drafted(stage)
    stage.world.set_bot_status(group, organiser.id, "left")
    await stage.flush()
    await organiser.click("‹ К объявлению")
    await organiser.click("📣 Каналы")
    marked = organiser.last
    await organiser.click("✅ ⚠️ Чат кластеров")

    assert marked.buttons[0] == "✅ ⚠️ Чат кластеров"
    assert "там бот больше не администратор" in marked.text
    assert organiser.last.buttons == ["➕ Добавить по ссылке", "‹ К объявлению"]
    assert "не администратор" not in organiser.last.text
