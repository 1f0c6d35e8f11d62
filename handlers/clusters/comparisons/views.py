"""A comparison as a table, and as text for servers and clients that draw no tables. Pure.

A phone is too narrow for a column of names: each aspect is a line across the whole table, and
what is the same for all stands under it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from aiogram.types import (
    InlineKeyboardMarkup,
    InputRichBlockParagraph,
    InputRichBlockSectionHeading,
    InputRichBlockTable,
    InputRichMessage,
    RichBlockTableCell,
    RichTextUrl,
)

from domain.clusters.cards import Cluster
from domain.clusters.comparisons import (
    MOST_COMPARED,
    Aspect,
    Comparison,
    ComparisonRow,
)
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import CardButton, IndustriesButton, RegionsButton
from handlers.callbacks.clusters.comparisons import ClearButton, UnmarkButton
from handlers.clusters.cards.views import town_name
from handlers.clusters.comparisons.words import NAME_CHARACTERS, Words
from services.clusters.comparisons import Choice
from ui.formatting import shortened
from ui.keyboards import button, inline
from ui.rich import RichScreen
from ui.screens import Screen
from ui.translator import Html, Translator

TOAST_NAME_CHARACTERS = 90

Cell = str | RichTextUrl


def choice_toast(choice: Choice, t: Translator, *, wanted: bool) -> str:
    if not wanted:
        return t.plain("compare-unmarked")
    if choice.pushed_out is not None:
        name = shortened(choice.pushed_out.name, TOAST_NAME_CHARACTERS)
        return t.plain("compare-pushed-out", name=name, limit=MOST_COMPARED)
    if len(choice.chosen) == 1:
        return t.plain("compare-marked-first")
    return t.plain("compare-marked", count=len(choice.chosen))


def under(line: str, screen: RichScreen) -> RichScreen:
    """`line` is plain text."""
    rich = screen.rich.model_copy(
        update={"blocks": [InputRichBlockParagraph(text=line), *(screen.rich.blocks or [])]}
    )
    text = "\n\n".join([escape(line), screen.plain.text])
    return RichScreen(rich, Screen(text, screen.plain.markup))


def comparison_screen(
    comparison: Comparison, actor: Actor, t: Translator, today: date
) -> RichScreen:
    if not comparison.rows:
        return _too_few(comparison.clusters, t)
    said = Words(comparison, actor, t, today)
    return RichScreen(
        _table(comparison, said, t),
        Screen(_text(comparison, said, t), _keys(comparison.clusters, t)),
    )


def _too_few(clusters: Sequence[Cluster], t: Translator) -> RichScreen:
    key = "compare-one" if clusters else "compare-none"
    words = {"name": shortened(clusters[0].name, NAME_CHARACTERS)} if clusters else {}
    paragraph = InputRichBlockParagraph(text=t.plain(key, **words))
    rich = InputRichMessage(blocks=[paragraph], skip_entity_detection=True)
    return RichScreen(rich, Screen(t(key, **words), _keys(clusters, t)))


def _keys(clusters: Sequence[Cluster], t: Translator) -> InlineKeyboardMarkup:
    rows = []
    for index, cluster in enumerate(clusters, 1):
        label = t.plain("compare-card", number=index, city=town_name(cluster, t))
        rows.append(
            [
                button(label, CardButton(id=cluster.id)),
                button(t.plain("compare-unmark", number=index), UnmarkButton(id=cluster.id)),
            ]
        )
    if clusters:
        return inline(*rows, [button(t.plain("compare-clear"), ClearButton())])
    return inline(
        [
            button(t.plain("clusters-by-region"), RegionsButton()),
            button(t.plain("clusters-by-industry"), IndustriesButton()),
        ]
    )


def _table(comparison: Comparison, said: Words, t: Translator) -> InputRichMessage:
    width = len(comparison.clusters)
    cells = [[_cell(name, is_header=True) for name in said.names()]]
    for row in comparison.rows:
        cells.append([_cell(said.label(row), is_header=True, span=width)])
        shared, own = said.shared(row), said.own(row)
        if shared:
            cells.append([_cell(_linked(row, 0, shared), span=width)])
        if own:
            cells.append([_cell(_linked(row, at, text)) for at, text in enumerate(own)])
    table = InputRichBlockTable(
        cells=cells, is_bordered=True, is_compact=True, caption=t.plain("compare-legend")
    )
    title = InputRichBlockSectionHeading(text=t.plain("compare-title"), size=3)
    return InputRichMessage(blocks=[title, table], skip_entity_detection=True)


def _cell(text: Cell, *, is_header: bool = False, span: int = 1) -> RichBlockTableCell:
    return RichBlockTableCell(
        align="left",
        valign="top",
        text=text,
        is_header=is_header or None,
        colspan=span if span > 1 else None,
    )


def _linked(row: ComparisonRow, at: int, text: str) -> Cell:
    """A website's name leads to it."""
    url = row.values[at]
    if row.aspect is Aspect.WEBSITE and isinstance(url, str) and url:
        return RichTextUrl(text=text, url=url)
    return text


def _text(comparison: Comparison, said: Words, t: Translator) -> str:
    """The comparison in words, aspect by aspect, with the clusters' numbers."""
    names = (t("compare-text-name", name=name) for name in said.names())
    lines = [t("compare-text-title"), *names]
    for row in comparison.rows:
        lines += ["", t("compare-text-aspect", aspect=said.label(row))]
        shared, own = said.shared(row), said.own(row)
        if shared:
            lines.append(_anchored(row, 0, shared, t))
        lines += [
            t("compare-text-own", number=str(at + 1), value=_anchored(row, at, text, t))
            for at, text in enumerate(own)
        ]
    return "\n".join([*lines, "", t("compare-legend")])


def _anchored(row: ComparisonRow, at: int, text: str, t: Translator) -> Html:
    cell = _linked(row, at, text)
    if isinstance(cell, str):
        return Html(escape(cell))
    return Html(t("compare-text-link", url=cell.url, host=text))
