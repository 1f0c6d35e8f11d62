"""Updates that aiogram cannot read: counted by their kind, and whoever sent one is told of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.methods import AnswerCallbackQuery, SendMessage

from bot.delivery.outcomes import CALL_ERRORS
from bot.updates.incoming import (
    CALLBACK,
    Json,
    id_of,
    kinds_of,
)
from domain.errors import StoreUnavailable
from domain.ids import UpdateId, UserId
from domain.lru_cache import LruCache
from domain.people.users import Language, Profile
from domain.ports import Clock
from services.people.users import Users
from ui.translator import Translator, translator

log = logging.getLogger(__name__)

KINDS = 30
"""Different names that are counted; what comes after them is `other`."""

REMEMBERED = 1_000
"""Updates and chats that were answered last."""

ID_LIMIT = 2**52
""" "at most 52 significant bits" (User.id)."""

PAUSE_SECONDS = 10.0
"""One answer to a chat within so long: an album, or ten forwards at once, are one mishap."""


@dataclass(kw_only=True, slots=True)
class UnreadableUpdates:
    """`counts` since the process began, by the kind's name in the Bot API."""

    users: Users
    clock: Clock
    counts: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    """Of messages that were read all the same: their fields that were not, since then."""
    _answered: LruCache[int, bool] = field(default_factory=partial(LruCache, REMEMBERED))
    _told_at: LruCache[int, float] = field(default_factory=partial(LruCache, REMEMBERED))

    async def take(self, raw: object, bot: Bot) -> None:
        """Once for each update, however often it is delivered. Raises nothing: this is the end."""
        update_id = id_of(raw)
        if update_id is not None:
            if update_id in self._answered:
                return
            self._answered.keep(update_id, True)
        kind = self._count(raw)
        happening = raw.get(kind) if isinstance(raw, dict) else None
        if not isinstance(happening, dict):
            return
        person = _person(happening.get("from"))
        if person is None:
            return
        try:
            await self._answer(kind, happening, person, bot)
        except CALL_ERRORS as error:
            log.info("of an unreadable update nobody was told: %s", type(error).__name__)
        except Exception:
            log.exception("of an unreadable update nobody was told")

    def notice(self, fields: Iterable[str]) -> None:
        for name in fields:
            _count(self.unknown, name)

    def _count(self, raw: object) -> str:
        kind = next(iter(kinds_of(raw)), "other")
        _count(self.counts, kind)
        return kind

    async def _answer(self, kind: str, happening: Json, person: Profile, bot: Bot) -> None:
        if kind == CALLBACK and isinstance(happening.get("id"), str):
            words = (await self._translator(person)).plain("unreadable-press")
            query_id = happening["id"]
            await bot(AnswerCallbackQuery(callback_query_id=query_id, text=words, show_alert=True))
        elif kind == "message" and _is_private(happening.get("chat"), person):
            now = self.clock.monotonic()
            told_at = self._told_at.get(person.id)
            if told_at is not None and now - told_at < PAUSE_SECONDS:
                return
            self._told_at.keep(person.id, now)
            words = (await self._translator(person))("unreadable-message")
            await bot(SendMessage(chat_id=person.id, text=words))

    async def _translator(self, person: Profile) -> Translator:
        """Their own language, else that of their client; nothing is stored of them."""
        try:
            actor = await self.users.recognise(person, UpdateId(0))
        except StoreUnavailable:
            client = person.client_language or self.users.default_language
            return translator(Language.of_client(client))
        return translator(actor.language)


def _count(counts: Counter[str], name: str) -> None:
    counts[name if name in counts or len(counts) < KINDS else "other"] += 1


def _person(given: Any) -> Profile | None:
    """The person who may be answered; None for bots and where nobody is named."""
    if not isinstance(given, dict) or given.get("is_bot") is True:
        return None
    number, language = given.get("id"), given.get("language_code")
    if not isinstance(number, int) or not 0 < number < ID_LIMIT:
        return None
    client = language if isinstance(language, str) else ""
    return Profile(id=UserId(number), first_name="", client_language=client)


def _is_private(chat: Any, person: Profile) -> bool:
    is_private = isinstance(chat, dict) and chat.get("type") == ChatType.PRIVATE
    return is_private and chat.get("id") == person.id
