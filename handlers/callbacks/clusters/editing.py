"""Buttons of the organisers' desk for cards and files; EditButton stands under a card too."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.fields import Page, Slug


class EditingScreen(StrEnum):
    HOME = "h"
    FILE = "f"
    CSV = "c"
    XLSX = "x"


class ClusterEditingButton(CallbackData, prefix="u"):
    place: EditingScreen


class CoverageButton(CallbackData, prefix="uo"):
    """How much of what there is the cards know."""

    page: Page = 0


class UndoButton(CallbackData, prefix="uu"):
    """`sure`: the question has been answered."""

    version: Annotated[int, Field(ge=0, le=2**31)]
    sure: bool = False


class UploadAct(StrEnum):
    SHOW = "s"
    APPLY = "a"
    DROP = "d"
    REPLACE = "r"
    """Applies a file of open days, and takes away those that it does not name."""


class PreviewButton(CallbackData, prefix="ut"):
    act: UploadAct
    id: Annotated[int, Field(ge=0, le=2**53)]
    page: Page = 0


class EditButton(CallbackData, prefix="ue"):
    """The fields of a card."""

    id: Slug


class PageButton(CallbackData, prefix="uw"):
    """Programmes from the college's own page."""

    id: Slug


class ColumnButton(CallbackData, prefix="uc"):
    """One of them, by its place in services.clusters.editing.EDITED."""

    id: Slug
    column: Annotated[int, Field(ge=0, le=99)]
