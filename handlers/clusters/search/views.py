"""Results of a search, and what to do when there are none. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from domain.clusters.answers import Answer
from domain.clusters.facts import Fact
from domain.clusters.searches import ANY_TRADE, Opening
from domain.ids import SearchId
from domain.paging import clamped
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
from handlers.clusters.cards.list_views import (
    explained,
    lists_row,
    numbers_row,
)
from handlers.clusters.cards.region_names import region_briefly, region_in_a_half, region_where
from handlers.clusters.cards.views import (
    area_name,
    industry_name,
    namesake_labels,
    place_name,
)
from handlers.clusters.search import menu_views
from handlers.clusters.search.groups import (
    NOT_ASKED,
    Group,
    Heading,
    groups_of,
    lines_of,
    notes_of,
)
from handlers.clusters.search.query_words import (
    meaning_name,
    name_slips,
    other_places,
    place_words,
    remarks,
    told,
    trade_words,
)
from handlers.clusters.search.unread_views import answer_row, spelling_row
from services.clusters.catalogue import PAGE_SIZE, card_key, region_key
from services.search.changes import WITHOUT, Change
from services.search.lookup import FoundSearch
from services.search.reading.queries import Kind, Query
from services.search.results import HITS_LIMIT, REACH_KM, Hit, Suggestions, nearest_km
from ui.formatting import kilometres, lowered
from ui.keyboards import (
    Row,
    button,
    in_columns,
    in_halves,
    inline,
    label_width,
)
from ui.screens import Screen
from ui.translator import Translator

AREA_REGIONS = 4
NEIGHBOURS_OFFERED = 2
STEPS_OFFERED = 3
ABOUT_AS_FAR = 1.5
"""So many times farther off is no reason to stand further down."""

OF_REGION_SHOWN = 2
"""Colleges of unknown towns, where nothing else is around."""

SHOWN_IN_GROUPS = 3
"""Where headings stand between them, fewer fit a screen."""


PLACE_SIGN = "📍 "


def results_screen(
    looked: FoundSearch, page: int, t: Translator, *, answer: Answer | None = None, seen: str = ""
) -> Screen:
    """`seen` is the mark of the list from which the reader turned to this page."""
    if not looked.results.hits:
        return _nothing(looked, t, answer)
    page = clamped(page, len(looked.results.hits), PAGE_SIZE)
    hits = looked.results.page(page, PAGE_SIZE)
    suggested = looked.suggestions or Suggestions()
    beside = _beside(hits, suggested)
    lines = list(_head(looked, page, len(beside), t))
    if seen and seen != looked.mark:
        lines.insert(0, t("search-changed"))
    shown = (*hits, *beside)
    groups = [*groups_of(hits, looked), *groups_of(beside, looked, is_beside=True)]
    lines += ["", *lines_of(groups, page * PAGE_SIZE + 1, looked, t), *notes_of(groups, t)]
    lines += _townless(looked, t)
    lines += _coverage(looked, t)
    place, trade = _changing(looked, t)
    filters = [_filters_button(looked, t), *_on_map(looked, page, shown, t)]
    keep, around = [_keep_button(looked, t)], _around(looked, suggested, t)
    halves = [*place, *trade, *filters, *keep, *around]
    markup = inline(
        *in_halves(_other_places(looked, t)),
        _where_row(looked, t),
        _numbers(shown, page, looked),
        _region_row(looked, t),
        *_chips(looked, t),
        *in_halves(_areas(looked, t)),
        *in_halves(halves),
        _near_home(looked, t),
        _missing(looked, t),
        answer_row(answer, t),
    )
    return Screen("\n".join(lines), markup)


def _beside(hits: Sequence[Hit], suggested: Suggestions) -> Sequence[Hit]:
    return suggested.beside[: max(1, SHOWN_IN_GROUPS - len(hits))]


def numbered(looked: FoundSearch, t: Translator) -> list[Hit]:
    """All that the numbers of its pages stand for, in their order."""
    hits, suggested = looked.results.hits, looked.suggestions or Suggestions()
    if not hits:
        return _suggested(looked, suggested, t)[0]
    return [*hits, *(_beside(hits, suggested) if len(hits) <= PAGE_SIZE else ())]


def _is_of_trade(looked: FoundSearch) -> bool:
    return bool(looked.query.wanted_industries or looked.query.professions)


def _coverage(looked: FoundSearch, t: Translator) -> list[str]:
    """How many of a region's there are says little of those of a trade: in short, then."""
    if looked.coverage is None or _is_of_trade(looked):
        return coverage_briefly(looked.coverage, t)
    return [coverage_words(looked.coverage, t)]


def _missing(looked: FoundSearch, t: Translator) -> Row:
    of = missing_row_of_part if _is_of_trade(looked) else missing_row
    return of(looked.coverage, t)


def _townless(looked: FoundSearch, t: Translator) -> list[str]:
    """What a circle cannot hold, and the region does."""
    return [t("search-townless", count=len(looked.townless))] if looked.townless else []


def _region_row(looked: FoundSearch, t: Translator) -> Row:
    place = looked.query.place
    if not looked.townless or place is None:
        return []
    label = t.plain("search-whole-region", region=t.toponym(place.region))
    change = ChangeButton(
        id=looked.search.id, change=Change.REGION, value=region_key(place.region)
    )
    return [button(label, change)]


def _around(looked: FoundSearch, suggested: Suggestions, t: Translator) -> Row:
    """Whatever is taught near the place."""
    place = looked.query.place
    if suggested.around is None or place is None:
        return []
    radius, count = suggested.around
    within = kilometres(radius, t.language)
    label = t.plain("search-whatever", radius=within, count=count)
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
    labels = namesake_labels(places, t)
    rows = [
        [
            button(
                labels[place.id],
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


def _areas(looked: FoundSearch, t: Translator) -> Row:
    """The regions of a part of the country, those with most clusters first."""
    area, filters = looked.query.area, looked.results.filters
    if area is None or not area.regions or filters.region is not None:
        return []
    return [
        button(
            t.plain("search-region", region=region_in_a_half(region, t, count), count=count),
            ChangeButton(id=looked.search.id, change=Change.REGION, value=region_key(region)),
        )
        for region, count in looked.results.facets.regions[:AREA_REGIONS]
    ]


def _other_places(looked: FoundSearch, t: Translator) -> Row:
    return [
        button(
            t.plain("search-edit-place", place=place_name(place, t)),
            ChangeButton(id=looked.search.id, change=Change.PLACE, value=str(place.id)),
        )
        for place in other_places(looked.typed, looked.query)
    ]


def _head(looked: FoundSearch, page: int, beside: int, t: Translator) -> Iterator[str]:
    """`beside` is how many stand on the page that are not found."""
    results = looked.results
    yield t("search-title", what=told(looked.query, t, looked.typed))
    yield from remarks(looked.typed, looked.query, t)
    first = next((hit.by_name[1] for hit in results.hits if hit.by_name is not None), "")
    yield from name_slips(looked.query, first, t)
    area = looked.query.area
    if looked.query.is_beyond and area is not None:
        yield t(f"search-beyond-{area.kind}", place=area_name(area, t))
        return
    if results.found >= HITS_LIMIT:
        yield t("search-many")
    elif results.filters.is_empty:
        key = "search-found-beside" if beside else "search-found"
        yield explained(t(key, count=results.found, beside=beside), page, t)
    else:
        yield t("search-filtered", count=len(results.hits), total=results.found)
    if looked.query.has_trade and results.is_only_akin:
        yield t("search-only-akin")
    if looked.sifted:
        yield t("search-sifted", facts=_facts(looked, t))
    if not looked.query.is_somewhere and looked.home is not None:
        yield t("search-from-home", place=place_name(looked.home, t))


def _facts(looked: FoundSearch, t: Translator) -> str:
    return ", ".join(lowered(t.plain(f"search-fact-{fact}")) for fact in looked.sifted)


def _numbers(hits: Sequence[Hit], page: int, looked: FoundSearch) -> Row:
    """`hits` are those of the page, or what is suggested in the place of a list of none."""
    number, mark = looked.search.id, looked.mark

    def target(page: int) -> ResultsButton:
        return ResultsButton(id=number, page=page, seen=mark)

    first = page * PAGE_SIZE
    has_more = first + len(hits) < len(looked.results.hits)
    keys = [card_key(hit.cluster.id) for hit in hits]
    return numbers_row(keys, first + 1, target, page, has_more=has_more)


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


def _changing(looked: FoundSearch, t: Translator) -> tuple[Row, Row]:
    """Buttons that change where and what: each says it as understood."""
    where: Row = []
    what: Row = []
    place, trade = _place_briefly(looked.query, t), trade_words(looked.query, t)
    if place and menu_views.offers_places(looked):
        label = t.plain("search-edit-place", place=place)
        where.append(button(label, MenuButton(id=looked.search.id, menu=Menu.PLACE)))
    if (trade or looked.search.choices.trade == ANY_TRADE) and menu_views.offers_trades(looked):
        label = t.plain("search-edit-trade", trade=trade or t.plain("search-any-trade"))
        what.append(button(label, MenuButton(id=looked.search.id, menu=Menu.TRADE)))
    return where, what


def _place_briefly(query: Query, t: Translator) -> str:
    """The place for half a row: the radius, which the title says, gives way."""
    room = label_width(2) - len(PLACE_SIGN)
    if query.region is not None and query.place is None and query.area is None:
        return region_briefly(query.region, t, room)
    words = place_words(query, t)
    return words if len(words) <= room or query.place is None else place_name(query.place, t)


def _near_home(looked: FoundSearch, t: Translator) -> Row:
    """Offered to those whose home is known, when the search looks elsewhere or everywhere."""
    if looked.query.place is not None or looked.home is None:
        return []
    label = t.plain("search-near-home", place=place_name(looked.home, t))
    change = ChangeButton(id=looked.search.id, change=Change.PLACE, value=str(looked.home.id))
    return [button(label, change)]


def _filters_button(looked: FoundSearch, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("search-filters"), MenuButton(id=looked.search.id, menu=Menu.FILTERS))


def _on_map(looked: FoundSearch, page: int, hits: Sequence[Hit], t: Translator) -> Row:
    """`hits` are those that the page lists, in whatever group."""
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
        t("search-title", what=told(looked.query, t, looked.typed)),
        *remarks(looked.typed, looked.query, t),
    ]
    suggested = looked.suggestions or Suggestions()
    if looked.results.found:
        lines.append(t("search-none-filtered"))
    elif looked.query.is_outside and not suggested.anywhere:
        return _outside(looked, lines, suggested, t, answer)
    elif looked.coverage is not None and not _is_of_trade(looked) and not looked.query.excluded:
        lines += _coverage(looked, t)
    else:
        lines += [_none(looked, t), *_coverage(looked, t)]
    steps = _steps(looked, suggested, t)
    shown, listed = _suggested(looked, suggested, t)
    lines += listed
    spelling = _spelling(looked, suggested, t)
    is_told = bool(any(spelling) or steps or suggested.anywhere)
    is_stuck = not (is_told or looked.results.found or looked.townless)
    if is_stuck:
        lines.append(t("search-none-nothing"))
    changing = [one for row in _changing(looked, t) for one in row]
    keep = [_keep_button(looked, t)] if not is_stuck else []
    # Pairs that belong together stay so.
    (changing if len(steps) % 2 == 0 else steps).extend(keep)
    if len(changing) % 2:  # where it takes no row more of the screen
        changing += _on_map(looked, 0, shown, t)
    markup = inline(
        *in_halves(_other_places(looked, t)),
        _numbers(shown, 0, looked),
        _region_row(looked, t),
        *_chips(looked, t),
        *spelling,
        *in_halves(steps),
        *in_halves(changing),
        _near_home(looked, t),
        *([lists_row(t)] if is_stuck else []),
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
    lists: list[Group] = [
        (Heading.SUCH if looked.start else Heading.SUCH_ANYWHERE, own),
        (Heading.INDUSTRY_FAR, of_industry),
        (Heading.AKIN_FAR, [hit for hit in far if hit.is_related]),
    ]
    if own and nearest_km(own) > max(REACH_KM, ABOUT_AS_FAR * nearest_km(of_industry)):
        lists[:2] = reversed(lists[:2])
    near = (Heading.AKIN if is_akin else Heading.OTHERS, suggested.beside)
    lists.append(near)
    if is_akin:
        reach = max(REACH_KM, ABOUT_AS_FAR * nearest_km(suggested.beside))
        lists.sort(key=lambda one: 1 if one is near else 0 if nearest_km(one[1]) <= reach else 2)
    in_region = [hit for hit in looked.townless if hit.cluster.base_college]
    lists.insert(0, (Heading.NONE, in_region[:OF_REGION_SHOWN]))  # right under what says so
    groups = _some_of_each(lists)
    shown = [hit for _, hits in groups for hit in hits]
    return shown, ["", *lines_of(groups, 1, looked, t)] if shown else []


def _some_of_each(lists: Sequence[Group]) -> list[Group]:
    """As many of each list as fit a screen: the longest gives way first, of two what was not asked
    for."""
    left = {heading: list(hits) for heading, hits in lists if hits}
    while sum(map(len, left.values())) > max(SHOWN_IN_GROUPS, len(left)):
        longest = max(left, key=lambda one: (len(left[one]), one in NOT_ASKED))
        left[longest].pop()
    return list(left.items())


def _outside(
    looked: FoundSearch,
    lines: list[str],
    suggested: Suggestions,
    t: Translator,
    answer: Answer | None,
) -> Screen:
    """A trade that clusters do not teach: where else to look, and no neighbouring industry."""
    trade = looked.query.professions[0]
    steps = _steps(looked, suggested, t)
    lines += ["", t("search-outside", trade=meaning_name(trade, t), code=trade.code)]
    markup = inline(
        *_spelling(looked, suggested, t),
        *in_halves([one for row in (steps, *_changing(looked, t)) for one in row]),
        _near_home(looked, t),
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


def _spelling(looked: FoundSearch, suggested: Suggestions, t: Translator) -> list[Row]:
    """The corrected spelling, but for what is read with a slip: it is searched for as corrected
    already."""
    is_unread = any(part.kind is Kind.UNKNOWN for part in looked.typed.parts)
    return [spelling_row(looked.search.id, suggested.spelling if is_unread else None, t)]


def _steps(looked: FoundSearch, suggested: Suggestions, t: Translator) -> Row:
    """Farther, whatever is near, neighbouring regions: as many as fit."""
    number = looked.search.id
    steps: Row = []
    if suggested.wider is not None:
        km, count = suggested.wider
        label = t.plain("search-wider", radius=kilometres(km, t.language), count=count)
        steps.append(button(label, ChangeButton(id=number, change=Change.RADIUS, value=str(km))))
    steps += _around(looked, suggested, t)
    for region, count in suggested.regions[:NEIGHBOURS_OFFERED]:
        label = t.plain("search-region", region=region_in_a_half(region, t, count), count=count)
        change = ChangeButton(id=number, change=Change.REGION, value=region_key(region))
        steps.append(button(label, change))
    return steps[:STEPS_OFFERED]
