"""Bot API methods on the world. Each rule names what Telegram's documentation or server says."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

from sandbox.chats import BotAccount, Chat, Json, Upload
from sandbox.entities import checked, detected, parse_html, trimmed, units
from sandbox.errors import BotApiError, bad_request
from sandbox.keyboards import checked_markup
from sandbox.world import CAPTION_UNITS, TEXT_UNITS, World, media

log = logging.getLogger(__name__)

EDIT_OR_DELETE_SECONDS = 48 * 3600
"""deleteMessage: "A message can only be deleted if it was sent less than 48 hours ago"."""

UPLOAD_LIMIT = 50 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20
INLINE_RESULTS = 50

ACCEPTED = frozenset(
    {"logOut", "close", "setMyName", "setMyDescription", "setMyShortDescription",
     "setChatMenuButton", "deleteMyCommands"}
)  # fmt: skip
"""Answered with True and otherwise without effect in this world."""

KNOWN_BUT_MISSING = re.compile(
    r"(send|edit|get|set|delete|answer|copy|forward|pin|unpin|ban|unban|create|close|reopen|stop"
    r"|approve|decline|promote|restrict|export|revoke|upload|add|replace|post|read|repost"
    r"|transfer|verify|remove|refund|save|gift|hide|convert|upgrade|leave)[A-Z]\w*"
)

Call = tuple[World, BotAccount, Json, dict[str, Upload]]


def answer(world: World, token: str, method: str, params: Json, files: dict[str, Upload]) -> Any:
    """The result of one call. Raises BotApiError for every refusal."""
    bot = world.bots.get(token)
    if bot is None:
        raise BotApiError(401, "Unauthorized")
    if method in ACCEPTED:
        return True
    handler = METHODS.get(method.lower())
    if handler is None:
        log.error("the sandbox does not know the method %s", method)
        if KNOWN_BUT_MISSING.fullmatch(method):
            raise BotApiError(501, f"Not Implemented: the sandbox does not implement {method}")
        raise BotApiError(404, "Not Found: method not found")
    given = {name: value for name, value in params.items() if value is not None}
    if "chat_id" in given:
        world.floods.admit(method, _number(given["chat_id"]), world.now())
    return handler((world, bot, given, files))


def _chat(call: Call) -> Chat:
    world, _, params, _ = call
    chat_id = params.get("chat_id")
    if chat_id in (None, ""):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(_number(chat_id))
    if chat is None:
        raise bad_request("chat not found")
    if chat.is_blocked:
        raise BotApiError(403, "Forbidden: bot was blocked by the user")
    if not chat.is_open:
        raise BotApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _structured(value: Any) -> Any:
    """Forms and query strings carry nested values as JSON text."""
    return json.loads(value) if isinstance(value, str) else value


def _text(params: Json, name: str, limit: int, *, entities_name: str) -> Json:
    """The text and its entities. Limits count units after parsing."""
    source = str(params.get(name, ""))
    mode = params.get("parse_mode")
    if mode and str(mode).lower() != "html":
        raise BotApiError(501, f"Not Implemented: the sandbox does not parse {mode}")
    explicit = _structured(params.get(entities_name)) or []
    text, entities = parse_html(source) if mode else (source, checked(source, explicit))
    text, entities = trimmed(text, entities)
    if units(text) > limit:
        is_caption = name == "caption"
        raise bad_request("message caption is too long" if is_caption else "message is too long")
    found = detected(text, entities)
    content: Json = {name: text} if text else {}
    if found and text:
        content["entities" if name == "text" else "caption_entities"] = found
    return content


def _message_text(params: Json) -> Json:
    content = _text(params, "text", TEXT_UNITS, entities_name="entities")
    if not content:
        raise bad_request("message text is empty")
    preview = _structured(params.get("link_preview_options"))
    return {**content, "link_preview_options": preview} if preview else content


def _send(call: Call, content: Json) -> Json:
    world, _, params, _ = call
    chat = _chat(call)
    markup = checked_markup(_structured(params.get("reply_markup")))
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    message = world.deliver(chat, content)
    if markup is not None and "inline_keyboard" not in markup:
        chat.keyboard = markup if "keyboard" in markup else None
        world.emit("keyboard", chat.id, keyboard=chat.keyboard)
    return message


def send_message(call: Call) -> Json:
    return _send(call, _message_text(call[2]))


def _send_media(kind: str) -> Callable[[Call], Json]:
    def send(call: Call) -> Json:
        world, _, params, files = call
        _chat(call)
        value = params.get(kind)
        upload = files.get(kind) or files.get(str(value).removeprefix("attach://"))
        if upload is not None:
            if len(upload.data) > UPLOAD_LIMIT:
                raise BotApiError(413, "Request Entity Too Large")
            stored = world.store_file(upload.name, upload.data, upload.mime)
        elif value in world.files:
            stored = world.files[str(value)]
        else:
            raise bad_request("wrong file identifier/HTTP URL specified")
        caption = _text(params, "caption", CAPTION_UNITS, entities_name="caption_entities")
        return _send(call, {**media(kind, stored), **caption})

    return send


def _location(params: Json) -> Json:
    try:
        lat, lon = float(params["latitude"]), float(params["longitude"])
    except (KeyError, ValueError):
        raise bad_request("latitude and longitude are required") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise bad_request("invalid location specified")
    return {"latitude": lat, "longitude": lon}


def send_location(call: Call) -> Json:
    return _send(call, {"location": _location(call[2])})


def send_venue(call: Call) -> Json:
    location = _location(call[2])
    title = str(call[2].get("title", "")).strip()
    address = str(call[2].get("address", "")).strip()
    if not title or not address:
        raise bad_request("venue title and address must be non-empty")
    venue = {"location": location, "title": title, "address": address}
    return _send(call, {"venue": venue, "location": location})


def send_chat_action(call: Call) -> bool:
    chat = _chat(call)
    call[0].emit("chat_action", chat.id, action=call[2].get("action"))
    return True


COPIED = ("text", "entities", "caption", "caption_entities", "photo", "document", "video",
          "voice", "sticker", "location", "venue", "link_preview_options")  # fmt: skip


def copy_message(call: Call) -> Json:
    world, _, params, _ = call
    source = world.chats.get(_number(params.get("from_chat_id")))
    original = source.messages.get(_number(params.get("message_id"))) if source else None
    if original is None:
        raise bad_request("message to copy not found")
    sent = _send(call, {name: original[name] for name in COPIED if name in original})
    return {"message_id": sent["message_id"]}


def forward_message(call: Call) -> Json:
    world, _, params, _ = call
    source = world.chats.get(_number(params.get("from_chat_id")))
    original = source.messages.get(_number(params.get("message_id"))) if source else None
    if original is None:
        raise bad_request("message to forward not found")
    content = {name: original[name] for name in COPIED if name in original}
    sender = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return _send(call, {**content, "forward_origin": sender})


def _own_message(call: Call, verb: str) -> tuple[Chat, Json]:
    chat = _chat(call)
    message = chat.messages.get(_number(call[2].get("message_id")))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if verb == "edit" and not message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(call: Call, changes: Json) -> Json:
    """Inline markup is replaced as a whole: leaving it out removes it."""
    world, _, params, _ = call
    chat, message = _own_message(call, "edit")
    markup = checked_markup(_structured(params.get("reply_markup")))
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    wanted = {**changes, "reply_markup": markup or None}
    names = {"text": ("text", "entities"), "caption": ("caption", "caption_entities")}
    kind = "text" if "text" in changes else "caption"
    compared = [*(names[kind] if changes else ()), "reply_markup"]
    if all(message.get(name) == wanted.get(name) for name in compared):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    edited = {name: value for name, value in message.items() if name not in compared}
    edited.update({name: value for name, value in wanted.items() if value is not None})
    edited["edit_date"] = int(world.now())
    chat.messages[message["message_id"]] = edited
    world.emit("edited", chat.id, message=edited)
    return edited


def edit_message_text(call: Call) -> Json:
    _, message = _own_message(call, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, _message_text(call[2]))


def edit_message_caption(call: Call) -> Json:
    caption = _text(call[2], "caption", CAPTION_UNITS, entities_name="caption_entities")
    return _edit(call, {"caption": "", **caption})


def edit_message_reply_markup(call: Call) -> Json:
    return _edit(call, {})


def delete_message(call: Call) -> bool:
    world = call[0]
    chat, message = _own_message(call, "delete")
    if world.now() - message["date"] > EDIT_OR_DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    world.emit("deleted", chat.id, message_id=message["message_id"])
    return True


def pin_chat_message(call: Call) -> bool:
    chat, message = _own_message(call, "pin")
    chat.pinned = message["message_id"]
    call[0].emit("pinned", chat.id, message_id=chat.pinned)
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = _chat(call)
    chat.pinned = None
    call[0].emit("pinned", chat.id, message_id=None)
    return True


def answer_callback_query(call: Call) -> bool:
    world, _, params, _ = call
    question = world.question(str(params.get("callback_query_id")))
    if question is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = str(params.get("text", ""))
    if units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    show_alert = params.get("show_alert") in (True, "true", "True", 1, "1")
    question.answer = {"text": text, "show_alert": show_alert, "url": params.get("url", "")}
    world.emit(
        "callback_answer",
        question.person_id,
        callback_query_id=question.id,
        answer=question.answer,
    )
    return True


def answer_inline_query(call: Call) -> bool:
    world, _, params, _ = call
    question = world.question(str(params.get("inline_query_id")))
    if question is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = _structured(params.get("results")) or []
    if len(results) > INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    question.answer = {"results": results, "next_offset": params.get("next_offset", "")}
    world.emit(
        "inline_answer", question.person_id, inline_query_id=question.id, answer=question.answer
    )
    return True


def set_my_commands(call: Call) -> bool:
    commands = _structured(call[2].get("commands")) or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call[1].commands[str(call[2].get("language_code", ""))] = commands
    call[0].emit("commands", 0)
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call[1].commands.get(str(call[2].get("language_code", "")), [])


def get_chat(call: Call) -> Json:
    chat = _chat(call)
    return {
        **chat.head(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_file(call: Call) -> Json:
    stored = call[0].files.get(str(call[2].get("file_id")))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": f"u{stored.file_id}",
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


def get_updates(call: Call) -> list[Json]:
    """What waits now; the fronts wait for more. An offset confirms all that is older."""
    _, bot, params, _ = call
    if bot.webhook is not None:
        raise BotApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    offset = _number(params.get("offset"))
    if offset < 0:
        kept = list(bot.updates)[offset:]
        bot.updates.clear()
        bot.updates.extend(kept)
    while bot.updates and bot.updates[0]["update_id"] < offset:
        bot.updates.popleft()
    allowed = _structured(params.get("allowed_updates"))
    if allowed is not None:
        bot.allowed = frozenset(allowed) or None
    limit = min(100, max(1, _number(params.get("limit") or 100)))
    return [update for update, _ in zip(bot.updates, range(limit), strict=False)]


def set_webhook(call: Call) -> bool:
    _, bot, params, _ = call
    url = str(params.get("url", ""))
    if not url:
        bot.webhook = None
        return True
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = str(params.get("secret_token", ""))
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    allowed = _structured(params.get("allowed_updates"))
    bot.allowed = frozenset(allowed) if allowed else bot.allowed
    bot.webhook = {"url": url, "secret": secret}
    call[0].emit("update", 0)
    return True


def delete_webhook(call: Call) -> bool:
    _, bot, params, _ = call
    bot.webhook = None
    if params.get("drop_pending_updates") in (True, "true", "True"):
        bot.updates.clear()
    return True


def get_webhook_info(call: Call) -> Json:
    bot = call[1]
    return {
        "url": bot.webhook["url"] if bot.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }


METHODS: dict[str, Callable[[Call], Any]] = {
    "getme": lambda call: call[1].user,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "sendphoto": _send_media("photo"),
    "senddocument": _send_media("document"),
    "sendvideo": _send_media("video"),
    "sendvoice": _send_media("voice"),
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendchataction": send_chat_action,
    "copymessage": copy_message,
    "forwardmessage": forward_message,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "getchat": get_chat,
    "getfile": get_file,
}
"""Method names are case-insensitive (Bot API, Making requests)."""
