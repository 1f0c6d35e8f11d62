"""The commands of docs/operators.md, run as they stand there, chapter after chapter."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from db.schema import known
from tests.db.copies.filling import address, contents, filled
from tests.e2e.conftest import Town, free_port
from tests.programs import program
from tests.stores import ENGINES
from tests.waiting import until

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operators.md").read_text()


def commands(chapter: str) -> str:
    """All blocks of a chapter, one after the other."""
    text = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    (found,) = (part for part in text if part.startswith(chapter + "\n"))
    blocks = re.findall(r"^```sh\n(.*?)^```", found, re.MULTILINE | re.DOTALL)
    assert blocks
    return "".join(blocks)


async def follow(chapter: str, folder: Path, **settings: str) -> str:
    """What the shell says to the commands of a chapter, the first failure ending them."""
    python = folder / "bin" / "python"
    if not python.exists():
        python.parent.mkdir()
        python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        python.chmod(0o755)
        (folder / "main.py").symlink_to(ROOT / "main.py")
    process = await asyncio.create_subprocess_exec(
        "sh",
        "-euc",
        commands(chapter),
        cwd=folder,
        env={"PATH": f"{python.parent}:{os.environ['PATH']}", **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, ""), chapter
    return told.decode()


@pytest.mark.parametrize("engine", ENGINES)
async def test_backup_and_restore_go_as_the_guide_says(engine: str, tmp_path: Path) -> None:
    async with filled(engine, tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        folder = tmp_path / "backups"

        told = await follow("Backup", tmp_path, DATABASE_URL=old, BACKUP_FOLDER=str(folder))
        made = [file for file in sorted(folder.iterdir()) if file.suffix != ".sha256"]
        assert (len(made), told.count(str(made[0]))) == (1, 2)
        await follow("Restore", tmp_path, DATABASE_URL=new, BACKUP=str(made[0]))

        assert await contents(new) == await contents(old)


@pytest.mark.parametrize("engine", ENGINES)
async def test_upgrade_and_the_way_back_go_as_the_guide_says(engine: str, tmp_path: Path) -> None:
    older, newest = sorted(known())[-2:]
    async with filled(engine, tmp_path) as url:
        told = await follow(
            "Upgrade",
            tmp_path,
            DATABASE_URL=url,
            BACKUP_FOLDER=str(tmp_path / "backups"),
            OLD_REVISION=older,
        )

    assert [line for line in told.splitlines() if newest in line]
    assert older in told.splitlines()[-1]


async def test_watching_goes_as_the_guide_says(town: Town) -> None:
    program("curl", "Debian: curl")
    port = free_port()
    bot = await town.start_bot(WEB_PORT=str(port))
    await until(lambda: is_ready(port))

    told = await follow("Watch", Path(town.environment["HOME"]), WEB_PORT=str(port))

    assert '"status": "alive"' in told
    assert '"status": "ready", "missing": []' in told
    assert "profkompas_updates" in told
    await town.stop(bot)


async def is_ready(port: int) -> bool:
    async with ClientSession() as session:
        try:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                return answer.status == 200
        except ClientError:
            return False


def test_every_chapter_with_commands_is_followed() -> None:
    """The others say what to do on a machine of one's own: as root, or with Docker."""
    chapters = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    told = {one.partition("\n")[0] for one in chapters if "\n```sh\n" in one}

    assert told == {"Upgrade", "Backup", "Restore", "Moving to PostgreSQL", "Watch"}


@pytest.mark.postgres
async def test_moving_goes_as_the_guide_says(tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path) as old, address("postgresql", tmp_path) as new:
        await follow("Moving to PostgreSQL", tmp_path, OLD_URL=old, NEW_URL=new)

        assert await contents(new) == await contents(old)
