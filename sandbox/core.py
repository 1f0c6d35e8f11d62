"""What the world is made of: accounts, chats, files and questions, and how news of them spreads.

The acts of people are in sandbox.writing and sandbox.world, the rules that the bot meets in
sandbox.methods.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from sandbox.chats import BotAccount, Chat, Json, PrivateChat, Question
from sandbox.errors import WorldError
from sandbox.faults import Faults
from sandbox.floods import FloodLimits, FloodWatch
from sandbox.media import StoredFile, mime_of

QUESTION_SECONDS = 15 * 60
"""How long a callback query may wait for its answer."""

Listener = Callable[[Json], None]


class Core:
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
        self._inline_answers: dict[tuple[int | None, Any], tuple[float, Json]] = {}
        self._update_ids = itertools.count(int(now()))
        self._names: dict[str, int] = {}
        self._serial = itertools.count(1)
        self._person_ids = itertools.count(1001)
        self._community_ids = itertools.count(-1001000000001, -1)
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
        self.chats[person["id"]] = PrivateChat(person)
        return person

    @property
    def bot(self) -> BotAccount:
        return next(iter(self.bots.values()))

    @property
    def people(self) -> dict[int, Json]:
        chats = self.chats.values()
        return {chat.id: chat.person for chat in chats if isinstance(chat, PrivateChat)}

    def chat(self, person_id: int) -> PrivateChat:
        chat = self.chats.get(person_id)
        if not isinstance(chat, PrivateChat):
            raise WorldError(f"nobody here has the id {person_id}")
        return chat

    def place(self, chat_id: int) -> Chat:
        """A chat of any kind."""
        if chat_id not in self.chats:
            raise WorldError(f"there is no chat {chat_id}")
        return self.chats[chat_id]

    def named(self, username: str) -> Chat | None:
        """The channel or supergroup of that @name; names of people lead bots nowhere."""
        return self.chats.get(self._names.get(username.removeprefix("@").lower(), 0))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with every event until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

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

    def deliver(self, chat: Chat, content: Json, *, is_silent: bool = False) -> Json:
        """A message from the bot appears in the chat."""
        message = self.message(chat, chat.signature(self.bot.sender()), content)
        chat.own.add(message["message_id"])
        if is_silent:
            chat.silent.add(message["message_id"])
        self.show(chat, message)
        return message

    def show(self, chat: Chat, message: Json) -> None:
        chat.add(message)
        self.emit("message", chat.id, message=message)

    def replace(self, chat: Chat, message: Json) -> Json:
        """A new dict takes the place of the old: updates on their way keep what they said."""
        chat.messages[message["message_id"]] = message
        self.emit("edited", chat.id, message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        chat.forget(message_id)
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

    def message(self, chat: Chat, signature: Json, content: Json) -> Json:
        return {
            "message_id": chat.next_message_id(),
            **signature,
            "chat": chat.head(),
            "date": int(self.now()),
            **content,
        }

    def ask(self, person_id: int) -> Question:
        question = Question(self.serial("q"), person_id, self.now())
        self.questions[question.id] = question
        if len(self.questions) > 10_000:
            del self.questions[next(iter(self.questions))]
        return question

    def cache_inline(self, question: Question, seconds: int, *, is_personal: bool) -> None:
        """answerInlineQuery: for everybody who asks the same, or for this person only."""
        if question.inline is None or seconds <= 0:
            return
        who = question.person_id if is_personal else None
        self._inline_answers[who, question.inline] = self.now() + seconds, question.answer or {}
        if len(self._inline_answers) > 10_000:
            del self._inline_answers[next(iter(self._inline_answers))]

    def cached_inline(self, question: Question) -> Json | None:
        for who in (question.person_id, None):
            until, answer = self._inline_answers.get((who, question.inline), (0.0, {}))
            if until > self.now():
                return answer
        return None

    def enqueue(self, kind: str, payload: Json) -> None:
        bot = self.bot
        if bot.allowed is not None and kind not in bot.allowed:
            return
        bot.updates.append({"update_id": next(self._update_ids), kind: payload})
        self.emit("update", 0)
