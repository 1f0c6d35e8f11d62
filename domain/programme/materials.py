"""What organisers attach to a session: a file that Telegram keeps, or a link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import MaterialId, SessionId


class FileType(StrEnum):
    """Kinds of files by their names in the Bot API; each has a method of its own that sends it."""

    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMaterial:
    """Either `url`, or `file_id` with `file_type`."""

    title: str
    url: str | None = None
    file_id: str | None = None
    file_type: FileType | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Material(NewMaterial):
    id: MaterialId
    session_id: SessionId
