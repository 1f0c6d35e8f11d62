"""What went wrong with which row lately, so that trouble that stays is told from passing one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.ids import OutboxId

REMEMBERED = 10_000
"""How many rows are remembered. Beyond that the count of the row whose trouble is oldest starts
again from 0, as all do at a restart."""


@dataclass(slots=True)
class Troubles:
    _met: OrderedDict[OutboxId, tuple[str, int]] = field(default_factory=OrderedDict)

    def met(self, row_id: OutboxId, trouble: str) -> int:
        """Counts one more `trouble` of the row; returns how often in a row it was this one."""
        last, times = self._met.pop(row_id, ("", 0))
        times = times + 1 if last == trouble else 1
        self._met[row_id] = trouble, times
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)
        return times

    def forget(self, row_id: OutboxId) -> None:
        self._met.pop(row_id, None)
