"""Files that organisers send to the chat, kept until they are applied."""

from __future__ import annotations

from enum import StrEnum


class UploadSubject(StrEnum):
    """What an uploaded file is about."""

    SESSIONS = "sessions"
    CLUSTERS = "clusters"
    NEWS = "news"
