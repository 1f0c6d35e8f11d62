"""Organisers change clusters in the chat: a file, one field, and taking it back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.clusters.cards import Cluster
from domain.clusters.facts import OpenDay, PointOf
from domain.errors import FetchError
from domain.ids import ClusterId
from domain.places.geo import Point
from handlers.callbacks.clusters.editing import UndoButton
from sandbox.client import UserClient
from tests.handlers.conftest import Stage, staged
from tests.newsroom import PreparedFetcher

SAROV = ClusterId("nn-sarov-nuclear")
NEW = "id,name,industry,region,city\nnew-it,Новый кластер,it,Москва,\n"


async def card(stage: Stage, cluster_id: str = SAROV) -> Cluster | None:
    async with stage.app.store.read() as tx:
        return await tx.clusters.find(ClusterId(cluster_id))


async def upload(organiser: UserClient, content: str, name: str = "new.csv") -> str:
    """The text of the answer to a file."""
    [dashboard] = await organiser.send("/admin")
    await organiser.click("🏭 Кластеры", message=dashboard)
    await organiser.click("Загрузить файл")
    await organiser.upload(name, content.encode())
    return organiser.last.text


async def test_file_shows_what_would_change_and_is_applied_after_a_tap(stage: Stage) -> None:
    organiser = await stage.organiser()
    text = await upload(organiser, NEW)
    before = await card(stage, "new-it")
    await organiser.click("Применить")

    assert text == "new.csv\nДобавится: 1\n\n➕ Новый кластер (Москва)"
    assert before is None
    assert organiser.last.text.startswith("✅ Готово. Добавлено карточек: 1, изменено: 0.")
    assert "Загрузить файл" in organiser.last.buttons
    [found] = await organiser.click("К карточке")
    assert found.text.startswith("Новый кластер")
    assert "✏️ Править" in found.buttons


async def test_bad_file_says_where_and_can_be_sent_again(stage: Stage) -> None:
    organiser = await stage.organiser()
    text = await upload(organiser, NEW.replace(",it,", ",выдумка,"))
    assert "Строка 2, поле «Отрасль (industry)»: отрасль «выдумка» неизвестна" in text
    assert "Применить" not in organiser.last.buttons

    await organiser.upload("new.csv", NEW.encode())
    await organiser.click("Применить")

    assert await card(stage, "new-it") is not None


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("x.pdf", "x", "Файлы «.pdf» не читаю."),
        ("x.csv", " ", "Файл пуст."),
        ("x.csv", "a,b\n1,2\n", "В файле не хватает столбцов: «Код (id)», «Название (name)»"),
    ],
)
async def test_file_beyond_reading_is_refused(
    stage: Stage, name: str, content: str, answer: str
) -> None:
    organiser = await stage.organiser()

    assert (await upload(organiser, content, name)).startswith(answer)
    [please] = await organiser.send("не файл")
    assert please.text.startswith("Жду файл csv, xlsx, ods или json.")


async def test_last_change_is_undone_after_a_question(stage: Stage) -> None:
    organiser = await stage.organiser()
    await upload(organiser, NEW)
    await organiser.click("Применить")
    await organiser.click("‹ К кластерам")
    overview = organiser.last.text
    await organiser.click("Отменить последнее изменение")
    assert "Будет удалено карточек: 1, вернутся к прежнему виду: 0." in organiser.last.text
    await organiser.click("Да, отменить")

    assert "Ольга. Добавлено: 1, изменено: 0." in overview
    assert organiser.toast == "Изменение отменено"
    assert await card(stage, "new-it") is None


async def test_first_cards_of_a_store_are_not_taken_back(stage: Stage) -> None:
    """The starter file brought all of them: no card would be left."""
    organiser = await stage.organiser()
    [dashboard] = await organiser.send("/admin")
    await organiser.click("🏭 Кластеры", message=dashboard)
    overview = organiser.last
    refusals = []
    for sure in (False, True):
        data = UndoButton(version=1, sure=sure).pack()
        await organiser.press(data, message=overview, forged=True)
        refusals.append(organiser.toast)

    assert "393" in overview.text
    assert "Отменить последнее изменение" not in overview.buttons
    assert (
        refusals
        == [
            "Этим изменением пришли все карточки (393): без него не осталось бы ни одной, "
            "поэтому отменить его нельзя. Пришлите файл с нужными карточками."
        ]
        * 2
    )
    assert await card(stage, "nn-sarov-nuclear") is not None


async def test_undo_of_an_older_change_is_refused(stage: Stage) -> None:
    organiser = await stage.organiser()
    await upload(organiser, NEW)
    await organiser.click("Применить")

    await organiser.press("uu:1:1", forged=True)

    assert organiser.toast is not None
    assert organiser.toast.startswith("С тех пор карточки меняли ещё раз.")
    assert await card(stage, "new-it") is not None


async def test_one_field_is_edited_from_the_card(stage: Stage) -> None:
    organiser = await stage.organiser()
    await organiser.send(f"/start cluster_{SAROV}")
    await organiser.click("✏️ Править")
    await organiser.click("Сайт")
    assert "Чтобы очистить поле, пришлите «-»." in organiser.last.text
    [refused] = await organiser.send("не адрес")
    assert refused.text.startswith("Так не получится: «не адрес» — не адрес сайта")

    [shown] = await organiser.send("https://example.org/nuclear")
    await organiser.click("Применить")

    assert "→ https://example.org/nuclear" in shown.text
    found = await card(stage)
    assert found is not None
    assert found.website == "https://example.org/nuclear"


async def test_another_town_moves_the_card_on_the_map(stage: Stage) -> None:
    organiser = await stage.organiser()
    was = await card(stage)
    await organiser.send(f"/start cluster_{SAROV}")
    await organiser.click("✏️ Править")
    await organiser.click("Город")
    [shown] = await organiser.send("Арзамас")
    await organiser.click("Применить")

    assert "Город: Саров → Арзамас" in shown.text
    found = await card(stage)
    assert found is not None
    assert was is not None
    assert (found.city, found.point != was.point, found.point is None) == ("Арзамас", True, False)


async def test_file_that_is_applied_or_dropped_stays_so(stage: Stage) -> None:
    organiser = await stage.organiser()
    await upload(organiser, NEW)
    offer = organiser.last
    await organiser.click("Применить")
    await organiser.press("ut:a:1:0", message=offer, forged=True)
    assert organiser.toast == "Этот файл уже применён."
    await upload(organiser, NEW)
    await organiser.click("Отменить")
    await organiser.press("ut:a:2:0", forged=True)

    assert organiser.last.text.startswith("Главное меню.")


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
async def test_export_comes_as_a_file(stage: Stage, kind: str) -> None:
    organiser = await stage.organiser()
    [dashboard] = await organiser.send("/admin")
    await organiser.click("🏭 Кластеры", message=dashboard)
    [file] = await organiser.click(f"Скачать {kind}")

    assert file.raw["document"]["file_name"] == f"clusters.{'csv' if kind == 'CSV' else 'xlsx'}"


@pytest.mark.parametrize(
    "data", ["u:h", "u:f", "u:c", "uu:1:1", "ut:a:1:0", f"ue:{SAROV}", f"uc:{SAROV}:0"]
)
async def test_editing_is_for_organisers_only(stage: Stage, data: str) -> None:
    student = stage.person()
    await student.send("/start")

    await student.press(data, forged=True)

    assert student.toast == "Это только для организаторов."
    await student.send(f"/start cluster_{SAROV}")
    assert "✏️ Править" not in student.last.buttons


async def editing(stage: Stage, label: str) -> UserClient:
    """An organiser who was asked for a new value of a field."""
    organiser = await stage.organiser()
    await organiser.send(f"/start cluster_{SAROV}")
    await organiser.click("✏️ Править")
    await organiser.click(label)
    return organiser


@pytest.mark.parametrize("way", ["54.931, 43.322", "54,931 43,322", "location"])
async def test_point_of_the_building_is_told_at_once_and_taken_back(
    stage: Stage, way: str
) -> None:
    organiser = await editing(stage, "📍 Точка на карте")
    town = await card(stage)
    assert town is not None
    if way == "location":
        await organiser.share_location(54.931, 43.322)
    else:
        await organiser.send(way)
    await organiser.click("Применить")

    told = await card(stage)
    assert told is not None
    assert (told.point, told.point_of) == (Point(54.931, 43.322), PointOf.BUILDING)
    assert told.tz == "Europe/Moscow"
    await organiser.click("К карточке")
    [pin] = await organiser.click("📍 На карте")
    assert pin.raw["venue"]["location"] == {"latitude": 54.931, "longitude": 43.322}

    organiser = await editing(stage, "📍 Точка на карте")
    await organiser.send("-")
    await organiser.click("Применить")
    back = await card(stage)
    assert back is not None
    assert (back.point, back.point_of) == (town.point, PointOf.TOWN)


async def test_location_for_another_field_is_refused_and_the_field_waited_for(
    stage: Stage,
) -> None:
    organiser = await editing(stage, "Телефон")
    await organiser.share_location(54.931, 43.322)
    assert organiser.last.text.startswith("Для этого поля нужен текст.")
    await organiser.send("нет телефона")
    assert "Так не получится: «нет телефона» — не телефон." in organiser.last.text
    await organiser.send("8 (83130) 1-23-45")
    await organiser.click("Применить")

    told = await card(stage)
    assert told is not None
    assert told.phone == "8 (83130) 1-23-45"


@pytest.mark.parametrize(
    ("label", "text", "field", "value"),
    [
        ("Форма обучения", "очно и заочно", "study_forms", ("full-time", "extramural")),
        ("После класса", "после 9 и 11 классов", "grades", (9, 11)),
        ("Общежитие", "Есть", "dormitory", True),
        ("Бесплатных мест", "75", "places", 75),
        ("Адрес приёмной", "ул. Мира, 6", "address", "ул. Мира, 6"),
        (
            "Дни открытых дверей",
            "17.04.2027 11:00 | Актовый зал | https://example.org/day; 2027-10-16",
            "open_days",
            (
                OpenDay(
                    on=date(2027, 4, 17),
                    at=time(11),
                    address="Актовый зал",
                    source="https://example.org/day",
                ),
                OpenDay(on=date(2027, 10, 16)),
            ),
        ),
    ],
)
async def test_fact_is_edited_as_people_write_it(
    stage: Stage, label: str, text: str, field: str, value: object
) -> None:
    organiser = await editing(stage, label)
    await organiser.send(text)
    await organiser.click("Применить")

    assert getattr(await card(stage), field) == value


async def test_coverage_is_told_to_organisers_page_by_page(stage: Stage) -> None:
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("🗺 Что мы знаем")
    first = organiser.last.text
    await organiser.click("Дальше ›")

    assert "Кластеров в списке: 393 из 601" in first
    assert "Республика Башкортостан: 9 из 27" in first
    assert "сколько всего — неизвестно" in organiser.last.text


async def test_coverage_is_for_organisers_alone(student: UserClient) -> None:
    await student.send("/start")
    await student.press("uo:0", message=student.last, forged=True)

    assert student.last.text == "Это только для организаторов." or student.toast


PAGE = """<table><tr><td itemprop="eduCode">15.01.05</td><td itemprop="eduName">Сварщик</td>
<td itemprop="eduForm">Очная</td></tr><tr><td itemprop="eduCode">43.01.09</td>
<td itemprop="eduName">Повар</td><td itemprop="eduForm">Заочная</td></tr></table>"""


async def test_programmes_are_taken_from_the_own_page_of_a_college(
    tmp_path: Path, prepared: Path
) -> None:
    """Shown first; what has none or may not be read is refused in words."""
    fetcher = PreparedFetcher(
        {
            "https://college.example.org/sveden/education": PAGE.encode("cp1251"),
            "https://college.example.org/": b"<h1>x</h1>",
            "http://127.0.0.1/": FetchError("fetch-private"),
        }
    )
    async with staged(tmp_path, prepared, fetcher) as stage:
        organiser = await editing(stage, "🌐 С сайта колледжа")
        refused = [
            (await organiser.send(text))[0].text
            for text in ("сайт", "http://127.0.0.1/", "https://college.example.org/")
        ]
        await organiser.send("https://college.example.org/sveden/education")
        shown = organiser.last.text
        before = await card(stage)
        await organiser.click("Применить")
        after = await card(stage)

    assert all("Что-то сломалось" not in text for text in refused)
    assert "нет размеченного списка программ" in refused[2]
    assert "Форма обучения: пусто → full-time; extramural" in shown
    assert before is not None
    assert after is not None
    assert before.study_forms == ()
    assert after.study_forms == ("full-time", "extramural")
    assert set(before.professions) < set(after.professions)
    assert "Повар, кондитер" in after.professions


DAYS = "колледж;дата;время\nСаровский политехнический техникум;17.04.2027;11:00\n"


@pytest.mark.slow
async def test_file_of_open_days_shows_what_comes_what_stays_and_whom_it_means(
    stage: Stage,
) -> None:
    sarov = await card(stage)
    assert sarov is not None
    there = OpenDay(on=date(2027, 4, 10), address="ул. Мира, 1")
    async with stage.app.store.write() as tx:
        await tx.clusters.save([replace(sarov, open_days=(there,))])
    organiser = await stage.organiser()
    text = await upload(organiser, DAYS, "days.csv")
    labels = organiser.last.buttons
    await organiser.click("Применить, лишние убрать · 1")
    changed = await card(stage)

    assert text.splitlines() == [
        "days.csv",
        "Изменится: 1",
        "",
        "Строка 2: «Саровский политехнический техникум» — понял так: "
        f"{sarov.base_college} (Саров). Не он — укажите код карточки",
        f"✏️ {sarov.name}",
        "➕ 17 апреля 2027\u202fг., 11:00",
        f"📌 Останется, в файле его нет: {sarov.base_college}, "
        "10 апреля 2027\u202fг., ул. Мира, 1",
    ]
    assert labels == ["Применить, лишние убрать · 1", "Применить", "Отменить"]
    assert organiser.last.text.startswith("✅ Готово. Добавлено карточек: 0, изменено: 1.")
    assert changed is not None
    assert changed.open_days == (OpenDay(on=date(2027, 4, 17), at=time(11)),)


async def test_mistakes_of_a_file_of_open_days_stand_by_their_lines(stage: Stage) -> None:
    organiser = await stage.organiser()
    text = "колледж,дата,время\nКолледж будущего,17.04.2027,\n,18.04.2027,\n"
    shown = await upload(organiser, text, "days.csv")

    assert shown.splitlines()[3:5] == [
        "Строка 2, поле «колледж»: колледж «Колледж будущего» не нашёлся среди карточек; "
        "проверьте название и город или укажите код карточки",
        "Строка 3, поле «колледж»: колледж не назван",
    ]
    assert organiser.last.buttons == ["Отменить"]


def book_of(sheets: dict[str, list[list[str]]]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(target)
    return target.getvalue()


async def preview_of(organiser: UserClient, sheets: dict[str, list[list[str]]]) -> list[str]:
    await organiser.send("/admin")
    await organiser.click("🏭 Кластеры")
    await organiser.click("Загрузить файл")
    await organiser.upload("x.xlsx", book_of(sheets))
    return organiser.last.text.splitlines()


async def test_cards_are_read_from_every_sheet(stage: Stage) -> None:
    """Those after the first were lost without a word; a slip there is named with its sheet."""
    organiser = await stage.organiser()
    header = ["id", "name", "industry", "region"]
    lines = await preview_of(
        organiser,
        {
            "ЦФО": [header, ["x-one", "Первый", "it", "Москва"], ["Итого: 1"]],
            "Контакты": [["ФИО", "Телефон"], ["Иванов", "1"]],
            "ПФО": [
                header,
                ["x-two", "Второй", "it", "Мордовия"],
                ["x-three", "", "it", "Москва"],
            ],
        },
    )

    assert [line for line in lines if line.startswith("➕")] == [
        "➕ Первый (Москва)",
        "➕ Второй (Республика Мордовия)",
    ]
    assert "Строка 3 (лист «ПФО»), поле «Название (name)»: обязательное поле пусто" in lines
    assert "Строка 3 (лист «ЦФО»): не похоже на строку таблицы, не взял: «Итого: 1»" in lines


async def test_days_are_read_from_every_sheet(stage: Stage) -> None:
    """The other months were lost, and offered for removal where the file was said to be whole."""
    organiser = await stage.organiser()
    one = await card(stage)
    assert one is not None
    header = ["Код карточки", "Дата", "Время"]
    lines = await preview_of(
        organiser,
        {
            "Март": [["Дни открытых дверей"], header, [SAROV, "12.03.2027", "11:00"], ["* МСК"]],
            "Апрель": [header, [SAROV, "14.04.2027", "12:00"], [SAROV, "утром", "12:00"]],
            "Коды": [["Код карточки", "Город"], [SAROV, "Саров"]],
        },
    )

    assert "➕ 12 марта 2027\u202fг., 11:00" in lines
    assert "➕ 14 апреля 2027\u202fг., 12:00" in lines
    assert any(line.startswith("Строка 3 (лист «Апрель»), поле «дата»") for line in lines)
