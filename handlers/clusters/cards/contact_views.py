"""What is asked of a card by one word: «телефон», «сайт», «адрес». Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from domain.clusters.cards import Cluster
from handlers.clusters.cards.card_views import contact_lines
from ui.links import site_search
from ui.screens import Screen
from ui.translator import Translator

Known = Callable[[Cluster], str]

CONTACTS: tuple[tuple[str, re.Pattern[str], Known], ...] = (
    (
        "phone",
        re.compile(
            r"\b(?:тел|телефон\w*|номер\w*|звон\w*|(?:по)?звонить|(?:tele)?phone|call)\b", re.I
        ),
        lambda one: one.phone,
    ),
    (
        "website",
        re.compile(r"\b(?:сайт\w*|ссылк\w*|web\w*|site|link)\b", re.I),
        lambda one: one.website,
    ),
    (
        "address",
        re.compile(r"\b(?:адрес\w*|находит\w*|address|located)\b", re.I),
        lambda one: one.address,
    ),
    ("mail", re.compile(r"\b(?:почт\w*|e-?mail|mail|имейл\w*)\b", re.I), lambda one: ""),
)
"""By name, how each is asked for, and what of it is known; no card has an address of mail."""


def contacts_screen(card: Screen, cluster: Cluster, text: str, t: Translator) -> Screen:
    """The card below what it says of the contact that `text` asks for, of all if of none."""
    asked = [(name, known) for name, words, known in CONTACTS if words.search(text)]
    lacking = [t.plain(f"ask-contact-{name}") for name, known in asked if not known(cluster)]
    if not asked and not contact_lines(cluster, t):
        lacking = [t.plain("ask-contact-any")]
    lines = contact_lines(cluster, t)
    if lacking:
        lines = [t("ask-card-lacks", what=", ".join(lacking)), *lines]
        if not cluster.website and site_search(cluster):
            lines.append(t("ask-card-find-site"))
    return replace(card, text="\n\n".join(["\n".join([t("ask-of-card"), *lines]), card.text]))
