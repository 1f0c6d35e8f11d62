"""How much of a region the cards know, in a sentence, and the button for who knows more. Pure."""

from __future__ import annotations

from domain.clusters.coverage import Coverage, Extent
from handlers.callbacks.clusters.cards import MissingButton
from handlers.clusters.cards.region_names import region_where
from services.clusters.catalogue import region_key
from ui.keyboards import Row, button
from ui.translator import Translator


def coverage_words(coverage: Coverage, t: Translator) -> str:
    if coverage.extent is Extent.NOTHING and coverage.exist is None:
        return t("coverage-nothing", where=region_where(coverage.region, t))
    told = coverage.extent is Extent.NOTHING
    return t(
        f"coverage-{coverage.extent}-told" if told else f"coverage-{coverage.extent}",
        known=coverage.known,
        exist=coverage.exist or 0,
        source=coverage.source,
    )


def missing_row(coverage: Coverage | None, t: Translator) -> Row:
    if coverage is None:
        return []
    target = MissingButton(key=region_key(coverage.region))
    return [button(t.plain("coverage-missing"), target)]
