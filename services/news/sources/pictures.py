"""Pictures are what their first bytes say, not what a server calls them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from domain.errors import FetchError
from domain.ports import ExpectedContent, Fetcher

PIXEL = 2
"""A picture of so many points or fewer, in either direction, counts visits and shows nothing."""

LARGEST_SUM_OF_SIDES = 10_000
LARGEST_RATIO_OF_SIDES = 20
"""Width and height together, in points, and one to the other (Bot API, sendPhoto)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`name` with the right extension, for sending."""

    data: bytes
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    fetcher: Fetcher

    async def fetch(self, url: str) -> Picture | None:
        """None for what is no picture, a tracking pixel, or nothing that Telegram would take.

        Raises FetchError where the address does not answer as it should.
        """
        fetched = await self.fetcher.fetch(url, ExpectedContent.PICTURE)
        return picture(fetched.body or b"")

    async def find(self, url: str) -> Picture | None:
        """Fetches the picture; None for every trouble: a news item can do without its picture."""
        try:
            return await self.fetch(url) if url else None
        except FetchError:
            return None


def picture(data: bytes) -> Picture | None:
    """JPEG, PNG, GIF or WebP of a size that makes sense; None for anything else."""
    for kind, reader in READERS:
        try:
            size = reader(data)
        except (struct.error, IndexError):
            size = None
        if size is not None:
            width, height = size
            return Picture(data, f"picture.{kind}", width, height) if _is_fit(size) else None
    return None


def _is_fit(size: tuple[int, int]) -> bool:
    low, high = sorted(size)
    return (
        low > PIXEL and low + high <= LARGEST_SUM_OF_SIDES and high <= low * LARGEST_RATIO_OF_SIDES
    )


def _png(data: bytes) -> tuple[int, int] | None:
    """https://www.w3.org/TR/png/#11IHDR"""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int] | None:
    """GIF89a specification, section 18 (logical screen descriptor)."""
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _webp(data: bytes) -> tuple[int, int] | None:
    """RFC 9649: lossy (VP8), lossless (VP8L) and extended (VP8X) files."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(data[24:27], "little"),
            1 + int.from_bytes(data[27:30], "little"),
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """ITU-T T.81, B.2.2: the frame header (SOF0 to SOF15 but for DHT, JPG and DAC)."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    for marker, at in _segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 3 : at + 7])
            return width, height
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker and position of its length, up to the image data."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        yield marker, at + 2
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]


READERS = (("jpg", _jpeg), ("png", _png), ("gif", _gif), ("webp", _webp))
