"""Filters of messages, as coroutines on purpose.

aiogram runs every synchronous filter, F.text included, in a thread of its own: a hop to a thread
and back for each handler that an update passes by (measured: 2 ms of a location's 2.5).
"""

from __future__ import annotations

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineQuery, Message

from domain.errors import UserError
from domain.places.geo import Point
from services.language.spelling import normalised
from services.search.lookup import Lookup
from services.search.reading.intents import Intent
from services.search.reading.themes.certainty import asked
from ui.translator import labels

LEFT_OUT = "left_out"
"""Set beside the other fields of a message: names of those that could not be read."""


def left_out(message: Message) -> frozenset[str]:
    """Names of fields that this version could not read, set by bot.updates.incoming."""
    return frozenset((message.model_extra or {}).get(LEFT_OUT, ()))


class Pressed(Filter):
    """A reply button arrives as plain text, perhaps from a keyboard in the other language.

    Its words may be typed as well («новости»), but not where a question waits for some: a college
    or a room may be called just so.
    """

    def __init__(self, key: str) -> None:
        self._buttons = labels(key)
        words = {label.partition(" ")[2] for label in self._buttons}
        self.labels = self._buttons | words | {typed.lower() for typed in words}

    async def __call__(self, message: Message, raw_state: str | None = None) -> bool:
        return message.text in (self._buttons if raw_state else self.labels)


class Phrase(Filter):
    """A message that is one of the phrases under `key` and nothing else, in either language.

    Not where a question waits for words.
    """

    def __init__(self, key: str) -> None:
        self._phrases = _phrases(key)

    async def __call__(self, message: Message, raw_state: str | None = None) -> bool:
        return not raw_state and normalised(message.text or "") in self._phrases


class GivesUp(Filter):
    """«Отмена» instead of the answer that a question waits for: a whole message of such words."""

    def __init__(self, key: str) -> None:
        self._phrases = _phrases(key)

    async def __call__(self, message: Message, raw_state: str | None = None) -> bool:
        return bool(raw_state) and normalised(message.text or "") in self._phrases


class FreeText(Filter):
    """Text that is no command; «/сварщик» is none, for commands are Latin letters (Bot API)."""

    async def __call__(self, message: Message) -> bool:
        text = message.text
        return text is not None and not (text.startswith("/") and text[1:2].isascii())


class NoCommand(Filter):
    """Anything that a question may be answered with: text, files, pictures."""

    async def __call__(self, message: Message) -> bool:
        return message.text is None or not message.text.startswith("/")


class HasLocation(Filter):
    """A point, a live location, or a venue (which carries its location too).

    The handler gets it as `point`. Raises UserError for one that is on no globe.
    """

    async def __call__(self, message: Message) -> dict[str, Point] | bool:
        if message.location is None:
            return False
        try:
            return {"point": Point(message.location.latitude, message.location.longitude)}
        except ValueError as error:
            raise UserError("location-invalid") from error


class HasCaption(Filter):
    """Words under a picture, a video or a file."""

    async def __call__(self, message: Message) -> bool:
        return bool((message.caption or "").strip())


class HasDocument(Filter):
    async def __call__(self, message: Message) -> bool:
        return message.document is not None


class Migrates(Filter):
    """A group tells that it has become a supergroup."""

    async def __call__(self, message: Message) -> bool:
        return message.migrate_to_chat_id is not None


class Section(Filter):
    """An inline query that begins with the section's words in any language; hands on the rest."""

    def __init__(self, key: str) -> None:
        self._words = [label.casefold().split() for label in labels(key)]

    async def __call__(self, query: InlineQuery) -> dict[str, str] | bool:
        typed = query.query.split()
        for words in self._words:
            if [word.casefold() for word in typed[: len(words)]] == words:
                return {"rest": " ".join(typed[len(words) :])}
        return False


class OwnButton(Filter):
    """Matches a button of a router that has many: one look instead of one for each of its
    handlers."""

    def __init__(self, *kinds: type[CallbackData]) -> None:
        self._prefixes = frozenset(kind.__prefix__ for kind in kinds)

    async def __call__(self, query: CallbackQuery) -> bool:
        return (query.data or "").partition(":")[0] in self._prefixes


class Asks(Filter):
    """A text that asks for one of the intents, or is about it; the handler gets `intent`.

    In a router that stands after every conversation that waits for a text.
    """

    def __init__(self, intents: frozenset[Intent]) -> None:
        self._intents = intents

    async def __call__(self, message: Message, lookup: Lookup) -> dict[str, Intent] | bool:
        intent = asked(await lookup.read(message.text or ""))
        return {"intent": intent} if intent in self._intents else False


def _phrases(key: str) -> frozenset[str]:
    return frozenset(normalised(one) for line in labels(key) for one in line.split(","))
