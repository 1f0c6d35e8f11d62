"""Methods that change or remove messages: https://core.telegram.org/bots/api#updating-messages."""

from __future__ import annotations

from sandbox.calls import Call, Handler, call_caption, message_text, open_chat
from sandbox.chats import Chat, Community, Json
from sandbox.errors import BotApiError, bad_request
from sandbox.media import CAPTIONED_KINDS, MEDIA_KINDS, PICTURES
from sandbox.rich import rich_content
from sandbox.sending import input_media

DELETE_SECONDS = 48 * 3600
"""deleteMessage: "A message can only be deleted if it was sent less than 48 hours ago"."""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TEXT_PARTS = frozenset({"text", "entities", "link_preview_options", "rich_message"})
CAPTION_PARTS = frozenset({"caption", "caption_entities", "show_caption_above_media"})


def _message(call: Call, verb: str) -> tuple[Chat, Json]:
    if "inline_message_id" in call.params:
        raise BotApiError(501, "Not Implemented: the sandbox has no inline_message_id")
    chat = open_chat(call)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return chat, message


def _edited(call: Call, parts: frozenset[str], content: Json, *, needs: str = "") -> Json:
    """Replaces the named parts and the inline keyboard, which goes when it is left out."""
    chat, message = _message(call, "edit")
    if message["message_id"] not in chat.own or "forward_origin" in message:
        raise bad_request("message can't be edited")
    if needs == "text" and "text" not in message and "rich_message" not in message:
        raise bad_request("there is no text in the message to edit")
    if needs == "caption" and not any(kind in message for kind in CAPTIONED_KINDS):
        raise bad_request("there is no caption in the message to edit")
    if needs == "media" and not any(kind in message for kind in (*MEDIA_KINDS, "text")):
        raise bad_request("there is no media in the message to edit")
    markup = call.markup()
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    wanted = {**content, **({"reply_markup": markup} if markup else {})}
    replaced = parts | {"reply_markup"}
    if wanted == {name: value for name, value in message.items() if name in replaced}:
        raise bad_request(NOT_MODIFIED)
    edited = {name: value for name, value in message.items() if name not in replaced}
    edited.update(wanted, edit_date=int(call.world.now()))
    return call.world.replace(chat, edited)


def edit_message_text(call: Call) -> Json:
    """ "Use this method to edit text, rich and game messages": one may become the other."""
    rich = call.mapping("rich_message")
    content = rich_content(rich) if rich else message_text(call)
    return _edited(call, TEXT_PARTS, content, needs="text")


def edit_message_caption(call: Call) -> Json:
    return _edited(call, CAPTION_PARTS, call_caption(call), needs="caption")


def edit_message_reply_markup(call: Call) -> Json:
    return _edited(call, frozenset(), {})


def edit_message_media(call: Call) -> Json:
    """Replaces the media of a message, or its text by media."""
    item = call.object("media")
    if not isinstance(item, dict):
        raise bad_request("there is no media in the request")
    _, message = _message(call, "edit")
    _check_album_kind(message, str(item.get("type")))
    parts = frozenset(MEDIA_KINDS) | CAPTION_PARTS | TEXT_PARTS
    return _edited(call, parts, input_media(call, item), needs="media")


def _check_album_kind(message: Json, kind: str) -> None:
    """editMessageMedia: what an album may turn into."""
    if "media_group_id" not in message:
        return
    allowed = next(({name} for name in ("document", "audio") if name in message), PICTURES)
    if kind not in allowed:
        raise bad_request("message can't be edited")


def _check_removable(call: Call, chat: Chat, message: Json) -> None:
    """Raises unless the bot may delete the message: of other people's only as an administrator of
    a community, and none that is old."""
    is_old = call.world.now() - message["date"] > DELETE_SECONDS
    if isinstance(chat, Community):
        is_own = message["message_id"] in chat.own
        if is_old or not (is_own or "can_delete_messages" in chat.rights):
            raise bad_request("message can't be deleted")
    elif is_old:
        raise bad_request("message can't be deleted for everyone")


def delete_message(call: Call) -> bool:
    chat, message = _message(call, "delete")
    _check_removable(call, chat, message)
    call.world.remove(chat, message["message_id"])
    return True


def delete_messages(call: Call) -> bool:
    """Those that cannot be found are skipped (deleteMessages)."""
    chat = open_chat(call)
    found = [
        chat.messages[number] for number in call.ids("message_ids") if number in chat.messages
    ]
    for message in found:
        _check_removable(call, chat, message)
    for message in found:
        call.world.remove(chat, message["message_id"])
    return True


def pin_chat_message(call: Call) -> bool:
    chat, message = _message(call, "pin")
    _check_pinning(chat)
    call.world.pin(chat, message["message_id"])
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = open_chat(call)
    _check_pinning(chat)
    if call.number("message_id") and chat.pinned != call.number("message_id"):
        raise bad_request("message to unpin not found")
    call.world.pin(chat, None)
    return True


def _check_pinning(chat: Chat) -> None:
    """pinChatMessage: can_pin_messages in a supergroup, can_edit_messages in a channel."""
    needed = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if isinstance(chat, Community) and needed not in chat.rights:
        raise bad_request("not enough rights to manage pinned messages in the chat")


EDITING: dict[str, Handler] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_chat_message,
}
