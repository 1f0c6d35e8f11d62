"""What a person's client makes of typed text and chosen files, before the server sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sandbox.chats import Json
from sandbox.entities import Entity, checked, detected, is_blank, settled, trimmed, units
from sandbox.errors import BotApiError, WorldError


@contextmanager
def as_client() -> Iterator[None]:
    """A client does not let its person do what the server would refuse."""
    try:
        yield
    except BotApiError as error:
        raise WorldError(error.description) from None


def typed(name: str, text: str, limit: int, explicit: Sequence[Entity] | None = None) -> Json:
    """Trimmed, with the links that clients find; `explicit` is what the person made bold."""
    if is_blank(text):
        raise WorldError("an empty message cannot be sent")
    with as_client():
        text, entities = trimmed(text, checked(text, list(explicit or ())))
    if units(text) > limit:
        raise WorldError(f"a {name} holds at most {limit} UTF-16 units")
    entities = detected(text, settled(entities))
    key = "entities" if name == "text" else "caption_entities"
    return {name: text, **({key: entities} if entities else {})}


def callback_data(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
