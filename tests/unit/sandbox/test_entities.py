from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import checked, detected, trimmed
from sandbox.errors import BotApiError
from sandbox.hypertext import parse_html


def spans(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>🧭</i><em>x</em>", "🧭x", [("italic", 0, 2), ("italic", 2, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [("pre", 0, 1)]),
        ('<tg-time unix="1647531900" format="wDT">x</tg-time>', "x", [("date_time", 0, 1)]),
        ("&lt;&gt;&amp;&quot;&#39;&nbsp;", "<>&\"'&nbsp;", []),
        ("<b></b>x", "x", []),
    ],
)
def test_html_every_tag_of_the_documentation_is_parsed(
    source: str, text: str, found: list[tuple[str, int, int]]
) -> None:
    parsed, entities = parse_html(source)

    assert (parsed, spans(entities)) == (text, found)


@pytest.mark.parametrize(
    "source",
    [
        "<h1>x</h1>",
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "a < b",
        "<span>x</span>",
        "<tg-time>x</tg-time>",
    ],
)
def test_html_anything_else_is_refused(source: str) -> None:
    with pytest.raises(BotApiError, match="can't parse entities"):
        parse_html(source)


KINDS = st.sampled_from(["bold", "italic", "underline", "strikethrough", "code", "spoiler"])


@given(
    parts=st.lists(
        st.tuples(st.text("аЖ<>&\"'🧭 \n", min_size=1, max_size=6), st.none() | KINDS), max_size=6
    )
)
def test_html_made_by_aiogram_comes_back_as_it_was(parts: list[tuple[str, str | None]]) -> None:
    text, entities = "", []
    for piece, kind in parts:
        offset = len(text.encode("utf-16-le")) // 2
        text += piece
        if kind:
            length = len(piece.encode("utf-16-le")) // 2
            entities.append(MessageEntity(type=kind, offset=offset, length=length))

    parsed, found = parse_html(html_decoration.unparse(text, entities))

    assert parsed == text
    assert spans(found) == [(e.type, e.offset, e.length) for e in entities]


@pytest.mark.parametrize("span", [(-1, 1), (0, 0), (0, 4), (1, 1), (0, 1)])
def test_explicit_entity_off_the_text_or_inside_a_pair_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(BotApiError, match="can't parse entities"):
        checked("🧭x", [{"type": "bold", "offset": span[0], "length": span[1]}])


def test_trimming_moves_entities_with_their_text() -> None:
    text, entities = trimmed("  🧭 x ", [{"type": "bold", "offset": 0, "length": 4}])

    assert (text, spans(entities)) == ("🧭 x", [("bold", 0, 2)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("см. https://a.example/x?y=1.", [("url", 4, 23)]),
        ("/start cluster_x и @profkompas_bot", [("bot_command", 0, 6), ("mention", 19, 15)]),
        ("пиши на a@b.example #кластер", [("email", 8, 11), ("hashtag", 20, 8)]),
        ("и/или 1/2", []),
    ],
)
def test_links_and_commands_are_found_as_clients_do(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert spans(detected(text, [])) == found
