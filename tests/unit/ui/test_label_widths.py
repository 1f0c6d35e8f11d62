"""Labels of inline buttons within the width of a phone; the judge of handlers measures all."""

from __future__ import annotations

import pytest

from handlers.callbacks.clusters.cards import IndustriesButton
from ui.keyboards import Row, button, inline


def row(*labels: str) -> Row:
    return [button(label, IndustriesButton()) for label in labels]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["Фильтры", "🗺 На карте"], [["Фильтры", "🗺 На карте"]]),
        (
            ["Железнодорожный транспорт · 1", "Химия · 2"],
            [["Железнодорожный транспорт · 1"], ["Химия · 2"]],
        ),
        (["а" * 40 + " · 12"], [["а" * 30 + "… · 12"]]),
        (["1", "2", "3", "4", "›"], [["1", "2", "3", "4", "›"]]),
        (["‹ Назад", "2 / 5", "Дальше ›"], [["‹ Назад", "2 / 5", "Дальше ›"]]),
        (["Фильтры", "🗺 Карта", "Сброс"], [["Фильтры", "🗺 Карта"], ["Сброс"]]),
        (
            ["Настройки", "Новости", "Очень длинная подпись"],
            [["Настройки", "Новости"], ["Очень длинная подпись"]],
        ),
        (["⚙️" + "б" * 16, "в"], [["⚙️" + "б" * 16, "в"]]),
    ],
)
def test_label_that_does_not_fit_its_row_gets_one_and_keeps_its_count(
    given: list[str], shown: list[list[str]]
) -> None:
    found = inline(row(*given)).inline_keyboard

    assert [[one.text for one in line] for line in found] == shown
