"""What somebody at an event asks of it in words: «где пленарка», «запиши меня на экскурсию»,
«что сегодня в 17». Pure.

A text is of the programme where it says nothing else: each of its words is one of asking, of time,
or of the session that it names. «Где учат сварке» says more than the session «Сварка».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from rapidfuzz.distance import OSA

from domain.programme.programmes import Programme
from domain.programme.sessions import Event, Session, local_day
from services.language.letters import words
from services.language.moments.moment_words import MONTHS, WEEKDAYS
from services.language.moments.typed_moments import EARLIEST_UNTOLD
from services.programme.typed.meant_sessions import (
    CLOCK,
    SHORTEST,
    THING,
    alike,
    called,
    shared_letters,
)

Found = tuple[Event, Session]

_SMALL = (
    r"а|и|ну|да|это|эт[аоиу]|этот|этой|этом|там|тут|здесь|у|нас|вас|вот|же|ли|мне|меня|мо[йяюеи]"
    r"|моей|моих|моего|я|мы|вы|нам|она?|оно|они|н[её]е|ней|него|на|в|во|с|со|к|ко|по|от|до|про|об?"
    r"|из|за|для|при|или|то|так|бы|пока|уже|еще|только|теперь|вообще|алл?о|слушай\w*|подскаж\w+"
    r"|скажи\w*|пожалуйста|плиз|пж|здравствуйте|привет|добрый|можно|могу|хоч\w+|хотел\w*|надо"
    r"|нужно|буд\w+|есть|нет|не|все|всех|месте|человек\w*|люд\w+|народу?|перв\w+|втор\w+|треть\w+|последн\w+|сам\w*|ой|эй|какая-то|тоже|другая|другую|вместо"
    r"|the|an?|is|are|it|at|in|on|of|to|for|my|me|i|im|am|we|please|can|could|do|does|want|like"
    r"|would|there|any|this|that|from|be|will|with|us|you|instead|people|anymore"
)
_ASKING = (
    r"где|когда|када|кагда|сколько|скок[аио]|скольк[ао]|че|чо|что|чего|чем|как\w{0,4}|кто|кого|куда|почему|where|when|what|whats|which"
    r"|who|whos|how|much|many"
)
_DOING = (
    r"начин\w+|начал\w*|начн\w+|идет|идут|иду|идти|пойд\w+|прохо\w+|пройд\w+|пройти|состо\w+"
    r"|законч(?:ится|атся|илось|илась|ились)|заканчива[ею]тся|оканчива[ею]тся|кон[еч]\w*|длит\w+|ведет|ведут|выступ\w+|зап[иы]с\w*|запиш\w*"
    r"|зарегистр\w+|отпи[сш]\w*|выпи[сш]\w*|отмени(?:ть|те)?|убер\w+|снять|сними\w*|встан\w*|встать"
    r"|постав\w+|лист\w*|ожидан\w*|очеред\w*|мест[ао]?|остал\w*|свободн\w*|попа[сд]\w*|взять|брать"
    r"|прин[ео]с\w*|прид\w+|прийти|при[её]?хал\w*|пришел|пришла|пришли|смог\w*|участв\w*|участи\w*"
    r"|напомн\w+|напомин\w+|минут\w*|час\w*|спикер\w*|докладчик\w*|модератор\w*|ведущ\w*|эксперт\w*"
    r"|врем\w+|материал\w*|презентац\w*|вопрос\w*|зада\w+|спро[сш]\w*|вести|заранее|оцен\w*|отзыв\w*|остав\w+"
    r"|поменя\w+|смени\w*|замени(?:ть|те)?|перезапи\w+|перевед\w+|подробн\w*|описани\w*"
    r"|расска\w+|информаци\w*|покаж\w*|показать|откро\w*|найд\w*|найти|после|перед|следующ\w*"
    r"|ближайш\w*|отмет\w+|опозда\w+|опаздыва\w+|файл\w*|скача\w+|прислать|пришлите|pdf|пдф|ics"
    r"|excel|эксел\w*|распечат\w*|start\w*|begin\w*|end\w*|go\w*|going|take\w*|happen\w*|speak\w*"
    r"|sign|up|join\w*|register\w*|regist\w+|cancel\w*|leave|unregister|seats?|places?|left|free"
    r"|remind\w*|minutes?|hours?|speaker\w*|moderator\w*|time|materials?|slides|questions?|ask"
    r"|rate|feedback|show|open|find|after|before|next|waiting|list|late|file|download\w*|about"
)
_THINGS = (
    r"сесси\w*|программ\w*|расписани\w*|мероприяти\w*|событи\w*|форум\w*|тем[ауые]|направлени\w*"
    r"|зал\w{0,3}|аудитори\w*|перерыв\w*"
    r"|sessions?|programme|program|schedule|event|rooms?|hall|break"
)
_KINDS = (
    r"лекци\w*|заняти\w*|доклад\w*|воркшоп\w*|мастер\w*|семинар\w*|тренинг\w*|секци\w*"
    r"|стол\w*|кругл\w*|встреч\w*|talks?|lectures?|workshops?|panels?"
)
_TIMES = (
    r"сегодня|седня|сеня|щас|ща|завтра\w*|послезавтра|сейчас|потом|дальше|позже|раньше|утр\w*|вечер\w*|днем|дня|дней"
    r"|день|полдень|today|tomorrow|tonight|now|then|later|morning|afternoon|evening|day|\d+|[ap]m"
    r"|" + "|".join(one.pattern for one in [*WEEKDAYS.values(), *MONTHS.values()])
)
_MEALS = r"обед\w*|завтрак\w*|ужин\w*|поесть|перекус\w*|lunch|dinner|breakfast"
SAYS_NOTHING_ELSE = re.compile(
    rf"(?:{_SMALL}|{_ASKING}|{_DOING}|{_THINGS}|{_KINDS}|{_MEALS}|{_TIMES})"
)
SMALL = re.compile(rf"(?:{_SMALL}|{_ASKING}|{_TIMES}|{_THINGS})")
"""What tells no session from another, whatever it is called."""

ASKING = re.compile(_ASKING)
STUDY = re.compile(
    r"колледж|техникум|училищ|уч[аеи]|обуч|поступ|професси|специальн|квалификац|балл|аттестат|класс"
    r"|зарплат|работ|college|school|study|learn|train|trade|profession|job|salary|grade"
)

KINDS = re.compile(rf"(?:{_KINDS}|{_MEALS})")
"""«Круглый стол» names the sessions that are called so, and nothing where none is."""

GREETING = re.compile(
    r"\b(?:добр\w+|good) (?:день|дня|вечер\w*|утр\w*|day|morning|afternoon|evening)\b"
    r"|\bдо (?:завтра|встречи)\b|\bsee you \w+"
)
"""Says nothing of the day that it names."""

MASTER_CLASS = re.compile(r"класс\w*")

NO_LETTERS = re.compile(r"[^\w:.]+")

LONGEST = 20
"""Words of a question."""

LONGEST_ENDING = 3
"""Letters: «сварщика» is no form of «сварка»."""

TYPO_FROM = 6
"""Letters of a word that one slip leaves recognisable."""


class Wish(StrEnum):
    """What somebody wants of the session that they name; words alone do none of it."""

    LEAVE = "leave"
    JOIN = "join"
    ASK = "ask"
    MATERIALS = "materials"
    RATE = "rate"
    REMIND = "remind"


WISHES = {
    Wish.LEAVE: r"\b(?:отпи[сш]|выпи[сш]|убер\w+ меня|сними\w* меня|отмен\w+.*запис"
    r"|cancel my|leave|unregister)|\bне (?:прид|пойд|смог|могу прий|могу прид|буду\b)",
    Wish.REMIND: r"\b(?:напомн|напомин|remind)",
    Wish.ASK: r"\b(?:вопрос|спрос|спрош|question|ask\b)",
    Wish.MATERIALS: r"\b(?:материал|презентац|slides|materials)",
    Wish.RATE: r"\b(?:оцен|отзыв|rate\b|feedback)",
    Wish.JOIN: r"\b(?:запи[сш]|зарегистр|участв|попа[сд]|лист\w* ожидан|очеред|поменя|перезапи"
    r"|перевед|sign me|sign up|join|register|waiting list)",
}
_WISHES = {wish: re.compile(pattern) for wish, pattern in WISHES.items()}


ELSEWHERE = frozenset({Wish.LEAVE, Wish.REMIND, Wish.ASK, Wish.MATERIALS})
"""Wishes that are answered without a session, too, by what the whole text asks for."""


class Topic(StrEnum):
    """What is asked of the event where no session is named."""

    HERE = "here"
    FILE = "file"
    RATE = "rate"
    PLACES = "places"
    JOIN = "join"
    DAY = "day"
    MEAL = "meal"
    WHERE = "where"
    NOW = "now"


_TOPICS = {
    Topic.HERE: r"\b(?:я|мы) (?:уже )?(?:на месте|тут|здесь|при(?:шел|шла|шли|ехал\w*))\b"
    r"|\bотмет\w+ (?:меня|нас)\b|\bi am here\b|\bim here\b",
    Topic.FILE: r"(?=.*\b(?:программ|расписан|program|schedule))"
    r"(?=.*\b(?:файл|скача|pdf|пдф|ics|excel|эксел|распечат|file|download))",
    Topic.RATE: r"\b(?:оцен|отзыв|rate\b|feedback)",
    Topic.PLACES: r"\b(?:(?:свободн|остал)\w* мест|мест[ао]? остал"
    r"|есть (?:еще )?(?:свободн\w+ )?мест|(?:seats?|places?) left|free (?:seats?|places?))",
    Topic.JOIN: r"\b(?:запи[сш]|зарегистр|участв|sign up|join|register)",
    Topic.MEAL: rf"(?<!после )\b(?:{_MEALS})",
    Topic.WHERE: r"\bкуда\b|\bгде (?:это|мы|я|все|будет|проход|пройд|сейчас)"
    r"|\bwhere (?:is it|is my|are we|do i|should i|to go)",
    Topic.NOW: r"\b(?:сейчас|щас|дальше|потом|следующ|ближайш|закончи|заканчива|кон[еч]|перерыв"
    r"|now|next|then|break)",
}
TOPICS = {topic: re.compile(pattern) for topic, pattern in _TOPICS.items()}

EVENING = re.compile(r"\b(?:вечер\w*|evening|tonight)\b")
MORNING = re.compile(r"\b(?:утр\w*|morning)\b")
AFTERNOON = re.compile(r"\b(?:после обеда|afternoon)\b")
PARTS_OF_DAY = ((MORNING, range(12)), (AFTERNOON, range(12, 18)), (EVENING, range(17, 24)))
ON_DAY = re.compile(
    r"\b(\d{1,2}) (?:(?P<month>" + "|".join(one.pattern for one in MONTHS.values()) + r"))(?!\w)"
)
DAYS_ON = {
    re.compile(r"\bпослезавтра\b|\bday after tomorrow\b"): 2,
    re.compile(r"\bзавтра\w*\b|\btomorrow\b"): 1,
    re.compile(r"\b(?:сегодня|седня)\b|\btoday\b|\btonight\b"): 0,
}
DAYS_OF_WEEK = 7

AFTER = frozenset({"после", "after"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`names`: words that say nothing unless a session is called so."""

    text: str
    said: tuple[str, ...]
    names: frozenset[str]
    wish: Wish | None
    unknown: str = ""
    """The one word that is of nothing that is known here."""
    speaks_of_it: bool
    """It calls something of a programme by its name, or wants to take part: «экскурсия»."""

    def day(self, now: datetime) -> date | None:
        """`now` on the clock of the event."""
        if found := ON_DAY.search(self.text):
            month = next(n for n, one in MONTHS.items() if one.fullmatch(found["month"]))
            try:
                return date(now.year + (month < now.month), month, int(found[1]))
            except ValueError:
                return None
        days = days_to(self.text, now)
        return None if days is None else now.date() + timedelta(days=days)

    def topic(self, now: datetime) -> Topic | None:
        if self.wish in ELSEWHERE:
            return None
        found = next((one for one, pattern in TOPICS.items() if pattern.search(self.text)), None)
        if found in {Topic.NOW, Topic.WHERE} and len(self.said) == 1:
            return None  # «дальше» turns a list
        if found in {None, Topic.NOW, Topic.WHERE}:
            is_dated = self.day(now) is not None or self.hours is not None
            return Topic.DAY if is_dated else found
        return found

    @property
    def is_after(self) -> bool:
        """«Что после пленарки»."""
        return not AFTER.isdisjoint(self.said)

    @property
    def is_bare(self) -> bool:
        """A word or two that may be of anything: «знакомства», «энергетика»."""
        return len(self.said) == len(self.names) == 1 and not self.speaks_of_it

    @property
    def hours(self) -> range | None:
        """Those that it names, of a day: «в 17», «вечером»."""
        if found := CLOCK.search(self.text):
            hour = int(found["hour"] or found["bare"])
            is_late = "вечера" in self.said or "pm" in self.said or "дня" in self.said
            hour += 12 if is_late and hour < 12 else 0
            return range(hour, hour + 1)
        parts = (hours for part, hours in PARTS_OF_DAY if part.search(self.text))
        return next(parts, None)


def days_to(text: str, now: datetime) -> int | None:
    """Days to the one that is named, today included: «сессии в среду», «послезавтра»."""
    for pattern, days in DAYS_ON.items():
        if pattern.search(text):
            return days
    said = words(text)
    weekday = next((day for day, one in WEEKDAYS.items() if any(map(one.fullmatch, said))), None)
    return None if weekday is None else (weekday - now.weekday()) % DAYS_OF_WEEK


def read_question(text: str) -> Question | None:
    """None for what is no question at all: too long, or empty."""
    said = words(text)
    if not 0 < len(said) <= LONGEST:
        return None
    plain = NO_LETTERS.sub(" ", text.casefold().replace("ё", "е")).strip()
    plain = GREETING.sub("", plain)
    is_class = any(one.startswith("мастер") for one in said)
    of_kind = {one for one in said if is_class and MASTER_CLASS.fullmatch(one)}
    wish = next((one for one, pattern in _WISHES.items() if pattern.search(plain)), None)
    return Question(
        text=plain,
        said=tuple(said),
        names=frozenset(one for one in said if not _says_nothing(one) and one not in of_kind),
        wish=wish,
        speaks_of_it=THING.search(plain) is not None or wish in {Wish.JOIN, Wish.LEAVE},
    )


@lru_cache(maxsize=10_000)
def _says_nothing(word: str) -> bool:
    return SAYS_NOTHING_ELSE.fullmatch(word) is not None


Letters = Mapping[str, frozenset[str]]
"""Words of all sessions by their first letter."""


def words_of(programmes: Iterable[Programme]) -> Letters:
    found: dict[str, set[str]] = {}
    for programme in programmes:
        for one in programme.sessions:
            for word in words(" ".join([one.title, one.track, one.room, *one.speakers])):
                found.setdefault(word[0], set()).add(word)
    return {letter: frozenset(those) for letter, those in found.items()}


def unknown_names(question: Question, known: Letters) -> frozenset[str]:
    """Those that no session is called by: most texts have some."""
    return frozenset(
        name
        for name in question.names
        if not any(_of(name, word) for word in known.get(name[0], ()))
    )


def forgiven(question: Question, unknown: frozenset[str]) -> Question | None:
    """The question without the one word of it that nobody knows: «скока мест на экскурсии». None
    where it has more of them, asks nothing of a programme, or is about learning a trade."""
    asks = question.wish is not None or any(map(ASKING.fullmatch, question.said))
    left = question.names - unknown
    is_study = any(map(STUDY.match, question.said))
    if not (asks and question.speaks_of_it and left) or is_study or len(unknown) > 1:
        return None
    return replace(question, names=left, unknown="".join(unknown))


def named_sessions(
    question: Question, programmes: Sequence[Programme], now: datetime
) -> list[Found]:
    """Sessions that all its names are of, best first by how much of each it says; those of the day
    and hour that it names, if any are. Empty where it names none."""
    ranked: list[tuple[int, Found]] = []
    for programme in programmes:
        for session in programme.sessions:
            met = _met(question, session)
            if met:
                ranked.append((met, (programme.event, session)))
    best = max((met for met, _ in ranked), default=0)
    found = [one for met, one in ranked if met == best]
    if not found and question.wish in {Wish.JOIN, Wish.LEAVE} and len(question.names) > 1:
        each = [
            named_sessions(
                replace(question, names=frozenset([name]), said=(name,)), programmes, now
            )
            for name in question.names
        ]
        # «Поменяй сварку на атом»: both, where each is one.
        found = [one for several in each for one in several] if all(each) else []
    return _then(question, found, now) or found


def _met(question: Question, session: Session) -> int:
    """How many words it has of the session; 0 where one of its names is of something else."""
    room = _room_in(question.said, session.room)
    names = question.names - room
    titled = words(" ".join([session.title, session.track, *session.speakers]))
    placed = words(session.room)
    if not all(any(_of(name, one) for one in [*titled, *placed]) for name in names):
        return 0
    if len(names) == 1 and not question.speaks_of_it:
        [name] = names
        if not any(_of(name, one) for one in called(session)):
            return 0
    telling = {one for one in question.said if not SMALL.fullmatch(one)} - room
    met = {word for word in telling if any(_of(word, one) for one in titled)}
    is_named = names or room or any(map(KINDS.fullmatch, met))
    return 1 + len(met) + len(room) if is_named else 0


def _room_in(said: Sequence[str], room: str) -> frozenset[str]:
    """The words of the room, where they stand side by side: «в зале Б»."""
    parts = words(room)
    if len(parts) > 1:
        for begin in range(len(said) - len(parts) + 1):
            told = said[begin : begin + len(parts)]
            if all(alike(a, b, 3) for a, b in zip(told, parts, strict=True)):
                return frozenset(told)
    return frozenset()


def _of(said: str, word: str) -> bool:
    """Two forms of one word, one slip forgiven."""
    if said == word:
        return True
    shorter, longer = sorted((said, word), key=len)
    if len(shorter) >= TYPO_FROM and said[0] == word[0] and OSA.distance(said, word) <= 1:
        return True
    ending = len(longer) - shared_letters(said, word)
    return ending <= LONGEST_ENDING and len(shorter) >= SHORTEST and alike(said, word)


def _then(question: Question, found: Sequence[Found], now: datetime) -> list[Found]:
    def is_then(event: Event, session: Session) -> bool:
        zone = ZoneInfo(event.tz)
        day = question.day(now.astimezone(zone))
        hours = question.hours if question.wish is not Wish.REMIND else None
        if day is None and hours is None:
            return False
        is_day = day is None or local_day(session, zone) == day
        return is_day and (hours is None or session.starts_at.astimezone(zone).hour in hours)

    return [one for one in found if is_then(*one)]


def coming_after(programme: Programme, session: Session) -> list[Session]:
    """All that begins next when it is over, on its day."""
    day = local_day(session, programme.zone)
    later = [
        one
        for one in programme.on(day)
        if one.starts_at >= session.ends_at and not one.is_cancelled
    ]
    return [one for one in later if one.starts_at == later[0].starts_at]


def at_hours(programme: Programme, day: date, hours: range, now: datetime) -> list[Session]:
    """What begins in those hours of the day, or goes on in the only one; nothing that is over."""
    zone = programme.zone
    sessions = [one for one in programme.on(day) if one.ends_at > now]
    begin = [one for one in sessions if one.starts_at.astimezone(zone).hour in hours]
    if begin or len(hours) > 1:
        return begin
    moment = datetime.combine(day, time(hours[0]), zone)
    during = [one for one in sessions if one.starts_at <= moment < one.ends_at]
    if during or hours[0] >= EARLIEST_UNTOLD:
        return during
    return at_hours(programme, day, range(hours[0] + 12, hours[0] + 13), now)
