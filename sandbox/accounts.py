"""The bot's own account: texts, commands, menu button, and what it may ask about chats."""

from __future__ import annotations

import re
from typing import Any

from sandbox.calls import Call, Handler, as_number, known_chat, readable_chat
from sandbox.chats import CommandScope, Community, Json, PrivateChat
from sandbox.entities import units
from sandbox.errors import BotApiError, bad_request
from sandbox.members import (
    administrators,
    bot_member,
    check_member_list,
    member_count,
    person_member,
)

DOWNLOAD_LIMIT = 20 * 2**20
"""getFile: "bots can download files of up to 20MB in size"."""

COMMANDS_LIMIT = 100
"""setMyCommands: "At most 100 commands can be specified"; BotCommand: 1-32 and 1-256."""

TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
SCOPES = frozenset({"default", "all_private_chats", "all_group_chats",
                    "all_chat_administrators", "chat"})  # fmt: skip


def _language(call: Call) -> str:
    """Empty, or "A two-letter ISO 639-1 language code"."""
    code = call.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(call: Call) -> CommandScope:
    given = call.mapping("scope") or {"type": "default"}
    kind = str(given.get("type"))
    if kind not in SCOPES:
        raise BotApiError(501, f"Not Implemented: the sandbox has no command scope {kind}")
    if kind != "chat":
        return kind, 0
    chat = call.world.chats.get(as_number(given.get("chat_id")))
    if chat is None:
        raise bad_request("chat not found")
    return kind, chat.id


def set_my_commands(call: Call) -> bool:
    commands = call.objects("commands")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return _store_commands(call, commands)


def _store_commands(call: Call, commands: list[Json]) -> bool:
    key = _scope(call), _language(call)
    if commands:
        call.bot.commands[key] = commands
    else:
        call.bot.commands.pop(key, None)
    call.world.emit("commands", 0)
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get((_scope(call), _language(call)), [])


def _set_text(what: str) -> Handler:
    def store(call: Call) -> bool:
        text = call.text(what)
        if units(text) > TEXT_LIMITS[what]:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        call.bot.texts[what, _language(call)] = text
        return True

    return store


def _get_text(what: str) -> Handler:
    def read(call: Call) -> Json:
        """Falls back to the text for all languages, and a name to the account's."""
        texts = call.bot.texts
        fallback = call.bot.user["first_name"] if what == "name" else ""
        stored = texts.get((what, _language(call))) or texts.get((what, ""))
        return {what: stored or fallback}

    return read


def set_chat_menu_button(call: Call) -> bool:
    button = call.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("MENU_BUTTON_INVALID")
    chat_id = known_chat(call).id if "chat_id" in call.params else 0
    call.bot.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    chat_id = known_chat(call).id if "chat_id" in call.params else 0
    buttons = call.bot.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "default"}


def get_chat(call: Call) -> Json:
    """A bot knows only those who wrote to it. Fields that ChatFullInfo requires have defaults."""
    chat = readable_chat(call)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
             "gifts_from_channels")  # fmt: skip
    full = {
        **chat.head(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    pinned = chat.messages.get(chat.pinned or 0)
    return {**full, "pinned_message": pinned} if pinned else full


def get_chat_member(call: Call) -> Json:
    """A private chat has two members."""
    chat, user_id = known_chat(call), call.number("user_id")
    if isinstance(chat, Community):
        chat.check_read()
    if user_id == call.bot.user["id"]:
        return bot_member(chat, call.bot.sender())
    person = call.world.chats.get(user_id)
    if not isinstance(person, PrivateChat):
        raise bad_request("user not found")
    if isinstance(chat, Community):
        check_member_list(chat)
    return person_member(chat, person.person)


def leave_chat(call: Call) -> bool:
    chat = readable_chat(call)
    if not isinstance(chat, Community):
        raise bad_request("chat member status can't be changed in private chats")
    call.world.change_bot(chat, call.bot.sender(), "left")
    return True


def get_file(call: Call) -> Json:
    stored = call.world.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.head(), "file_path": stored.path}


def _accepted(_call: Call) -> Any:
    """logOut and close concern servers, of which the world has one."""
    return True


ACCOUNT: dict[str, Handler] = {
    "getMe": lambda call: call.bot.user,
    "logOut": _accepted,
    "close": _accepted,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": lambda call: _store_commands(call, []),
    "setMyName": _set_text("name"),
    "getMyName": _get_text("name"),
    "setMyDescription": _set_text("description"),
    "getMyDescription": _get_text("description"),
    "setMyShortDescription": _set_text("short_description"),
    "getMyShortDescription": _get_text("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": lambda call: administrators(
        readable_chat(call), call.bot.sender(), call.world.people
    ),
    "getChatMemberCount": lambda call: member_count(readable_chat(call)),
    "leaveChat": leave_chat,
    "getFile": get_file,
}
