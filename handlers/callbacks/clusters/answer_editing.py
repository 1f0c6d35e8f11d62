"""Buttons of the organisers' desk where answers are written."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.clusters.answers import AnswerField, AnswerSection
from handlers.callbacks.fields import Row, Slug


class AnswerEditingButton(CallbackData, prefix="hd"):
    """The sections, or one of them."""

    section: AnswerSection | None = None


class EditedButton(CallbackData, prefix="he"):
    """One answer with all that can be done to it."""

    id: Slug


class AnswerFieldButton(CallbackData, prefix="hf"):
    id: Slug
    field: AnswerField


class DraftButton(CallbackData, prefix="hp"):
    """Under a preview: saves what was typed or drops it."""

    id: Slug
    draft: Row
    keep: bool


class VisibleButton(CallbackData, prefix="hv"):
    """Says what shall be, so that a second tap changes nothing."""

    id: Slug
    hidden: bool


class ResetButton(CallbackData, prefix="hr"):
    """`sure`: the question has been answered."""

    id: Slug
    sure: bool = False


class AddButton(CallbackData, prefix="hn"):
    section: AnswerSection


BUTTONS: tuple[type[CallbackData], ...] = (
    AnswerEditingButton,
    EditedButton,
    AnswerFieldButton,
    DraftButton,
    VisibleButton,
    ResetButton,
    AddButton,
)
