"""The ways to the Bot API that do not lead straight there: proxies, and mirrors below a path."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.types import BufferedInputFile, Document
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from bot.delivery.outcomes import outcome_of
from bot.session import JsonSession
from domain.outbox import Transient
from tests.certificates import trusted
from tests.proxies import PASSWORD, USER, Proxy, proxied

MIRROR = "mirror.invalid"
KINDS = ["http", "socks5", "socks5h"]
TOKEN = "42:sandbox-secret"


async def _answer(request: web.Request) -> web.StreamResponse:
    if request.match_info["path"].startswith("file/"):
        return web.Response(body=b"content")
    if request.path.endswith("/getFile"):
        found = {"file_id": "f", "file_unique_id": "u", "file_path": "documents/a.txt"}
        return web.json_response({"ok": True, "result": found})
    if request.path.endswith("/sendDocument"):
        form = await request.post()
        assert len([one for one in form.values() if isinstance(one, web.FileField)]) == 1
    message = {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "private"}}
    is_message = "/send" in request.path
    return web.json_response({"ok": True, "result": message if is_message else True})


@asynccontextmanager
async def bot_behind(
    kind: str, server: BaseTestServer, address: str, *, refuses: str = ""
) -> AsyncIterator[tuple[Bot, Proxy]]:
    assert server.port is not None
    if kind != "http":
        pytest.importorskip("aiohttp_socks")
    serving = proxied(kind.removesuffix("h"), server.port, refuses=refuses)
    async with serving as proxy:
        session = JsonSession(
            api=TelegramAPIServer.from_base(address),
            proxy=f"{kind}://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}",
        )
        try:
            yield Bot(TOKEN, session=session), proxy
        finally:
            await session.close()


@asynccontextmanager
async def mirror() -> AsyncIterator[tuple[BaseTestServer, list[str]]]:
    """Of the Bot API, below /tg; and the paths that it was asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return await _answer(request)

    app = web.Application(client_max_size=10 * 2**20)
    app.router.add_route("*", "/tg/{path:.*}", answer)
    async with TestServer(app) as server:
        yield server, asked


@pytest.mark.parametrize("kind", KINDS)
async def test_calls_and_files_go_through_a_proxy_to_a_mirror_below_a_path(kind: str) -> None:
    """The proxy alone knows the mirror's name. It asks for a password."""
    async with (
        mirror() as (server, paths),
        bot_behind(kind, server, f"http://{MIRROR}/tg") as (bot, proxy),
    ):
        assert await bot.delete_webhook() is True
        photo = BufferedInputFile(b"0" * 2**21, "plan.pdf")
        assert (await bot.send_document(1, photo)).message_id == 5
        content = await bot.download(Document(file_id="f", file_unique_id="u"))
        assert content is not None
        assert content.read() == b"content"

    assert set(proxy.asked) == {MIRROR}
    assert paths == [
        *(f"/tg/bot{TOKEN}/{name}" for name in ("deleteWebhook", "sendDocument", "getFile")),
        f"/tg/file/bot{TOKEN}/documents/a.txt",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
async def test_calls_by_https_go_through_a_proxy(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By CONNECT, so that it sees nothing of them; the certificate is still looked at."""
    certificate = trusted(MIRROR, tmp_path, monkeypatch)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _answer)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=certificate.context())
    try:
        async with bot_behind(kind, server, f"https://{MIRROR}") as (bot, proxy):
            assert await bot.delete_webhook() is True
        assert proxy.asked == [MIRROR]
        async with bot_behind(kind, server, "https://another.invalid") as (bot, _):
            with pytest.raises(TelegramNetworkError, match=r"[Cc]ertificate"):
                await bot.delete_webhook()
    finally:
        await server.close()


@pytest.mark.parametrize(
    ("kind", "address", "refuses", "words"),
    [
        ("http", f"https://{MIRROR}", "407 Proxy Authentication Required", "407"),
        ("http", f"https://{MIRROR}", "403 Forbidden", "403"),
        ("http", f"https://{MIRROR}", "502 Bad Gateway", "502"),
        ("socks5", f"http://{MIRROR}", "methods", "No acceptable authentication methods"),
        ("socks5", f"http://{MIRROR}", "password", "authentication"),
        ("socks5", f"http://{MIRROR}", "host", "Host unreachable"),
    ],
)
async def test_refusal_of_a_proxy_is_passing_and_tells_no_password(
    kind: str, address: str, refuses: str, words: str
) -> None:
    """Nothing has left, so nothing is in doubt; and a bot that starts waits, as for Telegram."""
    async with (
        mirror() as (server, _),
        bot_behind(kind, server, address, refuses=refuses) as (bot, _),
    ):
        with pytest.raises(TelegramNetworkError, match=words) as refused:
            await bot.send_message(1, "Добрый день")
        with pytest.raises(TelegramNetworkError) as lost:
            await bot.download_file("documents/a.txt")

    outcome = outcome_of(refused.value)
    assert isinstance(outcome, Transient)
    assert not outcome.is_uncertain
    told = f"{outcome} {refused.value!r} {lost.value!r}"
    assert [one for one in (PASSWORD, quote(PASSWORD, safe=""), TOKEN) if one in told] == []


@pytest.mark.slow
async def test_proxy_that_is_gone_is_passing() -> None:
    pytest.importorskip("aiohttp_socks")
    for kind in ("http", "socks5"):
        api = TelegramAPIServer.from_base("https://x.invalid")
        bot = Bot(TOKEN, session=JsonSession(api=api, proxy=f"{kind}://127.0.0.1:1"))
        with pytest.raises(TelegramNetworkError) as refused:
            await bot.get_me()
        await bot.session.close()
        outcome = outcome_of(refused.value)
        assert (type(outcome), getattr(outcome, "is_uncertain", None)) == (Transient, False)
