"""The data of buttons as `ui.keyboards` writes them, beside aiogram's own."""

from __future__ import annotations

from enum import StrEnum

import pytest
from aiogram import Bot
from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.architecture.test_buttons import buttons
from tests.architecture.test_recorded_buttons import RECORDED
from ui.keyboards import asking, button, button_of, copying, disabled, inline, link, packed
from ui.screens import like, markup_json, shared_markup


class Colour(StrEnum):
    RED = "r"


class Any(CallbackData, prefix="any"):
    text: str = ""
    number: int = 0
    wanted: bool = False
    colour: Colour | None = None


@pytest.mark.parametrize(
    "data",
    [
        Any(),
        Any(text="a", number=-3, wanted=True, colour=Colour.RED),
        Any(text="ы" * 20),
    ],
)
def test_data_are_packed_as_aiogram_does(data: Any) -> None:
    assert packed(data) == data.pack()
    assert Any.unpack(packed(data)) == data


def test_recorded_data_are_packed_as_they_were() -> None:
    known = {one.__prefix__: one for one in buttons()}
    recorded = [(prefix, one["data"]) for prefix, one in RECORDED["buttons"].items()]

    assert [packed(known[prefix].unpack(data)) for prefix, data in recorded] == [
        data for _, data in recorded
    ]


@pytest.mark.parametrize("data", [Any(text="a:b"), Any(text="ы" * 40)])
def test_data_that_cannot_be_packed_are_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"Separator symbol|too long"):
        button("label", data)


def test_buttons_and_rows_equal_those_that_aiogram_makes() -> None:
    pressed = button("label", Any(), ButtonStyle.DANGER)
    opened = link("site", "https://example.org")
    made = InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(
                    text="label", callback_data=Any().pack(), style=ButtonStyle.DANGER
                )
            ],
            [InlineKeyboardButton(text="site", url="https://example.org")],
        ]
    )

    found = inline([pressed], [opened])

    assert found == made
    assert found.model_dump_json(exclude_none=True) == made.model_dump_json(exclude_none=True)
    assert inline() == InlineKeyboardMarkup(inline_keyboard=[])


def test_copy_of_a_blank_is_that_of_pydantic_and_shares_nothing_with_it() -> None:
    blank = InlineKeyboardButton(text="")
    ours = like(blank, text="label", callback_data="any")
    theirs = blank.model_copy(update={"text": "label", "callback_data": "any"})

    assert (ours, ours.model_fields_set) == (theirs, theirs.model_fields_set)
    assert ours.model_dump_json(exclude_none=True) == theirs.model_dump_json(exclude_none=True)
    ours.as_(Bot("1:a"))
    assert blank.bot is None
    assert blank.model_fields_set == {"text"}


def test_pressed_button_is_that_of_pydantic_and_shares_nothing_that_changes() -> None:
    made = InlineKeyboardButton(text="label", callback_data="any")
    one, other = button_of("label", "any"), button_of("label", "any")

    assert (one, one.model_fields_set) == (made, made.model_fields_set)
    one.as_(Bot("1:a"))
    assert other.bot is None
    renamed = one.model_copy(update={"url": "https://example.org"})
    assert renamed.model_fields_set == {"text", "callback_data", "url"}
    assert other.model_fields_set == {"text", "callback_data"}


@pytest.mark.parametrize(
    "row",
    [
        [],
        [button_of("5", "any:5"), button_of("›", "any:6")],
        [button_of('«Ёлка» & "сосна" \\ <b>', "any:1")],
        [button_of("две\nстроки\tи \x07 \x7f \u2028", "any:1")],
        [button_of("🗺 На карте", "any:1"), button_of("Удалить", "any:2", ButtonStyle.DANGER)],
        [link("site", "https://example.org/?a=1&b=2"), disabled("2 / 5")],
        [copying("Код", 'AB"12'), asking("Найти", "повар")],
        [InlineKeyboardButton(text="", callback_data=None), InlineKeyboardButton(text="x")],
    ],
)
def test_json_of_a_markup_is_that_of_pydantic(row: list[InlineKeyboardButton]) -> None:
    for rows in ([row], [row, row], []):
        markup = InlineKeyboardMarkup(inline_keyboard=rows)
        wanted = markup.model_dump_json(exclude_none=True)

        assert markup_json(markup) == wanted
        assert markup_json(shared_markup(rows)) == wanted
