"""What organisers call the columns of a programme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.files.tables import Row

COLUMN_NAMES: Mapping[str, Sequence[str]] = {
    "uid": ("uid", "код", "id", "guid"),
    "title": (
        "title",
        "название",
        "тема",
        "наименование",
        "мероприятие",
        "сессия",
        "событие",
        "название мероприятия",
        "наименование мероприятия",
        "название сессии",
        "название доклада",
        "название секции",
        "тема сессии",
        "тема мероприятия",
        "тема доклада",
        "тема выступления",
        "доклад",
        "содержание",
        "session",
        "session title",
        "talk",
        "talk title",
        "topic",
        "subject",
        "session name",
        "proposal title",
        "event name",
        "что",
        "event title",
        "name",
    ),
    "date": ("date", "дата", "день", "дата проведения", "дата мероприятия", "day"),
    "weekday": ("weekday", "день недели", "дни недели", "day of week"),
    "starts_on": ("start_date", "start date", "дата начала", "датаначала", "begin date"),
    "span": (
        "time",
        "время",
        "время проведения",
        "дата и время",
        "дата, время",
        "дата/время",
        "дата / время",
        "дата и время проведения",
        "начало и конец",
        "начало и окончание",
        "начало/окончание",
        "начало - окончание",
        "время начала и окончания",
        "date and time",
        "период",
        "когда",
        "период проведения",
    ),
    "starts_at": (
        "start",
        "начало",
        "starts_at",
        "время начала",
        "дата и время начала",
        "start time",
        "starts",
        "starts at",
        "startsat",
        "start_time",
        "time start",
        "event start",
        "start date & time",
        "start date and time",
        "scheduled at",
        "начало мероприятия",
        "начало события",
    ),
    "ends_on": ("end_date", "end date", "дата окончания", "дата завершения", "датаокончания"),
    "ends_at": (
        "end",
        "конец",
        "ends_at",
        "окончание",
        "завершение",
        "время окончания",
        "время завершения",
        "дата и время окончания",
        "дата и время завершения",
        "end time",
        "ends",
        "ends at",
        "endsat",
        "end_time",
        "time end",
        "event end",
        "end date & time",
        "end date and time",
        "окончание мероприятия",
        "окончание события",
    ),
    "whole_day": ("all_day", "all day", "целый день", "весь день", "all day event"),
    "lasting": ("duration", "scheduled duration", "продолжительность", "длительность"),
    "room": (
        "room",
        "зал",
        "аудитория",
        "место",
        "помещение",
        "площадка",
        "место проведения",
        "кабинет",
        "локация",
        "расположение",
        "ауд",
        "location",
        "venue",
        "hall",
        "room name",
        "где",
    ),
    "track": (
        "track",
        "направление",
        "трек",
        "секция",
        "поток",
        "tracks",
        "session track",
        "track name",
        "event type",
    ),
    "speakers": (
        "speakers",
        "спикеры",
        "спикер",
        "докладчики",
        "докладчик",
        "ведущие",
        "ведущий",
        "модератор",
        "модераторы",
        "выступающий",
        "выступающие",
        "фио спикера",
        "фио докладчика",
        "фио выступающего",
        "speaker",
        "speaker names",
        "presenters",
        "presenter",
        *(f"{one} {number}" for one in ("спикер", "докладчик") for number in range(1, 10)),
    ),
    "capacity": (
        "capacity",
        "мест",
        "количество мест",
        "кол-во мест",
        "число мест",
        "вместимость",
        "seats",
    ),
    "abstract": ("abstract", "описание", "description", "аннотация"),
    "url": (
        "url",
        "ссылка",
        "ссылка на трансляцию",
        "трансляция",
        "link",
        "live url",
        "session url",
    ),
    "is_cancelled": ("status", "статус"),
}
"""By the first a missing one is named, in the words of its reader (locales: column-…)."""

WHOLE_MOMENT = re.compile(r"[0-9][ T][0-9]{1,2}:[0-9]{2}")

REQUIRED = ("title", "starts_at", "ends_at")
OPTIONAL = ("room", "track", "speakers", "capacity", "abstract", "url", "is_cancelled")

MOSCOW = "Europe/Moscow"
OF_MOSCOW = (
    "{} (мск)",
    "{} (по мск)",
    "{}, мск",
    "{} мск",
    "{} (msk)",
    "{} (utc+3)",
    "{} (московское)",
)
OF_HOURS = ("{} (utc{:+})", "{} (gmt{:+})", "{}, utc{:+}", "{} utc{:+}")
OF_HOURS_FROM_MOSCOW = ("{} (мск{:+})", "{}, мск{:+}", "{} мск{:+}")
OF_THE_PLACE = (
    "{} (местное)",
    "{} (местн.)",
    "{} (местное время)",
    "{} (по местному времени)",
    "{}, местное",
    "{} (local)",
)


def with_moments(columns: Mapping[str, str], rows: Sequence[Row]) -> dict[str, str]:
    """Programs that keep meetings have a column for the day of a start and one for its clock, or
    the whole moment in the first; some have it under «Date»."""
    found = dict(columns)
    has_no_start = not found.keys() & {"span", "starts_at", "starts_on"}
    days = (row.values.get(found.get("date", ""), "") for row in rows)
    if has_no_start and any(WHOLE_MOMENT.search(day) for day in days):
        found["starts_at"] = found.pop("date")
    for on, at, day in (("starts_on", "starts_at", "date"), ("ends_on", "ends_at", "")):
        if on in found and at not in found and "span" not in found:
            found[at] = found.pop(on)
        elif on in found and day:
            found.setdefault(day, found.pop(on))
    return found


def synonyms(zone: ZoneInfo) -> Mapping[str, Sequence[str]]:
    """Names that organisers give to columns. «Время (МСК)» is one for an event of that clock,
    «Время (местное)» for all; of another one it is unknown, and told of."""
    forms = OF_THE_PLACE + (OF_MOSCOW if zone.key == MOSCOW else ())
    hours = _hours(zone)
    if hours is not None:
        forms += tuple(form.replace("{:+}", f"{hours:+}") for form in OF_HOURS)
        forms += tuple(form.replace("{:+}", f"{hours - 3:+}") for form in OF_HOURS_FROM_MOSCOW)
    return {
        field: (*names, *(form.format(name) for form in forms for name in names))
        if field in {"span", "starts_at", "ends_at"}
        else names
        for field, names in COLUMN_NAMES.items()
    }


def _hours(zone: ZoneInfo) -> int | None:
    """Whole hours east of Greenwich of a clock that nobody changes."""
    offsets = {datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)}
    [first, *others] = offsets
    hours, rest = divmod(first or timedelta(), timedelta(hours=1))
    return None if others or rest else hours
