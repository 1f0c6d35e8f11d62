"""A Bot API that only takes messages and remembers which: `post_office.py PORT PLAN`.

In a process of its own, and with far less to do than the sandbox, so that senders are measured
and not the server. PLAN is JSON with fields of `Plan`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp import ClientError, ClientSession, web

TOKEN = "42:sandbox"
BOT = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
SENDING = ("send", "copy")

ACCEPTED, CUT, FLOOD, BROKEN = "accepted", "cut", "flood", "broken"
BLOCKED, UNKNOWN = "blocked", "unknown"
"""Verdicts. CUT: accepted, but the connection was dropped instead of an answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    latency: float = 0.0
    per_second: int = 0
    """Messages accepted in any sliding second; more are answered 429. 0: no limit."""
    seed: int = 0
    blocked: float = 0.0
    unknown: float = 0.0
    """Shares of the recipients."""
    broken: float = 0.0
    cut: float = 0.0
    flood: float = 0.0
    """Shares of the calls: 502, accepted without an answer, 429 out of the blue."""
    spared: int = 0
    """A chat to which no fault happens."""


class Taken(NamedTuple):
    """One call that would put a message into a chat. `at` is time.monotonic()."""

    at: float
    method: str
    chat_id: int
    verdict: str
    message_id: int


def fate(plan: Plan, chat_id: int) -> str:
    """What a recipient is: ACCEPTED, BLOCKED or UNKNOWN; always the same for one seed."""
    if chat_id == plan.spared:
        return ACCEPTED
    drawn = random.Random(plan.seed * 1_000_003 + chat_id).random()
    if drawn < plan.blocked:
        return BLOCKED
    return UNKNOWN if drawn < plan.blocked + plan.unknown else ACCEPTED


@dataclass(slots=True)
class Desk:
    plan: Plan
    taken: list[Taken] = field(default_factory=list)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _recent: deque[float] = field(default_factory=deque)
    _dice: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._dice.seed(self.plan.seed)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        if method == "taken":
            return web.json_response(self.taken[int(request.query["since"]) :])
        params = await _params(request)
        if method == "getUpdates":
            await asyncio.sleep(min(float(params.get("timeout", 0)), 5.0))
            return _ok([])
        if not method.startswith(SENDING):
            return _ok(BOT if method == "getMe" else True)
        one = self._take(method, int(params["chat_id"]))
        self.taken.append(one)
        if self.plan.latency:
            await asyncio.sleep(self.plan.latency)
        return self._answer(request, one, params)

    def _take(self, method: str, chat_id: int) -> Taken:
        now = time.monotonic()
        verdict = self._verdict(chat_id, now)
        accepted = verdict in {ACCEPTED, CUT}
        if accepted:
            self._recent.append(now)
        return Taken(now, method, chat_id, verdict, next(self._ids) if accepted else 0)

    def _verdict(self, chat_id: int, now: float) -> str:
        plan = self.plan
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if plan.per_second and len(self._recent) >= plan.per_second:
            return FLOOD
        drawn = 1.0 if chat_id == plan.spared else self._dice.random()
        if drawn < plan.flood:
            return FLOOD
        if drawn < plan.flood + plan.broken:
            return BROKEN
        found = fate(plan, chat_id)
        if found == ACCEPTED and drawn < plan.flood + plan.broken + plan.cut:
            return CUT
        return found

    def _answer(
        self, request: web.BaseRequest, one: Taken, params: dict[str, Any]
    ) -> web.StreamResponse:
        match one.verdict:
            case "flood":
                words = "Too Many Requests: retry after 1"
                return _error(429, words, parameters={"retry_after": 1})
            case "broken":
                return _error(502, "Bad Gateway")
            case "blocked":
                return _error(403, "Forbidden: bot was blocked by the user")
            case "unknown":
                return _error(400, "Bad Request: chat not found")
            case "cut":
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case _:
                return _ok(_message(one, params))


def _message(one: Taken, params: dict[str, Any]) -> dict[str, Any]:
    if one.method == "copyMessage":
        return {"message_id": one.message_id}
    return {
        "message_id": one.message_id,
        "from": BOT,
        "chat": {"id": one.chat_id, "type": "private", "first_name": "Bench"},
        "date": int(time.time()),
        "text": params.get("text", ""),
    }


async def _params(request: web.BaseRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(await request.read() or b"{}"))
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl((await request.read()).decode()))
    return dict(await request.post())


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str, **more: object) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description, **more}
    return web.json_response(body, status=code)


async def serve(port: int, plan: Plan) -> None:
    runner = web.ServerRunner(web.Server(Desk(plan).handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


# -- for the one who starts it


@dataclass(frozen=True, slots=True)
class PostOffice:
    address: str
    _client: ClientSession

    async def taken(self, since: int = 0) -> list[Taken]:
        """Every call since the so-many-th."""
        async with self._client.get(f"{self.address}/taken?since={since}") as response:
            return [Taken(*one) for one in await response.json()]


@asynccontextmanager
async def post_office(plan: Plan) -> AsyncIterator[PostOffice]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, __file__, str(port), json.dumps(asdict(plan))]
    process = subprocess.Popen(command)  # noqa: ASYNC220  (returns at once)
    try:
        async with ClientSession() as client:
            office = PostOffice(f"http://127.0.0.1:{port}", client)
            for _ in range(600):
                if await _is_open(office):
                    break
                await asyncio.sleep(0.05)
            yield office
    finally:
        process.terminate()
        process.wait()


async def _is_open(office: PostOffice) -> bool:
    try:
        await office.taken()
    except ClientError:
        return False
    return True


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Plan(**json.loads(sys.argv[2]))))
