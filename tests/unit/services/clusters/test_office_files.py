"""Tables of clusters and of open days as offices make them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.errors import ImportFileError
from domain.people.users import Language
from services.clusters.files.cards import ParsedClusters, parse_clusters
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.places.gazetteer import Gazetteer
from ui.translator import translator

TODAY = date(2026, 11, 30)
RU = translator(Language.RU)
CARD = {"Код": "x-1", "Название": "Кластер А", "Отрасль": "Машиностроение", "Регион": "Москва"}


def csv(*rows: dict[str, str]) -> bytes:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode()


def cards(*rows: dict[str, str]) -> ParsedClusters:
    read = read_cards_or_days("k.csv", csv(*rows), TODAY)
    assert not isinstance(read, DayRows)
    return parse_clusters(read, Gazetteer([], [("Москва", "Москва")]))


def days(*rows: dict[str, str]) -> DayRows:
    read = read_cards_or_days("d.csv", csv(*rows), TODAY)
    assert isinstance(read, DayRows)
    return read


def test_columns_of_both_languages_stand_beside_each_other() -> None:
    parsed = cards({**CARD, "name": "Кластер Б", "Обучается": "1 200", "Год": "2024 г."})
    [one] = parsed.clusters

    assert (one.name, one.students, one.year) == ("Кластер Б", 1_200, 2024)
    assert parsed.unknown_columns == ("название",)


def test_only_what_is_missing_is_told() -> None:
    rest = {name: text for name, text in CARD.items() if name != "Код"}
    with pytest.raises(ImportFileError) as refused:
        cards(rest)

    assert refused.value.params["columns"] == "id"
    assert refused.value.params["seen"] == "«название», «отрасль», «регион»"


@pytest.mark.parametrize("text", ["1 20", "1 2000", "12 г. 5", "г.", "1,5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    [problem] = cards({**CARD, "Студентов": text}).problems

    assert (problem.column, problem.key) == ("students", "import-row-out-of-range")


def test_sums_below_the_table_are_passed_over() -> None:
    total = dict.fromkeys(CARD, "") | {"Код": "Итого", "Название": "1"}

    assert len(cards(CARD, total).clusters) == 1


@pytest.mark.parametrize("cell", ["20.12.2026, 24.01.2027 и 14.02.2027",
                                  "20.12.2026;\n24.01.2027;\n14.02.2027",
                                  "20 декабря 2026, 24 января 2027, 14 февраля 2027",
                                  "2026-12-20; 2027-01-24; 2027-02-14; 2026-12-20"])  # fmt: skip
def test_several_dates_of_a_cell_are_several_days(cell: str) -> None:
    read = days({"Колледж": "Колледж № 1", "Даты": cell, "Время": "10:00"})

    assert [f"{one.on:%d.%m}" for one in read.rows] == ["20.12", "24.01", "14.02"]
    assert {f"{one.at:%H:%M}" for one in read.rows} == {"10:00"}


@pytest.mark.parametrize(
    ("date_cell", "time_cell"),
    [("46376", "0,4166666667"), ("20.12.2026 0:00:00", "01.01.0001 10:00:00"),
     ("20.12.2026", "30.12.1899 10:00:00")],
)  # fmt: skip
def test_day_as_programs_keep_it(date_cell: str, time_cell: str) -> None:
    [one] = days({"Колледж": "К", "Дата": date_cell, "Время": time_cell}).rows

    assert (one.on, f"{one.at:%H:%M}") == (date(2026, 12, 20), "10:00")


@pytest.mark.parametrize("cell", ["20.12.2026, 31.02.2027", "20.12.2026 и потом", "скоро"])
def test_dates_of_which_one_is_none_are_refused(cell: str) -> None:
    read = days({"Колледж": "К", "Даты": cell})

    assert [one.key for one in read.problems] == ["import-row-date"]


def test_address_of_a_page_may_lack_its_scheme() -> None:
    [one] = days({"Колледж": "К", "Дата": "20.12.2026", "Ссылка": "bgpk.ru/doors"}).rows

    assert one.source == "https://bgpk.ru/doors"


@pytest.mark.parametrize(
    "cell",
    [
        "1. Сварщик\n2. Токарь", "1) Сварщик; 2) Токарь", "• Сварщик\n• Токарь",
        "- Сварщик\n- Токарь", "Сварщик;\nТокарь;",
    ],
)  # fmt: skip
def test_numbers_of_a_list_are_no_part_of_a_profession(cell: str) -> None:
    [one] = cards({**CARD, "Профессии": cell, "Работодатели": cell}).clusters

    assert one.professions == one.employers == ("Сварщик", "Токарь")


@pytest.mark.parametrize("cell", ["15.01.05 Сварщик", "15.01.05", "3D-печать", "1С-программист"])
def test_codes_and_names_with_numbers_stay(cell: str) -> None:
    [one] = cards({**CARD, "Профессии": cell}).clusters

    assert one.professions == (cell,)


def test_numbers_of_columns_under_the_header_are_no_card() -> None:
    numbers = {name: str(number) for number, name in enumerate(CARD, start=1)}
    parsed = cards(dict(zip(CARD, CARD, strict=True)) | numbers, CARD)

    assert (len(parsed.clusters), parsed.problems) == (1, ())
