"""«Сравни их», «сравнить 1 и 3» after a list: what its cards' buttons do, in one step."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.filters import Filter
from aiogram.types import Message

from domain.clusters.cards import Cluster
from domain.clusters.comparisons import LEAST_COMPARED, MOST_COMPARED
from domain.people.users import Actor
from handlers.clusters.comparisons.views import comparison_screen, under
from handlers.clusters.search.follow_ups import listed_last
from services.clusters.catalogue import Clusters
from services.clusters.comparisons import Comparisons
from services.language.comparing import compared, says_compare
from services.language.dictionary import read_dictionary
from services.language.letters import words
from services.search.lookup import Lookup
from ui.rich import RichScreen, send_rich
from ui.translator import Translator


class Compares(Filter):
    """The handler gets the `numbers` that are told, none for «их»."""

    async def __call__(
        self, message: Message, lookup: Lookup
    ) -> dict[str, tuple[int, ...]] | bool:
        typed = words(message.text or "")
        if not says_compare(typed):  # as most texts
            return False
        await lookup.read(message.text or "")  # has the dictionary read, in a thread
        numbers = compared(typed, read_dictionary())
        return False if numbers is None else {"numbers": numbers}


async def on_typed(
    message: Message,
    numbers: tuple[int, ...],
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    comparisons: Comparisons,
    lookup: Lookup,
) -> None:
    listed = await listed_last(actor, t, lookup, clusters)
    line = await _choose(numbers, listed, actor, t, comparisons)
    comparison = await comparisons.compare(actor)
    screen = comparison_screen(comparison, actor, t, clusters.today())
    if message.bot is not None:
        await send_rich(message.bot, message.chat.id, _under(line, screen))


def _under(line: str, screen: RichScreen) -> RichScreen:
    return under(line, screen) if line else screen


async def _choose(
    numbers: Sequence[int],
    listed: Sequence[Cluster],
    actor: Actor,
    t: Translator,
    comparisons: Comparisons,
) -> str:
    """What is to be said of it; what was marked on cards of this list is meant by «их»."""
    marked = await comparisons.chosen(actor)
    if not listed:
        return ""
    is_told = bool(numbers)
    if not numbers:
        is_meant = len(marked) >= LEAST_COMPARED and any(one in listed for one in marked)
        if is_meant:
            return ""
        numbers = range(1, min(len(listed), MOST_COMPARED) + 1)
    wrong = next((one for one in numbers if one > len(listed)), None)
    if wrong is not None:
        return t.plain("compare-no-number", number=str(wrong), last=str(len(listed)))
    wanted = [listed[one - 1].id for one in numbers][:MOST_COMPARED]
    if len(wanted) < LEAST_COMPARED:
        await comparisons.choose(actor, wanted[0], wanted=True)
        return ""
    await comparisons.choose_only(actor, wanted)
    told = ", ".join(map(str, numbers[:MOST_COMPARED]))
    is_all = len(listed) <= MOST_COMPARED or (is_told and len(numbers) <= MOST_COMPARED)
    return t.plain("compare-of-list" if is_all else "compare-some-of-list", numbers=told)
