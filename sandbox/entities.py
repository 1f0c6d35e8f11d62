"""Text and its entities: strict HTML, explicit entities, and what clients detect by themselves.

Rules: https://core.telegram.org/bots/api#formatting-options. Offsets and lengths are UTF-16 code
units (https://core.telegram.org/api/entities#entity-length).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from sandbox.errors import bad_request

Entity = dict[str, Any]

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
"""All others are plain text ("The API currently supports only the following named entities")."""

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
REFERENCE = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z]+);")

DETECTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?<![\w@.])(?:https?://|t\.me/)[^\s<>\"«»]+[^\s<>\"«».,:;!?)]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@])")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{4,32})?(?![\w/])"),
    ),
    ("hashtag", re.compile(r"(?<![\w#])#[^\W\d_]\w{0,138}")),
)


def units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Raises BotApiError for any tag, attribute or nesting that Telegram does not take."""
    parts: list[str] = []
    entities: list[Entity] = []
    open_tags: list[tuple[str, Entity | None]] = []
    length = position = 0

    def add(raw: str) -> None:
        nonlocal length
        if "<" in raw:
            raise _cannot_parse(f'unsupported start tag "{raw[raw.index("<") :][:20]}"')
        text = REFERENCE.sub(_dereferenced, raw)
        parts.append(text)
        length += units(text)

    for found in TAG.finditer(source):
        add(source[position : found.start()])
        position = found.end()
        name = found[2].lower()
        if not found[1]:
            entity = _entity_of(name, _attributes(found[3]), open_tags)
            if entity is not None:
                entity["offset"] = length
            open_tags.append((name, entity))
            continue
        if not open_tags or open_tags[-1][0] != name:
            raise _cannot_parse(f'unexpected end tag "</{name}>"')
        entity = open_tags.pop()[1]
        if entity is not None and length > entity["offset"]:
            entity["length"] = length - entity["offset"]
            entities.append(entity)
    add(source[position:])
    if open_tags:
        raise _cannot_parse(f'can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return "".join(parts), _ordered(entities)


def _dereferenced(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("#"):
        return unescape(found[0])
    return NAMED_ENTITIES.get(name, found[0])


def _attributes(source: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(next((g for g in found.groups()[1:] if g is not None), ""))
        for found in ATTRIBUTE.finditer(source)
    }


def _entity_of(
    name: str, attributes: dict[str, str], open_tags: list[tuple[str, Entity | None]]
) -> Entity | None:
    """None for a tag that only refines its parent (code inside pre) or links to nothing."""
    language = attributes.get("class", "").removeprefix("language-")
    if name == "code" and language and open_tags and open_tags[-1][0] == "pre":
        parent = open_tags[-1][1]
        if parent is not None:
            parent["language"] = language
        return None
    if name == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if name in SIMPLE_TAGS:
        return {"type": SIMPLE_TAGS[name]}
    build: dict[str, Callable[[], Entity | None]] = {
        "a": lambda: _link(attributes.get("href", "")),
        "span": lambda: _span(attributes),
        "tg-emoji": lambda: {
            "type": "custom_emoji",
            "custom_emoji_id": attributes.get("emoji-id", ""),
        },
        "tg-time": lambda: _time(attributes),
    }
    if name not in build:
        raise _cannot_parse(f'unsupported start tag "{name}"')
    return build[name]()


def _link(address: str) -> Entity | None:
    return {"type": "text_link", "url": address} if is_link(address) else None


def _span(attributes: dict[str, str]) -> Entity:
    if attributes.get("class") != "tg-spoiler":
        raise _cannot_parse('tag "span" must have class "tg-spoiler"')
    return {"type": "spoiler"}


def _time(attributes: dict[str, str]) -> Entity:
    moment = attributes.get("unix", "")
    if not moment.lstrip("-").isdigit():
        raise _cannot_parse('tag "tg-time" must have attribute "unix"')
    entity: Entity = {"type": "date_time", "unix_time": int(moment)}
    if attributes.get("format"):
        entity["date_time_format"] = attributes["format"]
    return entity


def is_link(address: str) -> bool:
    return re.match(r"(https?|tg|mailto)://?[^\s/]", address) is not None


def checked(text: str, entities: list[Entity]) -> list[Entity]:
    """Explicit entities: in range, whole characters. Raises BotApiError otherwise."""
    total = units(text)
    borders = _borders(text)
    for entity in entities:
        start, length = int(entity["offset"]), int(entity["length"])
        if start < 0 or length <= 0 or start + length > total:
            raise _cannot_parse("entity is out of range")
        if not {start, start + length} <= borders:
            raise _cannot_parse("entity beginning or end is inside of a UTF-16 surrogate pair")
    return _ordered([dict(entity) for entity in entities])


def _borders(text: str) -> set[int]:
    borders, at = {0}, 0
    for character in text:
        at += 2 if character > "\uffff" else 1
        borders.add(at)
    return borders


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Leading and trailing white space goes, and entities move with the text."""
    lead = units(text) - units(text.lstrip())
    result = text.strip()
    total = units(result)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return result, kept


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    """Adds what clients find by themselves, outside of links, code and each other."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in {"text_link", "code", "pre"}
    ]
    found_all = list(entities)
    if not any(mark in text for mark in "/@#") and "t.me" not in text:
        return found_all
    for kind, pattern in DETECTED:
        for found in pattern.finditer(text):
            start = units(text[: found.start()])
            end = start + units(found[0])
            if all(end <= left or start >= right for left, right in taken):
                found_all.append({"type": kind, "offset": start, "length": end - start})
                taken.append((start, end))
    return _ordered(found_all)


def _ordered(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _cannot_parse(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
