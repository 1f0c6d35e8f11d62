"""Cards in English name trades in English."""

from __future__ import annotations

import csv

from domain.people.users import Language
from ui.english_names import DATA
from ui.translator import translator


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
