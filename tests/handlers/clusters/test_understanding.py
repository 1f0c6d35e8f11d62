"""Phrases as people type them, through the whole bot: see bench/phrases/README.md."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bench.understanding import SETS, Verdict, judged, read_phrases, shares
from domain.people.users import Language
from sandbox.client import UserClient
from services.search.reading.intents import Limit
from services.search.reading.queries import Guess
from services.search.reading.themes.model import ThemeModel
from tests.handlers.conftest import Stage
from ui.translator import translator

ASKED = SETS[0]
KM = re.compile(r"([\d\u00a0 ]+)[\u00a0 ]км")
GOOD = 0.95
"""The share that must stay; nothing absurd."""
GOOD_AS_PEOPLE_TALK = 0.92


@pytest.mark.slow
async def test_phrases_of_the_walk_get_good_answers_and_nothing_absurd() -> None:
    found = await judged(read_phrases(ASKED))

    measured = shares(found)
    wrong = [(one.phrase.text, one.verdict) for one in found if one.verdict is not Verdict.GOOD]
    assert measured["good"] >= GOOD, wrong
    assert measured["absurd"] == 0, wrong


@pytest.mark.slow
async def test_texts_as_people_talk_get_good_answers_and_nothing_absurd() -> None:
    found = await judged(read_phrases(SETS[-1]))

    measured = shares(found)
    wrong = [(one.phrase.text, one.verdict) for one in found if one.verdict is not Verdict.GOOD]
    assert measured["good"] >= GOOD_AS_PEOPLE_TALK, wrong
    assert measured["absurd"] == 0, wrong


def test_set_with_a_broken_expression_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("kind,phrase,language,seen,must,must_not\nhelp,а,ru,,(,\n", "utf-8")

    with pytest.raises(ValueError, match=r"broken\.csv, line 2"):
        list(read_phrases(path))


@pytest.fixture
def foreigner(stage: Stage) -> UserClient:
    return stage.person(language="en")


async def test_trade_waits_for_its_place_a_town_or_a_location(student: UserClient) -> None:
    [found] = await student.send("сварщик рядом со мной")
    assert found.text.startswith("Ищу: Сварщик. Где искать?")
    [near] = await student.share_location(55.79, 49.12)
    assert near.text.startswith("🔎 Ищу: Сварщик · Казань")

    [here] = await student.send("а в Пензе?")
    assert here.text.startswith("🔎 Ищу: Сварщик · Пенза")
    [other] = await student.send("повар")
    assert other.text.startswith("🔎 Ищу: Повар, кондитер · Пенза")


async def test_trade_without_a_place_asks_where_first_of_all(student: UserClient) -> None:
    [found] = await student.send("токарь")
    assert found.buttons[0] == "📍 Где искать?"

    [asked] = await student.click("📍 Где искать?")
    assert "Где искать?" in asked.text
    [there] = await student.send("Тула")
    assert "· Тула" in there.text.splitlines()[0]


async def test_place_screen_says_what_was_corrected_and_cannot_be_sifted_by(
    student: UserClient,
) -> None:
    [found] = await student.send("колледж с общежитием в Саранкске")

    assert "Прочитал с поправкой: ищу «Саранск»." in found.text
    assert "Общежитие:" in found.text


async def test_three_towns_in_one_text_are_offered_one_by_one(student: UserClient) -> None:
    [found] = await student.send("сварщик Казань, Самара или Уфа")

    assert "Ещё вы назвали: Самара, Уфа." in found.text
    await student.click("📍 Самара")
    assert student.last.text.startswith("🔎 Ищу: Сварщик · Самара")


async def test_letter_of_a_parent_is_read_to_its_end(student: UserClient) -> None:
    greeting = "Здравствуйте! Пишет вам мама ученика. Мы давно думаем, что делать дальше. " * 5
    [found] = await student.send(greeting + "Сын любит чинить тачки. Живём в Рузаевке.")

    assert "Рузаевка" in found.text.splitlines()[0]
    assert "автомобил" in found.text


async def test_link_and_number_are_no_search(student: UserClient) -> None:
    [link] = await student.send("http://uaviak.example/abitur")
    [number] = await student.send("+7 900 123-45-67")

    assert "uaviak.example" in link.text
    assert number.text.startswith("Похоже на номер телефона.")


async def test_letter_of_a_parent_leads_to_a_near_college_with_a_way_to_call(
    student: UserClient,
) -> None:
    [found] = await student.send(
        "Здравствуйте! Мой сын кончает 9 класс, любит машины, живём в Рузаевке"
    )

    assert "Именно этому рядом, по нашим данным, не учат" in found.text
    await student.click("1")
    card = student.inbox[-1]
    assert "Рузаевский институт машиностроения" in card.text
    assert any("Найти сайт" in label or "🌐" in label for label in card.buttons)


async def test_what_is_akin_to_something_akin_is_not_shown(student: UserClient) -> None:
    """Cars are akin to farm machines, and these to those of woods; cars to woods not."""
    [found] = await student.send("сын любит машины, живём в Казани")

    assert "Цивильский аграрно-технологический" in found.text
    assert "лесная" not in found.text
    assert "строительство" not in found.text


async def test_college_is_found_by_the_adjective_of_its_town(student: UserClient) -> None:
    [found] = await student.send("Саранский автомеханический")
    assert "Саранский электромеханический колледж" in found.text
    [found] = await student.send("рузаевский политех")
    assert "Рузаевский институт машиностроения" in found.text
    assert "Не понял: «политех»" in found.text


async def test_text_that_no_answer_fits_offers_questions(student: UserClient) -> None:
    [found] = await student.send("говорят там одни дураки учатся")

    assert found.text.startswith("Может быть, вы об этом?")
    assert any(label.startswith("🎓 ") for label in found.buttons)


@pytest.mark.parametrize(
    "text",
    ["какой возраст у вина", "мне не ответил кот", "танцую с пяти лет"],
)
async def test_answer_that_shares_a_common_word_is_not_opened(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)

    said = ("Не нашёл в этом", "Об этом я не знаю", "Точного ответа у меня нет")
    assert any(one in found.text for one in said)


async def test_people_counted_are_no_operator(student: UserClient) -> None:
    [counted] = await student.send("сколько человек в группе")
    [called] = await student.send("нужен человек")

    assert "оператора здесь нет" not in counted.text
    assert "оператора здесь нет" in called.text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("какой проходной балл", "Нужен ли ЕГЭ? Какой проходной балл?"),
        ("а в армию заберут?", "Дают ли отсрочку от армии?"),
        ("документы для поступления", "Какие документы для поступления?"),
        ("нужен ли ЕГЭ", "Нужен ли ЕГЭ? Какой проходной балл?"),
        ("общежитие есть?", "Дадут ли общежитие?"),
        ("стипендия", "Платят ли стипендию?"),
        ("целевое", "Что такое целевое обучение?"),
        ("10 класс или колледж", "10-й класс или колледж: что выбрать?"),
        ("где списки зачисленных", "Как зачисляют и где смотреть списки?"),
        ("нужны ли родители", "Нужны ли родители при подаче?"),
        ("сколько платят после колледжа", "Сколько платят после колледжа?"),
        ("я завалил огэ", "Не сдал ОГЭ. Что делать?"),
        ("сколько огэ сдавать для колледжа", "Сколько ОГЭ нужно для колледжа?"),
        ("не прошёл по конкурсу", "Не прошёл по конкурсу. Что дальше?"),
        ("за что отчисляют", "За что отчисляют? Можно вернуться?"),
        ("медсправка нужна?", "Нужны ли медосмотр и медсправка?"),
        ("можно учиться и подрабатывать", "Можно ли работать во время учёбы?"),
        ("можно маткапиталом заплатить", "Учёба платная. Чем помогут?"),
        ("второй диплом бесплатно?", "Вторая профессия — бесплатно?"),
        ("обучение за 10 месяцев", "Сколько учиться?"),
        ("передумал, отдадут ли аттестат", "Как забрать документы?"),
        ("кто присмотрит за дочкой в общежитии", "Кто присмотрит вдали от дома?"),
        ("сына травят в группе", "Травля или конфликт: куда идти?"),
        ("преподаватель придирается", "Травля или конфликт: куда идти?"),
        ("как проходит демонстрационный экзамен", "Какие экзамены в конце учёбы?"),
        ("завалил защиту диплома", "Какие экзамены в конце учёбы?"),
    ],
)
async def test_question_of_a_telling_word_is_answered_at_once(
    student: UserClient, text: str, question: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(question)


async def test_person_from_abroad_is_shown_the_answer_for_foreigners(student: UserClient) -> None:
    [asked] = await student.send("я из узбекистана можно мне учиться")
    assert asked.text.startswith("Могут ли поступить иностранцы?")

    [found] = await student.send("узбекистан")
    assert "Узбекистан — не Россия" in found.text
    assert any(label.startswith("🎓 Могут ли поступить иностранцы") for label in found.buttons)


RELATED = "Рядом учат смежному делу:"
FLAGSHIP = "сын кончает 9 класс, любит машины, живём в Рузаевке"


def _distances(text: str) -> list[int]:
    """Of the numbered lines; a college in the place itself is 0 km away."""
    lines = [line for line in text.splitlines() if re.match(r"\d+\. ", line)]
    far = [re.search(r"(\d[\d\xa0\u202f ]*)\s*км", line) for line in lines]
    return [int(re.sub(r"\D", "", one[1])) if one else 0 for one in far]


async def test_interest_shows_three_near_colleges_of_its_industries(student: UserClient) -> None:
    [found] = await student.send(FLAGSHIP)

    distances = _distances(found.text)
    assert len(distances) >= 3
    assert distances == sorted(distances)
    assert max(distances) <= 100
    assert "1. Рузаевский институт машиностроения" in found.text
    assert "Именно этому рядом, по нашим данным, не учат" in found.text
    [around] = [label for label in found.buttons if label.startswith("Всё в 100\u00a0км · ")]
    await student.click(around)
    assert student.last.text.startswith("📍 Рузаевка")


async def test_trade_that_is_far_shows_a_related_industry_first(student: UserClient) -> None:
    [found] = await student.send("автослесарь в Екатеринбурге")

    lines = found.text.splitlines()
    assert "Здесь этому, по нашим данным, не учат." in lines
    akin, such = lines.index(RELATED), lines.index("Ближайшие подходящие:")
    assert lines[akin + 1].startswith("1. Екатеринбургский")
    assert akin < such
    assert lines[such + 1].startswith("2. Тюменский колледж")


async def test_own_industry_comes_before_one_that_is_akin_and_about_as_far(
    student: UserClient,
) -> None:
    [found] = await student.send("сварщик в Казани")

    lines = found.text.splitlines()
    assert lines.index("Ближайшие той же отрасли:") < lines.index(RELATED)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("ветеринар воронеж", "Бобровский аграрно-индустриальный колледж"),
        ("учитель иркутск", "Ангарский педагогический колледж"),
        ("агроном липецк", "Тамбовский аграрно-технологический"),
        ("люблю компьютеры серпухов", "Физико-технический колледж"),
    ],
)
async def test_own_industry_in_reach_comes_before_what_is_akin_and_nearer(
    student: UserClient, text: str, own: str
) -> None:
    [found] = await student.send(text)

    lines = found.text.splitlines()
    [taught] = [i for i, line in enumerate(lines) if own in line]
    assert taught < lines.index(RELATED)


async def test_town_that_one_comes_from_is_not_offered_as_another(student: UserClient) -> None:
    [found] = await student.send("хочу в Уфу из Сибая")

    assert "Уфа" in found.text
    assert "Сибай" not in found.text


async def test_letter_whose_clauses_ask_alike_offers_each_question_once(
    student: UserClient,
) -> None:
    [found] = await student.send("можно учиться и работать курьером")

    assert "Что-то сломалось" not in found.text
    questions = [one for one in found.buttons if one.startswith("🎓")]
    assert len(questions) == len(set(questions))


async def test_two_slips_beside_unread_words_are_offered_not_searched_for(
    student: UserClient,
) -> None:
    [found] = await student.send("do you have a list of partner companies")

    assert "🔎" not in found.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("сколько раз в неделю практика", "Где практика и платят ли за неё?"),
        ("на заводе платят во время практики?", "Где практика и платят ли за неё?"),
        ("люблю спорить и доказывать", "Помоги выбрать"),
        ("чтоб не посадили за комп", "Помоги выбрать"),
        ("психолог после 9", "Такой профессии не нашёл"),
        ("охотник на привидений", "Такой профессии не нашёл"),
        ("я педагог, как мне попасть к вам работать", "Какого колледжа?"),
    ],
)
async def test_weak_word_beside_others_is_no_confident_list(
    student: UserClient, text: str, wanted: str
) -> None:
    [found] = await student.send(text)

    assert wanted in found.text
    assert "🔎" not in found.text


@pytest.mark.parametrize(
    "text", [FLAGSHIP, "повар в Казани", "сварщик в Рузаевке", "люблю рисовать, Саратов"]
)
async def test_every_card_of_the_results_leads_to_a_phone_or_a_site(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)
    numbers = [label for label in found.buttons if label.isdecimal()]
    assert len(numbers) >= 3
    for number in numbers:
        await student.click(number, message=found)
        card = student.last
        is_told = "Телефон: " in card.text or "Сайт: " in card.text
        assert is_told or "🔎 Найти сайт" in card.buttons, card.text
        await student.click("‹ К списку", message=card)
        found = student.last


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("что за бред", "Жаль, что ответ не подошёл."),
        ("пошел ты", "Понимаю, бывает обидно."),
        ("спс бро", "Пожалуйста!"),
        ("ivan2010@yandex.ru", "Похоже на адрес почты."),
        ("+7 912 345-67-89", "Похоже на номер телефона."),
        ("https://vk.com/spo", "По ссылкам я не ищу"),
        ("http://", "Не увидел в сообщении слов."),
        ("деревня Кукуево", "Такого места в моём списке нет"),
        ("я гражданин Таджикистана, нужен ли русский язык", "Могут ли поступить иностранцы"),
        ("день открытых дверей в Казани", "Дат ближайших дней открытых дверей у меня пока нет"),
        ("физра обязательна?", "Какие будут предметы?"),
        ("а дресс код есть", "Когда начало учёбы и каникулы?"),
    ],
)
async def test_text_that_is_no_search_is_answered_as_what_it_is(
    student: UserClient, text: str, said: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(said), answer.text
    assert answer.buttons or student.keyboard


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("мой номер +7 912 345-67-89 хочу на повара в Перми", "Повар, кондитер · Пермь"),
        ("https://hh.ru/vacancy/1 сварщик Казань", "Сварщик · Казань"),
        ("пишите на ivan@mail.ru, сварщик Омск", "Сварщик · Омск"),
        ("сварщик твою мать Омск", "Сварщик · Омск"),
    ],
)
async def test_contacts_and_oaths_beside_a_search_are_read_past(
    student: UserClient, text: str, title: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.splitlines()[0].startswith(f"🔎 Ищу: {title}"), answer.text
    assert "912" not in answer.text


async def test_trade_in_a_place_without_data_shows_what_is_nearest_first(
    student: UserClient,
) -> None:
    [answer] = await student.send("автослесарь в Крыму")

    assert "кластеров здесь я не знаю" in answer.text
    far = [int(km.replace("\u00a0", "").replace(" ", "")) for km in KM.findall(answer.text)]
    assert far == sorted(far)
    assert far[0] <= 500


async def test_part_of_a_city_is_no_other_place(student: UserClient) -> None:
    [answer] = await student.send("электрик Москва Бирюлёво")

    assert "Ещё вы назвали" not in answer.text


@pytest.mark.parametrize(
    ("text", "such", "of_industry"),
    [
        ("медбрат Уфа", ["Архангельский"], ["Бирский"]),
        ("повар в Казани", ["Благовещенский"], ["Чебоксарский", "Чебоксарский"]),
        ("машинист поезда Киров", ["Ульяновский"], ["Пермский"]),
    ],
)
async def test_nearest_such_are_the_trade_itself_and_others_stand_apart(
    student: UserClient, text: str, such: list[str], of_industry: list[str]
) -> None:
    """Whether a card names the trade its heading tells, and no line of its own."""
    [found] = await student.send(text)

    listed: dict[str, list[str]] = {}
    for line in found.text.splitlines():
        if line.endswith(":"):
            heading = listed.setdefault(line, [])
        elif match := re.match(r"\d\. (\w+)", line):
            heading.append(match[1])
    assert listed["Ближайшие подходящие:"] == such
    assert listed["Ближайшие той же отрасли:"] == of_industry
    assert "по отрасли" not in found.text
    assert "близкая отрасль" not in found.text


@pytest.mark.parametrize(
    "text",
    [
        "какие документы нужны чтобы уехать в отпуск",
        "стипендию задержали",
        "где купить форму",
    ],
)
async def test_text_about_something_else_is_not_answered_for_a_word_that_it_shares(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(f"Об этом я не знаю: «{text}»")
    assert not any(label.startswith("🎓 ") for label in found.buttons)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("не поступил на бюджет что делать", "Не прошёл по конкурсу. Что дальше?"),
        ("а если военкомат заберёт прямо с пары", "Дают ли отсрочку от армии?"),
        ("do you have a dorm for students from other towns", "Дадут ли общежитие?"),
    ],
)
async def test_question_that_no_phrase_has_is_answered_as_examples_have_it(
    student: UserClient, text: str, question: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(question)


@pytest.mark.parametrize(
    "text",
    [
        "вы записываете мои данные?",
        "кто видит мою переписку",
        "do you store my chat",
        "учителя увидят что я пишу?",
        "мой номер телефона видно?",
        "do you keep my location",
    ],
)
async def test_question_of_privacy_shows_what_the_bot_stores(
    student: UserClient, text: str
) -> None:
    [typed] = await student.send(text)
    [commanded] = await student.send("/privacy")

    assert (typed.text, typed.buttons) == (commanded.text, commanded.buttons)


def guessing(monkeypatch: pytest.MonkeyPatch, *guesses: tuple[str, float]) -> None:
    """The model takes every text for these, whatever it has learnt."""
    found = tuple(Guess(*one) for one in guesses)
    monkeypatch.setattr(ThemeModel, "guess", lambda _model, _features: found)


@pytest.mark.parametrize(("probability", "head"), [(0.4, "Понял не всё."), (0.8, "Не сдал ОГЭ.")])
async def test_likely_answer_is_shown_and_a_less_sure_one_says_so(
    student: UserClient, monkeypatch: pytest.MonkeyPatch, probability: float, head: str
) -> None:
    guessing(monkeypatch, ("failed-exams", probability))
    [screen] = await student.send("а если я завалю вообще всё")

    assert screen.text.startswith(head)
    assert "Не сдал ОГЭ. Что делать?" in screen.text.split("\n")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("как перестать получать от вас рассылки", "Сам я ничего не отключил"),
        ("не получится у меня быть, снимите с записи", "Программа\nСейчас событий нет"),
    ],
)
async def test_function_that_no_phrase_names_is_met_by_its_theme(
    student: UserClient, text: str, head: str
) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith(head), screen.text


async def test_hidden_answer_is_never_opened_for_its_theme(
    stage: Stage, student: UserClient
) -> None:
    text = "а если военкомат заберёт прямо с пары"
    async with stage.app.store.write() as tx:
        [army] = [one for one in await tx.answers.all() if one.id == "army"]
        await tx.answers.save([replace(army, is_hidden=True)])
    stage.clock.advance(seconds=2)

    [found] = await student.send(text)

    assert not found.text.startswith("Дают ли отсрочку")
    assert not any("отсрочку" in label for label in found.buttons)


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("ru", "вопрос насчёт диплома и обеда", "Может быть, вы об этом?"),
        ("en", "afraid that no college takes me", "Is it perhaps this?"),
    ],
)
async def test_offered_questions_are_not_followed_by_that_nothing_was_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, language: str, text: str, asked: str
) -> None:
    guessing(monkeypatch, ("diploma", 0.25), ("meals", 0.2))
    person = stage.person(language=language)
    await person.send("/start")
    [screen] = await person.send(text)

    assert screen.text.startswith(asked)
    assert text not in screen.text, "what is offered is not taken back"
    assert screen.buttons[0].startswith("🎓 ")


@pytest.mark.parametrize("text", ["ты бот или повар", "я разговариваю с роботом?"])
async def test_who_asks_whether_a_man_answers_reads_where_people_are(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Я бот — программа, а не человек")
    assert answer.buttons[0] == "🧭 Кого спросить: колледжи рядом"


async def test_doubt_between_two_trades_offers_the_search_of_each(student: UserClient) -> None:
    [answer] = await student.send("разрываюсь между поваром и сварщиком в Казани")

    assert answer.text.startswith("Вы назвали: Повар, кондитер, Сварщик.")
    assert answer.buttons[0] == "🔎 Искать: Повар, кондитер · Казань"
    await student.click("🔎 Искать: Сварщик · Казань")
    assert student.inbox[-1].text.startswith("🔎 Ищу: Сварщик · Казань")


@pytest.mark.parametrize("text", ["мне всё равно лишь бы деньги платили"])
async def test_wish_for_money_opens_the_questions_with_what_is_earned(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert "Помоги выбрать" in answer.text
    assert answer.buttons[0] == "🎓 Сколько платят после колледжа?"


async def test_what_shall_not_be_is_said_above_the_questions(
    student: UserClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessing(monkeypatch, ("intent:undecided", 0.9))
    [answer] = await student.send("хочу работать руками но не на заводе где шумно")

    assert answer.text.startswith(
        "Не показываю: Машиностроение.\n"
        "Из ваших слов напрашивается: Строительство, Лесная промышленность."
    )
    assert answer.buttons[0] == "📍 Где учат: Строительство"


async def test_country_of_origin_keeps_its_question_beside_the_search(
    student: UserClient,
) -> None:
    [answer] = await student.send("племянник из таджикистана, на каменщика можно?")

    assert answer.text.startswith("Могут ли поступить иностранцы?")
    assert not any("Таджикистан" in label for label in answer.buttons)


@pytest.mark.parametrize(
    ("text", "told", "named"),
    [
        (
            "хочу на сварщика с общежитием и без математики после 9 заочно недорого в Саратове",
            ["Общежитие: ", "Без математики", "После 9 класса: "],
            ["заочная учёба", "цена и бюджет"],
        ),
        (
            "повар в Самаре заочно, бесплатно, без экзаменов, с трудоустройством",
            ["Заочно, ", "Бюджет: ", "Экзамены и баллы: "],
            ["трудоустройство"],
        ),
    ],
)
async def test_no_limit_is_left_out_however_many_there_are(
    student: UserClient, text: str, told: list[str], named: list[str]
) -> None:
    [found] = await student.send(text)

    lines = found.text.splitlines()
    for sentence in told:
        assert [one for one in lines if one.startswith(sentence)], sentence
    [more] = [one for one in lines if one.startswith("Также не отбираю")]
    assert more == f"Также не отбираю по этому: {', '.join(named)}."


async def test_three_limits_need_no_further_line(student: UserClient) -> None:
    [found] = await student.send("повар в Самаре с общежитием после 9 класса бесплатно")

    assert "Общежитие: " in found.text
    assert "Также не отбираю" not in found.text


def test_every_limit_has_a_name_in_both_languages() -> None:
    for language in Language:
        for limit in Limit:
            assert translator(language).has(f"search-limit-name-{limit}")


async def test_letter_of_a_parent_calls_no_subject_a_trade(student: UserClient) -> None:
    [found] = await student.send(
        "Здравствуйте, дочь учится в 9 классе, живём в Рузаевке, хочет на автомеханика, "
        "нужно ли общежитие, математика тройка"
    )

    assert "Такой профессии" not in found.text
    assert "математик" not in found.text
    assert "Общежитие: " in found.text


@pytest.mark.parametrize(
    ("town", "industry", "college"),
    [
        ("Омск", "медицины", "медицинский колледж"),
        ("Пермь", "машиностроения", "авиационный техникум"),
        ("Челябинск", "энергетики", "энергетический колледж"),
    ],
)
async def test_college_called_after_what_shall_not_be_is_not_shown(
    student: UserClient, town: str, industry: str, college: str
) -> None:
    await student.send(town)
    [found] = await student.send(f"кроме {industry}")

    assert found.text.startswith(f"🔎 Ищу: все кластеры · {town}")
    assert college not in found.text.casefold()


async def test_town_that_shall_not_be_leads_around_it_and_not_to_lists(
    student: UserClient,
) -> None:
    await student.send("Саратов")
    [found] = await student.send("кроме Саратова")
    assert "Не показываю: Саратов." in found.text
    assert "1. Энгельсский" in found.text

    [farther] = await student.send("Норильск кроме Норильска")
    assert "Кроме этого, здесь, по нашим данным, ничего нет." in farther.text
    assert "Ближайшие подходящие:" in farther.text


@pytest.mark.parametrize("town", ["Perm", "Tula", "Omsk", "Kazan", "Orsk", "Ufa"])
async def test_town_alone_opens_its_screen_in_english_as_in_russian(
    foreigner: UserClient, town: str
) -> None:
    [found] = await foreigner.send(town)
    assert found.text.startswith(f"📍 {town}")


async def test_homonyms_are_asked_about_in_english_too(foreigner: UserClient) -> None:
    [bare] = await foreigner.send("Mirny")
    assert bare.text.startswith("There are several places of that name.")
    [wish] = await foreigner.send("welder in Mirny")
    assert wish.text.startswith("Looking for: welder. There are several places of that name.")
    [abroad] = await foreigner.send("Donetsk")
    assert abroad.text.startswith("There are several places of that name.")


async def test_region_is_searched_as_a_whole_in_english(foreigner: UserClient) -> None:
    [found] = await foreigner.send("agriculture in Ryazan region")
    assert found.text.startswith("🔎 Looking for: Agriculture · Ryazan Oblast")
    [part_time] = await foreigner.send("part-time welder in Penza")
    assert part_time.text.startswith("🔎 Looking for: welder · Penza, 30")


@pytest.mark.parametrize("text", ["мной", "тобой", "со мной", "у вас", "ими"])
async def test_pronoun_opens_nothing_and_offers_no_question(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith("Не нашёл в этом")
    assert not any(label.startswith("🎓") for label in found.buttons)


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("диплом", "Какой документ я получу?"),
        ("зарплата", "Сколько платят после колледжа?"),
        ("зарплаты", "Сколько платят после колледжа?"),
        ("возраст", "Можно ли поступить взрослому?"),
        ("восстановиться", "За что отчисляют? Можно вернуться?"),
        ("документы", "Какие документы для поступления?"),
        ("огэ", "Сколько ОГЭ нужно для колледжа?"),
        ("общежитие", "Дадут ли общежитие?"),
    ],
)
async def test_one_word_opens_what_it_is_asked_for_most(
    student: UserClient, word: str, question: str
) -> None:
    [found] = await student.send(word)
    assert found.text.startswith(question)


@pytest.mark.parametrize("word", ["аттестат", "аттестаты", "огэ", "ОГЭ"])
async def test_one_word_is_about_no_mishap(student: UserClient, word: str) -> None:
    [found] = await student.send(word)

    assert "потерян" not in found.text.splitlines()[0]
    assert "Не сдал" not in found.text.splitlines()[0]
    [lost] = await student.send("аттестат потерялся")
    assert lost.text.startswith("Что делать, если аттестат потерян?")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("хочу учиться в Минске", "Беларусь"),
        ("можно учиться в Казахстане", "Казахстан"),
        ("поступить в колледж в Ташкенте", "Узбекистан"),
        ("хочу поступать в Германию", "Германия"),
        ("обучение в Китае", "Китай"),
        ("хочу учиться в Германии на повара", "Германия"),
        ("учиться на сварщика в Казахстане", "Казахстан"),
    ],
)
async def test_wish_to_study_abroad_is_told_where_the_programme_is(
    student: UserClient, text: str, country: str
) -> None:
    [found] = await student.send(text)

    assert f"{country} — не Россия" in found.text
    assert "\n1. " in found.text
    assert any("иностранцы" in label for label in found.buttons)


@pytest.mark.parametrize(
    "text",
    [
        "учусь в Минске, можно к вам?",
        "живу в Минске, хочу учиться у вас",
        "я из Казахстана, хочу учиться в России",
        "гражданин Узбекистана, можно учиться",
        "школу закончил в Казахстане, примут?",
    ],
)
async def test_who_comes_from_abroad_wishes_nothing_there(student: UserClient, text: str) -> None:
    [found] = await student.send(text)
    assert "не Россия" not in found.text


async def test_letter_that_names_a_trade_and_a_town_is_searched_and_no_question_put(
    student: UserClient,
) -> None:
    [found] = await student.send(
        "Здравствуйте! Мой сын заканчивает 9 класс, математика хорошо идёт, думаем про"
        " программиста. Мы с Ижевска, что подскажете?"
    )

    assert found.text.startswith("🔎 Ищу: Информационные системы и программирование · Ижевск")


async def test_word_that_sounds_like_a_trade_and_is_another_offers_it(
    student: UserClient,
) -> None:
    [found] = await student.send("моляр")
    assert "Прочитал с поправкой" not in found.text

    await student.click("Вы имели в виду «маляр»?")
    assert student.inbox[-1].text.startswith("🔎 Ищу: маляр — ")


async def test_trade_spelt_as_it_sounds_is_searched_and_the_correction_told(
    student: UserClient,
) -> None:
    [found] = await student.send("фрезировщик")

    assert "Прочитал с поправкой: ищу «фрезеровщик»." in found.text


async def test_employer_of_no_card_is_said_to_be_in_none(student: UserClient) -> None:
    [found] = await student.send("сварщиком на Уралвагонзавод")
    assert "Работодателя «Уралвагонзавод» в моих карточках нет." in found.text

    [named] = await student.send("колледж КАМАЗ")
    assert "Работодателя" not in named.text


@pytest.mark.parametrize("text", ["все идут в айти а я хз", "лишь бы не в 10 класс"])
async def test_undecided_pupil_gets_the_questions_at_once(student: UserClient, text: str) -> None:
    [asked] = await student.send(text)

    assert asked.text.startswith("Помоги выбрать")


async def test_trade_without_subjects_is_searched_and_said_of(student: UserClient) -> None:
    [found] = await student.send("в медицину но чтоб без химии и биологии")

    first, second, *_ = found.text.splitlines()
    assert first == "🔎 Ищу: Медицина"
    assert "не отбираю" in second


async def test_two_trades_compared_are_each_a_tap_away(student: UserClient) -> None:
    [asked] = await student.send("сварщик или электрик что лучше")

    assert [one for one in asked.buttons if one.startswith("🔎")] == [
        "🔎 Искать: Сварщик",
        "🔎 Искать: Электромонтёр по ремонту…",
    ]


async def test_pupil_of_the_eleventh_class_is_told_that_one_may_come(student: UserClient) -> None:
    [answer] = await student.send("дочка в 11ом, ей уже поздно в колледж?")

    assert answer.text.startswith("После какого класса поступать?")


async def test_florist_is_read_in_english_as_in_russian(stage: Stage, student: UserClient) -> None:
    """A trade that clusters do not teach, and no gardener's."""
    [russian] = await student.send("флорист в Саратове")
    [english] = await stage.person(language="en").send("florist in Saratov")

    assert "код 10.01.19" in russian.text
    assert english.text.startswith("🔎 Looking for: florist · Saratov")
    assert "code 10.01.19" in english.text


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("череповецкй колледж", True),
        ("череповецкого колледжа", False),
        ("рузаевского техникума", False),
        ("чкаловский техникум", False),
        ("колледж Ползунова", False),
    ],
)
async def test_slip_in_the_name_of_a_college_is_told(
    student: UserClient, text: str, *, is_told: bool
) -> None:
    [found] = await student.send(text)

    assert "Нашёл" in found.text
    assert ("Прочитал с поправкой" in found.text) is is_told


async def test_one_of_several_towns_is_told_with_its_region(student: UserClient) -> None:
    await student.send("сварщик в Октябрьском")
    await student.click("Октябрьский, Республика Башкортостан")

    title = student.last.text.splitlines()[0]
    assert title.startswith("🔎 Ищу: Сварщик · Октябрьский, Республика Башкортостан, ")


async def test_link_and_number_beside_a_search_are_said_to_be_skipped(student: UserClient) -> None:
    [found] = await student.send("повар в Казани, вот сайт https://a.example и +7 900 123-45-67")
    [plain] = await student.send("повар в Казани")

    title, *_, skipped = found.text.splitlines()
    assert skipped == "Ссылки, почту и телефоны пропускаю: по ним я не ищу."
    assert title.startswith("🔎 Ищу: Повар, кондитер · Казань")
    assert "пропускаю" not in plain.text


async def test_insult_is_answered_calmly_and_with_a_step_that_works(student: UserClient) -> None:
    [answer] = await student.send("пошел ты")
    assert answer.buttons[0] == "📍 Где искать?"
    asked = await student.click("📍 Где искать?")

    assert [one.text.splitlines()[0] for one in asked] == ["Где искать?"]


@pytest.mark.parametrize("word", ["учёба", "обучение", "поступление", "Учёба?", "studying"])
async def test_word_of_every_answer_asks_which_is_meant(student: UserClient, word: str) -> None:
    [found] = await student.send(word)

    assert found.text == "Об этом спрашивают разное. Что вам важно?"
    assert len(found.buttons) >= 4
    first = found.buttons[0]
    await student.click(first)
    opened = next(one for one in student.inbox if one.message_id == found.message_id)
    assert opened.text.startswith(first)


@pytest.mark.parametrize("text", ["что нужно для поступления", "документы", "общежитие"])
async def test_word_that_asks_more_is_answered(student: UserClient, text: str) -> None:
    [found] = await student.send(text)
    assert not found.text.startswith("Об этом спрашивают разное")


@pytest.mark.parametrize(
    "text", ["ближайший техникум", "самый близкий колледж", "ближайшие колледжи"]
)
async def test_nearest_college_asks_where_one_is(student: UserClient, text: str) -> None:
    [found] = await student.send(text)
    assert found.text.startswith("Где вы?")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("IT college in Moscow without exams", "Экзамены"),
        ("cook in Omsk without exams", "Экзамены"),
        ("free welding course in Tula", "Бюджет"),
        ("медсестра Пермь и чтобы стипендия была хорошая", "Стипендия"),
    ],
)
async def test_trade_and_town_with_a_wish_are_a_search(
    student: UserClient, text: str, wish: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith("🔎 Ищу: ")
    assert f"\n{wish}" in found.text
    assert any(label.startswith("🎓") for label in found.buttons)


@pytest.mark.parametrize("text", ["не хочу служить в армии", "do not want to serve in the army"])
async def test_army_that_is_not_wished_is_asked_about(student: UserClient, text: str) -> None:
    [found] = await student.send(text)
    assert found.text.startswith("Дают ли отсрочку от армии?")
