from __future__ import annotations

import pytest

from domain.texts import one_line, tidy_lines, utf16_units


@pytest.mark.parametrize(("text", "units"), [("a", 1), ("ё", 1), ("🧭", 2), ("", 0)])
def test_utf16_units_count_as_telegram_counts(text: str, units: int) -> None:
    assert utf16_units(text) == units


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Анна \n Иванова\t", "Анна Иванова"),
        ("Анна\u202eавонавИ\u200b", "АннаавонавИ"),
        ("👩\u200d🏫 мастер", "👩\u200d🏫 мастер"),
        ("\u2066\u2069\x00", ""),
    ],
)
def test_one_line_keeps_what_can_be_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_tidy_lines_keep_lines_and_drop_empty_ones() -> None:
    assert tidy_lines(" Здравствуйте! \n\n \u200b\n Мы  соседи") == "Здравствуйте!\nМы соседи"
