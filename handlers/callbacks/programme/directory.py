"""Buttons of the directory of participants, and under requests to get acquainted."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.clusters.cards import Industry
from handlers.callbacks.fields import Page, Person

AnyRegion = Annotated[str, Field(pattern=r"^([0-9a-f]{8})?$", max_length=8)]
"""services.clusters.catalogue.region_key of a region; empty: any."""

Number = Annotated[int, Field(ge=1, lt=10**15)]


class Facet(StrEnum):
    INDUSTRY = "i"
    REGION = "r"


class IntroductionReply(StrEnum):
    LOOK = "look"
    ACCEPT = "yes"
    DECLINE = "no"
    COMPLAIN = "complain"
    SURE = "sure"
    """Yes, complain."""


class OpenDirectoryButton(CallbackData, prefix="kno"):
    """Opens the directory in a message of its own: what stands above the button stays."""


class DirectoryButton(CallbackData, prefix="knd"):
    industry: Industry | None = None
    region: AnyRegion = ""
    page: Page = 0


class FacetButton(CallbackData, prefix="knf"):
    """Opens the choice of an industry or a region; the other one stays."""

    facet: Facet
    industry: Industry | None = None
    region: AnyRegion = ""
    page: Page = 0


class PersonButton(CallbackData, prefix="knp"):
    """A card, and the page of the list to go back to."""

    id: Person
    industry: Industry | None = None
    region: AnyRegion = ""
    page: Page = 0


class AskButton(CallbackData, prefix="kna"):
    id: Person


class SendButton(CallbackData, prefix="kns"):
    """The request goes without a message."""

    id: Person


class ReplyButton(CallbackData, prefix="knw"):
    """`id` is the request's, which is read again together with its two people."""

    id: Number
    reply: IntroductionReply


class UnlistButton(CallbackData, prefix="knu"):
    """An organiser's answer to a complaint; `id` is the request's that was complained of."""

    id: Number


class RequestsButton(CallbackData, prefix="knq"):
    page: Page = 0


BUTTONS: tuple[type[CallbackData], ...] = (
    OpenDirectoryButton,
    DirectoryButton,
    FacetButton,
    PersonButton,
    AskButton,
    SendButton,
    ReplyButton,
    UnlistButton,
    RequestsButton,
)
