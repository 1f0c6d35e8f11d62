"""The real process: it starts, answers, stops without a loss, and comes back."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.event_loops import EventLoop
from sandbox.client import UserClient
from tests.e2e.conftest import TOKEN, Town

pytestmark = pytest.mark.e2e

NEAREST_TO_NIZHNY = [
    "1. Нижегородский авиационный…",
    "2. Нижегородский институт путей…",
    "3. Нижегородский индустриальный колледж",
    "4. Нижегородский радиотехнический…",
]


def texts(person: UserClient) -> list[str]:
    return [received.text.split("\n")[0] for received in person.inbox]


async def test_student_gets_the_nearest_over_http(town: Town) -> None:
    bot = await town.start_bot()
    student = town.person()
    town.world.say(student.id, "нижний новгород")

    found = await student.wait_for(lambda received: "В радиусе 30\xa0км" in received.text)

    listed = [line.partition(" — ")[0] for line in found.text.splitlines() if line[:1].isdigit()]
    assert listed == NEAREST_TO_NIZHNY
    log = await town.stop(bot)
    assert bot.returncode == 0
    assert TOKEN not in log
    assert [json.loads(line)["event"] for line in log.splitlines()][-1] == "outbox worker stopped"


@pytest.mark.parametrize("event_loop", EventLoop)
async def test_bot_answers_and_ends_on_each_event_loop(town: Town, event_loop: EventLoop) -> None:
    bot = await town.start_bot(EVENT_LOOP=event_loop)
    student = town.person()
    town.world.say(student.id, "/start")
    await student.wait_for(lambda received: bool(received.text))

    mapped = await asyncio.to_thread(Path(f"/proc/{bot.pid}/maps").read_text)
    assert ("/uvloop/" in mapped) is (event_loop is EventLoop.UVLOOP)
    log = await town.stop(bot)
    assert bot.returncode == 0
    assert json.loads(log.splitlines()[-1])["event"] == "outbox worker stopped"


async def test_sigterm_with_updates_in_flight_loses_none_and_keeps_their_order(
    town: Town,
) -> None:
    """Three updates of one person and one of another; SIGTERM as the first answer leaves."""
    bot = await town.start_bot()
    student, other = town.person(), town.person("Пётр")
    terminated = asyncio.Event()

    def terminate(event: dict[str, object]) -> None:
        message = event.get("message")
        is_answer = isinstance(message, dict) and message["from"]["is_bot"]
        if is_answer and not terminated.is_set():
            terminated.set()
            bot.send_signal(signal.SIGTERM)

    stop = town.world.subscribe(terminate)
    for text in ("/help", "/privacy", "/settings"):
        town.world.say(student.id, text)
    town.world.say(other.id, "/help")
    await bot.communicate()
    stop()

    assert terminated.is_set()
    waiting = {
        update["message"]["text"] for update in town.world.bot.updates if "message" in update
    }
    answered = texts(student)
    assert bot.returncode == 0
    await town.start_bot()
    await student.wait_for(lambda received: received.text.startswith("Настройки"))
    await other.wait_for(lambda received: received.text.startswith("Что я умею"))
    assert texts(student) == ["Что я умею", "Что хранит бот", "Настройки"]
    assert texts(other) == ["Что я умею"]
    assert len(answered) + len(waiting & {"/help", "/privacy", "/settings"}) >= 3


async def test_sigkill_in_the_middle_is_made_good_after_the_restart(town: Town) -> None:
    bot = await town.start_bot()
    student = town.person()
    await town.stop(bot, signal.SIGKILL)
    town.world.say(student.id, "/help")
    await town.start_bot()

    await student.wait_for(lambda received: received.text.startswith("Что я умею"))

    assert texts(student) == ["Что я умею"]


async def test_question_awaited_before_a_restart_is_awaited_after_it(town: Town) -> None:
    bot = await town.start_bot()
    student = town.person()
    town.world.say(student.id, "/settings")
    screen = await student.wait_for(lambda received: received.text.startswith("Настройки"))
    [data] = [b["callback_data"] for r in screen.rows for b in r if b["text"] == "Часовой пояс"]
    town.world.press(student.id, screen.message_id, data)
    await student.wait_for(lambda received: received.text.startswith("Напишите город"))
    await town.stop(bot)
    await town.start_bot()
    town.world.say(student.id, "Омск")

    await student.wait_for(lambda received: received.text == "Часовой пояс: Омск, UTC+6")


async def test_wrong_settings_are_all_named_and_exit_is_2(town: Town) -> None:
    process = await town.command(BOT_TOKEN="nonsense", DATABASE_URL="mysql://x", SEND_RATE="0")
    _, complaint = await process.communicate()

    assert process.returncode == 2
    named = {line.split(":")[0] for line in complaint.decode().splitlines()}
    assert named == {"BOT_TOKEN", "DATABASE_URL", "SEND_RATE"}


async def test_import_beside_the_running_bot_is_noticed(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text(
        "id;name;industry;region;city\nnn-new;Кластер «Новый»;it;Нижегородская область;Бор\n",
        "cp1251",
    )
    await town.start_bot()
    importing = await town.command("import", "clusters", str(file))
    said, _ = await importing.communicate()
    student = town.person()
    town.world.say(student.id, "/start cluster_nn-new")

    card = await student.wait_for(lambda received: "Кластер «Новый»" in received.text)

    assert importing.returncode == 0
    assert said.decode().splitlines()[:4] == [
        "Добавлено: 1",
        "Изменено: 0",
        "Без изменений: 0",
        "Отклонено: 0",
    ]
    assert "Где: Бор, Нижегородская область" in card.text
    assert "📍 На карте" in card.buttons


async def test_import_of_a_bad_file_stores_nothing_and_names_the_lines(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "id,name,industry,region,lat,lon,website\n"
        "good,Хороший,it,Нижегородская область,56.3,44.0,\n"
        "swapped,Наоборот,it,Нижегородская область,37.6,55.7,\n"
        "odd,Странный,piracy,Нижегородская область,95,200,ftp://x\n",
        "utf-8",
    )
    process = await town.command("import", "clusters", str(file))
    said, _ = await process.communicate()
    again = await town.command("import", "clusters", str(file), "--dry-run")
    unchanged, _ = await again.communicate()

    lines = said.decode().splitlines()
    assert (process.returncode, again.returncode) == (1, 1)
    assert lines[:4] == ["Добавлено: 1", "Изменено: 0", "Без изменений: 0", "Отклонено: 4"]
    assert [line.split(":")[0] for line in lines if line.startswith("Строка")] == [
        "Строка 3, поле «Широта (lat)»",
        "Строка 4, поле «Отрасль (industry)»",
        "Строка 4, поле «Широта (lat)»",
        "Строка 4, поле «Сайт (website)»",
    ]
    assert lines[-1].startswith("Ничего не записано")
    assert unchanged.decode().splitlines()[0] == "Добавлено: 1"


async def test_coverage_is_printed_with_its_sources(town: Town) -> None:
    process = await town.command("coverage")
    said, _ = await process.communicate()
    lines = said.decode().splitlines()

    assert process.returncode == 0
    assert lines[0].startswith("Кластеров в списке: 393 из 601 (источник: ")
    assert any(line.startswith("Челябинская область: 16 из 22  (17 + 5 в 2026;") for line in lines)
    assert len(lines) == 1 + 83


@pytest.mark.by_exec
async def test_import_of_a_register_says_what_it_found(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "register.xml"
    file.write_text(
        "<OpenData><Certificates><Certificate><StatusName>Действующее</StatusName>"
        "<ActualEducationOrganization><Id>1</Id><RegionName>Алтайский край</RegionName>"
        "<FullName>КГБПОУ «Алтайский политехнический техникум»</FullName>"
        "</ActualEducationOrganization><Supplements><Supplement><EducationalPrograms>"
        "<EducationalProgram><ProgrammCode>15.01.05</ProgrammCode></EducationalProgram>"
        "</EducationalPrograms></Supplement></Supplements></Certificate></Certificates></OpenData>"
    )
    process = await town.command("import", "register", str(file), "--dry-run")
    said, _ = await process.communicate()
    lines = said.decode().splitlines()

    assert process.returncode == 0
    assert lines[:2] == [
        "Организаций со средним профессиональным образованием: 1",
        "Нашлось карточек: 1",
    ]
    assert "  ~ alt-barnaul-mech  professions, source_note" in lines


async def test_import_of_a_missing_or_empty_file_is_refused_in_words(
    town: Town, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    complaints = []
    for file in (tmp_path / "none.csv", empty):
        process = await town.command("import", "clusters", str(file), DEFAULT_LANGUAGE="en")
        _, complaint = await process.communicate()
        complaints.append((process.returncode, complaint.decode().strip()))

    assert complaints == [
        (1, f"The file {tmp_path / 'none.csv'} could not be opened: No such file or directory"),
        (1, "The file is empty."),
    ]


async def test_health_and_metrics_are_served_where_a_port_is_set(
    town: Town, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port = unused_tcp_port_factory()
    await town.start_bot(WEB_PORT=str(port))
    async with ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{port}/healthz") as health:
            status = await health.json()
        async with client.get(f"http://127.0.0.1:{port}/metrics") as metrics:
            text = await metrics.text()

    assert status == {"status": "ok", "clusters_version": 1}
    assert 'profkompas_outbox_rows{state="queued"} 0.0' in text
    assert "profkompas_telegram_away 0.0" in text


async def test_import_of_news_names_lines_and_stores_all_or_nothing(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "news.csv"
    file.write_text("id;title;published\na;Первая;2025-11-01\nb;;вчера\n", encoding="utf-8")
    process = await town.command("import", "news", str(file))
    said, _ = await process.communicate()
    refused = said.decode().splitlines()
    file.write_text("id;title;published\na;Первая;2025-11-01\n", encoding="utf-8")
    again = await town.command("import", "news", str(file))
    told, _ = await again.communicate()

    assert (process.returncode, again.returncode) == (1, 0)
    assert "Строка 3, поле «Название (title)»: обязательное поле пусто" in refused
    assert told.decode().splitlines()[0] == "Добавлено: 1"
