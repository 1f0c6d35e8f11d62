"""Lists of the nearest clusters that other conversations lead to as well."""

from __future__ import annotations

from collections.abc import Sequence

from domain.clusters.cards import Industry
from domain.lru_cache import AskedBefore, MadeOnce
from domain.people.users import Actor
from domain.places.places import Place
from handlers.clusters.cards.origins import Origin, of_home
from handlers.clusters.cards.views import nearest_screen
from services.clusters.catalogue import Clusters, NearestQuery
from services.clusters.coverage import Coverages
from services.places.gazetteer import Gazetteer
from ui.screens import Screen, with_shared_markup
from ui.translator import Translator

PAGES = MadeOnce[Screen](300)
"""Of lists, some 15 KB each, for as long as the catalogue is the very one: people who sit in one
hall, or type the name of one city, are shown the same."""

ASKED = AskedBefore(2_000)


async def nearest(
    origin: Origin,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    wanted: NearestQuery | None = None,
    similar: Sequence[Place] = (),
    named: Sequence[Place] = (),
    coverages: Coverages | None = None,
) -> Screen:
    """`similar` are other places that the text may mean, if a letter had to be forgiven; `named`
    those that it names besides. Of `coverages` how much of the region is known is told.
    """
    query = wanted or NearestQuery(origin=origin.point, radius_km=origin.radius_km)
    catalogue = await clusters.catalogue()
    place = origin.place
    coverage = await coverages.of(place.region) if coverages and place else None
    is_home = actor.home is not None and actor.home.point == origin.point.rounded()

    def made() -> Screen:
        page = catalogue.nearest_page(query)
        return nearest_screen(
            origin,
            page,
            t,
            can_remember=not is_home,
            similar=similar,
            named=named,
            coverage=coverage,
        )

    others = tuple(tuple(place.id for place in places) for places in (named, similar))
    key = (origin.code, query, t.language, is_home, others, coverage)
    if not ASKED(key):
        return made()
    return PAGES.of(catalogue, key, lambda: with_shared_markup(made()))


async def around_home(
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
    industry: Industry | None = None,
) -> Screen | None:
    """None for a person who has not told where home is."""
    if actor.home is None:
        return None
    return await of_industry(of_home(actor.home, places), actor, t, clusters, industry)


async def of_industry(
    origin: Origin, actor: Actor, t: Translator, clusters: Clusters, industry: Industry | None
) -> Screen:
    query = NearestQuery(origin=origin.point, radius_km=origin.radius_km, industry=industry)
    return await nearest(origin, actor, t, clusters, query)
