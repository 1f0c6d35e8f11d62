"""The log of a process that meets all kinds of trouble on its way has none of its secrets."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from sandbox.faults import Faults, of_method
from tests.e2e.conftest import TOKEN, Town
from tests.proxies import PASSWORD, USER, proxied

pytestmark = pytest.mark.e2e

SECRETS = (TOKEN, TOKEN.partition(":")[2], PASSWORD, quote(PASSWORD, safe=""), "hook-secret")
ECHO = f'<a href="/bot{TOKEN}/sendMessage">not found</a>'
"""Pages of proxies name the path that was asked for."""


def everything(faults: Faults, method: str) -> None:
    when = of_method(method)
    faults.reset_before(when=when)
    faults.reset_after(when=when)
    faults.server_error(500, when=when)
    faults.page(502, ECHO, when=when)
    faults.page(404, ECHO, when=when)
    faults.page(200, ECHO, when=when)
    faults.too_many(1, when=when)
    faults.server_error(400, when=when)


async def test_log_of_a_run_with_faults_has_no_secret(town: Town) -> None:
    student, owner = town.person(), town.person("Ольга")
    town.environment |= {"ADMIN_IDS": str(owner.id), "WEBHOOK_SECRET": "hook-secret"}
    faults = town.world.faults
    for method in ("getMe", "deleteWebhook", "setMyCommands", "getUpdates"):
        faults.page(502, ECHO, when=of_method(method))
    api = int(town.environment["BOT_API_URL"].rpartition(":")[2])
    async with proxied("http", api) as proxy:
        address = f"{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}"
        bot = await town.start_bot(BOT_PROXY=f"http://{address}")
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
            everything(faults, method)
        for text in ("/start", "сварщик", "/my", "Казань", "/news", "/program"):
            town.world.say(student.id, text)
        town.world.say(owner.id, "/admin")
        await student.wait_for(lambda received: bool(received.text))
        log = await town.stop(bot)

    assert bot.returncode == 0
    told = [json.loads(line) for line in log.splitlines()]
    assert len([line for line in told if line["level"] in {"warning", "error"}]) >= 3
    assert [line for line in log.splitlines() if any(one in line for one in SECRETS)] == []


async def test_what_ends_a_start_tells_no_secret(town: Town) -> None:
    """Written to stderr, in one line or as the end of the process."""
    for environment in (
        {"DATABASE_URL": f"postgresql+asyncpg://me:{quote(PASSWORD, safe='')}@127.0.0.1:1/a"},
        {"BOT_PROXY": f"http://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:1"},
        {"BOT_API_URL": "http://127.0.0.1:1"},
    ):
        bot = await town.command("run", **environment)
        assert bot.stderr is not None
        told = (await bot.stderr.readline()).decode()
        if bot.returncode is None:
            bot.terminate()
        told += (await bot.communicate())[1].decode()
        lines = told.splitlines()
        assert lines
        assert [line for line in lines if any(one in line for one in SECRETS)] == []
