from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.clusters.answers import AnswerSection

AnswerKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class SectionsButton(CallbackData, prefix="h"):
    """`apart`: in a message of its own, because the one under the button shall stay."""

    apart: bool = False


class SectionButton(CallbackData, prefix="hs"):
    section: AnswerSection


class AnswerButton(CallbackData, prefix="ha"):
    id: AnswerKey


class WhomToAskButton(CallbackData, prefix="hw"):
    """Clusters near home, or the question where to look."""


BUTTONS: tuple[type[CallbackData], ...] = (
    SectionsButton,
    SectionButton,
    AnswerButton,
    WhomToAskButton,
)
