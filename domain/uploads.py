"""Files that organisers send to the chat, kept until they are applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import UploadId, UserId


class UploadSubject(StrEnum):
    """What an uploaded file is about."""

    SESSIONS = "sessions"
    CLUSTERS = "clusters"
    NEWS = "news"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """`version` is that of the data which the file was last compared with; empty: of none."""

    id: UploadId
    author_id: UserId
    subject: UploadSubject
    target: str
    file_name: str
    content: bytes
    version: str
    applied_at: datetime | None
