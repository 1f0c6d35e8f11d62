"""Finding an answer by a question as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clusters.answers import (
    ANSWER_UNITS,
    QUESTION_UNITS,
    Answer,
    AnswerField,
    AnswerSource,
)
from domain.errors import ConfigError, UserError
from domain.people.users import Language
from services.clusters.answer_index import LEAST_SCORE, AnswerIndex
from services.clusters.answer_texts import changed, checked_sources
from services.clusters.files.answers import load_answers
from services.language.letters import CHARACTERS_CONSIDERED

DATA = Path(__file__).parents[4] / "data"
SHIPPED = load_answers(DATA / "answers.csv")
INDEX = AnswerIndex(SHIPPED)
BUTTON_LETTERS = 36


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Дают ли общежитие?", "dormitory"),
        ("общяга", "dormitory"),
        ("жилье для иногородних", "dormitory"),
        ("ЖИЛЬЁ", "dormitory"),
        ("j,ot;bnbt", "dormitory"),
        ("J<OT:BNBT", "dormitory"),
        ("какие докуметы нужны", "documents"),
        ("до какого числа можно подать", "dates"),
        ("сколько стоит обучение", "cost"),
        ("tuition fee", "cost"),
        ("сколько лет учиться", "how-long"),
        ("после девятого класса", "which-class"),
        ("нужен егэ?", "marks"),
        ("стипендию платят?", "scholarship"),
        ("заберут в армию", "army"),
        ("фкьн", "army"),
        ("мне 40 лет, можно поступить взрослому", "adults"),
        ("у меня инвалидность", "disability"),
        ("заочно", "distance"),
        ("можно потом в университет", "university"),
        ("помогут устроиться на работу", "first-job"),
        ("что такое профессионалитет", "programme"),
        ("Professionalitet", "programme"),
        ("чем отличается от обычного колледжа", "difference"),
        ("вступительные экзамены есть?", "entrance-tests"),
        ("забрать документы обратно", "documents-back"),
        ("отзываю заявление, передумал", "documents-back"),
        ("куратор группы", "looked-after"),
        ("curfew", "looked-after"),
        ("буллинг", "bullying"),
        ("травят", "bullying"),
        ("вымогают деньги", "bullying"),
        ("демонстрационный экзамен", "final-exams"),
        ("defend my thesis", "final-exams"),
    ],
)
def test_question_finds_its_answer_first(asked: str, expected: str) -> None:
    found = INDEX.find(asked, 3)

    assert found[0].answer.id == expected
    assert LEAST_SCORE <= found[0].score <= 1


@pytest.mark.parametrize("text", ["Саранск", "Нижний Новгород", "сварщик", "привет", "", "🧭"])
def test_text_that_asks_none_of_them_finds_none(text: str) -> None:
    assert INDEX.find(text, 3) == []


@given(st.text(max_size=5000))
def test_whatever_is_typed_is_answered_within_bounds(text: str) -> None:
    found = INDEX.find(text, 3)

    assert len(found) <= 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_every_shipped_question_finds_itself_in_both_languages() -> None:
    for answer in SHIPPED:
        for language in Language:
            found = INDEX.find(answer.words[language].question, 1)
            assert found[0].answer.id == answer.id, answer.words[language].question


def test_shipped_answers_are_whole_sourced_and_dated() -> None:
    assert len(SHIPPED) >= 15
    assert all(one.sources and one.checked_on and one.keywords for one in SHIPPED)
    assert all(one.words[language].is_whole for one in SHIPPED for language in Language)


@pytest.mark.parametrize("language", Language)
def test_shipped_questions_fit_the_button_of_a_phone(language: Language) -> None:
    """A longer label is cut, and its reader must guess the rest."""
    labels = [one.words[language].question for one in SHIPPED]

    assert [label for label in labels if len(label) > BUTTON_LETTERS] == []
    assert len({*labels}) == len(labels)


def test_file_with_a_bad_row_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    lines = (DATA / "answers.csv").read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], "x,nowhere,a,b,c,d,e,2026-01-01,f"]), "utf-8")

    with pytest.raises(ConfigError, match=r"answers\.csv:2"):
        load_answers(path)


def answer() -> Answer:
    return SHIPPED[0]


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (AnswerField.QUESTION_RU, " \n ", "answers-text-empty"),
        (AnswerField.QUESTION_RU, "…?!", "answers-text-empty"),
        (AnswerField.QUESTION_EN, "a" * (QUESTION_UNITS + 1), "answers-text-long"),
        (AnswerField.ANSWER_RU, "а" + "🧭" * (ANSWER_UNITS // 2), "answers-text-long"),
        (AnswerField.SOURCES, "", "answers-sources-empty"),
        (AnswerField.SOURCES, "а\nб\nв\nг\nд", "answers-sources-many"),
        (AnswerField.SOURCES, "https://example.org", "answers-source-nameless"),
        (AnswerField.SOURCES, "Закон javascript://x.y", "answers-source-address"),
        (AnswerField.SOURCES, "Закон https://a.ru/\u00a0b", "answers-source-address"),
        (AnswerField.CHECKED_ON, "вчера", "answers-day-unclear"),
        (AnswerField.KEYWORDS, "слово " * 200, "answers-text-long"),
    ],
)
def test_text_that_will_not_do_is_refused(field: AnswerField, text: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        changed(answer(), field, text)

    assert refused.value.key == key


def test_answer_keeps_paragraphs_and_question_is_one_line() -> None:
    new = changed(answer(), AnswerField.ANSWER_RU, "  Раз \n\n• два  ")
    new = changed(new, AnswerField.QUESTION_RU, "Вопрос\nв две строки?")

    assert new.words[Language.RU].answer == "Раз\n\n• два"
    assert new.words[Language.RU].question == "Вопрос в две строки?"
    assert new.is_edited


def test_source_has_its_address_at_the_end_or_none() -> None:
    assert checked_sources("Закон № 273-ФЗ — https://pravo.gov.ru/x\nПриказ № 457") == (
        AnswerSource("Закон № 273-ФЗ", "https://pravo.gov.ru/x"),
        AnswerSource("Приказ № 457"),
    )


@pytest.mark.parametrize("text", ["1", "9", "11", "а 1 б", "' OR '1'='1", "3, 4, 5"])
def test_letters_and_numbers_alone_carry_no_answer(text: str) -> None:
    assert INDEX.find(text, 3, least=0.0) == []


@pytest.mark.slow
def test_what_was_found_once_is_found_again_whatever_else_is_asked() -> None:
    index = AnswerIndex(SHIPPED)
    texts = ("общежитие и стипендия", "обшежитие", "j,ot;bnbt", "")
    asked = [(text, limit, least) for text in texts for limit in (1, 3) for least in (0.25, 0.45)]
    first = [index.find(*one) for one in asked]
    first[0].clear()  # of the caller alone

    assert [index.find(*one) for one in asked] == [
        AnswerIndex(SHIPPED).find(*one) for one in asked
    ]


@pytest.mark.parametrize("filler", ["а ещё вот что ", "hmm, well then, "])
def test_as_much_of_a_long_text_counts_as_of_a_query(filler: str) -> None:
    """What stands past it is not looked at, and no other answer comes of a longer text."""
    question = "дают ли общежитие "
    long = (question + filler * CHARACTERS_CONSIDERED)[:CHARACTERS_CONSIDERED]

    assert INDEX.find(long + " стипендия", 3) == INDEX.find(long, 3)
    assert INDEX.find(filler * CHARACTERS_CONSIDERED + question, 3, 0) == INDEX.find(
        filler * CHARACTERS_CONSIDERED, 3, 0
    )
