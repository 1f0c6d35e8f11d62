"""deploy/nginx-mirror.conf, in nginx itself, with the sandbox in the place of Telegram."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile

from bot.delivery.outcomes import UnreadableAnswer
from bot.session import JsonSession
from bot.updates.polling import HANG_SECONDS, POLL_SECONDS
from sandbox.client import UserClient
from sandbox.server import served
from sandbox.world import World
from services.files.tables import FILE_LIMIT
from tests.certificates import Certificate, trusted
from tests.e2e.conftest import free_port
from tests.programs import program
from tests.waiting import until

pytestmark = pytest.mark.e2e

RECIPE = (Path(__file__).parents[2] / "deploy" / "nginx-mirror.conf").read_text()
TOKEN = "42:sandbox-secret"
LARGEST = 50 * 10**6
"""Bytes that a bot may send (core.telegram.org/bots/api#sending-files)."""

NGINX = "Debian: nginx"

AROUND = """
daemon off;
master_process off;
pid nginx.pid;
error_log errors.log;
events {{}}
http {{
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {server}
}}
"""


def seconds(name: str) -> int:
    (found,) = re.findall(rf"{name} (\d+)s;", RECIPE)
    return int(found)


def test_time_outs_of_the_recipe_are_longer_than_a_poll() -> None:
    assert seconds("proxy_read_timeout") > POLL_SECONDS + HANG_SECONDS
    assert f"client_max_body_size {LARGEST // 10**6 + 5}m" in RECIPE


def placed(telegram: str, port: int, certificate: Certificate) -> str:
    """The recipe with addresses of this machine; that each of them was there to be changed."""
    server = RECIPE
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/mirror.pem", str(certificate.chain)),
        ("/etc/ssl/private/mirror.key", str(certificate.key)),
        ("https://api.telegram.org/", f"{telegram}/"),
        ("/etc/ssl/certs/ca-certificates.crt", str(certificate.chain)),
    ):
        assert server.count(old) == 1, old
        server = server.replace(old, new)
    return AROUND.format(server=server)


@asynccontextmanager
async def mirroring(telegram: str, folder: Path, certificate: Certificate) -> AsyncIterator[str]:
    """An address for BOT_API_URL."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(placed(telegram, port, certificate))
    words = (program("nginx", NGINX), "-p", str(folder), "-c", str(config))
    checked = await asyncio.create_subprocess_exec(*words, "-t", stderr=asyncio.subprocess.PIPE)
    _, complaints = await checked.communicate()
    assert (checked.returncode, "[warn]" in complaints.decode()) == (0, False), complaints
    nginx = await asyncio.create_subprocess_exec(*words)
    try:
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                assert nginx.returncode is None
                await asyncio.sleep(0.05)
            else:
                writer.close()
                await writer.wait_closed()
                break
        yield f"https://127.0.0.1:{port}/tg"
    finally:
        nginx.terminate()
        await nginx.wait()


@asynccontextmanager
async def bot_at(address: str) -> AsyncIterator[Bot]:
    session = JsonSession(api=TelegramAPIServer.from_base(address))
    try:
        yield Bot(TOKEN, session=session)
    finally:
        await session.close()


async def test_bot_works_through_the_mirror_and_the_mirror_writes_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("nginx", NGINX)
    certificate = trusted("mirror.example.org", tmp_path, monkeypatch)
    world = World()
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас")
    person = UserClient(world, world.add_person("Мария")["id"])
    await person.send("/start")
    async with served(world) as telegram, mirroring(telegram, tmp_path, certificate) as address:
        async with bot_at(address) as bot:
            assert (await bot.get_me()).username == "profkompas_bot"
            (update,) = await bot.get_updates()
            assert update.message is not None
            largest = BufferedInputFile(bytes(LARGEST), "film.mp4")
            sent = await bot.send_document(person.id, largest)
            assert sent.document is not None
            assert sent.document.file_size == LARGEST
            before = world.bot.poll
            silent = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=50))
            await until(lambda: world.bot.poll > before)
            await person.send("Казань")
            assert len(await silent) == 1
            got = await bot.send_document(person.id, BufferedInputFile(bytes(FILE_LIMIT), "a"))
            assert got.document is not None
            file = await bot.download(got.document.file_id)
            assert file is not None
            assert len(file.read()) == FILE_LIMIT
        await refused(address.replace("/tg", "/other"))
    async with mirroring("http://127.0.0.1:1", tmp_path, certificate) as address:
        await refused(address)

    assert files_with(TOKEN, tmp_path) == []


def files_with(words: str, folder: Path) -> list[Path]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 2
    return [file for file in files if words in file.read_text("latin-1")]


async def refused(address: str) -> None:
    """nginx answers with a page of its own."""
    async with bot_at(address) as bot:
        with pytest.raises(UnreadableAnswer):
            await bot.get_me()
