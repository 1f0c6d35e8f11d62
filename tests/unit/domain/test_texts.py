from __future__ import annotations

import pytest

from domain.texts import is_web_address, one_line, single_spaced, tidy_lines, utf16_units


@pytest.mark.parametrize(
    ("text", "units"), [("a", 1), ("ё", 1), ("🧭", 2), ("", 0), ("\udbff", 1)]
)
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


def test_single_spaced_leaves_what_cannot_be_seen_to_be_refused() -> None:
    assert single_spaced(" Зал\t\n 5\u202e\x07 ") == "Зал 5\u202e\x07"


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://профессионалитет.рф/a?b#c", True),
        ("http://a.ru", True),
        ("ftp://a.ru", False),
        ("a.ru", False),
        ("https://localhost/a", False),
        ("https://a.ru/b c", False),
        ("https://a.ru/\u00a0b", False),
        ("https://[a.ru", False),
    ],
)
def test_web_address_is_complete_and_of_a_public_host(url: str, is_one: bool) -> None:
    assert is_web_address(url) is is_one
