"""Screens that are kept for many say to each what a screen made for them alone would say."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.ids import NewsId, TopicCode, UpdateId, UserId
from domain.lru_cache import MadeOnce
from domain.news.items import NewsLine, Topic
from domain.people.users import Actor, Language
from domain.programme.programmes import SessionCard
from handlers.callbacks.news.reading import NewsListButton
from handlers.news.reading import views as news_views
from handlers.programme.sessions import views as session_views
from services.news.reading import NewsPage
from tests.clocks import START
from tests.programmes import EVENT, SESSION
from ui.formatting import PRESENT
from ui.screens import Screen, screen_call
from ui.translator import translator

MOSCOW, VLADIVOSTOK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Vladivostok")
CARD = SessionCard(event=EVENT, session=SESSION, going=3, waiting=0, is_waiting=None)
CARDS = (
    CARD,
    replace(CARD, is_waiting=False),
    replace(CARD, is_waiting=False, clashes=(replace(SESSION, title="Сварка"),)),
    replace(CARD, questions=2, can_ask=True),
    replace(CARD, can_edit=True),
    replace(CARD, session=replace(SESSION, room="Зал 4", capacity=3)),
)
ACTOR = Actor(
    id=UserId(1),
    name="Анна",
    language=Language.RU,
    zone=MOSCOW,
    home=None,
    is_owner=False,
    update_id=UpdateId(1),
)
READERS = (ACTOR, replace(ACTOR, zone=VLADIVOSTOK), replace(ACTOR, is_stopped=True))
LINE = NewsLine(id=NewsId(1), title="Приём", lead="До августа.", published_at=START)
PAGES = (
    NewsPage(items=(LINE,), has_newer=False, has_older=False),
    NewsPage(items=(LINE,), has_newer=False, has_older=True),
    NewsPage(items=(replace(LINE, title="Набор"),), has_newer=False, has_older=False),
    NewsPage(items=(), has_newer=False, has_older=False),
)
PLACES = (NewsListButton(), NewsListButton(topic="adm"), NewsListButton(edge=7, newer=True))
TOPICS = (None, Topic(code=TopicCode("adm"), name_ru="Приём", name_en="Admission", words=()))


def cards() -> list[Screen]:
    found = []
    for year, card, reader, language in product((0, 1), CARDS, READERS, Language):
        reading = copy_context()
        reading.run(PRESENT.set, START + timedelta(days=365 * year))
        found.append(reading.run(session_views.card_screen, card, reader, translator(language)))
    return found


def lists() -> list[Screen]:
    every = product(PAGES, PLACES, TOPICS, (MOSCOW, VLADIVOSTOK), Language)
    return [
        news_views.list_screen(page, place, topic, zone, translator(language))
        for page, place, topic, zone, language in every
    ]


def bytes_of(screens: list[Screen]) -> list[tuple[str, str | None]]:
    return [(one.text, screen_call(1, one).reply_markup) for one in screens]


@pytest.mark.parametrize(("views", "make"), [(session_views, cards), (news_views, lists)])
def test_kept_screens_are_what_is_made_anew(
    views: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    kept = bytes_of(make())
    monkeypatch.setattr(views, "SCREENS", MadeOnce[Screen](0))

    assert kept == bytes_of(make())
    assert len(set(kept)) > len(kept) / 3
