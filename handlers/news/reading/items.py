"""One item on the screen: with its picture where there is one, else as text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.news.items import NewsItem
from domain.people.users import Actor
from handlers.callbacks.news.reading import NewsListButton
from handlers.news.reading.views import (
    PLACES_SHOWN,
    NewsCard,
    item_caption,
    item_screen,
)
from services.clusters.catalogue import Clusters
from services.news.sources.illustrations import Illustrations
from services.news.sources.pictures import Picture
from ui.photo_screens import (
    PhotoScreen,
    send_photo_to,
    show_photo,
    show_text,
)
from ui.screens import Screen, send_to
from ui.translator import Translator

ShowPhoto = Callable[[PhotoScreen], Awaitable[str]]
ShowText = Callable[[Screen], Awaitable[object]]


async def card_of(item: NewsItem, place: NewsListButton, clusters: Clusters) -> NewsCard:
    catalogue = await clusters.catalogue()
    named = [catalogue.by_id[one] for one in item.labels.clusters if one in catalogue.by_id]
    regions = [name for name in item.labels.regions if name in catalogue.by_region]
    return NewsCard(
        item=item,
        place=place,
        clusters=tuple(named[:PLACES_SHOWN]),
        regions=tuple(regions[:PLACES_SHOWN]),
    )


async def replace_by_item(
    query: CallbackQuery,
    card: NewsCard,
    actor: Actor,
    t: Translator,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    """Shows the item in place of the message under the button, which is answered already."""

    async def photo(screen: PhotoScreen) -> str:
        return await show_photo(query, screen)

    async def text(screen: Screen) -> None:
        await show_text(query, screen)

    await _present(card, actor, t, illustrations, bot_username, photo, text)


async def send_item(
    bot: Bot,
    chat_id: int,
    card: NewsCard,
    actor: Actor,
    t: Translator,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    async def photo(screen: PhotoScreen) -> str:
        return await send_photo_to(bot, chat_id, screen)

    async def text(screen: Screen) -> int:
        return await send_to(bot, chat_id, screen)

    await _present(card, actor, t, illustrations, bot_username, photo, text)


async def _present(
    card: NewsCard,
    actor: Actor,
    t: Translator,
    illustrations: Illustrations,
    bot_username: str,
    show_photo: ShowPhoto,
    show_text: ShowText,
) -> None:
    picture = await illustrations.of(card.item)
    if picture is not None:
        caption, markup = item_caption(card, actor.zone, t, bot_username)
        try:
            kept = await show_photo(PhotoScreen(caption, _file(picture), markup))
        except TelegramBadRequest:
            await illustrations.refused(card.item)
        else:
            await illustrations.keep(card.item, kept)
            return
    await show_text(item_screen(card, actor.zone, t, bot_username))


def _file(picture: str | Picture) -> str | BufferedInputFile:
    return picture if isinstance(picture, str) else BufferedInputFile(picture.data, picture.name)
