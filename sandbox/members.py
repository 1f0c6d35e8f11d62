"""Who is who in a chat: https://core.telegram.org/bots/api#chatmember."""

from __future__ import annotations

from collections.abc import Collection

from sandbox.chats import Chat, Community, Json, PrivateChat
from sandbox.errors import bad_request

COMMON_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
RIGHTS = {
    "channel": (*COMMON_RIGHTS, "can_post_messages", "can_edit_messages",
                "can_manage_direct_messages"),
    "supergroup": (*COMMON_RIGHTS, "can_pin_messages", "can_manage_topics"),
}  # fmt: skip
"""Fields of ChatMemberAdministrator that are there for channels, and for supergroups."""

PRESENT = frozenset({"creator", "administrator", "member"})
STATUSES = PRESENT | {"left", "kicked"}


def member(status: str, user: Json, kind: str = "", rights: Collection[str] = ()) -> Json:
    """One ChatMember of any kind, with the fields that its kind requires."""
    made: Json = {"status": status, "user": user}
    if status == "creator":
        made["is_anonymous"] = False
    if status == "kicked":
        made["until_date"] = 0
    if status == "administrator":
        made |= {"can_be_edited": False, "is_anonymous": False}
        made |= {name: name in rights for name in RIGHTS[kind]}
    return made


def bot_member(chat: Chat, bot: Json) -> Json:
    if isinstance(chat, Community):
        return member(chat.status, bot, chat.kind, chat.rights)
    is_blocked = isinstance(chat, PrivateChat) and chat.is_blocked
    return member("kicked" if is_blocked else "member", bot)


def person_member(chat: Chat, person: Json) -> Json:
    if isinstance(chat, Community):
        status = chat.members.get(person["id"], "left")
        return member(status, person, chat.kind, RIGHTS[chat.kind])
    if person["id"] != chat.id:
        raise bad_request("user not found")
    return member("member", person)


def administrators(chat: Chat, bot: Json, people: dict[int, Json]) -> list[Json]:
    """getChatAdministrators; the bot is among them when it is one."""
    if not isinstance(chat, Community):
        raise bad_request("there are no administrators in the private chat")
    check_member_list(chat)
    found = [person_member(chat, people[person_id]) for person_id in chat.members]
    everyone = [*found, bot_member(chat, bot)]
    return [one for one in everyone if one["status"] in {"creator", "administrator"}]


def member_count(chat: Chat) -> int:
    if not isinstance(chat, Community):
        return 2
    statuses = [*chat.members.values(), chat.status]
    return sum(status in PRESENT for status in statuses)


def check_member_list(chat: Community) -> None:
    """The members of a channel are shown to its administrators only."""
    if chat.kind == "channel" and chat.status != "administrator":
        raise bad_request("member list is inaccessible")
