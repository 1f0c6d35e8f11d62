"""What a reply is worth: whether it takes a turn, how long it is tried. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from aiogram.methods import TelegramMethod

from bot.delivery.outcomes import has_file
from domain.ids import ChatId
from domain.outbox import FloodWait, Outcome, Transient
from outbox.policy import backoff

HANG_SECONDS = 10.0
"""A request without an answer for so long is given up; getUpdates is none of these."""

UPLOAD_SECONDS = 60.0
"""A request that carries a file and has no answer for so long is given up."""

CHAT_BURST = 5
"""Messages of replies that may reach a chat ahead of one a second (outbox.limiter.ChatPace)."""

SENDING = ("send", "copy", "forward", "edit")
"""First words of methods that make or change messages; what they do counts as messages.

The Bot FAQ names a limit for sending only. Edits count too: refusals of them are known (429), and
many people paging at once are as many calls as many messages.
"""


class Use(Enum):
    """What a call is for; the value is how many seconds it is tried, from its first attempt."""

    TOAST = 10.0
    """The client forgets the query soon, and shows a spinner until then."""
    SCREEN = 60.0
    DOCUMENT = 600.0
    """Lists, reports, calendars: asked for once, and worth waiting for."""


@dataclass(frozen=True, slots=True)
class CallKind:
    use: Use
    takes_turn: bool = False
    is_edit: bool = False
    may_upload: bool = False
    precedes_commit: bool = False
    """Its handler commits what it returns: until then nothing of the update is done."""


WITHOUT_FILES = frozenset({"sendmessage", "sendrichmessage", "editmessagetext",
                           "editmessagereplymarkup", "copymessage", "copymessages"})  # fmt: skip

BATCHES = {"sendMediaGroup": "media", "copyMessages": "message_ids",
           "forwardMessages": "message_ids"}  # fmt: skip
"""Methods and the field that lists what they send."""

DOCUMENTS = frozenset({"senddocument", "sendmediagroup"})


@cache
def kind_of(api_method: str) -> CallKind | None:
    """None for calls that answer nobody: they pass as they are (getUpdates, getFile, ...)."""
    name = api_method.lower()
    if name.startswith("answer"):
        return CallKind(Use.TOAST)
    if name.startswith("delete") and "message" in name:
        return CallKind(Use.SCREEN)
    if name == "sendchataction" or not name.startswith(SENDING):
        return None
    return CallKind(
        Use.DOCUMENT if name in DOCUMENTS else Use.SCREEN,
        takes_turn=True,
        is_edit=name.startswith("edit"),
        may_upload=name not in WITHOUT_FILES,
        precedes_commit=name.startswith(("copy", "forward")),
    )


def chat_of(method: TelegramMethod[Any]) -> ChatId | None:
    """None for what has no chat of ours: messages sent through inline mode, names of channels."""
    chat_id = getattr(method, "chat_id", None)
    return ChatId(chat_id) if isinstance(chat_id, int) else None


def weight_of(method: TelegramMethod[Any]) -> int:
    """Messages that the call makes: an album counts as each of its parts (Bot FAQ)."""
    listed = BATCHES.get(method.__api_method__)
    return len(getattr(method, listed)) if listed else 1


def hang_seconds(kind: CallKind, method: TelegramMethod[Any]) -> float:
    return UPLOAD_SECONDS if kind.may_upload and has_file(method) else HANG_SECONDS


def retry_in(
    outcome: Outcome, use: Use, *, tried_for: float, attempts: int, jitter: float
) -> float | None:
    """Seconds until the next attempt; None: there is none.

    `tried_for` is seconds since the first attempt began; the next one must begin within the use's
    time. One whose outcome is unknown is repeated: an answer may come twice.
    """
    match outcome:
        case FloodWait(retry_in=pause):
            wait = pause.total_seconds()
        case Transient():
            wait = backoff(attempts, jitter).total_seconds()
        case _:
            return None
    return wait if tried_for + wait < use.value else None
