"""Texts that say nothing of their charset."""

from __future__ import annotations

import pytest

from services.files.charsets import decoded

TABLE = "Дата;Начало;Окончание;Тема;Зал\n15.12.2026;10:00;11:00;Открытие;Большой зал колледжа\n"
LOUD = "ДАТА;НАЧАЛО;ОКОНЧАНИЕ;НАЗВАНИЕ\n15.12.2026;10:00;11:00;ОТКРЫТИЕ СЕССИИ\n"


@pytest.mark.parametrize("charset", ["cp1251", "cp866", "koi8-r", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", [TABLE, LOUD])
def test_charset_of_a_russian_text_is_known_by_its_letters(charset: str, text: str) -> None:
    assert decoded(text.encode(charset)) == text


@pytest.mark.parametrize("text", ["хочу,хачу; хочю\n", "Ещё", "ЩЮЧ;ФЫ", "«Ёж» — “ежи”…", "ООО"])
def test_of_a_few_words_nobody_knows_and_windows_is_meant(text: str) -> None:
    assert decoded(text.encode("cp1251")) == text


def test_declared_charset_is_believed_whatever_its_letters_say() -> None:
    page = f'<?xml version="1.0" encoding="koi8-r"?><a>{TABLE}</a>'.encode("koi8-r")

    assert decoded(page) == f"<a>{TABLE}</a>"
