"""HTML as Telegram reads it; aiogram's own decoration is the other side of the round trip."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import Entity, in_order, settled, units
from sandbox.errors import BotApiError
from sandbox.hypertext import parse_html


def entity(kind: str, offset: int, length: int, **more: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("просто &lt;3 &amp; &quot;", 'просто <3 & "', []),
        ("&laquo;&nbsp;&unknown;", "&laquo;&nbsp;&unknown;", []),
        ("&#1071;&#x42f;&#x1F9ED;&#0;", "ЯЯ🧭&#0;", []),
        ("🧭<b>🧭</b>", "🧭🧭", [entity("bold", 2, 2)]),
        (
            "<b>a<i>b</i></b><u>c</u><s>d</s>",
            "abcd",
            [
                entity("bold", 0, 2),
                entity("italic", 1, 1),
                entity("underline", 2, 1),
                entity("strikethrough", 3, 1),
            ],
        ),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        (
            "<ins>a</ins><del>b</del>",
            "ab",
            [entity("underline", 0, 1), entity("strikethrough", 1, 1)],
        ),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<tg-spoiler>a</>", "a", [entity("spoiler", 0, 1)]),
        ("<B >a</B >", "a", [entity("bold", 0, 1)]),
        ("<code>a &lt; b</code>", "a < b", [entity("code", 0, 5)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        (
            "<a href='https://example.org/?a=1&amp;b=2'>a</a>",
            "a",
            [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
        ),
        ("<a href=example.org>a</a>", "a", [entity("text_link", 0, 1, url="http://example.org/")]),
        ('<a href="tg://user?id=7">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("<a>a.org</a>", "a.org", [entity("text_link", 0, 5, url="http://a.org/")]),
        ('<a href="javascript:alert(1)">a</a><a href="">b</a>', "ab", []),
        (
            '<tg-emoji emoji-id="53">🧭</tg-emoji>',
            "🧭",
            [entity("custom_emoji", 0, 2, custom_emoji_id="53")],
        ),
        (
            '<tg-time unix="1700000000" format="wDt">завтра</tg-time>',
            "завтра",
            [entity("date_time", 0, 6, unix_time=1_700_000_000, date_time_format="wDt")],
        ),
        ("<b></b>a", "a", []),
    ],
)
def test_html_is_read(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ё<p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<script>a</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="b>', "Unclosed start tag at byte offset 0"),
        ("<a href=b,c>", "Unexpected end of name token at byte offset 8"),
        ("<a =b>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-time unix="x">a</tg-time>', "Invalid date specified"),
        ('<tg-time unix="1" format="rt">a</tg-time>', "Invalid date format used"),
    ],
)
def test_html_that_telegram_refuses_is_refused(source: str, words: str) -> None:
    with pytest.raises(BotApiError) as caught:
        parse_html(source)

    assert (caught.value.code, caught.value.description) == (
        400,
        f"Bad Request: can't parse entities: {words}",
    )


LEAVES = st.text(st.sampled_from("aЯ<>&\"'/ \n🧭é"), min_size=1, max_size=6)
LOOKS: list[Entity] = [
    {"type": "bold"},
    {"type": "italic"},
    {"type": "underline"},
    {"type": "strikethrough"},
    {"type": "spoiler"},
    {"type": "code"},
    {"type": "pre"},
    {"type": "blockquote"},
    {"type": "expandable_blockquote"},
    {"type": "text_link", "url": "https://example.org/a?b=1"},
    {"type": "custom_emoji", "custom_emoji_id": "53"},
    {"type": "date_time", "unix_time": 1_700_000_000},
]
Tree = Any
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES,
    lambda inner: st.tuples(st.sampled_from(LOOKS), st.lists(inner, min_size=1, max_size=3)),
)


def flattened(tree: Tree, offset: int = 0) -> tuple[str, list[Entity]]:
    """Text of a tree and the entities of its branches, outer ones first."""
    if isinstance(tree, str):
        return tree, []
    look, branches = tree
    text, entities = "", list[Entity]()
    for branch in branches:
        part, inner = flattened(branch, offset + units(text))
        text, entities = text + part, entities + inner
    return text, [{**look, "offset": offset, "length": units(text)}, *entities]


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4))
def test_html_of_aiogram_comes_back_as_it_went(trees: list[Tree]) -> None:
    text, entities = flattened(({"type": "root"}, trees))
    entities = entities[1:]

    source = html_decoration.unparse(text, [MessageEntity(**each) for each in entities])

    parsed_text, parsed = parse_html(source)
    assert (parsed_text, settled(parsed)) == (text, settled(in_order(entities)))


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("<>/=\"' abi&;#x1\n🧭"), max_size=40))
def test_html_any_source_is_read_or_refused_in_words(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except BotApiError as refused:
        text, entities, words = "", [], refused.description
    else:
        words = ""

    assert words == "" or words.startswith("Bad Request: can't parse entities: ")
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in entities)
