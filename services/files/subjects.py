"""What a table is of, told by its columns: organisers send a file where another one is awaited."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from domain.errors import ImportFileError
from domain.texts import single_spaced
from services.files.headers import spellings
from services.files.tables import Row

CARDS = frozenset({"industry", "region"})
"""What has both is a table of clusters: without an industry there is no card."""

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


def _subject(rows: Iterable[Row]) -> Subject | None:
    columns = dict.fromkeys(column for row in rows for column in row.values)
    names = {one for column in columns for one in spellings(single_spaced(column))}
    if names >= CARDS:
        return Subject.CLUSTERS
    if names & COLLEGES:
        is_of_days = names & DATES and not names & (OF_SESSIONS | TITLES)
        return Subject.OPEN_DAYS if is_of_days else None
    is_of_sessions = names & OF_SESSIONS and not names & ORGANISATIONS
    return Subject.PROGRAMME if is_of_sessions else None
