from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import (
    ENTITIES_LIMIT,
    MONOSPACE,
    SPLITTABLE,
    Entity,
    checked,
    detected,
    settled,
    span,
    trimmed,
    units,
)
from sandbox.errors import BotApiError


def entity(kind: str, offset: int, length: int, **more: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("ёж", 2), ("🧭", 2), ("👨‍👩‍👧", 8)]
)
def test_units_are_utf16(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start x", [("bot_command", "/start")]),
        ("см. /help@kompas_bot", [("bot_command", "/help@kompas_bot")]),
        ("и/или 1/2", []),
        ("🧭 @maria и #кластер", [("mention", "@maria"), ("hashtag", "#кластер")]),
        ("почта a.b@c-d.ru.", [("email", "a.b@c-d.ru")]),
        ("https://a.ru/b?c=/start, да", [("url", "https://a.ru/b?c=/start")]),
        ("сайт example.org.", [("url", "example.org")]),
        ("t.me/kompas_bot", [("url", "t.me/kompas_bot")]),
        ("файл clusters.csv и 3.14", []),
    ],
)
def test_detected_finds_what_clients_find(text: str, found: list[tuple[str, str]]) -> None:
    encoded = text.encode("utf-16-le")

    entities = detected(text, [])

    shown = [
        (e["type"], encoded[e["offset"] * 2 : sum(span(e)[1:]) * 2].decode("utf-16-le"))
        for e in entities
    ]
    assert shown == found


def test_detected_leaves_links_and_code_alone() -> None:
    entities = [entity("code", 0, 6), entity("text_link", 7, 6, url="https://a.ru/b")]

    assert detected("/start /start", entities) == entities


@pytest.mark.parametrize(
    ("given_entities", "stored"),
    [
        ([entity("bold", 0, 2), entity("bold", 2, 2)], [entity("bold", 0, 4)]),
        ([entity("bold", 0, 3), entity("bold", 1, 4)], [entity("bold", 0, 5)]),
        (
            [entity("bold", 0, 9), entity("code", 3, 3)],
            [entity("bold", 0, 3), entity("code", 3, 3), entity("bold", 6, 3)],
        ),
        ([entity("code", 0, 4), entity("italic", 1, 2)], [entity("code", 0, 4)]),
        ([entity("pre", 0, 4), entity("code", 0, 4)], [entity("pre", 0, 4)]),
        (
            [entity("blockquote", 0, 9), entity("blockquote", 2, 3)],
            [entity("blockquote", 0, 9)],
        ),
        (
            [entity("blockquote", 0, 9), entity("code", 2, 3)],
            [entity("blockquote", 0, 9), entity("code", 2, 3)],
        ),
    ],
)
def test_settled_overlaps_are_resolved(given_entities: list[Entity], stored: list[Entity]) -> None:
    assert settled(given_entities) == stored


def test_settled_ignores_what_comes_after_the_hundredth() -> None:
    entities = [entity("code", number * 2, 1) for number in range(ENTITIES_LIMIT + 1)]

    assert settled(entities) == entities[:-1]


ANY = st.builds(
    entity,
    st.sampled_from(["bold", "spoiler", "code", "pre", "blockquote", "text_link"]),
    st.integers(0, 20),
    st.integers(1, 10),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ANY, max_size=8))
def test_settled_twice_is_settled_once_and_code_stands_alone(entities: list[Entity]) -> None:
    once = settled(entities)

    assert settled(once) == once
    styled = {u for e in once if e["type"] in SPLITTABLE for u in range(*span(e))}
    code = [u for e in once if e["type"] in MONOSPACE for u in range(*span(e))]
    assert (styled & set(code), len(code)) == (set(), len(set(code)))


def test_trimmed_moves_entities_with_the_text() -> None:
    entities = [entity("bold", 0, 4), entity("italic", 5, 4), entity("code", 8, 1)]

    assert trimmed(" \n🧭 да \n", entities) == (
        "🧭 да",
        [entity("bold", 0, 2), entity("italic", 3, 2)],
    )


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200b", "\u2800 \ufeff"])
def test_trimmed_text_nobody_can_see_is_empty(text: str) -> None:
    assert trimmed(text, []) == ("", [])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (entity("shiny", 0, 1), "unsupported type specified"),
        ({"type": "bold"}, 'Field "offset" and "length" must be of type Number'),
        (entity("bold", 0, 5), "receive incorrect entity with offset 0 and length 5"),
        (entity("bold", -1, 2), "receive incorrect entity with offset -1 and length 2"),
        (entity("bold", 0, 0), "receive incorrect entity with offset 0 and length 0"),
        (entity("bold", 2, 1), "entity beginning or end is inside of a UTF-16 surrogate pair"),
    ],
)
def test_checked_wrong_entity_is_refused(wrong: Entity, words: str) -> None:
    with pytest.raises(BotApiError) as caught:
        checked("да🧭", [wrong])

    assert caught.value.description == f"Bad Request: can't parse entities: {words}"
