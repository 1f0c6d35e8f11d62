"""A word typed again with a star, as chats put slips right: «медсетра в Туле», then «*медсестра».

Pure.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from services.language.spelling import forgiven_slips

STARRED = re.compile(r"\*+\s*(?P<after>[^*]+)|(?P<before>[^*]+?)\s*\*+")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
MOST_WORDS = 4


def starred(text: str) -> str:
    """What stands beside the star; empty where the text is no such correction."""
    found = STARRED.fullmatch(text.strip())
    said = (found["after"] or found["before"]).strip() if found else ""
    return said if 0 < len(WORD.findall(said)) <= MOST_WORDS else ""


def put_right(before: str, said: str) -> str | None:
    """The text before with the words in it that `said` is near to as they were meant; None where
    it is near to none."""
    typed = list(WORD.finditer(before))
    meant = WORD.findall(said.casefold())
    ways = {
        start: _slips([one[0].casefold() for one in typed[start : start + len(meant)]], meant)
        for start in range(len(typed) - len(meant) + 1)
    }
    near = {start: slips for start, slips in ways.items() if slips is not None}
    if not near:
        return None
    best = min(near, key=lambda start: near[start])
    begin, end = typed[best].start(), typed[best + len(meant) - 1].end()
    return f"{before[:begin]}{said}{before[end:]}"


def _slips(typed: list[str], meant: list[str]) -> int | None:
    """How many letters differ; None where any word of the two is another one."""
    found = [OSA.distance(one, other) for one, other in zip(typed, meant, strict=True)]
    is_near = all(
        slips <= max(1, forgiven_slips(word)) and slips < len(word)
        for slips, word in zip(found, meant, strict=True)
    )
    return sum(found) if is_near else None
