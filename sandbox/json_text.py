"""JSON as Telegram's server reads it, stricter than Python's own reader."""

from __future__ import annotations

import json
from typing import Any


def read_json(text: str) -> Any:
    r"""Raises ValueError for broken JSON, and for half of a surrogate pair: Python reads
    "\ud83d" as a character that nothing can write again.
    """
    value = json.loads(text)
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value
