"""A page of results as a picture, with the same page in words under it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.clusters.cards import Cluster
from domain.texts import utf16_units
from handlers.clusters.cards.list_views import college_name
from handlers.clusters.cards.maps import CITY_LIMIT, NAME_LIMITS, pins_of, towns
from handlers.clusters.cards.views import place_name, town_name
from handlers.clusters.search.query_words import told
from handlers.clusters.search.views import numbered as listed_hits
from services.clusters.catalogue import PAGE_SIZE
from services.places.gazetteer import Gazetteer
from services.search.lookup import FoundSearch
from ui.formatting import CAPTION_UNITS, shortened
from ui.images.maps import MapView, Named
from ui.translator import Translator

Numbered = Sequence[tuple[int, Cluster]]


def on_map(looked: FoundSearch, page: int, t: Translator) -> Numbered:
    """All that the page lists, what stands beside or instead of hits, too, numbered as there;
    those without a point are not on a map."""
    hits = listed_hits(looked, t)
    is_paged = len(looked.results.hits) > PAGE_SIZE
    first = page * PAGE_SIZE if is_paged else 0
    listed = hits[first : first + PAGE_SIZE] if is_paged else hits
    found = enumerate((hit.cluster for hit in listed), first + 1)
    return [(number, cluster) for number, cluster in found if cluster.point is not None]


def map_view(looked: FoundSearch, numbered: Numbered, places: Gazetteer, t: Translator) -> MapView:
    pins = pins_of(numbered)
    place = looked.query.place
    origin = Named(place_name(place, t), place.point) if place else None
    shown = [*([origin.point] if origin else []), *(pin.point for pin in pins)]
    return MapView(
        pins=pins,
        origin=origin,
        names=towns(shown, place, places, t),
        kilometres=t.plain("map-kilometres"),
        credit=t.plain("map-credit"),
    )


def map_caption(looked: FoundSearch, numbered: Numbered, t: Translator) -> str:
    """The map in words, for screen readers too; plain text of at most CAPTION_UNITS."""
    title = t.plain("search-map-caption", what=told(looked.query, t))
    captions = (_caption(title, numbered, limit, t) for limit in NAME_LIMITS)
    fitting = (caption for caption in captions if utf16_units(caption) <= CAPTION_UNITS)
    return next(fitting, title)


def _caption(title: str, numbered: Numbered, limit: int, t: Translator) -> str:
    lines = [
        t.plain(
            "search-map-line",
            number=str(number),
            name=shortened(college_name(cluster), limit),
            city=shortened(town_name(cluster, t), CITY_LIMIT),
        )
        for number, cluster in numbered
    ]
    return "\n".join([title, "", *lines])
