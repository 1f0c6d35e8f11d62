"""Comparing cards: marking, the table and the text instead of it, taking out, two devices."""

from __future__ import annotations

import json

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from domain.places.geo import Point
from sandbox.client import UserClient
from sandbox.entities import units
from sandbox.errors import BotApiError
from sandbox.faults import of_method
from tests.handlers.conftest import Stage

KAZAN = Point(55.79, 49.12)
WELDING = Cluster(
    id=ClusterId("welding"),
    name="Кластер <b>сварки</b>",
    industry=Industry.METALLURGY,
    region="Республика Татарстан",
    city="Казань",
    point=KAZAN,
    base_college="Колледж & сварка",
    professions=("Сварщик", "Токарь"),
    employers=("КАМАЗ",),
    year=2023,
    students=1240,
    website="https://xn--80aaxitdbjk.xn--p1ai/about",
)
SEWING = Cluster(
    id=ClusterId("sewing"),
    name="Швейный кластер",
    industry=Industry.LIGHT,
    region="Республика Татарстан",
    city="Казань",
    professions=("сварщик", "Швея"),
    employers=("КАМАЗ",),
    year=2027,
)
FLYING = Cluster(
    id=ClusterId("flying"),
    name="Авиация",
    industry=Industry.AVIATION,
    region="Республика Татарстан",
)
SAILING = Cluster(
    id=ClusterId("sailing"), name="Верфи", industry=Industry.SHIPBUILDING, region="Астрахань"
)
ALL = [WELDING, SEWING, FLYING, SAILING]


@pytest.fixture
async def reader(stage: Stage, student: UserClient) -> UserClient:
    async with stage.app.store.write() as tx:
        await tx.clusters.save(ALL)
    return student


async def mark(person: UserClient, *ids: str) -> None:
    for cluster_id in ids:
        await person.send(f"/start cluster_{cluster_id}")
        labels = ("⚖️ Сравнить", "➕ К сравнению")
        await person.click(next(one for one in labels if one in person.last.buttons))


async def test_first_tap_marks_the_second_card_opens_the_table(reader: UserClient) -> None:
    await mark(reader, "welding")
    assert reader.toast == "Отмечено. Откройте ещё один кластер и тоже нажмите «Сравнить»."
    assert reader.last.rows[2][0]["text"] == "✓ В сравнении"
    await mark(reader, "sewing")
    assert reader.toast == "Отмечено: 2. Можно сравнивать."

    [shown] = await reader.click("⚖️ Сравнить (2)")

    assert shown.text.splitlines() == [
        "Сравнение кластеров",
        "1. Кластер <b>сварки</b> | 2. Швейный кластер",
        "≠ Отрасль",
        "Металлургия | Лёгкая промышленность",
        "Где",
        "Казань, Республика Татарстан",
        "≠ Базовый колледж",
        "Колледж & сварка | неизвестно",
        "≠ Профессии",
        "У всех: Сварщик",
        "Токарь | Швея",
        "Работодатели",
        "КАМАЗ",
        "≠ Когда открылся",
        "работает с 2023 года | планируется на 2027 год",
        "≠ Студентов",
        "1\xa0240 | неизвестно",
        "≠ Сайт",
        b"xn--80aaxitdbjk.xn--p1ai".decode("idna") + " | неизвестно",
        "Знак ≠ — здесь кластеры отличаются",
    ]
    assert shown.buttons == [
        "1. Казань",
        "✕ Убрать 1-й",
        "2. Казань",
        "✕ Убрать 2-й",
        "Очистить сравнение",
    ]
    [card] = await reader.click("1. Казань", message=shown)
    assert card.text.startswith("Кластер <b>сварки</b>")


async def test_table_measures_from_home_and_speaks_english(
    stage: Stage, reader: UserClient
) -> None:
    person = stage.person("Ann", language="en")
    await person.send("Казань")
    await person.click("🏠 Remember")
    for cluster_id in ("welding", "sewing"):
        await person.send(f"/start cluster_{cluster_id}")
        await person.click("⚖️ Compare")

    [shown] = await person.click("⚖️ Compare (2)")

    lines = shown.text.splitlines()
    assert lines[0] == "Clusters compared"
    at = lines.index("≠ Distance from home (Kazan)")
    assert lines[at + 1] == "in this town | not known"
    await person.click("✕ Remove no. 1")
    assert person.last.text.startswith("One cluster is marked: Швейный кластер")


@pytest.mark.parametrize(
    "error",
    [
        BotApiError(404, "Not Found: method not found"),
        BotApiError(400, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    ],
)
async def test_table_refused_comes_as_text(
    stage: Stage, reader: UserClient, error: BotApiError
) -> None:
    await mark(reader, "welding", "sewing")
    stage.world.faults.refuse(error, when=of_method("sendRichMessage"))

    [shown] = await reader.click("⚖️ Сравнить (2)")

    assert "rich_message" not in shown.raw
    assert shown.text.startswith(
        "Сравнение кластеров\n1. Кластер <b>сварки</b>\n2. Швейный кластер\n\n≠ Отрасль\n"
        "1. Металлургия\n2. Лёгкая промышленность\n\nГде\nКазань, Республика Татарстан\n"
    )
    links = [e["url"] for e in shown.entities if e["type"] == "text_link"]
    assert links == [WELDING.website]
    await reader.click("✕ Убрать 2-й", message=shown)
    assert reader.last.message_id == shown.message_id
    assert reader.last.text.startswith("Отмечен один кластер: Кластер <b>сварки</b>")


async def test_fourth_pushes_the_first_out_with_a_word(reader: UserClient) -> None:
    await mark(reader, "welding", "sewing", "flying", "sailing")

    assert reader.toast == (
        "Рядом помещается не больше 3, поэтому убран отмеченный раньше всех: Кластер <b>сварки</b>"
    )
    [shown] = await reader.click("⚖️ Сравнить (3)")
    assert shown.text.splitlines()[1] == "1. Швейный кластер | 2. Авиация | 3. Верфи"


async def test_taking_out_edits_the_table_and_double_taps_change_nothing(
    reader: UserClient,
) -> None:
    await mark(reader, "welding", "sewing", "flying")
    [shown] = await reader.click("⚖️ Сравнить (3)")

    for _ in range(2):
        assert await reader.press("td:sewing", message=shown, forged=True) == []
        assert reader.toast == "Убрано из сравнения"
    assert reader.last.text.splitlines()[1] == "1. Кластер <b>сварки</b> | 2. Авиация"
    for _ in range(2):
        assert await reader.press("tc", message=shown, forged=True) == []
    assert reader.last.text.startswith("Сравнивать пока нечего.")
    assert reader.last.buttons == ["🗺 По региону", "🏭 По отрасли"]
    [empty] = await reader.press("ts", forged=True)
    assert empty.text.startswith("Сравнивать пока нечего.")


async def test_marking_twice_and_unmarking_twice_is_once(reader: UserClient) -> None:
    await mark(reader, "welding")
    card = reader.last
    await reader.press("tm:welding:1", message=card, forged=True)
    assert reader.toast == "Отмечено. Откройте ещё один кластер и тоже нажмите «Сравнить»."
    for _ in range(2):
        await reader.press("tm:welding:0", message=card, forged=True)
        assert reader.toast == "Убрано из сравнения"
    assert reader.last.rows[2][0]["text"] == "⚖️ Сравнить"


async def test_card_shows_what_was_marked_on_another_device(reader: UserClient) -> None:
    """A second card, opened before the first was marked, knows it once it is tapped."""
    await reader.send("/start cluster_welding")
    phone = reader.last
    await reader.send("/start cluster_sewing")
    laptop = reader.last
    await reader.press("tm:welding:1", message=phone)
    await reader.press("tm:sewing:1", message=laptop)

    assert "⚖️ Сравнить (2)" in reader.last.buttons


async def test_cluster_that_is_gone_leaves_the_comparison(
    stage: Stage, reader: UserClient
) -> None:
    await mark(reader, "welding", "sewing", "flying")
    [shown] = await reader.click("⚖️ Сравнить (3)")
    async with stage.app.store.write() as tx:
        await tx.clusters.delete([ClusterId("sewing")])
    stage.clock.advance(seconds=2)

    await reader.press("td:sewing", message=shown)
    assert reader.last.text.splitlines()[1] == "1. Кластер <b>сварки</b> | 2. Авиация"
    await reader.press("tm:sewing:1", forged=True)
    assert reader.toast == "Этого кластера больше нет в списке. Вот свежее меню."


async def test_largest_cards_fit_one_message_either_way(stage: Stage, reader: UserClient) -> None:
    names = tuple(f"Очень <длинное> название номер {number} " + "я" * 80 for number in range(60))
    huge = [
        Cluster(
            id=ClusterId(f"huge-{number}"),
            name=f"{number} " + "<&" * 150,
            industry=Industry.CONSTRUCTION,
            region=f"Регион {number} " + "о" * 200,
            city="Город" * 40,
            point=KAZAN,
            base_college=f"{number}" + "колледж " * 60,
            professions=(f"{number}" + "п" * 300, *names),
            employers=(f"{number}" + "р" * 300, *names),
            year=2020 + number,
            students=10**6 + number,
            website=f"https://{'сайт' * 10}{number}.рф/" + "я" * 200,
        )
        for number in range(3)
    ]
    async with stage.app.store.write() as tx:
        await tx.clusters.save(huge)
    await mark(reader, *(one.id for one in huge))

    [rich] = await reader.click("⚖️ Сравнить (3)")
    refused = BotApiError(404, "Not Found: method not found")
    stage.world.faults.refuse(refused, when=of_method("sendRichMessage"))
    [text] = await reader.click("⚖️ Сравнить (3)")

    assert "rich_message" in rich.raw
    assert (units(rich.text) < 4096, units(text.text) < 4096) == (True, True)


async def test_comparison_is_exported_and_erased(stage: Stage, reader: UserClient) -> None:
    await mark(reader, "sewing", "welding")
    await reader.send("/privacy")
    [document] = await reader.click("Скачать мои данные")
    stored = stage.world.files[document.raw["document"]["file_id"]]
    assert json.loads(stored.data)["compared_clusters"] == ["sewing", "welding"]

    await reader.send("/privacy")
    await reader.click("Удалить мои данные")
    await reader.click("Да, удалить")
    [empty] = await reader.press("ts", forged=True)
    assert empty.text.startswith("Сравнивать пока нечего.")


@pytest.mark.parametrize(
    ("first", "text", "towns"),
    [
        ("сварщик Казань", "Сравни их", ["Чебоксары", "Цивильск", "Димитровград"]),
        ("сварщик", "сравнить первые два", ["Гусев", "Иркутск"]),
        ("welder Kazan", "compare them", ["Чебоксары", "Цивильск", "Димитровград"]),
        ("повар Казань", "сравни 1 и 3", ["Чебоксары", "Благовещенск"]),
        ("Самара", "чем отличаются первый и четвёртый", ["Самара", "Тольятти"]),
        ("сварщик Самара", "what is the difference between 1 and 3", ["Самара", "Димитровград"]),
    ],
)
async def test_cards_of_a_list_are_compared_as_they_are_typed(
    student: UserClient, first: str, text: str, towns: list[str]
) -> None:
    await student.send(first)
    [shown] = await student.send(text)

    assert shown.text.startswith("Номера в списке: ")
    labels = [one for one in shown.buttons if one[0].isdigit()]
    assert labels == [f"{number}. {town}" for number, town in enumerate(towns, 1)]
    await student.click("✕ Убрать 1-й")
    assert next(one for one in student.last.buttons if one[0].isdigit()) == f"1. {towns[1]}"
    await student.click("Очистить сравнение")
    assert student.last.text.startswith("Сравнивать пока нечего.")


@pytest.mark.parametrize(
    "text", ["Сравни их", "сравнить первые два", "compare them", "сравни 1 и 3"]
)
async def test_comparing_without_a_list_says_what_to_do(student: UserClient, text: str) -> None:
    [told] = await student.send(text)

    assert told.text.startswith("Сравнивать пока нечего.")
    assert "«сравни 1 и 2»" in told.text


async def test_number_that_the_list_does_not_have_compares_nothing(student: UserClient) -> None:
    await student.send("Самара")
    [told] = await student.send("сравни 1 и 90")

    assert told.text.startswith("Номера 90 в списке нет, последний — 4.")


async def test_cards_marked_in_the_list_are_meant_by_them(student: UserClient) -> None:
    [listed] = await student.send("сварщик Самара")
    for number in ("2", "3"):
        await student.click(number)
        await student.click("⚖️ Сравнить")
        await student.click("‹ К списку")
    [shown] = await student.send("сравни их")

    assert [one for one in shown.buttons if one[0].isdigit()] == ["1. Тольятти", "2. Димитровград"]
    assert listed.text == student.inbox[-2].text


@pytest.mark.parametrize(
    "text",
    [
        "Чем колледж отличается от вуза",
        "в чем разница между техникумом и колледжем",
        "сравни сварщика и электрика",
        "сравни Казань и Уфу",
    ],
)
async def test_what_is_compared_with_no_card_is_no_comparison(
    student: UserClient, text: str
) -> None:
    await student.send("Самара")
    [told] = await student.send(text)

    assert "Сравнение кластеров" not in told.text
    assert "Сравнивать пока нечего" not in told.text
