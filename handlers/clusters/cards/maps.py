"""«На карте»: the list on the screen as a picture, with the same list in words under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message

from domain.clusters.cards import Cluster
from domain.errors import NotFound
from domain.places.geo import Point
from domain.places.places import Place
from domain.texts import utf16_units
from handlers.callbacks.clusters.cards import CardButton, MapButton
from handlers.clusters.cards.college_names import known_by
from handlers.clusters.cards.list_views import college_name
from handlers.clusters.cards.origins import Origin, from_code
from handlers.clusters.cards.views import how_far, place_name, town_name
from services.clusters.catalogue import (
    PAGE_SIZE,
    Clusters,
    NearbyCluster,
    NearestPage,
    NearestQuery,
)
from services.places.gazetteer import Gazetteer
from ui.formatting import CAPTION_UNITS, shortened
from ui.images.maps import MapPictures, MapView, Named
from ui.keyboards import button, inline
from ui.screens import acknowledge
from ui.translator import Translator

NAMES_OFFERED = 60
"""Towns around, the largest first; the map shows those that find room."""

NAME_LIMITS = (120, 80, 50, 20)
"""Characters of each name in the caption: the first of these with which all of it fits."""

CITY_LIMIT = 40
"""Characters of a town's name under a map."""

UNDRAWN = re.compile(r"[^\u0020-\u052f–—…№“”„’]")
NAME_ON_MAP, LINE_ON_MAP = 40, 21
"""Characters of a college's name beside its pin, in two lines."""


def register(router: Router) -> None:
    router.callback_query.register(on_map_click, MapButton.filter())


async def on_map_click(
    query: CallbackQuery,
    callback_data: MapButton,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
    maps: MapPictures,
) -> None:
    """A message of its own: the list stays."""
    origin = from_code(callback_data.origin, places)
    wanted = NearestQuery(
        origin=origin.point,
        radius_km=callback_data.radius,
        industry=callback_data.industry,
        page=callback_data.page,
    )
    page = await clusters.nearest(wanted)
    if not page.found:
        raise NotFound("button-outdated")
    await acknowledge(query, t.plain("map-drawing"))
    if query.bot is not None:
        view = map_view(origin, page, places, t)
        numbered = [(number, hit.cluster) for number, hit in _numbered(page)]
        caption = map_caption(origin, page, t)
        await send_map(query.bot, query.from_user.id, view, numbered, maps, caption)


def map_view(origin: Origin, page: NearestPage, places: Gazetteer, t: Translator) -> MapView:
    pins = pins_of([(number, hit.cluster) for number, hit in _numbered(page)])
    shown = [origin.point, *(pin.point for pin in pins)]
    return MapView(
        pins=pins,
        origin=Named(_own_label(origin, t) or t.plain("map-you"), origin.point),
        names=towns(shown, None if origin.is_point else origin.place, places, t),
        kilometres=t.plain("map-kilometres"),
        credit=t.plain("map-credit"),
    )


def map_caption(origin: Origin, page: NearestPage, t: Translator) -> str:
    """The map in words, for screen readers too; plain text of at most CAPTION_UNITS."""
    captions = (_caption(origin, page, limit, t) for limit in NAME_LIMITS)
    fitting = (caption for caption in captions if utf16_units(caption) <= CAPTION_UNITS)
    return next(fitting, _title(origin, t))


def _caption(origin: Origin, page: NearestPage, limit: int, t: Translator) -> str:
    lines = [_title(origin, t), ""]
    for number, hit in _numbered(page):
        lines.append(
            t.plain(
                "map-line",
                number=str(number),
                name=shortened(college_name(hit.cluster), limit),
                city=shortened(town_name(hit.cluster, t), CITY_LIMIT),
                distance=how_far(hit.cluster, hit.distance_km, t, origin.place),
            )
        )
    return "\n".join(lines)


def _numbered(page: NearestPage) -> Sequence[tuple[int, NearbyCluster]]:
    """The clusters of a page with their numbers in the list: the second page begins with 6."""
    return list(enumerate(page.found, page.query.page * PAGE_SIZE + 1))


def towns(
    shown: Sequence[Point], but: Place | None, places: Gazetteer, t: Translator
) -> tuple[Named, ...]:
    """Names for a map of these points; `but` is on it already."""
    found = places.largest_around(shown, NAMES_OFFERED)
    named = {place_name(place, t): place.point for place in reversed(found) if place != but}
    # Of namesakes on one map the largest: the others only confuse.
    return tuple(Named(name, point) for name, point in reversed(named.items()))


def pins_of(numbered: Sequence[tuple[int, Cluster]]) -> tuple[Named, ...]:
    """Numbers with the names of the colleges; without the town's, where several begin with it."""
    placed = [(number, one, one.point) for number, one in numbered if one.point is not None]
    begun = Counter(_name(one).partition(" ")[0] for _, one, _ in placed)
    return tuple(
        Named(str(number), point, _on_map(_name(one), begun)) for number, one, point in placed
    )


def _on_map(name: str, begun: Mapping[str, int]) -> str:
    first, _, rest = name.partition(" ")
    if begun[first] > 1 and " " in rest:
        name = rest
    return "\n".join(wrap(known_by(name, NAME_ON_MAP), LINE_ON_MAP, max_lines=2, placeholder="…"))


def _name(cluster: Cluster) -> str:
    """The cluster's name in letters that the map can draw."""
    return " ".join(UNDRAWN.sub(" ", cluster.base_college or cluster.name).split())


def _title(origin: Origin, t: Translator) -> str:
    return t.plain("map-caption", place=_own_label(origin, t) or t.plain("map-your-point"))


def _own_label(origin: Origin, t: Translator) -> str:
    """Empty for a point: it has no name of its own."""
    if origin.place is None or origin.is_point:
        return ""
    return place_name(origin.place, t)


async def send_map(
    bot: Bot,
    chat_id: int,
    view: MapView,
    numbered: Sequence[tuple[int, Cluster]],
    maps: MapPictures,
    caption: str,
) -> None:
    """Sends the map by its file_id where Telegram has the picture already; it may have forgotten
    one."""
    markup = inline([button(str(n), CardButton(id=cluster.id)) for n, cluster in numbered])
    known = maps.file_id(view)
    if known is not None:
        try:
            await _photo(bot, chat_id, known, caption, markup)
        except TelegramBadRequest:
            maps.forget(view)
        else:
            return
    picture = BufferedInputFile(await maps.png(view), "map.png")
    sent = await _photo(bot, chat_id, picture, caption, markup)
    if sent.photo:
        maps.remember(view, sent.photo[-1].file_id)


async def _photo(
    bot: Bot,
    chat_id: int,
    photo: BufferedInputFile | str,
    caption: str,
    markup: InlineKeyboardMarkup,
) -> Message:
    return await bot.send_photo(
        chat_id, photo, caption=caption, parse_mode=None, reply_markup=markup
    )
