"""The fork server of tests (tests/processes): what it forks is like what an operator starts."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import TOKEN
from tests.processes.starting import PIPE, ROOT, ForkServer, by_exec
from tests.waiting import until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="forks need Linux"),
]

NOBODY = "http://127.0.0.1:1"

ASLEEP = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("asleep", file=sys.stderr, flush=True)
signal.pause()
"""
"""A script that lives on as a bot does, and imports nothing of one."""


@pytest.fixture
def own_server() -> Iterator[ForkServer]:
    """To be killed, if need be."""
    server = ForkServer(is_bare=True)
    yield server
    server.close()


@pytest.fixture
def server(fork_server: ForkServer | None) -> ForkServer:
    assert fork_server is not None
    return fork_server


@pytest.fixture
async def waiting(server: ForkServer, tmp_path: Path, prepared: Path) -> AsyncIterator[Process]:
    """A bot that has said that there is no Telegram."""
    shutil.copy(prepared, tmp_path)
    bot = await waiting_bot(server, tmp_path)
    yield bot
    if bot.returncode is None:
        bot.kill()
    await bot.communicate()


async def sleeper(server: ForkServer, folder: Path) -> Process:
    (folder / "asleep.py").write_text(ASLEEP)
    process = await server.start(script=str(folder / "asleep.py"), cwd=folder, env={})
    assert process.stderr is not None
    assert await process.stderr.readline() == b"asleep\n"
    return process


async def waiting_bot(server: ForkServer, folder: Path) -> Process:
    bot = await server.start("run", cwd=folder, env=settings(folder))
    assert bot.stderr is not None
    while b"waiting for the telegram" not in await bot.stderr.readline():
        assert bot.returncode is None
    return bot


def settings(folder: Path, **others: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": NOBODY,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        **others,
    }


def children() -> set[int]:
    """Of this process, those that have ended and were not waited for among them."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def state(pid: int) -> tuple[str, int]:
    """proc(5): a letter, and whose child it is."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return fields[0], int(fields[1])


def has_ended(pid: int) -> bool:
    try:
        return state(pid)[0] == "Z"
    except FileNotFoundError:
        return True


def of(process: Process, name: str) -> Path:
    """Where a link of the process's own folder in /proc leads."""
    return Path(f"/proc/{process.pid}/{name}").readlink()


def code_of(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("nonsense",), {}),
        (("run",), {"BOT_TOKEN": "", "SEND_RATE": "0"}),
        (("check",), {}),
        (("coverage",), {"DEFAULT_LANGUAGE": "en"}),
    ],
)
async def test_fork_says_and_returns_what_a_start_by_exec_does(
    words: tuple[str, ...],
    others: dict[str, str],
    server: ForkServer,
    tmp_path: Path,
    prepared: Path,
) -> None:
    told = []
    for start, folder in ((by_exec, tmp_path / "a"), (server.start, tmp_path / "b")):
        folder.mkdir()
        if words == ("coverage",):
            shutil.copy(prepared, folder)
        process = await start(*words, cwd=folder, env=settings(folder, **others))
        output, complaints = await process.communicate()
        said = (output + complaints).decode().replace(str(folder), "FOLDER")
        told.append((process.returncode, said, sorted(file.name for file in folder.iterdir())))

    assert told[0] == told[1]
    assert told[0][1]


async def test_fork_has_the_given_environment_alone(server: ForkServer, tmp_path: Path) -> None:
    complained = []
    for others in ({"SEND_RATE": "0"}, {"DATABASE_URL": "mysql://x"}):
        process = await server.start("run", cwd=tmp_path, env=settings(tmp_path, **others))
        _, complaints = await process.communicate()
        complained.append([line.split(":")[0] for line in complaints.decode().splitlines()])

    assert complained == [["SEND_RATE"], ["DATABASE_URL"]]


@pytest.mark.parametrize("name", ["PYTHONHASHSEED", "TZ", "LC_ALL", "EAGER_MODELS"])
async def test_fork_refuses_what_it_would_learn_too_late(
    name: str, server: ForkServer, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=name):
        await server.start("run", cwd=tmp_path, env={name: "1"})


async def test_fork_writes_to_a_given_file(server: ForkServer, tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        process = await server.start("nonsense", cwd=tmp_path, env={}, stdout=PIPE, stderr=log)
        told, complaints = await process.communicate()

    assert (process.returncode, told, complaints) == (2, b"", b"")
    assert b"nonsense" in (tmp_path / "log").read_bytes()


async def test_fork_is_our_child_where_it_is_told_and_stops_and_goes_on(
    waiting: Process, tmp_path: Path
) -> None:
    assert state(waiting.pid)[1] == os.getpid()
    assert of(waiting, "cwd") == tmp_path
    assert [of(waiting, f"fd/{number}").name.partition(":")[0] for number in range(3)] == [
        "null",
        "pipe",
        "pipe",
    ]
    waiting.send_signal(signal.SIGSTOP)
    await until(lambda: state(waiting.pid)[0] == "T")
    waiting.send_signal(signal.SIGCONT)
    await until(lambda: state(waiting.pid)[0] != "T")
    waiting.terminate()

    assert await waiting.wait() == 0
    with pytest.raises(ProcessLookupError):
        waiting.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 0)])
async def test_fork_that_a_signal_ends_returns_what_the_kernel_says(
    number: signal.Signals, code: int, waiting: Process
) -> None:
    waiting.send_signal(number)
    assert await waiting.wait() == code == waiting.returncode


async def test_server_ignores_ctrl_c(server: ForkServer, tmp_path: Path) -> None:
    for _ in range(2):
        process = await server.start("nonsense", cwd=tmp_path, env={})
        await process.communicate()
        assert process.returncode == 2
        assert server.pid is not None
        os.kill(server.pid, signal.SIGINT)


async def test_server_that_is_killed_takes_no_bot_along_and_leaves_none_behind(
    own_server: ForkServer, tmp_path: Path
) -> None:
    before = children()
    bot = await sleeper(own_server, tmp_path)
    assert own_server.pid is not None
    os.kill(own_server.pid, signal.SIGKILL)
    own_server.close()
    with pytest.raises(RuntimeError, match="has ended"):
        await own_server.start("run", cwd=tmp_path, env={})

    assert children() == before | {bot.pid}
    bot.terminate()
    assert await bot.wait() == 0
    assert children() == before


async def test_server_killed_while_it_is_asked_leaves_nobody(
    own_server: ForkServer, tmp_path: Path
) -> None:
    before = children()
    starts = [
        asyncio.create_task(own_server.start("run", cwd=tmp_path, env=settings(tmp_path)))
        for _ in range(2)
    ]
    await until(lambda: own_server.pid is not None)
    assert own_server.pid is not None
    os.kill(own_server.pid, signal.SIGKILL)
    own_server.close()
    came = await asyncio.gather(*starts, return_exceptions=True)

    assert [str(one) for one in came] == 2 * ["the fork server has ended"]
    assert children() == before


async def test_start_that_is_given_up_runs_nothing(server: ForkServer, tmp_path: Path) -> None:
    await (await server.start("nonsense", cwd=tmp_path, env={})).communicate()
    before = children()
    assert server.pid is not None
    os.kill(server.pid, signal.SIGSTOP)
    start = asyncio.create_task(server.start("run", cwd=tmp_path, env=settings(tmp_path)))
    for _ in range(20):  # until it waits for its answer
        await asyncio.sleep(0)
    start.cancel()
    await asyncio.gather(start, return_exceptions=True)
    os.kill(server.pid, signal.SIGCONT)
    await (await server.start("nonsense", cwd=tmp_path, env={})).communicate()
    (given_up,) = children() - before

    assert code_of(given_up) == 1
    assert os.listdir(tmp_path) == []


async def test_server_and_bots_end_with_the_process_that_asks(tmp_path: Path) -> None:
    (tmp_path / "asleep.py").write_text(ASLEEP)
    program = (
        "import asyncio, os, signal, sys\n"
        "from tests.processes.starting import ForkServer\n"
        "async def main():\n"
        "    server = ForkServer(is_bare=True)\n"
        "    bot = await server.start(script=sys.argv[1], cwd='.', env={})\n"
        "    await bot.stderr.readline()\n"
        "    print(server.pid, bot.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    words = (sys.executable, "-c", program, str(tmp_path / "asleep.py"))
    asking = await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdout=PIPE)
    told, _ = await asking.communicate()

    assert asking.returncode == -9
    for pid in map(int, told.split()):
        await until(lambda pid=pid: has_ended(pid))  # type: ignore[misc]
