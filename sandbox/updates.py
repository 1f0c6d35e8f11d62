"""How updates get out: https://core.telegram.org/bots/api#getting-updates."""

from __future__ import annotations

import re
from itertools import islice

from sandbox.calls import Call, Handler
from sandbox.chats import Json, Webhook
from sandbox.errors import BotApiError, bad_request


def get_updates(call: Call) -> list[Json]:
    """What waits now; the fronts wait for more. An offset confirms all that is older."""
    bot = call.bot
    if bot.webhook is not None:
        raise BotApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    offset = call.number("offset")
    if offset < 0:
        while len(bot.updates) > -offset:
            bot.updates.popleft()
    while bot.updates and bot.updates[0]["update_id"] < offset:
        bot.updates.popleft()
    _allow(call)
    limit = min(100, max(1, call.number("limit") or 100))
    return list(islice(bot.updates, limit))


def _allow(call: Call) -> None:
    """ "An empty list to receive all ...; if not specified, the previous setting will be used"."""
    allowed = call.object("allowed_updates")
    if allowed is not None:
        if not isinstance(allowed, list) or not all(isinstance(kind, str) for kind in allowed):
            raise bad_request("can't parse allowed updates: expected an Array of String")
        call.bot.allowed = frozenset(allowed) or None


def set_webhook(call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(call)
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(call)
    _drop(call)
    call.bot.webhook = Webhook(url, secret)
    call.world.emit("update", 0)
    return True


def delete_webhook(call: Call) -> bool:
    call.bot.webhook = None
    _drop(call)
    return True


def _drop(call: Call) -> None:
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()


def get_webhook_info(call: Call) -> Json:
    webhook = call.bot.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates),
    }
    if webhook and webhook.failed_at is not None:
        info |= {"last_error_date": webhook.failed_at, "last_error_message": webhook.failure}
    if call.bot.allowed:
        info["allowed_updates"] = sorted(call.bot.allowed)
    return info


UPDATES: dict[str, Handler] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
