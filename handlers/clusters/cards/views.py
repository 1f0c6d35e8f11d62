"""Screens of looking clusters up. Pure: data and a translator in, text and markup out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from domain.clusters.cards import Cluster, Industry
from domain.clusters.coverage import Coverage
from domain.ids import PlaceId
from domain.paging import clamped, page_count
from domain.people.users import Actor, Language
from domain.places.geo import Compass, Point, compass
from domain.places.places import Area, Place
from handlers.callbacks.clusters.cards import (
    FilterButton,
    IndustriesButton,
    IndustryButton,
    MapButton,
    NearestButton,
    RegionButton,
    RegionsButton,
    RememberButton,
)
from handlers.callbacks.clusters.search import RefineButton
from handlers.clusters.cards.coverage_views import (
    coverage_briefly,
    coverage_words,
    missing_row,
)
from handlers.clusters.cards.list_views import (
    Wordings,
    explained,
    industry_wordings,
    list_line,
    lists_row,
    numbers_row,
    town_wordings,
)
from handlers.clusters.cards.origins import Origin, of_place, point_code
from services.clusters.catalogue import (
    PAGE_SIZE,
    RADII_KM,
    NearbyCluster,
    NearestPage,
    card_key,
    region_key,
)
from ui.formatting import NEAR_KM, distance, kilometres
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    pager,
)
from ui.markup_templates import MarkupTemplate
from ui.screens import Screen
from ui.translator import Translator

REGIONS_ON_PAGE = 12

ANY_PLACE = PlaceId(999_999_999_999)
ANY_POINT = "g-9999,-99999"
FIRST_KEY = 0x0FEDCBA98760
"""Marks of a template, as long as such may be; no label says them."""


def ask_place(actor: Actor, t: Translator) -> Screen:
    rows = [
        [KeyboardButton(text=t.plain("clusters-send-location"), request_location=True)],
        [
            KeyboardButton(text=t.plain("clusters-by-region")),
            KeyboardButton(text=t.plain("clusters-by-industry")),
        ],
        [KeyboardButton(text=t.plain("menu-home"))],
    ]
    if actor.home is not None:
        home = t.plain("clusters-near-home", place=t.toponym(actor.home.name))
        rows.insert(0, [KeyboardButton(text=home)])
    placeholder = t.plain("menu-placeholder")
    markup = ReplyKeyboardMarkup(
        keyboard=rows,
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=placeholder,
    )
    return Screen(t("clusters-ask"), markup)


def choose_place(
    places: Sequence[Place],
    t: Translator,
    *,
    is_exact: bool,
    industry: Industry | None = None,
    area: Area | None = None,
) -> Screen:
    """`area` is a namesake that the gazetteer does not hold; it has a point."""
    labels = namesake_labels(places, t)
    buttons = [[place_button(place, t, industry, labels[place.id])] for place in places]
    if area is not None and area.point is not None:
        code = point_code(area.point)
        label = area_name(area, t)
        buttons.append([button(label, NearestButton(origin=code, radius=RADII_KM[-1]))])
    return Screen(t("place-choose" if is_exact else "place-choose-similar"), inline(*buttons))


def place_button(
    place: Place, t: Translator, industry: Industry | None = None, label: str = ""
) -> InlineKeyboardButton:
    target = NearestButton(origin=of_place(place).code, radius=place.radius_km, industry=industry)
    return button(label or _place_option(place, t), target)


def namesake_labels(places: Sequence[Place], t: Translator) -> dict[PlaceId, str]:
    """What to choose between: of two in one region also which lies further north."""
    labels: dict[PlaceId, str] = {}
    for place in places:
        other = next((one for one in places if one != place and _is_alike(one, place)), None)
        if other is None:
            labels[place.id] = _place_option(place, t)
        else:
            to = _direction(compass(other.point, place.point), t)
            labels[place.id] = t.plain(
                "place-option-apart", **_place_words(place, t), direction=to
            )
    return labels


def _is_alike(one: Place, other: Place) -> bool:
    return (one.name, one.region) == (other.name, other.region)


def _place_option(place: Place, t: Translator) -> str:
    return t.plain("place-option", **_place_words(place, t))


def _place_words(place: Place, t: Translator) -> dict[str, str]:
    return {"name": place_name(place, t), "region": t.toponym(place.region)}


def nearest_screen(
    origin: Origin,
    page: NearestPage,
    t: Translator,
    *,
    can_remember: bool,
    similar: Sequence[Place] = (),
    named: Sequence[Place] = (),
    coverage: Coverage | None = None,
) -> Screen:
    """`named` are further places of the text: as likely what is wanted, so they come first.
    `coverage` is that of the region around.
    """
    named_rows = [[place_button(place, t)] for place in named]
    if not page.found:
        key = "nearest-end" if page.query.page else "nearest-none"
        back = [_turn(origin, page, t, "nearest-back", -1)] if page.query.page else []
        narrowing = _narrowing_row(origin.code, page.query.radius_km, page.query.industry, t)
        markup = inline(*named_rows, back, narrowing, lists_row(t))
        return Screen(t(key), markup)
    query = page.query
    of_region = None if query.page else coverage
    lines = [_title(origin, t), *_body(origin, page, t), *coverage_briefly(of_region, t)]
    markup = _nearest_keyboard(origin, page, t, can_remember=can_remember)
    if named_rows or similar:
        others = [[place_button(place, t)] for place in similar]
        markup = inline(*named_rows, *markup.inline_keyboard, *others)
    return Screen("\n".join(lines), markup)


def _nearest_keyboard(
    origin: Origin, page: NearestPage, t: Translator, *, can_remember: bool
) -> InlineKeyboardMarkup:
    """All those of one kind differ in the origin and the clusters alone, so one is made of it."""
    query = page.query
    # A point has no name to search by, and is not to be stored.
    place = None if origin.is_point or origin.place is None else origin.place.id
    keys = [card_key(hit.cluster.id) for hit in page.found]
    shape = query.radius_km, query.industry, query.page
    template = _keyboard_template(
        *shape,
        len(keys),
        t,
        is_place=place is not None,
        has_more=page.has_more,
        can_remember=can_remember,
    )
    return template.filled([origin.code if place is None else str(place), *keys])


@lru_cache(maxsize=100)
def _keyboard_template(
    radius_km: int,
    industry: Industry | None,
    page: int,
    count: int,
    t: Translator,
    *,
    is_place: bool,
    has_more: bool,
    can_remember: bool,
) -> MarkupTemplate:
    """Marked at the origin, then at each of `count` clusters. Some 10 KB each."""
    code = f"p{ANY_PLACE}" if is_place else ANY_POINT
    target = partial(_page_of, code, radius_km, industry)
    refine = RefineButton(place=ANY_PLACE, radius=radius_km, industry=industry)
    keys = [f"{number:012x}" for number in range(FIRST_KEY, FIRST_KEY + count)]
    markup = inline(
        numbers_row(keys, page * PAGE_SIZE + 1, target, page, has_more=has_more),
        _narrowing_row(code, radius_km, industry, t),
        [
            button(
                t.plain("nearest-map"),
                MapButton(origin=code, radius=radius_km, industry=industry, page=page),
            ),
            *([button(t.plain("search-refine"), refine)] if is_place else []),
            *(
                [button(t.plain("nearest-remember"), RememberButton(origin=code))]
                if can_remember
                else []
            ),
        ],
    )
    template = MarkupTemplate.of(markup, [str(ANY_PLACE) if is_place else ANY_POINT, *keys])
    if template is None:
        raise AssertionError("a label says a mark")
    return template


def choose_industry(
    origin: Origin, radius_km: int, counts: Mapping[Industry, int], t: Translator
) -> Screen:
    def label(industry: Industry) -> str:
        name, count = industry_name(industry, t), counts[industry]
        return t.plain("nearest-filter-option", industry=name, count=count) if count else name

    ordered = sorted(counts, key=lambda i: (-counts[i], industry_name(i, t)))
    buttons = [
        button(label(i), NearestButton(origin=origin.code, radius=radius_km, industry=i))
        for i in ordered
    ]
    every = button(
        t.plain("nearest-filter-all"), NearestButton(origin=origin.code, radius=radius_km)
    )
    title = t("nearest-filter-title", radius=kilometres(radius_km, t.language))
    return Screen(title, inline([every], *in_columns(buttons, 2)))


def regions_screen(
    regions: Mapping[str, Sequence[Cluster]], empty: Sequence[str], page: int, t: Translator
) -> Screen:
    """`empty` are those of which nothing is known: silence would say that there is nothing."""
    page = clamped(page, len(regions), REGIONS_ON_PAGE)
    names = list(regions)[page * REGIONS_ON_PAGE : (page + 1) * REGIONS_ON_PAGE]
    buttons = [
        [
            button(
                t.plain("region-option", region=t.toponym(name), count=len(regions[name])),
                RegionButton(key=region_key(name)),
            )
        ]
        for name in names
    ]
    turning = pager(
        t, page, page_count(len(regions), REGIONS_ON_PAGE), lambda p: RegionsButton(page=p)
    )
    lines = [t("regions-title")]
    if empty:
        lines += ["", t("regions-empty", regions=", ".join(map(t.toponym, empty)))]
    return Screen("\n".join(lines), inline(*buttons, turning))


def industries_screen(industries: Mapping[Industry, Sequence[Cluster]], t: Translator) -> Screen:
    ordered = sorted(industries, key=lambda i: (-len(industries[i]), industry_name(i, t)))
    buttons = [
        button(
            t.plain("industry-option", industry=industry_name(i, t), count=len(industries[i])),
            IndustryButton(industry=i),
        )
        for i in ordered
    ]
    return Screen(t("industries-title"), inline(*in_columns(buttons, 2)))


def region_screen(
    coverage: Coverage, clusters: Sequence[Cluster], page: int, t: Translator
) -> Screen:
    region = coverage.region
    title = t("region-title", region=t.toponym(region), count=len(clusters))
    title += "\n" + coverage_words(coverage, t)
    key = region_key(region)
    rows = [[button(t.plain("all-regions"), RegionsButton())], missing_row(coverage, t)]
    return _list_screen(title, clusters, page, t, lambda p: RegionButton(key=key, page=p), rows)


def industry_screen(
    industry: Industry, clusters: Sequence[Cluster], page: int, t: Translator
) -> Screen:
    title = t("industry-title", industry=industry_name(industry, t), count=len(clusters))
    back = button(t.plain("all-industries"), IndustriesButton())

    def target(number: int) -> CallbackData:
        return IndustryButton(industry=industry, page=number)

    return _list_screen(title, clusters, page, t, target, [[back]])


def how_far(cluster: Cluster, km: float, t: Translator, place: Place | None = None) -> str:
    """How far the cluster is, from `place` if that has a name."""
    return t.plain("distance-in-town") if _is_in_town(cluster, km, place) else distance(km, t)


def far_wordings(
    cluster: Cluster, km: float, t: Translator, place: Place | None, direction: str = ""
) -> Wordings:
    """How far the cluster is as a line of a list tells it; `direction` goes where there is no
    room."""
    if _is_in_town(cluster, km, place):
        return t.plain("distance-in-town"), t.plain("distance-in-town-short")
    far = distance(km, t)
    return (f"{far} {direction}", far) if direction else (far,)


def direction_words(start: Point, cluster: Cluster, t: Translator) -> str:
    """«к юго-западу»; empty for what is on no map."""
    if cluster.point is None:
        return ""
    return _direction(compass(start, cluster.point), t)


@cache
def _direction(to: Compass, t: Translator) -> str:
    return t.plain(f"compass-{to.value}")


def _is_in_town(cluster: Cluster, km: float, place: Place | None) -> bool:
    """Within a town no distance to its middle is true of a college whose own point nobody has
    told."""
    if cluster.has_building:
        return False
    return km < NEAR_KM or (place is not None and is_in(cluster, place))


def is_in(cluster: Cluster, place: Place) -> bool:
    return (place.name, place.region) == (cluster.city, cluster.region)


def town_name(cluster: Cluster, t: Translator) -> str:
    """Its region, where no town is known."""
    return t.toponym(cluster.city or cluster.region)


def area_name(area: Area, t: Translator) -> str:
    return area.name_en if t.language is Language.EN else area.name


def place_name(place: Place, t: Translator) -> str:
    return t.toponym(place.name)


def industry_name(industry: Industry, t: Translator) -> str:
    return t.plain(f"industry-{industry.value}")


def _title(origin: Origin, t: Translator) -> str:
    place = origin.place
    if place is None:
        return t("nearest-title-point")
    if origin.is_point:
        return t("nearest-title-near", place=place_name(place, t))
    if place.name == place.region:
        return t("nearest-title-city", place=place_name(place, t))
    return t("nearest-title", place=place_name(place, t), region=t.toponym(place.region))


def _body(origin: Origin, page: NearestPage, t: Translator) -> list[str]:
    """The list, with a line where it leaves the circle."""
    lines = [explained(_summary(page, t), page.query.page, t), ""]
    first = page.query.page * PAGE_SIZE + 1
    for index, hit in enumerate(page.found):
        leaves_here = index == 0 or page.found[index - 1].is_inside
        if page.inside and not hit.is_inside and leaves_here:
            radius = kilometres(page.query.radius_km, t.language)
            lines += [t("nearest-outside", radius=radius)] if index else []
        lines.append(list_line(first + index, hit.cluster, _facts(hit, origin, page, t), t))
    return lines


def _summary(page: NearestPage, t: Translator) -> str:
    key = "nearest-inside" if page.inside else "nearest-none-inside"
    radius = kilometres(page.query.radius_km, t.language)
    count: dict[str, int] = {"count": page.inside} if page.inside else {}
    if page.query.industry is None:
        return t(key, radius=radius, **count)
    industry = industry_name(page.query.industry, t)
    return t(f"{key}-industry", industry=industry, radius=radius, **count)


def _facts(hit: NearbyCluster, origin: Origin, page: NearestPage, t: Translator) -> list[Wordings]:
    direction = "" if hit.is_inside else direction_words(page.query.origin, hit.cluster, t)
    far = far_wordings(hit.cluster, hit.distance_km, t, origin.place, direction)
    is_here = origin.place is not None and is_in(hit.cluster, origin.place)
    town = ("",) if is_here else town_wordings(hit.cluster, t, is_needed=False)
    # One that is filtered by stands above.
    industry = industry_wordings(hit.cluster, t) if page.query.industry is None else ("",)
    if is_here and not origin.is_point and len(industry) > len(far):
        # In the list of a town, what is taught is more than that it is there.
        industry, far = (*industry[:-1], *industry[-2:]), (*far, "", far[-1])
    return [industry, town, far]


def _turn(
    origin: Origin, page: NearestPage, t: Translator, key: str, step: int
) -> InlineKeyboardButton:
    query = page.query
    target = _page_of(origin.code, query.radius_km, query.industry, query.page + step)
    return button(t.plain(key), target)


def _page_of(code: str, radius_km: int, industry: Industry | None, page: int) -> NearestButton:
    return NearestButton(origin=code, radius=radius_km, industry=industry, page=page)


def _narrowing_row(
    code: str, radius_km: int, industry: Industry | None, t: Translator
) -> list[InlineKeyboardButton]:
    label = t.plain("nearest-filter-all")
    if industry is not None:
        label = t.plain("nearest-filter", industry=industry_name(industry, t))
    wider = next((km for km in RADII_KM if km > radius_km), RADII_KM[0])
    return [
        button(label, FilterButton(origin=code, radius=radius_km)),
        button(
            t.plain("nearest-radius", radius=kilometres(wider, t.language)),
            NearestButton(origin=code, radius=wider, industry=industry),
        ),
    ]


def _list_screen(
    title: str,
    clusters: Sequence[Cluster],
    page: int,
    t: Translator,
    target: Callable[[int], CallbackData],
    rows: Sequence[Row],
) -> Screen:
    page = clamped(page, len(clusters), PAGE_SIZE)
    first = page * PAGE_SIZE
    shown = clusters[first : first + PAGE_SIZE]
    lines = [explained(title, page, t), ""]
    for number, cluster in enumerate(shown, first + 1):
        facts = [industry_wordings(cluster, t), town_wordings(cluster, t)]
        lines.append(list_line(number, cluster, facts, t))
    has_more = first + PAGE_SIZE < len(clusters)
    keys = [card_key(cluster.id) for cluster in shown]
    numbers = numbers_row(keys, first + 1, target, page, has_more=has_more)
    return Screen("\n".join(lines), inline(numbers, *rows))
