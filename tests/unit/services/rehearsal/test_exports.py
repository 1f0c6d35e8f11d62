from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest

from services.rehearsal.exports import DeliveryList
from tests.clocks import START


def written(*cells: str | int | float) -> list[str]:
    file = io.StringIO(newline="")
    listed = DeliveryList(file, ["Когда", "Имя"], ZoneInfo("Europe/Moscow"), ";")
    listed.add(START, cells)
    listed.add(None, ["никогда"])
    return file.getvalue().split("\r\n")


def test_list_begins_with_a_mark_and_tells_the_event_s_time() -> None:
    assert written("Анна; Вера", 5) == [
        "\ufeffКогда;Имя",
        '2026-11-23 12:00:00;"Анна; Вера";5',
        ";никогда",
        "",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_list_lets_no_cell_be_a_formula(name: str) -> None:
    assert f"'{name}" in written(name)[1]


def test_list_leaves_negative_numbers_alone() -> None:
    assert written(-100123)[1].endswith(";-100123")
