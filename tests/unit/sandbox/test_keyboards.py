from __future__ import annotations

from typing import Any

import pytest

from sandbox.errors import BotApiError
from sandbox.keyboards import checked_markup


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (None, None),
        (inline(), None),
        ({"inline_keyboard": []}, None),
        (
            {"inline_keyboard": [[], [{"text": "A", "callback_data": "a", "url": None}]]},
            inline({"text": "A", "callback_data": "a"}),
        ),
        (
            inline({"text": "A", "url": "example.org"}),
            inline({"text": "A", "url": "http://example.org/"}),
        ),
        (
            inline({"text": "A", "switch_inline_query": ""}),
            inline({"text": "A", "switch_inline_query": ""}),
        ),
        (
            inline({"text": "A", "copy_text": {"text": "🧭" * 128}, "style": "primary"}),
            inline({"text": "A", "copy_text": {"text": "🧭" * 128}, "style": "primary"}),
        ),
        (
            {"keyboard": [["A", {"text": "B", "request_location": True}]], "is_persistent": None},
            {"keyboard": [[{"text": "A"}, {"text": "B", "request_location": True}]]},
        ),
        ({"remove_keyboard": True, "selective": None}, {"remove_keyboard": True}),
        (
            {"force_reply": True, "input_field_placeholder": "я" * 64},
            {"force_reply": True, "input_field_placeholder": "я" * 64},
        ),
    ],
)
def test_markup_is_stored_without_what_is_empty(given: Any, stored: Any) -> None:
    assert checked_markup(given) == stored


UNREADABLE = "can't parse inline keyboard button: "
TOO_LONG = "reply markup is too long"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "object expected as reply markup"),
        ({}, "object expected as reply markup"),
        ({"remove_keyboard": False}, "object expected as reply markup"),
        ({"inline_keyboard": 5}, "can't parse reply keyboard markup JSON object"),
        ({"keyboard": [5]}, "can't parse reply keyboard markup JSON object"),
        (inline(5), UNREADABLE + "Object expected"),
        (inline({"text": "A", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (inline({"text": "A", "callback_data": "🧭" * 16 + "a"}), "BUTTON_DATA_INVALID"),
        (inline({"text": "A", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline({"text": "A"}),
            UNREADABLE + "Text buttons are unallowed in the inline keyboard",
        ),
        (inline(*[{"text": "A", "callback_data": "a"}] * 101), TOO_LONG),
        ({"keyboard": [["A"]] * 101}, TOO_LONG),
        ({"keyboard": [[]]}, "reply keyboard is empty"),
        ({"keyboard": [["A", " "]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[{"text": "A", "style": "pink"}]]}, "invalid button style specified"),
        (
            {"force_reply": True, "input_field_placeholder": ""},
            "input field placeholder must be 1-64 characters long",
        ),
    ],
)
def test_markup_that_telegram_refuses_is_refused(given: Any, words: str) -> None:
    with pytest.raises(BotApiError) as caught:
        checked_markup(given)

    assert (caught.value.code, caught.value.description) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize("action", ["pay", "login_url", "callback_game"])
def test_markup_that_the_sandbox_has_not_fails_loudly(action: str) -> None:
    with pytest.raises(BotApiError) as caught:
        checked_markup(inline({"text": "A", action: True}))

    assert (caught.value.code, caught.value.description) == (
        501,
        f"Not Implemented: the sandbox has no {action} buttons",
    )


def test_markup_of_a_hundred_buttons_and_64_bytes_is_taken() -> None:
    full = inline(*[{"text": "A", "callback_data": "🧭" * 16}] * 100)

    assert checked_markup(full) == full
