"""What a long name of a college can lose and still be known by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ui.formatting import shortened

IN_HONOUR = re.compile(r"\s+(?:им\.|имени|–|—)\s.*$")
CALLED = r"(?:ый|ий|ой|ая|ое)\b"
FILLERS = (
    re.compile(rf"(?<=\w) (?:государственн|бюджетн|автономн){CALLED}"),
    re.compile(rf"(?<=\w) профессиональн{CALLED}"),
    re.compile(rf"(?<=\w) (?:многопрофильн|областн|краев|республиканск){CALLED}"),
)
"""What many colleges are called besides, first what tells least; never a name's first word,
nor what belongs to another: «академия профессионального образования»."""

SCHOOL = re.compile(
    r"колледж|техникум|институт|академи|университет|училищ|центр|college|institute", re.IGNORECASE
)
LEAST_WORDS = 2
LEAST_LETTERS = 4
"""Of the last word before «…»: «индустрии питания и…» ends before the «и»."""


def lesser_names(name: str) -> Iterator[str]:
    """The name itself, then with ever less: «Технический колледж» alone is not known by that."""
    yield name
    for needless in (IN_HONOUR, *FILLERS):
        less = needless.sub("", name)
        if less != name and len(less.split()) > LEAST_WORDS:
            yield less
            name = less


def cut_names(name: str, *, is_known: bool = True) -> list[str]:
    """With ever fewer words, not less than two; where it `is_known` by what is left, they say more
    than where it is and what kind of school: «Нижегородский институт…» is anything."""
    words = IN_HONOUR.sub("", name).split()
    longest = len(words) if len(words) < len(name.split()) else len(words) - 1
    cut = [words[:end] for end in range(longest, LEAST_WORDS - 1, -1)]
    return [
        " ".join(one).rstrip(",.–—") + "…"
        for one in cut
        if len(one[-1].strip(",.«»")) >= LEAST_LETTERS and not (is_known and _is_anything(one))
    ]


def _is_anything(words: list[str]) -> bool:
    return len(words) == LEAST_WORDS and SCHOOL.match(words[-1]) is not None


def known_by(name: str, limit: int) -> str:
    """The name in at most `limit` characters, by whole words if that says which school."""
    *lesser, shortest = lesser_names(name)
    tried = (*lesser, shortest, *cut_names(shortest))
    return next((one for one in tried if len(one) <= limit), shortened(shortest, limit))
