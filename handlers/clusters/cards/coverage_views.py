"""How much of a region the cards know, in a sentence, and the button for who knows more. Pure."""

from __future__ import annotations

import re

from domain.clusters.coverage import Coverage, Extent
from domain.people.users import Language
from handlers.callbacks.clusters.cards import MissingButton
from handlers.clusters.cards.region_names import region_where
from services.clusters.catalogue import region_key
from ui.keyboards import Row, button
from ui.translator import Translator

SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}[^\s,;)]*", re.IGNORECASE)


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


def _source(coverage: Coverage, t: Translator) -> str:
    """What counts add up to is told in Russian only; readers of English get the addresses."""
    if t.language is Language.RU:
        return coverage.source
    return ", ".join(SITE.findall(coverage.source)) or t.plain("coverage-official")


def missing_row(coverage: Coverage | None, t: Translator) -> Row:
    if coverage is None:
        return []
    target = MissingButton(key=region_key(coverage.region))
    return [button(t.plain("coverage-missing"), target)]
