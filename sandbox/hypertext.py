"""The HTML that Telegram takes: https://core.telegram.org/bots/api#html-style.

Strict and byte-exact: a bot that forgets to escape learns it here, in the words of the real server
(those of td/telegram/MessageEntity.cpp, which the Bot API server passes on).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from sandbox.entities import Entity, in_order, units, without_empty
from sandbox.errors import BotApiError, bad_request
from sandbox.links import link_target, mentioned_id

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
"""The only named references; the others stay as they are written."""

REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
TIME_FORMAT = re.compile(r"|r|w?[dD]?[tT]?")
"""https://core.telegram.org/bots/api#date-time-entity-formatting."""

LANGUAGE = "language-"


@dataclass(slots=True)
class _Tag:
    name: str
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parser:
    """Reads tags where they stand; `units` is how far the text has come in UTF-16."""

    source: str
    at: int = 0
    units: int = 0
    parts: list[str] = field(default_factory=list)
    open_tags: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        while (tag_at := self.source.find("<", self.at)) >= 0:
            self._text(self.source[self.at : tag_at])
            self.at = tag_at + 1
            if self._peek() == "/":
                self._end(tag_at)
            else:
                self._start(tag_at)
        self._text(self.source[self.at :])
        if self.open_tags:
            name = self.open_tags[-1].name
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return "".join(self.parts), in_order(_with_languages(without_empty(self.entities)))

    def _text(self, raw: str) -> None:
        text = _dereferenced(raw)
        self.parts.append(text)
        self.units += units(text)

    def _start(self, tag_at: int) -> None:
        name = self._until(" \t\r\n>").lower()
        if not self._peek():
            raise self._unclosed("start", tag_at)
        if name not in TAGS:
            raise _cannot_parse(
                f'Unsupported start tag "{name}" at byte offset {self._byte(tag_at)}'
            )
        attributes: dict[str, str] = {}
        while self._skip_space() != ">":
            key, value = self._attribute(name, tag_at)
            attributes[key] = value
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(tag_at)}'
            )
        self.open_tags.append(_Tag(name, self.units, attributes))

    def _attribute(self, tag: str, tag_at: int) -> tuple[str, str]:
        name = self._until(" \t\r\n=>")
        if not name:
            where = f'in the tag "{tag}" at byte offset {self._byte(tag_at)}'
            raise _cannot_parse(f"Empty attribute name {where}")
        following = self._skip_space()
        if not following:
            raise self._unclosed("start", tag_at, tag)
        if following != "=":
            return name, ""
        self.at += 1
        quote = self._skip_space()
        if not quote:
            raise self._unclosed("start", tag_at, tag)
        return name, self._quoted(tag_at) if quote in "'\"" else self._bare()

    def _quoted(self, tag_at: int) -> str:
        end = self.source.find(self.source[self.at], self.at + 1)
        if end < 0 or end + 1 == len(self.source):
            raise self._unclosed("start", tag_at)
        value = self.source[self.at + 1 : end]
        self.at = end + 1
        return _dereferenced(value)

    def _bare(self) -> str:
        found = re.compile(r"[A-Za-z0-9.-]*").match(self.source, self.at)
        value = found[0] if found else ""
        begin, self.at = self.at, self.at + len(value)
        if self._peek() not in {" ", "\t", "\r", "\n", ">"}:
            offset = self._byte(begin)
            raise _cannot_parse(f"Unexpected end of name token at byte offset {offset}")
        return value.lower()

    def _end(self, tag_at: int) -> None:
        if not self.open_tags:
            raise _cannot_parse(f"Unexpected end tag at byte offset {self._byte(tag_at)}")
        self.at += 1
        name = self._until(" \t\r\n>").lower()
        if self._skip_space() != ">":
            raise self._unclosed("end", tag_at)
        self.at += 1
        tag = self.open_tags.pop()
        if name not in {"", tag.name}:
            raise _cannot_parse(
                f"Unmatched end tag at byte offset {self._byte(tag_at)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self.entities += _entity(tag, self.units - tag.offset, lambda: self._since(tag.offset))

    def _since(self, offset: int) -> str:
        text = "".join(self.parts).encode("utf-16-le")
        return text[offset * 2 :].decode("utf-16-le")

    def _until(self, stops: str) -> str:
        begin = self.at
        while self._peek() and self._peek() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> str:
        """The next character that is not a space; empty at the end of the source."""
        while self._peek() and self._peek() in " \t\r\n":
            self.at += 1
        return self._peek()

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _unclosed(self, kind: str, tag_at: int, tag: str = "") -> BotApiError:
        name = f' "{tag}"' if tag else ""
        return _cannot_parse(f"Unclosed {kind} tag{name} at byte offset {self._byte(tag_at)}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities. Raises BotApiError 400 for what Telegram would not take."""
    text, entities = _parsed(source)
    return text, [dict(entity) for entity in entities]


@lru_cache(maxsize=1_000)
def _parsed(source: str) -> tuple[str, list[Entity]]:
    """Thousands get the same text. What it gives is never changed: its entities are copied."""
    return _Parser(source).parse()


def _entity(tag: _Tag, length: int, text: Callable[[], str]) -> list[Entity]:
    """No entity for a link that leads nowhere; Telegram shows its text and says nothing."""
    entity: Entity = {"type": TAGS[tag.name], "offset": tag.offset, "length": length}
    match tag.name:
        case "a":
            return _link(entity, tag.attributes.get("href") or text())
        case "tg-emoji":
            return [{**entity, "custom_emoji_id": tag.attributes.get("emoji-id", "")}]
        case "tg-time":
            return [{**entity, **_moment(tag.attributes)}]
        case "code" if tag.attributes.get("class", "").startswith(LANGUAGE):
            return [{**entity, "language": tag.attributes["class"].removeprefix(LANGUAGE)}]
        case "blockquote" if "expandable" in tag.attributes:
            return [{**entity, "type": "expandable_blockquote"}]
    return [entity]


def _link(entity: Entity, address: str) -> list[Entity]:
    if person_id := mentioned_id(address):
        return [{**entity, "type": "text_mention", "user": {"id": person_id}}]
    target = link_target(address)
    return [{**entity, "url": target}] if target else []


def _moment(attributes: dict[str, str]) -> Entity:
    moment, shown = attributes.get("unix", ""), attributes.get("format", "")
    if not re.fullmatch(r"-?\d{1,18}", moment):
        raise _cannot_parse("Invalid date specified")
    if not TIME_FORMAT.fullmatch(shown):
        raise _cannot_parse("Invalid date format used")
    return {"unix_time": int(moment), **({"date_time_format": shown} if shown else {})}


def _with_languages(entities: list[Entity]) -> list[Entity]:
    """`code` with a language means something only around or inside a `pre` of the same range."""
    spans = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        language = entity.pop("language", "") if entity["type"] == "code" else ""
        block = spans.get((entity["offset"], entity["length"])) if language else None
        if block is None:
            kept.append(entity)
        else:
            block["language"] = language
    return kept


def _dereferenced(text: str) -> str:
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    is_character = 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else found[0]


def _cannot_parse(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")
