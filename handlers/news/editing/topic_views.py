from __future__ import annotations

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.news.items import Topic
from domain.paging import clamped, page_count
from domain.people.users import Language
from domain.texts import utf16_units
from handlers.callbacks.news.editing import (
    AddTopicButton,
    NewsEditingButton,
    TopicAct,
    TopicButton,
    TopicDraftButton,
    TopicsButton,
    TopicWordButton,
    TopicWordsButton,
)
from services.news.topics import NAME_LIMIT, TopicCard, TopicPreview, word_mark
from ui.formatting import number, shortened
from ui.keyboards import (
    button,
    cancelling_to,
    in_columns,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

TOPICS_ON_PAGE = 15
WORDS_ON_PAGE = 20
WORDS_UNITS = 2_500
"""UTF-16 units of the words on a card: the whole fits one message (4,096)."""
TITLES_SHOWN = 6
TITLE_CHARACTERS = 80


def topics_screen(cards: Sequence[TopicCard], page: int, t: Translator) -> Screen:
    page = clamped(page, len(cards), TOPICS_ON_PAGE)
    shown = cards[page * TOPICS_ON_PAGE : (page + 1) * TOPICS_ON_PAGE]
    lines = [t("topics-title"), ""]
    lines += [_line(card, t) for card in shown] or [t("topics-none")]
    buttons = [
        button(one.topic.name(t.language), TopicButton(code=one.topic.code)) for one in shown
    ]
    pages = page_count(len(cards), TOPICS_ON_PAGE)
    turn = pager(t, page, pages, lambda one: TopicsButton(page=one))
    add = button(t.plain("topics-add"), AddTopicButton())
    back = button(t.plain("news-desk-back"), NewsEditingButton())
    return Screen("\n".join(lines), inline(*in_columns(buttons, 2), turn, [add], [back]))


def _line(card: TopicCard, t: Translator) -> str:
    topic = card.topic
    words, items = number(len(topic.words), t), number(card.items, t)
    return t("topics-line", ru=topic.name_ru, en=topic.name_en, words=words, items=items)


def topic_screen(card: TopicCard, t: Translator) -> Screen:
    topic = card.topic
    text = t(
        "topic-card",
        ru=topic.name_ru,
        en=topic.name_en,
        words=_words(topic, t),
        items=number(card.items, t),
        subscribers=number(card.subscribers, t),
    )
    rows = [
        [
            _act(topic, TopicAct.ADD_WORDS, t),
            button(t.plain("topic-act-words"), TopicWordsButton(code=topic.code)),
        ],
        [_act(topic, TopicAct.NAME_RU, t), _act(topic, TopicAct.NAME_EN, t)],
        [_act(topic, TopicAct.REMOVE, t)],
    ]
    return Screen(text, inline(*rows, [_to_topics(t)]))


def _words(topic: Topic, t: Translator) -> str:
    """The topic's words, as many as there is room for."""
    shown: list[str] = []
    room = WORDS_UNITS
    for word in topic.words:
        room -= utf16_units(word) + 2
        if room < 0:
            left = len(topic.words) - len(shown)
            return t.plain("topic-words-more", words=", ".join(shown), count=left)
        shown.append(word)
    return ", ".join(shown)


def words_screen(topic: Topic, page: int, t: Translator) -> Screen:
    page = clamped(page, len(topic.words), WORDS_ON_PAGE)
    shown = topic.words[page * WORDS_ON_PAGE : (page + 1) * WORDS_ON_PAGE]
    buttons = [
        button(f"✕ {word}", TopicWordButton(code=topic.code, mark=word_mark(word)))
        for word in shown
    ]
    pages = page_count(len(topic.words), WORDS_ON_PAGE)
    turn = pager(t, page, pages, lambda one: TopicWordsButton(code=topic.code, page=one))
    text = t("topic-words-ask", topic=topic.name(t.language))
    return Screen(text, inline(*in_columns(buttons, 2), turn, [_leave(topic, t)]))


def preview_screen(preview: TopicPreview, t: Translator) -> Screen:
    draft, topic = preview.draft, preview.topic
    lines = [t("topic-preview", ru=topic.name_ru, en=topic.name_en)]
    for key, words in (("added", draft.added), ("removed", draft.removed)):
        if words:
            shown = shortened(", ".join(words), WORDS_UNITS // 2)
            lines.append(t(f"topic-preview-{key}", words=shown))
    lines += ["", t("topic-preview-fits", fits=preview.fits, count=preview.looked_at)]
    lines += _titles(preview, t)
    save = button(t.plain("topic-save"), TopicDraftButton(id=draft.id), ButtonStyle.SUCCESS)
    leave = _leave(topic, t) if draft.code else _leave_all(t)
    return Screen("\n".join(lines), inline([save], [leave]))


def _titles(preview: TopicPreview, t: Translator) -> list[str]:
    """What changes first."""
    marked = [
        (key, title) for key in ("gained", "lost", "kept") for title in getattr(preview, key)
    ]
    lines = [
        t(f"topic-preview-{key}", title=shortened(title, TITLE_CHARACTERS))
        for key, title in marked[:TITLES_SHOWN]
    ]
    if len(marked) > TITLES_SHOWN:
        lines.append(t("topic-preview-more", count=len(marked) - TITLES_SHOWN))
    return lines


def ask_topic(t: Translator) -> Screen:
    return Screen(t("topic-ask"), inline([cancelling_to(TopicsButton(), t)]))


def ask_words(topic: Topic, t: Translator) -> Screen:
    return Screen(
        t("topic-words-add-ask", topic=topic.name(t.language)), inline([_cancel(topic, t)])
    )


def ask_name(topic: Topic, language: Language, t: Translator) -> Screen:
    now = topic.name(language)
    text = t(f"topic-name-ask-{language}", now=now, limit=NAME_LIMIT)
    return Screen(text, inline([_cancel(topic, t)]))


def remove_screen(card: TopicCard, t: Translator) -> Screen:
    topic = card.topic
    text = t(
        "topic-remove-ask",
        topic=topic.name(t.language),
        items=card.items,
        subscribers=card.subscribers,
    )
    sure = TopicButton(code=topic.code, act=TopicAct.REMOVE, sure=True)
    yes = button(t.plain("topic-remove-yes"), sure, ButtonStyle.DANGER)
    return Screen(text, inline([yes], [_leave(topic, t)]))


def _act(topic: Topic, act: TopicAct, t: Translator) -> InlineKeyboardButton:
    label = t.plain(f"topic-act-{act.name.lower().replace('_', '-')}")
    return button(label, TopicButton(code=topic.code, act=act))


def _cancel(topic: Topic, t: Translator) -> InlineKeyboardButton:
    return cancelling_to(TopicButton(code=topic.code), t)


def _leave(topic: Topic, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("news-desk-leave"), TopicButton(code=topic.code))


def _leave_all(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("news-desk-leave"), TopicsButton())


def _to_topics(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("topics-back"), TopicsButton())
