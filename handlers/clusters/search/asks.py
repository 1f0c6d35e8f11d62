"""Answers to texts that ask for no search: help, a list, «где?», a link, «не знаю». Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from aiogram.types import InlineKeyboardMarkup

from domain.clusters.answers import Answer
from domain.clusters.cards import Cluster, Industry
from domain.clusters.professions import Profession
from domain.clusters.questionnaire import Questionnaire
from domain.people.users import Actor
from handlers.callbacks.clusters.answers import SectionsButton, WhomToAskButton
from handlers.callbacks.clusters.cards import CardButton
from handlers.callbacks.clusters.questionnaire import WhereButton as ChosenButton
from handlers.clusters.cards.list_views import lists_row
from handlers.clusters.cards.views import (
    ask_place,
    industries_screen,
    industry_name,
    regions_screen,
)
from handlers.clusters.questionnaire.views import question_screen
from handlers.clusters.search.query_words import (
    QUOTED,
    excluded_lines,
    limit_lines,
    trade_words,
)
from handlers.clusters.search.unread_views import answer_row, next_rows
from services.clusters.catalogue import Catalogue
from services.search.moods import Mood
from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import Query
from ui.formatting import quoted, shortened
from ui.keyboards import Row, button, inline
from ui.menu import main_menu
from ui.screens import Screen
from ui.translator import Translator

LINK = re.compile(
    r"(?:https?://|www\.)\S*|(?<![\w-])[\w-]+\.(?:ru|рф|com|org|net|su|me)\b(?:/\S*)?", re.I
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Begun at the first of its characters alone: from each one of a word of thousands, it took longer
with the square of them. So it is with LINK, and with the spaces before PHONE."""

GIVEN = r"(?:\b(?:сайт|почта|телефон|номер|тел|site|mail|email|phone|number)\b[\s.:—-]*)?"
"""«Вот сайт …»: it is given, and not asked for."""

PHONE = re.compile(r"(?:\+?[78]|\+|(?<![\s(-]))[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}")
IN_CONTACTS = re.compile(r"[\d.@/]")
"""What each of the three holds."""

CARDS_OF_LINK = 5
"""Shown of the colleges whose site a link leads to."""

ALSO_LIKED = 2
"""Industries that are named beside the trade of an activity."""

MENUS = {
    Intent.MENU: "start-menu",
    Intent.THANKS: "start-welcome",
}
COLLEGE_ASKED = {Intent.OPEN_DAYS: "ask-open-days", Intent.CONTACTS: "ask-contacts"}
OF_LIST = {
    Intent.LIST_TRADES: "ask-trades-of-list",
    Intent.MAP: "ask-map-of-list",
    Intent.CONTACTS: "ask-contacts-of-list",
}
SAID = {
    **COLLEGE_ASKED,
    Intent.ABOUT: "ask-about",
    Intent.COMPLAINT: "ask-complaint",
    Intent.INSULT: "ask-calm",
}
OF_MOODS = {
    Mood.THANKS: "start-welcome",
    Mood.ANNOYANCE: "ask-complaint",
    Mood.SORROW: "ask-sorrow",
    Mood.DESPAIR: "ask-despair",
}
ONE_STEP = {*COLLEGE_ASKED, Intent.INSULT}
"""After which the place is what helps, and choosing a trade is not."""


def without_contacts(text: str) -> str:
    """Without links, addresses of mail and telephone numbers: none of them is searched for."""
    if IN_CONTACTS.search(text) is None:  # as in most texts
        return text
    for one in (EMAIL, LINK, PHONE):
        text = re.sub(GIVEN + f"(?:{one.pattern})", " ", text, flags=re.IGNORECASE)
    return text


def skipped_line(text: str, t: Translator) -> str:
    """A line that links, addresses and numbers of a text were skipped, which nobody searches by;
    empty where it has none."""
    return "" if without_contacts(text) == text else t("ask-skipped")


def link_in(text: str) -> str:
    """The first address of a site, or nothing."""
    found = LINK.search(EMAIL.sub(" ", text))
    return found[0] if found and host_of(found[0]) else ""


def host_of(link: str) -> str:
    """`uaviak.ru` of «https://www.uaviak.ru/abitur»."""
    bare = re.sub(r"^(?:-*|https?://)(?:www\.)?", "", link.casefold())
    return re.split(r"[/?#:]", bare, maxsplit=1)[0]


def link_screen(host: str, found: Sequence[Cluster], t: Translator) -> Screen:
    if not found:
        return Screen(t("ask-link", host=host), inline(*next_rows(t), lists_row(t)))
    rows = [
        [button(one.base_college or one.name, CardButton(id=one.id))]
        for one in found[:CARDS_OF_LINK]
    ]
    return Screen(t("ask-link-found", host=host), inline(*rows))


def contact_screen(text: str, t: Translator) -> Screen | None:
    """The answer to an address of mail or a telephone number; None where there is neither."""
    key = "ask-email" if EMAIL.search(text) else "ask-phone" if PHONE.search(text) else ""
    return Screen(t(key), inline(*next_rows(t), lists_row(t))) if key else None


def listed(screen: Screen, shown_as: Intent, t: Translator) -> Screen:
    """A list under the line that says where in it what is asked for is told."""
    key = OF_LIST.get(shown_as)
    if shown_as is Intent.MAP and not leads_on(screen, shown_as, t):
        key = "search-map-none"
    elif key is None or not leads_on(screen, shown_as, t):
        return screen
    return replace(screen, text="\n\n".join([t(key), screen.text]))


def leads_on(screen: Screen, shown_as: Intent, t: Translator) -> bool:
    """Whether a card can be opened, or a map drawn: not of a list of none."""
    markup = screen.markup
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
    label = t.plain("nearest-map") if shown_as is Intent.MAP else "1"
    return any(one.text == label for row in rows for one in row)


def no_such_college(name: str, t: Translator) -> Screen:
    """Tells who asks for the contacts of a college that no card is of it."""
    said = t("ask-contacts-none", name=quoted(shortened(name, QUOTED), t))
    return Screen(said, inline(*next_rows(t)[1:], lists_row(t)))


def where_screen(query: Query, actor: Actor, t: Translator) -> Screen:
    """Asks for the place of what was understood so far."""
    asked = ask_place(actor, t)
    what = trade_words(query, t)
    lines = [t("ask-where", what=what) if what else t("ask-where-any"), *limit_lines(query, t)]
    return Screen("\n".join(lines), asked.markup)


def intent_screen(
    query: Query, actor: Actor, t: Translator, catalogue: Catalogue, questionnaire: Questionnaire
) -> Screen:
    """The answer to an intent that is no search."""
    intent = query.intent
    if intent in MENUS:
        return main_menu(t, MENUS[intent])
    if intent in READY:
        return READY[intent](catalogue, t)
    if intent in SAID:
        return said_screen(intent, t)
    if intent is Intent.PERSON:
        apply = [button(t.plain("menu-apply"), SectionsButton(apart=True))]
        whom = [button(t.plain("answers-whom-to-ask"), WhomToAskButton())]
        return Screen(t("ask-person"), inline(whom, *next_rows(t), apply))
    if intent is Intent.MAP:
        return Screen(t("ask-map"), ask_place(actor, t).markup)
    return _undecided(query, catalogue, questionnaire, t)


def said_screen(intent: Intent, t: Translator, first: Row | None = None) -> Screen:
    """The answer to one of SAID; `first` is the row that stands above the others."""
    rows = next_rows(t)[1:] if intent in ONE_STEP else next_rows(t)
    return Screen(t(SAID[intent]), inline(first or [], *rows, lists_row(t)))


def mood_screen(mood: Mood, t: Translator) -> Screen:
    """In despair nobody is to be helped to choose a trade."""
    if mood is Mood.THANKS:
        return main_menu(t, OF_MOODS[mood])
    rows = [] if mood is Mood.DESPAIR else [*next_rows(t), lists_row(t)]
    return Screen(t(OF_MOODS[mood]), inline(*rows) if rows else None)


def campus_screen(query: Query, t: Translator) -> Screen:
    """Tells whom to ask what a college has besides lessons."""
    whom = [button(t.plain("answers-whom-to-ask"), WhomToAskButton())]
    said = "\n".join(limit_lines(query, t))
    return Screen(said, inline(whom, *next_rows(t)[1:], lists_row(t)))


def no_more_of_answer(answer: Answer, t: Translator) -> Screen:
    """To who asks on after an answer: where it is known better, and the answer once more."""
    whom = [button(t.plain("answers-whom-to-ask"), WhomToAskButton())]
    question = answer.wording(t.language).question
    text = t("ask-more-of-answer", question=quoted(question, t))
    return Screen(text, inline(whom, answer_row(answer, t), lists_row(t)))


def language_screen(t: Translator) -> Screen:
    """The languages that are read, to who wrote in another."""
    return Screen(t("ask-language"), inline(*next_rows(t), lists_row(t)))


def nothing_to_go_on(actor: Actor, t: Translator) -> Screen:
    """«Ещё», «поближе» out of the blue."""
    return Screen(t("ask-go-on"), ask_place(actor, t).markup)


def _clusters(catalogue: Catalogue, t: Translator) -> Screen:
    screen = regions_screen(catalogue.by_region, (), 0, t)
    count = t("ask-clusters", count=len(catalogue.by_id), regions=len(catalogue.by_region))
    return Screen("\n".join([count, screen.text]), screen.markup)


def liked_screen(
    query: Query, offered: Sequence[Row], questionnaire: Questionnaire, t: Translator
) -> Screen:
    """Where it leads what somebody likes who does not know what to choose, then the questions.
    `offered` are the rows to searches and answers, which stand first."""
    liked = [trade_words(query, t), *(industry_name(one, t) for one in query.also[:ALSO_LIKED])]
    names = dict.fromkeys(one for one in liked if one)
    lines = [*limit_lines(query, t), *excluded_lines(query, t)]
    if names:
        key = "choosing-between" if _is_between(query) else "choosing-liked"
        lines.append(t(key, trades=", ".join(names)))
    rows = [
        [
            button(
                t.plain("choosing-where", industry=industry_name(one, t)),
                ChosenButton(industry=one),
            )
        ]
        for one in query.also[:ALSO_LIKED]
    ]
    first = question_screen(questionnaire, "", t)
    markup = first.markup.inline_keyboard if isinstance(first.markup, InlineKeyboardMarkup) else []
    text = "\n\n".join(filter(None, ["\n".join(lines), first.text]))
    return Screen(text, inline(*offered, *rows, *markup))


def _is_between(query: Query) -> bool:
    """Two trades or more are named, and none is chosen."""
    return len({*query.professions, *query.industries}) > 1


def _elsewhere(query: Query, catalogue: Catalogue, t: Translator) -> Screen:
    """«Подальше от Москвы»: where else there are colleges, by regions."""
    screen = regions_screen(catalogue.by_region, (), 0, t)
    lines = [*excluded_lines(query, t), *limit_lines(query, t), screen.text]
    return Screen("\n".join(lines), screen.markup)


def _trades(catalogue: Catalogue, t: Translator) -> Screen:
    screen = industries_screen(catalogue.by_industry, t)
    return Screen("\n".join([t("ask-trades"), screen.text]), screen.markup)


READY: dict[Intent, Callable[[Catalogue, Translator], Screen]] = {
    Intent.LIST_CLUSTERS: _clusters,
    Intent.LIST_TRADES: _trades,
}


def _undecided(
    query: Query, catalogue: Catalogue, questionnaire: Questionnaire, t: Translator
) -> Screen:
    are_places = not any(isinstance(one, Industry | Profession) for one in query.excluded)
    if query.intent is None and query.excluded and are_places:
        return _elsewhere(query, catalogue, t)
    if query.intent is None and set(query.limits) == {Limit.CAMPUS}:
        return campus_screen(query, t)
    return liked_screen(query, (), questionnaire, t)
