"""What only the HTTP front has: addresses, bodies of every form, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, FormData, ServerDisconnectedError, web
from aiohttp.test_utils import TestServer

from sandbox.chats import Json
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import PATIENCE
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


JSON = {"Content-Type": "application/json"}
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
    "chat not found": (
        "sendMessage",
        {"data": b'{"chat_id": 1e999, "text": "a"}', "headers": JSON},
    ),
    "message to be replied not found": (
        "sendMessage",
        {"json": {"chat_id": MARIA, "text": "a", "reply_parameters": {"message_id": [1]}}},
    ),
    "can't parse reply parameters: expected an Object": (
        "sendMessage",
        {"json": {"chat_id": MARIA, "text": "a", "reply_parameters": 5}},
    ),
    "can't parse scope: expected an Object": (
        "setMyCommands",
        {"json": {"commands": [], "scope": 5}},
    ),
    "can't parse allowed updates: expected an Array of String": (
        "getUpdates",
        {"json": {"allowed_updates": 5}},
    ),
    "can't parse reply markup JSON object": (
        "sendMessage",
        {"data": {"chat_id": str(MARIA), "text": "a", "reply_markup": '{"a": "\\ud83d"}'}},
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


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{", "application/json"),
        (b'{"chat_id": 1001, "text": "\xff"}', "application/json"),
        (b'{"chat_id": 1001, "text": "half a pair \\ud83d"}', "application/json"),
        (b"{}", "application/json; charset=none-such"),
        (b"text", "multipart/form-data; boundary=x"),
        (b"text", "multipart/form-data"),
    ],
)
async def test_body_that_cannot_be_read_is_a_bad_request(
    server: TestServer, data: bytes, kind: str
) -> None:
    status, answer = await _ask(
        server, "POST", f"/bot{TOKEN}/sendMessage", data=data, headers={"Content-Type": kind}
    )

    assert (status, answer["description"]) == (400, "Bad Request: can't parse JSON object")


@pytest.mark.parametrize(
    ("token", "method", "status", "words"),
    [
        (TOKEN, "danceAround", 404, "Not Found: method not found"),
        (
            TOKEN,
            "createForumTopic",
            501,
            "Not Implemented: the sandbox does not implement createForumTopic",
        ),
        ("43:other", "getMe", 401, "Unauthorized"),
    ],
)
async def test_call_that_nobody_takes_fails_loudly(
    server: TestServer, token: str, method: str, status: int, words: str
) -> None:
    answer = await _ask(server, "GET", f"/bot{token}/{method}")

    assert answer == (status, {"ok": False, "error_code": status, "description": words})


async def test_fault_of_the_line_closes_the_connection_without_a_byte(
    world: World, server: TestServer
) -> None:
    world.faults.reset_before()

    with pytest.raises(ServerDisconnectedError):
        await _ask(server, "POST", f"/bot{TOKEN}/getMe")  # aiohttp repeats a GET


async def test_file_is_served_to_the_bot_that_asked(world: World, server: TestServer) -> None:
    sent = world.upload(MARIA, "a.txt", b"abc")
    file_id = sent["document"]["file_id"]
    _, answer = await _ask(server, "GET", f"/bot{TOKEN}/getFile", params={"file_id": file_id})
    path = answer["result"]["file_path"]

    async with ClientSession() as client:
        answers = []
        for token in (TOKEN, "43:other"):
            async with client.get(server.make_url(f"/file/bot{token}/{path}")) as response:
                answers.append((response.status, await response.read()))

    assert answers[0] == (200, b"abc")
    assert answers[1][0] == 404


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
        async with asyncio.timeout(PATIENCE):
            await everything.wait()

    assert answer == (200, {"ok": True, "result": True})
    assert seen == [("s_1", "раз"), ("s_1", "раз"), ("s_1", "два")]
    info = world.call(TOKEN, "getWebhookInfo", {}).body["result"]
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", "application/json"), (b"\xff", "application/json"), (b"x", "multipart/form-data")],
)
async def test_webhook_answer_that_cannot_be_read_stops_nothing(
    world: World, server: TestServer, body: bytes, kind: str
) -> None:
    texts: list[str] = []
    both = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        texts.append((await request.json())["message"]["text"])
        if len(texts) == 2:
            both.set()
        return web.Response(body=body, content_type=kind)

    async with _hooked(hook) as address, asyncio.timeout(PATIENCE):
        world.call(TOKEN, "setWebhook", {"url": address})
        world.say(MARIA, "раз")
        world.say(MARIA, "два")
        await both.wait()

    assert texts == ["раз", "два"]


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
    async with _hooked(handler.handle) as address, asyncio.timeout(PATIENCE):
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
