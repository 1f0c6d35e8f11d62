"""Which sessions an organiser writes about: «перенеси сессию про сварку на 15:00». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.programme.programmes import Programme
from domain.programme.sessions import Event, Session
from services.language.letters import words

Meant = tuple[Event, Session]

_THINGS = (
    r"сесси|лекци|заняти|доклад|выступлен|спикер|докладчик|воркшоп|семинар|тренинг|вебинар"
    r"|мастер[- ]?класс|кругл\w+ стол|пленар|панел|дискусси|секци|экскурси|регистраци|обед|ужин"
    r"|кофе|нетворкинг|программ|расписан|мероприят|событи|весь день"
    r"|session|talk|lecture|workshop|panel|plenary|keynote|speaker|round ?table|lunch|schedule"
    r"|programme"
)
THING = re.compile(rf"\b(?:{_THINGS})", re.IGNORECASE)
"""Of a programme."""

_FIELDS = (
    r"спикер|докладчик|модератор|ведущ|материал|презентац|файл|ссылк|описани|мест[аоу]?\b"
    r"|speaker|moderator|material|slides|file|link|seats|places"
)
FIELD = re.compile(
    r"\b(?:зал(?:а|у|ы|ом|е)?|аудитори\w+|время начала|число мест|rooms?|number of seats)\b",
    re.IGNORECASE,
)
"""Of a session."""

CHANGE = re.compile(
    r"\b(?!\w+(?:ни[еяйюи]|нн(?:ый|ая|ое|ые|ого|ой|ому|ым|о|ую|ых|ыми|ом)|тел\w+)\b)"
    r"(?:перен[её]с|перенос|сдвин|сдвиг|передвин|переставь|переезжа|переед|отмен|замен|помен|измен"
    r"|переимен|исправ|убер|удал|уточн|продл|сокра[тщ]|увелич|уменьш|верни|восстан|закро(?!йщ)|закрыва[ею]м?\b|меняем|постав(?:ь|им)"
    r"|прикреп|прилож|сделай\w* (?:сесси|\d+ мест)"
    r"|move|shift|postpon|reschedul|cancel|renam|edit|chang|replac|delet|extend|restor|increas"
    r"|attach|close|(?:добав|назнач|add\b)\w*"
    rf"\W+(?:\w+\W+)?(?:{_FIELDS}))",
    re.IGNORECASE,
)
"""A verb, or «отмена» and «перенос» of something: «изменения климата», «удалённая работа» and
«перенесённый» change nothing."""

OWN = re.compile(r"\b(?:мо[йюяеёи]|моей|моих|меня|my|me)\b", re.IGNORECASE)
"""«Отмени мою запись»: who organises goes to sessions, too."""

WILL_BE = re.compile(
    r"\b(?:буд[еу]т|начн(?:[её]тся|утся|[её]м)|начина[ею]тся|пройд[её]т|пройдут|состо[ия]тся"
    r"|законч(?:им|ится|атся)|will be|starts?|begins?|ends?)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b(?:сколько|кто|how many|who)\b.*\b(?:запис|зарегистр|прид[её]т|придут|приш|ид[её]т|пойд"
    r"|(?:sign|regist|com|came|go|attend)\w*)",
    re.IGNORECASE,
)
"""«Сколько записалось на сварку»: its sheet tells."""

OF_ITS_SHEETS = re.compile(
    r"\b(?:список (?:участник|запис)|оценк|отзыв|вопросы?\b"
    r"|list of|ratings?\b|feedback|questions?\b)",
    re.IGNORECASE,
)
"""«Оценки пленарного»: what the sheets of a session tell, where one is named; else participants
ask so, too."""

ANNOUNCES = re.compile(
    r"\b(?:рассыл|разошл|разослать|оповест|уведом|объяви|анонсир|broadcast|newsletter|announce\b)"
    r"|\b(?:отправ|напиш|напомн|сообщ|скаж|перед)\w*\W+(?:\w+\W+)?(?:всем|участник\w*|людям)\b"
    r"|\b(?:tell|message|notify|inform|write to)\W+(?:everyone|everybody|all|participants)\b",
    re.IGNORECASE,
)
"""Told to people, and not what is changed: a change of the programme is told by itself."""

ASKS = re.compile(
    r"\W*(?:[аи] )?(?:как(?:ие|ая|ой|ую)|что|когда|где|куда|почему|зачем|во сколько"
    r"|what|which|when|where|why)\b",
    re.IGNORECASE,
)
HOW = re.compile(r"\W*(?:как|можно|надо|нужно|how|can)\b", re.IGNORECASE)
"""«Как перенести лекцию?» wants the same screen as «перенеси лекцию»."""

CLOCK = re.compile(
    r"(?:\b(?P<to>на|до|к|to|till|until|by)\s+)?"
    r"(?:\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d)"
    r"|\b(?:в|с|at|from)\s+(?P<bare>[01]?\d|2[0-3])(?![\d:.])(?!\s*[а-яa-z]*\s*зал))",
    re.IGNORECASE,
)
"""After `to` it is the new one."""

WILL_NOT_BE = re.compile(
    r"\bне\s+(?:буд[еу]т|состо[ия]тся|пройд[её]т|пройдут)\b|\bwill not be\b", re.IGNORECASE
)
SEATS = re.compile(
    r"\b\d{1,6}\s+(?:мест|seats|places)|\b(?:мест|seats|places)\b.*\s\d{1,6}\W*$", re.IGNORECASE
)

SHIFT = re.compile(
    r"\bна\s+(?:\S+\s+){1,3}(?:по)?(?:раньше|позже|позднее)\b|\b(?:earlier|later)\b",
    re.IGNORECASE,
)

OF_NONE = frozenset(
    ["сессия", "сессию", "сессии", "программа", "программу", "расписание", "время", "зал",
     "session", "time", "room", "programme", "schedule", "the"]
)  # fmt: skip
"""Words that tell no session from another."""

HEAD_ENDS = re.compile(r"[:.—–(«|]|\s(?:за|из|для|от|по|в|на|с|at|of|for|on)\s")
"""One word alone is of the session whose title it begins: «приём», «отрасли» and «учёба» may stand
in any."""

SHORTEST, ENDING = 4, 2
"""Letters that two forms of a word begin alike with, and letters that the shorter one may have
after them: «пленарку», «пленарное»."""

SHORT, ITS_ENDING = 5, 3
"""A word so short may have so many letters of another ending: «Пенза» is «Пензы», and «класс» of
«мастер-класс» is no «кластеров»."""


def speaks_of_programme(text: str) -> bool:
    """Whether an organiser tells how the programme is to be, or asks who comes.

    What is asked by everybody («какие сессии отменили?») is no such text.
    """
    if OWN.search(text):
        return False
    if asks_of_sheets(text):
        return True
    if ASKS.match(text) or (text.rstrip().endswith("?") and not HOW.match(text)):
        return False
    if CHANGE.search(text):
        return True
    clock = CLOCK.search(text)
    is_moved = SHIFT.search(text) or (clock and (clock["to"] or WILL_BE.search(text)))
    return bool(is_moved or WILL_NOT_BE.search(text) or SEATS.search(text))


def asks_of_sheets(text: str) -> bool:
    """Who comes or came, what they asked, how they rate it."""
    return bool(COUNT.search(text) or OF_ITS_SHEETS.search(text))


def speaks_of_things(text: str) -> bool:
    """It calls something of a programme by its name, and so may mean a session without its
    title: «сессия в 12:00 отменяется»."""
    return bool(THING.search(text) or FIELD.search(text))


def meant(text: str, programmes: Iterable[Programme], since: datetime) -> list[Meant]:
    """Sessions that were not over then, of those which the text names best: by words of the title,
    then by the clock and the room; empty where it names none."""
    by_title = not (speaks_of_things(text) or CLOCK.search(text))
    said = words(text)
    telling = {one for one in said if one not in OF_NONE and not CHANGE.match(one)}
    clocks = _clocks(text)
    ranked = []
    for programme in programmes:
        for session in programme.sessions:
            if session.ends_at > since:
                begins = session.starts_at.astimezone(programme.zone)
                in_title = _met(telling, " ".join([session.title, *session.speakers]))
                is_then = (begins.hour, begins.minute) in clocks
                is_there = _is_there(said, session.room)
                rank = in_title, is_then, is_there
                is_called = in_title > 1 or _met(telling, " ".join(called(session)))
                if is_called or not by_title:
                    ranked.append((rank, (programme.event, session)))
    best = max((rank for rank, _ in ranked), default=(0, False, False))
    return [found for rank, found in ranked if rank == best] if any(best) else []


def _met(said: set[str], title: str) -> int:
    named = [one for one in words(title) if one not in OF_NONE]
    return sum(any(alike(word, one) for one in named) for word in said)


def _is_there(said: Sequence[str], room: str) -> bool:
    """«В зале 1» of «Зал 1», and of no «Зал 12»."""
    named = words(room)
    return bool(named) and all(any(alike(word, one, 3) for word in said) for one in named)


def alike(one: str, other: str, shortest: int = SHORTEST) -> bool:
    """Whether they may be two forms of a word."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < shortest or shorter.isdecimal():
        return one == other and (shortest < SHORTEST or len(one) > ENDING)
    shared = shared_letters(shorter, longer)
    if shared < len(shorter) <= SHORT and len(longer) - shared > ITS_ENDING:
        return False
    return shared >= max(shortest, len(shorter) - ENDING)


def called(session: Session) -> list[str]:
    """Words each of which is enough to name it."""
    return words(" ".join([HEAD_ENDS.split(session.title)[0], session.track, session.room]))


def shared_letters(one: str, other: str) -> int:
    """That both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _clocks(text: str) -> set[tuple[int, int]]:
    """When it begins now."""
    return {
        (int(found["hour"] or found["bare"]), int(found["minute"] or 0))
        for found in CLOCK.finditer(text)
        if not found["to"]
    }
