"""Buttons of the organisers' desk at the door, and a participant's badge and code."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.programme.invitations import Closing
from handlers.callbacks.fields import AnySlug, Mark, Page, Person, Slug


class CheckInAct(StrEnum):
    """What an organiser does about a person at a session. Short: two ids share 64 bytes."""

    MARK = "m"
    """Came, and has a place."""
    LET_IN = "l"
    """Came, and waited for a place: gets one."""
    ADD = "a"
    """Came without being registered."""
    UNDO = "u"
    """Did not come after all: marked by mistake."""


class TableFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class CheckInButton(CallbackData, prefix="y"):
    """The events, of which one is chosen."""


class CheckInPageButton(CallbackData, prefix="yg"):
    """A page of them: a field more would make the earlier buttons outdated."""

    page: Page = 0


class CheckInEventButton(CallbackData, prefix="ye"):
    event: Slug
    page: Page = 0


class CheckInSessionButton(CallbackData, prefix="ys"):
    """How many have come; pressed again it counts anew."""

    id: Slug


class InvitationButton(CallbackData, prefix="yi"):
    id: Slug


class ClosingButton(CallbackData, prefix="yc"):
    """`mark` is that of the code which was shown: a button of another code does nothing."""

    id: Slug
    closing: Closing
    mark: Mark = ""


class InvitationCodeButton(CallbackData, prefix="yq"):
    """The QR code of the link to join."""

    id: Slug


class CodeButton(CallbackData, prefix="yk"):
    """A person wants to type a code."""


class BadgeButton(CallbackData, prefix="yb"):
    pass


class RenewBadgeButton(CallbackData, prefix="yn"):
    """`mark` is that of the badge which was shown, as in ClosingButton."""

    mark: Mark


class VisitorButton(CallbackData, prefix="yv"):
    """One person; with a session, that one too even if it is far off or over."""

    person: Person
    session: AnySlug = ""


class ActButton(CallbackData, prefix="yp"):
    act: CheckInAct
    session: Slug
    person: Person


class AddButton(CallbackData, prefix="yw"):
    """Opens the choice of sessions for somebody who is not registered."""

    person: Person


class ListButton(CallbackData, prefix="yl"):
    id: Slug
    page: Page = 0


class ExportButton(CallbackData, prefix="yx"):
    """A list as a file: of one session, or (`whole`) of the event with this id."""

    id: Slug
    format: TableFormat
    whole: bool = False


BUTTONS: tuple[type[CallbackData], ...] = (
    CheckInButton,
    CheckInPageButton,
    CheckInEventButton,
    CheckInSessionButton,
    InvitationButton,
    ClosingButton,
    InvitationCodeButton,
    CodeButton,
    BadgeButton,
    RenewBadgeButton,
    VisitorButton,
    ActButton,
    AddButton,
    ListButton,
    ExportButton,
)
