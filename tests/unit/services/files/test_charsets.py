"""Texts that say nothing of their charset."""

from __future__ import annotations

import pytest

from services.files.charsets import decoded
from services.files.texts import decoded as decoded_upload

TABLE = "Дата;Начало;Окончание;Тема;Зал\n15.12.2026;10:00;11:00;Открытие;Большой зал колледжа\n"
LOUD = "ДАТА;НАЧАЛО;ОКОНЧАНИЕ;НАЗВАНИЕ\n15.12.2026;10:00;11:00;ОТКРЫТИЕ СЕССИИ\n"


CHARSETS = ["cp1251", "cp866", "koi8-r", "mac-cyrillic", "iso8859-5", "utf-8", "utf-8-sig",
            "utf-16"]  # fmt: skip


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("text", [TABLE, LOUD])
def test_charset_of_a_russian_text_is_known_by_its_letters(charset: str, text: str) -> None:
    assert decoded(text.encode(charset)) == text


@pytest.mark.parametrize("charset", [*CHARSETS, "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [TABLE, LOUD])
def test_charset_of_an_upload_is_known_too(charset: str, text: str) -> None:
    assert decoded_upload(text.encode(charset)) == text


@pytest.mark.parametrize(
    "text",
    [
        "“слово” и “дело”; пн–пт; “ещё”\n“раз” – “два”\n",
        "ДатаНачала;ДатаОкончания;НаименованиеМероприятия\n01.01.2026;02.01.2026;ООО\n",
        "«Ёж» — “ежи”…", "ПАО «КАМАЗ»", "хочу,хачу; хочю\n",
    ],
)  # fmt: skip
def test_text_of_windows_stays_what_it_is(text: str) -> None:
    assert decoded_upload(text.encode("cp1251")) == text


@pytest.mark.parametrize("text", ["хочу,хачу; хочю\n", "Ещё", "ЩЮЧ;ФЫ", "«Ёж» — “ежи”…", "ООО"])
def test_of_a_few_words_nobody_knows_and_windows_is_meant(text: str) -> None:
    assert decoded(text.encode("cp1251")) == text


def test_charset_may_be_declared_by_an_unregistered_name() -> None:
    page = '<?xml version="1.0" encoding="x-mac-cyrillic"?><a>Да, Яна</a>'.encode("mac-cyrillic")

    assert decoded(page) == "<a>Да, Яна</a>"


def test_declared_charset_is_believed_whatever_its_letters_say() -> None:
    page = f'<?xml version="1.0" encoding="koi8-r"?><a>{TABLE}</a>'.encode("koi8-r")

    assert decoded(page) == f"<a>{TABLE}</a>"
