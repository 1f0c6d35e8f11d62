"""What stands in the cells of a comparison, in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.clusters.cards import Cluster, Industry
from domain.clusters.comparisons import (
    Aspect,
    Comparison,
    ComparisonRow,
    Value,
)
from domain.people.users import Actor
from handlers.clusters.cards.card_views import site_name
from handlers.clusters.cards.views import how_far, industry_name
from ui.formatting import day, number, shortened
from ui.translator import Translator

NAME_CHARACTERS = 90
VALUE_CHARACTERS = 130
LIST_CHARACTERS = 160
"""Of one list in one cell: three full columns of everything stay below 4,096 units, past which
clients were seen to draw only the beginning of a rich message."""


class Words:
    def __init__(self, comparison: Comparison, actor: Actor, t: Translator, today: date) -> None:
        self._clusters = comparison.clusters
        self._home = t.toponym(actor.home.name) if actor.home else ""
        self._t = t
        self._today = today

    def names(self) -> list[str]:
        return [
            f"{index}. {shortened(cluster.name, NAME_CHARACTERS)}"
            for index, cluster in enumerate(self._clusters, 1)
        ]

    def label(self, row: ComparisonRow) -> str:
        words = {"place": self._home} if row.aspect is Aspect.DISTANCE else {}
        name = self._t.plain(f"compare-{row.aspect}", **words)
        return name if row.is_same else self._t.plain("compare-differs", aspect=name)

    def shared(self, row: ComparisonRow) -> str:
        """What all cards have of a list, else the one value of all; empty where there is
        nothing."""
        if row.shared:
            listed = self._listed(row.shared)
            return listed if row.is_same else self._t.plain("compare-shared", list=listed)
        return self._said(row.aspect, row.values[0], self._clusters[0]) if row.is_same else ""

    def own(self, row: ComparisonRow) -> list[str]:
        """A cell for each cluster; none where all are the same."""
        if row.is_same:
            return []
        empty = "compare-only-shared" if row.shared else "compare-unknown"
        return [
            self._said(row.aspect, value, cluster) or self._t.plain(empty)
            for value, cluster in zip(row.values, self._clusters, strict=True)
        ]

    def _said(self, aspect: Aspect, value: Value, cluster: Cluster) -> str:
        """Empty for what is not known."""
        if isinstance(value, tuple):
            return self._listed(value)
        if isinstance(value, int) and aspect is Aspect.OPENED:
            key = "compare-planned" if cluster.is_planned(self._today) else "compare-since"
            return self._t.plain(key, year=str(value))
        if isinstance(value, str):
            return shortened(self._named(aspect, value), VALUE_CHARACTERS)
        if isinstance(value, float):
            return how_far(cluster, value, self._t)
        return self._counted(value)

    def _named(self, aspect: Aspect, value: str) -> str:
        if aspect is Aspect.INDUSTRY:
            return industry_name(Industry(value), self._t)
        if aspect is Aspect.PLACE:
            return ", ".join(map(self._t.toponym, value.split(", ")))
        return site_name(value) if aspect is Aspect.WEBSITE and value else value

    def _counted(self, value: int | date | None) -> str:
        if isinstance(value, date):
            return day(value, self._t)
        return "" if value is None else number(value, self._t)

    def _listed(self, items: Sequence[str]) -> str:
        """As many of the items as fit; the rest are counted."""
        shown: list[str] = []
        for item in map(self._t.trade, items):
            if shown and sum(map(len, shown)) + len(item) > LIST_CHARACTERS:
                break
            shown.append(shortened(item, LIST_CHARACTERS))
        text = "; ".join(shown)
        rest = len(items) - len(shown)
        return self._t.plain("card-list-more", list=text, count=rest) if rest else text
