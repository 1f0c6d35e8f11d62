"""«Мои кластеры»: the order, removing with a way back, comparing from the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.ids import ClusterId
from sandbox.client import UserClient
from tests.handlers.clusters.test_comparisons import ALL, FLYING, WELDING
from tests.handlers.conftest import Stage


async def starred(person: UserClient, *ids: str) -> None:
    for cluster_id in ids:
        await person.send(f"/start cluster_{cluster_id}")
        await person.press(f"cf:{cluster_id}:1")


@pytest.fixture
async def reader(stage: Stage, student: UserClient) -> UserClient:
    near = replace(
        FLYING, id=ClusterId("near"), name="Ближний", city="Казань", point=WELDING.point
    )
    async with stage.app.store.write() as tx:
        await tx.clusters.save([*ALL, near])
    return student


def names(text: str) -> list[str]:
    return [line.partition(". ")[2] for line in text.splitlines() if line[:1].isdigit()]


async def test_favourites_are_in_order_of_name_without_a_home(reader: UserClient) -> None:
    await starred(reader, "welding", "flying", "near")

    [mine] = await reader.send("/my")

    assert names(mine.text) == ["Авиация", "Ближний", "Кластер <b>сварки</b>"]
    assert mine.buttons[-2:] == ["⚖️ Сравнить", "Убрать из списка"]


@pytest.mark.slow
async def test_favourites_are_nearest_to_home_first(reader: UserClient) -> None:
    await starred(reader, "flying", "nn-sarov-nuclear", "near")
    await reader.send("Казань")
    await reader.click("🏠 Запомнить")

    [mine] = await reader.send("/my")

    assert names(mine.text)[0] == "Ближний"
    assert names(mine.text)[-1] == "Авиация"
    assert "Авиастроение · Казань · в этом городе" in mine.text


async def test_empty_list_says_what_to_do(stage: Stage, reader: UserClient) -> None:
    [mine] = await reader.send("/my")
    assert "откройте карточку и нажмите «☆ В избранное»" in mine.text
    assert mine.buttons == ["🗺 По региону", "🏭 По отрасли"]

    person = stage.person("Ann", language="en")
    [english] = await person.send("/my")
    assert english.text.startswith("My clusters")


async def test_cluster_is_removed_and_put_back(reader: UserClient) -> None:
    await starred(reader, "flying", "sailing")
    await reader.send("/my")
    await reader.click("Убрать из списка")
    assert reader.last.text.startswith("Что убрать из списка?")
    for _ in range(2):
        await reader.press("fd:flying:0:0", forged=True)
        assert reader.toast == "Убрано из избранного"
    assert reader.last.buttons == [
        "✕ 1. Судостроение · Астрахань",
        "↩️ Вернуть: Авиастроение · Республи…",
        "‹ К списку",
    ]
    await reader.click("↩️ Вернуть: Авиастроение · Республи…")
    assert reader.toast == "Вернул в список"
    await reader.click("‹ К списку")
    assert names(reader.last.text) == ["Авиация", "Верфи"]


async def test_last_one_removed_leaves_the_advice_and_the_way_back(reader: UserClient) -> None:
    await starred(reader, "flying")
    [mine] = await reader.send("/my")
    assert "⚖️ Сравнить" not in mine.buttons
    await reader.click("Убрать из списка")
    await reader.click("✕ 1. Авиастроение · Республика Тата…")

    assert reader.last.text.startswith("Мои кластеры")
    assert reader.last.buttons[0].startswith("↩️ Вернуть")


async def test_two_of_the_list_are_compared(reader: UserClient) -> None:
    await starred(reader, "flying", "sailing", "near", "welding")
    await reader.send("/my")
    await reader.click("⚖️ Сравнить", message=reader.last)
    assert "Сейчас отмечено: 0." in reader.last.text
    await reader.click("1. Авиастроение · Республика Татарс…", message=reader.last)
    await reader.click("3. Судостроение · Астрахань", message=reader.last)
    assert reader.last.buttons[0] == "✓ 1. Авиастроение · Республика Тата…"

    [shown] = await reader.click("⚖️ Сравнить (2)", message=reader.last)

    assert shown.text.splitlines()[1] == "1. Авиация | 2. Верфи"


async def test_fourth_pick_pushes_the_first_out_and_unpicking_works(reader: UserClient) -> None:
    await starred(reader, "flying", "sailing", "near", "welding")
    await reader.send("/my")
    for cluster_id in ("flying", "sailing", "near", "welding"):
        await reader.press(f"fk:{cluster_id}:1:0", forged=True)
    assert (reader.toast or "").endswith("Авиация")
    await reader.press("fk:near:0:0", forged=True)

    assert "Сейчас отмечено: 2." in reader.last.text


async def test_buttons_of_a_page_that_is_gone_show_the_last_one(reader: UserClient) -> None:
    await starred(reader, "flying")
    for data in ("fs:9", "fp:9", "fx:9", "fd:flying:1:9", "fk:flying:1:9"):
        await reader.press(data, forged=True)

        assert "1. Авиастроение" in "".join(reader.last.buttons)
    for data in ("fd:gone:0:0", "fk:gone:1:0"):
        [menu] = await reader.press(data, forged=True)
        assert menu.text.startswith("Главное меню.")
