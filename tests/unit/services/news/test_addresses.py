"""What is typed where an address is awaited, or a text."""

from __future__ import annotations

import pytest

from domain.errors import UserError
from services.files.richtext import typed_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.ru/news", "https://example.ru/news"),
        ("example.ru/news", "https://example.ru/news"),
        (" www.example.ru ", "https://www.example.ru"),
        ("колледж.рф", "https://колледж.рф"),
        ("example.org:8080?a=1", "https://example.org:8080?a=1"),
        ("Итоги", ""),
        ("Итоги. Победители", ""),
        ("Итоги...", ""),
        ("Версия 2.0", ""),
        ("2.0", ""),
        ("a@example.ru", ""),
        ("Подробности на example.ru", ""),
        ("", ""),
    ],
)
def test_an_address_is_known_without_its_scheme_and_words_are_none(
    typed: str, address: str
) -> None:
    assert typed_address(typed) == address


@pytest.mark.parametrize("typed", ["ftp://x", "ftp://example.ru/a", "file:///etc/a", "https://"])
def test_an_address_of_no_page_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="fetch-bad-url"):
        typed_address(typed)
