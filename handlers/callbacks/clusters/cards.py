"""Buttons of the clusters conversation. They live for ever: a prefix is never given new fields."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.clusters.card_reports import CardField
from domain.clusters.cards import Industry
from handlers.callbacks.fields import Day, Page, Radius, RegionKey, Slug

CardKey = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$", max_length=12)]
Back = Annotated[str, Field(pattern=r"^(l|n|r|i|fs)(/[a-z0-9,-]*)*$", max_length=44)]
OriginCode = Annotated[str, Field(pattern=r"^(p\d{1,12}|g-?\d{1,4},-?\d{1,5})$", max_length=13)]
"""Where a search starts: `p<GeoNames id>`, or `g<lat>,<lon>` in hundredths of a degree.

A point rounded like that is not stored anywhere: it lives in the reader's own buttons.
"""


class NearestButton(CallbackData, prefix="n"):
    origin: OriginCode
    radius: Radius
    industry: Industry | None = None
    page: Page = 0


class MapButton(CallbackData, prefix="nm"):
    """The same page of a search as a picture."""

    origin: OriginCode
    radius: Radius
    industry: Industry | None = None
    page: Page = 0


class FilterButton(CallbackData, prefix="nf"):
    """Opens the choice of industry for a search."""

    origin: OriginCode
    radius: Radius


class RememberButton(CallbackData, prefix="nh"):
    origin: OriginCode


class CardButton(CallbackData, prefix="c"):
    id: Slug


class ListedButton(CallbackData, prefix="cl"):
    """A card that comes in the place of a list; CardButton's is a message of its own.

    `key` is services.clusters.catalogue.card_key, `back` the data of the button that shows the
    list at this page, with "/" for ":".
    """

    key: CardKey
    back: Back


class NearbyButton(CallbackData, prefix="cn"):
    """More clusters near this one."""

    id: Slug


class PinButton(CallbackData, prefix="cp"):
    id: Slug


class FavouriteButton(CallbackData, prefix="cf"):
    """Says what shall be, not "toggle": a second tap changes nothing."""

    id: Slug
    wanted: bool


class ReportButton(CallbackData, prefix="cr"):
    id: Slug


class ReportFieldButton(CallbackData, prefix="cw"):
    """What of the card is wrong."""

    field: CardField
    id: Slug


class MissingButton(CallbackData, prefix="cm"):
    """«Здесь не хватает колледжа», of a region."""

    key: RegionKey


class OpenDaysButton(CallbackData, prefix="cd"):
    """Those near the reader's home."""


class OpenDayFileButton(CallbackData, prefix="ck"):
    """A calendar file of one card's."""

    id: Slug


class CollegeDaysButton(CallbackData, prefix="co"):
    """Open days of one card, each with its reminder."""

    id: Slug


class OpenDayReminderButton(CallbackData, prefix="cb"):
    """Says what shall be, not "toggle"."""

    id: Slug
    day: Day
    wanted: bool


class RegionsButton(CallbackData, prefix="rs"):
    page: Page = 0


class RegionButton(CallbackData, prefix="r"):
    key: RegionKey
    page: Page = 0


class IndustriesButton(CallbackData, prefix="is"):
    pass


class IndustryButton(CallbackData, prefix="i"):
    industry: Industry
    page: Page = 0


class FavouritesButton(CallbackData, prefix="fs"):
    page: Page = 0
