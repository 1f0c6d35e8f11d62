from __future__ import annotations

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from bench.themes import MODEL
from services.search.reading.themes.model import load_themes
from services.search.reading.themes.names import Names

NAMES = st.lists(
    st.text(st.characters(exclude_characters="\n", codec="utf-8"), min_size=1), unique=True
)


@given(NAMES, st.text(min_size=1))
def test_each_name_has_its_number_and_others_none(names: list[str], other: str) -> None:
    numbered = Names("\n".join(names).encode())

    assert [numbered.number(name) for name in names] == list(range(len(names)))
    if other not in names and "\n" not in other:
        assert numbered.number(other) is None


def test_names_of_one_checksum_are_told_apart() -> None:
    first, second = "plumless", "buckeroo"
    assert crc32(first.encode()) == crc32(second.encode())

    assert Names(first.encode()).number(second) is None
    both = Names(f"{second}\n{first}".encode())
    assert (both.number(first), both.number(second)) == (1, 0)


def test_shipped_names_are_found_by_what_they_are() -> None:
    names = load_themes(MODEL)._names  # noqa: SLF001  (its own)
    lines = names.lines.decode().split("\n")

    assert [names.number(one) for one in lines[::97]] == list(range(len(lines)))[::97]
