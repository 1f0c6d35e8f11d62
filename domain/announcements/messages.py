"""Messages of announcements and about them, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import AnnouncementId, ChatId, DispatchId, UpdateId, UserId
from domain.outgoing import Kind, Outgoing


class OfDispatch(Outgoing):
    """Written by a dispatch; its row names it."""

    __slots__ = ()

    @staticmethod
    def prefix(dispatch_id: DispatchId) -> str:
        """Begins the dedupe keys of a dispatch; the person follows, or the row of the copy that is
        changed."""
        return f"d{dispatch_id}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementCopy(OfDispatch):
    """`announcement` only in a copy that an organiser sends to oneself before the dispatch;
    `correction`: of the correction that is staged.
    """

    kind = Kind.ANNOUNCEMENT

    announcement: AnnouncementId | None = None
    correction: bool = False

    def outlet_key(self, dispatch_id: DispatchId, chat_id: ChatId, thread_id: int | None) -> str:
        return f"{self.prefix(dispatch_id)}{chat_id}:{thread_id or 0}"

    def test_key(self, update_id: UpdateId) -> str:
        return f"test:{self.announcement}:{update_id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementCorrection(OfDispatch):
    kind = Kind.CORRECTION


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementRecall(OfDispatch):
    kind = Kind.RECALL


@dataclass(frozen=True, kw_only=True, slots=True)
class DispatchSummary(Outgoing):
    kind = Kind.SUMMARY

    dispatch: DispatchId

    def key(self) -> str:
        return f"summary:{self.dispatch}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DispatchStalled(Outgoing):
    """`error` is what Telegram said of the post."""

    kind = Kind.STALLED

    dispatch: DispatchId
    error: str

    def key(self, message_id: int) -> str:
        """Once for each post that could not be copied."""
        return f"stalled:{self.dispatch}:{message_id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalRequest(Outgoing):
    kind = Kind.APPROVAL

    announcement: AnnouncementId
    author: str
    people: int

    def key(self, update_id: UpdateId, to: UserId) -> str:
        return f"approval:{self.announcement}:{update_id}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementReturned(Outgoing):
    """`by` is the organiser who gave it back; `planned`: it was to leave at its time."""

    kind = Kind.RETURNED

    announcement: AnnouncementId
    by: str
    planned: bool = False

    def key(self, update_id: UpdateId) -> str:
        return f"returned:{self.announcement}:{update_id}"
