"""Inline mode: pages of search results that go on where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import ClusterId
from domain.places.geo import Point
from services.search.results import Hit
from services.search.service import Searches

RESULTS = 50
"""answerInlineQuery: "No more than 50 results per query are allowed"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InlinePage:
    """`next_offset` is empty on the last page and has at most 46 bytes otherwise (64 are allowed).

    Where nothing was found, `spelling` is the text whose results these are instead, or else
    `is_elsewhere` says that they are the nearest of the trade, wherever that is.
    """

    hits: tuple[Hit, ...]
    next_offset: str = ""
    is_first: bool = True
    spelling: str | None = None
    is_elsewhere: bool = False

    @property
    def is_as_asked(self) -> bool:
        return self.spelling is None and not self.is_elsewhere


@dataclass(frozen=True, kw_only=True, slots=True)
class InlineSearch:
    searches: Searches

    async def find(self, text: str, offset: str, near: Point | None) -> InlinePage:
        """`near` is where the client is; it counts if the text names no place."""
        origin = near.rounded() if near else None
        query = await self.searches.parse(text)
        results = await self.searches.search(query, origin=origin)
        if results.hits:
            return _page(results.hits, offset, RESULTS)
        steps = await self.searches.suggest(query, origin=origin)
        if steps.spelling is not None:
            meant = await self.searches.parse(steps.spelling)
            results = await self.searches.search(meant, origin=origin)
            return _page(results.hits, offset, RESULTS - 1, spelling=steps.spelling)
        return _page(steps.anywhere, offset, RESULTS - 1, is_elsewhere=True)


def _page(
    hits: tuple[Hit, ...],
    offset: str,
    size: int,
    *,
    spelling: str | None = None,
    is_elsewhere: bool = False,
) -> InlinePage:
    start = _start(hits, offset)
    shown = hits[start : start + size]
    end = start + len(shown)
    return InlinePage(
        hits=shown,
        next_offset=f"{end}:{shown[-1].cluster.id}" if shown and end < len(hits) else "",
        is_first=not offset,
        spelling=spelling,
        is_elsewhere=is_elsewhere,
    )


def _start(hits: tuple[Hit, ...], offset: str) -> int:
    """After the cluster that ended the last page; by number if that is gone since."""
    if not offset:
        return 0
    place, _, last = offset.partition(":")
    for position, hit in enumerate(hits, 1):
        if hit.cluster.id == ClusterId(last):
            return position
    return int(place) if place.isascii() and place.isdecimal() else len(hits)
