"""Closed sessions: an organiser hands out a code, a person shows it and may join."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import EventId, SessionId, UserId
from domain.programme.materials import NewMaterial
from domain.programme.sessions import Event
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, session_at

EXPERT = Event(id=EventId("expert"), title="Экспертная сессия", tz="Europe/Moscow")
BARRED = "Вход по приглашению. Откройте ссылку от организаторов"
WRONG = "Такой код сейчас ничего не открывает."


@pytest.fixture
async def programme(stage: Stage) -> None:
    """Two sessions of one track, and one of none."""
    later = stage.clock.now() + timedelta(days=2)
    sessions = [
        replace(session_at(later + timedelta(hours=n), name), title=f"Сварка {name}", track=track)
        for n, (name, track) in enumerate([("a", "Станки"), ("b", "Станки"), ("c", "")])
    ]
    await add_sessions(stage.app.store, *sessions, event=EXPERT)


async def close(organiser: UserClient, session: str = "a", label: str = "🔒 Закрыть вход") -> str:
    """Closes it; the link to join."""
    await organiser.press(f"yi:{session}", forged=True)
    await organiser.click(label)
    return link_of(organiser)


def link_of(organiser: UserClient) -> str:
    found = re.search(r"https://t\.me/profkompas_bot\?start=join_\w+", organiser.last.text)
    assert found is not None, organiser.last.text
    return found[0]


async def test_closed_session_is_joined_with_the_link_only(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    await student.send("/start session_a")
    closed = student.last
    await student.press("pj:a:1", forged=True)
    refusal = student.toast
    [opened] = await student.open_link(link)
    await student.click("Сварка a", message=opened)
    card = student.last.text
    await student.click("Участвую")

    assert "🔒 Вход по приглашению. Откройте ссылку" in closed.text
    assert "Участвую" not in closed.buttons
    assert refusal is not None
    assert refusal.startswith(BARRED)
    assert link.split("_")[-1] not in closed.text + refusal
    assert "Теперь вам открыта 1 сессия:" in opened.text
    assert "🔓 Вход по приглашению — у вас оно есть" in card
    assert "✅ Вы участвуете." in student.last.text


async def test_link_is_shown_as_a_qr_code_with_the_same_in_text(
    programme: None, stage: Stage
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    picture = stage.world.files[organiser.last.raw["photo"][0]["file_id"]]
    screen = organiser.inbox[-2].text
    await organiser.click("Показать QR-код")

    assert picture.data.startswith(b"\x89PNG")
    assert link in organiser.last.caption
    assert link in screen
    assert "Код открывает 1 сессию." in screen


async def test_code_typed_on_the_card_opens_the_whole_track(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser, label="🔒 Закрыть всё направление (2)")
    code = link.split("_")[-1]
    await student.send("/start session_b")
    await student.click("🔑 Ввести код")
    asked = student.last.text
    [wrong] = await student.send("не знаю")
    spelled = f" {code[:4]}-{code[4:8]} {code[8:]} ".upper().replace("1", "I").replace("0", "O")
    [opened] = await student.send(spelled)
    [after] = await student.send(code)

    assert asked.startswith("Пришлите код приглашения")
    assert wrong.text.startswith(WRONG)
    assert "Теперь вам открыты 2 сессии:" in opened.text
    assert len(opened.buttons) == 2
    assert not after.text.startswith("🔓")


async def test_renewed_code_closes_again_and_those_registered_stay(
    programme: None, stage: Stage
) -> None:
    early, admitted = stage.person("А"), stage.person("Б")
    await early.send("/start session_a")
    await early.click("Участвую")
    organiser = await stage.organiser()
    old = await close(organiser)
    await admitted.open_link(old)
    await organiser.press("yi:a", forged=True)
    await organiser.click("Новый код")
    new = link_of(organiser)
    await admitted.send("/start session_a")
    shut = admitted.last.text
    [answer] = await admitted.open_link(old)
    await early.send("/start session_a")

    assert old != new
    assert "🔒 Вход по приглашению. Откройте" in shut
    assert answer.text.startswith(WRONG)
    assert "✅ Вы участвуете." in early.last.text


async def test_double_tap_on_new_code_makes_one_code(programme: None, stage: Stage) -> None:
    organiser = await stage.organiser()
    await close(organiser)
    await organiser.press("yi:a", forged=True)
    screen = organiser.last
    await organiser.click("Новый код", message=screen)
    first = link_of(organiser)
    pictures = len(organiser.inbox)
    await organiser.press(
        next(b["callback_data"] for row in screen.rows for b in row if b["text"] == "Новый код"),
        forged=True,
    )
    await organiser.click("Показать QR-код")

    assert link_of(organiser) == first
    assert len(organiser.inbox) <= pictures + 2


async def test_reopened_session_needs_no_code(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    await close(organiser, label="🔒 Закрыть всё направление (2)")
    await organiser.press("yi:a", forged=True)
    await organiser.click("Открыть всё направление (2)")
    reopened = organiser.last.text
    await organiser.press("yq:a", forged=True)
    await student.send("/start session_b")
    await student.click("Участвую")
    await organiser.send("/admin")
    await organiser.click("📜 Журнал")

    assert "Сюда может записаться любой." in reopened
    assert organiser.toast is None
    assert "✅ Вы участвуете." in student.last.text
    assert "вход открыт для всех: «Сварка a» (сессий: 2)" in organiser.last.text
    assert "выдан новый код: «Сварка a» (сессий: 2)" in organiser.last.text


async def test_wrong_codes_are_limited_and_the_limit_passes(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    answers = [
        (await student.send(f"/start join_{'0' * 12}{digit}"))[0].text for digit in "0123456789"
    ]
    [refused] = await student.open_link(link)
    other = stage.person("Б")
    [_, opened] = await other.open_link(link)
    stage.clock.advance(minutes=61)
    [later] = await student.open_link(link)

    assert set(answers) == {answers[0]}
    assert answers[0].startswith(WRONG)
    assert refused.text.startswith("Слишком много неверных кодов подряд.")
    assert opened.text == later.text


async def test_only_organisers_see_and_change_codes(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    answers = []
    for data in ("yi:a", "yc:a:n:", "yq:a"):
        await student.press(data, forged=True)
        answers.append(student.toast)
    organiser = await stage.organiser()
    for data in ("yi:gone", "yc:gone:n:"):
        await organiser.press(data, forged=True)
        answers.append(organiser.toast)

    assert (
        answers
        == ["Это только для организаторов."] * 3
        + ["Этой сессии больше нет в программе. Вот свежее меню."] * 2
    )


async def test_import_leaves_the_code_of_a_session_as_it_is(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    csv = "uid,title,start,end,room\na,Пайка,2026-11-25T15:00,2026-11-25T16:00,Зал 9\n"
    report = await stage.app.programme.schedules.import_file(EXPERT, "p.csv", csv.encode())
    [_, opened] = await student.open_link(link)

    assert [change.new.title for change in report.diff.changes] == ["Пайка"]
    assert "Пайка" in opened.text


async def test_invitations_speak_english(programme: None, stage: Stage) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    guest = stage.person("Ann", language="en")
    await guest.send("/start session_a")
    card = guest.last
    await guest.click("🔑 Enter a code")
    [wrong] = await guest.send("x")
    [opened] = await guest.send(link.split("_")[-1])

    assert "🔒 By invitation. Open the organisers' link" in card.text
    assert wrong.text.startswith("This code opens nothing")
    assert "It opens 1 session:" in opened.text


async def test_title_with_markup_is_shown_as_it_is(stage: Stage, student: UserClient) -> None:
    later = stage.clock.now() + timedelta(days=2)
    nasty = replace(session_at(later), title="<b>Ток</b> & Ко")
    await add_sessions(stage.app.store, nasty, event=EXPERT)
    organiser = await stage.organiser()
    link = await close(organiser)
    caption = organiser.last.caption
    [_, opened] = await student.open_link(link)

    assert caption.startswith("<b>Ток</b> & Ко\n")
    assert "<b>Ток</b> & Ко" in opened.text


async def test_code_that_opens_a_whole_congress_fits_one_message(
    stage: Stage, student: UserClient
) -> None:
    later = stage.clock.now() + timedelta(days=2)
    halls = [
        replace(session_at(later, f"s{n}"), title=f"{n} " + "🛠" * 300, track="Все")
        for n in range(60)
    ]
    await add_sessions(stage.app.store, *halls, event=EXPERT)
    organiser = await stage.organiser()
    link = await close(organiser, "s0", "🔒 Закрыть всё направление (60)")
    [_, opened] = await student.open_link(link)

    assert len(opened.buttons) == 15
    assert opened.text.endswith("И ещё 45 — смотрите в программе.")


async def test_questions_of_a_closed_session_are_for_those_who_may_enter(
    programme: None, stage: Stage, student: UserClient
) -> None:
    link = await close(await stage.organiser())
    stage.clock.advance(days=1, hours=12)
    await student.send("/start session_a")
    offered = str(student.last.buttons)
    refused = []
    for data in ("qa:a", "ql:a:0"):
        await student.press(data, forged=True)
        refused.append(student.toast)

    await student.open_link(link)
    await student.send("/start session_a")

    assert "Вопрос" not in offered
    assert [str(toast)[:22] for toast in refused] == ["Вход по приглашению. О"] * 2
    assert "Вопрос" in str(student.last.buttons)


async def test_materials_of_a_closed_session_are_for_those_who_may_enter(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    link = await close(organiser)
    async with stage.app.store.write() as tx:
        new = NewMaterial(title="Тезисы", url="https://example.org/theses")
        await tx.materials.add(SessionId("a"), new, UserId(organiser.id), stage.clock.now())
    await student.send("/start session_a")
    assert "Материалы" not in str(student.last.buttons)
    await student.press("km:a", forged=True)
    refused = student.toast

    await student.open_link(link)
    await student.press("km:a", forged=True)

    assert refused is not None
    assert refused.startswith("Вход по приглашению.")
    assert "Тезисы" in str(student.last.buttons) + student.last.text
