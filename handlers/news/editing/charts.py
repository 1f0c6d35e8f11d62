"""What became of an item over time: a picture, and the same in words."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiogram import Bot, F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.ids import NewsId
from domain.news.subscriptions import ReactionFigures
from domain.people.users import Actor
from handlers.callbacks.news.editing import NewsAct, NewsItemButton
from handlers.news.editing.views import back_to_item, figures_line
from services.news.editing import (
    DAY,
    HOUR,
    MILESTONES,
    NewsEditing,
    ReactionHistory,
)
from ui.formatting import moment, number
from ui.images.charts import Curve, growth_chart
from ui.keyboards import inline
from ui.screens import Screen, acknowledge
from ui.translator import Html, Translator

HOURS_SHOWN = timedelta(hours=48)
"""A longer history is drawn over days."""

MILESTONE_KEYS = ("news-chart-hour", "news-chart-day", "news-chart-week")


def register(router: Router) -> None:
    router.callback_query.register(on_chart, NewsItemButton.filter(F.act == NewsAct.CHART))


async def on_chart(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    news_editing: NewsEditing,
) -> None:
    history = await news_editing.reaction_history(actor, NewsId(callback_data.id))
    if history is None:
        await acknowledge(query, t.plain("news-chart-nothing"), is_alert=True)
        return
    await acknowledge(query)
    picture = await asyncio.to_thread(growth_chart, curves(history, t), **chart_words(history, t))
    screen = caption(history, actor.zone, t)
    await bot.send_photo(
        query.from_user.id,
        BufferedInputFile(picture, "news.png"),
        caption=screen.text,
        reply_markup=screen.markup,
    )


def curves(history: ReactionHistory, t: Translator) -> list[Curve]:
    """Delivered, opened, stopped, named with what they have come to."""
    unit = _unit(history)
    return [
        Curve(
            name=t.plain(f"news-chart-{key}", shown=number(getattr(history.figures, key), t)),
            points=[(after / unit, getattr(past, key)) for after, past in history.points],
        )
        for key in ("delivered", "opened", "stopped")
    ]


def chart_words(history: ReactionHistory, t: Translator) -> dict[str, str]:
    return {
        "title": t.plain("news-chart-title"),
        "x_label": t.plain("news-chart-days" if _unit(history) == DAY else "news-chart-hours"),
        "y_label": t.plain("news-chart-count"),
    }


def caption(history: ReactionHistory, zone: ZoneInfo, t: Translator) -> Screen:
    released_at = history.item.released_at or history.item.published_at
    heading = t(
        "news-chart-heading",
        title=history.item.content.title,
        moment=moment(released_at, zone, t),
    )
    by_then = dict(history.points)
    passed = [
        _line(key, by_then[after], t)
        for key, after in zip(MILESTONE_KEYS, MILESTONES, strict=True)
        if after in by_then
    ]
    lines = [heading, "", *passed, _line("news-chart-now", history.figures, t)]
    return Screen("\n".join(lines), inline([back_to_item(history.item, t)]))


def _line(key: str, figures: ReactionFigures, t: Translator) -> str:
    return t(key, figures=Html(figures_line(figures, t)))


def _unit(history: ReactionHistory) -> timedelta:
    return HOUR if history.length <= HOURS_SHOWN else DAY
