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
        (
            "бухгалтером не пойду, лучше поваром",
            "Повар, кондитер",
            "Экономика и бухгалтерский учёт",
        ),
        ("медсестрой не стану, стану парикмахером", "парикмахер", "Сестринское дело"),
        ("айти мне не подходит, нужен сварщик", "Сварщик", "Информационные технологии"),
        (
            "шить не умею, готовить умею",
            "Повар, кондитер",
            "Мастер по изготовлению швейных изделий",
        ),
        (
            "не умею шить, умею готовить",
            "Повар, кондитер",
            "Мастер по изготовлению швейных изделий",
        ),
        ("рисовать не умею, люблю машины", "Мастер по ремонту", "Живопись"),
        ("not a cook, a welder", "Сварщик", "Повар, кондитер"),
        ("not cooking, sewing please", "портной", "Повар, кондитер"),
        ("no programming, I like cars", "Транспорт", "Информационные системы и программирование"),
        ("no cooking, no medicine, I love trains", "Железнодорожный", "Повар, кондитер, Медицина"),
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
        ("шить не умею, хочу научиться", "портной"),
        ("работать не пойду, учиться хочу на сварщика", "Сварщик"),
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
        ("бухгалтером не пойду", "Экономика и бухгалтерский учёт"),
        ("ветеринаром точно не буду", "Ветеринария"),
        ("not cooking, sewing or medicine", "Повар, кондитер, "),
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


async def test_what_health_forbids_is_not_offered_beside_the_answer(student: UserClient) -> None:
    [answer] = await student.send("сварщик не подходит по здоровью")

    assert answer.text.startswith("Нужны ли медосмотр и медсправка?")
    assert "Сварщик" not in "".join(answer.buttons)


@pytest.mark.parametrize(
    ("before", "text", "wished", "hidden"),
    [
        ("сварщик Омск", "нет, не сварщик, электрик", "Электромонтёр", "Не показываю: Сварщик."),
        ("повар", "не программист, дизайнер", "Графический дизайнер", "Не показываю: Информац"),
        ("повар", "не сварщик, не повар, токарь", "Токарь", "Не показываю: Сварщик, Повар"),
        ("повар Екатеринбург", "нет, не повара, кондитера", "Повар, кондитер · Екат", ""),
        ("сварщик Омск", "нет, не в Омске, в Томске", "Сварщик · Томск", ""),
    ],
)
async def test_what_stands_behind_the_comma_is_wished_instead(
    student: UserClient, before: str, text: str, wished: str, hidden: str
) -> None:
    await student.send(before)
    [found] = await student.send(text)

    assert found.text.startswith(f"🔎 Ищу: {wished}")
    assert hidden in found.text


async def test_each_denied_one_after_another_is_not_wished(student: UserClient) -> None:
    [asked] = await student.send("только не сварщик, электрик")

    assert asked.text.startswith("Не показываю: Сварщик, Электромонтёр")
