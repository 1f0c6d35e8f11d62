"""How a person stands to cards: what they keep, compare, and want to be reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.ids import ClusterId


@dataclass(frozen=True, slots=True)
class CardMarks:
    """Favourites newest first, `compared` in the order of choosing."""

    favourites: tuple[ClusterId, ...]
    compared: tuple[ClusterId, ...]
    awaited: tuple[tuple[ClusterId, date], ...] = ()
    """Open days, the next one first."""
