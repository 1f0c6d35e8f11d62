"""The charset of a page or feed, which servers and documents name wrongly often enough."""

from __future__ import annotations

import codecs
import re

DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})|<meta[^>]{0,200}?charset=["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
IN_HEADER = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
DECLARED_WITHIN_OCTETS = 2_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ASCII = bytes(range(0x80))
STRAY_SHARE_OF_UTF8 = 0.01
"""Share of wrong bytes among the letters beyond ASCII; so few are slips in a UTF-8 text."""


def decoded(body: bytes, content_type: str = "") -> str:
    """Text without its XML declaration, which may be untrue.

    What is valid UTF-8 is UTF-8, whatever anybody says: in another charset that hardly happens.
    What is not, is what it was declared to be, and windows-1251 when it was declared UTF-8.
    """
    for mark, name in BOMS:
        if body.startswith(mark):
            return _bare(body.decode(name, "replace"))
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(body)
    if text.count("\ufffd") <= STRAY_SHARE_OF_UTF8 * len(body.translate(None, delete=ASCII)):
        return _bare(text)
    return _bare(body.decode(_other(body, content_type), "replace"))


def _other(body: bytes, content_type: str) -> str:
    inside = DECLARED.search(body[:DECLARED_WITHIN_OCTETS])
    outside = IN_HEADER.search(content_type)
    names = [
        (inside[1] or inside[2]).decode() if inside else "",
        outside[1] if outside else "",
    ]
    for name in names:
        try:
            known = codecs.lookup(name).name if name else "utf-8"
        except LookupError:
            continue
        if known != "utf-8" and "a".encode(known, "replace") == b"a":
            return known
    return "cp1251"


def _bare(text: str) -> str:
    return XML_DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)
