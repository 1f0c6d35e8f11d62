"""Letters as people type them: look-alikes, keyboard layouts, transliteration, one folded form.

`folded` is the form in which words are compared. It is Cyrillic whatever was typed, so that
saransk, Саранск and Сaранск (with a Latin a) meet, and it forgets what schemes of transliteration
and hasty fingers disagree about: ё/е, й/ы/и, щ/ш, soft and hard signs, doubled letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import eq

from services.language.keyboard_layouts import in_cyrillic, in_latin
from services.language.stemming import stemmed as without_ending

CHARACTERS_CONSIDERED = 200
"""Characters of a query that are looked at: nobody types more, and noise must not cost time."""

ABBREVIATION_LETTERS = 3
"""Letters up to which a word is an abbreviation rather than a word with an ending."""

BUILT_OF = 2_000
"""Words that come again and again while the gazetteer and the lexicon are built. All of their
names would save a fifth of the time, and cost 1.6 MiB for good."""

WORD = re.compile(r"[^\W_]+")
CYRILLIC = re.compile(r"[а-яёіїєўґ]")
LATIN = re.compile(r"[a-z]")

_LOOKALIKES = dict(zip("aceopxykmthbirun03", "асеорхукмтнвигипоз", strict=True))
_CAPITALS = re.compile(r"[ABCEHKMOPTXY]{3,}")
_LIKE_LATIN = dict(zip("асеорхукмтнві", "aceopxykmthbi", strict=True))

_PREPOSITIONS = str.maketrans("cakoyCAKOY", "сакоуСАКОУ")
_CHATS = str.maketrans({"x": "h", "4": "ch", "6": "sh"})

_ACCENTED = str.maketrans(
    {"č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "û": "yu", "â": "ya", "è": "e", "ł": "l"}
)

_WITH_ACCENTS = re.compile("[\u00c0-\u024f]")

_SOUNDS = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ch": "ч", "sh": "ш", "ts": "ц", "tz": "ц",
    "ya": "я", "ja": "я", "ia": "ия", "yu": "ю", "ju": "ю", "iu": "ию", "yo": "е", "jo": "е",
    "ye": "е", "je": "е", "ph": "ф", "th": "т", "ck": "цк", "ce": "це", "ci": "ци", "cy": "ци",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
"""What the common schemes (GOST, ISO 9, passports, chats) and English agree upon."""

_LETTERS = str.maketrans({spelt: heard for spelt, heard in _SOUNDS.items() if len(spelt) == 1})
_OF_SEVERAL = {spelt: heard for spelt, heard in _SOUNDS.items() if len(spelt) > 1}
_SEVERAL = re.compile("|".join(sorted(_OF_SEVERAL, key=len, reverse=True)))

_PLAIN = re.compile("[ -~А-Яа-яЁё]*")
"""What people type mostly: nothing of it is invisible, or composed of others (NFKC)."""

_FOLDS = str.maketrans(
    {"ё": "е", "э": "е", "є": "е", "й": "и", "ы": "и", "і": "и", "ї": "и", "щ": "ш", "ў": "у"}
    | {"ґ": "г", "ъ": "", "ь": ""}
)
_PAIRS = (("ц", "тс"), ("ия", "я"), ("ию", "ю"))
_DOUBLED = re.compile(r"(.)\1+")


def cleaned(text: str) -> str:
    """The first CHARACTERS_CONSIDERED that can be seen; marks of accents and zero widths go."""
    text = text[: CHARACTERS_CONSIDERED * 4]
    if _PLAIN.fullmatch(text):
        return text.strip()[:CHARACTERS_CONSIDERED]
    text = unicodedata.normalize("NFKC", text)
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc", "Mn", "Me", "Cs", "Co"}
    )
    return kept.strip()[:CHARACTERS_CONSIDERED]


def words(text: str) -> list[str]:
    """Words of a spelling in the data: lower case, one script each."""
    return [one_script(word) for word in WORD.findall(_plain(text))]


def parts(text: str) -> tuple[str, ...]:
    """The spellings of a cell, which «;» parts."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def one_script(word: str) -> str:
    """«кaзань» with a Latin a in Cyrillic, «sаransk» with a Cyrillic а in Latin."""
    if word.isascii() or (word.isalpha() and not LATIN.search(word)):  # as most are
        return word
    cyrillic, latin = len(CYRILLIC.findall(word)), len(LATIN.findall(word))
    if cyrillic and latin > cyrillic and all(c in _LIKE_LATIN for c in CYRILLIC.findall(word)):
        return "".join(_LIKE_LATIN.get(c, c) for c in word)
    if cyrillic and (latin or not word.isalpha()):
        return transliterated("".join(_LOOKALIKES.get(c, c) for c in word))
    return word


def from_capitals(word: str) -> str | None:
    """«OMCK» typed with Latin capitals only, as it looks; None when it does not look Cyrillic."""
    if not _CAPITALS.fullmatch(word):
        return None
    return "".join(_LOOKALIKES[c] for c in word.lower())


def from_chats(word: str) -> str | None:
    """«xochu», «u4itsya» with the x and the figures that chats write; None for other words."""
    lower = word.lower()
    if not lower.isascii() or not LATIN.search(lower):
        return None
    sounds = lower.translate(_CHATS)
    return sounds if sounds != lower and sounds.rstrip(",.;:!?").isalpha() else None


def one_letter(chunk: str, following: str) -> str:
    """A Latin c, a, k, o, y before a Cyrillic word is the preposition that looks like it."""
    if len(chunk) != 1:
        return chunk
    found = WORD.search(following.lower())
    word = found[0] if found else ""
    is_before_cyrillic = CYRILLIC.match(word) is not None and not LATIN.search(word)
    return chunk.translate(_PREPOSITIONS) if is_before_cyrillic else chunk


def from_mixed(word: str) -> str | None:
    """«Caрaнcк», half of it in Latin letters that look alike; None for other words."""
    lower = word.lower()
    alike = "".join(_LOOKALIKES.get(c, c) for c in lower)
    is_mixed = bool(CYRILLIC.search(lower) and LATIN.search(lower))
    return alike if is_mixed and not LATIN.search(alike) else None


def other_layouts(chunk: str) -> list[str]:
    """What the same keys type in the other layout.

    Two ways when it ends in a mark that is a letter there: «bv.» is «им.», «uk.» is «глю».
    """
    lower = chunk.lower()
    if CYRILLIC.search(lower):
        return [in_latin(lower)]
    if not LATIN.search(lower):
        return []
    bare = lower.rstrip(",.;:'\"")
    ways = [in_cyrillic(lower)]
    return ways if bare == lower else [*ways, in_cyrillic(bare)]


def transliterated(word: str) -> str:
    """Cyrillic by sound."""
    if not LATIN.search(word):
        return word
    return _SEVERAL.sub(_heard, word).translate(_LETTERS)


def _heard(found: re.Match[str]) -> str:
    return _OF_SEVERAL[found[0]]


def folded(word: str) -> str:
    """See the module's docstring. Short words keep doubled letters: «НН» is not «Н»."""
    return _folded(transliterated(word))


def stemmed(word: str) -> str:
    """The folded word without its Russian ending."""
    return _folded(_without_ending(transliterated(word)))


@lru_cache(BUILT_OF)
def folded_and_stemmed(word: str) -> tuple[str, str]:
    """Both, for hardly more than one of them takes. Whoever has built something of a great many
    words clears the cache of it."""
    russian = transliterated(word)
    whole = _folded(russian)
    stem = _without_ending(russian)
    return whole, whole if stem == russian else _folded(stem)


def _without_ending(russian: str) -> str:
    return without_ending(russian, "russian") if len(russian) >= ABBREVIATION_LETTERS else russian


def _folded(russian: str) -> str:
    word = russian.translate(_FOLDS)
    for pair, one in _PAIRS:
        word = word.replace(pair, one)
    if len(word) <= ABBREVIATION_LETTERS or True not in map(eq, word, word[1:]):
        return word  # as most are: the pattern would take longer than all the rest
    return _DOUBLED.sub(r"\1", word)


def _plain(text: str) -> str:
    lower = text.casefold().replace("ё", "е").replace("'", "").replace("’", "").replace("`", "")
    if _PLAIN.fullmatch(lower):
        return lower
    return _without_accents(lower.translate(_ACCENTED))


def _without_accents(text: str) -> str:
    """Latin letters only: й is и with a mark, and must stay."""
    return _WITH_ACCENTS.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], text)
