"""Buttons of the organisers' queue of mistakes that readers have reported on cards."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class QueueButton(CallbackData, prefix="cq"):
    page: Annotated[int, Field(ge=0, le=100_000)] = 0


class ReportAct(StrEnum):
    SHOW = "s"
    ANSWER = "a"
    CLOSE = "c"


class ReportedButton(CallbackData, prefix="ct"):
    act: ReportAct
    id: Annotated[int, Field(ge=0, le=2**53)]
