"""What a table of clusters may call its columns and industries: as the bot shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.clusters.cards import Industry
from domain.texts import single_spaced
from services.files.headers import spellings
from services.files.tables import Row

COLUMN_NAMES: Mapping[str, Sequence[str]] = {
    "id": ("код", "code"),
    "name": ("название",),
    "industry": ("отрасль",),
    "region": ("регион",),
    "city": ("город", "town"),
    "lat": ("широта", "latitude"),
    "lon": ("долгота", "longitude"),
    "tz": ("часовой пояс", "time zone"),
    "base_college": ("базовый колледж", "base college"),
    "employers": ("работодатели",),
    "network_colleges": ("колледжи-участники", "member colleges"),
    "professions": ("профессии", "trades"),
    "year": ("год открытия", "opening year"),
    "students": ("студентов",),
    "website": ("сайт",),
    "source_url": ("источник", "source"),
    "source_note": ("заметка об источнике", "note on the source"),
    "checked_on": ("проверено", "checked on"),
    "point_of": ("точка на карте", "point on the map"),
    "phone": ("телефон",),
    "address": ("адрес приемной", "admission office"),
    "study_forms": ("форма обучения", "form of study"),
    "grades": ("после класса", "after grade"),
    "dormitory": ("общежитие",),
    "places": ("бесплатных мест", "free places"),
    "open_days": ("дни открытых дверей", "open days"),
}
"""In small letters, with е for ё. A test compares them with locales/, as those below."""

INDUSTRY_NAMES: Mapping[Industry, Sequence[str]] = {
    Industry.AGRICULTURE: ("сельское хозяйство", "сельхоз"),
    Industry.AVIATION: ("авиастроение",),
    Industry.CHEMISTRY: ("химическая отрасль", "химия", "chemical industry"),
    Industry.CONSTRUCTION: ("строительство",),
    Industry.CREATIVE: (
        "искусство и креативная индустрия",
        "искусство",
        "arts and creative industries",
        "arts",
    ),
    Industry.EDUCATION: ("педагогика", "teaching"),
    Industry.ELECTRONICS: ("радиоэлектроника",),
    Industry.ENERGY: ("энергетика",),
    Industry.FORESTRY: ("лесная промышленность", "лес"),
    Industry.IT: ("информационные технологии", "ит", "information technology"),
    Industry.LIGHT: ("легкая промышленность", "легкая пром.", "light industry"),
    Industry.MANAGEMENT: ("управление и право", "управление", "management and law"),
    Industry.MECHANICAL: ("машиностроение", "mechanical engineering", "engineering"),
    Industry.MEDIA: ("медиа",),
    Industry.MEDICINE: ("медицина",),
    Industry.METALLURGY: ("металлургия",),
    Industry.MINING: ("горнодобывающая отрасль", "горное дело"),
    Industry.NUCLEAR: ("атомная отрасль", "атом", "nuclear industry"),
    Industry.OILGAS: ("нефтегазовая отрасль", "нефть и газ", "oil and gas"),
    Industry.OTHER: ("другие отрасли", "other industries"),
    Industry.PHARMA: ("фармацевтика", "pharmaceuticals"),
    Industry.RAILWAY: ("железнодорожный транспорт", "ж/д транспорт", "railways"),
    Industry.ROBOTICS: ("робототехника",),
    Industry.SHIPBUILDING: ("судостроение",),
    Industry.TOURISM: ("туризм и сфера услуг", "туризм, услуги", "tourism and services"),
    Industry.TRANSPORT: ("транспорт",),
}

_CODES = {name: code for code, names in COLUMN_NAMES.items() for name in names}
_INDUSTRIES = {name: one for one, names in INDUSTRY_NAMES.items() for name in names}

CARDS = frozenset({"industry", "region"})
"""Columns that a table of open days has not both of."""


def column_names() -> Iterable[str]:
    return _CODES


def by_codes(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table of clusters by the codes of its columns; of any other as they are."""
    codes = {column: _code(column) for row in rows for column in row.values}
    told = set(codes.values())
    if len(told) < len(codes) or not told >= CARDS:
        return list(rows)
    return [
        replace(row, values={codes[column]: text for column, text in row.values.items()})
        for row in rows
    ]


def industry_of(name: str) -> Industry:
    """By its code or its name. Raises ValueError."""
    plain = _plain(name)
    return _INDUSTRIES.get(plain) or Industry(plain)


def _code(column: str) -> str:
    names = (_plain(one) for one in spellings(single_spaced(column)))
    return next((_CODES[one] for one in names if one in _CODES), column)


def _plain(text: str) -> str:
    return single_spaced(text.casefold()).replace("ё", "е")
