"""What only the HTTP front has: ways to pass parameters, and the webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, FormData, web

from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.world import World

TOKEN = "42:sandbox"


@pytest.fixture
async def world() -> World:
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="x_bot", name="X")
    world.add_person("Мария", person_id=7)
    world.say(7, "/start")
    return world


@pytest.fixture
async def client(world: World) -> AsyncIterator[ClientSession]:
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}/"
    async with ClientSession(address) as session:
        yield session
    await runner.cleanup()


async def test_parameters_come_by_query_form_json_and_multipart(
    world: World, client: ClientSession
) -> None:
    given = {"chat_id": "7", "text": "Ж"}
    form = FormData(given)
    multipart = FormData(given, default_to_multipart=True)
    for response in (
        await client.get("sendMessage", params=given),
        await client.post("sendMessage", data=form),
        await client.post("SENDMESSAGE", json={"chat_id": 7, "text": "Ж"}),
        await client.post("sendMessage", data=multipart),
    ):
        body = await response.json()
        assert (response.status, body["ok"], body["result"]["text"]) == (200, True, "Ж")

    assert len([m for m in world.history(7) if m["from"]["is_bot"]]) == 4


async def test_wrong_token_is_unauthorised(client: ClientSession) -> None:
    response = await client.get(f"../bot{TOKEN}x/getMe")

    assert await response.json() == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


async def test_webhook_gets_updates_with_its_secret_again_until_it_answers(
    world: World, client: ClientSession
) -> None:
    seen: list[tuple[str, str]] = []
    done = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        seen.append((update["message"]["text"], secret))
        if len(seen) == 3:
            done.set()
        return web.Response(status=500 if len(seen) == 1 else 200)

    receiver = web.Application()
    receiver.router.add_post("/hook", hook)
    runner = web.AppRunner(receiver, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await client.post("setWebhook", json={"url": url, "secret_token": "s3cret"})
    world.say(7, "два")
    async with asyncio.timeout(10):
        await done.wait()
    await runner.cleanup()

    assert seen == [("/start", "s3cret"), ("/start", "s3cret"), ("два", "s3cret")]
