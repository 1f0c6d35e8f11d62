"""Rich messages as a text with entities, read from their JSON.

A rich message (core.telegram.org/bots/api#richmessage) nests blocks and texts. aiogram validates
that nesting by trying every member of a union at every level, in the event loop: seconds to
minutes for what a person can send. So its models never see one (bot.updates.incoming): the words
are collected here by one walk, which each bound below ends early. What a later Bot API calls a
kind, or where it keeps the words of a quotation, changes nothing: a kind that is not known gives
the words that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.texts import utf16_units

Json = dict[str, Any]

CHARACTERS = 32_768
"""UTF-16 units of text that are kept; Telegram's own limit counts characters."""

NODES = 20_000
"""Strings, lists and objects that are looked at."""

DEPTH = 64
"""Levels of JSON; Telegram's 16 levels of blocks are at most 48 of them."""

ENTITIES = 500
"""More than the hundred that Telegram takes of a message: a text may be shown in pieces."""

STYLES = frozenset(
    ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "mention", "hashtag",
     "cashtag", "bot_command", "phone_number", "email"]
)  # fmt: skip
"""Rich texts that are called like the entity that means the same."""

RENAMED = {"email_address": "email", "mathematical_expression": "code"}
FIELDS = {
    "date_time": ("unix_time", "date_time_format"),
    "custom_emoji": ("custom_emoji_id",),
    "text_mention": ("user",),
}
"""Entities that are nothing without these."""

MONOSPACE = frozenset({"code", "pre"})
"""They can hold no other entity (core.telegram.org/bots/api#formatting-options)."""

LINKS = frozenset({"text_link", "text_mention", "custom_emoji", "date_time"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
HEADINGS = frozenset({"heading", "section_heading"})


@dataclass(frozen=True, slots=True)
class FlatMessage:
    """`entities` as the Bot API's JSON; `photo` is the first picture's sizes, as JSON too."""

    text: str
    entities: list[Json]
    photo: list[Json]


def flattened(rich: Json) -> FlatMessage:
    """Paragraphs divided by an empty line; items and rows of tables have a line each."""
    walk = _Walk()
    walk.blocks(rich.get("blocks"), 0)
    return walk.finished()


@dataclass(slots=True)
class _Walk:
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: str = ""
    _nodes: int = 0
    _open: list[str] = field(default_factory=list)
    """Types of the entities around the present place."""
    _entities: list[Json] = field(default_factory=list)
    _photo: list[Json] = field(default_factory=list)

    def finished(self) -> FlatMessage:
        text = "".join(self._parts)
        end = utf16_units(text.rstrip())
        found = []
        for one in sorted(self._entities, key=lambda one: (one["offset"], -one["length"])):
            length = min(one["length"], end - one["offset"])
            if length > 0:
                found.append({**one, "length": length})
        return FlatMessage(text.rstrip(), found[:ENTITIES], self._photo)

    # -- blocks

    def blocks(self, given: Any, depth: int) -> None:
        for number, block in enumerate(_listed(given)):
            if number:
                self._break("\n\n")
            if isinstance(block, dict):
                self._block(block, depth + 1)
            else:
                self._text(block, depth + 1)

    def _block(self, block: Json, depth: int) -> None:
        if self._is_over(depth):
            return
        kind = str(block.get("type"))
        if kind == "photo" and not self._photo:
            self._photo = _sizes(block.get("photo"))
        with self._within(_entity_of_block(kind, block)):
            self._summary(block, depth)
            self._text(block.get("text"), depth)
            self._text(block.get("expression"), depth)
            self._part("\n\n", block.get("blocks"), depth)
            self._items(block.get("items"), depth)
            self._rows(block.get("cells"), depth)
            self._buttons(block.get("buttons"), depth)
            self._caption(block, depth)

    def _summary(self, block: Json, depth: int) -> None:
        if block.get("summary"):
            with self._within({"type": "bold"}):
                self._text(block["summary"], depth)

    def _part(self, gap: str, blocks: Any, depth: int) -> None:
        if blocks:
            self._break(gap)
            self.blocks(blocks, depth)

    def _items(self, items: Any, depth: int) -> None:
        for item in _listed(items):
            if not isinstance(item, dict):
                continue
            self._break("\n")
            if item.get("has_checkbox"):
                self._say("☑ " if item.get("is_checked") else "☐ ")
            elif isinstance(item.get("label"), str) and item["label"]:
                self._say(f"{item['label']} ")
            self.blocks(item.get("blocks"), depth + 1)
            self._text(item.get("text"), depth + 1)

    def _rows(self, rows: Any, depth: int) -> None:
        for row in _listed(rows):
            self._break("\n")
            for number, cell in enumerate(_listed(row)):
                if number:
                    self._say(" | ")
                if isinstance(cell, dict):
                    is_header = bool(cell.get("is_header"))
                    with self._within({"type": "bold"} if is_header else None):
                        self._text(cell.get("text"), depth + 1)

    def _buttons(self, buttons: Any, depth: int) -> None:
        """Those that lead somewhere; the others are of the bot that sent them."""
        for button in _listed(buttons):
            if isinstance(button, dict) and button.get("url"):
                self._break("\n")
                self._button(button, depth + 1)

    def _button(self, button: Json, depth: int) -> None:
        with self._within(_link(button.get("url"))):
            self._text(button.get("text"), depth)

    def _caption(self, block: Json, depth: int) -> None:
        """Adds the words under a block and who said them; a table has a text alone."""
        caption = block.get("caption")
        is_whole = isinstance(caption, dict) and "type" not in caption
        of_caption: Json = caption if is_whole and isinstance(caption, dict) else {"text": caption}
        for words in (of_caption.get("text"), of_caption.get("credit"), block.get("credit")):
            if words:
                self._break("\n")
                self._text(words, depth + 1)

    # -- texts

    def _text(self, given: Any, depth: int) -> None:
        if given is None or self._is_over(depth):
            return
        if isinstance(given, str):
            self._say(given)
        elif isinstance(given, list):
            for part in given:
                self._text(part, depth + 1)
        elif isinstance(given, dict):
            self._marked(given, depth)

    def _marked(self, given: Json, depth: int) -> None:
        if isinstance(given.get("button"), dict):
            self._button(given["button"], depth + 1)
            return
        with self._within(_entity_of_text(str(given.get("type")), given)):
            for name in ("text", "expression", "alternative_text"):
                self._text(given.get(name), depth + 1)

    # -- the text under way

    def _is_over(self, depth: int) -> bool:
        self._nodes += 1
        return depth > DEPTH or self._nodes > NODES or self._length >= CHARACTERS

    @contextmanager
    def _within(self, entity: Json | None) -> Iterator[None]:
        """An entity around what is said inside; none where Telegram would allow none."""
        kind = entity["type"] if entity else ""
        if entity is None or self._excludes(kind):
            yield
            return
        start = self._length + (utf16_units(self._gap) if self._parts else 0)
        self._open.append(kind)
        yield
        self._open.pop()
        if self._length > start and len(self._entities) < 4 * ENTITIES:
            self._entities.append({**entity, "offset": start, "length": self._length - start})

    def _excludes(self, kind: str) -> bool:
        around = set(self._open)
        if around & MONOSPACE or kind in around:
            return True
        return any(kind in alike and around & alike for alike in (QUOTES, LINKS))

    def _break(self, gap: str) -> None:
        if len(gap) > len(self._gap):
            self._gap = gap

    def _say(self, text: str) -> None:
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if not self._parts:
            whole = whole.lstrip()
        if not whole:
            return
        if self._parts:
            self._add(self._gap)
        self._gap = ""
        room = 2 * (CHARACTERS - self._length)
        self._add(whole.encode("utf-16-le")[: max(0, room)].decode("utf-16-le", "ignore"))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_units(text)


def _entity_of_text(kind: str, given: Json) -> Json | None:
    if kind == "url":
        return _link(given.get("url"))
    kind = RENAMED.get(kind, kind)
    if kind in FIELDS:
        known = {name: given[name] for name in FIELDS[kind] if given.get(name) is not None}
        return {"type": kind, **known} if len(known) == len(FIELDS[kind]) else None
    return {"type": kind} if kind in STYLES else None


def _entity_of_block(kind: str, block: Json) -> Json | None:
    if kind in HEADINGS:
        return {"type": "bold"}
    if kind == "pre":
        language = block.get("language")
        known = {"language": language} if isinstance(language, str) and language else {}
        return {"type": "pre", **known}
    if "quot" in kind:
        return {"type": "expandable_blockquote" if _expands(kind, block) else "blockquote"}
    return None


def _expands(kind: str, block: Json) -> bool:
    """Whether a block expands. Until Bot API 10.3 its kind says so; a field may say so as well."""
    says = (name for name, value in block.items() if value is True)
    return any("expand" in name or "collaps" in name for name in (kind, *says))


def _link(url: Any) -> Json | None:
    return {"type": "text_link", "url": url} if isinstance(url, str) and url else None


def _listed(given: Any) -> Iterable[Any]:
    return given if isinstance(given, list) else ()


def _sizes(given: Any) -> list[Json]:
    """Only whole ones: aiogram reads them."""
    whole = (("file_id", str), ("file_unique_id", str), ("width", int), ("height", int))
    sizes = [one for one in _listed(given) if isinstance(one, dict)]
    return [one for one in sizes if all(isinstance(one.get(name), of) for name, of in whole)]
