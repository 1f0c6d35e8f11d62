"""Methods that put messages into chats: https://core.telegram.org/bots/api#available-methods."""

from __future__ import annotations

from typing import Any

from sandbox.calls import (
    Call,
    Handler,
    as_number,
    call_caption,
    caption,
    message_text,
    open_chat,
    readable_chat,
)
from sandbox.chats import Chat, Json, in_topic
from sandbox.copies import copied, forwarded, is_copyable, without_caption
from sandbox.entities import units
from sandbox.errors import BotApiError, bad_request
from sandbox.media import CAPTIONED_KINDS, StoredFile, check_album, is_picture, media
from sandbox.polls import poll

UPLOAD_LIMIT = 50 * 2**20
"""Sending files: "10 MB max size for photos, 50 MB for other files"."""

PHOTO_LIMIT = 10 * 2**20
ALBUM_KINDS = frozenset({"photo", "video", "animation", "document", "audio"})

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
     "upload_document", "choose_sticker", "find_location", "record_video_note",
     "upload_video_note"}
)  # fmt: skip


def post(call: Call, content: Json) -> Json:
    """The one way a bot's message gets into a chat, with its markup and what it replies to."""
    chat = open_chat(call)
    markup = call.markup()
    if markup is not None and "inline_keyboard" not in markup and chat.kind == "channel":
        raise bad_request("inline keyboard expected")
    content = {**_context(call, chat), **content}
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    message = call.world.deliver(chat, content, is_silent=call.flag("disable_notification"))
    if markup is not None and "inline_keyboard" not in markup:
        _show_keyboard(call, chat, markup)
    return message


def _show_keyboard(call: Call, chat: Chat, markup: Json) -> None:
    """ForceReply opens an answer field and leaves the keyboard where it is."""
    if "force_reply" in markup:
        return
    chat.keyboard = markup if "keyboard" in markup else None
    call.world.emit("keyboard", chat.id, keyboard=chat.keyboard)


def _context(call: Call, chat: Chat) -> Json:
    context = thread(call, chat)
    if call.flag("protect_content"):
        context["has_protected_content"] = True
    reply = call.mapping("reply_parameters")
    replied_id = reply.get("message_id") or call.params.get("reply_to_message_id")
    if not replied_id:
        return context
    if reply.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise BotApiError(501, "Not Implemented: the sandbox has no replies to other chats")
    original = chat.messages.get(as_number(replied_id))
    if original is None:
        name = "allow_sending_without_reply"
        if reply.get(name) or call.flag(name):
            return context
        raise bad_request("message to be replied not found")
    if original.get("is_topic_message") and not context.get("is_topic_message"):
        context |= in_topic(original["message_thread_id"])
    context["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
    quote = reply.get("quote")
    if quote:
        context["quote"] = _quote(original, str(quote))
    return context


def thread(call: Call, chat: Chat) -> Json:
    thread_id = call.number("message_thread_id")
    if not thread_id:
        return {}
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return in_topic(thread_id)


def _quote(original: Json, quote: str) -> Json:
    """ReplyParameters: "must be an exact substring of the message to be replied to"."""
    source = str(original.get("text") or original.get("caption") or "")
    if quote not in source:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": units(source[: source.index(quote)]), "is_manual": True}


def send_message(call: Call) -> Json:
    return post(call, message_text(call))


def send_media(kind: str) -> Handler:
    def send(call: Call) -> Json:
        content = call_caption(call) if kind in CAPTIONED_KINDS else {}
        open_chat(call)
        return post(
            call, {**media(kind, stored_file(call, kind, call.params.get(kind))), **content}
        )

    return send


def stored_file(call: Call, kind: str, value: Any) -> StoredFile:
    """A new upload, or a file that is here already, by its id."""
    upload = call.files.get(kind) or call.files.get(str(value).removeprefix("attach://"))
    if upload is None:
        return _file_by_id(call, kind, str(value or ""))
    if len(upload.data) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
        raise BotApiError(413, "Request Entity Too Large")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo" and not is_picture(upload.data):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return call.world.store_file(upload.name, upload.data, upload.mime, kind)


def _file_by_id(call: Call, kind: str, file_id: str) -> StoredFile:
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    if file_id.startswith(("http://", "https://")):
        raise BotApiError(501, "Not Implemented: the sandbox does not fetch files by URL")
    stored = call.world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def send_media_group(call: Call) -> list[Json]:
    """All or nothing: every item is read before the first one is shown."""
    open_chat(call)
    items = call.objects("media")
    check_album([str(item.get("type")) for item in items])
    contents = [input_media(call, item) for item in items]
    group = call.world.serial("album")
    return [post(call, {**content, "media_group_id": group}) for content in contents]


def input_media(call: Call, item: Json) -> Json:
    """https://core.telegram.org/bots/api#inputmedia."""
    kind = str(item.get("type"))
    if kind not in ALBUM_KINDS:
        raise bad_request(f"can't parse InputMedia: type '{kind}' is unsupported")
    text = caption(item, item.get("caption_entities") or [])
    return {**media(kind, stored_file(call, kind, item.get("media"))), **text}


def location(params: Json) -> Json:
    try:
        lat, lon = float(params["latitude"]), float(params["longitude"])
    except (KeyError, TypeError, ValueError):
        raise bad_request("latitude and longitude are required") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise bad_request("invalid location specified")
    return {"latitude": lat, "longitude": lon}


def venue(params: Json) -> Json:
    """The message of a venue carries its location twice, as Telegram's does."""
    place = location(params)
    title, address = (str(params.get(name) or "").strip() for name in ("title", "address"))
    if not title or not address:
        raise bad_request("venue title and address must be non-empty")
    return {"venue": {"location": place, "title": title, "address": address}, "location": place}


def contact(params: Json) -> Json:
    names = ("phone_number", "first_name", "last_name")
    known = {name: str(params[name]) for name in names if params.get(name)}
    if "phone_number" not in known or "first_name" not in known:
        raise bad_request("contact phone number and first name must be non-empty")
    return {"contact": known}


def send_location(call: Call) -> Json:
    place = location(call.params)
    live = call.number("live_period")
    return post(call, {"location": {**place, "live_period": live} if live else place})


def send_chat_action(call: Call) -> bool:
    chat = open_chat(call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread(call, chat)
    call.world.emit("chat_action", chat.id, action=call.text("action"))
    return True


def _original(call: Call, verb: str) -> Json:
    message = readable_chat(call, "from_chat_id").messages.get(call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def copy_message(call: Call) -> Json:
    """A caption replaces the original's; a text is never re-parsed."""
    open_chat(call)
    original = _original(call, "copy")
    if not is_copyable(original):
        raise bad_request("message can't be copied")
    content = copied(call.world, original)
    if "caption" in call.params and any(kind in original for kind in CAPTIONED_KINDS):
        content = {**without_caption(content), **call_caption(call)}
    return {"message_id": post(call, content)["message_id"]}


def copy_messages(call: Call) -> list[Json]:
    """Those that cannot be found or copied are skipped, albums stay albums (copyMessages)."""
    open_chat(call)
    wanted = call.ids("message_ids")
    if wanted != sorted(set(wanted)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    source = readable_chat(call, "from_chat_id").messages
    originals = [source[number] for number in wanted if number in source]
    groups: dict[str, str] = {}
    contents = [_in_album(call, one, groups) for one in originals if is_copyable(one)]
    if not contents:
        raise bad_request("there are no messages to copy")
    if call.flag("remove_caption"):
        contents = [without_caption(content) for content in contents]
    return [{"message_id": post(call, content)["message_id"]} for content in contents]


def _in_album(call: Call, original: Json, groups: dict[str, str]) -> Json:
    """`groups` are the ids of the copied albums by those of the originals."""
    content, group = copied(call.world, original), original.get("media_group_id")
    if group is None:
        return content
    return {**content, "media_group_id": groups.setdefault(group, call.world.serial("album"))}


def forward_message(call: Call) -> Json:
    open_chat(call)
    original = _original(call, "forward")
    if original.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    return post(call, forwarded(original))


def album_size(call: Call) -> int:
    """How many messages the call would send, for the flood limits."""
    name = {"sendmediagroup": "media", "copymessages": "message_ids"}.get(call.method.lower())
    value = call.object(name) if name else None
    return len(value) if isinstance(value, list) and value else 1


SENDING: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendPhoto": send_media("photo"),
    "sendDocument": send_media("document"),
    "sendVideo": send_media("video"),
    "sendVoice": send_media("voice"),
    "sendAnimation": send_media("animation"),
    "sendAudio": send_media("audio"),
    "sendVideoNote": send_media("video_note"),
    "sendSticker": send_media("sticker"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": lambda call: post(call, venue(call.params)),
    "sendContact": lambda call: post(call, contact(call.params)),
    "sendPoll": lambda call: post(call, poll(call)),
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
}
