from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from urllib.parse import unquote

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay, PointOf, StudyForm
from domain.ids import ClusterId
from domain.places.geo import Point
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

FULL = Cluster(
    id=ClusterId("full"),
    name="Кластер <Всё & сразу>",
    industry=Industry.NUCLEAR,
    region="Нижегородская область",
    city="Саров",
    point=Point(54.94802, 43.31521),
    tz="Europe/Moscow",
    base_college="Политех",
    employers=tuple(f"Завод номер {number} имени Ленина" for number in range(60)),
    network_colleges=("Колледж А", "Колледж Б"),
    professions=("Сварщик",),
    year=2027,
    students=1240,
    website="https://xn--80aaxitdbjk.xn--p1ai/about",
    source_url='https://example.org/?a="1"&b=2',
)


async def open_card(person: UserClient, cluster_id: str) -> str:
    await person.send(f"/start cluster_{cluster_id}")
    return person.last.text


async def test_card_shows_all_that_is_known(stage: Stage, student: UserClient) -> None:
    async with stage.app.store.write() as tx:
        await tx.clusters.save([FULL])

    text = await open_card(student, "full")

    lines = text.splitlines()
    assert lines[:5] == [
        "Кластер <Всё & сразу>",
        "Отрасль: Атомная отрасль",
        "Где: Саров, Нижегородская область",
        "Базовый колледж: Политех",
        "Профессии: Сварщик",
    ]
    assert lines[5].startswith("Работодатели: Завод номер 0 имени Ленина; ")
    assert lines[5].endswith(" и ещё 34")
    assert lines[6:] == [
        "Колледжи-участники: Колледж А; Колледж Б",
        "Планируется на 2027 год: набора может ещё не быть",
        "Студентов: 1\xa0240",
        "Сайт: " + b"xn--80aaxitdbjk.xn--p1ai".decode("idna"),
        "",
        "Источник: example.org",
    ]
    links = [e["url"] for e in student.last.entities if e["type"] == "text_link"]
    assert links == [FULL.website, FULL.source_url]


async def test_card_leaves_out_what_is_not_known(student: UserClient) -> None:
    text = await open_card(student, "alt-agro")

    assert text.splitlines()[:4] == [
        "Кластер «Сельское хозяйство» (Алтайский край)",
        "Отрасль: Сельское хозяйство",
        "Где: Алтайский край",
        "Базовый колледж: Алтайский государственный аграрный университет",
    ]
    assert "Работодатели" not in text
    assert "Проверено 23 ноября 2026" in text
    assert student.last.buttons == [
        "📍 На карте",
        "🔎 Найти сайт",
        "☆ В избранное",
        "Поделиться",
        "⚖️ Сравнить",
        "🎓 Как поступить",
        "Сообщить об ошибке",
    ]


async def test_pin_of_a_building_is_a_native_venue(stage: Stage, student: UserClient) -> None:
    built = replace(FULL, point_of=PointOf.BUILDING, point=Point(54.93, 43.32))
    async with stage.app.store.write() as tx:
        await tx.clusters.save([built, replace(built, id=ClusterId("b"), address="ул. Мира, 6")])
    await open_card(student, "full")

    [pin] = await student.click("На карте")

    assert pin.raw["venue"]["location"] == {"latitude": 54.93, "longitude": 43.32}
    assert pin.raw["venue"]["title"] == "Политех"
    assert pin.raw["venue"]["address"] == "Саров, Нижегородская область"
    await open_card(student, "b")
    [pin] = await student.click("На карте")
    assert pin.raw["venue"]["address"] == "ул. Мира, 6"


async def test_point_of_a_town_is_no_pin_and_opens_a_search_on_a_map(
    student: UserClient,
) -> None:
    """An old button for a pin is answered with the same search."""
    await open_card(student, "nn-sarov-nuclear")
    [shown] = [b for row in student.last.rows for b in row if b["text"] == "📍 На карте"]

    [told] = await student.press("cp:nn-sarov-nuclear", message=student.last, forged=True)

    address, _, query = shown["url"].partition("?text=")
    assert address == "https://yandex.ru/maps/"
    assert unquote(query).startswith("Саровский политехнический техникум")
    assert unquote(query).endswith(", Саров, Нижегородская область")
    assert "venue" not in told.raw
    assert "Точного адреса у нас нет" in told.text
    assert told.rows[0][0]["url"] == shown["url"]


async def test_facts_of_a_college_are_on_its_card(stage: Stage, student: UserClient) -> None:
    told = replace(
        FULL,
        employers=(),
        website="",
        address="ул. <Мира>, 6",
        phone="+7 83130 1-23-45",
        grades=(9, 11),
        study_forms=(StudyForm.FULL_TIME, StudyForm.EXTRAMURAL),
        dormitory=False,
        places=75,
        open_days=(
            OpenDay(on=date(2030, 4, 17), at=time(11), address="Актовый зал"),
            OpenDay(on=date(2020, 4, 17)),
        ),
    )
    async with stage.app.store.write() as tx:
        await tx.clusters.save([told])

    lines = (await open_card(student, "full")).splitlines()

    assert lines[3:6] == [
        "Базовый колледж: Политех",
        "Приёмная комиссия: ул. <Мира>, 6",
        "Телефон: +7 83130 1-23-45",
    ]
    at = lines.index("Принимают после 9 и 11 класса")
    assert lines[at : at + 5] == [
        "Принимают после 9 и 11 класса",
        "Форма обучения: очная, заочная",
        "Бесплатных мест: 75",
        "Общежития нет",
        "День открытых дверей: 17 апреля 2030\u202fг., 11:00, Актовый зал",
    ]
    assert not any("2020" in line for line in lines)


async def test_unknown_site_can_be_searched_for(student: UserClient) -> None:
    await open_card(student, "alt-agro")

    [found] = [b for row in student.last.rows for b in row if "Найти сайт" in b["text"]]

    assert unquote(found["url"]) == (
        "https://yandex.ru/search/?text=Алтайский государственный аграрный университет "
        "Алтайский край официальный сайт"
    )


async def test_card_nearby_starts_from_the_town_of_the_cluster(student: UserClient) -> None:
    await open_card(student, "nn-sarov-nuclear")

    [found] = await student.click("Рядом ещё")

    assert found.text.startswith("📍 Саров, Нижегородская область")


async def test_card_share_button_carries_the_deep_link(student: UserClient) -> None:
    await open_card(student, "nn-sarov-nuclear")

    [share] = [b for row in student.last.rows for b in row if b["text"] == "Поделиться"]

    assert share["url"].startswith(
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fprofkompas_bot"
    )
    assert "start%3Dcluster_nn-sarov-nuclear" in share["url"]


async def test_favourite_is_kept_once_however_often_it_is_tapped(student: UserClient) -> None:
    await open_card(student, "nn-sarov-nuclear")
    card = student.last
    await student.click("☆ В избранное")
    assert student.toast == "Добавлено в избранное. Список — /my"
    await student.press("cf:nn-sarov-nuclear:1", message=card, forged=True)

    [mine] = await student.send("/my")

    assert mine.text.startswith("Мои кластеры — 1 кластер\n\n1. Кластер «Атомная отрасль»")
    await student.click("★ В избранном")
    [empty] = await student.send("/my")
    assert empty.text.startswith("Мои кластеры")


async def test_buttons_of_a_cluster_that_is_gone_give_a_fresh_menu(student: UserClient) -> None:
    await student.send("/start")
    for data in ("c:gone", "cp:gone", "cf:gone:1", "cr:gone", "cw:name:gone", "cn:gone"):
        [menu] = await student.press(data, forged=True)

        assert student.toast == "Этого кластера больше нет в списке. Вот свежее меню."
        assert menu.text.startswith("Главное меню.")


async def test_card_without_a_college_says_so_and_is_beside_nobody(student: UserClient) -> None:
    text = await open_card(student, "rostov-it")

    assert "Базовый колледж источник не называет." in text
    assert "Где: Ростов-на-Дону, Ростовская область" in text
    assert not any("Рядом" in label or "сайт" in label for label in student.last.buttons)
