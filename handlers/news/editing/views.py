from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.news.items import (
    NewsItem,
    NewsOrigin,
    NewsState,
    Source,
    Topic,
)
from domain.news.subscriptions import ExpectedReaders, ReactionFigures
from domain.paging import clamped, page_count
from domain.texts import utf16_units
from handlers.callbacks.news.editing import (
    AddChannelButton,
    AddFeedButton,
    LinkedNewsButton,
    NewNewsButton,
    NewsAct,
    NewsEditingButton,
    NewsField,
    NewsFieldButton,
    NewsItemButton,
    NewsList,
    NewsTopicButton,
    SourceAct,
    SourceButton,
    SourcesButton,
    TopicsButton,
)
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.news.reading.texts import beginning, moment_of
from services.news.editing import EditingPage
from ui.formatting import moment, number, shortened
from ui.keyboards import (
    Row,
    button,
    cancelling_to,
    in_columns,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Html, Translator

SHOWN_UNITS = 2_400
"""UTF-16 units of a text on its card: with title, lead and state within one message (4,096)."""

TITLE_CHARACTERS = 80
SOURCES_ON_PAGE = 8

PICTURE_ERRORS = {
    "file identifier": "news-picture-refused-gone",
    "file reference": "news-picture-refused-gone",
    "http url content": "news-picture-refused-address",
    "webpage": "news-picture-refused-address",
    "web page": "news-picture-refused-address",
    "dimensions": "news-picture-refused-size",
    "too big": "news-picture-refused-size",
    "image_process": "news-picture-refused-file",
    "photo_ext": "news-picture-refused-file",
    "as photo": "news-picture-refused-file",
}
"""Words of Telegram's errors about a picture, in small letters."""


def list_screen(news_list: NewsList, found: EditingPage, zone: ZoneInfo, t: Translator) -> Screen:
    lines = [t("news-desk-title", drafts=found.drafts)]
    key = "news-desk-drafts" if news_list is NewsList.DRAFTS else "news-desk-released"
    if found.items or news_list is NewsList.RELEASED:  # of no drafts the title tells
        lines += ["", t(key if found.items else "news-desk-none")]
    for item in found.items:
        lines += ["", _line(item, zone, t)]
    rows: list[Row] = [
        [button(item.content.title, NewsItemButton(act=NewsAct.SHOW, id=item.id))]
        for item in found.items
    ]
    if found.has_more:
        further = NewsEditingButton(news_list=news_list, after=found.items[-1].id)
        rows.append([button(t.plain("news-desk-further"), further)])
    other = NewsList.RELEASED if news_list is NewsList.DRAFTS else NewsList.DRAFTS
    name = "news-desk-to-released" if news_list is NewsList.DRAFTS else "news-desk-to-drafts"
    return Screen(
        "\n".join(lines),
        inline(
            [button(t.plain("news-desk-new"), NewNewsButton(), ButtonStyle.PRIMARY)],
            *rows,
            [
                button(t.plain(name), NewsEditingButton(news_list=other)),
                button(t.plain("news-desk-sources"), SourcesButton()),
                button(t.plain("news-desk-topics"), TopicsButton()),
            ],
            [button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))],
        ),
    )


def _line(item: NewsItem, zone: ZoneInfo, t: Translator) -> str:
    at = moment(item.release_at or item.released_at or item.published_at, zone, t)
    title = shortened(item.content.title, TITLE_CHARACTERS)
    line = t(f"news-desk-line-{state_of(item)}", title=title, moment=at)
    return "\n".join([line, t("news-desk-line-proposal")]) if _waits(item) else line


def _waits(item: NewsItem) -> bool:
    """Its source has changed it, and an organiser is to decide. Of a withdrawn one nobody is."""
    return item.proposal is not None and item.state is not NewsState.WITHDRAWN


def state_of(item: NewsItem) -> str:
    """draft, planned, released or withdrawn."""
    return "planned" if item.release_at is not None else str(item.state)


def ask_news(t: Translator) -> Screen:
    return Screen(t("news-desk-ask"), inline([cancelling_to(NewsEditingButton(), t)]))


def link_screen(address: str, t: Translator) -> Screen:
    """Ends with the address, for the press finds it there."""
    return Screen(
        t("news-desk-link", address=address),
        inline(
            [button(t.plain("news-desk-new"), LinkedNewsButton(), ButtonStyle.PRIMARY)],
            [button(t.plain("admin-news"), NewsEditingButton())],
        ),
    )


def item_screen(
    item: NewsItem,
    topics: Sequence[Topic],
    figures: ReactionFigures,
    zone: ZoneInfo,
    t: Translator,
) -> Screen:
    parts = [_state(item, zone, t), _content(item, t), _labels(item, topics, zone, t)]
    if item.released_at is not None:
        parts.append(figures_line(figures, t))
    was = item.proposal if _waits(item) else None
    if was is not None:
        parts.append(
            t(
                "news-desk-proposal",
                title=was.title,
                text=beginning(was.text, was.entities, SHOWN_UNITS // 4),
            )
        )
    return Screen("\n\n".join(part for part in parts if part), inline(*_acts(item, t)))


def _state(item: NewsItem, zone: ZoneInfo, t: Translator) -> str:
    at = item.release_at or item.released_at or item.published_at
    return t(f"news-desk-state-{state_of(item)}", moment=moment(at, zone, t))


def _content(item: NewsItem, t: Translator) -> str:
    content = item.content
    room = SHOWN_UNITS - utf16_units(content.lead) - (SHOWN_UNITS // 4 if item.proposal else 0)
    parts = [t("news-desk-heading", title=content.title)]
    if content.lead:
        parts.append(t("news-desk-lead", text=content.lead))
    if content.text:
        parts.append(beginning(content.text, content.entities, room))
    if content.url:
        parts.append(t("news-desk-url", url=content.url))
    return "\n\n".join(parts)


def _labels(item: NewsItem, topics: Sequence[Topic], zone: ZoneInfo, t: Translator) -> str:
    names = [topic.name(t.language) for topic in topics if topic.code in item.labels.topics]
    regions = [t.toponym(one) for one in item.labels.regions]
    shown = ", ".join([*names, *regions]) or t.plain("news-desk-no-topics")
    has_picture = item.content.picture_id or item.content.picture_url
    picture = t.plain("news-desk-has-picture" if has_picture else "news-desk-no-picture")
    at = moment_of(item, zone, t, with_year=True) or t("news-desk-undated")
    return t("news-desk-labels", moment=at, labels=shown, picture=picture)


def _acts(item: NewsItem, t: Translator) -> list[Row]:
    chart = [_act(item, NewsAct.CHART, t)] if item.released_at is not None else []
    if item.state is NewsState.WITHDRAWN:
        return [[*chart, _to_list(t, NewsList.RELEASED)]]
    fields = [
        button(t.plain(f"news-field-{field}"), NewsFieldButton(id=item.id, field=field))
        for field in NewsField
    ]
    rows: list[Row] = []
    if item.proposal is not None:
        rows.append([_act(item, NewsAct.ACCEPT, t), _act(item, NewsAct.DROP, t)])
    if item.state is NewsState.DRAFT:
        later = NewsAct.PLAN if item.release_at is None else NewsAct.UNPLAN
        rows.append([_act(item, NewsAct.RELEASE, t, ButtonStyle.SUCCESS), _act(item, later, t)])
    rows += in_columns(fields, 2)
    rows.append([_act(item, NewsAct.TOPICS, t), _act(item, NewsAct.PREVIEW, t), *chart])
    news_list = NewsList.DRAFTS if item.state is NewsState.DRAFT else NewsList.RELEASED
    rows.append([_act(item, NewsAct.WITHDRAW, t), _to_list(t, news_list)])
    return rows


def _act(
    item: NewsItem, act: NewsAct, t: Translator, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    data = NewsItemButton(act=act, id=item.id, revision=item.revision)
    is_discarded = act is NewsAct.WITHDRAW and item.state is NewsState.DRAFT
    key = "news-act-discard" if is_discarded else f"news-act-{act.name.lower()}"
    return button(t.plain(key), data, style)


def release_screen(item: NewsItem, expected: ExpectedReaders, t: Translator) -> Screen:
    """Before it leaves for the readers: how many will get it."""
    asked = sure_screen(item, NewsAct.RELEASE, t)
    lines = [
        asked.text,
        t("news-expected", count=expected.at_once, shown=number(expected.at_once, t)),
    ]
    if expected.in_digests:
        lines.append(t("news-expected-digests", shown=number(expected.in_digests, t)))
    return Screen("\n".join(lines), asked.markup)


def sure_screen(item: NewsItem, act: NewsAct, t: Translator) -> Screen:
    """Before it leaves for the readers, or goes from them."""
    key = f"news-sure-{act.name.lower()}"
    if act is NewsAct.WITHDRAW and item.state is NewsState.DRAFT:
        key = "news-sure-discard"
    sure = NewsItemButton(act=act, id=item.id, revision=item.revision, sure=True)
    style = ButtonStyle.DANGER if act is NewsAct.WITHDRAW else ButtonStyle.SUCCESS
    return Screen(
        t(key, title=item.content.title),
        inline([button(t.plain(f"{key}-yes"), sure, style)], [_leave(item, t)]),
    )


def refused_screen(item: NewsItem, error: str, t: Translator) -> Screen:
    """Below the preview: why the picture is not there."""
    reasons = (key for word, key in PICTURE_ERRORS.items() if word in error.casefold())
    why = t(next(reasons, "news-picture-refused-other"))
    change = NewsFieldButton(id=item.id, field=NewsField.PICTURE)
    return Screen(
        t("news-picture-refused", reason=Html(why)),
        inline([button(t.plain("news-field-picture"), change)], [_leave(item, t)]),
    )


def ask_field(item: NewsItem, field: NewsField, t: Translator) -> Screen:
    parts = [t(f"news-ask-{field}")]
    if item.state is NewsState.RELEASED:
        parts.append(t("news-ask-released"))
    now = {NewsField.TITLE: item.content.title, NewsField.LEAD: item.content.lead}.get(field, "")
    if field is NewsField.TEXT:
        now = item.content.text
    if now:
        parts.append(t("answer-ask-current", text=now[:SHOWN_UNITS]))
    return Screen("\n\n".join(parts), inline([_cancel(item, t)]))


def ask_moment(item: NewsItem, t: Translator) -> Screen:
    return Screen(t("news-ask-moment"), inline([_cancel(item, t)]))


def topics_screen(item: NewsItem, topics: Sequence[Topic], t: Translator) -> Screen:
    rows: list[Row] = []
    for topic in topics:
        has = topic.code in item.labels.topics
        data = NewsTopicButton(id=item.id, code=topic.code, wanted=not has)
        rows.append([button(("✅ " if has else "⬜️ ") + topic.name(t.language), data)])
    text = t("news-topics-ask", title=item.content.title)
    back = button(t.plain("news-desk-to-item"), NewsItemButton(act=NewsAct.SHOW, id=item.id))
    return Screen(text, inline(*rows, [back]))


def sources_screen(found: Sequence[Source], page: int, t: Translator) -> Screen:
    page = clamped(page, len(found), SOURCES_ON_PAGE)
    shown = found[page * SOURCES_ON_PAGE : (page + 1) * SOURCES_ON_PAGE]
    lines = [t("news-sources-title", count=len(found))]
    for source in shown:
        lines += ["", _source_line(source, t)]
    rows = [[button(_mark(source) + source.title, SourceButton(id=source.id))] for source in shown]
    turn = pager(
        t, page, page_count(len(found), SOURCES_ON_PAGE), lambda one: SourcesButton(page=one)
    )
    add = button(t.plain("news-sources-add"), AddFeedButton())
    channel = button(t.plain("news-sources-pick"), AddChannelButton())
    return Screen("\n".join(lines), inline(*rows, turn, [add, channel], [_to_list(t)]))


def _mark(source: Source) -> str:
    if source.is_paused:
        return "⏸ "
    return "⚠️ " if source.failures else "✅ " if source.is_trusted else ""


def _source_line(source: Source, t: Translator) -> str:
    key = "news-source-trusted" if source.is_trusted else "news-source-checked"
    if source.is_paused:
        key = "news-source-stopped"
    line = t(key, title=shortened(source.title, TITLE_CHARACTERS))
    if source.failures:
        reason = t.plain(source.last_error) if t.has(source.last_error) else source.last_error
        line += "\n" + t("news-source-failing", count=source.failures, reason=reason)
    return line


def source_screen(source: Source, zone: ZoneInfo, t: Translator) -> Screen:
    lines = [_source_line(source, t)]
    if source.url:
        lines.append(t("news-desk-url", url=source.url))
    lines.append(_read(source.read_at, zone, t) if source.origin is NewsOrigin.FEED else "")
    trust = SourceAct.DISTRUST if source.is_trusted else SourceAct.TRUST
    pause = SourceAct.RESUME if source.is_paused else SourceAct.PAUSE
    ask = [_change(source, SourceAct.ASK, t)] if source.origin is NewsOrigin.FEED else []
    return Screen(
        "\n".join(line for line in lines if line),
        inline(
            [_change(source, trust, t)],
            [_change(source, pause, t), *ask],
            [_change(source, SourceAct.REMOVE, t)],
            [button(t.plain("news-sources-back"), SourcesButton())],
        ),
    )


def _read(read_at: datetime | None, zone: ZoneInfo, t: Translator) -> str:
    if read_at is None:
        return t("news-source-never-read")
    return t("news-source-read", moment=moment(read_at, zone, t))


def _change(source: Source, change: SourceAct, t: Translator) -> InlineKeyboardButton:
    data = SourceButton(id=source.id, change=change)
    return button(t.plain(f"news-source-{change.name.lower()}"), data)


def remove_screen(source: Source, t: Translator) -> Screen:
    sure = SourceButton(id=source.id, change=SourceAct.REMOVE, sure=True)
    back = button(t.plain("news-desk-leave"), SourceButton(id=source.id))
    yes = button(t.plain("news-source-remove-yes"), sure, ButtonStyle.DANGER)
    return Screen(t("news-source-remove-ask", title=source.title), inline([yes], [back]))


def ask_feed(t: Translator) -> Screen:
    return Screen(t("news-sources-ask"), inline([cancelling_to(SourcesButton(), t)]))


def figures_line(figures: ReactionFigures, t: Translator) -> str:
    return t(
        "news-figures",
        delivered=number(figures.delivered, t),
        opened=number(figures.opened, t),
        stopped=number(figures.stopped, t),
    )


def back_to_item(item: NewsItem, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("news-chart-back"), NewsItemButton(act=NewsAct.SHOW, id=item.id))


def _cancel(item: NewsItem, t: Translator) -> InlineKeyboardButton:
    return cancelling_to(NewsItemButton(act=NewsAct.SHOW, id=item.id), t)


def _leave(item: NewsItem, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("news-desk-leave"), NewsItemButton(act=NewsAct.SHOW, id=item.id))


def _to_list(t: Translator, news_list: NewsList = NewsList.DRAFTS) -> InlineKeyboardButton:
    return button(t.plain("news-desk-back"), NewsEditingButton(news_list=news_list))
