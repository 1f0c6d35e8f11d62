"""Answers as they come over the wire, and what each means for a message."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendDocument, SendMediaGroup, SendMessage, TelegramMethod
from aiogram.types import BufferedInputFile, InputMediaDocument

from bot.delivery.outcomes import CALL_ERRORS, NO_WAY, outcome_of
from bot.session import JsonSession
from domain.ids import ChatId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Halted,
    Outcome,
    Refused,
    Sent,
    SourceGone,
    TooLarge,
    Transient,
    UserGone,
)
from sandbox.session import SandboxSession
from sandbox.world import World

TEXT = SendMessage(chat_id=1, text="т")
FILE = BufferedInputFile(b"%PDF", "a.pdf")
NGINX = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
NEW_KIND = {"message_id": 7, "date": "завтра", "chat": {"id": 1, "type": "private"}}
"""Of the next Bot API, say: aiogram cannot read it."""


def refusal(code: int, words: str, **parameters: Any) -> tuple[int, str]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": words}
    return code, json.dumps({**body, "parameters": parameters} if parameters else body)


def unreadable(status: int, *, is_uncertain: bool) -> Transient:
    return Transient(f"answer {status} is not the Bot API's", is_uncertain)


def judged(
    status: int,
    content: str,
    method: TelegramMethod[Any] = TEXT,
    session: BaseSession | None = None,
) -> Outcome:
    bot = Bot("42:x")
    with pytest.raises(CALL_ERRORS) as raised:
        (session or JsonSession()).check_response(bot, method, status, content)
    return outcome_of(raised.value)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refusal(400, "Bad Request: text is too long"), Refused("Bad Request: text is too long")),
        (refusal(404, "Not Found"), Refused("Not Found")),
        (refusal(413, "Request Entity Too Large"), Refused("Request Entity Too Large")),
        (refusal(403, "Forbidden: bot was blocked by the user"),
         UserGone("Forbidden: bot was blocked by the user")),
        (refusal(400, "Bad Request: chat not found"), UserGone("Bad Request: chat not found")),
        (refusal(400, "Bad Request: message to copy not found"),
         SourceGone("Bad Request: message to copy not found")),
        (refusal(401, "Unauthorized"), Halted("Unauthorized")),
        (refusal(429, "Too Many Requests", retry_after=5), FloodWait(timedelta(seconds=5))),
        (refusal(400, "upgraded", migrate_to_chat_id=-100), ChatMoved(ChatId(-100))),
        (refusal(502, "Bad Gateway"), Transient("Bad Gateway")),
        (refusal(418, "I'm a teapot"), Transient("I'm a teapot")),
    ],
)  # fmt: skip
def test_answer_in_telegrams_own_words_means_what_it_says(
    answer: tuple[int, str], outcome: Outcome
) -> None:
    assert judged(*answer) == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refusal(429, "Too Many Requests", retry_after=30.2), FloodWait(timedelta(seconds=31))),
        (refusal(429, "Too Many Requests", retry_after="30.2"), FloodWait(timedelta(seconds=31))),
        (refusal(429, "Too Many Requests: retry after 35"), FloodWait(timedelta(seconds=35))),
        (refusal(429, "Too Many Requests: retry after 35", retry_after={"s": 35}),
         FloodWait(timedelta(seconds=35))),
        (refusal(429, "Too Many Requests", retry_after="soon"), Transient("Too Many Requests")),
        (refusal(400, "upgraded", migrate_to_chat_id=-1e12), ChatMoved(ChatId(-(10**12)))),
        (refusal(403, "Forbidden: blocked", mood=5), UserGone("Forbidden: blocked")),
        ((403, '{"ok": false, "error_code": "FORBIDDEN", "description": "Forbidden: gone"}'),
         UserGone("Forbidden: gone")),
        ((400, '{"ok": false, "error_code": 400, "description": "Bad Request: x", '
               '"parameters": [], "result": 5}'), Refused("Bad Request: x")),
        ((400, '{"ok": false, "error_code": 400, "description": {"en": "Bad Request: x"}}'),
         unreadable(400, is_uncertain=False)),
        ((200, '{"ok": [], "result": true}'), unreadable(200, is_uncertain=True)),
    ],
)  # fmt: skip
def test_refusal_in_another_shape_keeps_its_words_and_its_wait(
    answer: tuple[int, str], outcome: Outcome
) -> None:
    assert judged(*answer) == outcome


@pytest.mark.parametrize(
    ("status", "content", "outcome"),
    [
        (502, NGINX.format("502 Bad Gateway"), unreadable(502, is_uncertain=True)),
        (404, NGINX.format("404 Not Found"), unreadable(404, is_uncertain=False)),
        (413, NGINX.format("413 Request Entity Too Large"), unreadable(413, is_uncertain=False)),
        (200, NGINX.format("Welcome to the hotel's WiFi"), unreadable(200, is_uncertain=True)),
        (200, '{"ok": true, "resu', unreadable(200, is_uncertain=True)),
        (200, "", unreadable(200, is_uncertain=True)),
        (404, '{"error": "no such route"}', unreadable(404, is_uncertain=False)),
        (404, '{"ok": false}', Transient("an error without a description")),
        (503, '{"ok": false}', unreadable(503, is_uncertain=True)),
        (200, '{"ok": true, "result": {"message_id": "?"}}', unreadable(200, is_uncertain=True)),
        (200, json.dumps({"ok": True, "result": NEW_KIND}), Sent(7)),
    ],
)
def test_answer_of_somebody_else_is_an_outage_and_never_a_refusal(
    status: int, content: str, outcome: Outcome
) -> None:
    assert judged(status, content) == outcome


def test_answer_that_another_session_cannot_read_is_an_outage_too() -> None:
    """aiogram's own sessions keep no status."""
    session = SandboxSession(World())

    assert judged(502, NGINX, session=session) == Transient("Failed to decode object", True)
    album = json.dumps({"ok": True, "result": [NEW_KIND, {**NEW_KIND, "message_id": 8}]})
    media = [InputMediaDocument(media="id1"), InputMediaDocument(media="id2")]
    sent = judged(200, album, SendMediaGroup(chat_id=1, media=media), session)  # type: ignore[arg-type]  # invariant lists
    assert sent == Sent(7, (8,))


@pytest.mark.parametrize(
    "method",
    [
        SendDocument(chat_id=1, document=FILE),
        SendMediaGroup(chat_id=1, media=[InputMediaDocument(media=FILE)]),
    ],
)
def test_file_that_a_proxy_calls_too_large_is_the_files_own_trouble(
    method: TelegramMethod[Any],
) -> None:
    assert judged(413, NGINX, method) == TooLarge("answer 413 is not the Bot API's")
    assert judged(502, NGINX, method) == unreadable(502, is_uncertain=True)


@pytest.mark.parametrize(
    ("error", "is_uncertain"),
    [
        (TelegramNetworkError(TEXT, "Request timeout error"), True),
        (TelegramNetworkError(TEXT, "ServerDisconnectedError: Server disconnected"), True),
        (TelegramNetworkError(TEXT, "ClientConnectorError: Cannot connect to host x"), False),
        (TelegramNetworkError(TEXT, "ClientHttpProxyError: 407, message='No', url='x'"), False),
        (TelegramNetworkError(TEXT, f"{NO_WAY}: Host unreachable"), False),
        (ConnectionResetError("Cannot write to closing transport"), True),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), True),
    ],
)
def test_trouble_on_the_way_is_transient(error: Exception, is_uncertain: bool) -> None:
    outcome = outcome_of(error)

    assert isinstance(outcome, Transient)
    assert outcome.is_uncertain is is_uncertain


def test_what_people_wrote_is_in_no_error() -> None:
    secret = json.dumps({"ok": True, "result": {"message_id": "?", "text": "секрет"}})

    assert "секрет" not in str(judged(200, secret)) + str(judged(200, secret[:-3]))
