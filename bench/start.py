"""Start to first answer, and resident memory, beside a bare aiogram bot with one handler.

    .venv/bin/python bench/start.py

Each run starts a process against the sandbox over HTTP, and ends when the first answer to a
waiting /start has arrived. Ours opens a store that exists already, as every start but the first
does; the very first one (schema and starter data) is measured once and told apart. Neither finds
`rich`, which only the developers' tools bring, and which structlog loads where it is.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp import web

from bench import report
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.world import World

TOKEN = "42:sandbox"
UNITS = ("seconds", "cpu_seconds", "mib")
RUNS = 7
TIME_TARGET = 0.75
MEMORY_TARGET = 0.95

BARE = """
import asyncio, os
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

dispatcher = Dispatcher()

@dispatcher.message()
async def answer(message):
    await message.answer("Здравствуйте!")

session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
asyncio.run(dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session)))
"""


async def measured(
    world: World, command: list[str], environment: dict[str, str]
) -> dict[str, float]:
    """Seconds to the first answer; CPU seconds and MiB resident that it took till then."""
    person = UserClient(world, world.add_person("Bench")["id"])
    world.say(person.id, "/start")
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await person.wait_for(lambda _received: True, timeout=60)
    seconds = time.perf_counter() - began
    cpu, memory = cpu_seconds(process.pid), resident_mib(process.pid)
    process.terminate()
    await process.wait()
    return {"seconds": seconds, "cpu_seconds": cpu, "mib": memory}


def cpu_seconds(pid: int) -> float:
    """User's and system's; what else runs on the machine hardly changes it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def main() -> int:
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}",
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bench.db",
            "PYTHONPATH": folder,
        }
        (Path(folder) / "rich.py").write_text("raise ImportError\n")
        ours = [sys.executable, str(report.ROOT / "main.py"), "run"]
        bare = [sys.executable, "-c", BARE]
        very_first = await measured(world, ours, environment)
        runs: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
        for _ in range(RUNS):
            runs["bare"].append(await measured(world, bare, environment))
            runs["ours"].append(await measured(world, ours, environment))
    await runner.cleanup()
    return tell(runs, very_first)


def tell(runs: dict[str, list[dict[str, float]]], very_first: dict[str, float]) -> int:
    medians = {
        name: {unit: median(run[unit] for run in found) for unit in UNITS}
        for name, found in runs.items()
    }
    ratios = {unit: medians["ours"][unit] / medians["bare"][unit] for unit in UNITS}
    for name, figure in medians.items():
        print(f"{name:<5} {figure['seconds']:.2f} s to the first answer, "
              f"{figure['cpu_seconds']:.2f} s of CPU, {figure['mib']:.0f} MiB")  # fmt: skip
    print(f"very first start of ours, with schema and starter data: {very_first['seconds']:.2f} s")
    print(f"ours / bare: time {ratios['seconds']:.2f} (target {TIME_TARGET}), "
          f"CPU {ratios['cpu_seconds']:.2f}, "
          f"memory {ratios['mib']:.2f} (target {MEMORY_TARGET})")  # fmt: skip
    figures = {"medians": medians, "ratios": ratios, "very_first": very_first}
    print("saved", report.save("start", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
