"""getUpdates as a long poll over a world that itself never waits; both fronts share it."""

from __future__ import annotations

import asyncio
from typing import Any

from sandbox.chats import Reply
from sandbox.errors import BotApiError
from sandbox.faults import refusal
from sandbox.world import World

LONGEST_POLL_SECONDS = 50
OTHER_POLL = BotApiError(
    409,
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
)
WEBHOOK = BotApiError(409, "Conflict: terminated by setWebhook request")


async def get_updates(world: World, token: str, params: dict[str, Any]) -> Reply:
    """Answers at once when something waits, else when it comes, or after `timeout` seconds.

    Only a poll that has to wait ends the one that waits already, as in the official server
    (tdlib/telegram-bot-api, Client::do_get_updates).
    """
    reply = world.call(token, "getUpdates", params)
    if reply.status != 200:
        return reply
    bot = world.bots[token]
    bot.poll += 1
    seconds = _seconds(params.get("timeout"))
    is_waiting = seconds > 0 and not reply.body["result"]
    bot.long_poll += is_waiting
    world.emit("update", 0)  # wakes an older poll, which then finds that it has lost
    return await _waited(world, token, params, seconds) if is_waiting else reply


async def _waited(world: World, token: str, params: dict[str, Any], seconds: float) -> Reply:
    bot = world.bots[token]
    mine = bot.long_poll
    woken = asyncio.Event()
    stop = world.subscribe(lambda event: woken.set() if event["type"] == "update" else None)
    reply = Reply(200, {"ok": True, "result": []})
    try:
        async with asyncio.timeout(seconds):
            while reply.status == 200 and not reply.body["result"]:
                await woken.wait()
                woken.clear()
                if bot.long_poll != mine:
                    return refusal(OTHER_POLL)
                if bot.webhook is not None:
                    return refusal(WEBHOOK)
                reply = world.call(token, "getUpdates", params)
    except TimeoutError:
        pass
    finally:
        stop()
    return reply


def _seconds(timeout: Any) -> float:
    try:
        return max(0.0, min(float(timeout or 0), LONGEST_POLL_SECONDS))
    except (TypeError, ValueError):
        return 0.0
