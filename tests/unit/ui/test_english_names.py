"""English is English: towns and regions in Latin letters, trades in English."""

from __future__ import annotations

import csv
import re

from domain.people.users import Language
from tests.searching import DATA
from ui.translator import translator
from ui.words.english_names import latin_names


def test_towns_and_regions_are_in_the_letters_of_the_reader() -> None:
    english, russian = translator(Language.EN), translator(Language.RU)

    assert english.toponym("Орёл") == "Oryol"
    assert english.toponym("Рязань") == "Ryazan"
    assert english.toponym("Пермский край") == "Perm Krai"
    assert english.toponym("Нигде такого нет") == "Нигде такого нет"
    assert russian.toponym("Рязань") == "Рязань"


def test_every_town_and_region_of_a_shipped_card_has_a_latin_name() -> None:
    with (DATA / "clusters.csv").open(encoding="utf-8", newline="") as lines:
        names = {row[column] for row in csv.DictReader(lines) for column in ("city", "region")}
    missing = {name for name in names if name and name not in latin_names()}
    latin = [latin_names()[name] for name in names - missing if name]

    assert missing == set()
    assert [name for name in latin if re.search("[а-яё]", name, re.IGNORECASE)] == []


def test_trades_of_the_shipped_cards_are_english_but_a_few() -> None:
    t = translator(Language.EN)
    with (DATA / "clusters.csv").open(encoding="utf-8", newline="") as lines:
        listed = [row["professions"] for row in csv.DictReader(lines)]
    titles = {one.strip() for text in listed for one in text.split(";") if one.strip()}
    unknown = {title for title in titles if t.trade(title) == title}

    assert len(unknown) < 0.25 * len(titles), unknown
    assert t.trade("Сварщик (ручной и частично механизированной сварки (наплавки))") == "welder"


def test_trades_stay_as_written_in_russian() -> None:
    assert translator(Language.RU).trade("Сварщик") == "Сварщик"
