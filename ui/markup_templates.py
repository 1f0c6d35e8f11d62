"""Keyboards that differ from one reader to another only in parts of their buttons' data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from ui.screens import PRESSED, SharedMarkup, inline_json, like, pressed, ready_markup


@dataclass(frozen=True, slots=True)
class _Cell:
    button: InlineKeyboardButton
    marks: tuple[int, ...]
    """Which of the marks its data hold."""
    is_plain: bool
    """Nothing but a label and data."""


@dataclass(frozen=True, slots=True)
class MarkupTemplate:
    """A keyboard that was made with `marks` in place of what differs; JSON and all."""

    marks: tuple[str, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    json_text: str

    @classmethod
    def of(cls, markup: InlineKeyboardMarkup, marks: Iterable[str]) -> Self | None:
        """None where something else than the data says a mark, as a label that someone typed."""
        marks, json_text = tuple(marks), inline_json(markup)
        rows = tuple(tuple(_cell(one, marks) for one in row) for row in markup.inline_keyboard)
        data = [one.callback_data or "" for row in markup.inline_keyboard for one in row]
        for mark in marks:
            if json_text.count(mark) != sum(one.count(mark) for one in data):
                return None
        return cls(marks, rows, json_text)

    def filled(self, values: Sequence[str]) -> SharedMarkup:
        """The markup with a value for each mark: letters, digits and signs that JSON leaves as
        they are, no longer than the mark (a button takes 64 bytes)."""
        json_text = self.json_text
        for mark, value in zip(self.marks, values, strict=True):
            json_text = json_text.replace(mark, value)
        rows = [[self._filled(cell, values) for cell in row] for row in self.rows]
        return ready_markup(rows, json_text)

    def _filled(self, cell: _Cell, values: Sequence[str]) -> InlineKeyboardButton:
        data = cell.button.callback_data
        if not cell.marks or data is None:
            return cell.button
        for number in cell.marks:
            data = data.replace(self.marks[number], values[number])
        # Their labels are of all: `pressed` has nothing else to copy.
        return (
            pressed(cell.button.text, data)
            if cell.is_plain
            else like(cell.button, callback_data=data)
        )


def _cell(one: InlineKeyboardButton, marks: Sequence[str]) -> _Cell:
    data = one.callback_data or ""
    held = tuple(number for number, mark in enumerate(marks) if mark in data)
    return _Cell(one, held, one.model_fields_set == PRESSED)
