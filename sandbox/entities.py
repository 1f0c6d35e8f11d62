"""Entities of a text: explicit ones, those that clients detect, and how they may overlap.

Rules: https://core.telegram.org/bots/api#formatting-options. Offsets and lengths are UTF-16 code
units (https://core.telegram.org/api/entities#entity-length).
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.errors import BotApiError, bad_request
from sandbox.links import link_target

Entity = dict[str, Any]

ENTITIES_LIMIT = 100
"""The server ignores what comes after the hundredth entity of a message, silently."""

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
MONOSPACE = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
FOUND_BY_CLIENTS = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
CONTINUOUS = frozenset({"text_link", "text_mention", "custom_emoji", "date_time"})
KNOWN = SPLITTABLE | MONOSPACE | QUOTES | FOUND_BY_CLIENTS | CONTINUOUS

INVISIBLE = dict.fromkeys(
    map(ord, "\u1680\u180e\u200b\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"), " "
)
"""A message of these alone counts as empty (strip_empty_characters in td/telegram/misc.cpp)."""

DETECTED: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("email", "@", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        ".",
        re.compile(
            r"(?<![\w@.-])(?:(?:https?|tg)://[^\s<>\"«»]+[^\s<>\"«».,:;!?)]"
            r"|(?:[^\W_][\w-]*\.)+(?:com|org|net|info|ru|su|рф|me|io|edu|gov|dev|app)(?![\w.@-]\w)"
            r"(?:/[^\s<>\"«»]*[^\s<>\"«».,:;!?)]|/)?)"
        ),
    ),
    ("mention", "@", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@])")),
    (
        "bot_command",
        "/",
        re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{4,32})?(?![\w/])"),
    ),
    ("hashtag", "#", re.compile(r"(?<![\w#])#[^\W\d_]\w{0,138}")),
)


def units(text: str) -> int:
    """Length in UTF-16 code units, which all of Telegram's limits count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_blank(text: str) -> bool:
    return not text.translate(INVISIBLE).strip()


def checked(text: str, entities: list[Entity]) -> list[Entity]:
    """Explicit entities: known, in range, whole characters. Raises BotApiError otherwise."""
    borders = _borders(text) if entities else set()
    kept = []
    for entity in entities:
        kind, start, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in KNOWN:
            raise _wrong("unsupported type specified")
        if not isinstance(start, int) or not isinstance(length, int):
            raise _wrong('Field "offset" and "length" must be of type Number')
        if start < 0 or length <= 0 or start + length > max(borders):
            raise _wrong(f"receive incorrect entity with offset {start} and length {length}")
        if not {start, start + length} <= borders:
            raise _wrong("entity beginning or end is inside of a UTF-16 surrogate pair")
        if kind != "text_link":
            kept.append({name: value for name, value in entity.items() if value is not None})
        elif target := link_target(str(entity.get("url", ""))):
            kept.append({"type": kind, "offset": start, "length": length, "url": target})
    return in_order(kept)


def _borders(text: str) -> set[int]:
    borders, at = {0}, 0
    for character in text:
        at += 2 if character > "\uffff" else 1
        borders.add(at)
    return borders


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Leading and trailing white space goes, and entities move with the text."""
    result = text.strip()
    if result == text or is_blank(text):
        return ("", []) if is_blank(text) else (text, entities)
    lead = units(text) - units(text.lstrip())
    total = units(result)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        moved.append({**entity, "offset": start, "length": end - start})
    return result, without_empty(moved)


def settled(entities: list[Entity]) -> list[Entity]:
    """Entities as the server stores them: same styles joined, none inside code, no quote in a
    quote."""
    if not entities:
        return []
    code = [span(e) for e in entities if e["type"] in MONOSPACE]
    kept: list[Entity] = []
    for kind in SPLITTABLE:
        covered = _joined([span(e) for e in entities if e["type"] == kind])
        kept += [
            {"type": kind, "offset": start, "length": end - start}
            for start, end in _without(covered, code)
        ]
    others = [e for e in entities if e["type"] not in SPLITTABLE]
    for entity in sorted(others, key=lambda e: (e["offset"], -e["length"], e["type"] != "pre")):
        if not any(_excludes(other, entity) for other in kept):
            kept.append(entity)
    return in_order(kept)[:ENTITIES_LIMIT]


def _excludes(other: Entity, entity: Entity) -> bool:
    """Links, code and quotes do not share characters with their like; quotes hold the others."""
    if other["type"] in SPLITTABLE or not _overlap(span(other), span(entity)):
        return False
    return (other["type"] in QUOTES) == (entity["type"] in QUOTES)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(spans: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    left = spans
    for begin, stop in holes:
        pieces = [((start, min(end, begin)), (max(start, stop), end)) for start, end in left]
        left = [piece for pair in pieces for piece in pair if piece[0] < piece[1]]
    return left


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    """Adds what clients find by themselves, outside of links, code and each other."""
    if not any(mark in text for mark in "/@#."):
        return entities
    blocking = MONOSPACE | CONTINUOUS | FOUND_BY_CLIENTS
    taken = [span(entity) for entity in entities if entity["type"] in blocking]
    found_all = list(entities)
    for kind, mark, pattern in DETECTED:
        for found in pattern.finditer(text) if mark in text else ():
            start = units(text[: found.start()])
            area = start, start + units(found[0])
            if not any(_overlap(area, other) for other in taken):
                found_all.append({"type": kind, "offset": start, "length": area[1] - start})
                taken.append(area)
    return in_order(found_all)


def span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def without_empty(entities: list[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity["length"] > 0]


def in_order(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"]))


def _wrong(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")
