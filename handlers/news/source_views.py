"""What organisers hear of the sources of news."""

from __future__ import annotations

from domain.news.items import Source
from ui.screens import Screen
from ui.translator import Translator


def broken_feed_screen(source: Source, error: str, t: Translator) -> Screen:
    """A feed that cannot be read for some time; `error` is a message id."""
    return Screen(t("feed-broken", title=source.title, url=source.url, reason=t.plain(error)))
