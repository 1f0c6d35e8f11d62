"""What a text says of its writer's heart: despair, sorrow, or a sign alone («👍»). Pure.

Despair comes before anything that may be read besides; sorrow only where the text says no more.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Mood(Enum):
    DESPAIR = auto()
    SORROW = auto()
    THANKS = auto()
    """Signs of approval, and not a word."""
    ANNOYANCE = auto()


HINTS = re.compile(
    r"жить|жизн|смерт|умер|умир|сдох|суицид|самоуб|убит|убить|убью|покончить|повес|крыш|бь[юеё]т"
    r"|избива|насил|не было|вен[ыу]|реж|исчезн|груст|плохо|тяжело|одинок|депресс|никому|устал"
    r"|ненавижу|live|die|kill|suicid|hurt|life|sad|depress|lonely|nobody|beat|hits|abus",
    re.IGNORECASE,
)
"""One of these stands in all that is looked for: most texts have none."""

NOT_TO_LIVE = (
    r"\bне\s+(?:хочу|хочется|хотел\w*|могу)\s+(?:больше\s+|дальше\s+|так\s+|уже\s+)*жить\b"
    r"|\bжить\s+(?:больше\s+|дальше\s+|уже\s+|мне\s+|так\s+)*(?:не\s+(?:хочу|хочется|могу)|незачем"
    r"|надоело|нет смысла)\b"
)
SOMEWHERE = (
    r"(?!\s+(?:в|во|на|с|со|у|без|там|тут|здесь|дома|далеко|вдали|один\w*|одна|одной|одному|рядом"
    r"|около|возле|отдельно|вместе|под|за|из|по|чем|как)\b)"
)
"""«Не хочу жить в общаге» is of a dormitory."""

DESPAIR = re.compile(
    rf"(?:{NOT_TO_LIVE}){SOMEWHERE}"
    r"|\b(?:хочу|хочется|хотел\w*\s+бы|лучше(?:\s+бы)?)\s+(?:просто\s+)?"
    r"(?:умереть|сдохнуть|исчезнуть|не\s+жить|повеситься)\b(?!\s+(?:как|от\s+смеха))"
    r"|\bпокончить\s+(?:с\s+(?:собой|жизнью)|жизнь)|\bубить\s+себя|\bубью\s+себя|\bсуицид"
    r"|\bсамоуб|\bреж(?:у|ет|ется)\s+(?:себя|себе|вен|рук)|\bвены\s+(?:ре|вск)|\bвскры\w+\s+вен"
    r"|\bповешусь|\bс\s+крыши\s+(?:прыг|сброс|спрыг|шаг)|\b(?:спрыг|прыг|сброш)\w+\s+с\s+крыши"
    r"|\bнет\s+смысла\s+(?:в\s+)?жи|\bне\s+вижу\s+смысла\s+(?:в\s+)?жи|\bсмысла\s+жить\s+нет"
    r"|\bлучше\s+бы\s+меня\s+не\s+было|\bненавижу\s+(?:себя|свою\s+жизнь)"
    r"|\b(?:меня|нас|сестру|брата|маму)\s+(?:дома\s+)?(?:бь[юеё]т|избива\w+|насилу\w+)"
    r"|\b(?:папа|отец|отчим|мама|мать|мачеха|муж|парень|родители)\s+(?:меня\s+|нас\s+)?"
    r"(?:бь[юеё]т|избива\w+|насилу\w+)|\bизнасил"
    r"|\b(?:do\s?n.?t|do\s+not)\s+want\s+to\s+live\b(?!\s+(?:in|at|with|far|there|here|alone|on))"
    r"|\b(?:want|wanna|going)\s+(?:to\s+)?(?:die|kill\s+myself)\b|\bkill(?:ing)?\s+myself"
    r"|\bsuicid|\bend\s+my\s+life|\b(?:hurt|cut)(?:ting|ing)?\s+myself\b|\bhate\s+(?:myself|my\s+life)"
    r"|\b(?:beats?|hits?|abuses?)\s+(?:me|us)\b",
    re.IGNORECASE,
)

SORROW = re.compile(
    r"\W*(?:(?:бот|слушай|привет|извини\w*|просто|сегодня|мне|я|так|очень|сильно|что-то|чего-то"
    r"|как-то|совсем|у|меня|всё|все|от|всего|жутко|реально|i|am|m|so|feel|very|just|really)\W+)*"
    r"(?:груст\w+|плохо|тяжело|одинок\w*|тоскливо|хреново|паршиво|депресси\w+|устал\w*"
    r"|никому\s+не\s+нуж\w+|sad|depressed|lonely|nobody\s+needs\s+me)"
    r"(?:\W+(?:мне|от|всего|очень|на|душе|сегодня|жить|сильно|всё|все|today|and|alone))*\W*",
    re.IGNORECASE,
)
"""The whole text: «математика плохо» tells of marks."""

GRATEFUL_SIGNS = frozenset("👍👌🙏❤♥🧡💛💚💙💜🤍😍🥰😘💪🤝✌🔥💯👏🎉😊☺🙂😀😃😄😁🤗😇⭐")
ANNOYED_SIGNS = frozenset("👎😡😠🤬💩🖕😤🙄😒")
LEAST_SIGN = 0x2000


def mood_of(text: str) -> Mood | None:
    if not any(map(str.isalnum, text)):
        return _of_signs(text)
    if HINTS.search(text) is None:
        return None
    if DESPAIR.search(text):
        return Mood.DESPAIR
    return Mood.SORROW if SORROW.fullmatch(text) else None


def _of_signs(text: str) -> Mood | None:
    signs = {one for one in text if ord(one) > LEAST_SIGN}
    if signs & ANNOYED_SIGNS:
        return Mood.ANNOYANCE
    return Mood.THANKS if signs & GRATEFUL_SIGNS else None
