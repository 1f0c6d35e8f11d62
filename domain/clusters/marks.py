"""How a person stands to cards: what they keep, and what they put side by side."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import ClusterId


@dataclass(frozen=True, slots=True)
class CardMarks:
    """Favourites newest first, `compared` in the order of choosing."""

    favourites: tuple[ClusterId, ...]
    compared: tuple[ClusterId, ...]
