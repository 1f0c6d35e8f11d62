"""What only the HTTP front has: addresses, bodies of every form, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, FormData, web
from aiohttp.test_utils import TestServer

from sandbox.chats import Json
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.contract.conftest import MARIA, TOKEN

Send = Callable[[ClientSession, str], Awaitable[Json]]


def as_multipart() -> FormData:
    form = FormData({"chat_id": str(MARIA), "text": "Да", "entities": ENTITIES})
    form.add_field("unused", b"bytes", filename="a.bin")
    return form


ENTITIES = '[{"type": "bold", "offset": 0, "length": 2}]'
BODIES: dict[str, tuple[str, dict[str, object]]] = {
    "query": ("GET", {"params": {"chat_id": str(MARIA), "text": "Да", "entities": ENTITIES}}),
    "form": ("POST", {"data": {"chat_id": str(MARIA), "text": "Да", "entities": ENTITIES}}),
    "json": (
        "POST",
        {
            "json": {
                "chat_id": MARIA,
                "text": "Да",
                "entities": [{"type": "bold", "offset": 0, "length": 2}],
            }
        },
    ),
}


@pytest.mark.parametrize("body", [*BODIES, "multipart"])
async def test_every_form_of_body_says_the_same(
    world: World, server: TestServer, body: str
) -> None:
    method, given = BODIES.get(body) or ("POST", {"data": as_multipart()})

    status, answer = await _ask(server, method, f"/bot{TOKEN}/SENDmessage", **given)

    assert (status, answer) == (200, {"ok": True, "result": world.history(MARIA)[-1]})
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


BROKEN: dict[str, tuple[str, dict[str, object]]] = {
    "can't parse JSON object": ("sendMessage", {"json": [1]}),
    "message text is empty": ("sendMessage", {"json": {}}),
    "chat_id is empty": ("sendMessage", {"json": {"text": "a"}}),
    "can't parse entities JSON object": (
        "sendMessage",
        {"data": {"text": "a", "entities": "{"}},
    ),
    "can't parse entities: expected an Array of Object": (
        "sendMessage",
        {"json": {"text": "a", "entities": ["b"]}},
    ),
    "object expected as reply markup": (
        "sendMessage",
        {"json": {"chat_id": MARIA, "text": "a", "reply_markup": []}},
    ),
    "can't parse message ids: expected an Array of Number": (
        "deleteMessages",
        {"json": {"chat_id": MARIA, "message_ids": "1"}},
    ),
    "latitude and longitude are required": (
        "sendVenue",
        {"json": {"chat_id": MARIA, "latitude": "x"}},
    ),
    "invalid language code specified": (
        "setMyCommands",
        {"json": {"commands": [], "language_code": "rus"}},
    ),
}


@pytest.mark.parametrize("expected", BROKEN)
async def test_broken_body_is_a_bad_request(server: TestServer, expected: str) -> None:
    path, given = BROKEN[expected]
    answer = await _ask(server, "POST", f"/bot{TOKEN}/{path}", **given)

    body = {"ok": False, "error_code": 400, "description": f"Bad Request: {expected}"}
    assert answer == (400, body)


async def test_body_that_is_not_json_is_a_bad_request(server: TestServer) -> None:
    headers = {"Content-Type": "application/json"}

    status, answer = await _ask(
        server, "POST", f"/bot{TOKEN}/sendMessage", data="{", headers=headers
    )

    assert (status, answer["description"]) == (400, "Bad Request: can't parse JSON object")


async def test_webhook_gets_updates_in_order_with_the_secret_until_it_takes_them(
    world: World, server: TestServer
) -> None:
    seen: list[tuple[str | None, str]] = []
    everything = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        seen.append((secret, update["message"]["text"]))
        if len(seen) == 3:
            everything.set()
        return web.Response(status=500 if len(seen) == 1 else 200)

    async with _hooked(hook) as address:
        world.say(MARIA, "раз")
        answer = world.call(TOKEN, "setWebhook", {"url": address, "secret_token": "s_1"})
        world.say(MARIA, "два")
        async with asyncio.timeout(5):
            await everything.wait()

    assert answer == (200, {"ok": True, "result": True})
    assert seen == [("s_1", "раз"), ("s_1", "раз"), ("s_1", "два")]
    info = world.call(TOKEN, "getWebhookInfo", {}).body["result"]
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_webhook_may_answer_with_a_method(world: World, server: TestServer) -> None:
    """aiogram does so, as JSON never and as multipart always, when a handler returns a method."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage | SendDocument:
        if message.text == "файл":
            return SendDocument(
                chat_id=message.chat.id, document=BufferedInputFile(b"abc", "a.txt")
            )
        return SendMessage(chat_id=message.chat.id, text=f"Вы сказали: {message.text}")

    bot = Bot(TOKEN, session=SandboxSession(world))
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s")
    answered = asyncio.Semaphore(0)
    world.subscribe(
        lambda event: (
            answered.release()
            if event["type"] == "message" and event["message"]["from"]["is_bot"]
            else None
        )
    )
    async with _hooked(handler.handle) as address, asyncio.timeout(5):
        world.call(TOKEN, "setWebhook", {"url": address, "secret_token": "s"})
        world.say(MARIA, "привет")
        await answered.acquire()
        world.say(MARIA, "файл")
        await answered.acquire()

    texts = [message.get("text") for message in world.history(MARIA)]
    assert texts == ["/start", "привет", "Вы сказали: привет", "файл", None]
    document = world.history(MARIA)[-1]["document"]
    assert (document["file_name"], document["file_size"]) == ("a.txt", 3)


async def _ask(server: TestServer, method: str, path: str, **given: object) -> tuple[int, Json]:
    async with (
        ClientSession() as client,
        client.request(method, server.make_url(path), **given) as answer,  # type: ignore[arg-type]
    ):
        return answer.status, await answer.json()


class _hooked:  # noqa: N801  (used as a context manager function)
    """Serves `handler` on loopback; yields its address."""

    def __init__(self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> None:
        app = web.Application()
        app.router.add_post("/hook", handler)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> str:
        await self._server.start_server(shutdown_timeout=0.1)
        return str(self._server.make_url("/hook"))

    async def __aexit__(self, *_error: object) -> None:
        await self._server.close()
