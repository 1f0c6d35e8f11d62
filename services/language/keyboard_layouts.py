"""Which letters the same keys type in the Russian layout and in the English one."""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_SWAPPED = _TO_CYRILLIC | _TO_LATIN


def in_cyrillic(text: str) -> str:
    """`yjdjcnb` is `новости`; what is Cyrillic stays."""
    return text.translate(_TO_CYRILLIC)


def in_latin(text: str) -> str:
    return text.translate(_TO_LATIN)


def other_layout(text: str) -> str:
    """The text as if the keyboard had been switched, letter by letter and either way."""
    return text.translate(_SWAPPED)
