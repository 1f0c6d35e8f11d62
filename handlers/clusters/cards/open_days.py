"""Days of open doors: those near the reader, and a calendar file of one college's."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.ids import ClusterId
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import CardButton, OpenDayFileButton, OpenDaysButton
from handlers.clusters.cards.card_views import open_day_words
from handlers.clusters.cards.views import how_far, town_name
from services.clusters.catalogue import Clusters
from services.clusters.open_days import ComingDay, OpenDays
from ui.keyboards import button, inline
from ui.screens import Screen, acknowledge, send_to_chat
from ui.translator import Translator

FILE_NAME = "open-days.ics"


def register(router: Router) -> None:
    router.callback_query.register(on_open_days, OpenDaysButton.filter())
    router.callback_query.register(on_file, OpenDayFileButton.filter())


async def on_open_days(
    query: CallbackQuery, actor: Actor, t: Translator, open_days: OpenDays
) -> None:
    """A message of its own: the card or the answers stay."""
    home = actor.home.point if actor.home else None
    found = await open_days.coming(home)
    await acknowledge(query)
    await send_to_chat(query, open_days_screen(found, t))


async def on_file(
    query: CallbackQuery,
    callback_data: OpenDayFileButton,
    t: Translator,
    clusters: Clusters,
    open_days: OpenDays,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    await acknowledge(query)
    if query.bot is not None:
        file = BufferedInputFile(open_days.calendar(cluster), FILE_NAME)
        caption = t("open-days-file", name=cluster.base_college or cluster.name)
        await query.bot.send_document(query.from_user.id, file, caption=caption)


def open_days_screen(found: list[ComingDay], t: Translator) -> Screen:
    if not found:
        return Screen(t("open-days-none"))
    lines = [t("open-days-title")]
    for number, one in enumerate(found, 1):
        lines += ["", t("nearest-line", number=str(number), name=_college(one)), _line(one, t)]
    cards = [
        [button(f"{number}. {_college(one)}", CardButton(id=one.cluster.id))]
        for number, one in enumerate(found, 1)
    ]
    return Screen("\n".join(lines), inline(*cards))


def _college(one: ComingDay) -> str:
    return one.cluster.base_college or one.cluster.name


def _line(one: ComingDay, t: Translator) -> str:
    when, town = open_day_words(one.day, t), town_name(one.cluster, t)
    if one.distance_km is None:
        return t("open-days-line", when=when, city=town)
    far = how_far(one.cluster, one.distance_km, t)
    return t("open-days-line-far", when=when, city=town, distance=far)
