"""The world: people and one bot, their chats, and the updates that people's acts cause.

No I/O and no waiting; the fronts (session, server) carry calls in and updates out. Rules that the
bot meets are in sandbox.methods.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from typing import Any

from sandbox.chats import BotAccount, Chat, Json, Question, StoredFile
from sandbox.entities import detected, trimmed, units
from sandbox.errors import BotApiError, WorldError
from sandbox.faults import Faults
from sandbox.floods import FloodLimits, FloodWatch

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
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
        text, _ = trimmed(text, [])
        if not text:
            raise WorldError("an empty message cannot be sent")
        if units(text) > TEXT_UNITS:
            raise WorldError("a message holds at most 4096 UTF-16 units")
        entities = detected(text, [])
        content: Json = {"text": text, **({"entities": entities} if entities else {})}
        return self._from_person(person_id, content)

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
        stored = self.store_file(file_name, data, mime)
        content = media(kind, stored)
        if caption.strip():
            content["caption"] = caption.strip()
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
        if message is not None:
            query["message"] = message
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
        """The person sends the result's text, marked as sent via the bot."""
        answer = self.inline_answer(inline_query_id) or {"results": []}
        for result in answer["results"]:
            if result["id"] == result_id:
                content = dict(result.get("input_message_content") or {})
                content["text"] = content.pop("message_text", result.get("title", ""))
                message = {"text": content["text"], "via_bot": self.bot.user}
                if result.get("reply_markup"):
                    message["reply_markup"] = result["reply_markup"]
                return self._from_person(person_id, message, is_update=False)
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

    def commands(self, token: str, language_code: str = "") -> list[Json]:
        known = self.bots[token].commands
        return known.get(language_code) or known.get("", [])

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with every event until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    # -- what the bot does

    def call(
        self, token: str, method: str, params: Json, files: dict[str, Any] | None = None
    ) -> tuple[int, Json]:
        """HTTP status and body of one Bot API call."""
        from sandbox.methods import answer  # noqa: PLC0415  (methods need the world's types)

        try:
            return 200, {"ok": True, "result": answer(self, token, method, params, files or {})}
        except BotApiError as error:
            body: Json = {
                "ok": False,
                "error_code": error.code,
                "description": error.description,
            }
            if error.parameters:
                body["parameters"] = error.parameters
            return error.code, body

    def pending(self, token: str) -> list[Json]:
        return list(self.bots[token].updates)

    # -- used by sandbox.methods

    def store_file(self, name: str, data: bytes, mime: str = "") -> StoredFile:
        file_id = f"file{next(self._serial)}"
        stored = StoredFile(file_id, name, data, mime or "application/octet-stream")
        self.files[file_id] = stored
        return stored

    def deliver(self, chat: Chat, content: Json) -> Json:
        """A message from the bot appears in the chat."""
        message = self._message(chat, self.bot.user, content)
        chat.add(message)
        self.emit("message", chat.id, message=message)
        return message

    def emit(self, kind: str, chat_id: int, **payload: Any) -> None:
        for listener in list(self._listeners):
            listener({"type": kind, "chat_id": chat_id, **payload})

    def question(self, question_id: str) -> Question | None:
        """None for one that is unknown, answered or too old."""
        question = self.questions.get(question_id)
        if question is None or question.answer is not None:
            return None
        return question if self.now() - question.asked_at <= QUESTION_SECONDS else None

    # -- inside

    def _from_person(self, person_id: int, content: Json, *, is_update: bool = True) -> Json:
        chat = self.chat(person_id)
        if chat.is_blocked:
            self.unblock_bot(person_id)
        chat.is_open = True
        message = self._message(chat, chat.person, content)
        chat.add(message)
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        self.emit("message", chat.id, message=message)
        if is_update:
            self._enqueue("message", message)
        return message

    def _message(self, chat: Chat, sender: Json, content: Json) -> Json:
        return {
            "message_id": chat.next_message_id(),
            "from": {k: v for k, v in sender.items() if not k.startswith(("can_", "supports_"))},
            "chat": chat.head(),
            "date": int(self.now()),
            **content,
        }

    def _set_membership(self, person_id: int, *, is_blocked: bool) -> None:
        chat = self.chat(person_id)
        if chat.is_blocked == is_blocked:
            return
        chat.is_blocked = is_blocked
        bot = {k: v for k, v in self.bot.user.items() if not k.startswith(("can_", "supports_"))}
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
        question = Question(f"q{next(self._serial)}", person_id, self.now())
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


def media(kind: str, stored: StoredFile) -> Json:
    """The part of a message that names a file."""
    size = len(stored.data)
    base: Json = {
        "file_id": stored.file_id,
        "file_unique_id": f"u{stored.file_id}",
        "file_size": size,
    }
    width, height = _pixels(stored.data)
    named: Json = {**base, "file_name": stored.name, "mime_type": stored.mime}
    content: dict[str, Json] = {
        "photo": {"photo": [{**base, "width": width, "height": height}]},
        "sticker": {
            "sticker": {
                **base,
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
            }
        },
        "voice": {"voice": {**base, "duration": 1, "mime_type": stored.mime}},
        "video": {"video": {**named, "width": width, "height": height, "duration": 1}},
        "document": {"document": named},
    }
    if kind not in content:
        raise WorldError(f"no such kind of file: {kind}")
    return content[kind]


def _pixels(data: bytes) -> tuple[int, int]:
    """Width and height from a PNG header; other formats get a size that looks like a photo's."""
    if re.match(rb"\x89PNG\r\n\x1a\n....IHDR", data[:16], re.DOTALL):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return 800, 600
