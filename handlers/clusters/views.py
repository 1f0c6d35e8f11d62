"""Screens of looking clusters up. Pure: data and a translator in, text and markup out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from urllib.parse import quote, urlsplit

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup

from domain.clusters import Cluster, Industry
from domain.comparing import AT_LEAST
from domain.ids import ClusterId
from domain.places import Place
from domain.reports import CardField
from domain.users import Actor
from handlers.answers.callbacks import SectionsButton
from handlers.cluster_office.callbacks import EditButton
from handlers.clusters.callbacks import (
    CardButton,
    FavouriteButton,
    FilterButton,
    IndustriesButton,
    IndustryButton,
    MapButton,
    NearbyButton,
    NearestButton,
    PinButton,
    RegionButton,
    RegionsButton,
    RememberButton,
    ReportButton,
    ReportFieldButton,
)
from handlers.clusters.origins import Origin, of_place
from handlers.comparing.callbacks import CompareButton, MarkButton
from handlers.search.callbacks import RefineButton
from services.clusters import PAGE_SIZE, RADII_KM, Found, NearestPage, NearestQuery, region_key
from ui.formatting import day, distance, kilometres
from ui.keyboards import (
    button,
    clamped,
    in_columns,
    inline,
    link,
    page_count,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

REGIONS_ON_PAGE = 12
CLUSTERS_ON_PAGE = 8
LIST_CHARACTERS = 700
"""Of each list on a card; three full ones and the rest stay below 4,096 units."""


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
        home = t.plain("clusters-near-home", place=actor.home.name)
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
    places: Sequence[Place], t: Translator, *, is_exact: bool, industry: Industry | None = None
) -> Screen:
    buttons = [[_place_button(place, t, industry)] for place in places]
    return Screen(t("place-choose" if is_exact else "place-choose-similar"), inline(*buttons))


def _place_button(
    place: Place, t: Translator, industry: Industry | None = None
) -> InlineKeyboardButton:
    target = NearestButton(origin=of_place(place).code, radius=place.radius_km, industry=industry)
    return button(t.plain("place-option", name=place.name, region=place.region), target)


def nearest_screen(
    origin: Origin,
    page: NearestPage,
    t: Translator,
    *,
    can_remember: bool,
    similar: Sequence[Place] = (),
) -> Screen:
    if not page.found:
        key = "nearest-end" if page.query.page else "nearest-none"
        back = [_turn(origin, page, t, "nearest-back", -1)] if page.query.page else []
        return Screen(t(key), inline(back, _narrowing_row(origin, page, t), _lists_row(t)))
    lines = [_title(origin, t), *_body(page, t)]
    first = page.query.page * PAGE_SIZE + 1
    cards = [
        [
            button(
                t.plain(
                    "nearest-button",
                    number=first + index,
                    industry=industry_name(hit.cluster.industry, t),
                    city=hit.cluster.city or hit.cluster.region,
                ),
                CardButton(id=hit.cluster.id),
            )
        ]
        for index, hit in enumerate(page.found)
    ]
    query = page.query
    on_map = MapButton(
        origin=origin.code, radius=query.radius_km, industry=query.industry, page=query.page
    )
    remember = [button(t.plain("nearest-remember"), RememberButton(origin=origin.code))]
    markup = inline(
        *cards,
        _turning_row(origin, page, t),
        _narrowing_row(origin, page, t),
        [button(t.plain("nearest-map"), on_map), *_refining(origin, query, t)],
        remember if can_remember else [],
        *[[_place_button(place, t)] for place in similar],
    )
    return Screen("\n".join(lines), markup)


def _refining(origin: Origin, query: NearestQuery, t: Translator) -> list[InlineKeyboardButton]:
    """A point has no name to search by, and is not to be stored."""
    if origin.is_point or origin.place is None:
        return []
    target = RefineButton(place=origin.place.id, radius=query.radius_km, industry=query.industry)
    return [button(t.plain("search-refine"), target)]


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


def regions_screen(regions: Mapping[str, Sequence[Cluster]], page: int, t: Translator) -> Screen:
    page = clamped(page, len(regions), REGIONS_ON_PAGE)
    names = list(regions)[page * REGIONS_ON_PAGE : (page + 1) * REGIONS_ON_PAGE]
    buttons = [
        [
            button(
                t.plain("region-option", region=name, count=len(regions[name])),
                RegionButton(key=region_key(name)),
            )
        ]
        for name in names
    ]
    turning = pager(
        t, page, page_count(len(regions), REGIONS_ON_PAGE), lambda p: RegionsButton(page=p)
    )
    return Screen(t("regions-title"), inline(*buttons, turning))


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


def region_screen(region: str, clusters: Sequence[Cluster], page: int, t: Translator) -> Screen:
    title = t("region-title", region=region, count=len(clusters))
    key = region_key(region)
    back = button(t.plain("all-regions"), RegionsButton())
    return _list_screen(title, clusters, page, t, lambda p: RegionButton(key=key, page=p), back)


def industry_screen(
    industry: Industry, clusters: Sequence[Cluster], page: int, t: Translator
) -> Screen:
    title = t("industry-title", industry=industry_name(industry, t), count=len(clusters))
    back = button(t.plain("all-industries"), IndustriesButton())

    def target(number: int) -> CallbackData:
        return IndustryButton(industry=industry, page=number)

    return _list_screen(title, clusters, page, t, target, back)


def card_screen(
    cluster: Cluster,
    t: Translator,
    today: date,
    bot_username: str,
    is_favourite: bool,
    *,
    can_edit: bool,
    compared: frozenset[ClusterId] = frozenset(),
) -> Screen:
    """`compared` are the clusters that the reader has put side by side."""
    star = "card-favourite-remove" if is_favourite else "card-favourite-add"
    share = f"https://t.me/share/url?url={quote(deep_link(cluster, bot_username), safe='')}"
    share += f"&text={quote(cluster.name)}"
    on_map: list[InlineKeyboardButton] = []
    if cluster.point is not None:
        on_map = [
            button(t.plain("card-map"), PinButton(id=cluster.id), ButtonStyle.PRIMARY),
            button(t.plain("card-nearby"), NearbyButton(id=cluster.id)),
        ]
    markup = inline(
        on_map,
        [
            button(t.plain(star), FavouriteButton(id=cluster.id, wanted=not is_favourite)),
            link(t.plain("card-share"), share),
        ],
        _comparing_row(cluster, t, compared),
        [
            button(t.plain("card-apply"), SectionsButton(apart=True)),
            button(t.plain("card-report"), ReportButton(id=cluster.id)),
        ],
        [button(t.plain("card-edit"), EditButton(id=cluster.id))] if can_edit else [],
    )
    return Screen(card_text(cluster, t, today), markup)


def _comparing_row(
    cluster: Cluster, t: Translator, compared: frozenset[ClusterId]
) -> list[InlineKeyboardButton]:
    is_marked, can_compare = cluster.id in compared, len(compared) >= AT_LEAST
    marking = "card-compare-too" if can_compare else "card-compare"
    label = t.plain("card-compared" if is_marked else marking)
    row = [button(label, MarkButton(id=cluster.id, wanted=not is_marked))]
    if can_compare:
        row.append(button(t.plain("compare-open", count=len(compared)), CompareButton()))
    return row


def card_text(cluster: Cluster, t: Translator, today: date) -> str:
    """Only what is known: an empty field leaves no line."""
    place = ", ".join(dict.fromkeys(part for part in (cluster.city, cluster.region) if part))
    lines = [
        t("card-title", name=cluster.name),
        t("card-industry", industry=industry_name(cluster.industry, t)),
        t("card-place", place=place),
    ]
    if cluster.base_college:
        lines.append(t("card-college", college=cluster.base_college))
    lists = (
        ("card-professions", cluster.professions),
        ("card-employers", cluster.employers),
        ("card-network", cluster.network_colleges),
    )
    lines += [t(key, list=_listed(items, t)) for key, items in lists if items]
    if cluster.year is not None:
        key = "card-planned" if cluster.is_planned(today) else "card-year"
        lines.append(t(key, year=str(cluster.year)))
    if cluster.students:
        lines.append(t("card-students", count=cluster.students))
    return "\n".join(lines + _provenance(cluster, t))


def choose_field(cluster: Cluster, t: Translator) -> Screen:
    fields = [
        button(field_name(field, t), ReportFieldButton(field=field, id=cluster.id))
        for field in CardField
    ]
    return Screen(t("report-choose", name=cluster.name), inline(*in_columns(fields, 2)))


def field_name(field: CardField, t: Translator) -> str:
    return t.plain(f"report-field-{field}")


def deep_link(cluster: Cluster, bot_username: str) -> str:
    return f"https://t.me/{bot_username}?start=cluster_{cluster.id}"


def industry_name(industry: Industry, t: Translator) -> str:
    return t.plain(f"industry-{industry.value}")


def _title(origin: Origin, t: Translator) -> str:
    place = origin.place
    if place is None:
        return t("nearest-title-point")
    if origin.is_point:
        return t("nearest-title-near", place=place.name)
    if place.name == place.region:
        return t("nearest-title-city", place=place.name)
    return t("nearest-title", place=place.name, region=place.region)


def _body(page: NearestPage, t: Translator) -> list[str]:
    """The list, with a line where it leaves the circle."""
    lines = [_summary(page, t)]
    first = page.query.page * PAGE_SIZE + 1
    for index, hit in enumerate(page.found):
        leaves_here = index == 0 or page.found[index - 1].is_inside
        if page.inside and not hit.is_inside and leaves_here:
            radius = kilometres(page.query.radius_km, t.language)
            lines += ["", t("nearest-outside", radius=radius)]
        lines += ["", t("nearest-line", number=str(first + index), name=hit.cluster.name)]
        lines.append(_details(hit, t))
    return lines


def _summary(page: NearestPage, t: Translator) -> str:
    key = "nearest-inside" if page.inside else "nearest-none-inside"
    radius = kilometres(page.query.radius_km, t.language)
    count: dict[str, int] = {"count": page.inside} if page.inside else {}
    if page.query.industry is None:
        return t(key, radius=radius, **count)
    industry = industry_name(page.query.industry, t)
    return t(f"{key}-industry", industry=industry, radius=radius, **count)


def _details(hit: Found, t: Translator) -> str:
    words = {
        "industry": industry_name(hit.cluster.industry, t),
        "city": hit.cluster.city or hit.cluster.region,
        "distance": distance(hit.distance_km, t),
    }
    if hit.is_inside:
        return t("nearest-line-details", **words)
    direction = t.plain(f"compass-{hit.direction.value}")
    return t("nearest-line-direction", direction=direction, **words)


def _turning_row(origin: Origin, page: NearestPage, t: Translator) -> list[InlineKeyboardButton]:
    row = [_turn(origin, page, t, "nearest-back", -1)] if page.query.page else []
    return [*row, _turn(origin, page, t, "nearest-more", +1)] if page.has_more else row


def _turn(
    origin: Origin, page: NearestPage, t: Translator, key: str, step: int
) -> InlineKeyboardButton:
    query = page.query
    target = NearestButton(
        origin=origin.code,
        radius=query.radius_km,
        industry=query.industry,
        page=query.page + step,
    )
    return button(t.plain(key), target)


def _narrowing_row(origin: Origin, page: NearestPage, t: Translator) -> list[InlineKeyboardButton]:
    query = page.query
    label = t.plain("nearest-filter-all")
    if query.industry is not None:
        label = t.plain("nearest-filter", industry=industry_name(query.industry, t))
    wider = next((km for km in RADII_KM if km > query.radius_km), RADII_KM[0])
    return [
        button(label, FilterButton(origin=origin.code, radius=query.radius_km)),
        button(
            t.plain("nearest-radius", radius=kilometres(wider, t.language)),
            NearestButton(origin=origin.code, radius=wider, industry=query.industry),
        ),
    ]


def _lists_row(t: Translator) -> list[InlineKeyboardButton]:
    return [
        button(t.plain("clusters-by-region"), RegionsButton()),
        button(t.plain("clusters-by-industry"), IndustriesButton()),
    ]


def _list_screen(
    title: str,
    clusters: Sequence[Cluster],
    page: int,
    t: Translator,
    target: Callable[[int], CallbackData],
    back: InlineKeyboardButton | None,
) -> Screen:
    page = clamped(page, len(clusters), CLUSTERS_ON_PAGE)
    first = page * CLUSTERS_ON_PAGE
    lines, buttons = [title], []
    for number, cluster in enumerate(clusters[first : first + CLUSTERS_ON_PAGE], first + 1):
        words = {
            "industry": industry_name(cluster.industry, t),
            "city": cluster.city or cluster.region,
        }
        lines += ["", t("nearest-line", number=str(number), name=cluster.name)]
        lines.append(t("list-line", **words))
        label = t.plain("nearest-button", number=number, **words)
        buttons.append([button(label, CardButton(id=cluster.id))])
    turning = pager(t, page, page_count(len(clusters), CLUSTERS_ON_PAGE), target)
    return Screen("\n".join(lines), inline(*buttons, turning, [back] if back else []))


def _listed(items: Sequence[str], t: Translator) -> str:
    """As many as fit; the rest are counted, never silently dropped."""
    shown: list[str] = []
    for item in items:
        if shown and sum(map(len, shown)) + len(item) > LIST_CHARACTERS:
            break
        shown.append(item)
    text = "; ".join(shown)
    rest = len(items) - len(shown)
    return t.plain("card-list-more", list=text, count=rest) if rest else text


def _provenance(cluster: Cluster, t: Translator) -> list[str]:
    lines = []
    if cluster.website:
        lines.append(t("card-website", url=cluster.website, host=site_name(cluster.website)))
    if cluster.source_url:
        lines += ["", t("card-source", url=cluster.source_url, host=site_name(cluster.source_url))]
    if cluster.checked_on is not None:
        lines.append(t("card-checked", date=day(cluster.checked_on, t)))
    return lines


def site_name(url: str) -> str:
    """The site's name as people write it (xn--… decoded), without www."""
    host = urlsplit(url).hostname or url
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    return host.removeprefix("www.")
