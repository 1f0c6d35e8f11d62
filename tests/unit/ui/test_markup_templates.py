from __future__ import annotations

import pytest
from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from ui.keyboards import button_of, disabled, link
from ui.markup_templates import MarkupTemplate

ORIGIN, KEY = "g-9999,-99999", "0fedcba98760"


def keyboard(origin: str, key: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [button_of("1", f"cl:{key}:n/{origin}/100//0"), button_of("›", f"n:{origin}:100::1")],
            [button_of('Отрасль: "все"', f"nf:{origin}:100", ButtonStyle.PRIMARY)],
            [button_of("Помощь", "help"), link("Сайт", "https://example.org"), disabled("1 / 2")],
        ]
    )


@pytest.mark.parametrize("values", [("g5575,3762", "b" * 12), (ORIGIN, KEY)])
def test_filled_template_is_the_keyboard_made_with_the_values(values: tuple[str, str]) -> None:
    template = MarkupTemplate.of(keyboard(ORIGIN, KEY), [ORIGIN, KEY])
    assert template is not None

    found, wanted = template.filled(values), keyboard(*values)

    assert found.inline_keyboard == wanted.inline_keyboard
    assert found.json_text == wanted.model_dump_json(exclude_none=True)
    assert template.filled([ORIGIN, KEY]).inline_keyboard == keyboard(ORIGIN, KEY).inline_keyboard


@pytest.mark.parametrize(
    "told",
    [
        button_of(f"колледж {KEY}", "help"),
        InlineKeyboardButton(text="Сайт", url=f"https://example.org/{KEY}"),
    ],
)
def test_keyboard_that_says_a_mark_elsewhere_is_no_template(told: InlineKeyboardButton) -> None:
    markup = keyboard(ORIGIN, KEY)
    rows = [*markup.inline_keyboard, [told]]

    assert MarkupTemplate.of(InlineKeyboardMarkup(inline_keyboard=rows), [ORIGIN, KEY]) is None


def test_value_for_each_mark_is_wanted() -> None:
    template = MarkupTemplate.of(keyboard(ORIGIN, KEY), [ORIGIN, KEY])
    assert template is not None

    with pytest.raises(ValueError, match="shorter"):
        template.filled([ORIGIN])
