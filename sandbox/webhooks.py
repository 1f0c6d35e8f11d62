"""Pushes updates to the bot's webhook: https://core.telegram.org/bots/api#setwebhook."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from sandbox.chats import BotAccount, Json, Webhook
from sandbox.forms import Form, read_parts
from sandbox.world import World

log = logging.getLogger(__name__)

RETRY_SECONDS = 0.2
ANSWER_SECONDS = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (no password)


async def webhook_pusher(world: World) -> AsyncIterator[None]:
    """Runs beside the server; shaped for aiohttp's cleanup_ctx."""
    task = asyncio.create_task(_push_all(world))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _push_all(world: World) -> None:
    woken = asyncio.Event()
    stop = world.subscribe(lambda event: woken.set() if event["type"] == "update" else None)
    try:
        async with ClientSession(timeout=ClientTimeout(ANSWER_SECONDS)) as session:
            while True:
                for bot in tuple(world.bots.values()):
                    await _push_waiting(world, bot, session)
                await woken.wait()
                woken.clear()
    finally:
        stop()


async def _push_waiting(world: World, bot: BotAccount, session: ClientSession) -> None:
    """One by one, each again until it is answered with 2xx: order matters more than speed."""
    while bot.webhook is not None and bot.updates:
        update = bot.updates[0]
        if not await _is_taken(world, bot, bot.webhook, update, session):
            await asyncio.sleep(RETRY_SECONDS)
        elif bot.updates and bot.updates[0] is update:  # setWebhook may have dropped it meanwhile
            bot.updates.popleft()


async def _is_taken(
    world: World, bot: BotAccount, webhook: Webhook, update: Json, session: ClientSession
) -> bool:
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update, headers=headers) as response:
            if 200 <= response.status < 300:
                await _carry_out(world, bot, response)
                return True
            reason = f"Wrong response from the webhook: {response.status} {response.reason}"
    except (ClientError, TimeoutError) as error:
        reason = f"{type(error).__name__}: {error}"
    log.info("webhook %s did not take update %s: %s", webhook.url, update["update_id"], reason)
    webhook.failed_at, webhook.failure = int(world.now()), reason
    return False


async def _carry_out(world: World, bot: BotAccount, response: ClientResponse) -> None:
    """A webhook may answer with a method to call; nobody learns its result ("Making requests when
    getting updates"), so a refusal is at least logged.
    """
    try:
        params, files = await _read(response)
    except (ValueError, LookupError) as error:
        # The update counts as taken: the status said so. Raising would end the pusher for good.
        log.warning("a webhook's answer cannot be read: %s", error)
        return
    method = params.pop("method", None)
    if method is None:
        return
    reply = world.call(bot.token, str(method), params, files)
    if reply.status != 200:
        log.warning("%s in a webhook's answer was refused: %s", method, reply.body["description"])


async def _read(response: ClientResponse) -> Form:
    if response.content_type == "multipart/form-data":
        return await read_parts(MultipartReader.from_response(response).stream)
    if response.content_type != "application/json":
        return {}, {}
    body = await response.json()
    return (body if isinstance(body, dict) else {}), {}
