"""Links, addresses of mail and telephone numbers that somebody types."""

from __future__ import annotations

import time

import pytest

from handlers.clusters.search.asks import host_of, link_in, without_contacts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("сварщик в Саранске", "сварщик в Саранске"),
        ("пишите на a.b+c@example-1.com.ru срочно", "пишите на   срочно"),
        ("Почта: maria@example.org", " "),
        ("почта-maria@example.org", " "),
        ("a@b.ru, c@d.ru", " ,  "),
        ("сайт https://example.org/a?b=1 повар", "  повар"),
        ("uaviak.ru повар", "  повар"),
        ("сайт -uaviak.ru, повар", " , повар"),
        ("мой-колледж.рф", " "),
        ("+7 (831) 123-45-67 повар", "  повар"),
        ("8(831)1234567", " "),
        ("тел. - 831 123 45 67, повар", " , повар"),
        ("тел (831) 123-45-67", " "),
        ("в 9 классе, 3.5 балла", "в 9 классе, 3.5 балла"),
    ],
)
def test_contacts_are_left_out(text: str, left: str) -> None:
    assert without_contacts(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Берёзка77" * 455,
        "7" * 4096,
        "а." * 2048,
        "а-.+" * 1024,
        "1" + " " * 4095,
        "a@" * 2048,
        "1." + "а-" * 2047,
        "1." + "а--" * 1364,
    ],
)
def test_letter_without_contacts_takes_no_longer_by_the_square_of_its_length(text: str) -> None:
    began = time.process_time()
    for _ in range(20):
        without_contacts(text)
        link_in(text)

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.uaviak.ru/abitur", "uaviak.ru"),
        ("сайт -uaviak.ru", "uaviak.ru"),
        ("www.мой-колледж.рф?a=1", "мой-колледж.рф"),
        ("от abitur.uaviak.ru", "uaviak.ru"),
    ],
)
def test_site_is_known_however_its_address_is_written(text: str, host: str) -> None:
    assert host_of(link_in(text)) == host
