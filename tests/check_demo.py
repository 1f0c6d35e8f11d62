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
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

ROOT = Path(__file__).parents[1]
STUDENT = 1001
READY_SECONDS = 600
"""A fresh machine installs everything first."""

ANSWER_SECONDS = 30


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
    kilometres = [
        0 if text.startswith("менее") else int(text)
        for text in re.findall(r"· (менее 1|\d+)\xa0км", found["text"])
    ]
    assert len(kilometres) == 5, found["text"]
    assert kilometres == sorted(kilometres), kilometres
    assert kilometres[0] == 0, kilometres
    first = found["reply_markup"]["inline_keyboard"][0][0]
    await _act(client, "press", message_id=found["message_id"], data=first["callback_data"])
    card = await _answer(client, "Базовый колледж: ")
    pin = card["reply_markup"]["inline_keyboard"][0][0]
    await _act(client, "press", message_id=card["message_id"], data=pin["callback_data"])
    await _message(client, lambda message: "venue" in message)
    sys.stdout.write(f"demo: five clusters around Нижний Новгород at {kilometres} km, card, pin\n")
    return 0


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


async def _say(client: ClientSession, text: str) -> None:
    await _act(client, "say", text=text)


async def _act(client: ClientSession, act: str, **given: Any) -> None:
    async with client.post(f"/chat/api/{STUDENT}/{act}", json=given) as response:
        body = await response.json()
        assert body["ok"], body


async def _answer(client: ClientSession, words: str) -> Any:
    return await _message(client, lambda message: words in message.get("text", ""))


async def _message(client: ClientSession, fits: Any) -> Any:
    async with asyncio.timeout(ANSWER_SECONDS):
        while True:
            async with client.get(f"/chat/api/{STUDENT}/state") as state:
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
