"""The world: people and one bot, their chats, and the updates that people's acts cause.

No I/O and no waiting; the fronts (session, server) carry calls in and updates out. Rules that the
bot meets are in sandbox.methods and what it names.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from sandbox.answers import inline_content
from sandbox.calls import CAPTION_UNITS, TEXT_UNITS, Call
from sandbox.chats import BotAccount, Chat, Json, Question, Reply
from sandbox.entities import detected, is_blank, units
from sandbox.errors import BotApiError, WorldError
from sandbox.faults import Faults, refusal
from sandbox.floods import FloodLimits, FloodWatch
from sandbox.links import start_payload
from sandbox.media import StoredFile, Upload, media, mime_of
from sandbox.methods import answer

QUESTION_SECONDS = 15 * 60
"""How long a callback query may wait for its answer."""

Listener = Callable[[Json], None]


class World:
    """Update ids start at the present second, so that a restarted world never repeats one."""

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.time,
        limits: FloodLimits | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.now = now
        self.faults = faults or Faults()
        self.floods = FloodWatch(limits or FloodLimits())
        self.bots: dict[str, BotAccount] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.questions: dict[str, Question] = {}
        self._update_ids = itertools.count(int(now()))
        self._serial = itertools.count(1)
        self._person_ids = itertools.count(1001)
        self._listeners: list[Listener] = []

    # -- accounts

    def add_bot(
        self, token: str, *, username: str, name: str, supports_inline: bool = False
    ) -> Json:
        if self.bots:
            raise WorldError("this world has its bot already")
        user = {
            "id": int(token.split(":", maxsplit=1)[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": supports_inline,
        }
        self.bots[token] = BotAccount(token, user)
        return user

    def add_person(
        self,
        first_name: str,
        *,
        person_id: int | None = None,
        last_name: str = "",
        username: str = "",
        language_code: str = "ru",
    ) -> Json:
        person: Json = {
            "id": next(self._person_ids) if person_id is None else person_id,
            "is_bot": False,
            "first_name": first_name,
        }
        optional = {"last_name": last_name, "username": username, "language_code": language_code}
        person.update({name: value for name, value in optional.items() if value})
        self.chats[person["id"]] = Chat(person)
        return person

    @property
    def bot(self) -> BotAccount:
        return next(iter(self.bots.values()))

    @property
    def people(self) -> dict[int, Json]:
        return {chat.id: chat.person for chat in self.chats.values()}

    def chat(self, person_id: int) -> Chat:
        if person_id not in self.chats:
            raise WorldError(f"nobody here has the id {person_id}")
        return self.chats[person_id]

    # -- what people do

    def say(self, person_id: int, text: str) -> Json:
        """A client trims text and refuses to send nothing or too much; it finds links itself."""
        return self._from_person(person_id, _typed("text", text, TEXT_UNITS))

    def open_link(self, person_id: int, address: str) -> Json:
        """Follows a link to the bot and presses Start; a wrong payload is left out."""
        payload = start_payload(address, self.bot.user["username"])
        if payload is None:
            raise WorldError(f"{address} does not lead to this bot")
        return self.say(person_id, f"/start {payload}")

    def edit(self, person_id: int, message_id: int, text: str) -> Json:
        """The person corrects a message of theirs; the bot gets edited_message."""
        return self._amend(person_id, message_id, "text", _typed("text", text, TEXT_UNITS))

    def move_location(self, person_id: int, message_id: int, lat: float, lon: float) -> Json:
        """A live location moves: edited_message, with the period it was shared for."""
        shared = self.chat(person_id).messages.get(message_id, {}).get("location", {})
        moved = {**shared, "latitude": lat, "longitude": lon}
        return self._amend(person_id, message_id, "location", {"location": moved})

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

    def upload(
        self,
        person_id: int,
        file_name: str,
        data: bytes,
        *,
        kind: str = "document",
        mime: str = "",
        caption: str = "",
    ) -> Json:
        written = _typed("caption", caption, CAPTION_UNITS) if caption.strip() else {}
        content = {**media(kind, self.store_file(file_name, data, mime, kind)), **written}
        return self._from_person(person_id, content)

    def press(self, person_id: int, message_id: int, data: str, *, forged: bool = False) -> str:
        """The id of the callback query. Only `forged` may send data that no button has."""
        chat = self.chat(person_id)
        message = chat.messages.get(message_id)
        if message is None and not forged:
            raise WorldError(f"there is no message {message_id}")
        if not forged and data not in callback_data(message or {}):
            raise WorldError(f"message {message_id} has no button with {data!r}")
        question = self._ask(person_id)
        query: Json = {
            "id": question.id,
            "from": chat.person,
            "chat_instance": str(person_id),
            "data": data,
        }
        # Of a message that is gone Telegram tells only where it was (InaccessibleMessage).
        gone = {"message_id": message_id, "chat": chat.head(), "date": 0}
        query["message"] = message or gone
        self._enqueue("callback_query", query)
        return question.id

    def ask_inline(
        self,
        person_id: int,
        query: str,
        offset: str = "",
        location: tuple[float, float] | None = None,
    ) -> str:
        question = self._ask(person_id)
        update: Json = {
            "id": question.id,
            "from": self.chat(person_id).person,
            "query": query,
            "offset": offset,
            "chat_type": "sender",
        }
        if location is not None:
            update["location"] = {"latitude": location[0], "longitude": location[1]}
        self._enqueue("inline_query", update)
        return question.id

    def choose_inline(self, person_id: int, inline_query_id: str, result_id: str) -> Json:
        """The person sends the result, marked as sent via the bot, into their chat with it."""
        found = self.inline_answer(inline_query_id) or {"results": []}
        for result in found["results"]:
            if result["id"] == result_id:
                content = {**inline_content(result), "via_bot": self.bot.sender()}
                return self._from_person(person_id, content)
        raise WorldError(f"the answer holds no result {result_id!r}")

    def block_bot(self, person_id: int) -> None:
        self._set_membership(person_id, is_blocked=True)

    def unblock_bot(self, person_id: int) -> None:
        self._set_membership(person_id, is_blocked=False)

    # -- what people see

    def history(self, person_id: int) -> list[Json]:
        return list(self.chat(person_id).messages.values())

    def open_keyboard(self, person_id: int) -> Json | None:
        return self.chat(person_id).keyboard

    def callback_answer(self, callback_query_id: str) -> Json | None:
        question = self.questions.get(callback_query_id)
        return question.answer if question else None

    def inline_answer(self, inline_query_id: str) -> Json | None:
        return self.callback_answer(inline_query_id)

    def commands(
        self, token: str, language_code: str = "", chat_id: int | None = None
    ) -> list[Json]:
        """The menu of a private chat: https://core.telegram.org/bots/api#botcommandscope."""
        known = self.bots[token].commands
        scopes = [("chat", chat_id or 0), ("all_private_chats", 0), ("default", 0)]
        for scope, code in itertools.product(scopes, (language_code[:2], "")):
            if (scope, code) in known:
                return known[scope, code]
        return []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with every event until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    # -- what the bot does

    def call(
        self, token: str, method: str, params: Json, files: dict[str, Upload] | None = None
    ) -> Reply:
        """One Bot API call. Never raises for what a bot can do wrong."""
        try:
            if token not in self.bots:
                raise BotApiError(401, "Unauthorized")
            given = {name: value for name, value in params.items() if value is not None}
            result = answer(Call(self, self.bots[token], method, given, files or {}))
        except BotApiError as error:
            return refusal(error)
        return Reply(200, {"ok": True, "result": result})

    def pending(self, token: str) -> list[Json]:
        return list(self.bots[token].updates)

    # -- used by the methods

    def serial(self, prefix: str) -> str:
        """An id that this world has not given before."""
        return f"{prefix}{next(self._serial)}"

    def store_file(
        self, name: str, data: bytes, mime: str = "", kind: str = "document"
    ) -> StoredFile:
        stored = StoredFile(self.serial("file"), name, data, mime_of(name, mime), kind)
        self.files[stored.file_id] = stored
        return stored

    def deliver(self, chat: Chat, content: Json) -> Json:
        """A message from the bot appears in the chat."""
        message = self._message(chat, self.bot.sender(), content)
        chat.add(message)
        self.emit("message", chat.id, message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """A new dict takes the place of the old: updates on their way keep what they said."""
        chat.messages[message["message_id"]] = message
        self.emit("edited", chat.id, message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        if chat.pinned == message_id:
            chat.pinned = None
        self.emit("deleted", chat.id, message_id=message_id)

    def pin(self, chat: Chat, message_id: int | None) -> None:
        chat.pinned = message_id
        self.emit("pinned", chat.id, message_id=message_id)

    def emit(self, kind: str, chat_id: int, **payload: Any) -> None:
        for listener in tuple(self._listeners):
            listener({"type": kind, "chat_id": chat_id, **payload})

    def question(self, question_id: str) -> Question | None:
        """None for one that is unknown, answered or too old."""
        question = self.questions.get(question_id)
        if question is None or question.answer is not None:
            return None
        return question if self.now() - question.asked_at <= QUESTION_SECONDS else None

    # -- inside

    def _from_person(self, person_id: int, content: Json) -> Json:
        chat = self.chat(person_id)
        if chat.is_blocked:
            self.unblock_bot(person_id)
        chat.is_open = True
        message = self._message(chat, chat.person, content)
        chat.add(message)
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        self.emit("message", chat.id, message=message)
        self._enqueue("message", message)
        return message

    def _amend(self, person_id: int, message_id: int, part: str, content: Json) -> Json:
        chat = self.chat(person_id)
        message = chat.messages.get(message_id)
        if message is None or message["from"]["id"] != person_id or part not in message:
            raise WorldError(f"message {message_id} is not one that {person_id} can edit so")
        kept = {name: value for name, value in message.items() if name != "entities"}
        amended = self.replace(chat, {**kept, **content, "edit_date": int(self.now())})
        self._enqueue("edited_message", amended)
        return amended

    def _message(self, chat: Chat, sender: Json, content: Json) -> Json:
        return {
            "message_id": chat.next_message_id(),
            "from": sender,
            "chat": chat.head(),
            "date": int(self.now()),
            **content,
        }

    def _set_membership(self, person_id: int, *, is_blocked: bool) -> None:
        chat = self.chat(person_id)
        if chat.is_blocked == is_blocked:
            return
        chat.is_blocked = is_blocked
        bot = self.bot.sender()
        statuses = ("member", "kicked") if is_blocked else ("kicked", "member")
        old, new = (
            {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in statuses
        )
        self._enqueue(
            "my_chat_member",
            {
                "chat": chat.head(),
                "from": chat.person,
                "date": int(self.now()),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
        self.emit("membership", chat.id, is_blocked=is_blocked)

    def _ask(self, person_id: int) -> Question:
        question = Question(self.serial("q"), person_id, self.now())
        self.questions[question.id] = question
        if len(self.questions) > 10_000:
            del self.questions[next(iter(self.questions))]
        return question

    def _enqueue(self, kind: str, payload: Json) -> None:
        bot = self.bot
        if bot.allowed is not None and kind not in bot.allowed:
            return
        bot.updates.append({"update_id": next(self._update_ids), kind: payload})
        self.emit("update", 0)


def callback_data(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _typed(name: str, text: str, limit: int) -> Json:
    """What a client makes of typed text; people cannot send what is empty or too long."""
    text = text.strip()
    if is_blank(text):
        raise WorldError("an empty message cannot be sent")
    if units(text) > limit:
        raise WorldError(f"a {name} holds at most {limit} UTF-16 units")
    entities = detected(text, [])
    key = "entities" if name == "text" else "caption_entities"
    return {name: text, **({key: entities} if entities else {})}
