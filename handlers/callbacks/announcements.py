"""Buttons under drafts of announcements, requests for approval, and what is sent or on its way."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.announcements.audiences import AudienceKind
from domain.people.users import Category
from handlers.callbacks.fields import (
    Chat,
    Code,
    ListIndex,
    Mark,
    Page,
    PageOrKinds,
    Radius,
    Row,
    ShortPage,
    ShortRow,
    Slug,
    Thread,
    Town,
)


class DraftStep(StrEnum):
    """What a button of a draft does. Short: 64 bytes hold the ids too."""

    PANEL = "p"
    AUDIENCE = "a"
    WHEN = "w"
    NOW = "n"
    TYPE_TIME = "t"
    LOCAL = "l"
    CATEGORY = "c"
    SILENT = "s"
    BUTTONS = "b"
    NO_BUTTONS = "bn"
    EXPIRY = "e"
    NO_EXPIRY = "en"
    OUTLETS = "o"
    ADD_OUTLET = "oa"
    TEST = "x"
    SEND = "y"
    CONFIRM = "yy"
    """On screens of earlier releases, as APPROVE is: see ConfirmButton."""
    DISCARD = "d"
    DISCARD_SURE = "dd"
    APPROVE = "ok"
    """On requests of earlier releases, which say nothing of what was shown: see ApproveButton."""
    WITHDRAW = "no"
    EVERYONE = "ae"
    POST = "r"


class DraftButton(CallbackData, prefix="b"):
    step: DraftStep
    id: Row


class ApproveButton(CallbackData, prefix="ba"):
    """`mark` is that of the announcement which was shown: it may have been changed since."""

    id: Row
    mark: Mark


class ConfirmButton(CallbackData, prefix="by"):
    """The last word of its author, for what has that `mark`: as in ApproveButton."""

    id: Row
    mark: Mark


class CategoryButton(CallbackData, prefix="bc"):
    id: Row
    category: Category


class KindButton(CallbackData, prefix="bk"):
    """Opens the choice of values for one kind of condition."""

    id: Row
    kind: AudienceKind
    excluded: bool = False
    page: PageOrKinds = 0


class ValueButton(CallbackData, prefix="bv"):
    """Adds a value to the condition of its kind, or takes it out."""

    id: ShortRow
    kind: AudienceKind
    value: Code
    excluded: bool
    page: ShortPage = 0


class DropButton(CallbackData, prefix="bx"):
    """Takes a condition out; `number` is its position."""

    id: Row
    number: ListIndex


class WithinButton(CallbackData, prefix="bw"):
    id: Row
    place: Town
    km: Radius
    excluded: bool


class OutletButton(CallbackData, prefix="bo"):
    id: Row
    chat: Chat
    thread: Thread


class OutletsButton(CallbackData, prefix="bp"):
    """A page of the channels and groups that are known."""

    id: Row
    page: Page = 0


class EventButton(CallbackData, prefix="be"):
    """Opens an event to choose it as a whole, one of its sessions, or one of its tracks."""

    id: Row
    event: Slug
    excluded: bool


class EventPageButton(CallbackData, prefix="bg"):
    """A page of that: a field more would make the earlier buttons outdated."""

    id: ShortRow
    event: Slug
    excluded: bool
    page: ShortPage = 0


class RegisteredButton(CallbackData, prefix="br"):
    """`what` is e(vent), s(ession) or t(rack); `item` a session or, for a track, its event."""

    id: ShortRow
    what: Annotated[str, Field(max_length=1)]
    item: Slug
    number: ListIndex
    excluded: bool


class AnnouncementAct(StrEnum):
    """What a button of a dispatch or of a sent announcement does."""

    REFRESH = "r"
    PAUSE = "p"
    RESUME = "g"
    CANCEL = "c"
    CANCEL_SURE = "cc"
    REPLACE = "x"
    IMPORTANT = "i"
    IMPORTANT_SURE = "ii"


class DispatchButton(CallbackData, prefix="d"):
    act: AnnouncementAct
    id: Row


class Later(StrEnum):
    """What can be done with an announcement that was sent."""

    SHOW = "s"
    CORRECT = "c"
    CORRECT_TEST = "ct"
    CORRECT_SURE = "cc"
    RECALL = "r"
    RECALL_SURE = "rr"
    REPEAT = "a"


class SentButton(CallbackData, prefix="bs"):
    step: Later
    id: Row


BUTTONS: tuple[type[CallbackData], ...] = (
    DraftButton,
    ApproveButton,
    ConfirmButton,
    CategoryButton,
    KindButton,
    ValueButton,
    DropButton,
    WithinButton,
    OutletButton,
    OutletsButton,
    EventButton,
    EventPageButton,
    RegisteredButton,
    DispatchButton,
    SentButton,
)
