"""Which forms a word is among all those of pymorphy3's dictionary, in less than half its own time.

The graph is the one that dawg_python has read; a word is a path of bytes in it, behind which stand
its forms. dawg_python calls several functions for each byte, where one line does.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from struct import Struct
from typing import Any

EXTENSION, LABEL = 1 << 9, 1 << 31 | 0xFF
"""Bits of a unit: its offset is a wide one; the byte that leads to it."""

SEPARATOR = b"\x01"
"""Between a word and its forms."""

FORM = Struct(">HH")

Form = tuple[int, int]
"""The numbers of a paradigm and of a form in it."""

E, YO = "её"
"""Words are typed with the one where the dictionary has the other."""

YO_BYTES = YO.encode()
BYTES = tuple(bytes((one,)) for one in range(256))


class WordGraph:
    """Immutable; shares the memory of what pymorphy3 keeps as `MorphAnalyzer.dictionary.words`."""

    def __init__(self, known: Any) -> None:
        self._units: array[int] = known.dct._units  # noqa: SLF001
        self._guide: array[int] = known.guide._units  # noqa: SLF001

    def similar_items(self, word: str) -> list[tuple[str, tuple[Form, ...]]]:
        """Spellings with ё for none, some or all of its е that are known, and the forms of each.

        The order is dawg_python's: the word as it stands, then those with the earliest ё.
        """
        return self._from(word, 0, 0)

    def _from(self, word: str, begin: int, index: int) -> list[tuple[str, tuple[Form, ...]]]:
        """The letters before `begin` have led to `index`."""
        found: list[tuple[str, tuple[Form, ...]]] = []
        at = word.find(E, begin)
        while at >= 0:
            index = self._follow(_bytes(word[begin:at]), index)
            if begin < at and not index:
                return found
            other = self._follow(YO_BYTES, index)
            if other:
                found += self._from(f"{word[:at]}{YO}{word[at + 1 :]}", at + 1, other)
            begin, at = at, word.find(E, at + 1)
        index = self._follow(_bytes(word[begin:]) + SEPARATOR, index)
        return [(word, self._forms(index)), *found] if index else found

    def _follow(self, path: bytes, index: int) -> int:
        """The index to which a path leads; 0, where all begin, if there is no such path."""
        units = self._units
        for byte in path:
            unit = units[index]
            index ^= (unit >> 10 << ((unit & EXTENSION) >> 6)) ^ byte
            if units[index] & LABEL != byte:
                return 0
        return index

    def _forms(self, index: int) -> tuple[Form, ...]:
        """The forms of all paths on from there, by their bytes; they are equally long."""
        units, guide = self._units, self._guide
        found = []
        left = [(index, b"")]
        while left:
            index, key = left.pop()
            byte, first = guide[index * 2], len(left)
            while byte:
                unit = units[index]
                base = index ^ (unit >> 10 << ((unit & EXTENSION) >> 6))
                index = base ^ byte
                beside = guide[index * 2 + 1]
                while beside:
                    other = base ^ beside
                    left.insert(first, (other, key + BYTES[beside]))
                    beside = guide[other * 2 + 1]
                key += BYTES[byte]
                byte, first = guide[index * 2], len(left)
            found.append(FORM.unpack(a2b_base64(key)))
        return tuple(found)


def _bytes(letters: str) -> bytes:
    return letters.encode(errors="surrogatepass")  # half an emoji is no word, and no error
