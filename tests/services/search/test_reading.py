"""Kinds of texts that real people type: who, from where, what not, and what is no wish at all."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from services.search.index import Index
from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import Kind
from tests.services.search.reading import kinds, town


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("что за бред", Intent.COMPLAINT),
        ("ерунда какая-то", Intent.COMPLAINT),
        ("кнопка не работает", Intent.COMPLAINT),
        ("опять не понял", Intent.COMPLAINT),
        ("this is rubbish", Intent.COMPLAINT),
        ("ты дурак", Intent.INSULT),
        ("какие направления есть", Intent.LIST_TRADES),
        ("какие колледжи есть", Intent.LIST_CLUSTERS),
    ],
)
def test_complaint_is_no_insult_and_the_more_telling_list_wins(
    index: Index, text: str, intent: Intent
) -> None:
    assert index.parse(text).intent is intent


@pytest.mark.parametrize("text", ["спс бро", "все, разобрались, благодарю"])
def test_half_of_a_text_is_what_it_leans_to(index: Index, text: str) -> None:
    assert Intent.THANKS in {index.parse(text).leaning, index.parse(text).intent}


def test_well_done_drawing_asks_for_no_best_college(index: Index) -> None:
    assert Limit.BEST not in index.parse("дочь рисует хорошо").limits
    assert Limit.BEST in index.parse("хороший колледж на повара").limits


@pytest.mark.parametrize("text", ["дресс", "ghbdtn", "сварщик абырвалг"])
def test_unread_word_is_told_as_it_was_typed(index: Index, text: str) -> None:
    unread = [str(p.meaning) for p in index.parse(text).parts if p.kind is Kind.UNKNOWN]

    assert all(word in text for word in unread)


def test_latin_ck_is_what_chats_write_for_ts(index: Index) -> None:
    assert town(index.parse("lipeck")) == "Липецк"


def test_long_letter_is_read_clause_by_clause(index: Index) -> None:
    query = index.parse(
        "Здравствуйте! Меня зовут Ольга, мы живём в Кировской области, посёлок Лесной. Сын в этом "
        "году оканчивает 9 классов, учится на тройки, но очень любит технику, постоянно что-то "
        "чинит, помогает отцу с трактором. Хотелось бы, чтобы он получил профессию и жил в "
        "общежитии. Что вы нам посоветуете?"
    )

    assert town(query) == "Лесной"
    assert query.has_trade
    assert Limit.AFTER_9 in query.limits


@pytest.mark.parametrize("text", ["можно в 55 на сварщика", "в 48 на повара поздно?"])
def test_bare_number_after_in_is_an_age(index: Index, text: str) -> None:
    assert Limit.AGE in index.parse(text).limits


@pytest.mark.parametrize("text", ["xochu na elektrika v omske", "xo4u na elektrika v omske"])
def test_letters_and_figures_of_chats_are_read_by_sound(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [p.code for p in query.professions] == ["13.01.10"]
    assert town(query) == "Омск"
    assert Kind.UNKNOWN not in kinds(query)


def test_latin_letter_that_looks_like_a_preposition_is_no_language_of_programs(
    index: Index,
) -> None:
    query = index.parse("работа c детками в Туле")

    assert Industry.EDUCATION in query.named_industries
    assert query.professions == ()
    assert town(query) == "Тула"


def test_dates_of_applying_are_no_reminders_unless_that_is_said(index: Index) -> None:
    assert index.parse("сроки подачи документов").intent is None
    assert index.parse("когда подача документов").intent is None
    assert index.parse("напомни о сроках подачи документов").intent is Intent.REMINDERS


@pytest.mark.parametrize("text", ["бот, подскажи где учат на повара", "ботик, хочу на повара"])
def test_bot_that_is_called_is_left_out(index: Index, text: str) -> None:
    assert kinds(index.parse(text)) == {Kind.PROFESSION}


@pytest.mark.parametrize("text", ["ку", "ку бот", "дарова бот", "хай", "ботик привет"])
def test_short_greeting_greets(index: Index, text: str) -> None:
    assert index.parse(text).intent is Intent.GREETING


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("сколько кластеров в Мордовии", Intent.LIST_CLUSTERS),
        ("сколько медицинских колледжей", Intent.LIST_CLUSTERS),
        ("какие колледжи Самары с общежитием", Intent.LIST_CLUSTERS),
        ("how many colleges in Penza", Intent.LIST_CLUSTERS),
        ("какие профессии в Саранске", Intent.LIST_TRADES),
        ("сварщик на карте", Intent.MAP),
        ("map of Kazan", Intent.MAP),
        ("адрес колледжа в Перми", Intent.CONTACTS),
        ("phone of Saransk college", Intent.CONTACTS),
    ],
)
def test_list_map_and_contacts_beside_what_is_named_say_how_it_is_shown(
    index: Index, text: str, shown_as: Intent
) -> None:
    query = index.parse(text)

    assert query.shown_as is shown_as
    assert query.is_somewhere or query.has_trade


@pytest.mark.parametrize(
    "text",
    [
        "ремонт телефонов",
        "хочу делать сайты",
        "график работы приёмной",
        "профессия сварщик",  # no list of trades is asked
        "колледж в Саранске",  # a school, and no list
        "есть ли общежитие в колледже Саранска",
        "сколько стоит учёба в колледже Пензы",
        "какие документы нужны в колледж Пензы",
        "список колледжей",
        "карта",
    ],
)
def test_text_that_names_nothing_or_asks_something_else_is_shown_as_it_was(
    index: Index, text: str
) -> None:
    assert index.parse(text).shown_as is None


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("телефон Гадюкинского колледжа", "Гадюкинского"),
        ("телефон колледжа Зазеркалье", "Зазеркалье"),
        ("телефон любого колледжа", ""),
        ("телефон саранского колледжа", ""),
        ("как доехать до колледжа на автобусе", ""),
    ],
)
def test_school_that_is_asked_about_and_not_read_is_kept_as_typed(
    index: Index, text: str, school: str
) -> None:
    assert index.parse(text).school == school


LETTERS = [
    (
        "Здравствуйте! Дочка оканчивает 9 класс, хорошо рисует, думаем про дизайн. Живем в Рязани",
        {"54.01.20", "54.02.01"},
        "Рязань",
    ),
    (
        "Сын оканчивает школу, любит машины, думаем про автомеханика, живем в Туле, что есть",
        {"23.01.17"},
        "Тула",
    ),
    (
        "Здравствуйте! Меня зовут Елена Викторовна, моя дочка Аня в этом году оканчивает 9 класс"
        " общеобразовательной школы номер пять, учится на четвёрки и пятёрки, ходит в бассейн,"
        " мы думаем про парикмахера. Живем в Рязани, что у нас есть?",
        {"43.02.17"},
        "Рязань",
    ),
    (
        "Обращается к вам мама девятиклассника. Сын Артём весной получает аттестат, оценки"
        " хорошие, четвёрки в основном, одна тройка по русскому. Хотел бы учиться на"
        " радиомеханика. Живём в Новгородской области, город Старая Русса. Что у нас есть?",
        {"11.01.02"},
        "Старая Русса",
    ),
]


@pytest.mark.parametrize(("text", "codes", "where"), LETTERS)
def test_letter_of_a_parent_says_what_is_thought_of_and_where_one_lives(
    index: Index, text: str, codes: set[str], where: str
) -> None:
    query = index.parse(text)

    assert {one.code for one in query.professions} & codes
    assert Industry.EDUCATION not in query.industries
    assert town(query) == where
    assert [place.name for place in query.left] in ([where], [])


def test_good_evening_asks_for_no_lessons_in_the_evening(index: Index) -> None:
    assert Limit.PART_TIME not in index.parse("Добрый вечер! думаем про мебель").limits
    assert Limit.PART_TIME in index.parse("на сварщика вечером учат?").limits


def test_good_pupil_asks_for_no_best_college(index: Index) -> None:
    assert Limit.BEST not in index.parse("мальчик хороший, на повара, Пенза").limits
    assert Limit.BEST in index.parse("хороший колледж на повара, Пенза").limits


def test_who_asks_where_they_teach_better_has_chosen(index: Index) -> None:
    assert index.parse("где лучше учат на токаря или сварщика").intent is None


@pytest.mark.parametrize("text", ["дочка в 11ом, ей уже поздно?", "я в 11м классе", "11ый класс"])
def test_class_written_with_a_figure_and_an_ending_is_a_class(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.limits == (Limit.AFTER_11,)
    assert Kind.UNKNOWN not in kinds(query)


@pytest.mark.parametrize("short", ["КАИТ", "ОАТК", "ЧЭМК", "ЧТМЗ", "ПТУЗ"])
@pytest.mark.parametrize("text", ["{} 20", "{} в Туле", "тула {}", "техникум {}"])
def test_capitals_of_a_college_are_no_misspelt_word(index: Index, short: str, text: str) -> None:
    query = index.parse(text.format(short))

    assert not query.has_trade
    assert not any(part.slips for part in query.parts)
    assert town(query) in {"", "Тула"}


def test_letter_more_makes_another_firm(index: Index) -> None:
    assert index.parse("ЧМК").has_trade
    assert not index.parse("чэмк").has_trade
    assert [one.slips for one in index.parse("ПОВОР В САМАРЕ").parts] == [1, 0]


SUBJECTS = ("химия", "физика", "биология", "математика", "информатика")


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(
    "text", ["нужна ли {} на повара", "повар, экзамен по {}", "сдавать {} на повара"]
)
def test_subject_of_an_exam_is_no_trade(index: Index, subject: str, text: str) -> None:
    query = index.parse(text.format(subject))

    assert query.limits == (Limit.NO_SUBJECT,)
    assert query.industries == ()
    assert len(query.professions) == 1


@pytest.mark.parametrize("mark", ["4,2", "3.8", "4,75", "4.5,"])
def test_average_mark_is_no_unread_word(index: Index, mark: str) -> None:
    query = index.parse(f"средний балл {mark} хочу на повара в Туле")

    assert kinds(query) == {Kind.PROFESSION, Kind.PLACE}
    assert query.limits == (Limit.NO_EXAMS,)


@pytest.mark.parametrize(
    "text",
    [
        "сварщик в Туле и чтобы стипендия была",
        "сварщик, Тула, со стипендией",
        "welder in Tula with a scholarship",
    ],
)
def test_scholarship_is_a_wish(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.limits == (Limit.SCHOLARSHIP,)
    assert kinds(query) == {Kind.PROFESSION, Kind.PLACE}


@pytest.mark.parametrize(
    "text",
    [
        "Мы из Тулы, далеко ехать не хотим. Куда можно отдать?",
        "повар, нужно ли общежитие, математика тройка",
    ],
)
def test_words_of_two_sentences_are_no_phrase(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.shown_as is not Intent.CONTACTS
    assert Limit.NO_SUBJECT not in query.limits or "тройка" in text
