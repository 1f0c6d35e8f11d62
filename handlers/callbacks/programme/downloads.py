from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class ChangesButton(CallbackData, prefix="kc"):
    """The public list of changes, newest first."""

    event: str
    page: int = 0


class Format(StrEnum):
    ICS = "ics"
    XML = "xml"
    JSON = "json"


class FormatsButton(CallbackData, prefix="kf"):
    """Asks in which format to download the programme."""

    event: str


class DownloadButton(CallbackData, prefix="kd"):
    event: str
    format: Format


class MaterialsButton(CallbackData, prefix="km"):
    id: str


class MaterialButton(CallbackData, prefix="ks"):
    id: int


BUTTONS: tuple[type[CallbackData], ...] = (
    ChangesButton,
    FormatsButton,
    DownloadButton,
    MaterialsButton,
    MaterialButton,
)
