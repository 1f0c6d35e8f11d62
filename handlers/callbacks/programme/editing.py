from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from services.programme.session_fields import Field


class OfficeButton(CallbackData, prefix="o"):
    """All events."""


class OfficeEventButton(CallbackData, prefix="oe"):
    id: str


class OfficeDayButton(CallbackData, prefix="od"):
    event: str
    day: int
    page: int = 0


class OfficeSessionButton(CallbackData, prefix="os"):
    id: str


class Ask(StrEnum):
    FILE = "f"
    SESSION = "s"


class AskButton(CallbackData, prefix="oa"):
    """What the bot waits for next. `event` is "-" where the file may be for any."""

    what: Ask
    event: str = "-"


class EditButton(CallbackData, prefix="ob"):
    """Opens the organiser's draft for a session."""

    id: str


class Step(StrEnum):
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
    step: Step
    id: int


class FieldButton(CallbackData, prefix="of"):
    id: int
    field: Field


class Act(StrEnum):
    NEW = "n"
    SHOW = "s"
    APPLY = "a"
    QUIET = "q"
    DROP = "d"


class UploadButton(CallbackData, prefix="ou"):
    """`missing`: sessions that the file lacks are to be cancelled."""

    act: Act
    id: int
    missing: bool = False
    page: int = 0


class UploadEventButton(CallbackData, prefix="ov"):
    id: int
    event: str


class OfficeMaterialsButton(CallbackData, prefix="om"):
    id: str


class AddMaterialButton(CallbackData, prefix="on"):
    id: str


class RemoveMaterialButton(CallbackData, prefix="ox"):
    id: int


BUTTONS: tuple[type[CallbackData], ...] = (
    OfficeButton,
    OfficeEventButton,
    OfficeDayButton,
    OfficeSessionButton,
    AskButton,
    EditButton,
    EditStepButton,
    FieldButton,
    UploadButton,
    UploadEventButton,
    OfficeMaterialsButton,
    AddMaterialButton,
    RemoveMaterialButton,
)
