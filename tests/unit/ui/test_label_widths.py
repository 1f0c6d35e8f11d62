"""Labels of inline buttons within the width of a phone; the judge of handlers measures all."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from domain.announcements.audiences import AudienceKind
from domain.people.users import Language
from handlers.callbacks.clusters.cards import IndustriesButton
from ui.keyboards import (
    Row,
    button,
    fits,
    inline,
    label_points,
    label_width,
    points_of,
    width_of,
)
from ui.translator import translator

ROOT = Path(__file__).parents[3]
MAKERS = {"button", "link", "copying", "asking", "disabled"}


@cache
def fixed_labels() -> set[str]:
    """The keys of labels without variables: `button(t.plain("settings-open"), …)`."""
    files = (file for room in ("handlers", "ui") for file in (ROOT / room).rglob("*.py"))
    texts = (text for file in files if ".plain" in (text := file.read_text("utf-8")))
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    calls = (node for node in nodes if isinstance(node, ast.Call) and node.args)
    made = (
        one.args[0] for one in calls if isinstance(one.func, ast.Name) and one.func.id in MAKERS
    )
    return {
        said.args[0].value
        for said in made
        if isinstance(said, ast.Call)
        and isinstance(said.func, ast.Attribute)
        and said.func.attr == "plain"
        and not said.keywords
        and isinstance(said.args[0], ast.Constant)
        and isinstance(said.args[0].value, str)
    }


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
        (["Фильтры", "🗺 На карте", "Сброс"], [["Фильтры", "🗺 На карте"], ["Сброс"]]),
        (["+15 мин", "+30 мин", "+1 ч"], [["+15 мин", "+30 мин", "+1 ч"]]),
        (["• 25 нояб.", "26 нояб.", "27 нояб."], [["• 25 нояб.", "26 нояб.", "27 нояб."]]),
        (["ШШШШШ", "ШШШШШ", "ШШШШШ"], [["ШШШШШ"] * 3]),
        (["ШШШШШШ", "а", "б"], [["ШШШШШШ", "а"], ["б"]]),
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


@pytest.mark.parametrize("language", Language)
def test_no_label_that_we_write_ourselves_is_cut(language: Language) -> None:
    keys = fixed_labels()
    t = translator(language)
    cut = {key: t.plain(key) for key in keys if width_of(t.plain(key)) > label_width(1)}

    assert len(keys) > 100  # they are found at all
    assert cut == {}


def pairs() -> set[tuple[str, str]]:
    """The keys of labels that stand two in a written row, and of the kinds of an audience."""
    files = (ROOT / "handlers").rglob("*.py")
    said = [pair for file in files for pair in written_pairs(ast.parse(file.read_text("utf-8")))]
    kinds = [f"audience-kind-{kind.name.lower()}" for kind in AudienceKind]
    beside = {(one, other) for one, other in said if one is not None and other is not None}
    return beside | {(kind, kind) for kind in kinds}


def written_pairs(module: ast.Module) -> list[tuple[str | None, str | None]]:
    """A button may have got a name before its row: `add = button(…)`, then `[add, channel]`."""
    found: list[tuple[str | None, str | None]] = []
    functions = (node for node in module.body if isinstance(node, ast.FunctionDef))
    for function in functions:
        named: dict[str, ast.expr] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                named[node.targets[0].id] = node.value
        for node in ast.walk(function):
            if isinstance(node, ast.List) and len(node.elts) == 2:
                row = [
                    named.get(one.id) if isinstance(one, ast.Name) else one for one in node.elts
                ]
                found.append((key_of(row[0]), key_of(row[1])))
    return found


def key_of(made: ast.expr | None) -> str | None:
    """Of a label without variables: of others nobody knows how long they are."""
    if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Name):
        return None
    if made.func.id == "_place":  # of the desk: translator, key, screen
        return ast.literal_eval(made.args[1]) if isinstance(made.args[1], ast.Constant) else None
    words = [node.value for node in ast.walk(made) if isinstance(node, ast.Constant)]
    return next((one for one in words if one in fixed_labels()), None)


@pytest.mark.parametrize("language", Language)
def test_no_label_of_a_pair_that_we_write_ourselves_loses_a_letter(language: Language) -> None:
    t = translator(language)
    said = [[t.plain(key) for key in pair] for pair in pairs()]
    beside = [row for row in said if all(fits(label, 2) for label in row)]
    cut = {one for row in beside for one in row if points_of(one) > label_points(2)}

    assert len(beside) > 20  # they are found at all
    assert cut == set()
