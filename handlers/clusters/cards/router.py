from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from domain.clusters.searches import Choices, Order
from domain.errors import UserError
from domain.ids import ClusterId
from domain.people.users import Actor, Home
from handlers.callbacks.clusters.cards import (
    FilterButton,
    IndustriesButton,
    IndustryButton,
    NearbyButton,
    NearestButton,
    RegionButton,
    RegionsButton,
    RememberButton,
)
from handlers.clusters.cards import (
    cards,
    maps,
    open_days,
    views,
)
from handlers.clusters.cards.origins import from_code, of_place, of_point
from handlers.clusters.cards.screens import nearest
from services.clusters.catalogue import Clusters, NearestQuery
from services.clusters.coverage import Coverages
from services.people.users import Users
from services.places.gazetteer import Gazetteer
from services.search.lookup import Lookup
from ui.filters import Pressed
from ui.screens import Screen, acknowledge, send, show
from ui.translator import Translator

BESIDE_KM = 5
"""A cluster this near to a place is said to be in it: towns are points in the gazetteer."""


def build() -> Router:
    router = Router(name="clusters")
    router.message.register(on_clusters, or_f(Command("clusters"), Pressed("menu-clusters")))
    router.message.register(on_regions, Pressed("clusters-by-region"))
    router.message.register(on_industries, Pressed("clusters-by-industry"))
    router.message.register(on_how_to_send, Pressed("clusters-send-location"))
    router.callback_query.register(on_nearest_click, NearestButton.filter())
    router.callback_query.register(on_nearby_click, NearbyButton.filter())
    router.callback_query.register(on_filter_click, FilterButton.filter())
    router.callback_query.register(on_remember_click, RememberButton.filter())
    router.callback_query.register(on_regions_click, RegionsButton.filter())
    router.callback_query.register(on_region_click, RegionButton.filter())
    router.callback_query.register(on_industries_click, IndustriesButton.filter())
    router.callback_query.register(on_industry_click, IndustryButton.filter())
    cards.register(router)
    open_days.register(router)
    maps.register(router)
    return router


async def on_clusters(message: Message, actor: Actor, t: Translator) -> None:
    await send(message, views.ask_place(actor, t))


async def on_how_to_send(message: Message, t: Translator) -> None:
    """A desktop client sends the location button's label as text: it cannot locate itself."""
    await send(message, Screen(t("clusters-location-unavailable")))


async def on_nearest_click(
    query: CallbackQuery,
    callback_data: NearestButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
    coverages: Coverages,
    lookup: Lookup,
) -> None:
    """What is typed next goes on from this list; a point that was shared is kept nowhere."""
    origin = from_code(callback_data.origin, places)
    if origin.place is None or origin.is_point:
        lookup.leave(actor)
    else:
        radius, industry = callback_data.radius, callback_data.industry
        await lookup.note_nearest(actor, origin.place, radius, industry, callback_data.page)
    wanted = NearestQuery(
        origin=origin.point,
        radius_km=callback_data.radius,
        industry=callback_data.industry,
        page=callback_data.page,
    )
    await show(query, await nearest(origin, actor, t, clusters, wanted, coverages=coverages))


async def on_nearby_click(
    query: CallbackQuery,
    callback_data: NearbyButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    if cluster.point is None:
        raise UserError("card-no-point")
    found = places.nearest(cluster.point)
    beside = found[0] if found and found[1] <= BESIDE_KM else None
    origin = of_place(beside) if beside else of_point(cluster.point, places)
    await acknowledge(query)
    if isinstance(query.message, Message):
        await send(query.message, await nearest(origin, actor, t, clusters))


async def on_filter_click(
    query: CallbackQuery,
    callback_data: FilterButton,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    origin = from_code(callback_data.origin, places)
    counts = await clusters.industries_near(origin.point, callback_data.radius)
    await show(query, views.choose_industry(origin, callback_data.radius, counts, t))


async def on_remember_click(
    query: CallbackQuery,
    callback_data: RememberButton,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    origin = from_code(callback_data.origin, places)
    name = origin.place.name if origin.place else t.plain("home-point")
    region = origin.place.region if origin.place else ""
    home = await users.remember_home(actor, Home(name=name, point=origin.point, region=region))
    await acknowledge(
        query, t.plain("nearest-remembered", place=t.toponym(home.name)), is_alert=True
    )


async def on_regions(
    message: Message, t: Translator, clusters: Clusters, coverages: Coverages
) -> None:
    catalogue = await clusters.catalogue()
    empty = await coverages.empty()
    await send(message, views.regions_screen(catalogue.by_region, empty, 0, t))


async def on_regions_click(
    query: CallbackQuery,
    callback_data: RegionsButton,
    t: Translator,
    clusters: Clusters,
    coverages: Coverages,
) -> None:
    catalogue = await clusters.catalogue()
    empty = await coverages.empty()
    await show(query, views.regions_screen(catalogue.by_region, empty, callback_data.page, t))


async def on_region_click(
    query: CallbackQuery,
    callback_data: RegionButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    coverages: Coverages,
    lookup: Lookup,
) -> None:
    region, found = await clusters.of_region(callback_data.key)
    listed = Choices(region=region, order=Order.NAME)
    lookup.note_list(actor, region, listed, callback_data.page)
    coverage = await coverages.of(region)
    await show(query, views.region_screen(coverage, found, callback_data.page, t))


async def on_industries(message: Message, t: Translator, clusters: Clusters) -> None:
    catalogue = await clusters.catalogue()
    await send(message, views.industries_screen(catalogue.by_industry, t))


async def on_industries_click(query: CallbackQuery, t: Translator, clusters: Clusters) -> None:
    catalogue = await clusters.catalogue()
    await show(query, views.industries_screen(catalogue.by_industry, t))


async def on_industry_click(
    query: CallbackQuery,
    callback_data: IndustryButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    lookup: Lookup,
) -> None:
    industry, page = callback_data.industry, callback_data.page
    name = views.industry_name(industry, t)
    lookup.note_list(actor, name, Choices(industry=industry, order=Order.NAME), page)
    found = (await clusters.catalogue()).by_industry.get(industry, ())
    await show(query, views.industry_screen(industry, found, page, t))
