"""Buttons of a participant's own card, and under the first session that they joined."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.clusters.cards import Industry
from domain.programme.participants import ProfileField
from handlers.callbacks.fields import Page, RegionKey, Slug


class ProfileAct(StrEnum):
    OPEN = "open"
    """The card in a message of its own: what stands above the button stays."""
    CARD = "card"
    FILL = "fill"
    LIST = "list"
    UNLIST = "unlist"
    ERASE = "erase"
    SURE = "sure"


class ProfileStep(StrEnum):
    ASK = "ask"
    KEEP = "keep"
    """On to the next question, whatever the field holds."""
    CLEAR = "clear"
    SUGGEST = "suggest"
    """Takes what the bot has proposed."""
    TYPE = "type"
    """An organisation is typed in place of a cluster."""


class OfferButton(CallbackData, prefix="pfo"):
    """Under the card of the session that was the first one to be joined."""

    session: Slug
    wanted: bool


class ProfileButton(CallbackData, prefix="pfc"):
    act: ProfileAct


class ProfileFieldButton(CallbackData, prefix="pft"):
    """`is_single`: one field is changed from the card, and then the card comes back."""

    field: ProfileField
    way: ProfileStep
    is_single: bool = False


class RegionListButton(CallbackData, prefix="pfl"):
    page: Page = 0
    is_single: bool = False


class RegionChoiceButton(CallbackData, prefix="pfr"):
    key: RegionKey
    is_single: bool = False


class ClusterChoiceButton(CallbackData, prefix="pfk"):
    id: Slug
    is_single: bool = False


class IndustryChoiceButton(CallbackData, prefix="pfi"):
    industry: Industry
    is_single: bool = False


BUTTONS: tuple[type[CallbackData], ...] = (
    OfferButton,
    ProfileButton,
    ProfileFieldButton,
    RegionListButton,
    RegionChoiceButton,
    ClusterChoiceButton,
    IndustryChoiceButton,
)
