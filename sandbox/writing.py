"""What people write and share, and how they change it; what of it the bot hears."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.calls import CAPTION_UNITS, TEXT_UNITS
from sandbox.chats import Chat, Community, Json, PrivateChat, in_topic
from sandbox.communities import Communities
from sandbox.copies import forwarded
from sandbox.entities import Entity
from sandbox.errors import WorldError
from sandbox.links import start_payload
from sandbox.media import CAPTIONED_KINDS, check_album, media
from sandbox.members import PRESENT, bot_member
from sandbox.rich import told_rich
from sandbox.typed import as_client, typed

File = tuple[str, bytes, str]
"""One file of an album: name, content and kind."""


class Writing(Communities):
    """The acts of people in chats, beside pressing buttons. Each method returns the message, or
    the messages, as bots see them; WorldError is raised for what no client lets a person do.
    """

    # -- what people write

    def say(
        self,
        person_id: int,
        text: str,
        *,
        entities: Sequence[Entity] | None = None,
        reply_to: int | None = None,
        chat_id: int | None = None,
        thread_id: int | None = None,
    ) -> Json:
        """A client trims text and refuses to send nothing or too much; it finds links itself.

        Into the chat with the bot, or into the supergroup `chat_id` and its topic `thread_id`.
        """
        chat = self._chat_of(person_id, chat_id)
        content = {**_reply(chat, reply_to), **typed("text", text, TEXT_UNITS, entities)}
        if isinstance(chat, PrivateChat):
            return self._from_person(person_id, content)
        return self._into_group(person_id, self.community(chat.id), content, thread_id)

    def say_rich(self, person_id: int, rich: Json, *, reply_to: int | None = None) -> Json:
        """A rich message, as a client with the editor for them sends it."""
        content = {**_reply(self.chat(person_id), reply_to), "rich_message": told_rich(rich)}
        return self._from_person(person_id, content)

    def post_rich(self, chat_id: int, rich: Json) -> Json:
        return self._post(chat_id, {"rich_message": told_rich(rich)})

    def post(self, chat_id: int, text: str, *, entities: Sequence[Entity] | None = None) -> Json:
        """A channel's people post; the bot hears of it when it is there."""
        return self._post(chat_id, typed("text", text, TEXT_UNITS, entities))

    def post_files(self, chat_id: int, files: Sequence[File], caption: str = "") -> list[Json]:
        """A photo or another file in a channel; several are an album, the caption the first's."""
        stored = [self.store_file(name, data, "", kind) for name, data, kind in files]
        contents = [media(file.kind, file) for file in stored]
        contents[0] |= _caption(caption, None)
        shared: Json = {}
        if len(files) > 1:
            with as_client():
                check_album([kind for _, _, kind in files])
            shared = {"media_group_id": self.serial("album")}
        return [self._post(chat_id, {**shared, **content}) for content in contents]

    def edit_post(self, chat_id: int, message_id: int, text: str | Json) -> Json:
        """Its people change the text, the caption (to none, too) or what is rich:
        edited_channel_post."""
        channel = self._channel(chat_id)
        message = _message_in(channel, message_id)
        if not isinstance(text, str):
            parts = {"text", "entities", "rich_message"}
            content: Json = {"rich_message": told_rich(text)}
        elif "text" in message:
            parts, content = {"text", "entities"}, typed("text", text, TEXT_UNITS)
        else:
            parts, content = {"caption", "caption_entities"}, _caption(text, None)
        kept = {name: value for name, value in message.items() if name not in parts}
        content["edit_date"] = int(self.now())
        edited = self.replace(channel, {**kept, **content})
        if channel.status in PRESENT:
            self.enqueue("edited_channel_post", edited)
        return edited

    def upload(
        self,
        person_id: int,
        file_name: str,
        data: bytes,
        *,
        kind: str = "document",
        mime: str = "",
        caption: str = "",
        entities: Sequence[Entity] | None = None,
        reply_to: int | None = None,
    ) -> Json:
        content = {
            **_reply(self.chat(person_id), reply_to),
            **media(kind, self.store_file(file_name, data, mime, kind)),
            **_caption(caption, entities),
        }
        return self._from_person(person_id, content)

    def upload_album(
        self,
        person_id: int,
        files: Sequence[File],
        caption: str = "",
        *,
        reply_to: int | None = None,
    ) -> list[Json]:
        """Messages of their own with one media_group_id; the caption is the first one's."""
        with as_client():
            check_album([kind for _, _, kind in files])
        stored = [self.store_file(name, data, "", kind) for name, data, kind in files]
        contents = [media(file.kind, file) for file in stored]
        contents[0] |= _caption(caption, None)
        shared = {**_reply(self.chat(person_id), reply_to), "media_group_id": self.serial("album")}
        return [self._from_person(person_id, {**shared, **content}) for content in contents]

    def forward(
        self, person_id: int, from_chat_id: int, message_id: int, *, hidden: bool = False
    ) -> Json:
        """Forwards a message. With `hidden`, the author's settings keep their account out of
        it."""
        original = _message_in(self.place(from_chat_id), message_id)
        if original.get("has_protected_content"):
            raise WorldError(f"message {message_id} is protected from forwarding")
        return self._from_person(person_id, forwarded(original, hidden=hidden))

    def forward_from(
        self, person_id: int, author_id: int, text: str, *, hidden: bool = False
    ) -> Json:
        """Forwards what another person wrote where the bot was not."""
        author = self.chat(author_id)
        written = {"from": author.person, "chat": author.head(), "date": int(self.now())}
        written |= typed("text", text, TEXT_UNITS)
        return self._from_person(person_id, forwarded(written, hidden=hidden))

    def share_giveaway(self, person_id: int, channel: Json) -> Json:
        """Forwards a channel's giveaway: one of the messages that nobody can copy."""
        date = int(self.now())
        prize = {"chats": [channel], "winners_selection_date": date + 86_400, "winner_count": 1}
        post = {"chat": channel, "message_id": 1, "date": date, "giveaway": prize}
        return self._from_person(person_id, forwarded(post))

    def share_location(
        self, person_id: int, lat: float, lon: float, *, live_period: int | None = None
    ) -> Json:
        location: Json = {"latitude": lat, "longitude": lon}
        if live_period:
            location["live_period"] = live_period
        return self._from_person(person_id, {"location": location})

    def share_venue(
        self, person_id: int, lat: float, lon: float, title: str, address: str
    ) -> Json:
        """A venue message carries its location twice, as Telegram's does."""
        location = {"latitude": lat, "longitude": lon}
        venue = {"location": location, "title": title, "address": address}
        return self._from_person(person_id, {"venue": venue, "location": location})

    def share_contact(self, person_id: int, phone_number: str) -> Json:
        """The person's own number, as a request_contact button sends it."""
        person = self.chat(person_id).person
        contact = {"phone_number": phone_number, "first_name": person["first_name"]}
        return self._from_person(person_id, {"contact": {**contact, "user_id": person_id}})

    def share_users(self, person_id: int, *user_ids: int) -> Json:
        """Chosen with the request_users button of the open keyboard; who they are is told as far
        as it asks, whether they know the bot or hide themselves in forwards or not."""
        request = next(iter(self._requests(person_id, "request_users")), None)
        if request is None or len(user_ids) > request.get("max_quantity", 1):
            raise WorldError("no button asks for so many people")
        users = [self._shared_user(self.chat(one).person, request) for one in user_ids]
        shared = {"request_id": request["request_id"], "users": users}
        return self._from_person(person_id, {"users_shared": shared})

    def share_chat(self, person_id: int, chat_id: int) -> Json:
        """Chosen with a request_chat button; the client makes the bot the administrator that the
        button asks for."""
        chat = self.community(chat_id)
        is_channel = chat.kind == "channel"
        fitting = [one for one in self._requests(person_id, "request_chat")
                   if one["chat_is_channel"] is is_channel]  # fmt: skip
        if not fitting:
            raise WorldError(f"no button asks for a {chat.kind}")
        [request, *_] = fitting
        wanted = {name for name, value in request.get("bot_administrator_rights", {}).items()
                  if value is True and name != "is_anonymous"}  # fmt: skip
        if wanted and not wanted <= chat.rights:
            self.set_bot_status(chat_id, person_id, "administrator", rights=wanted | chat.rights)
        shared: Json = {"request_id": request["request_id"], "chat_id": chat_id}
        if request.get("request_title"):
            shared["title"] = chat.head()["title"]
        return self._from_person(person_id, {"chat_shared": shared})

    def _requests(self, person_id: int, kind: str) -> list[Json]:
        keyboard = (self.chat(person_id).keyboard or {}).get("keyboard", ())
        return [button[kind] for row in keyboard for button in row if kind in button]

    def _shared_user(self, person: Json, request: Json) -> Json:
        if request.get("user_is_bot"):
            raise WorldError(f"{person['id']} is no bot")
        parts = [
            ("request_name", ("first_name", "last_name")),
            ("request_username", ("username",)),
        ]
        named = [name for wish, names in parts if request.get(wish) for name in names]
        return {
            "user_id": person["id"],
            **{name: person[name] for name in named if name in person},
        }

    def open_link(self, person_id: int, address: str) -> Json:
        """Follows a link to the bot and presses Start; a wrong payload is left out."""
        payload = start_payload(address, self.bot.user["username"])
        if payload is None:
            raise WorldError(f"{address} does not lead to this bot")
        return self.say(person_id, f"/start {payload}")

    # -- what people change

    def edit(
        self, person_id: int, message_id: int, text: str, *, chat_id: int | None = None
    ) -> Json:
        """The person corrects a message of theirs; the bot gets edited_message."""
        own = self._own(person_id, message_id, chat_id)
        if "text" not in own:
            raise WorldError(f"message {message_id} has no text")
        return self._amend(own, ("text", "entities"), typed("text", text, TEXT_UNITS))

    def edit_caption(self, person_id: int, message_id: int, caption: str) -> Json:
        """An empty caption takes the old one away."""
        own = self._own(person_id, message_id)
        if not any(kind in own for kind in CAPTIONED_KINDS):
            raise WorldError(f"message {message_id} cannot have a caption")
        return self._amend(own, ("caption", "caption_entities"), _caption(caption, None))

    def move_location(self, person_id: int, message_id: int, lat: float, lon: float) -> Json:
        """A live location moves: edited_message, with the period it was shared for."""
        own = self._own(person_id, message_id)
        if "location" not in own:
            raise WorldError(f"message {message_id} is not a location")
        moved = {**own["location"], "latitude": lat, "longitude": lon}
        return self._amend(own, (), {"location": moved})

    def delete_own(self, person_id: int, message_id: int, *, chat_id: int | None = None) -> None:
        """Gone for both sides; of this bots are told nothing."""
        self._own(person_id, message_id, chat_id)
        self.remove(self._chat_of(person_id, chat_id), message_id)

    # -- what people set

    def speak(self, person_id: int, language_code: str) -> None:
        """The person sets their app to a language: the bot sees it from their next act on."""
        self.chat(person_id).person["language_code"] = language_code

    def delete_account(self, person_id: int) -> None:
        """The person leaves Telegram for good: the bot learns it from its next message."""
        self.chat(person_id).is_deactivated = True

    def block_bot(self, person_id: int) -> None:
        self._set_membership(person_id, is_blocked=True)

    def unblock_bot(self, person_id: int) -> None:
        self._set_membership(person_id, is_blocked=False)

    # -- inside

    def _chat_of(self, person_id: int, chat_id: int | None) -> Chat:
        """The person's own chat with the bot unless another one is meant."""
        person = self.chat(person_id)
        return person if chat_id is None else self.place(chat_id)

    def _channel(self, chat_id: int) -> Community:
        chat = self.community(chat_id)
        if chat.kind != "channel":
            raise WorldError(f"the chat {chat_id} is not a channel")
        return chat

    def _post(self, chat_id: int, content: Json) -> Json:
        channel = self._channel(chat_id)
        message = self.message(channel, {"sender_chat": channel.head()}, content)
        self.show(channel, message)
        if channel.status in PRESENT:
            self.enqueue("channel_post", message)
        return message

    def _from_person(self, person_id: int, content: Json) -> Json:
        chat = self.chat(person_id)
        if chat.is_blocked:
            self.unblock_bot(person_id)
        chat.is_open = True
        message = self.message(chat, {"from": chat.person}, content)
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        self.show(chat, message)
        self.enqueue("message", message)
        return message

    def _into_group(
        self, person_id: int, group: Community, content: Json, thread_id: int | None
    ) -> Json:
        """Writes into a group; who does is its member from then on."""
        if group.kind == "channel":
            raise WorldError("people write into a channel with `post`")
        if thread_id is not None and thread_id not in group.topics:
            raise WorldError(f"the chat {group.id} has no topic {thread_id}")
        if group.members.get(person_id) not in PRESENT:
            group.members[person_id] = "member"
        topic = in_topic(thread_id) if thread_id is not None else {}
        person = self.chat(person_id).person
        message = self.message(group, {"from": person}, {**topic, **content})
        self.show(group, message)
        if self.hears(group, message):
            self.enqueue("message", message)
        return message

    def _own(self, person_id: int, message_id: int, chat_id: int | None = None) -> Json:
        message = _message_in(self._chat_of(person_id, chat_id), message_id)
        if message.get("from", {}).get("id") != person_id:
            raise WorldError(f"message {message_id} is not one of {person_id}'s")
        return message

    def _amend(self, message: Json, parts: Sequence[str], content: Json) -> Json:
        """Takes `parts` away and puts `content` there."""
        chat = self.place(message["chat"]["id"])
        kept = {name: value for name, value in message.items() if name not in parts}
        amended = self.replace(chat, {**kept, **content, "edit_date": int(self.now())})
        if self.hears(chat, amended):
            self.enqueue("edited_message", amended)
        return amended

    def _set_membership(self, person_id: int, *, is_blocked: bool) -> None:
        chat = self.chat(person_id)
        before = bot_member(chat, self.bot.sender())
        chat.is_blocked = is_blocked
        if self.tell_of_bot(chat, chat.person, before):
            self.emit("membership", chat.id, is_blocked=is_blocked)


def _reply(chat: Chat, message_id: int | None) -> Json:
    """Message.reply_to_message "will not contain further reply_to_message fields"."""
    if message_id is None:
        return {}
    replied = _message_in(chat, message_id)
    bare = {name: value for name, value in replied.items() if name != "reply_to_message"}
    return {"reply_to_message": bare}


def _message_in(chat: Chat, message_id: int) -> Json:
    if message_id not in chat.messages:
        raise WorldError(f"there is no message {message_id}")
    return chat.messages[message_id]


def _caption(text: str, entities: Sequence[Entity] | None) -> Json:
    return typed("caption", text, CAPTION_UNITS, entities) if text.strip() else {}
