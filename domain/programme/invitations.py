"""Codes that open closed sessions: random, spoken over a phone, typed by hand."""

from __future__ import annotations

import re
import secrets
from enum import StrEnum

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: nothing in it looks like another (https://www.crockford.com/base32.html)."""

CODE_LENGTH = 13
"""65 bits."""

CODE_PATTERN = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")

LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, "_": None})


class Closing(StrEnum):
    """What an organiser does about the code of a session or of its whole track."""

    RENEW = "n"
    """A new code, the first one too: what was opened by an earlier one is closed again."""
    RENEW_TRACK = "t"
    OPEN = "o"
    """Anybody may come; the code is forgotten."""
    OPEN_TRACK = "a"


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def spelled(code: str) -> str:
    """The code in groups, as people read and type it: `abcd-efgh-jkmnp`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_code(text: str) -> str | None:
    """What a person typed, in any case and with any grouping; None where it can be no code."""
    code = "".join(text[:100].casefold().split()).translate(LOOKALIKES)
    return code if CODE_PATTERN.fullmatch(code) else None
