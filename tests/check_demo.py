"""Proves `make demo` from outside: the page answers, and a student finds the nearest colleges.

    .venv/bin/python tests/check_demo.py

Starts `make demo` on a free port, talks to the web chat's own HTTP API as a browser would, stops
it with SIGINT and checks that it ended well. Prints what it saw; exit 0 only if all was right.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

ROOT = Path(__file__).parents[1]
STUDENT = 1001
PARTICIPANT = 1002
ORGANISER = 1003
CROWD = 300
CROWD_SECONDS = 180
READY_SECONDS = 600
"""A fresh machine installs everything first."""

ANSWER_SECONDS = 60


async def main() -> int:
    port = _free_port()
    demo = await asyncio.create_subprocess_exec(
        "make", "demo", f"PORT={port}", cwd=ROOT, start_new_session=True
    )
    try:
        async with ClientSession(f"http://127.0.0.1:{port}") as client:
            await _until_ready(client, demo)
            return await _walk(client)
    finally:
        if demo.returncode is None:
            # The whole group, as Ctrl+C in a terminal does.
            os.killpg(demo.pid, signal.SIGINT)
            async with asyncio.timeout(ANSWER_SECONDS):
                await demo.wait()


async def _walk(client: ClientSession) -> int:
    async with client.get("/") as page:
        assert page.status == 200, page.status
        assert "<title>Профкомпас</title>" in await page.text()
    await _say(client, "/start")
    await _answer(client, "Здравствуйте, Школьник!")
    await _say(client, "Нижний Новгород")
    found = await _answer(client, "В радиусе 30\xa0км")
    lines = re.findall(r"^\d\. (.+)$", found["text"], re.MULTILINE)
    kilometres = [int(km) for line in lines for km in re.findall(r"(\d+)\xa0км", line)]
    assert len(lines) == 4, found["text"]
    assert lines[0].endswith(", в городе"), found["text"]
    assert kilometres == sorted(kilometres), kilometres
    first = found["reply_markup"]["inline_keyboard"][0][0]
    await _act(client, "press", message_id=found["message_id"], data=first["callback_data"])
    card = await _answer(client, "Базовый колледж: ")
    buttons = [b for row in card["reply_markup"]["inline_keyboard"] for b in row]
    assert any("maps" in b.get("url", "") for b in buttons), buttons
    assert any(b["text"] == "‹ К списку" for b in buttons), buttons
    sys.stdout.write("demo: clusters of Нижний Новгород, a card in the list's place, its map\n")
    await _subscribe(client)
    await _announce(client)
    return 0


async def _subscribe(client: ClientSession) -> None:
    """The participant's private calendar link opens on this machine, as it says."""
    await _say(client, "/start", PARTICIPANT)
    await _say(client, "/program", PARTICIPANT)
    programme = await _answer(client, "Экспертная сессия кластеров", PARTICIPANT)
    await _press(client, programme, "🗓 Мои сессии", PARTICIPANT)
    schedule = await _answer(client, "Моё расписание", PARTICIPANT)
    await _press(client, schedule, "📅 Календарь", PARTICIPANT)
    ways = await _answer(client, "Мои сессии в календаре", PARTICIPANT)
    await _press(client, ways, "🔄 Подписка", PARTICIPANT)
    shown = await _answer(client, "Скопируйте личную ссылку", PARTICIPANT)
    [link] = re.findall(r"http://127\.0\.0\.1:\d+/calendar/[\w-]+\.ics", shown["text"])
    async with ClientSession() as calendar, calendar.get(link) as feed:
        assert feed.status == 200, feed.status
        assert (await feed.text()).startswith("BEGIN:VCALENDAR")
    sys.stdout.write("demo: the participant's calendar link answers\n")


async def _announce(client: ClientSession) -> None:
    """The organiser writes to the demo's crowd and gets a report that adds up."""
    await _say(client, "/start", ORGANISER)
    await _answer(client, "Здравствуйте, Организатор!", ORGANISER)
    count = 0
    async with asyncio.timeout(CROWD_SECONDS):
        while count < CROWD * 0.9:
            await asyncio.sleep(1)
            await _say(client, "/admin", ORGANISER)
            dashboard = await _answer(client, "Стол организатора", ORGANISER)
            count = int(re.findall(r"Людей: (\d+)", dashboard["text"])[0])
    await _say(client, "/broadcast", ORGANISER)
    await _answer(client, "Пришлите пост", ORGANISER)
    await _say(client, "День открытых дверей", ORGANISER)
    # The clock on the wall is the real one here: in quiet hours only what is important goes out.
    for label in ("🏷 Категория", "Важное", "Отправить"):
        panel = await _message(client, partial(_has_button, label=label), ORGANISER)
        await _press(client, panel, label)
    asked = await _answer(client, "Отправить объявление?", ORGANISER)
    await _press(client, asked, "Да, отправить")
    report = await _answer(client, "Отправка завершена\n\nДоставлено", ORGANISER)
    delivered, failed = (
        int(re.findall(rf"{word}: (\d+)", report["caption"])[0])
        for word in ("Доставлено", "вышло")
    )
    assert delivered > CROWD * 0.8, report["caption"]
    assert failed > 0, report["caption"]
    assert "photo" in report
    sys.stdout.write(f"demo: an announcement reached {delivered}, {failed} left Telegram\n")


async def _until_ready(client: ClientSession, demo: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(READY_SECONDS):
        while True:
            assert demo.returncode is None, f"make demo ended with {demo.returncode}"
            try:
                async with client.get(f"/chat/api/{STUDENT}/state") as state:
                    if (await state.json())["commands"]["ru"]:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.2)


async def _say(client: ClientSession, text: str, person: int = STUDENT) -> None:
    await _act(client, "say", person, text=text)


async def _press(client: ClientSession, message: Any, label: str, person: int = ORGANISER) -> None:
    rows = message["reply_markup"]["inline_keyboard"]
    [data] = [b["callback_data"] for row in rows for b in row if b["text"] == label]
    await _act(client, "press", person, message_id=message["message_id"], data=data)


async def _act(client: ClientSession, act: str, person: int = STUDENT, **given: Any) -> None:
    async with client.post(f"/chat/api/{person}/{act}", json=given) as response:
        body = await response.json()
        assert body["ok"], body


async def _answer(client: ClientSession, words: str, person: int = STUDENT) -> Any:
    def fits(message: Any) -> bool:
        return words in message.get("text", message.get("caption", ""))

    return await _message(client, fits, person)


def _has_button(message: Any, label: str) -> bool:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button["text"] == label for row in rows for button in row)


async def _message(client: ClientSession, fits: Any, person: int = STUDENT) -> Any:
    async with asyncio.timeout(ANSWER_SECONDS):
        while True:
            async with client.get(f"/chat/api/{person}/state") as state:
                messages = (await state.json())["messages"]
            for message in reversed(messages):
                if message["from"]["is_bot"] and fits(message):
                    return message
            await asyncio.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
