"""Requests and answers on the short way, byte by byte, beside those of aiohttp's own way."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError
from aiogram.methods import DeleteWebhook, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientSession

from bot.session import SWITCH_OFF, JsonSession
from bot.wire.posting import Answer, JsonPosts

TOKEN = "42:sandbox"
TRUE = b'{"ok":true,"result":true}'
BODY = '{"text":"Привет"}'.encode()

Script = list[bytes | None]
"""What is said to one request after the other; None closes the connection instead."""


def said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Server:
    """Keeps what it was asked, and by how many connections."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        self.address = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                begin, *lines = head.decode().split("\r\n")[:-2]
                headers = dict(line.split(": ", 1) for line in lines)
                body = await reader.readexactly(int(headers.get("Content-Length", "0")))
                self.asked.append((begin, headers, body))
                answer = self.script.pop(0)
                if answer is None:
                    break
                writer.write(answer)
                if b"Connection: close" in answer:
                    break
        except (asyncio.IncompleteReadError, ConnectionResetError):
            pass
        writer.close()


@asynccontextmanager
async def serving(*script: bytes | None) -> AsyncIterator[Server]:
    server = Server(list(script))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()


@asynccontextmanager
async def posts() -> AsyncIterator[JsonPosts]:
    async with ClientSession(headers={"User-Agent": "bot"}) as session:
        yield JsonPosts(session)


async def test_request_is_as_aiohttp_writes_it() -> None:
    async with serving(said(TRUE), said(TRUE)) as server, posts() as short:
        url = f"{server.address}/bot{TOKEN}/sendMessage"
        await short.post(url, BODY, 5)
        headers = {"Content-Type": "application/json"}
        async with short.session.post(url, data=BODY, headers=headers) as answer:
            await answer.read()
    ours, theirs = server.asked
    assert ours == theirs
    assert ours[0] == f"POST /bot{TOKEN}/sendMessage HTTP/1.1"


async def test_one_connection_serves_all_and_closes_when_the_server_says_so() -> None:
    last = said(TRUE, "Connection: close")
    async with serving(said(TRUE), last, said(TRUE)) as server, posts() as short:
        for _ in range(3):
            assert await short.post(f"{server.address}/a", BODY, 5) == Answer(200, TRUE.decode())
    assert server.connections == 2


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n2\r\nfg\r\n0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (CHUNKED, Answer(200, "abcdefg")),
        (said(gzip.compress("да".encode()), "Content-Encoding: gzip"), Answer(200, "да")),
        (
            said("да".encode("cp1251"), 'Content-Type: text/html; charset="windows-1251"'),
            Answer(200, "да"),
        ),
        (
            said("да".encode("cp1251"), "Content-Type: text/html; CHARSET=windows-1251"),
            Answer(200, "да"),
        ),
        (
            said("да".encode(), "Content-Type: text/html; charset=utf8mb4", status="502 Bad"),
            Answer(502, "да"),
        ),
        (said(b"\xff{", status="502 Bad"), Answer(502, "\ufffd{")),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" + said(TRUE), Answer(200, TRUE.decode())),
        (said(b"{}", status="429 Too Many Requests"), Answer(429, "{}")),
        (b"HTTP/1.1 204 No Content\r\n\r\n", Answer(204, "")),
        (said(b"", "Location: /b", status="307 Temporary Redirect"), None),
        (said(b"gone", status="302 Found"), Answer(302, "gone")),
    ],
    ids=[
        "chunked",
        "gzip",
        "charset",
        "loud",
        "unknown charset",
        "garbage",
        "interim",
        "refusal",
        "empty",
        "redirect",
        "redirect nowhere",
    ],
)
async def test_answer_is_read_whole(answer: bytes, expected: Answer | None) -> None:
    async with serving(answer, said(TRUE)) as server, posts() as short:
        assert await short.post(f"{server.address}/a", BODY, 5) == expected
        assert await short.post(f"{server.address}/a", BODY, 5) == Answer(200, TRUE.decode())
    assert server.connections == 1


async def test_given_up_call_takes_its_connection_along() -> None:
    """Its answer, when it comes, would be taken for that of the next."""
    async with serving(b"", said(TRUE)) as server, posts() as short:
        with pytest.raises(TimeoutError):
            await short.post(f"{server.address}/a", BODY, 0.05)
        assert await short.post(f"{server.address}/a", BODY, 5) == Answer(200, TRUE.decode())
    assert server.connections == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [
        pytest.param([None], id="closed"),
        pytest.param([said(b"{").replace(b": 1", b": 9\r\nConnection: close")], id="cut"),
        pytest.param([b"SSH-2.0\r\n\r\n"], id="no http"),
        pytest.param([b""], id="silent"),
        pytest.param([said(b"<html>", status="502 Bad Gateway")], id="page"),
        pytest.param([said(b'{"ok":false,"error_code":403,"description":"Forbidden"}',
                           status="403 Forbidden")], id="refusal"),
    ],
)  # fmt: skip
async def test_failure_is_told_as_on_the_way_of_aiogram(script: Script) -> None:
    """Errors are judged by their kind and words (bot.delivery.outcomes)."""

    async def told(session_of: type[JsonSession]) -> tuple[str, str]:
        async with serving(*script) as server:
            session = session_of(api=TelegramAPIServer.from_base(server.address))
            session.timeout = 0.2
            with pytest.raises(TelegramAPIError) as caught:
                await Bot(TOKEN, session=session)(DeleteWebhook())
            await session.close()
            return type(caught.value).__name__, str(caught.value).replace(server.address, "")

    assert await told(JsonSession) == await told(AllOfAiohttp)


class AllOfAiohttp(JsonSession):
    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        return await AiohttpSession.make_request(self, bot, method, timeout)


async def test_nobody_listens_is_told_as_before_the_request_was_written() -> None:
    async with serving() as server:
        address = server.address
    session = JsonSession(api=TelegramAPIServer.from_base(address))
    with pytest.raises(TelegramNetworkError, match="ClientConnectorError"):
        await Bot(TOKEN, session=session)(DeleteWebhook())
    await session.close()


async def test_redirect_is_followed_on_the_way_of_aiohttp() -> None:
    moved = said(b"", f"Location: /bot{TOKEN}/moved", status="307 Temporary Redirect")
    async with serving(moved, moved, said(TRUE)) as server:
        session = JsonSession(api=TelegramAPIServer.from_base(server.address))
        assert await Bot(TOKEN, session=session)(DeleteWebhook()) is True
        await session.close()
    assert [begin.split()[1] for begin, _, _ in server.asked] == [
        f"/bot{TOKEN}/deleteWebhook", f"/bot{TOKEN}/deleteWebhook", f"/bot{TOKEN}/moved"
    ]  # fmt: skip


@pytest.mark.parametrize(("switch", "is_whole"), [("1", True), ("0", False), ("", False)])
async def test_switch_in_the_environment_sends_all_through_the_client_of_aiohttp(
    monkeypatch: pytest.MonkeyPatch, switch: str, is_whole: bool
) -> None:
    monkeypatch.setenv(SWITCH_OFF, switch)
    taken: list[str] = []
    whole = JsonPosts.post

    async def post(self: JsonPosts, url: str, body: bytes, seconds: float) -> Answer | None:
        taken.append(url)
        return await whole(self, url, body, seconds)

    monkeypatch.setattr(JsonPosts, "post", post)
    async with serving(said(TRUE)) as server:
        session = JsonSession(api=TelegramAPIServer.from_base(server.address))
        bot = Bot(TOKEN, session=session)
        assert await bot(DeleteWebhook())
        await session.close()

    assert (not taken) is is_whole
    assert len(server.asked) == 1
