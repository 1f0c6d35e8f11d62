"""Channels and supergroups: how they come to be, who is in them, and what of them a bot hears."""

from __future__ import annotations

from collections.abc import Collection

from sandbox.chats import Chat, Community, Json
from sandbox.core import Core
from sandbox.errors import WorldError
from sandbox.members import PRESENT, RIGHTS, STATUSES, bot_member

ANONYMOUS_ADMIN = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Message.from of "messages sent on behalf of the supergroup itself"."""

TOPIC_COLOUR = 0x6FB9F0


class Communities(Core):
    """What is done to channels and supergroups, beside writing there."""

    def add_channel(self, title: str, *, username: str = "", chat_id: int | None = None) -> Json:
        return self._add_community("channel", title, username, chat_id)

    def add_group(
        self,
        title: str,
        *,
        is_forum: bool = False,
        username: str = "",
        chat_id: int | None = None,
    ) -> Json:
        """A supergroup, with topics when it is a forum."""
        return self._add_community("supergroup", title, username, chat_id, is_forum=is_forum)

    @property
    def communities(self) -> list[Community]:
        return [chat for chat in self.chats.values() if isinstance(chat, Community)]

    def community(self, chat_id: int) -> Community:
        chat = self.place(chat_id)
        if not isinstance(chat, Community):
            raise WorldError(f"the chat {chat_id} is a private one")
        return chat

    def add_topic(self, chat_id: int, name: str) -> int:
        """Its message_thread_id: the id of the service message that opens the topic."""
        chat = self.community(chat_id)
        if not chat.info.get("is_forum"):
            raise WorldError(f"the chat {chat_id} has no topics")
        signature = {"from": ANONYMOUS_ADMIN, "sender_chat": chat.head()}
        opened = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
        message = self.message(chat, signature, opened)
        thread_id = int(message["message_id"])
        chat.topics[thread_id] = name
        self.emit("community", chat_id)
        self.show(chat, {**message, "message_thread_id": thread_id, "is_topic_message": True})
        return thread_id

    def delete_topic(self, chat_id: int, thread_id: int) -> None:
        """The topic goes with its messages."""
        chat = self.community(chat_id)
        if chat.topics.pop(thread_id, None) is None:
            raise WorldError(f"the chat {chat_id} has no topic {thread_id}")
        messages = list(chat.messages.values())
        for message in messages:
            if message.get("message_thread_id") == thread_id:
                self.remove(chat, message["message_id"])
        self.emit("community", chat_id)

    def set_bot_status(
        self,
        chat_id: int,
        person_id: int,
        status: str,
        *,
        rights: Collection[str] | None = None,
    ) -> None:
        """The person makes the bot what `status` says; an administrator gets all rights or these.

        The bot gets my_chat_member. Who can do so is an administrator, the first one the owner.
        """
        chat, person = self.community(chat_id), self.chat(person_id).person
        if status not in STATUSES - {"creator"}:
            raise WorldError(f"a bot cannot be {status}")
        self._set_powers(chat, person_id)
        granted = RIGHTS[chat.kind] if rights is None else rights
        self.change_bot(chat, person, status, granted if status == "administrator" else ())

    def change_bot(
        self, chat: Community, actor: Json, status: str, rights: Collection[str] = ()
    ) -> None:
        before = bot_member(chat, self.bot.sender())
        chat.status, chat.rights = status, frozenset(rights)
        if self.tell_of_bot(chat, actor, before):
            self.emit("membership", chat.id, status=status)

    def tell_of_bot(self, chat: Chat, actor: Json, before: Json) -> bool:
        """my_chat_member, unless nothing has changed for the bot."""
        after = bot_member(chat, self.bot.sender())
        if before == after:
            return False
        change = {"chat": chat.head(), "from": actor, "date": int(self.now())}
        states = {"old_chat_member": before, "new_chat_member": after}
        self.enqueue("my_chat_member", {**change, **states})
        return True

    def set_member_status(self, chat_id: int, person_id: int, status: str) -> None:
        """A person joins, leaves or rises. Of this the bot is told nothing here."""
        if status not in STATUSES:
            raise WorldError(f"nobody can be {status}")
        self.community(chat_id).members[self.chat(person_id).id] = status

    def hears(self, chat: Chat, message: Json) -> bool:
        """https://core.telegram.org/bots/features#privacy-mode."""
        if not isinstance(chat, Community):
            return True
        bot = self.bot.user
        if chat.status == "administrator" or bot["can_read_all_group_messages"]:
            return chat.status in PRESENT
        return chat.status in PRESENT and _is_addressed(message, chat.own, bot["username"])

    def _add_community(
        self, kind: str, title: str, username: str, chat_id: int | None, *, is_forum: bool = False
    ) -> Json:
        number = next(self._community_ids) if chat_id is None else chat_id
        info: Json = {"id": number, "type": kind, "title": title}
        if username:
            info["username"] = username
            self._names[username.lower()] = number
        if is_forum:
            info["is_forum"] = True
        self.chats[number] = Community(info)
        self.emit("community", number)
        return dict(info)

    def _set_powers(self, chat: Community, person_id: int) -> None:
        if chat.members.get(person_id) in {"creator", "administrator"}:
            return
        has_owner = "creator" in chat.members.values()
        chat.members[person_id] = "administrator" if has_owner else "creator"


def _is_addressed(message: Json, own: set[int], username: str) -> bool:
    """Commands for all bots or for this one, mentions of it, and replies to it."""
    if message.get("reply_to_message", {}).get("message_id") in own:
        return True
    text = str(message.get("text") or message.get("caption") or "")
    entities = message.get("entities") or message.get("caption_entities") or ()
    named = f"@{username.lower()}"
    for entity in entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        part = text.encode("utf-16-le")[start:end].decode("utf-16-le").lower()
        if entity["type"] == "bot_command" and ("@" not in part or part.endswith(named)):
            return True
        if entity["type"] == "mention" and part == named:
            return True
    return False
