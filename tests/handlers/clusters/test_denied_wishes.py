"""What somebody does not wish, said before or behind it, beside what he wishes."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    ("text", "wished", "denied"),
    [
        ("медицину не хочу, айти хочу", "Информационные технологии", "Медицина"),
        ("поваром быть не хочу, хочу токарем", "Токарь", "Повар, кондитер"),
        ("готовить не люблю совсем, шить нравится", "портной", "Повар, кондитер"),
        ("завод не для меня, лес люблю", "Лесная промышленность", "Машиностроение"),
        ("стройку не предлагайте, хочу на парикмахера", "парикмахер", "Строительство"),
        ("в Москву не хочу, хочу сварщиком в Туле", "Сварщик · Тула", "Москва"),
        ("не хочу учиться на повара, на сварщика пойду", "Сварщик", "Повар, кондитер"),
        ("не на завод, в лес хочу", "Лесное", "Машиностроение"),
        ("на завод не хочу пойду на повара", "Повар, кондитер", "Машиностроение"),
        ("медицину не хочу хочу айти", "Информационные технологии", "Медицина"),
        ("мне не надо повара, мне надо сварщика", "Сварщик", "Повар, кондитер"),
        ("думал на повара, но передумал, теперь сварщик", "Сварщик", "Повар, кондитер"),
        ("мечтала о медицине, но разочаровалась, нужен ветеринар", "Ветеринария", "Медицина"),
    ],
)
async def test_what_is_denied_is_left_out_and_the_rest_searched(
    student: UserClient, text: str, wished: str, denied: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"🔎 Ищу: {wished}")
    assert f"Не показываю: {denied}." in answer.text


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("не хочу с детьми, с машинами хочу", "Транспорт"),
        ("с детьми не хочу, с машинами хочу", "Транспорт"),
        ("только не в офисе, с деревом хочу работать", "Мастер столярно"),
        ("без опыта на сварщика", "Сварщик"),
    ],
)
async def test_what_is_denied_beside_a_wish_does_not_take_it_away(
    student: UserClient, text: str, wished: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"🔎 Ищу: {wished}")
    assert "Не показываю" not in answer.text


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("иду на токаря, мне же ничего сдавать не надо", "Токарь"),
        ("на швею и деньги тратить не надо", "швея"),
        ("на лаборанта четыре года терять не хочу", "лаборант"),
        ("на сварщика с опытом или без него", "Сварщик"),
    ],
)
async def test_demand_of_a_trade_is_denied_and_not_the_trade(
    student: UserClient, text: str, wished: str
) -> None:
    [answer] = await student.send(text)

    assert "Не показываю" not in answer.text
    assert f"🔎 Искать: {wished}" in "".join(answer.buttons)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("сварщиком не хочу", "Сварщик"),
        ("медицина не для меня", "Медицина"),
        ("не хочу сварщиком, поваром, токарем", "Сварщик, Повар, кондитер, Токарь"),
        ("не хочу, чтобы меня посадили за комп, руками хочу", "Информационные технологии"),
        ("хотел на электрика, передумал", "Электромонтёр"),
        ("я не люблю готовить", "Повар, кондитер"),
        ("мне не нравится шить", "Мастер по изготовлению швейных изделий"),
        ("дочь не хочет лечить людей", "Лечебное дело"),
    ],
)
async def test_who_only_denies_is_helped_to_choose_without_it(
    student: UserClient, text: str, denied: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"Не показываю: {denied}")
    assert "Помоги выбрать" in answer.text
