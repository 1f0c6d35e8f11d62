"""The list of a rehearsal for spreadsheets: who would get what and when, written as it comes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from services.files.spreadsheets import BOM, harmless

Cell = str | int | float | None


class DeliveryList:
    """Cells that people typed stay text. Blocks, a little at a time."""

    def __init__(
        self, file: TextIO, header: Sequence[str], zone: ZoneInfo, delimiter: str
    ) -> None:
        """`file` is open with newline=""; Excel splits at `;` in Russian, at `,` in English."""
        self._zone = zone
        self._writer = csv.writer(file, delimiter=delimiter)
        file.write(BOM)
        self._writer.writerow(header)

    def add(self, at: datetime | None, cells: Iterable[Cell]) -> None:
        """The moment is written as the event's clock shows it: `2026-11-25 09:50:00`."""
        local = at.astimezone(self._zone).replace(tzinfo=None) if at else None
        moment = local.isoformat(" ", "seconds") if local else ""
        self._writer.writerow([moment, *[_cell(one) for one in cells]])


def _cell(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value
