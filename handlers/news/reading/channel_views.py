from __future__ import annotations

from domain.ids import ChatId
from domain.news.items import Source
from handlers.callbacks.news.reading import ChannelButton
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Translator


def channel_offer(chat_id: ChatId, title: str, t: Translator) -> Screen:
    """Shall its posts become news? To every organiser."""
    take = button(t.plain("channel-take"), ChannelButton(chat=chat_id, wanted=True))
    leave = button(t.plain("channel-leave"), ChannelButton(chat=chat_id, wanted=False))
    return Screen(t("channel-offer", title=title), inline([take, leave]))


def channel_screen(chat_id: ChatId, title: str, t: Translator, *, is_taken: bool) -> Screen:
    """What was chosen, and the way back."""
    if is_taken:
        other = button(t.plain("channel-leave"), ChannelButton(chat=chat_id, wanted=False))
        return Screen(t("channel-taken", title=title), inline([other]))
    other = button(t.plain("channel-take"), ChannelButton(chat=chat_id, wanted=True))
    return Screen(t("channel-left", title=title), inline([other]))


def broken_feed_screen(source: Source, error: str, t: Translator) -> Screen:
    """A feed that cannot be read for some time; `error` is a message id."""
    return Screen(t("feed-broken", title=source.title, url=source.url, reason=t.plain(error)))
