from __future__ import annotations

from datetime import timedelta

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessages,
    DeleteMessage,
    EditMessageText,
    GetUpdates,
    SendChatAction,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
)
from aiogram.types import BufferedInputFile, InputMediaPhoto
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.policy import (
    HANG_SECONDS,
    UPLOAD_SECONDS,
    CallKind,
    Use,
    chat_of,
    hang_seconds,
    kind_of,
    retry_in,
    weight_of,
)
from domain.outbox import FloodWait, Halted, Outcome, Refused, Transient, UserGone

FILE = BufferedInputFile(b"x", "x.png")
PICTURE = SendPhoto(chat_id=1, photo=FILE)
ALBUM = SendMediaGroup(chat_id=1, media=[InputMediaPhoto(media=FILE) for _ in range(3)])


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("getUpdates", None),
        ("getMe", None),
        ("sendChatAction", None),
        ("setMyCommands", None),
        ("answerCallbackQuery", CallKind(Use.TOAST)),
        ("answerInlineQuery", CallKind(Use.TOAST)),
        ("deleteMessage", CallKind(Use.SCREEN)),
        ("deleteWebhook", None),
        ("deleteMyCommands", None),
        ("sendMessage", CallKind(Use.SCREEN, takes_turn=True)),
        ("copyMessage", CallKind(Use.SCREEN, takes_turn=True, precedes_commit=True)),
        ("sendPhoto", CallKind(Use.SCREEN, takes_turn=True, may_upload=True)),
        ("editMessageText", CallKind(Use.SCREEN, takes_turn=True, is_edit=True)),
        ("sendDocument", CallKind(Use.DOCUMENT, takes_turn=True, may_upload=True)),
    ],
)
def test_kind_of_a_call_says_what_it_is_for(method: str, kind: CallKind | None) -> None:
    assert kind_of(method) == kind


@pytest.mark.parametrize(
    ("method", "chat_id", "weight"),
    [
        (SendMessage(chat_id=7, text="x"), 7, 1),
        (SendMessage(chat_id="@channel", text="x"), None, 1),
        (EditMessageText(inline_message_id="x", text="x"), None, 1),
        (ALBUM, 1, 3),
        (CopyMessages(chat_id=7, from_chat_id=8, message_ids=[1, 2]), 7, 2),
        (PICTURE, 1, 1),
    ],
)
def test_call_goes_to_its_chat_and_weighs_its_messages(
    method: SendMessage, chat_id: int | None, weight: int
) -> None:
    assert (chat_of(method), weight_of(method)) == (chat_id, weight)


@pytest.mark.parametrize(
    ("method", "seconds"),
    [
        (SendMessage(chat_id=7, text="x"), HANG_SECONDS),
        (SendPhoto(chat_id=7, photo="file id"), HANG_SECONDS),
        (PICTURE, UPLOAD_SECONDS),
        (ALBUM, UPLOAD_SECONDS),
        (SendDocument(chat_id=7, document=FILE), UPLOAD_SECONDS),
        (DeleteMessage(chat_id=7, message_id=1), HANG_SECONDS),
        (AnswerCallbackQuery(callback_query_id="1"), HANG_SECONDS),
    ],
)
def test_request_hangs_longer_where_it_carries_a_file(method: SendMessage, seconds: float) -> None:
    kind = kind_of(method.__api_method__)
    assert kind is not None
    assert hang_seconds(kind, method) == seconds


def test_calls_that_answer_nobody_have_no_kind() -> None:
    calls = (GetUpdates, SendChatAction)
    assert [kind_of(call.__api_method__) for call in calls] == [None, None]


@pytest.mark.parametrize(
    ("outcome", "use", "tried_for", "attempts", "expected"),
    [
        (Transient("502"), Use.SCREEN, 0.0, 1, 1.0),
        (Transient("502"), Use.SCREEN, 10.0, 3, 4.0),
        (Transient("reset", is_uncertain=True), Use.SCREEN, 55.0, 3, 4.0),
        (Transient("502"), Use.SCREEN, 56.0, 3, None),
        (Transient("502"), Use.TOAST, 8.5, 1, 1.0),
        (Transient("502"), Use.TOAST, 9.0, 1, None),
        (Transient("502"), Use.DOCUMENT, 400.0, 9, 150.0),
        (FloodWait(timedelta(seconds=7)), Use.SCREEN, 0.0, 1, 7.0),
        (FloodWait(timedelta(seconds=60)), Use.SCREEN, 0.0, 1, None),
        (FloodWait(timedelta(seconds=10)), Use.TOAST, 0.0, 1, None),
        (Refused("400"), Use.SCREEN, 0.0, 1, None),
        (UserGone("403"), Use.SCREEN, 0.0, 1, None),
        (Halted("401"), Use.SCREEN, 0.0, 1, None),
    ],
)
def test_retry_in_waits_as_the_outbox_does_within_the_time_of_the_use(
    outcome: Outcome, use: Use, tried_for: float, attempts: int, expected: float | None
) -> None:
    wait = retry_in(outcome, use, tried_for=tried_for, attempts=attempts, jitter=0.0)
    assert wait == expected


@given(use=st.sampled_from(Use), jitter=st.floats(0, 0.999), took=st.floats(0, 60))
def test_retry_in_ends_within_the_time_of_the_use(use: Use, jitter: float, took: float) -> None:
    tried_for, attempts = took, 1
    while (
        wait := retry_in(
            Transient("502"), use, tried_for=tried_for, attempts=attempts, jitter=jitter
        )
    ) is not None:
        assert wait >= 1
        tried_for += wait
        assert tried_for < use.value
        tried_for, attempts = tried_for + took, attempts + 1
