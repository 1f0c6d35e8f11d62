"""Buttons of the organisers' desk for events, sessions, their files and materials."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import AnySlug, Day, Page, Row, Shift, Slug
from services.programme.session_fields import Field


class ProgrammeEditingButton(CallbackData, prefix="o"):
    """All events."""


class ProgrammeEditingPageButton(CallbackData, prefix="op"):
    """A page of them: a field more would make the earlier buttons outdated."""

    page: Page = 0


class EventEditingButton(CallbackData, prefix="oe"):
    id: Slug


class DayEditingButton(CallbackData, prefix="od"):
    event: Slug
    day: Day
    page: Page = 0


class SessionEditingButton(CallbackData, prefix="os"):
    id: Slug


class Ask(StrEnum):
    FILE = "f"
    SESSION = "s"


class AskButton(CallbackData, prefix="oa"):
    """What the bot waits for next. `event` is "-" where the file may be for any."""

    what: Ask
    event: AnySlug = "-"


class EditButton(CallbackData, prefix="ob"):
    """Opens the organiser's draft for a session."""

    id: Slug


class EditStep(StrEnum):
    SHOW = "s"
    CANCEL = "x"
    RESTORE = "r"
    """Two steps, so that a double tap does not take the first one back."""
    KEEP = "k"
    CONFIRM = "c"
    SAVE = "w"
    QUIET = "q"
    DROP = "d"


class EditStepButton(CallbackData, prefix="oc"):
    step: EditStep
    id: Row


class MoveButton(CallbackData, prefix="og"):
    """Asks when a session shall begin."""

    id: Slug


class MoveByButton(CallbackData, prefix="oh"):
    """Changes a draft: the session begins so many minutes later than the draft says now."""

    id: Row
    minutes: Shift


class SessionFieldButton(CallbackData, prefix="of"):
    id: Row
    field: Field


class EditAct(StrEnum):
    EVENTS = "e"
    """A page of them, of which the file's is to be chosen."""
    NEW = "n"
    SHOW = "s"
    APPLY = "a"
    QUIET = "q"
    DROP = "d"


class UploadButton(CallbackData, prefix="ou"):
    """`missing`: sessions that the file lacks are to be cancelled."""

    act: EditAct
    id: Row
    missing: bool = False
    page: Page = 0


class UploadEventButton(CallbackData, prefix="ov"):
    id: Row
    event: Slug


class MaterialsEditingButton(CallbackData, prefix="om"):
    id: Slug


class AddMaterialButton(CallbackData, prefix="on"):
    id: Slug


class RemoveMaterialButton(CallbackData, prefix="ox"):
    id: Row


BUTTONS: tuple[type[CallbackData], ...] = (
    ProgrammeEditingButton,
    ProgrammeEditingPageButton,
    EventEditingButton,
    DayEditingButton,
    SessionEditingButton,
    AskButton,
    EditButton,
    EditStepButton,
    MoveButton,
    MoveByButton,
    SessionFieldButton,
    UploadButton,
    UploadEventButton,
    MaterialsEditingButton,
    AddMaterialButton,
    RemoveMaterialButton,
)
