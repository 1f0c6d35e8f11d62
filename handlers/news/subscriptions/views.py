from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.ids import TopicCode
from domain.news.items import Topic
from domain.news.subscriptions import DigestFrequency, Subscription, SubscriptionKind
from domain.people.users import Actor, Category
from handlers.callbacks.news.reading import NewsListButton
from handlers.callbacks.news.subscriptions import (
    AddWordsButton,
    DropButton,
    PaceButton,
    ResumeButton,
    SilentButton,
    StopNewsButton,
    SubscriptionsButton,
    SubscriptionsPage,
    Switch,
    SwitchButton,
    TopicSwitchButton,
)
from handlers.callbacks.people.settings import Choice, SettingsButton
from services.news.subscriptions import SubscriberChoices
from ui.formatting import quoted, zone_name
from ui.keyboards import Row, button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

HOURS = (8, 9, 12, 15, 18, 21)


def main_screen(
    choices: SubscriberChoices, topics: Sequence[Topic], actor: Actor, t: Translator
) -> Screen:
    one, wanted = choices.subscriber, choices.subscriptions
    lines = [t("subscriptions-title"), "", _summary(choices, topics, t)]
    if choices.has(SubscriptionKind.SEARCHES) and not choices.searches:
        lines += ["", t("subscriptions-no-searches")]
    if wanted and one.is_on:
        lines.append(_pace(choices, t))
        if not actor.hears_of(Category.NEWS):
            key = "subscriptions-muted-stopped" if actor.is_stopped else "subscriptions-muted"
            lines += ["", t(key)]
    if wanted and not one.is_on:
        lines += ["", t("subscriptions-off")]
    return Screen("\n".join(lines), inline(*_main_rows(choices, actor, t)))


def _main_rows(choices: SubscriberChoices, actor: Actor, t: Translator) -> list[Row]:
    kinds = SubscriptionKind
    rows = [[_switch(Switch.ALL, t.plain("subscriptions-all"), is_on=choices.has(kinds.ALL))]]
    rows.append(
        [
            _to(SubscriptionsPage.TOPICS, "subscriptions-topics", t),
            _to(SubscriptionsPage.WORDS, "words-open", t),
        ]
    )
    home = actor.home.region if actor.home else ""
    if home:
        has = choices.has(kinds.REGION, home)
        rows.append(
            [
                _switch(
                    Switch.HOME, t.plain("subscriptions-region", region=t.toponym(home)), is_on=has
                )
            ]
        )
    for other in choices.subscriptions:
        if other.kind is kinds.REGION and other.value != home:
            label = "✅ " + t.plain("subscriptions-region", region=t.toponym(other.value))
            rows.append([button(label, DropButton(id=other.id, page=SubscriptionsPage.MAIN))])
    has = choices.has(kinds.FAVOURITES)
    rows.append([_switch(Switch.FAVOURITES, t.plain("subscriptions-favourites"), is_on=has)])
    has = choices.has(kinds.SEARCHES)
    rows.append([_switch(Switch.SEARCHES, t.plain("subscriptions-searches"), is_on=has)])
    rows.append([_to(SubscriptionsPage.PACE, "subscriptions-pace", t)])
    if choices.subscriptions:
        is_on = choices.subscriber.is_on
        rows.append([_stop(t) if is_on else _resume(t)])
    if not actor.preferences.wants(Category.NEWS):
        rows.append([button(t.plain("settings-set-notify"), SettingsButton(choice=Choice.NOTIFY))])
    rows.append([button(t.plain("news-back"), NewsListButton())])
    return rows


def _summary(choices: SubscriberChoices, topics: Sequence[Topic], t: Translator) -> str:
    if not any(not one.is_minus for one in choices.subscriptions):
        return t("subscriptions-none")
    names = {topic.code: topic.name(t.language) for topic in topics}
    shown = [_shown(one, names, t) for one in choices.subscriptions if not one.is_minus]
    minus = [quoted(one.shown, t) for one in choices.subscriptions if one.is_minus]
    text = t("subscriptions-list", list=", ".join(shown))
    return text + "\n" + t("subscriptions-minus", list=", ".join(minus)) if minus else text


def _shown(one: Subscription, names: Mapping[TopicCode, str], t: Translator) -> str:
    match one.kind:
        case SubscriptionKind.TOPIC:
            return names.get(TopicCode(one.value), one.value)
        case SubscriptionKind.REGION:
            return t.toponym(one.value)
        case SubscriptionKind.WORDS:
            return quoted(one.shown, t)
        case _:
            return t.plain(f"subscriptions-name-{one.kind}")


def _pace(choices: SubscriberChoices, t: Translator) -> str:
    one = choices.subscriber
    text = t(f"subscriptions-now-{one.frequency}", hour=f"{one.hour:02}:00")
    return text + " " + t("subscriptions-now-silent") if one.is_silent else text


def topics_screen(choices: SubscriberChoices, topics: Sequence[Topic], t: Translator) -> Screen:
    rows = []
    for topic in topics:
        has = choices.has(SubscriptionKind.TOPIC, topic.code)
        data = TopicSwitchButton(code=topic.code, wanted=not has)
        rows.append([button(_box(has) + topic.name(t.language), data)])
    return Screen(t("subscriptions-topics-ask"), inline(*rows, [_back(t)]))


def words_screen(choices: SubscriberChoices, t: Translator) -> Screen:
    rows = [
        [
            button(
                t.plain("words-drop-minus" if one.is_minus else "words-drop", words=one.shown),
                DropButton(id=one.id, page=SubscriptionsPage.WORDS),
            )
        ]
        for one in choices.words
    ]
    add = [
        button(t.plain("words-add"), AddWordsButton(minus=False)),
        button(t.plain("words-add-minus"), AddWordsButton(minus=True)),
    ]
    text = t("words-title" if choices.words else "words-none")
    return Screen(text, inline(*rows, add, [_back(t)]))


def ask_words(t: Translator, *, is_minus: bool) -> Screen:
    text = t("words-ask-minus" if is_minus else "words-ask")
    return Screen(text, inline([_to(SubscriptionsPage.WORDS, "cancel-button", t)]))


def pace_screen(choices: SubscriberChoices, actor: Actor, now: datetime, t: Translator) -> Screen:
    one = choices.subscriber
    paces = [
        [
            button(
                ("✅ " if one.frequency is pace else "") + t.plain(f"subscriptions-pace-{pace}"),
                PaceButton(pace=pace, hour=one.hour),
            )
        ]
        for pace in DigestFrequency
    ]
    hours: list[Row] = []
    if one.frequency is not DigestFrequency.AT_ONCE:
        marked = [
            button(
                ("✅ " if one.hour == hour else "") + f"{hour:02}:00",
                PaceButton(pace=one.frequency, hour=hour),
            )
            for hour in HOURS
        ]
        hours = in_columns(marked, 3)
    silent = button(
        _box(one.is_silent) + t.plain("subscriptions-silent"),
        SilentButton(wanted=not one.is_silent),
    )
    text = t("subscriptions-pace-ask", zone=zone_name(actor.zone, t, now))
    return Screen(text, inline(*paces, *hours, [silent], [_back(t)]))


def stopped_screen(t: Translator) -> Screen:
    return Screen(
        t("subscriptions-stopped"),
        inline([_resume(t)], [_to(SubscriptionsPage.MAIN, "subscriptions-open", t)]),
    )


def _box(is_on: bool) -> str:
    return "✅ " if is_on else "⬜️ "


def _switch(switch: Switch, label: str, *, is_on: bool) -> InlineKeyboardButton:
    return button(_box(is_on) + label, SwitchButton(switch=switch, wanted=not is_on))


def _to(page: SubscriptionsPage, key: str, t: Translator) -> InlineKeyboardButton:
    return button(t.plain(key), SubscriptionsButton(page=page))


def _stop(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("news-letter-stop"), StopNewsButton())


def _resume(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("subscriptions-resume"), ResumeButton(), ButtonStyle.SUCCESS)


def _back(t: Translator) -> InlineKeyboardButton:
    return _to(SubscriptionsPage.MAIN, "subscriptions-back", t)
