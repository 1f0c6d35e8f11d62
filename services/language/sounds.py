"""Words that sound alike and are spelt otherwise: «фрезировщик», «ноладчик», «парекмахер»."""

from __future__ import annotations

import re

_ALIKE = str.maketrans("оеэыяйщ", "аиииииш", "ьъ")
"""Vowels that no stress tells apart, and signs that are not heard."""

_GROUPS = (("тс", "ц"), ("дс", "ц"), ("сч", "ш"), ("зч", "ш"), ("жч", "ш"), ("чн", "шн"))
_VOICED = str.maketrans("бвгджз", "пфктшс")
_BEFORE_VOICELESS = re.compile(r"[бвгджз](?=[кпстфхцчшщ]|$)")
_DOUBLED = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """How a word in lower case with е for ё sounds; no word of Russian, but the same for those
    alike."""
    for spelt, heard in _GROUPS:
        word = word.replace(spelt, heard)
    word = _BEFORE_VOICELESS.sub(lambda found: found[0].translate(_VOICED), word)
    return _DOUBLED.sub(r"\1", word.translate(_ALIKE))
