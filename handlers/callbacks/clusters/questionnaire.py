"""All answers so far travel in the buttons, a digit each, and are kept nowhere else."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.clusters.cards import Industry

Version = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", max_length=8)]
Answered = Annotated[str, Field(pattern=r"^\d{0,20}$", max_length=20)]


class QuestionButton(CallbackData, prefix="g"):
    """The question after those answered; after the last one, what they lead to."""

    version: Version
    answers: Answered = ""


class ResultButton(CallbackData, prefix="gr"):
    """Enough answered: what they lead to."""

    version: Version
    answers: Answered = ""


class StartButton(CallbackData, prefix="gs"):
    """Begins with the first question, whichever version there is then."""


class WhereButton(CallbackData, prefix="gw"):
    """The nearest clusters of an industry."""

    industry: Industry


BUTTONS: tuple[type[CallbackData], ...] = (QuestionButton, ResultButton, StartButton, WhereButton)
