"""What a typed question leads to; the lookup of clusters asks here too."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.clusters.answers import views
from services.clusters.answer_index import Scored
from services.clusters.answers import Answers
from ui.screens import Screen
from ui.translator import Translator

CHOICES = 3


async def typed(found: Sequence[Scored], t: Translator, answers: Answers) -> Screen | None:
    """The answer that fits best, opened at once; the others that fit are a tap away."""
    if not found:
        return None
    best, *others = [one.answer for one in found]
    following = (await answers.book()).after(best, views.NEXT_QUESTIONS)
    offered = {one.id: one for one in (*others, *following) if one.id != best.id}
    return views.answer_screen(best, tuple(offered.values())[: views.NEXT_QUESTIONS], t)
