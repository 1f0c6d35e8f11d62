"""What somebody tells of himself: his health, his marks, his class, what he would build."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("без руки можно оператором чпу", "оператор чпу"),
        ("сын без ноги, можно ли портным", "портной"),
        ("слабослышащий ребенок где учат", ""),
        ("где обучают глухих", ""),
    ],
)
async def test_health_is_answered_and_takes_no_wish_away(
    student: UserClient, text: str, trade: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Поступление с инвалидностью и ОВЗ")
    assert f"Искать: {trade}" in "".join(answer.buttons) or not trade


@pytest.mark.parametrize(
    "text",
    [
        "если нет аттестата на руках, примут?",
        "на руках нет аттестата",
        "хочу без высшего образования руками работать",
        "работа без нагрузки на глаза",
    ],
)
async def test_hand_or_eye_that_nobody_lacks_is_no_health(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "инвалидностью" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "куда поступать если сдал огэ на тройки",
        "огэ сдала на тройки и четверки куда можно",
        "экзамены сдал на тройки куда берут",
    ],
)
async def test_low_mark_is_no_failed_exam(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "по среднему баллу" in answer.text or "средний балл аттестата" in answer.text
    assert "Не сдал ОГЭ" not in answer.text


@pytest.mark.parametrize("text", ["не сдал огэ", "огэ на двойки", "завалила экзамены в девятом"])
async def test_failed_exam_is_answered(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Не сдал ОГЭ. Что делать?")


@pytest.mark.parametrize(
    "text",
    [
        "ЕГЭ нужен после 11 класса?",
        "я живу в перми закончил девять классов средний балл три и семь куда меня возьмут",
    ],
)
async def test_exam_or_mark_beside_a_class_is_what_is_asked(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Нужен ли ЕГЭ? Какой проходной балл?")


async def test_class_alone_is_still_answered(student: UserClient) -> None:
    [answer] = await student.send("после какого класса берут")

    assert answer.text.startswith("После какого класса поступать?")


@pytest.mark.parametrize("text", ["Пермь без общежития", "колледж в Перми, общежитие не нужно"])
async def test_dormitory_that_is_not_needed_is_not_spoken_of(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert "Пермь" in answer.text
    assert "Общежитие" not in answer.text


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("I want to build houses in Krasnodar", "Krasnodar"),
        ("I want to build roads in Perm", "Perm"),
        ("build houses", ""),
    ],
)
async def test_who_would_build_looks_for_no_housing(
    student: UserClient, text: str, where: str
) -> None:
    [answer] = await student.send(text)

    assert "Строительство" in answer.text
    assert "бщежити" not in answer.text
    assert where == "" or "📍" in "".join(answer.buttons)


async def test_long_story_of_a_pupil_leads_to_colleges(student: UserClient) -> None:
    [found] = await student.send(
        "Здравствуйте. Мы с мужем развелись, сын живёт со мной в Сызрани, учится в 9 классе. "
        "Учителя говорят, в десятый не возьмут, зато он в гараже с дедом мотоцикл собрал."
    )

    assert found.text.startswith("🔎 Ищу: ")
    assert "Сызрань" in found.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("dajut li obshchezhitie", "Дадут ли общежитие?"),
        ("skolko stoit obuchenie", "Сколько это стоит?"),
        ("svarshik v omske", "🔎 Ищу: Сварщик · Омск"),
    ],
)
async def test_russian_in_latin_letters_is_a_question_too(
    student: UserClient, text: str, beginning: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(beginning)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("целевое в Иркутске на сварщика", "Целевое: по нему не отбираю"),
        ("дочь хочет на сварщика, это же не женское", "Учат всех: по полу колледжи не отбирают."),
    ],
)
async def test_wish_beside_a_trade_is_told_in_a_line(
    student: UserClient, text: str, line: str
) -> None:
    [found] = await student.send(text)

    assert line in found.text
    assert "Не понял" not in found.text
