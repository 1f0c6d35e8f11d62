"""How much of a region the cards know, in a sentence, and the button for who knows more. Pure."""

from __future__ import annotations

import re

from domain.clusters.coverage import Coverage, Extent
from handlers.callbacks.clusters.cards import MissingButton
from handlers.clusters.cards.region_names import region_where
from services.clusters.catalogue import region_key
from ui.keyboards import Row, button
from ui.translator import Translator

SITE = re.compile(r"((?:[a-z0-9-]+\.)+[a-z]{2,})[^\s,;)]*", re.IGNORECASE)
"""Its group is the host: «news.mail.ru» of «news.mail.ru/politics/69963857.html»."""


def coverage_words(coverage: Coverage, t: Translator) -> str:
    if coverage.extent is Extent.NOTHING and coverage.exist is None:
        return t("coverage-nothing", where=region_where(coverage.region, t))
    told = coverage.extent is Extent.NOTHING
    return t(
        f"coverage-{coverage.extent}-told" if told else f"coverage-{coverage.extent}",
        known=coverage.known,
        exist=coverage.exist or 0,
        source=_source(coverage, t),
    )


def coverage_briefly(coverage: Coverage | None, t: Translator) -> list[str]:
    """Under a list of something else than the whole region; empty where no college is missing."""
    if coverage is None or coverage.extent is not Extent.PART:
        return []
    return [t("coverage-briefly", known=coverage.known, exist=coverage.exist or 0)]


def _source(coverage: Coverage, t: Translator) -> str:
    """The sites, as on cards: what the counts add up to and which page it was is for engineers."""
    hosts = dict.fromkeys(found.removeprefix("www.") for found in SITE.findall(coverage.source))
    return ", ".join(hosts) or t.plain("coverage-official")


def missing_row_of_part(coverage: Coverage | None, t: Translator) -> Row:
    """The button of `missing_row`, where `coverage_briefly` says something."""
    return missing_row(coverage, t) if coverage_briefly(coverage, t) else []


def missing_row(coverage: Coverage | None, t: Translator) -> Row:
    if coverage is None:
        return []
    target = MissingButton(key=region_key(coverage.region))
    return [button(t.plain("coverage-missing"), target)]
