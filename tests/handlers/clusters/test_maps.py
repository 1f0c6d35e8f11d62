"""«На карте» below a list of the nearest clusters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from domain.places.geo import Point
from domain.texts import utf16_units
from handlers.clusters.cards.maps import pins_of
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from ui.formatting import CAPTION_UNITS

MAP = "🗺 На карте"


@pytest.mark.slow
async def test_list_becomes_a_picture_with_the_same_list_in_words(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    listed = student.last
    [picture] = await student.click(MAP)

    lines = picture.text.splitlines()
    assert picture.raw["photo"]
    assert lines[0] == "🗺 Карта. Красная точка — Нижний Новгород, номера — кластеры:"
    assert len(lines) == 6
    assert lines[-1] == (
        "4. Нижегородский радиотехнический колледж — Нижний Новгород, в этом городе"
    )
    assert picture.buttons == ["1", "2", "3", "4"]
    [card] = await student.click("4", message=picture)
    assert "Базовый колледж: Нижегородский радиотехнический колледж" in card.text
    assert listed.message_id in {one.message_id for one in student.inbox}


@pytest.mark.slow
async def test_second_reader_gets_the_picture_that_telegram_has(
    stage: Stage, student: UserClient
) -> None:
    pictures = []
    for person in (student, stage.person("Пётр")):
        await person.send("Саранск")
        [picture] = await person.click(MAP)
        pictures.append(picture.raw["photo"][-1]["file_id"])

    assert pictures[0] == pictures[1]


@pytest.mark.slow
async def test_picture_that_telegram_forgot_is_sent_anew(
    stage: Stage, student: UserClient
) -> None:
    await student.send("Саранск")
    listed = student.last
    await student.click(MAP)
    stage.world.files.clear()
    [again] = await student.click(MAP, message=listed)

    assert again.raw["photo"]


@pytest.mark.slow
async def test_second_page_keeps_its_numbers_and_filter(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    await student.click("›")
    [picture] = await student.click(MAP)

    assert picture.buttons == ["5", "6", "7", "8"]


@pytest.mark.slow
async def test_own_point_is_called_so_and_english_reads_latin(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.share_location(66.0, -170.0)
    [picture] = await person.click("🗺 On the map")

    assert picture.text.startswith("🗺 A map. The red dot is your point,")


@pytest.mark.slow
async def test_longest_names_fit_the_caption(stage: Stage, student: UserClient) -> None:
    point = Point(54.18, 45.18)
    async with stage.app.store.write() as tx:
        await tx.clusters.save(
            Cluster(
                id=ClusterId(f"long-{number}"),
                name="🏭" * 150,
                industry=Industry.IT,
                region="Республика Мордовия",
                city="🏭" * 60,
                point=point,
                base_college="🏭" * 150,
            )
            for number in range(5)
        )
    stage.clock.advance(seconds=2)
    await student.share_location(point.lat, point.lon)
    [picture] = await student.click(MAP)

    assert "4. 🏭" in picture.text
    assert utf16_units(picture.text) <= CAPTION_UNITS


@pytest.mark.parametrize("data", ["nm:p999999999:100::0", "nm:g9001,0:100::0", "nm:p1:100::0"])
async def test_button_of_a_place_that_is_gone_is_outdated(student: UserClient, data: str) -> None:
    await student.send("/start")
    await student.press(data, forged=True)

    assert student.toast == "Эта кнопка устарела. Вот свежее меню."


async def test_button_of_a_page_that_is_empty_now_is_outdated(
    stage: Stage, student: UserClient
) -> None:
    await student.send("Саранск")
    data = next(
        button["callback_data"]
        for row in student.last.rows
        for button in row
        if button["text"] == MAP
    )
    await student.press(data[: data.rindex(":")] + ":9999", forged=True)

    assert student.toast == "Эта кнопка устарела. Вот свежее меню."


def test_towns_around_are_the_largest_and_lie_on_both_sides_of_180(stage: Stage) -> None:
    places = stage.app.dispatcher["places"]
    near = places.largest_around([Point(54.18, 45.18), Point(53.2, 45.0)], 3)
    east = places.largest_around([Point(64.73, 177.5), Point(66.16, -169.81)], 3)

    assert [place.name for place in near][:2] == ["Пенза", "Саранск"]
    assert "Анадырь" in {place.name for place in east}


def test_pins_have_the_names_of_their_colleges_in_two_lines() -> None:
    """Without the town's where several begin with it: the map shows that."""
    names = (
        "Пермский базовый медицинский колледж",
        "Пермский институт железнодорожного транспорта",
        "Чайковский индустриальный колледж",
        "Пермский техникум",
    )
    pins = pins_of([(n, college(name)) for n, name in enumerate(names, 5)])

    assert [pin.label for pin in pins] == ["5", "6", "7", "8"]
    assert [pin.name for pin in pins] == [
        "базовый медицинский\nколледж",
        "институт\nжелезнодорожного…",
        "Чайковский\nиндустриальный…",
        "Пермский техникум",
    ]


def test_college_without_a_point_has_no_pin() -> None:
    placed = college("Пермский техникум")
    assert pins_of([(1, replace(placed, point=None))]) == ()


def college(name: str) -> Cluster:
    return Cluster(
        id=ClusterId(f"c-{len(name)}"),
        name="Кластер",
        industry=Industry.OTHER,
        region="Пермский край",
        base_college=name,
        point=Point(58.01, 56.25),
    )
