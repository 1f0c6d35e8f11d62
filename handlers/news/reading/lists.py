"""The list of news at a place that may be gone by now."""

from __future__ import annotations

from domain.errors import NotFound
from domain.ids import NewsId, TopicCode
from domain.news.items import LabelKind, Topic
from domain.people.users import Actor
from handlers.callbacks.news.reading import NewsListButton
from handlers.news.reading import views
from services.news.reading import News, NewsPage
from ui.screens import Screen
from ui.translator import Translator


async def list_screen(place: NewsListButton, actor: Actor, t: Translator, news: News) -> Screen:
    """The page at that place; the one at the top where its neighbour is gone, all topics where its
    topic is."""
    topic = await news.topic(TopicCode(place.topic)) if place.topic else None
    if place.topic and topic is None:
        place = place.model_copy(update={"topic": ""})
    try:
        page = await _page(place, topic, news)
    except NotFound:
        page = NewsPage(items=(), has_newer=False, has_older=False)
    if not page.items and place.edge:
        place = NewsListButton(topic=place.topic)
        page = await _page(place, topic, news)
    return views.list_screen(page, place, topic, actor.zone, t)


async def _page(place: NewsListButton, topic: Topic | None, news: News) -> NewsPage:
    label = (LabelKind.TOPIC, topic.code) if topic else None
    if place.newer and place.edge:
        return await news.newer(NewsId(place.edge), label=label)
    return await news.newest(after=NewsId(place.edge) if place.edge else None, label=label)
