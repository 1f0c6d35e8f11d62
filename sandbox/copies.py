"""What of a message goes with its copy or its forward, and what Telegram does not copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import Json
from sandbox.media import MEDIA_KINDS
from sandbox.polls import is_secret_quiz, reposted

if TYPE_CHECKING:
    from sandbox.world import World

CONTENT = (*MEDIA_KINDS, "text", "rich_message", "location", "venue", "contact", "poll")
"""A message without any of these is a service message, a giveaway or an invoice (copyMessage)."""

COPIED = (
    *CONTENT, "entities", "caption", "caption_entities", "show_caption_above_media",
    "link_preview_options",
)  # fmt: skip


def is_copyable(message: Json) -> bool:
    """copyMessage: no protected content, no service message, no quiz of an unknown answer."""
    if message.get("has_protected_content") or not any(part in message for part in CONTENT):
        return False
    return "poll" not in message or not is_secret_quiz(message["poll"])


def copied(world: World, original: Json) -> Json:
    content = {name: original[name] for name in COPIED if name in original}
    if "poll" in content:
        content["poll"] = reposted(content["poll"], world.serial("poll"))
    return content


def forwarded(original: Json, *, hidden: bool = False) -> Json:
    """A forwarded quiz tells its answer to nobody (Poll.correct_option_ids)."""
    content = {name: original[name] for name in (*COPIED, "giveaway") if name in original}
    if "poll" in content:
        known = content["poll"].items()
        content["poll"] = {name: value for name, value in known if name != "correct_option_ids"}
    return {**content, "forward_origin": origin(original, hidden=hidden)}


def origin(original: Json, *, hidden: bool = False) -> Json:
    """https://core.telegram.org/bots/api#messageorigin. The first origin stays for good."""
    if "forward_origin" in original:
        return dict(original["forward_origin"])
    date = {"date": original["date"]}
    if original["chat"]["type"] == "channel":
        post = {"chat": original["chat"], "message_id": original["message_id"]}
        return {"type": "channel", **post, **date}
    sender = original["from"]
    if hidden:
        names = (sender.get("first_name"), sender.get("last_name"))
        return {"type": "hidden_user", "sender_user_name": " ".join(filter(None, names)), **date}
    return {"type": "user", "sender_user": sender, **date}


def without_caption(content: Json) -> Json:
    return {name: value for name, value in content.items() if not name.startswith("caption")}
