"""Files in messages: what each kind looks like in Bot API JSON."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.errors import WorldError, bad_request

UNKNOWN_MIME = "application/octet-stream"
CAPTIONED_KINDS = ("photo", "video", "animation", "document", "audio", "voice")
MEDIA_KINDS = (*CAPTIONED_KINDS, "sticker", "video_note")
PICTURES = frozenset({"photo", "video"})
"""sendMediaGroup: these may be mixed, "documents and audio files can be only grouped with
messages of the same type".
"""

ALBUM = range(2, 11)
"""sendMediaGroup: "must include 2-10 items"."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in, as a form field carries it."""

    name: str
    data: bytes
    mime: str = UNKNOWN_MIME


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    name: str
    data: bytes
    mime: str
    kind: str = "document"

    @property
    def path(self) -> str:
        return f"files/{self.file_id}"

    def head(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_size": len(self.data),
        }


def mime_of(name: str, stated: str) -> str:
    """Clients that do not know the type leave it to the server to guess from the name."""
    if stated and stated != UNKNOWN_MIME:
        return stated
    return mimetypes.guess_type(name)[0] or UNKNOWN_MIME


def media(kind: str, stored: StoredFile) -> dict[str, Any]:
    """The part of a message that names a file."""
    head = stored.head()
    named = {**head, "file_name": stored.name, "mime_type": stored.mime}
    width, height = _pixels(stored.data)
    moving = {"width": width, "height": height, "duration": 1}
    square = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    parts: dict[str, dict[str, Any]] = {
        "photo": {"photo": [{**head, "width": width, "height": height}]},
        "video": {"video": {**named, **moving}},
        # "For backward compatibility, when this field is set, the document field will also be set"
        "animation": {"animation": {**named, **moving}, "document": named},
        "document": {"document": named},
        "audio": {"audio": {**named, "duration": 1}},
        "voice": {"voice": {**head, "duration": 1, "mime_type": stored.mime}},
        "sticker": {"sticker": {**head, "type": "regular", **square}},
        "video_note": {"video_note": {**head, "length": 240, "duration": 1}},
    }
    if kind not in parts:
        raise WorldError(f"no such kind of file: {kind}")
    return parts[kind]


def check_album(kinds: Sequence[str]) -> None:
    """https://core.telegram.org/bots/api#sendmediagroup."""
    if len(kinds) not in ALBUM:
        few = len(kinds) < ALBUM.start
        raise bad_request(f"too {'few' if few else 'many'} messages to send as an album")
    if set(kinds) - PICTURES and set(kinds) not in ({"document"}, {"audio"}):
        raise bad_request("document can't be mixed with other media types")


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are of a format that Telegram turns into photos."""
    starts = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")
    return data.startswith(starts) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _pixels(data: bytes) -> tuple[int, int]:
    """Width and height from a PNG header; other formats get a size that looks like a photo's."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return 800, 600
