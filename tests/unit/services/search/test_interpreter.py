"""What a text asks for besides towns and trades; words of the language are never misspelt ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.errors import ConfigError
from services.language.dictionary import read_dictionary, read_english, read_spoken
from services.places.areas import load_areas
from services.search.index import Index
from services.search.reading.intents import Intent, Limit, load_intents
from services.search.reading.queries import Kind
from tests.searching import DATA, TODAY, shipped_index


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("рядом со мной", Intent.NEAR),
        ("где ближайший колледж ко мне", Intent.NEAR),
        ("near me", Intent.NEAR),
        ("помощь", Intent.HELP),
        ("памагите", Intent.HELP),
        ("старт", Intent.MENU),
        ("спасибо, не надо", Intent.THANKS),
        ("школу заканчиваю помогите", Intent.UNDECIDED),
        ("я не знаю, кем хочу быть", Intent.UNDECIDED),
        ("дай список профессий", Intent.LIST_TRADES),
        ("сколько всего кластеров", Intent.LIST_CLUSTERS),
        ("карта", Intent.MAP),
        ("дни открытых дверей рядом", Intent.OPEN_DAYS),
        ("телефон приемной комиссии", Intent.CONTACTS),
        ("а поближе?", Intent.CLOSER),
        ("ещё", Intent.MORE),
        ("дурак", Intent.INSULT),
    ],
)
def test_text_that_says_an_intent_names_no_trade_and_no_town(
    index: Index, text: str, intent: Intent
) -> None:
    query = index.parse(text)

    assert query.intent is intent
    assert query.is_empty


@pytest.mark.parametrize(
    "text",
    [
        "проходной балл",
        "денег",
        "диплом",
        "практика платная",
        "потерял",
        "мама",
        "Is there",
        "Иванов",
    ],
)
def test_word_of_the_language_is_never_read_as_another(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.is_empty
    assert all(part.kind in {Kind.UNKNOWN, Kind.STRANGER} for part in query.parts)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("медицинский колледж с общежитием", {Limit.DORMITORY}),
        ("программист без математики", {Limit.NO_SUBJECT}),
        ("повар заочно после 9 класса", {Limit.PART_TIME, Limit.AFTER_9}),
        ("зарплата сварщика", {Limit.SALARY}),
    ],
)
def test_wish_that_cannot_be_sifted_by_is_a_limit(
    index: Index, text: str, limits: set[Limit]
) -> None:
    query = index.parse(text)

    assert set(query.limits) == limits
    assert query.has_trade
    assert not [part for part in query.parts if part.kind is Kind.UNKNOWN]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("my son finishes 9th grade and loves cars", "23.01.17"),
        ("working with animals", "36.02.01"),
        ("sew clothes", "29.01.34"),
        ("I want to drive trains", Industry.RAILWAY),
        ("build robots", Industry.ROBOTICS),
        ("IT in Omsk", Industry.IT),
        ("it", Industry.IT),
    ],
)
def test_english_names_trades_by_what_one_does(
    index: Index, text: str, meaning: Industry | str
) -> None:
    query = index.parse(text)
    codes = [one.code for one in query.professions]

    assert meaning in {*codes, *query.industries}
    assert [part.spelling for part in query.parts if part.kind is Kind.UNKNOWN] == []


@pytest.mark.parametrize(
    "text", ["is it free", "how long does it take", "animals", "games", "what is it like", "trees"]
)
def test_everyday_english_names_no_trade_and_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.professions, query.industries, query.places) == ((), (), ())


def test_english_words_file_with_a_wrong_kind_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "english_words.csv"
    path.write_text("kind,words\nsilent,the\nnoun,car\n", "utf-8")

    with pytest.raises(ConfigError, match=r"english_words\.csv:3"):
        read_english(path)


def test_what_stands_after_but_is_left_out(index: Index) -> None:
    query = index.parse("что есть в Саранске кроме машиностроения")
    hits = index.search(query.within(300), today=TODAY).hits

    assert query.excluded == (Industry.MECHANICAL,)
    assert query.place is not None
    assert query.place.name == "Саранск"
    assert hits
    assert Industry.MECHANICAL not in {hit.cluster.industry for hit in hits}


def test_what_is_left_out_twice_is_left_out_once(index: Index) -> None:
    query = index.parse("с животными дочери, но не ветеринар, а кинолог, Краснодар")

    assert [one.title for one in query.professions] == ["Кинология"]
    assert [one.title for one in query.excluded if isinstance(one, Profession)] == ["Ветеринария"]
    assert len(query.excluded) == 1


def test_turn_ends_what_is_left_out(index: Index) -> None:
    query = index.parse("не хочу в медицину, хочу в айти")

    assert query.excluded == (Industry.MEDICINE,)
    assert query.industries == (Industry.IT,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("тачки чинить", "23.01.17"),
        ("хочу чинить разные тачки", "23.01.17"),
        ("лечить собак", "36.02.01"),
        ("торты печь", "43.01.09"),
    ],
)
def test_activity_names_its_trade_in_any_order(index: Index, text: str, code: str) -> None:
    assert [trade.code for trade in index.parse(text).professions] == [code]


@pytest.mark.parametrize(
    ("text", "industry"), [("медколледж", Industry.MEDICINE), ("авиатехникум", Industry.AVIATION)]
)
def test_trade_glued_to_a_school_is_read(index: Index, text: str, industry: Industry) -> None:
    assert index.parse(text).industries == (industry,)


def test_part_of_the_country_finds_in_its_regions_only(index: Index) -> None:
    query = index.parse("сварщик на Урале")
    hits = index.search(query, today=TODAY).hits

    assert query.area is not None
    assert {hit.cluster.region for hit in hits} <= set(query.area.regions)


def test_place_abroad_finds_the_nearest_inside_first(index: Index) -> None:
    query = index.parse("Казахстан")
    distances = [hit.distance_km for hit in index.search(query, today=TODAY).hits[:5]]

    assert query.is_beyond
    assert distances == sorted(distances, key=lambda km: km or 0.0)


def test_namesake_that_the_gazetteer_lacks_stands_beside_the_town(index: Index) -> None:
    query = index.parse("Донецк")

    assert query.area is not None
    assert [place.region for place in query.places] == ["Ростовская область"]


def test_regions_of_areas_are_those_of_the_gazetteer(index: Index) -> None:
    known = {term.meaning for term in index.lexicon.spellings.values() if term.kind is Kind.REGION}

    areas = load_areas(DATA / "areas.csv")

    assert {region for area in areas for region in area.regions} <= known


def test_intents_file_with_a_wrong_role_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "intents.csv"
    path.write_text("id,role,answer,ru,en\nnear,nowhere,,рядом,near\n", "utf-8")

    with pytest.raises(ConfigError, match=r"intents\.csv:2: 'nowhere'"):
        load_intents(path, read_dictionary())


def test_intents_file_without_an_intent_says_which(tmp_path: Path) -> None:
    path = tmp_path / "intents.csv"
    path.write_text("id,role,answer,ru,en\nnear,near,,рядом,near\n", "utf-8")

    with pytest.raises(ConfigError, match=r"missing .*'help'"):
        load_intents(path, read_dictionary())


def test_areas_file_with_neither_regions_nor_point_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    header = "id,kind,name_ru,name_en,spellings,regions,lat,lon"
    path.write_text(f"{header}\nx,part,Икс,X,Икс,,,\n", "utf-8")

    with pytest.raises(ConfigError, match=r"areas\.csv:2"):
        load_areas(path)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("скока у вас колледжей", Intent.LIST_CLUSTERS),
        ("на кого у вас учат", Intent.LIST_TRADES),
        ("дочь не хочет в 10 класс что делать", Intent.UNDECIDED),
    ],
)
def test_spoken_words_and_words_between_do_not_hide_an_intent(
    index: Index, text: str, intent: Intent
) -> None:
    assert index.parse(text).intent is intent


def test_spoken_words_file_with_two_words_meant_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "spoken.csv"
    path.write_text("meant,spoken\nсколько,скока\nкак дела,чокак\n", "utf-8")

    with pytest.raises(ConfigError, match=r"spoken\.csv:3"):
        read_spoken(path)


def test_slips_beside_a_trade_make_no_small_town(index: Index) -> None:
    query = index.parse("ардуно роботы")  # Абдулино is two letters away
    assert query.has_trade
    assert not query.places

    assert index.parse("пмпк").is_empty  # "gvgr" in the other layout


def test_wish_that_begins_with_without_excludes_no_trade(index: Index) -> None:
    query = index.parse("без экзаменов на дизайнера")

    assert query.limits == (Limit.NO_EXAMS,)
    assert not query.excluded
    assert [one.code for one in query.professions] == ["54.01.20"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ты тупой", Intent.INSULT),
        ("тупой бот", Intent.INSULT),
        ("идиот", Intent.INSULT),
        ("вы там все идиоты", Intent.INSULT),
        ("я тупой для учебы", Intent.UNDECIDED),
        ("я слишком тупая, куда меня возьмут", Intent.UNDECIDED),
        ("сын дурак, учиться не хочет", Intent.UNDECIDED),
        ("учитель дурак", None),
        ("i am stupid", Intent.UNDECIDED),
        ("you are stupid", Intent.INSULT),
    ],
)
def test_insult_is_the_bots_only_if_it_is_said_to_it(
    index: Index, text: str, intent: Intent | None
) -> None:
    assert index.parse(text).intent is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("класс", Intent.THANKS),
        ("класс, спасибо", Intent.THANKS),
        ("10 класс или колледж что лучше", None),
        ("9 классов или 11 что лучше", None),
        ("какие мастер классы будут", Intent.EVENT),
        ("хватит присылать мне сообщения", Intent.NOTIFICATIONS),
        ("хватит", Intent.MENU),
        ("спасибо тебе, ты помог с выбором", Intent.THANKS),
    ],
)
def test_one_word_is_an_intent_only_if_it_says_most_of_the_text(
    index: Index, text: str, intent: Intent | None
) -> None:
    query = index.parse(text)

    assert (query.intent or query.leaning) is intent


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("Спасибо большое за помощь, дай Бог вам здоровья!", Intent.THANKS),
        ("спасибо, а сварка где", None),
        ("здравствуйте, уважаемый бот", Intent.GREETING),
        ("добрейший вечерочек", Intent.GREETING),
        ("здравствуйте, где взять академ", None),
    ],
)
def test_courtesy_is_what_asks_nothing(index: Index, text: str, leaning: Intent | None) -> None:
    query = index.parse(text)

    assert (query.intent or query.leaning) is leaning


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("опаздываю на полчаса", Intent.LATE),
        ("можно опаздывать на пары", None),
        ("где вайфай", Intent.ON_SITE),
        ("вайфай в колледже", None),
        ("отправить файл с программой", Intent.DESK),
        ("отправить файл с документами", None),
    ],
)
def test_who_speaks_of_study_speaks_of_no_event(
    index: Index, text: str, intent: Intent | None
) -> None:
    assert index.parse(text).intent is intent
