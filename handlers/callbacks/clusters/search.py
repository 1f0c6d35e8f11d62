"""Buttons of searches: the number of the stored search, and what to change of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.clusters.cards import Industry
from handlers.callbacks.fields import Slug
from services.search.changes import Change

Key = Annotated[int, Field(ge=1, le=2**53)]
PageNumber = Annotated[int, Field(ge=0, le=1_000)]
Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{0,8}$", max_length=8)]
Value = Annotated[str, Field(pattern=r"^[a-z0-9.]{0,16}$", max_length=16)]


class Menu(StrEnum):
    PLACE = "p"
    TRADE = "t"
    FILTERS = "f"


class ResultsButton(CallbackData, prefix="l"):
    """A page; `seen` is the mark of the list as the reader has it (`FoundSearch.mark`)."""

    id: Key
    page: PageNumber = 0
    seen: Mark = ""


class ChangeButton(CallbackData, prefix="lc"):
    """Says what shall be, not "toggle": a second tap changes nothing."""

    id: Key
    change: Change
    value: Value = ""


class MenuButton(CallbackData, prefix="lm"):
    id: Key
    menu: Menu


class PictureButton(CallbackData, prefix="lp"):
    id: Key
    page: PageNumber = 0


class KeepButton(CallbackData, prefix="lk"):
    id: Key
    wanted: bool


class OpenButton(CallbackData, prefix="lo"):
    """From «Мои поиски», in a message of its own."""

    id: Key


class DropButton(CallbackData, prefix="lx"):
    """Out of «Мои поиски», where it is pressed."""

    id: Key


class RefineButton(CallbackData, prefix="lr"):
    """From a list of the nearest, which stores nothing, to a search that can be refined."""

    place: Annotated[int, Field(ge=1, le=10**12)]
    radius: Annotated[int, Field(ge=1, le=1_000)]
    industry: Industry | None = None


class WhereButton(CallbackData, prefix="lw"):
    """«Где искать?» of a search that names no place; 0 where nothing is searched for yet."""

    id: Annotated[int, Field(ge=0, le=2**53)] = 0


class ExampleButton(CallbackData, prefix="le"):
    number: Annotated[int, Field(ge=1, le=3)]


class AskedButton(CallbackData, prefix="la"):
    """An answer of «Как поступить» that the text asks for as well; the results stay."""

    id: Slug


BUTTONS: tuple[type[CallbackData], ...] = (
    ResultsButton,
    ChangeButton,
    MenuButton,
    PictureButton,
    KeepButton,
    OpenButton,
    DropButton,
    RefineButton,
    ExampleButton,
    AskedButton,
    WhereButton,
)
