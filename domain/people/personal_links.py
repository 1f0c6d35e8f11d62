"""Personal, revocable links: what they open, and their tokens."""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum

TOKEN_BYTES = 16
"""128 bits: nobody guesses one, and 22 characters keep a QR code coarse enough for any camera."""


class LinkPurpose(StrEnum):
    """What a link opens to whoever holds it."""

    CALENDAR = "calendar"
    """One's own schedule as a calendar feed."""
    BADGE = "badge"
    """The door: an organiser who scans it sees who is entering."""


def new_token() -> str:
    """A new token of a personal link: letters, digits, `-` and `_` only, as deep links and paths
    allow."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What a token is looked up by: SHA-256, in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
