"""Kinds of texts that real people type: who, from where, what not, and what is no wish at all."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from domain.places.places import Place
from services.search.index import Index
from services.search.reading.adjectives import towns_of_district
from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import TRADES, Kind, Query
from tests.searching import TODAY, shipped_index


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


def town(query: Query) -> str:
    return query.place.name if query.place else ""


def kinds(query: Query) -> set[Kind]:
    return {part.kind for part in query.parts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("учусь в Перми но хочу в Екатеринбург", "Екатеринбург"),
        ("живу в Туле, хочу на повара в Москву", "Москва"),
        ("сам из Зеленодольска, сварщик Казань", "Казань"),
        ("из Омска или Тары в Томск", "Томск"),
        ("хочу учиться в Перми", "Пермь"),
        ("живу в Перми", "Пермь"),
        ("повар, мы из Ачинска", "Ачинск"),
    ],
)
def test_place_that_one_comes_from_yields_to_the_one_where_one_goes(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


def test_of_two_places_the_one_in_the_region_that_is_named_is_meant(index: Index) -> None:
    query = index.parse("Ольга, мы живём в Кировской области, посёлок Лесной")

    assert (town(query), query.place and query.place.region) == ("Лесной", "Кировская область")


@pytest.mark.parametrize(
    "text", ["меня зовут Ольга", "с уважением Владимир", "Анна Сергеевна, я мама"]
)
def test_first_name_of_the_writer_is_no_town(index: Index, text: str) -> None:
    assert index.parse(text).place is None


@pytest.mark.parametrize("text", ["Казань Советский район", "Питер, Приморский район"])
def test_district_of_a_town_is_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [part.kind for part in query.parts] == [Kind.PLACE]
    assert query.region is None


@pytest.mark.parametrize(
    "text", ["деревня Кукуево", "сварщик в деревне Кукуево", "село Большие Кабаны"]
)
def test_village_that_the_gazetteer_lacks_is_told_as_one(index: Index, text: str) -> None:
    assert Kind.NOWHERE in kinds(index.parse(text))


def test_village_called_as_a_region_is_not_the_region(index: Index) -> None:
    assert index.parse("станица Ленинградская").region is None
    assert index.parse("Ленинградская").region == "Ленинградская область"
    assert index.parse("город Ленинградской области").region == "Ленинградская область"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("не сварщик, а слесарь", "15.01.35"),
        ("сварщик, нет, не сварщик а слесарь", "15.01.35"),
        ("not a welder but a cook", "43.01.09"),
    ],
)
def test_trade_between_not_and_but_is_left_out(index: Index, text: str, wanted: str) -> None:
    query = index.parse(text)

    assert [one.code for one in query.professions] == [wanted]
    assert query.excluded == index.parse("сварщик").professions


def test_mere_not_excludes_nothing(index: Index) -> None:
    assert index.parse("не знаю, сварщик или повар").excluded == ()


def test_exclusion_finer_than_industries_is_left_unread(index: Index) -> None:
    query = index.parse("что-нибудь творческое в Саратове кроме музыки")

    assert query.excluded == ()
    assert [p.meaning for p in query.parts if p.kind is Kind.UNKNOWN] == ["музыки"]


@pytest.mark.parametrize("text", ["медколледж без химии Воронеж", "медколледж, не надо химию"])
def test_subject_that_shall_not_be_is_no_industry(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [str(one) for one in query.industries] == ["medicine"]
    assert Limit.NO_SUBJECT in query.limits


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("печь тортики", "43.01.09"),
        ("обожаю собачек", "36.02.01"),
        ("снимаю видосы", "media"),
        ("умею шить на машинке", "light"),
        ("тянуть провода", "13.01.10"),
    ],
)
def test_doing_is_met_with_words_of_fondness_and_of_no_dictionary(
    index: Index, text: str, trade: str
) -> None:
    query = index.parse(text)

    assert trade in {*(p.code for p in query.professions), *map(str, query.industries)}


def test_what_is_not_liked_is_no_activity(index: Index) -> None:
    query = index.parse("кем работать если не любишь людей")

    assert not query.has_trade
    assert query.intent is Intent.UNDECIDED


@pytest.mark.parametrize(
    "text", ["кладу плитку с отцом", "мы с братом на сварщика", "я гражданин, хочу на повара"]
)
def test_kin_are_no_trades_that_nobody_knows(index: Index, text: str) -> None:
    assert Kind.STRANGER not in kinds(index.parse(text))


def test_who_says_something_is_no_trade_that_is_wished(index: Index) -> None:
    assert not index.parse("учительница сказала мне идти в колледж").has_trade
    assert index.parse("учительница").has_trade


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("уфимский авиационный", "Уфа"),
        ("читинские медколледжи", "Чита"),
        ("сочинский повар", "Сочи"),
        ("сургутский нефтяник", "Сургут"),
    ],
)
def test_adjective_of_a_town_beside_a_trade_is_the_town(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Приволжский федеральный округ", "Поволжье"),
        ("Уральский федеральный округ", "Урал"),
        ("золотое кольцо", "Центральная Россия"),
    ],
)
def test_federal_district_is_a_part_of_the_country(index: Index, text: str, wanted: str) -> None:
    query = index.parse(text)

    assert query.area is not None
    assert query.area.name == wanted
    assert query.place is None


def test_slip_in_the_wrong_layout_counts_once_beside_a_trade(index: Index) -> None:
    """«Снужинск» typed in Latin letters."""
    assert town(index.parse("ult exfn yf tkatskoe delo cye;bycr")) == "Снежинск"


def test_letters_of_the_other_layout_make_no_places_of_a_letter(index: Index) -> None:
    assert town(index.parse("туризм рядом с Тюмнь")) == "Тюмень"


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


@pytest.mark.parametrize(
    "text",
    [
        "буллинг в колледже есть?",
        "смотрю ютуб",
        "нужны плакаты о программе для школы",
        "уволили с завода, хочу переучиться",
        "и потом обязательно на этом заводе работать?",
        "охотник на привидений",
        "прошу ответить, М. Котова",
    ],
)
def test_word_of_another_matter_is_no_trade_and_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.is_empty, query.parts


def test_industry_of_a_workplace_stays_one_where_it_is_wished(index: Index) -> None:
    assert index.parse("хочу на завод").has_trade
    assert index.parse("завод в Туле").has_trade


def test_who_is_ready_to_work_is_no_cook(index: Index) -> None:
    query = index.parse("живу в Химках работать готова ездить")

    assert town(query) == "Химки"
    assert not query.has_trade


@pytest.mark.parametrize(
    ("text", "wished", "unwished"),
    [
        ("опять ты мне про сварщиков, я же просила медицину", "medicine", "15.01.05"),
        ("чтоб не посадили за комп", "", "it"),
    ],
)
def test_what_was_shown_again_or_is_feared_is_excluded(
    index: Index, text: str, wished: str, unwished: str
) -> None:
    query = index.parse(text)

    assert [str(one) for one in query.industries] == ([wished] if wished else [])
    assert [getattr(one, "code", str(one)) for one in query.excluded] == [unwished]


def test_town_that_somebody_leaves_is_told_apart(index: Index) -> None:
    query = index.parse("хочу в Уфу из Сибая")

    assert town(query) == "Уфа"
    assert [one.name for one in query.left] == ["Сибай"]


def test_what_one_likes_in_words_that_name_no_trade_leans_to_help_with_choosing(
    index: Index,
) -> None:
    assert index.parse("люблю спорить и доказывать").leaning is Intent.UNDECIDED
    assert index.parse("хз ваще чё делать").leaning is Intent.UNDECIDED


def test_limit_within_the_name_of_a_trade_is_none(index: Index) -> None:
    assert index.parse("хочу на скорой работать").limits == ()


@pytest.mark.parametrize("text", ["можно в 55 на сварщика", "в 48 на повара поздно?"])
def test_bare_number_after_in_is_an_age(index: Index, text: str) -> None:
    assert Limit.AGE in index.parse(text).limits


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("отчим говорит иди на завод, а я хочу в айти", ["it"]),
        ("мама хочет чтоб я на врача, а мне бы машины", ["transport"]),
        ("я хочу в айти, а родители толкают в медицину", ["it"]),
        ("предки твердят про медицину я хочу на стройку", ["construction"]),
    ],
)
def test_what_others_wish_yields_to_what_the_writer_does(
    index: Index, text: str, trades: list[str]
) -> None:
    query = index.parse(text)

    assert [*(p.code for p in query.professions), *map(str, query.industries)] == trades
    assert query.excluded == ()


def test_wishes_of_others_stay_where_the_writer_has_none(index: Index) -> None:
    query = index.parse("дочь хочет в повара, а сын в электрики")

    assert {p.code for p in query.professions} == {"43.01.09", "13.01.10"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("тракторист в Сергачском районе", "Сергач"),
        ("электрик Рузский район", "Руза"),
        ("повар Люберецкий р-н", "Люберцы"),
        ("ветеринар, Одинцовский городской округ", "Одинцово"),
        ("сварщик Красногорский район", "Красногорск"),
    ],
)
def test_district_of_no_town_that_is_named_is_around_its_own(
    index: Index, text: str, name: str
) -> None:
    query = index.parse(text)

    assert town(query) == name
    assert query.has_trade
    assert Kind.UNKNOWN not in kinds(query)


def test_district_of_many_cities_is_about_no_town() -> None:
    assert towns_of_district("ленинский") == ()
    assert "енисейск" in towns_of_district("енисейский")


def test_name_that_a_town_had_once_is_not_meant_by_its_adjective(index: Index) -> None:
    query = index.parse("чкаловский техникум")

    assert query.places == ()
    assert query.words == ("чкаловский",)


def test_slip_in_a_town_of_ours_is_not_a_town_abroad(index: Index) -> None:
    query = index.parse("агроном белгарод")

    assert town(query) == "Белгород"
    assert query.area is None


def test_two_letters_are_no_foreign_spelling_of_a_town(index: Index) -> None:
    query = index.parse("ищу айти в Ож")

    assert query.places == ()
    assert query.industries == (Industry.IT,)


def test_womans_trade_that_no_list_has_is_the_mans(index: Index) -> None:
    query = index.parse("хочу водительницей трамвая")

    assert [p.code for p in query.professions] == ["23.01.04"]
    assert Kind.UNKNOWN not in kinds(query)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("хочу печь хлеб и булочки", "19.01.04"),
        ("разбираю старые приёмники", "11.01.02"),
        ("работать на ферме с коровами", "36.01.02"),
        ("нравится резать по дереву", "54.01.13"),
        ("I want to sew", "29.01.33"),
    ],
)
def test_all_that_one_likes_is_heard_or_told_by_the_trade(
    index: Index, text: str, code: str
) -> None:
    query = index.parse(text)

    assert [p.code for p in query.professions] == [code]
    assert Kind.UNKNOWN not in kinds(query)


def test_works_after_the_adjective_of_a_trade_are_of_that_trade(index: Index) -> None:
    query = index.parse("судостроительный завод")

    assert [str(one) for one in query.industries] == ["shipbuilding"]
    assert Kind.UNKNOWN not in kinds(query)


def test_animal_beside_a_trade_is_no_trade_that_nobody_knows(index: Index) -> None:
    assert Kind.STRANGER not in kinds(index.parse("дрессировщик тигров"))
    assert Kind.STRANGER in kinds(index.parse("хочу стать космонавтом"))


@pytest.mark.parametrize("text", ["xochu na elektrika v omske", "xo4u na elektrika v omske"])
def test_letters_and_figures_of_chats_are_read_by_sound(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [p.code for p in query.professions] == ["13.01.10"]
    assert town(query) == "Омск"
    assert Kind.UNKNOWN not in kinds(query)


def test_name_that_is_far_from_the_place_is_not_found_there(index: Index) -> None:
    query = index.parse("Северсталь Москва")

    assert index.search(query, today=TODAY).hits == ()
    anywhere = index.search(query.without_place(), today=TODAY).hits
    assert {hit.cluster.region for hit in anywhere} >= {"Вологодская область"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("машинистка поезда", "23.01.09"),
        ("стропальщик", "23.01.07"),
        ("умею штукатурить", "08.01.28"),
        ("риелтор", "21.02.19"),
        ("хочу печь", "19.01.04"),
        ("сомелье", "43.01.01"),
    ],
)
def test_trades_as_people_call_them_and_what_they_do_are_known(
    index: Index, text: str, code: str
) -> None:
    assert [p.code for p in index.parse(text).professions] == [code]


def test_two_trades_of_which_neither_is_wished_are_left_out(index: Index) -> None:
    query = index.parse("не айти и не стройка, Томск")

    assert not query.has_trade
    assert Industry.IT in query.excluded
    assert town(query) == "Томск"


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("чтобы на природе и с деревьями", "forestry"),
        ("мне бы с железом", "mechanical"),
    ],
)
def test_what_is_wished_to_be_with_is_as_if_it_were_liked(
    index: Index, text: str, trade: str
) -> None:
    query = index.parse(text)

    assert [*(p.code for p in query.professions), *map(str, query.industries)] == [trade]


def test_name_after_works_or_in_honour_is_no_village(index: Index) -> None:
    assert index.parse("завод Калашникова").places == ()
    assert town(index.parse("колледж имени Жуковского омск")) == "Омск"


def test_who_trains_for_an_employer_is_no_cook(index: Index) -> None:
    query = index.parse("кто готовит для Татнефти")

    assert query.professions == ()
    assert query.words == ("татнефти",)
    assert [p.code for p in index.parse("сын хорошо готовит").professions] == ["43.01.09"]


def test_latin_letter_that_looks_like_a_preposition_is_no_language_of_programs(
    index: Index,
) -> None:
    query = index.parse("работа c детками в Туле")

    assert Industry.EDUCATION in query.named_industries
    assert query.professions == ()
    assert town(query) == "Тула"


@pytest.mark.parametrize(
    "text",
    [
        "ты живой человек или робот",
        "это бот отвечает?",
        "вы настоящий сварщик или бот?",
        "мне отвечает человек или машина",
        "с кем я говорю",
        "ты не робот?",
        "я с человеком общаюсь или с программой",
        "алло это живой кто-нибудь",
        "Добрый вечер, есть кто живой?",
        "is this a bot answering",
    ],
)
def test_who_asks_whether_a_man_answers_names_no_trade(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.intent, query.parts) == (Intent.PERSON, ())


@pytest.mark.parametrize(
    "text",
    [
        "бот не отвечает",
        "кто отвечает за общежитие",
        "хочу делать роботов или программы, вы поможете",
        "тут робототехника или программирование",
        "это программа для школьников?",
        "бот подскажи колледжи тулы",
        "ремонт машин или станков",
        "кто может поступить",
    ],
)
def test_who_speaks_of_machines_or_people_asks_not_who_answers(index: Index, text: str) -> None:
    assert index.parse(text).intent is not Intent.PERSON


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("колледжи на юге России", "south"),
        ("где-нибудь на севере", "north"),
        ("сварщик за Уралом", "beyond-ural"),
        ("хочу учиться у моря", "seaside"),
        ("поближе к морю", "seaside"),
        ("колледж на чёрном море", "black-sea"),
        ("на востоке страны", "far-east"),
        ("запад России", "west"),
        ("Западная Сибирь", "west-siberia"),
    ],
)
def test_part_of_the_country_said_loosely_is_an_area(index: Index, text: str, area: str) -> None:
    query = index.parse(text)

    assert query.area is not None
    assert query.area.id == area
    assert Industry.SHIPBUILDING not in query.wanted_industries


def test_who_works_at_sea_looks_for_no_coast(index: Index) -> None:
    assert index.parse("хочу работать на море").area is None


def test_side_of_a_region_is_in_that_region(index: Index) -> None:
    query = index.parse("на севере Якутии")

    assert (query.area, query.region) == (None, "Республика Саха (Якутия)")


@pytest.mark.parametrize("text", ["подальше от Москвы", "не в Москве", "far from Moscow"])
def test_place_to_keep_away_from_is_not_searched(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.is_empty
    assert [getattr(one, "name", "") for one in query.excluded] == ["Москва"]


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("люблю животных, не знаю куда идти", Industry.AGRICULTURE),
        ("люблю готовить но не знаю кем быть", Industry.TOURISM),
        ("руками люблю работать, а куда пойти не знаю", Industry.MECHANICAL),
        ("помоги выбрать, люблю музыку", Industry.CREATIVE),
        ("не знаю куда податься, тащусь от машин", Industry.TRANSPORT),
        ("хочу на природе работать но не знаю кем", Industry.FORESTRY),
    ],
)
def test_who_does_not_know_but_likes_something_is_undecided_about_that(
    index: Index, text: str, industry: Industry
) -> None:
    query = index.parse(text)

    assert query.intent is Intent.UNDECIDED
    assert query.named_industries == (industry,)


@pytest.mark.parametrize(
    "text", ["не люблю людей", "не люблю химию не знаю куда идти", "не знаю чего хочу"]
)
def test_what_is_not_liked_is_not_taken_up(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.intent, query.wanted_industries) == (Intent.UNDECIDED, ())


def test_who_does_not_know_where_a_trade_is_taught_looks_for_it(index: Index) -> None:
    assert index.parse("не знаю где учат на повара").intent is None


def test_dates_of_applying_are_no_reminders_unless_that_is_said(index: Index) -> None:
    assert index.parse("сроки подачи документов").intent is None
    assert index.parse("когда подача документов").intent is None
    assert index.parse("напомни о сроках подачи документов").intent is Intent.REMINDERS


def trades(query: Query) -> list[str]:
    return [part.spelling for part in query.parts if part.kind in TRADES]


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("работаю кассиром в ижевске, хочу на швею", ["швея"]),
        ("закончил вуз экономистом, хочу на машиниста в РЖД", ["машинист"]),
        ("муж сварщик, а я хочу на повара", ["повар"]),
        ("у меня написано преподаватель, а я хочу слесарем", ["слесарь"]),
        ("дочь медсестра, а сын хочет на программиста", ["программист"]),
        ("была бухгалтером, куда переучиться на ит", ["ИТ"]),
        ("отучилась на повара, хочу в медицину", ["медицина"]),
        ("работаю на стройке, хочу на повара", ["повар"]),
        ("хочу на повара, сейчас работаю сварщиком", ["повар"]),
        ("15 лет проработал водителем, хочу стать электриком", ["электрик"]),
        ("i am a cook but want to become a welder", ["welder"]),
    ],
)
def test_what_one_is_yields_to_what_one_wishes(index: Index, text: str, wished: list[str]) -> None:
    assert trades(index.parse(text)) == wished


@pytest.mark.parametrize(
    "text",
    [
        "хочу работать поваром или сварщиком",
        "закончил 9 класс, на сварщика или повара можно?",
        "сын сварщик или повар, что лучше",
        "я бы поваром или на сварщика",
    ],
)
def test_trade_that_is_wished_stays_beside_another(index: Index, text: str) -> None:
    assert len(trades(index.parse(text))) == 2


@pytest.mark.parametrize(
    "text", ["у меня двое детей, хочу на швею", "мои дети со мной, хочу на швею"]
)
def test_own_children_are_no_industry(index: Index, text: str) -> None:
    assert trades(index.parse(text)) == ["швея"]
    assert index.parse("хочу работать с детьми").has_trade


@pytest.mark.parametrize(
    "text",
    ["племянник из таджикистана, на каменщика можно?", "гражданин узбекистана, хочу на повара"],
)
def test_country_of_origin_is_no_place_to_search(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.has_trade, query.is_somewhere) == (True, False)
    assert query.origin is not None


def test_country_where_one_looks_stays(index: Index) -> None:
    assert index.parse("повар в казахстане").area is not None


@pytest.mark.parametrize("word", ["птушки", "путяги", "фазанки", "шараги", "чушки"])
def test_school_that_is_called_names_is_no_town(index: Index, word: str) -> None:
    query = index.parse(f"после {word} есть работа?")

    assert (query.places, query.parts) == ((), ())


@pytest.mark.parametrize("text", ["trade", "i want to learn a new trade", "new trade after 40"])
def test_trade_of_english_is_no_trade_of_sales(index: Index, text: str) -> None:
    assert not index.parse(text).has_trade


def test_bus_that_goes_once_a_day_is_nobodys_trade(index: Index) -> None:
    query = index.parse("живу в деревне, автобус раз в день, хочу работать")

    assert query.parts == ()
    assert index.parse("хочу работать на автобусе").has_trade


@pytest.mark.parametrize("text", ["бот, подскажи где учат на повара", "ботик, хочу на повара"])
def test_bot_that_is_called_is_left_out(index: Index, text: str) -> None:
    assert kinds(index.parse(text)) == {Kind.PROFESSION}


@pytest.mark.parametrize("text", ["ку", "ку бот", "дарова бот", "хай", "ботик привет"])
def test_short_greeting_greets(index: Index, text: str) -> None:
    assert index.parse(text).intent is Intent.GREETING


@pytest.mark.parametrize(
    "text",
    [
        "то ли программист то ли сварщик, мечусь",
        "разрываюсь между поваром и сварщиком",
        "не могу выбрать между сварщиком и электриком",
        "не могу решить: айти или медицина",
        "I can't decide between IT and cooking",
    ],
)
def test_doubt_between_two_trades_is_undecided_about_both(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.intent is Intent.UNDECIDED
    assert len(trades(query)) == 2


@pytest.mark.parametrize("text", ["повар или сварщик", "не знаю где учат на повара или сварщика"])
def test_two_trades_without_a_doubt_are_searched_for(index: Index, text: str) -> None:
    assert index.parse(text).intent is None


def test_work_by_hand_but_not_at_a_works_leaves_what_else_is_done_so(index: Index) -> None:
    query = index.parse("хочу работать руками но не на заводе где шумно")

    assert query.excluded == (Industry.MECHANICAL,)
    assert query.wanted_industries == (Industry.CONSTRUCTION, Industry.FORESTRY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("уфимский топливно энергетический колледж", "Уфа"),
        ("уфимский медицинский колледж", "Уфа"),
        ("тольяттинский аграрный колледж", "Тольятти"),
        ("муромский энергетический колледж", "Муром"),
        ("елецкий нефтяной колледж", "Елец"),
        ("арзамасский строительный техникум", "Арзамас"),
    ],
)
def test_school_that_no_name_is_is_looked_for_in_the_town_of_its_adjective(
    index: Index, text: str, wanted: str
) -> None:
    query = index.parse(text)
    hits = index.search(query, today=TODAY).hits

    assert (town(query), query.is_of_no_name, query.words) == (wanted, True, ())
    assert all(hit.by_name is None for hit in hits)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("омский авиационный колледж", "Омский авиационный колледж им. Н. Е. Жуковского"),
        ("череповецкий металлургический колледж", "Череповецкий металлургический колледж"),
        ("уфимский машиностроительный колледж", "Уфимский машиностроительный колледж"),
    ],
)
def test_school_that_bears_the_name_is_found_by_it(index: Index, text: str, name: str) -> None:
    query = index.parse(text)
    first = index.search(query, today=TODAY).hits[0]

    assert not query.is_of_no_name
    assert first.by_name is not None
    assert first.by_name[1] == name


@pytest.mark.parametrize("text", ["пензенский энергетический колледж", "в омском речном училище"])
def test_school_by_the_adjective_of_a_region_or_in_another_case_may_be_none(
    index: Index, text: str
) -> None:
    assert index.parse(text).is_of_no_name


@pytest.mark.parametrize("text", ["строительный колледж в Пензе", "Омск авиационный колледж"])
def test_school_of_a_trade_in_a_town_has_no_name_to_be_missed(index: Index, text: str) -> None:
    assert not index.parse(text).is_of_no_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("судостроение Северодвинск", "Техникум судостроения и машиностроения"),
        ("самолёты Комсомольск-на-Амуре", "Губернаторский авиастроительный колледж"),
        ("авиастроение Иркутск", "Иркутский техникум авиастроения и материалообработки"),
    ],
)
def test_college_called_after_an_industry_is_of_it(index: Index, text: str, name: str) -> None:
    hits = index.search(index.parse(text), today=TODAY).hits
    found = [hit for hit in hits if hit.cluster.base_college.startswith(name)]

    assert len(found) == 1
    assert not found[0].is_related


def test_word_that_colleges_of_all_industries_bear_makes_them_of_none(index: Index) -> None:
    hits = index.search(index.parse("машиностроение"), today=TODAY).hits

    assert not [h for h in hits if h.cluster.base_college.startswith("Омский промышленно")]


def test_railway_college_is_of_no_other_transport(index: Index) -> None:
    hits = index.search(index.parse("транспортный колледж"), today=TODAY).hits

    assert not [h for h in hits if h.cluster.base_college.startswith("Ульяновский техникум жел")]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            "чем заняться после 9 в якутии если нравятся машины и тайга",
            "Республика Саха (Якутия)",
        ),
        ("люблю тайгу и тайга рядом, пермь", "Пермский край"),
        ("люблю утро и заря красивая, хочу в Саратов", "Саратовская область"),
    ],
)
def test_noun_that_a_town_elsewhere_is_called_by_is_no_place(
    index: Index, text: str, region: str
) -> None:
    query = index.parse(text)

    assert (query.region or (query.place and query.place.region)) == region
    names = [one.meaning.name for one in query.parts if isinstance(one.meaning, Place)]
    assert not {"Тайга", "Заря"} & set(names)


@pytest.mark.parametrize("text", ["сварщик тайга", "тайга или томск", "Тайга, Томск, сварщик"])
def test_noun_alone_joined_or_with_a_capital_is_the_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert "Тайга" in [one.meaning.name for one in query.parts if isinstance(one.meaning, Place)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("живу в кировской области в слободском", "Слободской"),
        ("живу в слободском хочу на повара", "Слободской"),
        ("в слободском кировской области", "Слободской"),
        ("живу в железнодорожном", "Железнодорожный"),
        ("живу в железнодорожном московской области", "Железнодорожный"),
        ("повар в раменском", "Раменское"),
        ("сварщик в жуковском", "Жуковский"),
    ],
)
def test_town_called_by_an_adjective_is_known_where_one_is_in_it(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["учусь в железнодорожном колледже", "живу в слободском доме", "работать в строительном"],
)
def test_adjective_of_a_noun_is_no_town(index: Index, text: str) -> None:
    assert index.parse(text).place is None


def test_another_town_tells_which_of_the_namesakes_is_meant(index: Index) -> None:
    query = index.parse("сургут нижневартовск")

    assert [one.region for one in query.places] == ["Ханты-Мансийский автономный округ — Югра"]


@pytest.mark.parametrize("word", ["weather", "forecast", "party", "dinner", "teeth", "bird"])
def test_everyday_word_of_english_is_no_slip_of_a_trade_or_town(index: Index, word: str) -> None:
    query = index.parse(f"{word} in kazan")

    assert [part.kind for part in query.parts if part.kind is not Kind.UNKNOWN] == [Kind.PLACE]


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


@pytest.mark.parametrize(
    "text",
    [
        "математика тройка, хочет на повара",
        "тройка по химии, возьмут на повара?",
        "повар, физика двойка",
        "по математике троечка, на повара хочу",
        "повар, слабоват в информатике",
        "cook, low marks in chemistry",
    ],
)
def test_subject_beside_a_mark_is_no_trade(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [one.short_title for one in query.professions] == ["Повар, кондитер"]
    assert query.industries == ()
    assert not [part for part in query.parts if part.kind in {Kind.STRANGER, Kind.UNKNOWN}]
    assert {Limit.NO_EXAMS, Limit.NO_SUBJECT} & set(query.limits)


def test_subject_that_is_liked_is_what_one_likes(index: Index) -> None:
    assert index.parse("люблю химию").wanted_industries
    assert index.parse("пятёрка по химии").industries


@pytest.mark.parametrize("text", ["математиком", "космонавта"])
def test_who_is_in_no_list_stays_a_trade_that_nobody_knows(index: Index, text: str) -> None:
    [part] = index.parse(text).parts

    assert part.kind is Kind.STRANGER


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


def test_school_that_one_attends_is_no_trade(index: Index) -> None:
    assert not index.parse("оканчиваю школу в этом году, Тула").has_trade
    assert index.parse("хочу работать в школе").has_trade


def test_good_evening_asks_for_no_lessons_in_the_evening(index: Index) -> None:
    assert Limit.PART_TIME not in index.parse("Добрый вечер! думаем про мебель").limits
    assert Limit.PART_TIME in index.parse("на сварщика вечером учат?").limits


def test_good_pupil_asks_for_no_best_college(index: Index) -> None:
    assert Limit.BEST not in index.parse("мальчик хороший, на повара, Пенза").limits
    assert Limit.BEST in index.parse("хороший колледж на повара, Пенза").limits


def test_subject_that_one_likes_is_nobody(index: Index) -> None:
    assert Kind.STRANGER not in kinds(index.parse("нравится математика, думаем про бухгалтера"))


SOUNDING = [
    ("на фрезировщика", "фрезеровщик"),
    ("киналог", "кинолог"),
    ("типлица", "теплица"),
    ("ноладчик", "наладчик"),
    ("онтенщик", "антенщик"),
    ("ортист", "артист"),
    ("ахотиться", "охотиться"),
    ("ювелер", "ювелир"),
    ("кассер", "кассир"),
]


@pytest.mark.parametrize(("typed", "meant"), SOUNDING)
def test_trade_spelt_as_it_sounds_is_read_with_a_slip(
    index: Index, typed: str, meant: str
) -> None:
    query = index.parse(typed)

    assert index.parse(meant).professions[0] in query.professions
    assert [part.slips for part in query.parts] == [1]
    assert query.intent is None


@pytest.mark.parametrize("text", ["матрас", "карел", "формация", "контроллер", "батек"])
def test_word_of_the_language_is_not_the_trade_that_sounds_like_it(
    index: Index, text: str
) -> None:
    assert not index.parse(text).has_trade


OF_THE_STREET = [
    ("железки точить на станке", "токарь"),
    ("железяки обтачивать", "токарь"),
    ("стряпать в столовке", "повар"),
    ("варганить супчик", "повар"),
    ("сайты клепать", "веб-разработчик"),
    ("клепаю сайтики", "веб-разработчик"),
    ("клепать приложухи", "программист"),
    ("с малышней возиться", "воспитатель"),
    ("возиться с карапузами", "воспитатель"),
    ("крутить гайки", "слесарь"),
    ("ковыряться в карбюраторе", "автомеханик"),
    ("шаманить над тачками", "автомеханик"),
    ("кидать провода", "электрик"),
    ("заваривать швы", "сварщик"),
    ("сколачивать лавочки", "мебель"),
    ("завивать кудри", "парикмахер"),
    ("шмотки строчить", "швея"),
    ("впаривать кроссы", "продавец"),
    ("прочищать засоры", "сантехник"),
    ("кормить хрюшек", "животновод"),
    ("перекладывать бумажки", "секретарь"),
    ("прошивать мобилы", "ремонт электронных приборов"),
]


@pytest.mark.parametrize(("text", "trade"), OF_THE_STREET)
def test_trade_is_told_in_words_of_the_street(index: Index, text: str, trade: str) -> None:
    told = index.parse(text)

    assert {*index.parse(trade).professions} & {*told.professions}
    assert told.intent is None


@pytest.mark.parametrize(
    "text",
    [
        "как заполнить бумажки для поступления",
        "бабушка говорит что делать",
        "сижу в телефоне целый день",
        "что делать если не сдал экзамен",
    ],
)
def test_everyday_words_tell_no_trade(index: Index, text: str) -> None:
    assert not index.parse(text).has_trade


@pytest.mark.parametrize(
    ("text", "employer", "industry"),
    [
        ("хочу работать на Уралвагонзаводе", "Уралвагонзавод", Industry.MECHANICAL),
        ("лукойл", "Лукойл", Industry.OILGAS),
        ("УВЗ Нижний Тагил", "УВЗ", Industry.MECHANICAL),
        ("адмиралтейские верфи", "Адмиралтейские верфи", Industry.SHIPBUILDING),
        ("росатом", "", Industry.NUCLEAR),
        ("машиностроение", "", Industry.MECHANICAL),
    ],
)
def test_employer_of_no_card_is_named_beside_its_industry(
    index: Index, text: str, employer: str, industry: Industry
) -> None:
    query = index.parse(text)

    assert (query.employer, query.industries) == (employer, (industry,))


def test_employer_that_a_card_names_is_its_name(index: Index) -> None:
    query = index.parse("КАМАЗ")

    assert (query.employer, query.words) == ("", ("камаз",))


@pytest.mark.parametrize(
    "text",
    [
        "сварщик или электрик что лучше",
        "токарь или фрезеровщик, что перспективнее?",
        "что выбрать медицину или педагогику",
        "welder or electrician which is better",
    ],
)
def test_who_asks_which_of_two_trades_is_better_has_not_chosen(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.intent is Intent.UNDECIDED
    assert len({*query.professions, *query.industries}) == 2


def test_who_asks_where_they_teach_better_has_chosen(index: Index) -> None:
    assert index.parse("где лучше учат на токаря или сварщика").intent is None


@pytest.mark.parametrize("text", ["все идут в айти а я хз", "мама хочет на юриста, а я не знаю"])
def test_what_all_others_go_for_is_not_wished(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.intent, query.has_trade) == (Intent.UNDECIDED, False)


def test_what_one_likes_stays_where_one_does_not_know(index: Index) -> None:
    assert index.parse("люблю машины, но я не знаю куда идти").has_trade


@pytest.mark.parametrize("text", ["дочка в 11ом, ей уже поздно?", "я в 11м классе", "11ый класс"])
def test_class_written_with_a_figure_and_an_ending_is_a_class(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.limits == (Limit.AFTER_11,)
    assert Kind.UNKNOWN not in kinds(query)
