from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from domain.clusters.searches import Choices
from domain.errors import NotFound
from domain.ids import AnswerId, PlaceId, SearchId
from domain.people.users import Actor
from domain.places.geo import Point
from handlers.callbacks.clusters.search import (
    BUTTONS,
    AskedButton,
    ChangeButton,
    DropButton,
    ExampleButton,
    KeepButton,
    MenuButton,
    OpenButton,
    PictureButton,
    RefineButton,
    ResultsButton,
    WhereButton,
)
from handlers.clusters.answers import views as answer_views
from handlers.clusters.cards.maps import send_map
from handlers.clusters.cards.origins import of_home, of_point
from handlers.clusters.cards.screens import nearest
from handlers.clusters.cards.views import ask_place
from handlers.clusters.search import map_views as pictures
from handlers.clusters.search import menu_views
from handlers.clusters.search.asks import where_screen
from handlers.clusters.search.results import InContext, SearchContext, results
from handlers.clusters.search.screens import answered
from services.clusters.answers import Answers
from services.clusters.catalogue import Clusters
from services.places.gazetteer import Gazetteer
from services.search.lookup import Lookup
from ui.filters import FreeText, HasCaption, HasLocation, OwnButton
from ui.images.maps import MapPictures
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    """After every other conversation: any text that nobody waits for is a query."""
    router = Router(name="search")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_text, FreeText(), InContext())
    router.message.register(on_caption, HasCaption(), StateFilter(None), InContext())
    router.callback_query.register(on_results, ResultsButton.filter())
    router.callback_query.register(on_change, ChangeButton.filter())
    router.callback_query.register(on_menu, MenuButton.filter())
    router.callback_query.register(on_picture, PictureButton.filter())
    router.callback_query.register(on_keep, KeepButton.filter())
    router.callback_query.register(on_open, OpenButton.filter())
    router.callback_query.register(on_drop, DropButton.filter())
    router.callback_query.register(on_refine, RefineButton.filter())
    router.callback_query.register(on_example, ExampleButton.filter(), InContext())
    router.callback_query.register(on_where, WhereButton.filter())
    router.callback_query.register(on_asked, AskedButton.filter())
    return router


async def on_text(
    message: Message,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    clusters: Clusters,
    places: Gazetteer,
    answers: Answers,
    context: SearchContext,
) -> None:
    text = (message.text or "").removeprefix("/")
    names = (t.toponym(actor.home.name), actor.home.name) if actor.home else ()
    # The name as it is in the store: on keyboards of earlier releases.
    if actor.home and text in {t.plain("clusters-near-home", place=name) for name in names}:
        waiting = await lookup.waiting(actor)
        if waiting is not None:
            looked = await lookup.move_home(actor, waiting.query, waiting.search.choices)
            await send(message, await results(looked, t, answers))
            return
        origin = of_home(actor.home, places)
        around = await nearest(origin, actor, t, clusters, coverages=lookup.coverages)
        await send(message, around)
        return
    await send(message, await answered(text, context))


async def on_caption(message: Message, t: Translator, context: SearchContext) -> None:
    """What is written under a picture or a file is answered, and that no more was looked at."""
    screen = await answered(message.caption or "", context)
    text = "\n\n".join([t("ask-caption"), screen.text])
    await send(message, replace(screen, text=text))


async def on_results(
    query: CallbackQuery,
    callback_data: ResultsButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    answers: Answers,
) -> None:
    looked = await lookup.look(actor, SearchId(callback_data.id))
    lookup.note_list(actor, looked.search.text, looked.search.choices, callback_data.page)
    await show(query, await results(looked, t, answers, callback_data.page, callback_data.seen))


async def on_change(
    query: CallbackQuery,
    callback_data: ChangeButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    answers: Answers,
) -> None:
    change, value = callback_data.change, callback_data.value
    looked = await lookup.change(actor, SearchId(callback_data.id), change, value)
    await show(query, await results(looked, t, answers))


async def on_menu(
    query: CallbackQuery, callback_data: MenuButton, actor: Actor, t: Translator, lookup: Lookup
) -> None:
    looked = await lookup.look(actor, SearchId(callback_data.id))
    await show(query, menu_views.menu_screen(looked, callback_data.menu, t))


async def on_picture(
    query: CallbackQuery,
    callback_data: PictureButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    places: Gazetteer,
    maps: MapPictures,
) -> None:
    """A message of its own: the list stays."""
    looked = await lookup.look(actor, SearchId(callback_data.id))
    numbered = pictures.on_map(looked, callback_data.page, t)
    if not numbered:
        raise NotFound("search-map-none")
    await acknowledge(query, t.plain("map-drawing"))
    if query.bot is not None:
        view = pictures.map_view(looked, numbered, places, t)
        caption = pictures.map_caption(looked, numbered, t)
        await send_map(query.bot, query.from_user.id, view, numbered, maps, caption)


async def on_keep(
    query: CallbackQuery,
    callback_data: KeepButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    answers: Answers,
) -> None:
    wanted, number = callback_data.wanted, SearchId(callback_data.id)
    looked = await (lookup.keep if wanted else lookup.drop)(actor, number)
    toast = t.plain("search-kept" if wanted else "search-dropped")
    await show(query, await results(looked, t, answers), toast=toast)


async def on_open(
    query: CallbackQuery,
    callback_data: OpenButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    answers: Answers,
) -> None:
    looked = await lookup.look(actor, SearchId(callback_data.id))
    await acknowledge(query)
    await send_to_chat(query, await results(looked, t, answers))


async def on_drop(
    query: CallbackQuery, callback_data: DropButton, actor: Actor, t: Translator, lookup: Lookup
) -> None:
    await lookup.drop(actor, SearchId(callback_data.id))
    screen = menu_views.saved_screen(await lookup.kept(actor), t)
    await show(query, screen, toast=t.plain("search-dropped"))


async def on_refine(
    query: CallbackQuery,
    callback_data: RefineButton,
    actor: Actor,
    t: Translator,
    lookup: Lookup,
    places: Gazetteer,
    answers: Answers,
) -> None:
    place = places.by_id(PlaceId(callback_data.place))
    if place is None:
        raise NotFound("button-outdated")
    radius, industry = callback_data.radius, callback_data.industry
    choices = Choices(place=place.id, radius_km=radius, industry=industry)
    looked = await lookup.begin(actor, await lookup.read(place.name), choices)
    await show(query, await results(looked, t, answers))


async def on_example(
    query: CallbackQuery, callback_data: ExampleButton, t: Translator, context: SearchContext
) -> None:
    """Searches for the example as if the reader had typed it."""
    text = t.plain(f"search-example-{callback_data.number}")
    screen = await answered(text, replace(context, is_fresh=True))
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_where(
    query: CallbackQuery, callback_data: WhereButton, actor: Actor, t: Translator, lookup: Lookup
) -> None:
    """A message of its own: the results stay. The place that is told next is the search's."""
    screen = ask_place(actor, t)
    if callback_data.id:
        looked = await lookup.touch(actor, SearchId(callback_data.id))
        screen = where_screen(looked.query, actor, t)
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_asked(
    query: CallbackQuery, callback_data: AskedButton, t: Translator, answers: Answers
) -> None:
    """A message of its own: the results stay."""
    answer = await answers.answer(AnswerId(callback_data.id))
    following = (await answers.book()).after(answer, answer_views.NEXT_QUESTIONS)
    await acknowledge(query)
    await send_to_chat(query, answer_views.answer_screen(answer, following, t))


def build_locations() -> Router:
    """A router of its own, to stand first: a location is asked nothing but whether it is one."""
    router = Router(name="locations")
    router.message.register(on_location, HasLocation(), StateFilter(None))
    return router


async def on_location(
    message: Message,
    point: Point,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
    lookup: Lookup,
    answers: Answers,
) -> None:
    """A shared point, a live location's first point, or a venue (it carries a location too).

    A search that waits for its place gets it, as a town: the point is not kept.
    """
    waiting = await lookup.waiting(actor)
    beside = places.nearest(point) if waiting is not None else None
    if waiting is not None and beside is not None:
        looked = await lookup.move_to(actor, waiting, beside[0])
        await send(message, await results(looked, t, answers))
        return
    lookup.leave(actor)
    origin = of_point(point, places)
    screen = await nearest(origin, actor, t, clusters, coverages=lookup.coverages)
    await send(message, screen)
