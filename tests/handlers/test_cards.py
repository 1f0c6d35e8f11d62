from __future__ import annotations

from domain.clusters import Cluster, Industry
from domain.geo import Point
from domain.ids import ClusterId
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
        "☆ В избранное",
        "Поделиться",
        "⚖️ Сравнить",
        "🎓 Как поступить",
        "Сообщить об ошибке",
    ]


async def test_card_pin_is_a_native_venue(student: UserClient) -> None:
    await open_card(student, "nn-sarov-nuclear")

    [pin] = await student.click("На карте")

    assert pin.raw["venue"]["location"] == {"latitude": 54.94802, "longitude": 43.31521}
    assert pin.raw["venue"]["address"] == "Саров, Нижегородская область"


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


async def test_card_without_a_college_says_so_and_has_no_pin(student: UserClient) -> None:
    text = await open_card(student, "rostov-it")

    assert "Базовый колледж источник не называет." in text
    assert "Где: Ростов-на-Дону, Ростовская область" in text
    assert not any("карте" in label or "Рядом" in label for label in student.last.buttons)
