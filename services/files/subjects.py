"""What a file is of, told by columns or titles: organisers send it where another is awaited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from domain.errors import ImportFileError
from domain.texts import single_spaced
from services.files.headers import spellings
from services.files.tables import Row

CARDS = (frozenset({"industry", "region"}), frozenset({"отрасль", "регион"}))
"""What has both is a table of clusters, unless it tells times or what only sessions have: there is
no card without an industry, but those of a speaker may stand in a programme."""

COLLEGES = frozenset(
    {
        "колледж", "техникум", "учебное заведение", "образовательная организация", "поо",
        "название колледжа", "наименование колледжа", "наименование образовательной организации",
        "college",
    }
)  # fmt: skip
ORGANISATIONS = frozenset(
    {"организация", "название организации", "наименование организации", "organisation",
     "organization", "organizer"}
)  # fmt: skip
"""A college in a table of open days, a speaker's firm in a programme."""

DATES = frozenset(
    {"дата", "день", "дата проведения", "дата дня открытых дверей", "день открытых дверей",
     "date", "day", "open day"}
)  # fmt: skip
TITLES = frozenset(
    {
        "title", "тема", "мероприятие", "сессия", "событие", "доклад", "содержание",
        "название", "наименование", "название мероприятия", "наименование мероприятия",
        "название сессии", "название доклада", "название секции", "тема сессии",
        "тема мероприятия", "тема доклада", "тема выступления", "session", "session title",
        "talk", "talk title", "topic",
    }
)  # fmt: skip
"""Columns with titles of sessions; «Название» may be that of a college too."""

OF_SESSIONS = (TITLES - {"название", "наименование"}) | {
    "зал", "аудитория", "ауд", "кабинет", "трек", "секция", "поток", "спикер", "спикеры",
    "докладчик", "докладчики", "ведущий", "ведущие", "модератор", "модераторы", "выступающий",
    "выступающие", "room", "hall", "track", "speaker", "speakers", "конец", "окончание",
}  # fmt: skip
"""Columns that no table of clusters or of open days has."""

TIMES = frozenset(
    {"время", "время начала", "время проведения", "дата и время", "начало", "time", "start",
     "start time", "starts", "starts_at"}
)  # fmt: skip
"""Columns that a programme and a table of open days have, and none of clusters."""

OF_NEWS = frozenset(
    {"text", "lead", "picture", "published", "текст", "подводка", "картинка", "дата выхода"}
)

OPEN_DOORS = re.compile(
    r"откр\w+ двер|двер\w+ откр|\bДОД\b|open (?:day|door|house)", re.IGNORECASE
)
SCHOOLS = re.compile(r"колледж|техникум|училищ|college", re.IGNORECASE)
LEAST_EVENTS = 2
"""One «День открытых дверей» may well be a session of a programme."""


class Subject(StrEnum):
    """What a file is of; the value is the key of what is said of such a file that is sent
    elsewhere."""

    PROGRAMME = "import-file-of-programme"
    CLUSTERS = "import-file-of-clusters"
    OPEN_DAYS = "import-file-of-open-days"


def require_subject(rows: Iterable[Row], *awaited: Subject) -> None:
    """Raises ImportFileError, which says where to send it, for a table that is surely of another
    subject."""
    found = _subject(rows)
    if found is not None and found not in awaited:
        raise ImportFileError(found.value)


def require_calendar_subject(titles: Sequence[str], *awaited: Subject) -> None:
    """The same of a calendar, by the titles of its events: all of them are days of open doors."""
    are_days = len(titles) >= LEAST_EVENTS and all(map(OPEN_DOORS.search, titles))
    if are_days and Subject.OPEN_DAYS not in awaited:
        raise ImportFileError(Subject.OPEN_DAYS.value)


def may_be_days(name: str, titles: Sequence[str]) -> bool:
    """Whether a calendar is perhaps of open doors although no known college is found in it."""
    is_named = any(OPEN_DOORS.search(one) or SCHOOLS.search(one) for one in (name, *titles))
    return is_named or len(titles) < LEAST_EVENTS


def require_content_subject(content: object, *awaited: Subject) -> None:
    """The same of what a json file holds, by the name of its whole."""
    if not isinstance(content, Mapping):
        return
    for name, subject in (("schedule", Subject.PROGRAMME), ("clusters", Subject.CLUSTERS)):
        if name in content and subject not in awaited:
            raise ImportFileError(subject.value)


def _subject(rows: Iterable[Row]) -> Subject | None:
    columns = dict.fromkeys(column for row in rows for column in row.values)
    names = {one for column in columns for one in spellings(single_spaced(column))}
    is_of_cards = any(names >= columns for columns in CARDS)
    if is_of_cards and not names & (OF_SESSIONS | TIMES):
        return Subject.CLUSTERS
    if names & COLLEGES:
        is_of_days = names & DATES and not names & (OF_SESSIONS | TITLES)
        return Subject.OPEN_DAYS if is_of_days else None
    is_of_sessions = (
        names & OF_SESSIONS and not names & (ORGANISATIONS | OF_NEWS) and not is_of_cards
    )
    return Subject.PROGRAMME if is_of_sessions else None
