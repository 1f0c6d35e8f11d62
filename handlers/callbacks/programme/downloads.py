"""Buttons under a programme and a session: changes, files to download, materials."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Page, Row, Slug


class ChangesButton(CallbackData, prefix="kc"):
    """The public list of changes, newest first."""

    event: Slug
    page: Page = 0


class Format(StrEnum):
    ICS = "ics"
    XML = "xml"
    JSON = "json"


class FormatsButton(CallbackData, prefix="kf"):
    """Asks in which format to download the programme."""

    event: Slug


class DownloadButton(CallbackData, prefix="kd"):
    event: Slug
    format: Format


class MaterialsButton(CallbackData, prefix="km"):
    id: Slug


class MaterialButton(CallbackData, prefix="ks"):
    id: Row


BUTTONS: tuple[type[CallbackData], ...] = (
    ChangesButton,
    FormatsButton,
    DownloadButton,
    MaterialsButton,
    MaterialButton,
)
