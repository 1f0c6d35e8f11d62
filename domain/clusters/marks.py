"""How a person stands to cards: what they keep, and what they put side by side."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import ClusterId


@dataclass(frozen=True, slots=True)
class CardMarks:
    """`compared` is in the order of choosing."""

    favourites: frozenset[ClusterId]
    compared: tuple[ClusterId, ...]
