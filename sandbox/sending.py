"""Methods that put messages into chats: https://core.telegram.org/bots/api#available-methods."""

from __future__ import annotations

from typing import Any

from sandbox.calls import (
    Call,
    Handler,
    as_number,
    call_caption,
    caption,
    formatted,
    known_chat,
    message_text,
    open_chat,
)
from sandbox.chats import Chat, Json
from sandbox.entities import units
from sandbox.errors import BotApiError, bad_request
from sandbox.media import StoredFile, is_picture, media

UPLOAD_LIMIT = 50 * 2**20
"""Sending files: "10 MB max size for photos, 50 MB for other files"."""

PHOTO_LIMIT = 10 * 2**20
ALBUM = range(2, 11)
"""sendMediaGroup: "must include 2-10 items"."""

POLL_QUESTION = 300
POLL_OPTIONS = range(1, 13)
POLL_OPTION = 100
"""sendPoll: "Poll question, 1-300 characters", "1-12 answer options"; InputPollOption: 1-100."""

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
     "upload_document", "choose_sticker", "find_location", "record_video_note",
     "upload_video_note"}
)  # fmt: skip


def post(call: Call, content: Json) -> Json:
    """The one way a bot's message gets into a chat, with its markup and what it replies to."""
    chat = open_chat(call)
    markup = call.markup()
    content = {**_context(call, chat), **content}
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    message = call.world.deliver(chat, content)
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
    context: Json = {"has_protected_content": True} if call.flag("protect_content") else {}
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
    context["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
    quote = reply.get("quote")
    if quote:
        context["quote"] = _quote(original, str(quote))
    return context


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
        content = call_caption(call)
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
    if len(items) not in ALBUM:
        few = len(items) < ALBUM.start
        raise bad_request(f"too {'few' if few else 'many'} messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if kinds - {"photo", "video"} and kinds != {"document"}:
        raise bad_request("document can't be mixed with other media types")
    contents = [input_media(call, item) for item in items]
    group = call.world.serial("album")
    return [post(call, {**content, "media_group_id": group}) for content in contents]


def input_media(call: Call, item: Json) -> Json:
    """https://core.telegram.org/bots/api#inputmedia."""
    kind = str(item.get("type"))
    if kind not in {"photo", "video", "document"}:
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


def send_poll(call: Call) -> Json:
    """A poll nobody votes in: its form is checked, its life is not played."""
    question, entities = formatted(call.text("question"), call.text("question_parse_mode"), [])
    options = call.object("options")
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {POLL_QUESTION}")
    if not isinstance(options, list) or len(options) not in POLL_OPTIONS:
        raise bad_request(f"poll must have 1-{POLL_OPTIONS[-1]} options")
    kind = call.text("type") or "regular"
    poll: Json = {
        "id": call.world.serial("poll"),
        "question": question,
        **({"question_entities": entities} if entities else {}),
        "options": [_poll_option(number, given) for number, given in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.text("is_anonymous").lower() != "false",
        "type": kind,
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
    }
    if kind == "quiz":
        poll["correct_option_ids"] = call.object("correct_option_ids")
        if not poll["correct_option_ids"]:
            raise bad_request("quiz poll must have at least one correct answer")
    return post(call, {"poll": poll})


def _poll_option(number: int, given: Any) -> Json:
    source = given if isinstance(given, dict) else {"text": given}
    text, entities = formatted(str(source.get("text") or ""), source.get("text_parse_mode"), [])
    if not text:
        raise bad_request("poll options must be non-empty")
    if units(text) > POLL_OPTION:
        raise bad_request(f"poll options length must not exceed {POLL_OPTION}")
    option: Json = {"persistent_id": str(number), "text": text, "voter_count": 0}
    return {**option, "text_entities": entities} if entities else option


def send_chat_action(call: Call) -> bool:
    chat = open_chat(call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.emit("chat_action", chat.id, action=call.text("action"))
    return True


MEDIA = ("photo", "document", "video", "voice", "sticker")
COPIED = (
    *MEDIA, "text", "entities", "caption", "caption_entities", "show_caption_above_media",
    "location", "venue", "contact", "poll", "link_preview_options",
)  # fmt: skip


def _original(call: Call, message_id: int, verb: str) -> Json:
    source = known_chat(call, "from_chat_id")
    message = source.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def copy_message(call: Call) -> Json:
    """A caption replaces the original's; a text is never re-parsed."""
    open_chat(call)
    original = _original(call, call.number("message_id"), "copy")
    content = _copied(original)
    if "caption" in call.params and any(kind in original for kind in MEDIA):
        content = {**_without_caption(content), **call_caption(call)}
    return {"message_id": post(call, content)["message_id"]}


def copy_messages(call: Call) -> list[Json]:
    """Those that cannot be found are skipped (copyMessages)."""
    open_chat(call)
    wanted = call.ids("message_ids")
    if wanted != sorted(set(wanted)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    source = known_chat(call, "from_chat_id").messages
    contents = [_copied(source[number]) for number in wanted if number in source]
    if not contents:
        raise bad_request("there are no messages to copy")
    if call.flag("remove_caption"):
        contents = [_without_caption(content) for content in contents]
    return [{"message_id": post(call, content)["message_id"]} for content in contents]


def forward_message(call: Call) -> Json:
    open_chat(call)
    original = _original(call, call.number("message_id"), "forward")
    origin = original.get("forward_origin") or {
        "type": "user",
        "sender_user": original["from"],
        "date": original["date"],
    }
    return post(call, {**_copied(original), "forward_origin": origin})


def _copied(original: Json) -> Json:
    return {name: original[name] for name in COPIED if name in original}


def _without_caption(content: Json) -> Json:
    return {name: value for name, value in content.items() if not name.startswith("caption")}


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
    "sendSticker": send_media("sticker"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": lambda call: post(call, venue(call.params)),
    "sendContact": lambda call: post(call, contact(call.params)),
    "sendPoll": send_poll,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
}
