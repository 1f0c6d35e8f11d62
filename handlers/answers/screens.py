"""What a typed question leads to; the lookup of clusters asks here too."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.answers import views
from services.answer_index import Scored
from services.answers import Answers
from ui.screens import Screen
from ui.translator import Translator

CHOICES = 3
AHEAD = 1.3
"""An answer that fits so many times better than the next one is opened at once."""


async def typed(
    text: str, found: Sequence[Scored], t: Translator, answers: Answers
) -> Screen | None:
    """The answer to a question, or a choice of several (`found`, at most CHOICES of them)."""
    if not found:
        return None
    best = found[0]
    if len(found) > 1 and best.score < AHEAD * found[1].score:
        return views.found_screen(text, found, t)
    following = (await answers.book()).after(best.answer, views.NEXT_QUESTIONS)
    return views.answer_screen(best.answer, following, t)
