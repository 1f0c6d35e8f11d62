"""What a table of clusters may call its columns and industries: as the bot shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.clusters.cards import Industry
from domain.texts import single_spaced
from services.files.headers import spellings
from services.files.tables import Row
from services.places.coordinates import read_pair

COORDINATES = "point"
"""Both in one column."""

COLUMN_NAMES: Mapping[str, Sequence[str]] = {
    "id": ("код", "код карточки", "код кластера", "code"),
    "name": ("название", "наименование", "кластер", "название кластера", "наименование кластера"),
    "industry": ("отрасль", "отрасль кластера"),
    "region": ("регион", "субъект", "субъект рф", "субъект российской федерации", "область"),
    "city": ("город", "населенный пункт", "town"),
    "lat": ("широта", "latitude"),
    "lon": ("долгота", "longitude"),
    COORDINATES: (
        "координаты", "геокоординаты", "географические координаты", "широта и долгота",
        "coordinates",
    ),
    "tz": ("часовой пояс", "time zone"),
    "base_college": (
        "базовый колледж", "базовая организация", "базовая образовательная организация",
        "базовая оо", "базовая поо", "base college",
    ),
    "employers": (
        "работодатели", "работодатель", "предприятия", "предприятия-партнеры",
        "опорный работодатель", "опорные работодатели",
    ),
    "network_colleges": (
        "колледжи-участники", "сетевые колледжи", "сетевые организации", "member colleges",
    ),
    "professions": ("профессии", "специальности", "профессии и специальности", "trades"),
    "year": ("год открытия", "год", "год создания", "год начала", "opening year"),
    "students": ("студентов", "студенты", "обучается", "численность студентов"),
    "website": ("сайт", "сайт колледжа", "официальный сайт"),
    "source_url": ("источник", "ссылка на источник", "source"),
    "source_note": ("заметка об источнике", "note on the source"),
    "checked_on": ("проверено", "дата проверки", "checked on"),
    "point_of": ("точка на карте", "точка", "point on the map"),
    "phone": ("телефон", "телефон приемной комиссии"),
    "address": ("адрес приемной", "адрес", "адрес приемной комиссии", "admission office"),
    "study_forms": ("форма обучения", "формы обучения", "form of study"),
    "grades": ("после класса", "после какого класса", "after grade"),
    "dormitory": ("общежитие",),
    "places": ("бесплатных мест", "бюджетных мест", "free places"),
    "open_days": ("дни открытых дверей", "open days"),
}  # fmt: skip
"""What offices call the columns, and the bot itself (a test compares them with locales/, as the
names of industries below), in small letters, with е for ё."""

INDUSTRY_NAMES: Mapping[Industry, Sequence[str]] = {
    Industry.AGRICULTURE: ("сельское хозяйство", "сельхоз", "апк", "агропромышленный комплекс"),
    Industry.AVIATION: ("авиастроение", "авиационная промышленность", "авиационная отрасль"),
    Industry.CHEMISTRY: (
        "химическая отрасль",
        "химическая промышленность",
        "химия",
        "chemical industry",
    ),
    Industry.CONSTRUCTION: ("строительство", "строительная отрасль", "стройиндустрия"),
    Industry.CREATIVE: (
        "искусство и креативная индустрия",
        "искусство",
        "креативные индустрии",
        "креативная индустрия",
        "arts and creative industries",
        "arts",
    ),
    Industry.EDUCATION: ("педагогика", "образование", "teaching"),
    Industry.ELECTRONICS: ("радиоэлектроника", "электроника", "радиоэлектронная промышленность"),
    Industry.ENERGY: (
        "энергетика",
        "энергетическая отрасль",
        "топливно-энергетический комплекс",
        "тэк",
    ),
    Industry.FORESTRY: (
        "лесная промышленность",
        "лес",
        "лесная отрасль",
        "лесопромышленный комплекс",
    ),
    Industry.IT: ("информационные технологии", "ит", "ит-отрасль", "information technology"),
    Industry.LIGHT: ("легкая промышленность", "легкая пром.", "легкая пром-ть", "light industry"),
    Industry.MANAGEMENT: ("управление и право", "управление", "management and law"),
    Industry.MECHANICAL: ("машиностроение", "mechanical engineering", "engineering"),
    Industry.MEDIA: ("медиа",),
    Industry.MEDICINE: ("медицина", "клиническая и профилактическая медицина", "здравоохранение"),
    Industry.METALLURGY: (
        "металлургия",
        "металлургическая отрасль",
        "металлургическая промышленность",
    ),
    Industry.MINING: ("горнодобывающая отрасль", "горнодобывающая промышленность", "горное дело"),
    Industry.NUCLEAR: ("атомная отрасль", "атомная промышленность", "атом", "nuclear industry"),
    Industry.OILGAS: (
        "нефтегазовая отрасль",
        "нефтегазовая промышленность",
        "нефть и газ",
        "oil and gas",
    ),
    Industry.OTHER: ("другие отрасли", "other industries"),
    Industry.PHARMA: (
        "фармацевтика",
        "фармацевтическая отрасль",
        "фармацевтическая промышленность",
        "pharmaceuticals",
    ),
    Industry.RAILWAY: (
        "железнодорожный транспорт",
        "ж/д транспорт",
        "железнодорожная отрасль",
        "railways",
    ),
    Industry.ROBOTICS: ("робототехника",),
    Industry.SHIPBUILDING: (
        "судостроение",
        "судостроительная отрасль",
        "судостроительная промышленность",
    ),
    Industry.TOURISM: ("туризм и сфера услуг", "туризм, услуги", "туризм", "tourism and services"),
    Industry.TRANSPORT: ("транспорт", "транспортная отрасль"),
}

_CODES = {name: code for code, names in COLUMN_NAMES.items() for name in names}
_INDUSTRIES = {name: one for one, names in INDUSTRY_NAMES.items() for name in names}


def column_names() -> Iterable[str]:
    return _CODES


def by_codes(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the columns of clusters by their codes, «Название» as `name`; a column that
    is called so by itself goes before, and what names no column of clusters stays as it is."""
    columns = dict.fromkeys(column for row in rows for column in row.values)
    codes: dict[str, str] = {}
    for column in columns:
        code = _code(column)
        if code not in columns and code not in codes.values():
            codes[column] = code
    if not codes:
        return rows
    return [
        replace(row, values={codes.get(name, name): text for name, text in row.values.items()})
        for row in rows
    ]


def with_points_apart(rows: Sequence[Row]) -> Sequence[Row]:
    """A column of coordinates as one of latitudes and one of longitudes. Of what is no point the
    text stays as both, and is refused as such."""
    if not any(COORDINATES in row.values for row in rows):
        return rows
    return [replace(row, values=_point_apart(dict(row.values))) for row in rows]


def _point_apart(values: dict[str, str]) -> dict[str, str]:
    text = values.pop(COORDINATES, "")
    if values.get("lat") or values.get("lon"):
        return values
    try:
        lat, lon = read_pair(text) if text else ("", "")
    except ValueError:
        lat, lon = text, text
    return {**values, "lat": str(lat), "lon": str(lon)}


def industry_of(name: str) -> Industry:
    """By its code or its name. Raises ValueError."""
    plain = _plain(name)
    return _INDUSTRIES.get(plain) or Industry(plain)


def _code(column: str) -> str:
    names = (_plain(one) for one in spellings(single_spaced(column)))
    return next((_CODES[one] for one in names if one in _CODES), column)


def _plain(text: str) -> str:
    return single_spaced(text.casefold()).replace("ё", "е")
