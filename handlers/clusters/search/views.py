"""Results of a search, and what to do when there are none. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from domain.clusters.answers import Answer
from domain.clusters.facts import Fact
from domain.clusters.searches import ANY_TRADE, Opening
from domain.ids import SearchId
from domain.paging import clamped
from domain.places.geo import compass
from domain.places.places import Area, Place
from handlers.callbacks.clusters.cards import NearestButton
from handlers.callbacks.clusters.questionnaire import StartButton
from handlers.callbacks.clusters.search import (
    ChangeButton,
    KeepButton,
    Menu,
    MenuButton,
    PictureButton,
    ResultsButton,
    WhereButton,
)
from handlers.clusters.cards.coverage_views import (
    coverage_briefly,
    coverage_words,
    missing_row,
    missing_row_of_part,
)
from handlers.clusters.cards.list_views import explained, list_line, numbers_row, town_beside
from handlers.clusters.cards.region_names import region_where
from handlers.clusters.cards.views import (
    how_far,
    industry_name,
    is_in,
    place_name,
)
from handlers.clusters.search import menu_views
from handlers.clusters.search.query_words import (
    area_name,
    meaning_name,
    other_places,
    place_words,
    remarks,
    told,
    trade_words,
)
from handlers.clusters.search.unread_views import answer_row, lists_row, spelling_row
from services.clusters.catalogue import PAGE_SIZE, region_key
from services.search.changes import WITHOUT, Change
from services.search.lookup import FoundSearch
from services.search.reading.queries import Kind, Query
from services.search.results import HITS_LIMIT, REACH_KM, Hit, Suggestions, nearest_km
from ui.formatting import kilometres, lowered, shortened
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
)
from ui.screens import Screen
from ui.translator import Translator

AREA_REGIONS = 6
NEIGHBOURS_OFFERED = 3
ABOUT_AS_FAR = 1.5
OF_REGION_SHOWN = 2
"""Colleges of unknown towns, where nothing else is around."""


WHY_LIMIT = 40
"""Characters of the name that made a cluster fit."""


def results_screen(
    looked: FoundSearch, page: int, t: Translator, *, answer: Answer | None = None, seen: str = ""
) -> Screen:
    """`seen` is the mark of the list from which the reader turned to this page."""
    if not looked.results.hits:
        return _nothing(looked, t, answer)
    page = clamped(page, len(looked.results.hits), PAGE_SIZE)
    hits = looked.results.page(page, PAGE_SIZE)
    lines = list(_head(looked, page, t))
    if seen and seen != looked.mark:
        lines.insert(0, t("search-changed"))
    lines.append("")
    for number, hit in enumerate(hits, page * PAGE_SIZE + 1):
        lines.append(_line(number, hit, looked, t))
    suggested = looked.suggestions or Suggestions()
    if suggested.beside:
        lines += ["", t("search-more-beside")]
    for number, hit in enumerate(suggested.beside, len(hits) + 1):
        lines.append(_line(number, hit, looked, t))
    lines += _notes((*hits, *suggested.beside), t)
    lines += _townless(looked, t)
    lines += _coverage(looked, t)
    markup = inline(
        *_other_place_rows(looked, t),
        _where_row(looked, t),
        _numbers((*hits, *suggested.beside), page, looked),
        _around_row(looked, suggested, t),
        _region_row(looked, t),
        *_chips(looked, t),
        *_area_rows(looked, t),
        *_changing(looked, t),
        [_filters_button(looked, t), _keep_button(looked, t)],
        _on_map(looked, page, t),
        _missing(looked, t),
        answer_row(answer, t),
    )
    return Screen("\n".join(lines), markup)


def _is_of_trade(looked: FoundSearch) -> bool:
    return bool(looked.query.wanted_industries or looked.query.professions)


def _coverage(looked: FoundSearch, t: Translator) -> list[str]:
    """How many of a region's there are says little of those of a trade: in short, then."""
    if looked.coverage is None or _is_of_trade(looked):
        return coverage_briefly(looked.coverage, t)
    return ["", coverage_words(looked.coverage, t)]


def _missing(looked: FoundSearch, t: Translator) -> Row:
    of = missing_row_of_part if _is_of_trade(looked) else missing_row
    return of(looked.coverage, t)


def _notes(hits: Sequence[Hit], t: Translator) -> list[str]:
    """What «по отрасли» and «близкая отрасль» are, under lists that say so."""
    keys = []
    if any(hit.by_industry for hit in hits):
        keys.append("search-by-industry")
    if any(hit.is_related for hit in hits):
        keys.append("search-by-related")
    return ["", *(t(key) for key in keys)] if keys else []


def _townless(looked: FoundSearch, t: Translator) -> list[str]:
    """What a circle cannot hold, and the region does."""
    return ["", t("search-townless", count=len(looked.townless))] if looked.townless else []


def _region_row(looked: FoundSearch, t: Translator) -> Row:
    place = looked.query.place
    if not looked.townless or place is None:
        return []
    label = t.plain("search-whole-region", region=t.toponym(place.region))
    change = ChangeButton(
        id=looked.search.id, change=Change.REGION, value=region_key(place.region)
    )
    return [button(label, change)]


def _around_row(looked: FoundSearch, suggested: Suggestions, t: Translator) -> Row:
    """Whatever is taught near the place."""
    place = looked.query.place
    if suggested.around is None or place is None:
        return []
    radius, count = suggested.around
    within = kilometres(radius, t.language)
    label = t.plain("search-whatever", radius=within, place=place_name(place, t), count=count)
    return [button(label, NearestButton(origin=f"p{place.id}", radius=radius))]


def namesakes_screen(
    looked: FoundSearch,
    places: Sequence[Place],
    area: Area | None,
    of_area: SearchId | None,
    t: Translator,
) -> Screen:
    """Which of the places that are called so; `of_area` is the same search at the area."""
    number = looked.search.id
    rows = [
        [
            button(
                t.plain("place-option", name=place_name(place, t), region=t.toponym(place.region)),
                ChangeButton(id=number, change=Change.PLACE, value=str(place.id)),
            )
        ]
        for place in places
    ]
    if area is not None and of_area is not None:
        rows.append([button(area_name(area, t), ResultsButton(id=of_area))])
    lines = [t("search-namesakes", what=trade_words(looked.query, t))]
    lines += remarks(looked.typed, looked.query, t)
    return Screen("\n".join(lines), inline(*rows))


def _where_row(looked: FoundSearch, t: Translator) -> Row:
    """First of all, for a trade is searched for in the whole country."""
    query = looked.query
    if query.is_somewhere or looked.search.choices.is_anywhere:
        return []
    return [button(t.plain("search-where"), WhereButton(id=looked.search.id))]


def _area_rows(looked: FoundSearch, t: Translator) -> list[Row]:
    """The regions of a part of the country, those with most clusters first."""
    area, filters = looked.query.area, looked.results.filters
    if area is None or not area.regions or filters.region is not None:
        return []
    return [
        [
            button(
                t.plain("search-region", region=t.toponym(region), count=count),
                ChangeButton(id=looked.search.id, change=Change.REGION, value=region_key(region)),
            )
        ]
        for region, count in looked.results.facets.regions[:AREA_REGIONS]
    ]


def _other_place_rows(looked: FoundSearch, t: Translator) -> list[Row]:
    return [
        [
            button(
                t.plain("search-edit-place", place=place_name(place, t)),
                ChangeButton(id=looked.search.id, change=Change.PLACE, value=str(place.id)),
            )
        ]
        for place in other_places(looked.typed, looked.query)
    ]


def _head(looked: FoundSearch, page: int, t: Translator) -> Iterator[str]:
    results = looked.results
    yield t("search-title", what=told(looked.query, t))
    yield from remarks(looked.typed, looked.query, t)
    area = looked.query.area
    if looked.query.is_beyond and area is not None:
        yield t(f"search-beyond-{area.kind}", place=area_name(area, t))
        return
    if results.found >= HITS_LIMIT:
        yield t("search-many")
    elif results.filters.is_empty:
        yield explained(t("search-found", count=results.found), page, t)
    else:
        yield t("search-filtered", count=len(results.hits), total=results.found)
    if looked.query.has_trade and results.is_only_akin:
        yield t("search-only-akin")
    if looked.sifted:
        yield t("search-sifted", facts=_facts(looked, t))
    if not looked.query.is_somewhere and looked.home is not None:
        yield t("search-from-home", place=place_name(looked.home, t))


def _line(
    number: int, hit: Hit, looked: FoundSearch, t: Translator, *, is_elsewhere: bool = False
) -> str:
    """`is_elsewhere`: far from where was looked, so that the direction helps."""
    place = looked.query.place or looked.home
    facts = [_why(hit, looked.query, t), _town(hit, place, t)]
    if hit.distance_km is not None:
        far = how_far(hit.cluster, hit.distance_km, t, None if is_elsewhere else place)
        point = hit.cluster.point
        if is_elsewhere and looked.start is not None and point is not None:
            far += " " + t.plain(f"compass-{compass(looked.start, point).value}")
        facts.append(far)
    if hit.is_related:
        facts.append(t.plain("search-why-related"))
    if hit.by_industry:
        facts.append(t.plain("search-why-industry"))
    if hit.cluster.is_planned(looked.today):
        facts.append(t.plain("search-why-planned", year=str(hit.cluster.year)))
    return list_line(number, hit.cluster, facts, t)


def _why(hit: Hit, query: Query, t: Translator) -> str:
    """What of the cluster was asked for; its industry where that goes without saying."""
    if hit.by_name is not None:
        role, name = hit.by_name
        is_said = name in {hit.cluster.name, hit.cluster.base_college}
        if not is_said and t.has(f"search-why-{role}"):
            return t.plain(f"search-why-{role}", name=shortened(name, WHY_LIMIT))
    elif hit.profession is not None:
        name = lowered(meaning_name(hit.profession, t))
        return t.plain("search-why-profession", name=shortened(name, WHY_LIMIT))
    return lowered(industry_name(hit.cluster.industry, t))


def _town(hit: Hit, place: Place | None, t: Translator) -> str:
    is_here = hit.distance_km is not None and place is not None and is_in(hit.cluster, place)
    return "" if is_here else town_beside(hit.cluster, t)


def _facts(looked: FoundSearch, t: Translator) -> str:
    return ", ".join(lowered(t.plain(f"search-fact-{fact}")) for fact in looked.sifted)


def _numbers(hits: Sequence[Hit], page: int, looked: FoundSearch) -> Row:
    """`hits` are those of the page, or what is suggested in the place of a list of none."""
    number, mark = looked.search.id, looked.mark

    def target(page: int) -> ResultsButton:
        return ResultsButton(id=number, page=page, seen=mark)

    first = page * PAGE_SIZE
    has_more = first + len(hits) < len(looked.results.hits)
    return numbers_row((hit.cluster for hit in hits), first + 1, target, page, has_more=has_more)


def _chips(looked: FoundSearch, t: Translator) -> list[Row]:
    """Filters, each of which a tap takes away; so does it what the text says of planned ones."""
    filters, query = looked.results.filters, looked.query
    opening = query.is_planned if filters.is_planned is None else filters.is_planned
    chips: list[tuple[str, Change, str]] = []
    if filters.industry is not None:
        chips.append((industry_name(filters.industry, t), Change.INDUSTRY, ""))
    if filters.region is not None:
        chips.append((t.toponym(filters.region), Change.WITHIN, ""))
    if opening is not None:
        key = "search-filter-planned" if opening else "search-filter-opened"
        anyway = Opening.ANY.value if looked.typed.is_planned is not None else ""
        chips.append((t.plain(key), Change.OPENING, anyway))
    facts = [fact for fact in Fact if fact in filters.facts]
    chips += [(t.plain(f"search-fact-{fact}"), Change.FACT, f"{WITHOUT}{fact}") for fact in facts]
    return in_columns(
        [
            button(
                t.plain("search-without", filter=name),
                ChangeButton(id=looked.search.id, change=change, value=value),
            )
            for name, change, value in chips
        ],
        2,
    )


def _changing(looked: FoundSearch, t: Translator) -> list[Row]:
    """Where and what: as understood, a tap away from being changed."""
    row: Row = []
    place, trade = place_words(looked.query, t), trade_words(looked.query, t)
    if place and menu_views.offers_places(looked):
        label = t.plain("search-edit-place", place=place)
        row.append(button(label, MenuButton(id=looked.search.id, menu=Menu.PLACE)))
    if (trade or looked.search.choices.trade == ANY_TRADE) and menu_views.offers_trades(looked):
        label = t.plain("search-edit-trade", trade=trade or t.plain("search-any-trade"))
        row.append(button(label, MenuButton(id=looked.search.id, menu=Menu.TRADE)))
    return [row, _near_home(looked, t)]


def _near_home(looked: FoundSearch, t: Translator) -> Row:
    """Offered to those whose home is known, when the search looks elsewhere or everywhere."""
    if looked.query.place is not None or looked.home is None:
        return []
    label = t.plain("search-near-home", place=place_name(looked.home, t))
    change = ChangeButton(id=looked.search.id, change=Change.PLACE, value=str(looked.home.id))
    return [button(label, change)]


def _filters_button(looked: FoundSearch, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("search-filters"), MenuButton(id=looked.search.id, menu=Menu.FILTERS))


def _on_map(looked: FoundSearch, page: int, t: Translator) -> Row:
    hits = looked.results.page(page, PAGE_SIZE)
    if not any(hit.cluster.point for hit in hits):
        return []
    return [button(t.plain("nearest-map"), PictureButton(id=looked.search.id, page=page))]


def _keep_button(looked: FoundSearch, t: Translator) -> InlineKeyboardButton:
    kept = looked.search.is_saved
    label = t.plain("search-drop" if kept else "search-keep")
    return button(label, KeepButton(id=looked.search.id, wanted=not kept))


def _nothing(looked: FoundSearch, t: Translator, answer: Answer | None) -> Screen:
    """Always with a next step: of filters to take one away, else what the search suggests."""
    lines = [
        t("search-title", what=told(looked.query, t)),
        *remarks(looked.typed, looked.query, t),
    ]
    suggested = looked.suggestions or Suggestions()
    if looked.results.found:
        lines += ["", t("search-none-filtered")]
    elif looked.query.is_outside and not suggested.anywhere:
        return _outside(looked, lines, suggested, t, answer)
    elif looked.coverage is not None and not _is_of_trade(looked) and not looked.query.excluded:
        lines += _coverage(looked, t)
    else:
        lines += ["", _none(looked, t), *_coverage(looked, t)]
    steps = _steps(looked, suggested, t)
    shown, listed = _suggested(looked, suggested, t)
    lines += listed
    is_stuck = not (steps or suggested.anywhere or looked.results.found or looked.townless)
    if is_stuck:
        lines.append(t("search-none-nothing"))
    elif steps:
        lines += ["", t("search-none-next")]
    markup = inline(
        *_other_place_rows(looked, t),
        _numbers(shown, 0, looked),
        _region_row(looked, t),
        _around_row(looked, suggested, t),
        *_chips(looked, t),
        *steps,
        *_changing(looked, t),
        *([lists_row(t)] if is_stuck else []),
        [_keep_button(looked, t)] if not is_stuck else [],
        _missing(looked, t),
        answer_row(answer, t),
    )
    return Screen("\n".join(lines), markup)


def _suggested(
    looked: FoundSearch, suggested: Suggestions, t: Translator
) -> tuple[list[Hit], list[str]]:
    """The hits in their order and the lines that tell of them.

    The trade or its industry, within reach or of about the same distance, comes before what is
    akin and near, and this before what is far. Farther off the trade itself, its industry and
    what is akin stand apart; the industry first where the trade is taught much farther away.
    """
    is_akin = any(hit.is_related for hit in suggested.beside)
    far = suggested.anywhere
    own = [hit for hit in far if not hit.by_industry and not hit.is_related]
    of_industry = [hit for hit in far if hit.by_industry]
    lists: list[tuple[str, Sequence[Hit], bool]] = [
        ("search-nearest" if looked.start else "search-elsewhere", own, True),
        ("search-nearest-industry", of_industry, True),
        ("search-nearest-akin", [hit for hit in far if hit.is_related], True),
    ]
    if own and nearest_km(own) > max(REACH_KM, ABOUT_AS_FAR * nearest_km(of_industry)):
        lists[:2] = reversed(lists[:2])
    near = ("search-akin" if is_akin else "search-beside", suggested.beside, False)
    lists.append(near)
    if is_akin:
        reach = max(REACH_KM, ABOUT_AS_FAR * nearest_km(suggested.beside))
        lists.sort(key=lambda one: 1 if one is near else 0 if nearest_km(one[1]) <= reach else 2)
    in_region = [hit for hit in looked.townless if hit.cluster.base_college]
    lists.insert(0, ("", in_region[:OF_REGION_SHOWN], False))  # right under what says so
    shown: list[Hit] = []
    lines: list[str] = []
    for key, hits, is_elsewhere in lists:
        room = PAGE_SIZE - len(shown)
        lines += ["", t(key)] if hits and key and room else []
        for hit in hits[:room]:
            shown.append(hit)
            lines.append(_line(len(shown), hit, looked, t, is_elsewhere=is_elsewhere))
    return shown, [*lines, *(_notes(shown, t) if is_akin else [])]


def _outside(
    looked: FoundSearch,
    lines: list[str],
    suggested: Suggestions,
    t: Translator,
    answer: Answer | None,
) -> Screen:
    """A trade that clusters do not teach: where else to look, and no neighbouring industry."""
    trade = looked.query.professions[0]
    lines += ["", t("search-outside", trade=meaning_name(trade, t), code=trade.code)]
    markup = inline(
        *_steps(looked, suggested, t),
        *_changing(looked, t),
        [button(t.plain("search-outside-choose"), StartButton())],
        lists_row(t),
        answer_row(answer, t),
    )
    return Screen("\n".join(lines), markup)


def _none(looked: FoundSearch, t: Translator) -> str:
    query = looked.query
    if looked.townless:
        return t("search-none-townless", count=len(looked.townless))
    if query.is_somewhere and query.excluded:
        return t("search-none-but")
    if query.is_somewhere and query.has_trade:
        return t("search-none-taught")
    if query.region is not None and not query.words:
        return t("search-none-region", where=region_where(query.region, t))
    return t("search-none-here" if query.is_somewhere else "search-none")


def _steps(looked: FoundSearch, suggested: Suggestions, t: Translator) -> list[Row]:
    number = looked.search.id
    # What is read with a slip is searched for as corrected already: nothing to tap.
    is_unread = any(part.kind is Kind.UNKNOWN for part in looked.typed.parts)
    rows = [spelling_row(number, suggested.spelling if is_unread else None, t)]
    if suggested.wider is not None:
        km, count = suggested.wider
        label = t.plain("search-wider", radius=kilometres(km, t.language), count=count)
        rows.append([button(label, ChangeButton(id=number, change=Change.RADIUS, value=str(km)))])
    for region, count in suggested.regions[:NEIGHBOURS_OFFERED]:
        label = t.plain("search-region", region=t.toponym(region), count=count)
        change = ChangeButton(id=number, change=Change.REGION, value=region_key(region))
        rows.append([button(label, change)])
    return [row for row in rows if row]
