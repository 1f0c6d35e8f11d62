"""The organisers' side of the programme, in the chat: looking, materials, privacy."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.tables import sessions
from domain.ids import SessionId, UserId
from domain.programme.sessions import Session
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import (
    CHANGED,
    HEAD,
    SAME,
    audited,
    goes,
    open_draft,
    open_event,
    opened_office,
    upload,
)
from tests.handlers.programme.test_sessions import EVENT, PLENARY


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    return await opened_office(stage)


# -- looking


async def test_sheet_shows_counts_and_fields(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_event(office)
    day = office.last.text
    await office.click("10:00 Пленарное")

    assert day.splitlines() == [
        "Экспертная сессия",
        "Среда, 25 ноября · время: Москва, UTC+3",
        "Сессий в этот день: 2, всего: 3",
    ]
    assert office.last.text.splitlines() == [
        "Пленарное заседание",
        "🕒 25 ноября, 10:00–11:00 (Москва, UTC+3)",
        "📍 Зал 1",
        "",
        "👥 Идут: 1, в листе ожидания: 0",
        "Число мест не ограничено.",
        "",
        "Код в файлах (uid): plenary, правка № 0",
    ]


async def test_hundreds_of_sessions_are_paged(stage: Stage, office: UserClient) -> None:
    many = [
        Session(
            id=SessionId(f"s{n}"), event_id=EVENT.id, uid=f"s{n}", title=f"Доклад {n}",
            starts_at=PLENARY.starts_at + timedelta(minutes=n), ends_at=PLENARY.ends_at
            + timedelta(minutes=n),
        )
        for n in range(1, 300)
    ]  # fmt: skip
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions(many)
    await open_event(office)
    first = office.last.buttons
    await office.click("Дальше ›")

    assert "10:01 Доклад 1" in first
    assert "10:10 Доклад 10" in office.last.buttons
    assert "10:01 Доклад 1" not in office.last.buttons


OWN = (
    *("o", "oe:expert", "od:expert:739580:0", "os:plenary", "oa:f:expert", "oa:s:expert"),
    *("ob:plenary", "oc:w:1", "oc:x:1", "of:1:title", "ou:a:1:0:0", "ov:1:expert"),
    *("om:plenary", "on:plenary", "ox:1"),
)
GONE = (
    *("oe:gone", "od:gone:739580:0", "od:expert:-5:0", "os:gone", "ob:gone", "oc:s:77"),
    *("of:77:title", "ou:s:77:0:0", "ov:77:expert", "om:gone", "ox:77"),
    *("km:gone", "ks:77", "kc:gone:0", "kf:gone", "kd:gone:ics"),
)


async def test_office_is_closed_to_others(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await student.send("/start")
    toasts = {}
    for data in OWN:
        await student.press(data, forged=True)
        stage.clock.advance(minutes=1)
        toasts[data] = student.toast

    assert toasts == dict.fromkeys(OWN, "Это только для организаторов.")


async def test_outdated_clicks_get_a_fresh_menu(stage: Stage, office: UserClient) -> None:
    answers = {}
    for data in GONE:
        await office.press(data, forged=True)
        stage.clock.advance(minutes=1)
        answers[data] = bool(office.toast), office.last.text.split(".")[0]

    assert answers == dict.fromkeys(GONE, (True, "Главное меню"))


# -- materials


async def test_materials_are_attached_shown_and_removed(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await open_event(office)
    await office.click("Пленарное")
    await office.click("Материалы · 0")
    await office.click("Добавить")
    await office.upload("план.pdf", b"%PDF", caption="План")
    await office.upload("зал.jpg", b"\xff\xd8\xff\xd9", kind="photo")
    await office.upload("о нас.mp4", b"mp4", kind="video")
    await office.send("Слайды https://example.org/slides")
    await office.send("без ссылки")
    refused = office.last.text
    await student.send("/start session_plenary")
    await student.click("Материалы · 4")
    shown = student.last
    await student.click("План", message=shown)
    await student.click("Фото", message=shown)
    await student.click("о нас.mp4", message=shown)
    sent = [one.caption for one in student.inbox[-3:]]
    await office.click("Готово")
    await office.click("🗑 План")
    await student.click("План", message=shown)

    assert shown.buttons[:4] == ["📄 План", "🖼 Фото", "🎬 о нас.mp4", "🔗 Слайды"]
    assert shown.rows[3][0]["url"] == "https://example.org/slides"
    assert sent == ["План", "Фото", "о нас.mp4"]
    assert refused.startswith("Такое прикрепить не могу.")
    assert student.toast == "Этот материал уже убрали. Вот свежее меню."
    assert "Материалы: 3 из 20" in "\n".join(one.text for one in office.inbox)
    assert await audited(stage) == ["material-added"] * 4 + ["material-removed"]


async def test_file_that_telegram_forgot_is_said_so(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await office.press("on:plenary", forged=True)
    await office.upload("план.pdf", b"%PDF")
    stage.world.files.clear()
    await student.send("/start session_plenary")
    await student.click("Материалы · 1")
    await student.click("план.pdf")

    assert student.toast == "Файла «план.pdf» в Telegram больше нет. Спросите у организаторов."


async def test_no_more_than_twenty_materials(stage: Stage, office: UserClient) -> None:
    await office.press("on:plenary", forged=True)
    for n in range(21):
        await office.send(f"https://example.org/{n}")

    assert office.last.text.startswith("Больше 20 материалов не поместится.")


# -- privacy


async def test_erasure_takes_uploads_and_drafts_along(stage: Stage, office: UserClient) -> None:
    await upload(office, CHANGED)
    await office.press("on:plenary", forged=True)
    await office.send("https://example.org/1")
    await open_draft(office)
    actor_id = UserId(office.id)
    async with stage.app.store.read() as tx:
        exported = await tx.uploads.names_of(actor_id), await tx.materials.titles_of(actor_id)
    await office.send("/privacy")
    await office.click("Удалить")
    await office.click("Да, удалить")
    async with stage.app.store.read() as tx:
        left = await tx.uploads.names_of(actor_id), await tx.materials.titles_of(actor_id)
        drafts = await tx.session_drafts.open(actor_id, PLENARY.id)
        assert await tx.materials.count(PLENARY.id) == 1

    assert exported == (["p.csv"], ["example.org"])
    assert (left, drafts) == (([], []), None)


# -- in English


@pytest.mark.slow
async def test_office_in_english(stage: Stage, office: UserClient) -> None:
    await office.send("/language")
    await office.click("English")
    await office.send("/admin")
    await office.click("🗓 Programme")
    await office.click("Экспертная сессия")
    await office.click("10:00 Пленарное")
    sheet = office.last.text
    await office.click("Edit")
    await office.click("Start")
    await office.send("tomorrow 15:00")
    await office.click("Save…")
    await office.click("Save")
    await office.upload("p.csv", (HEAD + SAME).encode())
    await office.click("Экспертная сессия")

    assert "👥 Going: 0, waiting: 0" in sheet
    assert "File p.csv, times: Moscow, UTC+3" in office.last.text
    await office.click("Apply")
    assert office.last.text.startswith("✅ Done:")
    async with stage.app.database.read() as connection:
        moved = sa.select(sessions.c.starts_at).where(sessions.c.id == "plenary")
        assert (await connection.execute(moved)).scalar_one() == PLENARY.starts_at
