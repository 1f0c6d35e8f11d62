"""The world: people and one bot, their chats, and the updates that people's acts cause.

No I/O and no waiting; the fronts (session, server) carry calls in and updates out. It is built up
in layers: sandbox.core, communities, writing, and this one. Rules that the bot meets are in
sandbox.methods and what it names.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sandbox.answers import inline_content
from sandbox.calls import Call
from sandbox.chats import Json, Reply
from sandbox.errors import BotApiError, WorldError
from sandbox.faults import refusal
from sandbox.media import Upload
from sandbox.methods import answer
from sandbox.polls import poll
from sandbox.typed import as_client, callback_data
from sandbox.writing import Writing

INLINE_QUERY_CHARACTERS = 256
"""InlineQuery: "Text of the query (up to 256 characters)"."""


class World(Writing):
    """What people press and see beside what they write, and the one door for the bot's calls."""

    # -- what people write, by the rules that bots meet too

    def create_poll(
        self,
        person_id: int,
        question: str,
        options: Sequence[str],
        *,
        anonymous: bool = True,
        kind: str = "regular",
        correct: Sequence[int] = (),
    ) -> Json:
        """A quiz without `correct` is one whose right answers the bot is not told."""
        params = {
            "question": question,
            "options": list(options),
            "is_anonymous": anonymous,
            "type": kind,
            "correct_option_ids": list(correct) or [0],
        }
        with as_client():
            content = poll(Call(self, self.bot, "sendPoll", params, {}))
        if not correct:
            content["poll"].pop("correct_option_ids", None)
        return self._from_person(person_id, content)

    # -- what people press

    def press(
        self,
        person_id: int,
        message_id: int,
        data: str,
        *,
        forged: bool = False,
        chat_id: int | None = None,
    ) -> str:
        """The id of the callback query. Only `forged` may send data that no button has."""
        chat = self._chat_of(person_id, chat_id)
        message = chat.messages.get(message_id)
        if message is None and not forged:
            raise WorldError(f"there is no message {message_id}")
        if not forged and data not in callback_data(message or {}):
            raise WorldError(f"message {message_id} has no button with {data!r}")
        question = self.ask(person_id)
        query: Json = {
            "id": question.id,
            "from": self.chat(person_id).person,
            "chat_instance": str(chat.id),
            "data": data,
        }
        # Of a message that is gone Telegram tells only where it was (InaccessibleMessage).
        gone = {"message_id": message_id, "chat": chat.head(), "date": 0}
        query["message"] = message or gone
        self.enqueue("callback_query", query)
        return question.id

    def ask_inline(
        self,
        person_id: int,
        query: str,
        offset: str = "",
        location: tuple[float, float] | None = None,
    ) -> str:
        """The id of the inline query. The bot does not hear of one whose answer is cached."""
        if len(query) > INLINE_QUERY_CHARACTERS:
            raise WorldError(f"an inline query has at most {INLINE_QUERY_CHARACTERS} characters")
        question = self.ask(person_id)
        question.inline = (query, offset, location)
        known = self.cached_inline(question)
        if known is not None:
            question.answer = known
            self.emit("inline_answer", person_id, inline_query_id=question.id, answer=known)
            return question.id
        update: Json = {
            "id": question.id,
            "from": self.chat(person_id).person,
            "query": query,
            "offset": offset,
            "chat_type": "sender",
        }
        if location is not None:
            update["location"] = {"latitude": location[0], "longitude": location[1]}
        self.enqueue("inline_query", update)
        return question.id

    def choose_inline(self, person_id: int, inline_query_id: str, result_id: str) -> Json:
        """The person sends the result, marked as sent via the bot, into their chat with it."""
        found = self.inline_answer(inline_query_id) or {"results": []}
        for result in found["results"]:
            if result["id"] == result_id:
                content = {**inline_content(result), "via_bot": self.bot.sender()}
                return self._from_person(person_id, content)
        raise WorldError(f"the answer holds no result {result_id!r}")

    # -- what people see

    def history(self, chat_id: int) -> list[Json]:
        return list(self.place(chat_id).messages.values())

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
