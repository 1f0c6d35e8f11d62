"""What a typed question leads to; the lookup of clusters asks here too."""

from __future__ import annotations

from collections.abc import Sequence

from domain.clusters.answers import Answer
from handlers.clusters.answers import views
from services.clusters.answer_index import Scored
from services.clusters.answers import Answers
from ui.keyboards import Row
from ui.screens import Screen
from ui.translator import Translator

ANSWERS_TO_CHOOSE = 3
"""Offered at most where several may be meant."""


async def typed(
    found: Sequence[Scored],
    t: Translator,
    answers: Answers,
    also: Sequence[Answer] = (),
    first: Row | None = None,
) -> Screen:
    """The answer that fits best, opened at once; what else is asked, and fits, is a tap away."""
    best, *others = [one.answer for one in found]
    following = (await answers.book()).after(best, views.NEXT_QUESTIONS)
    offered = {one.id: one for one in (*others, *following) if one.id != best.id}
    rest = [one for one in offered.values() if one not in also]
    return views.answer_screen(best, rest[: views.NEXT_QUESTIONS], t, first=first, also=also)
