"""The card of one cluster. Pure: data and a translator in, text and markup out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.clusters.card_reports import CardField
from domain.clusters.cards import Cluster
from domain.clusters.comparisons import LEAST_COMPARED
from domain.clusters.facts import OpenDay
from domain.errors import UserError
from domain.ids import ClusterId
from domain.lru_cache import MadeOnce
from domain.people.users import Language
from handlers.callbacks.clusters.answers import SectionsButton
from handlers.callbacks.clusters.cards import (
    CollegeDaysButton,
    FavouriteButton,
    NearbyButton,
    OpenDayFileButton,
    OpenDaysButton,
    PinButton,
    ReportButton,
    ReportFieldButton,
)
from handlers.callbacks.clusters.comparisons import CompareButton, MarkButton
from handlers.callbacks.clusters.editing import EditButton
from handlers.callbacks.people.start import cancelling
from handlers.clusters.cards.views import industry_name
from services.clusters.cards import ReaderCard
from ui.formatting import day, joined, quoted, shortened
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    link,
    shared,
)
from ui.links import deep_link, map_search, share_link, site_search
from ui.screens import Screen, SharedMarkup
from ui.translator import Translator

OPEN_DAYS_SHOWN = 3

LIST_CHARACTERS = 700
"""Of each list on a card; three full ones and the rest stay below 4,096 units."""


COMMENT_QUOTED = 200


@dataclass(frozen=True, slots=True)
class _Face:
    """What all see of a card who stand to it alike; beneath it comes the way back."""

    text: str
    markup: SharedMarkup


FACES = MadeOnce[_Face](1_000)
"""Some 10 KB each."""


def card_screen(
    card: ReaderCard, t: Translator, bot_username: str, *, back: Row | None = None
) -> Screen:
    """`back` is the way to the list in whose place the card stands."""
    cluster, language = card.cluster, t.language
    is_marked, count = cluster.id in card.compared, len(card.compared)
    key = (cluster.id, card.today, language, bot_username, card.is_favourite, card.can_edit)
    face = FACES.of(cluster, (*key, is_marked, count), lambda: _face(card, t, bot_username))
    if not back:
        return Screen(face.text, face.markup)
    return Screen(face.text, inline(*face.markup.inline_keyboard, back))


def _face(card: ReaderCard, t: Translator, bot_username: str) -> _Face:
    cluster, today = card.cluster, card.today
    star = "card-favourite-remove" if card.is_favourite else "card-favourite-add"
    share = share_link(deep_link(bot_username, "cluster", cluster.id), cluster.name)
    nearby: Row = []
    if cluster.is_placed:
        nearby = [button(t.plain("card-nearby"), NearbyButton(id=cluster.id))]
    site = site_search(cluster)
    markup = shared(
        [*_on_map(cluster, t), *nearby],
        [link(t.plain("card-find-site"), site)] if site else [],
        [
            button(t.plain(star), FavouriteButton(id=cluster.id, wanted=not card.is_favourite)),
            link(t.plain("card-share"), share),
        ],
        *_open_days_rows(cluster, t, today),
        _comparing_row(cluster, t, card.compared),
        [
            button(t.plain("card-apply"), SectionsButton(apart=True)),
            button(t.plain("card-report"), ReportButton(id=cluster.id)),
        ],
        [button(t.plain("card-edit"), EditButton(id=cluster.id))] if card.can_edit else [],
    )
    return _Face(card_text(cluster, t, today), markup)


def _on_map(cluster: Cluster, t: Translator) -> Row:
    """The college's own point; else a search, for the middle of a town is no college's place."""
    if cluster.has_building:
        return [button(t.plain("card-map"), PinButton(id=cluster.id), ButtonStyle.PRIMARY)]
    search = map_search(cluster)
    return [link(t.plain("card-map"), search)] if search else []


def where_screen(cluster: Cluster, t: Translator) -> Screen:
    """The way to a search on a map, for who presses for a pin that the card does not have (any
    more). Raises UserError where there is nothing to search by."""
    row = _on_map(cluster, t)
    if not row:
        raise UserError("card-no-point")
    return Screen(t("card-map-search", name=cluster.name), inline(row))


def _open_days_rows(cluster: Cluster, t: Translator, today: date) -> list[Row]:
    if not cluster.coming_days(today):
        return []
    return [
        [
            button(t.plain("open-days-remind"), CollegeDaysButton(id=cluster.id)),
            button(t.plain("open-days-to-calendar"), OpenDayFileButton(id=cluster.id)),
        ],
        [button(t.plain("open-days-near"), OpenDaysButton())],
    ]


def _comparing_row(
    cluster: Cluster, t: Translator, compared: frozenset[ClusterId]
) -> list[InlineKeyboardButton]:
    is_marked, can_compare = cluster.id in compared, len(compared) >= LEAST_COMPARED
    marking = "card-compare-too" if can_compare else "card-compare"
    label = t.plain("card-compared" if is_marked else marking)
    row = [button(label, MarkButton(id=cluster.id, wanted=not is_marked))]
    if can_compare:
        row.append(button(t.plain("compare-open", count=len(compared)), CompareButton()))
    return row


def card_text(cluster: Cluster, t: Translator, today: date) -> str:
    """Only what is known: an empty field leaves no line."""
    where = map(t.toponym, filter(None, (cluster.city, cluster.region)))
    place = ", ".join(dict.fromkeys(where))
    lines = [
        t("card-title", name=cluster.name),
        t("card-industry", industry=industry_name(cluster.industry, t)),
        t("card-place", place=place),
    ]
    college = cluster.base_college
    lines.append(t("card-college", college=college) if college else t("card-college-unnamed"))
    lines += _admission(cluster, t)
    lists = (
        ("card-professions", tuple(dict.fromkeys(map(t.trade, cluster.professions)))),
        ("card-employers", cluster.employers),
        ("card-network", cluster.network_colleges),
    )
    lines += [t(key, list=_listed(items, t)) for key, items in lists if items]
    if cluster.year is not None:
        key = "card-planned" if cluster.is_planned(today) else "card-year"
        lines.append(t(key, year=str(cluster.year)))
    if cluster.students:
        lines.append(t("card-students", count=cluster.students))
    lines += _studies(cluster, today, t)
    return "\n".join(lines + _provenance(cluster, t))


def _admission(cluster: Cluster, t: Translator) -> list[str]:
    office = (("card-address", cluster.address), ("card-phone", cluster.phone))
    return [t(key, value=value) for key, value in office if value]


def _studies(cluster: Cluster, today: date, t: Translator) -> list[str]:
    """How one studies there, as far as somebody has told."""
    lines = []
    if cluster.grades:
        lines.append(t("card-grades", grades=joined([str(one) for one in cluster.grades], t)))
    if cluster.study_forms:
        forms = ", ".join(t.plain(f"study-form-{form}") for form in cluster.study_forms)
        lines.append(t("card-study-forms", forms=forms))
    if cluster.places is not None:
        lines.append(t("card-places", count=cluster.places))
    if cluster.dormitory is not None:
        lines.append(t("card-dormitory" if cluster.dormitory else "card-no-dormitory"))
    coming = cluster.coming_days(today)[:OPEN_DAYS_SHOWN]
    return [*lines, *(t("card-open-day", when=open_day_words(one, t)) for one in coming)]


def open_day_words(one: OpenDay, t: Translator) -> str:
    """`17 апреля 2027 г., 11:00, address`."""
    at = f"{one.at:%H:%M}" if one.at else ""
    return ", ".join(filter(None, (day(one.on, t), at, one.address)))


def choose_field(cluster: Cluster, t: Translator, comment: str = "") -> Screen:
    """`comment` is what is wrong, where it was written before this was chosen."""
    fields = [
        button(field_name(field, t), ReportFieldButton(field=field, id=cluster.id))
        for field in CardField
    ]
    said = shortened(comment, COMMENT_QUOTED)
    text = (
        t("report-choose-last", name=cluster.name, comment=quoted(said, t))
        if comment
        else t("report-choose", name=cluster.name)
    )
    return Screen(text, inline(*in_columns(fields, 2), [cancelling(t)]))


def field_name(field: CardField, t: Translator) -> str:
    return t.plain(f"report-field-{field}")


def _listed(items: Sequence[str], t: Translator) -> str:
    """As many of the items as fit; the rest are counted, never silently dropped."""
    shown: list[str] = []
    for item in items:
        if shown and sum(map(len, shown)) + len(item) > LIST_CHARACTERS:
            break
        shown.append(item)
    text = "; ".join(shown)
    rest = len(items) - len(shown)
    return t.plain("card-list-more", list=text, count=rest) if rest else text


def contact_lines(cluster: Cluster, t: Translator) -> list[str]:
    """What is known of how to reach the college."""
    return [*_admission(cluster, t), *_website(cluster, t)]


def _website(cluster: Cluster, t: Translator) -> list[str]:
    url = cluster.website
    return [t("card-website", url=url, host=site_name(url))] if url else []


def _provenance(cluster: Cluster, t: Translator) -> list[str]:
    lines = _website(cluster, t)
    if cluster.source_url:
        lines += ["", t("card-source", url=cluster.source_url, host=site_name(cluster.source_url))]
    if cluster.checked_on is not None:
        lines.append(t("card-checked", date=day(cluster.checked_on, t)))
    if t.language is not Language.RU:
        lines.append(t("card-in-russian"))
    return lines


def site_name(url: str) -> str:
    """The site's name as people write it (xn--… decoded), without www."""
    host = urlsplit(url).hostname or url
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    return host.removeprefix("www.")
