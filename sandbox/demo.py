"""`make demo`: the sandbox and its web chat here, the bot as a real process beside it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.crowd import bring, demo_guests, go_on, stay
from sandbox.demo_scripts import (
    asking,
    helper,
    joining,
    moderating,
    rating,
    voting,
)
from sandbox.floods import FloodLimits
from sandbox.programme import write_programme
from sandbox.server import make_app
from sandbox.web.server import Persona, Town, add_chat, is_loopback, read_towns
from sandbox.world import World

TOKEN = "42:sandbox"  # noqa: S105  (of the sandbox)
STOP_SECONDS = 30
READY_SECONDS = 60

PERSONAS = (
    Persona(
        id=1001,
        role="student",
        title_ru="Школьник",
        title_en="Student",
        note_ru="ищет, куда поступить",
        note_en="looks for a place to study",
    ),
    Persona(
        id=1002,
        role="participant",
        title_ru="Участник",
        title_en="Participant",
        note_ru="представляет кластер на сессии",
        note_en="represents a cluster at a session",
    ),
    Persona(
        id=1003,
        role="organiser",
        title_ru="Организатор",
        title_en="Organiser",
        note_ru="ведёт программу и новости",
        note_en="runs the programme and the news",
    ),
)


CROWD = 300
FIRST_GUEST = 2001
HELPER = 2000
"""Another owner, who does what a visitor then finds done."""

OPENING_ENDS_IN = timedelta(minutes=3, seconds=5)
"""How long it is until the opening of data/demo_programme.csv ends, past the minute; from then
on it can be rated."""
CROWD_TOWNS = 60
"""The largest towns of the gazetteer: their names leave no doubt which place is meant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Demo:
    """The programme that is imported before the bot starts: `command` gets the dated file."""

    source: Path
    file: Path
    command: Sequence[str]


EVENT = (
    "--event", "expert",
    "--title", "Экспертная сессия кластеров",
    "--tz", "Europe/Moscow",
    "--venue", "Выставочный центр",
    "--address", "Нижний Новгород, площадь Ленина",
    "--point", "56.328,43.961",
)  # fmt: skip


async def _import_programme(demo: Demo, environment: Mapping[str, str], log: BinaryIO) -> None:
    now = datetime.now(ZoneInfo("Europe/Moscow"))
    write_programme(demo.source, demo.file, now)
    done = await asyncio.create_subprocess_exec(
        *demo.command, str(demo.file), *EVENT, env=environment, stdout=log, stderr=log
    )
    if await done.wait():
        _say(f"Программа не загрузилась, причина в журнале · see {log.name}")


def demo_world() -> World:
    """The bot's account, the people a visitor can be, and a channel; no flood limits yet."""
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас", supports_inline=True)
    for persona in PERSONAS:
        world.add_person(persona.title_ru, person_id=persona.id, language_code="ru")
    return world


async def _fill(world: World, towns: Sequence[Town], opening_ends: datetime) -> None:
    """A crowd starts the bot, and the organiser lets it into a channel and a group's topic.

    Only then do Telegram's flood limits hold: three hundred greetings at once are no demo of them.
    """
    organiser = PERSONAS[-1].id
    channel = world.add_channel("Профессионалитет · новости", username="prof_news")["id"]
    forum = world.add_group("Чат кластеров", is_forum=True, username="prof_forum")["id"]
    world.add_topic(forum, "Объявления")
    for chat in (channel, forum):
        world.set_bot_status(chat, organiser, "administrator")
    names = [town.name for town in towns[:CROWD_TOWNS]]
    guests = demo_guests(CROWD, names, FIRST_GUEST)
    going = [joining(guest) for guest in guests if guest.agrees_with]
    # Those who go to the opening come before it ends.
    others = [one for one in guests if not one.agrees_with]
    came, _ = await asyncio.gather(bring(world, [*going, *others]), bring(world, [helper(HELPER)]))
    for scripts in (asking(going), moderating(HELPER), voting(going)):
        await go_on(world, scripts)
    stay(world, guests)
    world.floods.limits = FloodLimits()
    _say(f"  В зале {came} человек · a crowd of {came} is here.\n")
    await asyncio.sleep((opening_ends - datetime.now(UTC)).total_seconds())
    await go_on(world, rating(going))


def demo(root: Path, port: int, host: str = "127.0.0.1", *, is_open: bool = False) -> int:
    """`root` holds main.py, data and var. Exit 0 after a signal, else 1.

    Who reaches it can be anybody in it, organisers too, so it listens on loopback alone unless
    told that it `is_open` (else exit 2). A second demo in one folder is refused before it touches
    the store of the first.
    """
    if not (is_open or is_loopback(host)):
        _say(f"{host}: только с --open · open to others with --open only.")
        return 2
    folder = root / "var" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Демо в этой папке уже идёт · a demo is running in this folder already.")
            return 1
        for leftover in folder.glob("demo.db*"):
            leftover.unlink()
        program = [sys.executable, str(root / "main.py")]
        return asyncio.run(
            run_demo(
                [*program, "run"],
                port=port,
                host=host,
                is_open=is_open,
                bot_env={"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}"},
                towns_csv=root / "data" / "places_ru.csv",
                log_file=folder / "bot.log",
                programme=Demo(
                    source=root / "data" / "demo_programme.csv",
                    file=folder / "programme.csv",
                    command=[*program, "import", "sessions"],
                ),
            )
        )


async def run_demo(
    bot_command: Sequence[str],
    *,
    port: int,
    bot_env: Mapping[str, str],
    towns_csv: Path,
    log_file: Path,
    programme: Demo,
    host: str = "127.0.0.1",
    is_open: bool = False,
) -> int:
    """Runs the demo until a signal (exit 0) or until the bot dies (exit 1). The bot's log goes to
    a file."""
    world = demo_world()
    app = make_app(world)
    towns = read_towns(towns_csv)
    add_chat(app, world, PERSONAS, towns, is_open=is_open)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        _say(f"Порт {port} занят · port {port} is taken ({error.strerror}). make demo PORT=8081")
        await runner.cleanup()
        return 1
    try:
        with log_file.open("wb") as log:
            near = host if is_loopback(host) else "127.0.0.1"
            address = f"http://{near}:{port}"
            environment = {**os.environ, **bot_env}
            await _import_programme(programme, environment, log)
            return await _with_bot(world, bot_command, bot_env, address, log, towns)
    finally:
        await runner.cleanup()


async def _with_bot(
    world: World,
    command: Sequence[str],
    extra: Mapping[str, str],
    address: str,
    log: BinaryIO,
    towns: Sequence[Town],
) -> int:
    stopping = asyncio.Event()
    opening_ends = datetime.now(UTC) + OPENING_ENDS_IN
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    environment = {
        **os.environ,
        **extra,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "ADMIN_IDS": f"{PERSONAS[-1].id},{HELPER}",
        "WEBHOOK_URL": "",
        **_web_port(),
    }
    # A session of its own: Ctrl+C in the terminal must reach the bot once, through us.
    bot = await asyncio.create_subprocess_exec(
        *command, env=environment, start_new_session=True, stderr=log
    )
    died = asyncio.create_task(bot.wait())
    stop = asyncio.create_task(stopping.wait())
    ready = asyncio.create_task(_first_poll(world))
    crowd: asyncio.Task[None] | None = None
    try:
        await asyncio.wait(
            {died, stop, ready}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if ready.done():
            _say(f"\n  Профкомпас: {address}\n  Откройте в браузере · open it in a browser.")
            _say(f"  Журнал бота · the bot's log: {log.name}")
            _say("  Остановить · stop: Ctrl+C\n")
            crowd = asyncio.create_task(_fill(world, towns, opening_ends))
        await asyncio.wait({died, stop}, return_when=asyncio.FIRST_COMPLETED)
        if died.done():
            _say(f"Бот остановился сам · the bot stopped by itself, code {bot.returncode}.")
            _say(f"Почему, сказано в журнале · the log says why: {log.name}")
            return 1
        return 0
    finally:
        await _end(bot, died)
        for task in (stop, ready, crowd):
            if task is not None:
                task.cancel()


def _web_port() -> dict[str, str]:
    """A free one on loopback, so that a calendar link can be opened in the same browser."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    return {"WEB_HOST": "127.0.0.1", "WEB_PORT": str(port), "PUBLIC_URL": address}


async def _end(bot: asyncio.subprocess.Process, died: asyncio.Task[int]) -> None:
    """SIGTERM lets the bot finish what it is doing; only a stuck one is killed."""
    if died.done():
        return
    bot.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await died
    except TimeoutError:
        bot.kill()
        await bot.wait()


async def _first_poll(world: World) -> None:
    asked = asyncio.Event()
    stop = world.subscribe(lambda _event: asked.set() if world.bot.poll else None)
    try:
        await asked.wait()
    finally:
        stop()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
