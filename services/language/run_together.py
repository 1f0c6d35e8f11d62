"""Words that were typed without spaces: «хочунасварщикатула»."""

from __future__ import annotations

from collections.abc import Callable

LONGEST_PIECE = 24
"""Letters of one word among them."""

LONGEST_CHUNK = 60
"""Letters of what is taken apart: who types more has leant on the keys."""

Cut = tuple[str, ...]


def taken_apart(chunk: str, is_word: Callable[[str], bool]) -> Cut:
    """The fewest and longest words that make up the chunk to its last letter, or nothing."""
    if len(chunk) > LONGEST_CHUNK:
        return ()
    best: list[Cut | None] = [(), *(None for _ in chunk)]
    for end in range(1, len(chunk) + 1):
        cuts = [
            (*before, piece)
            for begin in range(max(0, end - LONGEST_PIECE), end)
            if (before := best[begin]) is not None and is_word(piece := chunk[begin:end])
        ]
        best[end] = min(cuts, key=_rank, default=None)
    return best[len(chunk)] or ()


def _rank(cut: Cut) -> tuple[int, int]:
    """Few words before many, and long ones before short ones."""
    return len(cut), -sum(len(piece) ** 2 for piece in cut)
