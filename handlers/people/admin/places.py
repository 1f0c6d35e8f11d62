"""Which part of their desk an organiser writes of: «отзови рассылку», «кто не пришёл». Pure."""

from __future__ import annotations

import re
from enum import Enum, auto

from services.programme.typed.meant_sessions import ANNOUNCES, OWN


class Desk(Enum):
    ANNOUNCEMENTS = auto()
    NEWS = auto()
    DOOR = auto()
    FEEDBACK = auto()
    REPORTS = auto()
    ORGANISERS = auto()
    LOG = auto()


LONGEST = 200
"""Characters of a wish; what is longer is a post or a note."""

READERS = re.compile(
    r"\b(?:отпи[сш]|отключ|выключ|хватит|достал|надоел|мне|unsubscrib|mute|stop sending)"
    r"|\bне\s+(?:хочу|надо|нужн|присыл|шли)|\bподпи[сш]",
    re.IGNORECASE,
)
"""What is sent to them, and not what they send."""

_FILL = (
    r"[аиуво]|у нас|на|к|всего|уже|ещ[её]|есть|там|все|вс[её]х?|нов\w+|последн\w+|как\w*|покаж\w+"
    r"|открой|посмотр\w+|сегодня|сейчас|вчера|сессий|сессиям?|мероприяти\w+|событи\w+|программ\w+"
    r"|человек|люд\w+|народу?|участник\w*|где|узнать|список|any|the|new|show|open|all|at|of|to|sessions?|event|people"
)
_PLACES = {
    Desk.LOG: r"\W*(?:(?:покажи|открой|где|show|open|the)\W+)*(?:журнал(?:\s+действий)?|audit log"
    r"|log)\W*$|.*\bкто\b.*\b(?:менял|изменил|правил|удалил)\b",
    Desk.NEWS: r"(?=.*\b(?:новост|news\b))(?=.*\b(?:опублик|выпуст|выпуск|добав|созда|напиш"
    r"|размест|сними|снять|убер|удал|отзов|отозв|исправ|черновик|publish|release|add|withdraw|retract"
    r"|draft))",
    Desk.ORGANISERS: r"(?=.*\b(?:организатор|organi[sz]er))(?=.*\b(?:сдела|добав|назнач|убер|удал"
    r"|сними|лиши|список|прав|add|remove|appoint|list)|\W*(?:кто|who)\b)",
    Desk.REPORTS: r"(?=.*\b(?:ошибк|жалоб|reports?\b))(?=.*\b(?:карточк|кластер|сообщени|читател"
    r"|cards?\b|clusters?\b))",
    Desk.DOOR: rf"\W*(?:(?:{_FILL}|кто|сколько|how many|who|has|have|не|not)\W+)*(?:запис\w+"
    r"|зарегистр\w+|приш(?:[её]л|ло|ли)|явил\w+|отмети\w+с[ья]|signed up|registered|came|come)"
    rf"(?:\W+(?:{_FILL}))*\W*$"
    r"|.*\b(?:отмет(?:ь|ить|им)|сканир|впусти|check.?in)\b",
    Desk.FEEDBACK: rf"\W*(?:(?:{_FILL})\W+)*(?:вопросы|оценки|отзывы|рейтинг\w*|questions|ratings"
    rf"|feedback)(?:\W+(?:{_FILL}))+\W*$"
    rf"|\W*(?:(?:{_FILL})\W+)+(?:вопросы|оценки|отзывы|рейтинг\w*|questions|ratings|feedback)\W*$",
    Desk.ANNOUNCEMENTS: r".*\b(?:рассыл|объявлени|черновик|broadcast|announcement|newsletter"
    r"|drafts?\b)",
}
_PATTERNS = {desk: re.compile(pattern, re.IGNORECASE) for desk, pattern in _PLACES.items()}


def desk_of(text: str) -> Desk | None:
    """None: it is of none of them, or of what readers do there."""
    if len(text) > LONGEST or OWN.search(text) or READERS.search(text):
        return None
    for desk, pattern in _PATTERNS.items():
        if pattern.match(text):
            return desk
    return Desk.ANNOUNCEMENTS if ANNOUNCES.search(text) else None
