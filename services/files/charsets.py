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
RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac-cyrillic", "iso8859-5")
"""Of texts that say nothing of themselves: of Windows, of its console («CSV (MS-DOS)» of Excel),
of Unix, of a Mac («CSV (Macintosh)») and of older mail.
"""
RUN = re.compile("[А-ЯЁ]?[а-яё]{2,}|[А-ЯЁ]{2,}")
FREQUENT = frozenset("оеаинтсрвлкмдпу")
STRANGE = re.compile(
    r"(?<=[а-яё])(?:[^\x00-\x7fа-яё«»№]|[А-ЯЁ])|[^\x00-\x7fА-Яа-яЁё«»№](?=[а-яё])"
)
COST_OF_STRANGE = 12
"""Letters that are outweighed by a sign beside a small one, or a capital behind it: what a Mac
has for capitals is neither for Windows, though most of their small letters are the same.
"""
SURE, LEAST_LETTERS = 1.5, 20
"""How many times likelier than that of Windows another one must be, and of how many letters."""

STRAY_SHARE_OF_UTF16 = 0.1
"""Share of characters that are neither Latin nor Russian: dashes, quotes, «№»."""

BROKEN_SHARE_OF_UTF8 = 0.25
"""Broken characters for each whole one beyond ASCII. In windows-1251 hardly two octets in a row
happen to be a character of UTF-8, so few slips mean UTF-8.
"""


def decoded(body: bytes, content_type: str = "") -> str:
    """Text without its XML declaration, which may be untrue.

    What is valid UTF-8 is UTF-8, whatever anybody says: in another charset that hardly happens.
    What is not, is what it was declared to be, and windows-1251 when it was declared UTF-8.
    """
    for mark, name in BOMS:
        if body.startswith(mark):
            return _bare(body.decode(name, "replace"))
    if name := without_mark(body):
        return _bare(body.decode(name, "replace"))
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(body)
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    whole = sum(1 for character in text if character > "\x7f") - text.count("\ufffd")
    if broken <= whole * BROKEN_SHARE_OF_UTF8:
        return _bare(text)
    return _bare(body.decode(_other(body, content_type), "replace"))


def without_mark(body: bytes) -> str:
    """The UTF-16 that a text without its mark is in; empty for any other text. Russian and Latin
    characters differ in their lower octets, and nearly all have one of two higher ones.
    """
    octets = body[:DECLARED_WITHIN_OCTETS]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        higher = octets[first::2]
        strays = len(higher.translate(None, b"\0\4"))
        is_paired = b"\0" in higher and b"\0" not in octets[1 - first :: 2]
        if is_paired and strays <= len(higher) * STRAY_SHARE_OF_UTF16:
            return name
    return ""


def _other(body: bytes, content_type: str) -> str:
    inside = DECLARED.search(body[:DECLARED_WITHIN_OCTETS])
    outside = IN_HEADER.search(content_type)
    names = [
        (inside[1] or inside[2]).decode() if inside else "",
        outside[1] if outside else "",
    ]
    for name in names:
        try:
            known = codecs.lookup(name.removeprefix("x-")).name if name else "utf-8"
        except LookupError:
            continue
        if known != "utf-8" and "a".encode(known, "replace") == b"a":
            return known
    return likeliest(body)


def likeliest(body: bytes) -> str:
    """The charset of a Russian text that says nothing of itself, by the letters of its
    beginning."""
    body = body[:DECLARED_WITHIN_OCTETS]
    scores = {name: _russian_letters(body.decode(name, "replace")) for name in RUSSIAN}
    best = max(RUSSIAN, key=lambda name: scores[name])
    is_sure = scores[best] > max(LEAST_LETTERS, SURE * scores["cp1251"])
    return best if is_sure else "cp1251"


def _russian_letters(text: str) -> int:
    """In words of one case: KOI8-R read as windows-1251 has small letters for large ones."""
    words = RUN.findall(text)
    letters = sum(letter in FREQUENT for word in words for letter in word.casefold())
    return letters - COST_OF_STRANGE * len(STRANGE.findall(text))


def _bare(text: str) -> str:
    return XML_DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)
