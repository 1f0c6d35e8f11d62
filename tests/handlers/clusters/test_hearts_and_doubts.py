"""Despair, sorrow, signs, and doubts about the bot: answered as what they are."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage


@pytest.mark.parametrize("text", ["не хочу жить", "меня бьют дома", "хочу умереть, Казань"])
async def test_despair_is_answered_by_where_people_help(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "8-800-2000-122" in answer.text
    assert "112" in answer.text
    assert answer.buttons == []


async def test_despair_in_english(stage: Stage) -> None:
    [reader] = await stage.audience(1, language="en")
    [answer] = await reader.send("I want to die")

    assert "8-800-2000-122" in answer.text
    assert answer.text.startswith("I am so sorry")


async def test_sorrow_is_answered_by_whom_to_talk_to_and_the_way_on(student: UserClient) -> None:
    [answer] = await student.send("мне очень грустно")

    assert "8-800-2000-122" in answer.text
    assert "🧩 Помоги выбрать" in answer.buttons


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("👍", "Пожалуйста!"),
        ("🙏🙏", "Пожалуйста!"),
        ("👎", "Жаль, что ответ не подошёл."),
        ("🚗", "Не увидел в сообщении слов."),
    ],
)
async def test_sign_alone_is_answered(student: UserClient, text: str, said: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(said)


@pytest.mark.parametrize("text", ["это развод?", "кто тебя создал", "вам можно доверять?"])
async def test_doubts_about_the_bot_are_answered_in_few_words(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Я Профкомпас")
    assert len(answer.text) < 400
    assert "🧩 Помоги выбрать" in answer.buttons


@pytest.mark.parametrize(
    "text",
    ["куда поступить на бюджет в Казани", "где можно на бюджет в Туле", "Омск, хочу на бюджет"],
)
async def test_free_place_in_a_town_is_a_search(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "Год не потерян" not in answer.text
    assert "📍" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "если не пройду на бюджет",
        "вдруг не пройдёт на бюджет",
        "не хватило балла на бюджет",
    ],
)
async def test_fear_of_not_being_taken_is_answered(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Не прошёл по конкурсу. Что дальше?")


@pytest.mark.parametrize(
    "text", ["не знаю", "для гиперактивного пацана", "сын ни рыба ни мясо, сидит в телефоне"]
)
async def test_who_does_not_know_is_asked_at_once(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "1 из 9" in answer.text


@pytest.mark.parametrize("text", ["is this app legit", "is this bot fake?", "are you legit"])
async def test_doubts_in_english_are_answered_too(stage: Stage, text: str) -> None:
    [reader] = await stage.audience(1, language="en")
    [answer] = await reader.send(text)

    assert answer.text.startswith("I am Profkompas")


@pytest.mark.parametrize(
    "text", ["буллят меня", "хейтят сестру в группе", "троллят одноклассники"]
)
async def test_bullying_in_words_of_the_net_is_answered(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Травля или конфликт: куда идти?")


@pytest.mark.parametrize("text", ["ох, даже не знаю", "да не знаю даже", "эх, не знаю"])
async def test_who_sighs_that_he_does_not_know_is_asked(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "1 из 9" in answer.text


@pytest.mark.parametrize(
    "text",
    ["сравните колледж и университет", "что лучше, техникум или вуз", "сравни вуз и колледж"],
)
async def test_college_is_compared_with_other_schools(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("10-й класс или колледж: что выбрать?")


@pytest.mark.parametrize(
    "text", ["учительница химии в лицее, нужны буклеты", "завуч школы, материалы о колледжах"]
)
async def test_teachers_who_need_materials_get_no_list_of_teaching(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert "Профессионалитет" in answer.text + "".join(answer.buttons)
    assert "Ищу" not in answer.text


@pytest.mark.parametrize(
    "text", ["нас 15 человек, можно на экскурсию?", "впятером на экскурсию можно?"]
)
async def test_excursion_is_an_open_day(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Дни открытых дверей")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("9", "После какого класса поступать?"),
        ("14", "Кто может поступить?"),
        ("17", "Кто может поступить?"),
        ("42", "Можно ли поступить взрослому?"),
    ],
)
async def test_number_alone_may_be_a_class_or_an_age(
    student: UserClient, text: str, asked: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"«{text}» — это класс, возраст или номер из списка?")
    assert answer.buttons[0] == f"🎓 {asked}"


async def test_number_that_is_no_age_is_not_understood(student: UserClient) -> None:
    [answer] = await student.send("4096")

    assert answer.text.startswith("Не увидел в сообщении слов.")


@pytest.mark.parametrize(
    "text", ["серьёзно?", "вы серьезно", "это серьёзно?", "и всё?", "seriously?"]
)
async def test_disbelief_is_regretted(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Жаль, что ответ не подошёл.")


@pytest.mark.parametrize(
    ("text", "wished"),
    [("токарь, передумал", "Токарь"), ("передумала, повар", "Повар, кондитер")],
)
async def test_trade_of_another_mind_is_searched(
    student: UserClient, text: str, wished: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"🔎 Ищу: {wished}")
