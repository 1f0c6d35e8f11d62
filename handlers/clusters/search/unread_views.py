"""What was not understood and what it may be about; rows that lead on from there. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.clusters.answers import Answer
from domain.places.places import Place
from handlers.callbacks.clusters.answers import WhomToAskButton
from handlers.callbacks.clusters.cards import (
    IndustriesButton,
    NearestButton,
    OpenDaysButton,
    RegionButton,
    RegionsButton,
)
from handlers.callbacks.clusters.questionnaire import StartButton
from handlers.callbacks.clusters.search import (
    ChangeButton,
    ExampleButton,
    WhereButton,
)
from handlers.callbacks.news.reading import NewsListButton
from handlers.callbacks.news.subscriptions import SubscriptionsButton
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.reminders import LeadsButton
from handlers.callbacks.programme.sessions import EventsButton, ScheduleButton
from handlers.clusters.answers.views import answer_text, asked_row
from handlers.clusters.cards.list_views import lists_row
from handlers.clusters.cards.views import place_button, place_name
from handlers.clusters.search.query_words import QUOTED, limit_lines
from services.clusters.catalogue import region_key
from services.search.changes import Change
from services.search.reading.intents import OF_PROGRAMME, Intent
from services.search.reading.queries import Kind, Query
from ui.formatting import shortened
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

EXAMPLES_SHOWN = 3
LETTER_WORDS = 8
"""What has more words is a letter: no one of them is asked back about."""

NO_SUCH_PLACE = "search-no-such-place"
MEANT: dict[Intent, tuple[str, CallbackData]] = {
    **dict.fromkeys(OF_PROGRAMME, ("menu-programme", EventsButton())),
    Intent.UNDECIDED: ("menu-choose", StartButton()),
    Intent.NEAR: ("search-where", WhereButton()),
    Intent.MAP: ("search-where", WhereButton()),
    Intent.LIST_CLUSTERS: ("clusters-by-region", RegionsButton()),
    Intent.LIST_TRADES: ("clusters-by-industry", IndustriesButton()),
    Intent.OPEN_DAYS: ("open-days-near", OpenDaysButton()),
    Intent.CONTACTS: ("answers-whom-to-ask", WhomToAskButton()),
    Intent.PERSON: ("answers-whom-to-ask", WhomToAskButton()),
    Intent.SETTINGS: ("menu-settings", SettingsButton(choice=Choice.MAIN)),
    Intent.LANGUAGE: ("settings-set-language", SettingsButton(choice=Choice.LANGUAGE)),
    Intent.NOTIFICATIONS: ("settings-set-notify", SettingsButton(choice=Choice.NOTIFY)),
    Intent.PRIVACY: ("settings-privacy", SettingsButton(choice=Choice.PRIVACY)),
    Intent.ERASE: ("settings-privacy", SettingsButton(choice=Choice.PRIVACY)),
    Intent.REMINDERS: ("notify-leads", LeadsButton()),
    Intent.NEWS: ("menu-news", NewsListButton()),
    Intent.NEWS_SUBSCRIPTIONS: ("subscriptions-open", SubscriptionsButton()),
    Intent.MY_SCHEDULE: ("programme-mine", ScheduleButton()),
    Intent.NOT_COMING: ("programme-mine", ScheduleButton()),
    Intent.BADGE: ("programme-mine", ScheduleButton()),
    Intent.CALENDAR: ("programme-mine", ScheduleButton()),
}
"""Labels and buttons of what may be meant; the rest is only talk."""

UNREAD = (
    (Kind.NOWHERE, NO_SUCH_PLACE),
    (Kind.STRANGER, "search-no-such-trade"),
)


def perhaps_screen(
    answer: Answer, others: Sequence[Answer], t: Translator, search: Row | None = None
) -> Screen:
    """An answer to what a text may be about, and what else it may be; `search` leads to a list."""
    lines = [t("search-perhaps"), "", answer_text(answer, t)]
    rows = (answer_row(one, t) for one in others)
    return Screen("\n".join(lines), inline(search or [], *rows, *next_rows(t), lists_row(t)))


def number_screen(number: str, answer: Answer, t: Translator) -> Screen:
    """Asks what a number alone is, where no list was; `answer` is on such an age or class."""
    said = t("search-number-alone", number=number)
    return Screen(said, inline(answer_row(answer, t), *next_rows(t), lists_row(t)))


def else_screen(query: Query, t: Translator) -> Screen:
    """Answers what is asked of a town and is none of ours; the way to the colleges there comes
    first."""
    return Screen(t("search-else"), inline(_colleges_row(query, t), *next_rows(t), lists_row(t)))


def nowhere_screen(names: Sequence[str], alike: Sequence[Place], t: Translator) -> Screen:
    """Tells who asks where to study in places that nobody knows; `alike` are called nearly so."""
    told = shortened(", ".join(names), QUOTED)
    lines = t("search-no-such-place", text=told).splitlines()
    if alike:
        lines.append(t("search-alike-places"))
    rows = ([place_button(place, t)] for place in alike)
    where = [button(t.plain("search-where"), WhereButton())]
    return Screen("\n".join(lines), inline(*rows, where, lists_row(t)))


def _colleges_row(query: Query, t: Translator) -> Row:
    place, region = query.place, query.region
    if place is not None:
        label = t.plain("search-colleges-of", place=place_name(place, t))
        return [button(label, NearestButton(origin=f"p{place.id}", radius=place.radius_km))]
    if region is None:
        return []
    label = t.plain("search-colleges-of", place=t.toponym(region))
    return [button(label, RegionButton(key=region_key(region)))]


def not_understood(
    text: str,
    query: Query,
    t: Translator,
    spelling: Row | None = None,
    answers: Sequence[Answer] = (),
    meant: Intent | None = None,
    *,
    is_else: bool = False,
) -> Screen:
    """`spelling` is a row that offers what may have been meant, `answers` what it may be about,
    `meant` what may be wished to be done; `is_else` where it is about none of what the bot knows.
    """
    wished = meant_row(meant, t)
    has_words = any(character.isalpha() for character in text)
    quoted = shortened(" ".join(text.split()), QUOTED)
    kinds = {part.kind for part in query.parts}
    is_letter = len(text.split()) > LETTER_WORDS
    unread = (key for kind, key in UNREAD if kind in kinds and not is_letter)
    key = next(unread, "search-else-asked" if is_else else "search-not-understood")
    text = t(key, text=quoted) if has_words else t("search-not-understood-empty")
    said, *advice = text.splitlines()
    limits = list(limit_lines(query, t))
    lines = [said, *limits, *advice]
    offered = len(answers) + len(wished)
    if offered:  # what is offered comes before what was not understood
        maybe = [t("search-maybe-asked", count=offered), *limits, ""]
        # That nothing was found would take back what is offered.
        is_mere = key in {"search-not-understood", "search-else-asked"} or not has_words
        unread_words = [] if is_mere else [said]
        more = advice if key == NO_SUCH_PLACE else []
        lines = [*maybe, t("search-maybe-else"), *unread_words, *more]
    return Screen(
        "\n".join(lines),
        inline(
            wished,
            *(answer_row(answer, t) for answer in answers),
            spelling or [],
            *(row for row in next_rows(t) if row != wished),
            *([] if offered else example_rows(t)),
            lists_row(t),
        ),
    )


def meant_row(meant: Intent | None, t: Translator) -> Row:
    if meant not in MEANT:
        return []
    label, target = MEANT[meant]
    return [button(t.plain(label), target)]


def next_rows(t: Translator) -> list[Row]:
    """Where to go, for those who do not know what to type."""
    return [
        [button(t.plain("menu-choose"), StartButton())],
        [button(t.plain("search-where"), WhereButton())],
    ]


def example_rows(t: Translator) -> list[Row]:
    return [
        [button(t.plain(f"search-example-{number}"), ExampleButton(number=number))]
        for number in range(1, EXAMPLES_SHOWN + 1)
    ]


def spelling_row(search_id: int, spelling: str | None, t: Translator) -> Row:
    if not spelling:
        return []
    label = t.plain("search-spelling", text=spelling)
    return [button(label, ChangeButton(id=search_id, change=Change.SPELLING))]


def answer_row(answer: Answer | None, t: Translator) -> Row:
    return [] if answer is None else asked_row(answer, t)
