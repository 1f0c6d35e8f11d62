"""The lines of a list, and what a heading above several of them says for all. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import count, groupby

from domain.places.places import Place
from handlers.clusters.cards.college_names import known_by
from handlers.clusters.cards.list_views import (
    ITEM_LINES,
    LONE_LINES,
    Wordings,
    industry_wordings,
    list_line,
    town_wordings,
)
from handlers.clusters.cards.views import direction_words, far_wordings, is_in
from handlers.clusters.search.query_words import meaning_name
from services.search.lookup import FoundSearch
from services.search.reading.names import Role
from services.search.reading.queries import Query
from services.search.results import Hit
from ui.formatting import lowered, shortened
from ui.translator import Translator

WHY_LIMIT = 40
WHY_BRIEF, WHY_LEAST = 24, 14
"""Characters of the name that made a cluster fit."""


class Heading(Enum):
    """Over lines that need not say the same."""

    NONE = ""
    TRADE = "search-of-trade"
    EMPLOYER = "search-why-employer"
    SUCH = "search-nearest"
    SUCH_ANYWHERE = "search-elsewhere"
    MORE = "search-more-beside"
    INDUSTRY = "search-by-industry"
    INDUSTRY_MORE = "search-more-industry"
    INDUSTRY_FAR = "search-nearest-industry"
    AKIN = "search-akin"
    ONLY_AKIN = "search-only-akin"
    AKIN_FAR = "search-nearest-akin"
    OTHERS = "search-beside"


ELSEWHERE = {Heading.SUCH, Heading.SUCH_ANYWHERE, Heading.INDUSTRY_FAR, Heading.AKIN_FAR}
"""Far from where was looked, so that the direction helps."""

OF_TRADE = {Heading.TRADE, Heading.SUCH, Heading.SUCH_ANYWHERE}
OF_INDUSTRY = {Heading.INDUSTRY, Heading.INDUSTRY_MORE, Heading.INDUSTRY_FAR}
NOT_ASKED = {Heading.AKIN, Heading.OTHERS}
OF_AKIN = {Heading.AKIN, Heading.AKIN_FAR, Heading.ONLY_AKIN}
MIXED = {Heading.NONE, Heading.MORE}
UNTOLD = {Heading.NONE, Heading.ONLY_AKIN}
"""Nothing to tell, or told above all lines."""

Group = tuple[Heading, Sequence[Hit]]


def groups_of(hits: Sequence[Hit], looked: FoundSearch, *, is_beside: bool = False) -> list[Group]:
    """The hits in groups by what is known of the trade there, which a heading tells instead of
    every line. Where the order of the hits mixes these, they are one group, and each line tells
    its own."""
    found = [(kind, list(run)) for (kind, _), run in groupby(hits, _known)]
    are_several = sum(kind is Heading.EMPLOYER for kind, _ in found) > 1
    runs = [
        (Heading.TRADE if _is_one_employer(one) and not are_several else one[0], one[1])
        for one in found
    ]
    if not is_beside and looked.query.has_trade and looked.results.is_only_akin:
        return [(Heading.ONLY_AKIN, hits)]
    # One employer may go by several names, each of which is a heading.
    kinds = [
        kind
        for before, (kind, _) in zip(
            [Heading.NONE, *(kind for kind, _ in runs)], runs, strict=False
        )
        if kind is not Heading.EMPLOYER or before is not kind
    ]
    if len(set(kinds)) < len(kinds):
        return [(Heading.MORE if is_beside else Heading.NONE, hits)]
    if is_beside:
        return [(BESIDE[kind], run) for kind, run in runs]
    first, *others = runs
    is_plain = first[0] is Heading.TRADE
    return [(Heading.NONE if is_plain else first[0], first[1]), *others]


def _known(hit: Hit) -> tuple[Heading, str]:
    """What is known of the trade there, and the employer if that is why it was found."""
    if hit.by_name is not None and hit.by_name[0] is Role.EMPLOYER:
        return Heading.EMPLOYER, hit.by_name[1]
    if hit.is_related:
        return Heading.AKIN, ""
    return Heading.INDUSTRY if hit.by_industry else Heading.TRADE, ""


def _is_one_employer(group: Group) -> bool:
    """It can say itself what a heading would."""
    return group[0] is Heading.EMPLOYER and len(group[1]) == 1


BESIDE = {
    Heading.TRADE: Heading.MORE,
    Heading.EMPLOYER: Heading.EMPLOYER,
    Heading.INDUSTRY: Heading.INDUSTRY_MORE,
    Heading.AKIN: Heading.AKIN,
}


def lines_of(
    groups: Sequence[Group], first: int, looked: FoundSearch, t: Translator
) -> Iterator[str]:
    number = count(first)
    is_alone = sum(len(hits) for _, hits in groups) == 1
    for heading, hits in groups:
        if heading is Heading.EMPLOYER:
            yield f"{_employer(hits[0], t)}:"
        elif heading not in UNTOLD:
            yield t(str(heading.value))
        for hit in hits:
            yield _line(next(number), hit, looked, t, heading, is_alone=is_alone)


def _employer(hit: Hit, t: Translator) -> str:
    name = hit.by_name[1] if hit.by_name is not None else ""
    words = t("search-why-employer", name=shortened(name, WHY_LIMIT))
    return words[:1].upper() + words[1:]


def notes_of(groups: Sequence[Group], t: Translator) -> list[str]:
    """What «по отрасли» and «близкая отрасль» are, under lists whose lines say so."""
    mixed = [hit for heading, hits in groups for hit in hits if heading in MIXED]
    is_industry = any(hit.by_industry for hit in mixed)
    is_related = any(hit.is_related for hit in mixed)
    if is_industry and is_related:
        return [t("search-mixed")]
    if is_industry:
        return [t("search-mixed-industry")]
    return [t("search-mixed-related")] if is_related else []


def _line(
    number: int,
    hit: Hit,
    looked: FoundSearch,
    t: Translator,
    heading: Heading = Heading.NONE,
    *,
    is_alone: bool = False,
) -> str:
    place = looked.query.place or looked.home
    facts = [_why(hit, heading, looked.query, t), _town(hit, place, t)]
    marks: list[Wordings] = []
    if hit.is_related and heading not in OF_AKIN:
        marks.append((t.plain("search-why-related"),))
    if hit.by_industry and heading not in OF_INDUSTRY:
        marks.append((t.plain("search-why-industry"),))
    if hit.distance_km is not None:
        far = _far(hit, heading, looked, t)
        # What is known of the trade is more than how far it is.
        facts.append((far[0], far[-1], far[-1], far[-1], "") if marks else far)
    facts += marks
    if hit.cluster.is_planned(looked.today):
        told = t.plain("search-why-planned", year=str(hit.cluster.year))
        facts.append((told, t.plain("search-why-planned-short")))
    lines = LONE_LINES if is_alone else ITEM_LINES
    is_asked = bool(looked.query.words) and _own_name(hit) is not None
    return list_line(number, hit.cluster, facts, t, lines=lines, is_asked=is_asked)


def _own_name(hit: Hit) -> str | None:
    """The name of the college or the cluster, where that was asked for."""
    name = hit.by_name[1] if hit.by_name is not None else None
    return name if name in {hit.cluster.name, hit.cluster.base_college} else None


def _far(hit: Hit, heading: Heading, looked: FoundSearch, t: Translator) -> Wordings:
    """How far it is; with the direction, if it is far from where was looked."""
    km = hit.distance_km or 0
    if heading not in ELSEWHERE:
        return far_wordings(hit.cluster, km, t, looked.query.place or looked.home)
    to = direction_words(looked.start, hit.cluster, t) if looked.start else ""
    return far_wordings(hit.cluster, km, t, None, to)


def _why(hit: Hit, heading: Heading, query: Query, t: Translator) -> Wordings:
    """What of the cluster was asked for; its industry where that goes without saying."""
    if hit.by_name is not None:
        role, name = hit.by_name
        is_said = _own_name(hit) is not None or heading is Heading.EMPLOYER
        if not is_said and t.has(f"search-why-{role}"):
            limits = (WHY_LIMIT, WHY_BRIEF, WHY_LEAST)
            return tuple(t.plain(f"search-why-{role}", name=known_by(name, n)) for n in limits)
    elif hit.profession is not None:
        trade = shortened(lowered(meaning_name(hit.profession, t)), WHY_LIMIT)
        told = t.plain("search-why-profession", name=trade)
        # Under «Ближайшие такие» it is the trade that the title names.
        return (told, trade, "") if heading in OF_TRADE else (told, trade)
    industry = industry_wordings(hit.cluster, t)
    is_titled = query.industries == (hit.cluster.industry,) and not query.professions
    is_needless = hit.by_industry or is_titled or heading is Heading.EMPLOYER
    return (industry[0], "") if is_needless else industry


def _town(hit: Hit, place: Place | None, t: Translator) -> Wordings:
    is_here = hit.distance_km is not None and place is not None and is_in(hit.cluster, place)
    is_needed = hit.distance_km is None
    return ("",) if is_here else town_wordings(hit.cluster, t, is_needed=is_needed)
