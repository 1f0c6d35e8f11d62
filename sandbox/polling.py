"""getUpdates as a long poll over a world that itself never waits; both fronts share it."""

from __future__ import annotations

import asyncio
from typing import Any

from sandbox.chats import Json
from sandbox.world import World

LONGEST_POLL_SECONDS = 50
CONFLICT: Json = {
    "ok": False,
    "error_code": 409,
    "description": (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    ),
}


async def get_updates(world: World, token: str, params: dict[str, Any]) -> tuple[int, Json]:
    """Answers at once when something waits, else when it comes, or after `timeout` seconds."""
    status, body = world.call(token, "getUpdates", params)
    if status != 200:
        return status, body
    bot = world.bots[token]
    bot.poll += 1
    mine = bot.poll
    world.emit("update", 0)  # wakes an older poll, which then finds that it has lost
    woken = asyncio.Event()
    stop = world.subscribe(lambda event: woken.set() if event["type"] == "update" else None)
    try:
        timeout = min(float(params.get("timeout") or 0), LONGEST_POLL_SECONDS)
        async with asyncio.timeout(timeout):
            while status == 200 and not body["result"]:
                await woken.wait()
                woken.clear()
                if bot.poll != mine:
                    return 409, CONFLICT
                status, body = world.call(token, "getUpdates", params)
    except TimeoutError:
        pass
    finally:
        stop()
    return status, body
