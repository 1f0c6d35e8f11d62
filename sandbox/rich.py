"""Rich messages: https://core.telegram.org/bots/api#inputrichmessage, given as blocks.

Words of refusals are Telegram's where they are known from reports of what it answered (quoted in
tests/contract/test_rich.py); the limits of "Rich Message Limits" have no documented words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sandbox.calls import Call, Handler
from sandbox.chats import Json
from sandbox.errors import BotApiError, WorldError, bad_request
from sandbox.links import LinkError, checked_link
from sandbox.sending import post

CHARACTERS = 32_768
""" "Up to 32768 UTF-8 characters in the rich message text"."""

BLOCKS = 500
"""Table rows count as blocks."""

DEPTH = 16
COLUMNS = 20
HEADING_SIZES = range(1, 7)
MARKS = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "subscript", "superscript",
     "marked", "code"}
)  # fmt: skip


def send_rich_message(call: Call) -> Json:
    return post(call, rich_content(call.mapping("rich_message")))


def rich_content(given: Json) -> Json:
    """The part of a message that the given InputRichMessage makes."""
    if given.get("html") is not None or given.get("markdown") is not None:
        raise BotApiError(501, "Not Implemented: the sandbox takes rich messages as blocks only")
    blocks = given.get("blocks")
    if not blocks:
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    if not isinstance(blocks, list):
        raise _cannot_parse("InputRichMessage", "expected an Array of InputRichBlock")
    rich: Json = {"blocks": [_block(block) for block in blocks]}
    _check_size(rich["blocks"])
    if given.get("is_rtl"):
        rich["is_rtl"] = True
    return {"rich_message": rich}


def told_rich(rich: Json) -> Json:
    """What people send, as bots are told of it: whatever kinds of blocks a client knows."""
    if not isinstance(rich.get("blocks"), list):
        raise WorldError("a rich message has blocks")
    return dict(rich)


def plain(rich: Json) -> str:
    """What a reader without eyes for tables gets: a line for each block and each row."""
    return "\n".join(_lines(rich["blocks"]))


def _block(given: Any) -> Json:
    if not isinstance(given, dict):
        raise _cannot_parse("InputRichBlock", "expected an Object")
    block = {name: value for name, value in given.items() if value is not None}
    check = KINDS.get(str(block.get("type")))
    if check is None:
        raise BotApiError(
            501, f"Not Implemented: the sandbox has no rich block of type {block.get('type')!r}"
        )
    return check(block)


def _paragraph(block: Json) -> Json:
    return {"type": block["type"], "text": _text(_field(block, "text"), block["type"])}


def _heading(block: Json) -> Json:
    size = _field(block, "size")
    if size not in HEADING_SIZES:
        raise _cannot_parse("InputRichBlock", "wrong heading size specified")
    return {**_paragraph(block), "size": size}


def _divider(_block: Json) -> Json:
    return {"type": "divider"}


def _table(block: Json) -> Json:
    cells = _field(block, "cells")
    if not isinstance(cells, list) or not all(isinstance(row, list) for row in cells):
        raise _cannot_parse("InputRichBlock", 'Field "cells" must be of type Array')
    rows = [[_cell(cell) for cell in row] for row in cells]
    table: Json = {"type": "table", "cells": rows}
    for name in ("is_bordered", "is_striped", "is_compact"):
        if block.get(name):
            table[name] = True
    if "caption" in block:
        table["caption"] = _text(block["caption"], "table")
    if max((_width(row) for row in rows), default=0) > COLUMNS:
        raise bad_request("too many columns in a table of the rich message")
    return table


def _cell(given: Any) -> Json:
    if not isinstance(given, dict):
        raise _cannot_parse("RichBlockTableCell", "expected an Object")
    if given.get("align") not in {"left", "center", "right"}:
        raise _cannot_parse("RichBlockTableCell", "wrong horizontal alignment specified")
    if given.get("valign") not in {"top", "middle", "bottom"}:
        raise _cannot_parse("RichBlockTableCell", "wrong vertical alignment specified")
    cell: Json = {"align": given["align"], "valign": given["valign"]}
    if given.get("text") is not None:
        cell["text"] = _text(given["text"], "table cell")
    if given.get("is_header"):
        cell["is_header"] = True
    for name in ("colspan", "rowspan"):
        span = given.get(name)
        if span is not None and (not isinstance(span, int) or span < 1):
            raise _cannot_parse("RichBlockTableCell", f"wrong {name} specified")
        if span is not None and span > 1:
            cell[name] = span
    return cell


def _text(given: Any, where: str) -> Any:
    """https://core.telegram.org/bots/api#richtext: a String, an Array of them, or an Object."""
    if isinstance(given, str):
        return given
    if isinstance(given, list):
        return [_text(part, where) for part in given]
    kind = given.get("type") if isinstance(given, dict) else None
    if kind in MARKS:
        return {"type": kind, "text": _text(_field(given, "text"), where)}
    if kind == "url":
        return {**_link(given), "text": _text(_field(given, "text"), where)}
    name = "PageBlockTableCell" if where == "table cell" else "PageBlock"
    raise bad_request(f"Can't parse {name}: Unsupported rich text type")


def _link(given: Json) -> Json:
    try:
        return {"type": "url", "url": checked_link(str(given.get("url", "")))}
    except LinkError as error:
        raise bad_request(f"rich message URL is invalid: {error}") from None


def _field(given: Json, name: str) -> Any:
    if given.get(name) is None:
        raise _cannot_parse("InputRichBlock", f'Can\'t find field "{name}"')
    return given[name]


def _check_size(blocks: list[Json]) -> None:
    if sum(1 + len(block.get("cells", ())) for block in blocks) > BLOCKS:
        raise bad_request("too many blocks in the rich message")
    texts = [text for block in blocks for text in _texts(block)]
    if max(map(_depth, texts), default=0) > DEPTH:
        raise bad_request("too many nested blocks in the rich message")
    length = sum(len(words(text)) for text in texts)
    if length > CHARACTERS:
        raise bad_request("rich message is too long")
    if not any(words(text).strip() for text in texts):
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")


def _texts(block: Json) -> Iterator[Any]:
    yield from (block[name] for name in ("text", "caption") if name in block)
    for row in block.get("cells", ()):
        yield from (cell["text"] for cell in row if "text" in cell)


def words(text: Any) -> str:
    """A rich text without its marks."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(words, text))
    return words(text["text"])


def _depth(text: Any) -> int:
    if isinstance(text, str):
        return 1
    if isinstance(text, list):
        return max(map(_depth, text), default=1)
    return 1 + _depth(text["text"])


def _lines(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        for row in block.get("cells", ()):
            yield " | ".join(words(cell.get("text", "")) for cell in row)
        yield from (words(block[name]) for name in ("text", "caption") if name in block)


def _width(row: list[Json]) -> int:
    return sum(cell.get("colspan", 1) for cell in row)


def _cannot_parse(what: str, reason: str) -> BotApiError:
    return bad_request(f"can't parse {what}: {reason}")


KINDS: dict[str, Callable[[Json], Json]] = {
    "paragraph": _paragraph,
    "footer": _paragraph,
    "pre": _paragraph,
    "heading": _heading,
    "divider": _divider,
    "table": _table,
}

RICH: dict[str, Handler] = {"sendRichMessage": send_rich_message}
