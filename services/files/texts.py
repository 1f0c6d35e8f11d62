"""The text of an uploaded file: which encoding it is in, and folded lines that cut a character."""

from __future__ import annotations

import codecs
import re

from domain.errors import ImportFileError
from services.files.charsets import BOMS, BROKEN_SHARE_OF_UTF8, likeliest, without_mark

COMPOUND = b"\xd0\xcf\x11\xe0"
"""Files of Office before 2007 ([MS-CFB], 2.2), and such as have a password."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of a newer file with a password ([MS-OFFCRYPTO], 1.3.2)."""

STARTS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), kind)
    for pattern, kind in (
        (rb"BEGIN\s*:\s*VCALENDAR", "ics"),
        (rb"<(?:!DOCTYPE\s+html|html|head|body|meta|table|style|div)\b", "html"),
        # «XML-таблица 2003» of Excel, which programs call xls too.
        (rb"<.*(?:urn:schemas-microsoft-com:office:spreadsheet|mso-application)", "xls"),
        (rb"<.*<office:document", "fods"),
        (rb"<", "xml"),
        (rb"\{\\rtf", "rtf"),
        (rb"\{", "json"),
        (rb"%PDF", "pdf"),
        (rb"Rar!", "rar"),
        (rb"7z\xbc\xaf", "7z"),
        (rb"\x1f\x8b", "gz"),
        (rb"MOXCEL", "mxl"),
    )
)
"""What a file begins with, and what it is then."""

PARTS = (
    (b"xl/workbook.bin", "xlsb"), (b"word/document.xml", "docx"), (b"ppt/presentation", "pptx"),
    (b"xl/", "xlsx"), (b"content.xml", "xlsx"),
)  # fmt: skip
"""Names of parts, which an archive has unpacked, and what holds them."""

END_OF_ARCHIVE = b"PK\x05\x06"

OF_WORKBOOKS = frozenset({"xlsx", "xlsm", "xltx", "ods", "xls", "xlsb"})
OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
DELIMITED = re.compile(rb"[;,\t]")

OLD_FILES = frozenset({"doc", "ppt", "pps", "msg", "mpp", "vsd"})
ZIPPED = frozenset(
    {"docx", "docm", "pptx", "odt", "odp", "pages", "numbers", "key", "zip", "epub", "apk"}
)
"""What begins as a workbook does, and is none."""

SPLIT_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(\r?\n[ \t])([\x80-\xbf]{1,3})")


def decoded(data: bytes) -> str:
    """UTF-8 (a stray octet is a slip, shown as �), UTF-16, UTF-32 with a mark, or the likeliest of
    the Russian charsets of one octet.

    Raises ImportFileError for what is no text.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if name := without_mark(data):
        return data.decode(name, "replace")
    if b"\0" in data:
        raise ImportFileError("import-file-corrupt", line=0)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(codecs.encode("\ufffd", "utf-8"))
    whole = sum(1 for character in text if character > "\x7f") - broken
    if broken <= whole * BROKEN_SHARE_OF_UTF8:
        return text
    try:
        return data.decode(likeliest(data))
    except UnicodeDecodeError:
        raise ImportFileError("import-file-encoding") from None


def with_whole_characters(data: bytes) -> bytes:
    """RFC 5545, 3.1: lines are unfolded before the text is decoded. Here the rest of a character
    goes before the fold instead, so that lines keep their numbers.
    """
    return SPLIT_CHARACTER.sub(rb"\1\3\2", data)


def kind_of(name: str, data: bytes) -> str:
    """Whatever the file is called, its first characters tell what it is; else its ending.

    Raises ImportFileError for a workbook with a password.
    """
    ending = name.rsplit(".", 1)[-1].casefold()
    start = data[:400]
    if start.startswith(tuple(mark for mark, _ in BOMS)) or without_mark(start):
        start = decoded(start).encode()
    start = start.lstrip()
    if start.startswith(COMPOUND):
        if ENCRYPTED in data:
            raise ImportFileError("import-file-password")
        return ending if ending in OLD_FILES else "xls"
    if start.startswith(b"PK\x03\x04"):
        return _packed(ending, data)
    for pattern, kind in STARTS:
        if pattern.match(start):
            return kind
    is_text = DELIMITED.search(start) is not None and OF_NO_TEXT.search(start) is None
    # Programs call a text a workbook for Excel to open it.
    return "csv" if is_text and (ending in OF_WORKBOOKS or "." not in name) else ending


def _packed(ending: str, data: bytes) -> str:
    if ending in ZIPPED:
        return ending
    otherwise = "zip" if END_OF_ARCHIVE in data else "xlsx"
    return next((kind for part, kind in PARTS if part in data), otherwise)
