"""The HTTP front: Bot API addresses, as https://core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import BodyPartReader, ClientError, ClientSession, web

from sandbox.chats import Json, Upload
from sandbox.faults import Harm
from sandbox.polling import get_updates
from sandbox.session import faulty_answer
from sandbox.world import World

log = logging.getLogger(__name__)

BODY_LIMIT = 55 * 2**20
SILENCE_SECONDS = 120
"""How long a call that "times out" is held; clients give up earlier."""

PUSH_RETRY_SECONDS = 0.2

WORLD = web.AppKey("world", World)


def make_app(world: World) -> web.Application:
    app = web.Application(client_max_size=BODY_LIMIT)
    app[WORLD] = world
    app.router.add_route("*", "/bot{token}/{method}", _on_call)
    app.router.add_get("/file/bot{token}/{path:.+}", _on_file)
    app.cleanup_ctx.append(_webhooks)
    return app


async def _on_call(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    token, method = request.match_info["token"], request.match_info["method"]
    params, files = await _read(request)
    fault = world.faults.strike(method, params)
    if fault is not None and fault.harm is Harm.ANSWER:
        status, body = faulty_answer(fault)
        return web.json_response(body, status=status)
    if fault is not None and fault.harm is Harm.RESET_BEFORE:
        return _reset(request)
    status, body = await _answer(world, token, method, params, files)
    if fault is not None and fault.harm is Harm.RESET_AFTER:
        return _reset(request)
    if fault is not None:
        await asyncio.sleep(SILENCE_SECONDS)
    return web.json_response(body, status=status)


async def _answer(
    world: World, token: str, method: str, params: Json, files: dict[str, Upload]
) -> tuple[int, Json]:
    if method.lower() == "getupdates":
        return await get_updates(world, token, params)
    return world.call(token, method, params, files)


def _reset(request: web.Request) -> web.Response:
    """Drops the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _on_file(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    stored = world.files.get(request.match_info["path"].rsplit("/", 1)[-1])
    if stored is None or request.match_info["token"] not in world.bots:
        return web.json_response({"ok": False, "error_code": 404}, status=404)
    return web.Response(body=stored.data, content_type="application/octet-stream")


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Query string, urlencoded form, JSON or multipart: a bot may use any of them."""
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        if request.can_read_body:
            params.update(await request.json())
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                params[part.name] = data.decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, data, mime)
    elif request.method == "POST":
        params.update({key: str(value) for key, value in (await request.post()).items()})
    return params, files


async def _webhooks(app: web.Application) -> AsyncIterator[None]:
    """Pushes updates to the bot's webhook, one by one, again until it answers 2xx."""
    task = asyncio.create_task(_push(app[WORLD]))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _push(world: World) -> None:
    woken = asyncio.Event()
    stop = world.subscribe(lambda event: woken.set() if event["type"] == "update" else None)
    try:
        async with ClientSession() as session:
            while True:
                await woken.wait()
                woken.clear()
                for bot in world.bots.values():
                    while bot.webhook is not None and bot.updates:
                        if await _pushed(session, bot.webhook, bot.updates[0]):
                            bot.updates.popleft()
                        else:
                            await asyncio.sleep(PUSH_RETRY_SECONDS)
    finally:
        stop()


async def _pushed(session: ClientSession, webhook: Json, update: Json) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret"]} if webhook["secret"] else {}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as response:
            return 200 <= response.status < 300
    except ClientError as error:
        log.info("webhook %s did not answer: %s", webhook["url"], error)
        return False
