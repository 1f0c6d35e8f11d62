"""A link that an organiser sends while nothing is awaited: one press makes a draft of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from aiogram import Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import FetchError
from domain.people.users import Actor
from handlers.callbacks.news.editing import LinkedNewsButton
from handlers.news.editing import views
from handlers.states import EditingNews
from services.files.richtext import BARE_ADDRESS, web_address
from services.news.editing import NewsEditing
from services.news.reading import News
from services.people.organisers import Organisers
from ui.filters import FreeText
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
ENDING = ".,;:!?»)\"'"

TELEGRAM = frozenset({"t.me", "telegram.me"})


class ArticleLink(Filter):
    """An address of a page within a site; the handler gets it as `address`.

    A site alone is searched for by its college, and «t.me/name» is a channel, a person or a bot.
    """

    async def __call__(
        self, message: Message, actor: Actor, organisers: Organisers, raw_state: str | None = None
    ) -> dict[str, str] | bool:
        address = "" if raw_state else article_in(message.text or "")
        if not address or not await organisers.may(actor):
            return False
        return {"address": address}


def register(router: Router) -> None:
    router.message.register(on_link, FreeText(), ArticleLink())
    router.callback_query.register(on_linked, LinkedNewsButton.filter())


def article_in(text: str) -> str:
    """The first address of a text, where it leads to a page; else empty."""
    is_bare = BARE_ADDRESS.fullmatch(text.strip()) is not None
    found = ADDRESS.search(f"https://{text.strip()}" if is_bare else text)
    address = web_address(found[0].rstrip(ENDING)) if found else ""
    if not address:
        return ""
    parts = urlsplit(address)
    folders = [one for one in parts.path.split("/") if one]
    is_page = len(folders) > 1 if parts.hostname in TELEGRAM else bool(folders or parts.query)
    return address if is_page else ""


async def on_link(message: Message, t: Translator, address: str) -> None:
    await send(message, views.link_screen(address, t))


async def on_linked(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    """A link that cannot be read leaves the bot waiting for another, or for a text."""
    await news_editing.begin(actor)
    text = query.message.text if isinstance(query.message, Message) else None
    address = article_in((text or "").rpartition("\n")[2])
    await state.set_state(EditingNews.news)
    if not address:
        await show(query, views.ask_news(t))
        return
    await acknowledge(query)
    try:
        item = await news_editing.draft_from_link(actor, address)
    except FetchError as error:
        told = "\n".join([t(error.key, **error.params), t("news-link-next")])
        await send_to_chat(query, Screen(told))
        return
    await state.clear()
    figures = await news_editing.figures(actor, item.id)
    card = views.item_screen(item, await news.topics(), figures, actor.zone, t)
    await send_to_chat(query, card)
