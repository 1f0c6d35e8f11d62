"""Secrets, which no log and no export may hold, wherever they come from."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from urllib.parse import quote

IN_ADDRESS = re.compile(r"(?<=/bot)\d+:[^/\s'\"]+")
IN_FEED = re.compile(r"(?<=/calendar/)[^/\s'\"<>?]+")
ASKING = re.compile(r"(?<=request from )\S+")
LONG_TOKEN = re.compile(r"\b\d{6,}:[\w-]{30,}")
"""Bot tokens in Bot API addresses, and wherever else something shaped like a real one stands;
tokens of calendar feeds; who sent aiohttp a request that it could not read."""

OF_TASK = re.compile(r"(?<=exception=)([\w.]+)\(.*\)(?=>)")
OF_PYDANTIC = re.compile(r"input_value=.*?(?=, input_type=)")
"""How asyncio tells of a task that failed, and pydantic of a value that does not fit."""

PATTERNS = (
    (IN_ADDRESS, "<token>"),
    (LONG_TOKEN, "<token>"),
    (IN_FEED, "<token>"),
    (ASKING, "<address>"),
    (OF_TASK, r"\1"),
    (OF_PYDANTIC, "input_value=<hidden>"),
)

SHORTEST = 4
"""Characters of a secret; a shorter one would be found in every other word."""


def redacted(text: str, secrets: Collection[str] = ()) -> str:
    """Without `secrets`, as they are and as they stand in addresses and in JSON."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), json.dumps(secret, ensure_ascii=False)[1:-1]}:
            text = text.replace(form, "<secret>")
    return text
