"""What went wrong with which row lately, so that trouble that stays is told from passing one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.ids import OutboxId

REMEMBERED = 10_000
"""Rows; of more, those whose trouble is longest ago begin anew. A restart forgets all."""


@dataclass(slots=True)
class Troubles:
    _met: OrderedDict[OutboxId, tuple[str, int]] = field(default_factory=OrderedDict)

    def met(self, row_id: OutboxId, trouble: str) -> int:
        """How often in a row this row has met just this trouble, the present time included."""
        last, times = self._met.pop(row_id, ("", 0))
        times = times + 1 if last == trouble else 1
        self._met[row_id] = trouble, times
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)
        return times

    def forget(self, row_id: OutboxId) -> None:
        self._met.pop(row_id, None)
