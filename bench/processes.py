"""Bots as processes against a sandbox that this process serves, and waiting for what they do."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bench.mailing import ORGANISER
from sandbox.chats import Json
from sandbox.world import World

ROOT = Path(__file__).parents[1]
TOKEN = "42:sandbox"
OURS = (str(ROOT / "main.py"), "run")

PATIENCE = 120.0
"""Seconds until something that must happen is given up: a start, an answer, a stop."""

launch = asyncio.create_subprocess_exec
"""How processes are started. Tests have another way (tests/processes)."""


def environment(address: str, database_url: str, folder: Path, rate: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "DATABASE_URL": database_url,
        "ADMIN_IDS": str(ORGANISER),
        "SEND_RATE": str(rate),
        "PAID_BROADCAST": str(rate > 30).lower(),
    }


async def start(
    script: tuple[str, ...],
    folder: Path,
    variables: dict[str, str],
    program: str = sys.executable,
) -> asyncio.subprocess.Process:
    """A script of the program with its arguments; what it writes is added to bot.log in the
    folder."""
    with (folder / "bot.log").open("ab") as log:
        return await launch(program, *script, cwd=folder, env=variables, stdout=log, stderr=log)


async def until(world: World, holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Looks whenever something happens in the world; whether it came to that in time."""
    changed = asyncio.Event()

    def listen(_event: Json) -> None:
        changed.set()

    stop = world.subscribe(listen)
    try:
        async with asyncio.timeout(seconds):
            while not holds():
                await changed.wait()
                changed.clear()
    except TimeoutError:
        return False
    finally:
        stop()
    return True
