"""Addresses that a text or a button may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "tg", "ton"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
HOST = re.compile(
    r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]|\d{1,3}(?:\.\d{1,3}){3}|localhost"
)
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""https://core.telegram.org/bots/features#deep-linking."""


class LinkError(ValueError):
    """Says what is wrong in the words of td/telegram/LinkManager.cpp."""


def checked_link(address: str) -> str:
    """The address as Telegram stores it: with a scheme, and a slash after a bare host."""
    address = address.strip()
    found = SCHEME.match(address)
    scheme = found[1].lower() if found else "http"
    if scheme not in SCHEMES:
        raise LinkError("Unsupported URL protocol")
    if scheme in {"tg", "ton"}:
        return address
    full = address if found else f"http://{address}"
    try:
        parts = urlsplit(full)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise LinkError("Wrong HTTP URL") from None
    if not HOST.fullmatch(host) or re.search(r"\s", full):
        raise LinkError("Wrong HTTP URL")
    return full if parts.path or parts.query or parts.fragment else f"{full}/"


def link_target(address: str) -> str | None:
    """None for an address that Telegram drops without a word."""
    try:
        return checked_link(address)
    except LinkError:
        return None


def mentioned_id(address: str) -> int | None:
    """The id in a link that mentions a person, tg://user?id=123 (Bot API, HTML style)."""
    found = re.fullmatch(r"tg://user/?\?id=([1-9]\d{0,15})", address.strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def start_payload(address: str, username: str) -> str | None:
    """What follows /start when a person opens a link to the bot; None for other links."""
    parts = urlsplit(address if "//" in address else f"https://{address}")
    if parts.hostname != "t.me" or parts.path.strip("/").lower() != username.lower():
        return None
    found = re.search(r"(?:^|&)start=([^&]*)", parts.query)
    payload = found[1] if found else ""
    return payload if START_PAYLOAD.fullmatch(payload) else ""
