"""The HTTP front: Bot API addresses, as https://core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from sandbox.chats import Json, Reply, Upload
from sandbox.errors import bad_request
from sandbox.faults import FaultKind, Page, refusal
from sandbox.forms import read_request
from sandbox.polling import get_updates
from sandbox.webhooks import webhook_pusher
from sandbox.world import World

BODY_LIMIT = 55 * 2**20
SILENCE_SECONDS = 120
"""How long a call that "times out" is held; clients give up earlier."""

WORLD = web.AppKey("world", World)


def make_app(world: World) -> web.Application:
    app = web.Application(client_max_size=BODY_LIMIT)
    app[WORLD] = world
    app.router.add_route("*", "/bot{token}/{method}", _on_call)
    app.router.add_get("/file/bot{token}/{path:.+}", _on_file)
    app.cleanup_ctx.append(lambda _app: webhook_pusher(world))
    return app


@asynccontextmanager
async def served(world: World) -> AsyncIterator[str]:
    """Serves the world on a free port of loopback; yields the address."""
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def _on_call(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    token, method = request.match_info["token"], request.match_info["method"]
    try:
        params, files = await read_request(request)
    except (ValueError, LookupError):  # LookupError: a charset that does not exist
        return _json(refusal(bad_request("can't parse JSON object")))
    fault = world.faults.strike(method, params)
    reply = fault.answer() if fault else None
    if fault is None or fault.kind.is_accepted:
        reply = await _answer(world, token, method, params, files)
    if fault is not None and fault.kind is FaultKind.TIMEOUT:
        await asyncio.sleep(SILENCE_SECONDS)
    if reply is None or (fault is not None and fault.kind is FaultKind.RESET_AFTER):
        return _reset(request)
    return _page(reply) if isinstance(reply, Page) else _json(reply)


async def _answer(
    world: World, token: str, method: str, params: Json, files: dict[str, Upload]
) -> Reply:
    if method.lower() == "getupdates":
        return await get_updates(world, token, params)
    return world.call(token, method, params, files)


def _json(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)


def _page(page: Page) -> web.Response:
    return web.Response(text=page.text, status=page.status, content_type="text/html")


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
