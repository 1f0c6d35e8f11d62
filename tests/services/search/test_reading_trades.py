"""What one wishes to become or to do, and what one does not."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from services.search.index import Index
from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import Kind
from tests.services.search.reading import kinds, town, trades


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


@pytest.mark.parametrize(
    ("text", "wished", "unwished"),
    [
        ("сварщик, а не повар", "сварщик", "повар"),
        ("хочу медсестрой, а не фельдшером", "медсестра", "фельдшер"),
        ("a welder, not a cook", "welder", "cook"),
        ("не сварщик, не повар, а токарь", "токарь", "сварщик, повар"),
        ("не токарь а фрезеровщик", "фрезеровщик", "токарь"),
    ],
)
def test_trade_set_against_another_is_left_out(
    index: Index, text: str, wished: str, unwished: str
) -> None:
    query = index.parse(text)

    assert query.professions == index.parse(wished).professions
    assert query.excluded == index.parse(unwished).professions


@pytest.mark.parametrize(
    ("text", "unwished"),
    [
        ("не повар, а кондитер", "повар"),
        ("кондитер, а не повар", "повар"),
        ("не повар, а повар-кондитер", "повар"),
        ("не парикмахер, а визажист", "парикмахер"),
        ("not a hairdresser but a makeup artist", "hairdresser"),
    ],
)
def test_two_names_of_one_trade_wish_that_trade(index: Index, text: str, unwished: str) -> None:
    query = index.parse(text)

    assert query.professions == index.parse(unwished).professions
    assert query.excluded == ()
    assert [p.meaning for p in query.parts if p.kind is Kind.SAME_TRADE] == [unwished]


def test_trade_left_out_by_the_name_it_is_wished_by_is_left_out(index: Index) -> None:
    query = index.parse("повар, кроме повара")

    assert (query.professions, query.excluded) == ((), index.parse("повар").professions)


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


def test_slip_in_the_wrong_layout_counts_once_beside_a_trade(index: Index) -> None:
    """«Снужинск» typed in Latin letters."""
    assert town(index.parse("ult exfn yf tkatskoe delo cye;bycr")) == "Снежинск"


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


def test_what_one_likes_in_words_that_name_no_trade_leans_to_help_with_choosing(
    index: Index,
) -> None:
    assert index.parse("люблю спорить и доказывать").leaning is Intent.UNDECIDED
    assert index.parse("хз ваще чё делать").leaning is Intent.UNDECIDED


def test_limit_within_the_name_of_a_trade_is_none(index: Index) -> None:
    assert index.parse("хочу на скорой работать").limits == ()


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


def test_animal_beside_a_trade_is_no_trade_that_nobody_knows(index: Index) -> None:
    assert Kind.STRANGER not in kinds(index.parse("дрессировщик тигров"))
    assert Kind.STRANGER in kinds(index.parse("хочу стать космонавтом"))


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


def test_who_trains_for_an_employer_is_no_cook(index: Index) -> None:
    query = index.parse("кто готовит для Татнефти")

    assert query.professions == ()
    assert query.words == ("татнефти",)
    assert [p.code for p in index.parse("сын хорошо готовит").professions] == ["43.01.09"]


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


@pytest.mark.parametrize("text", ["trade", "i want to learn a new trade", "new trade after 40"])
def test_trade_of_english_is_no_trade_of_sales(index: Index, text: str) -> None:
    assert not index.parse(text).has_trade


def test_bus_that_goes_once_a_day_is_nobodys_trade(index: Index) -> None:
    query = index.parse("живу в деревне, автобус раз в день, хочу работать")

    assert query.parts == ()
    assert index.parse("хочу работать на автобусе").has_trade


@pytest.mark.parametrize(
    "text",
    [
        "то ли программист то ли сварщик, мечусь",
        "разрываюсь между поваром и сварщиком",
        "не могу выбрать между сварщиком и электриком",
        "не могу решить: айти или медицина",
        "I can't decide between IT and cooking",
        "сварщик или электрик что лучше",
        "токарь или фрезеровщик, что перспективнее?",
        "что выбрать медицину или педагогику",
        "welder or electrician which is better",
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


def test_school_that_one_attends_is_no_trade(index: Index) -> None:
    assert not index.parse("оканчиваю школу в этом году, Тула").has_trade
    assert index.parse("хочу работать в школе").has_trade


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


@pytest.mark.parametrize("text", ["все идут в айти а я хз", "мама хочет на юриста, а я не знаю"])
def test_what_all_others_go_for_is_not_wished(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.intent, query.has_trade) == (Intent.UNDECIDED, False)


def test_what_one_likes_stays_where_one_does_not_know(index: Index) -> None:
    assert index.parse("люблю машины, но я не знаю куда идти").has_trade
