"""Phrases as people type them, and what each must be read as.

`expected` holds words of the form kind:meaning; `-kind` says that nothing of the kind is read.
Kinds: place, region, industry, profession (code), name (a cluster's id among the first five),
km (radius), planned, opened, empty.
"""

from __future__ import annotations

import pytest

from services.search.index import Index
from services.search.reading.queries import Query
from tests.searching import TODAY, shipped_index

PHRASES = [
    # the issue's own
    ("сварщик рядом с Казанью", "profession:15.01.05 place:Казань km:100"),
    ("авиастроение", "industry:aviation -place"),
    ("колледж КАМАЗ", "name:rt-chelny-npk-mech -place"),
    ("где учат на повара в Мордовии", "profession:43.01.09 region:Республика_Мордовия"),
    ("railway samara", "industry:railway place:Самара"),
    ("хочу на айтишника в питере", "profession:09.02.07 place:Санкт-Петербург"),
    ("куда поступить после 9 класса в екб", "place:Екатеринбург -profession -industry"),
    ("cfhfycr", "place:Саранск"),
    ("ьщысщц", "place:Москва"),
    ("saransk", "place:Саранск"),
    ("Kazan", "place:Казань"),
    ("svarshchik", "profession:15.01.05"),
    # plain places
    ("Казань", "place:Казань km:30"),
    ("саранск", "place:Саранск km:100"),
    ("в Саранске", "place:Саранск"),
    ("ЗАТО Северск", "place:Северск"),
    ("Северск ЗАТО", "place:Северск"),
    ("ЗАТО Саров", "place:Саров"),
    ("Набережные Челны", "place:Набережные_Челны"),
    ("набережных челнах", "place:Набережные_Челны"),
    ("Ростов-на-Дону", "place:Ростов-на-Дону"),
    ("ростов на дону", "place:Ростов-на-Дону"),
    ("я живу в нижнем новгороде", "place:Нижний_Новгород"),
    ("Комсомольск-на-Амуре", "place:Комсомольск-на-Амуре"),
    ("орёл", "place:Орёл"),
    ("орел", "place:Орёл"),
    ("колледжи в Орле", "place:Орёл"),
    ("Йошкар-Ола", "place:Йошкар-Ола"),
    ("йошкар ола", "place:Йошкар-Ола"),
    ("Киров Калужская область", "place:Киров region:Калужская_область"),
    ("Санкт-Петербург", "place:Санкт-Петербург"),
    ("город Чебоксары", "place:Чебоксары"),
    ("г. Пенза", "place:Пенза"),
    ("Уфа", "place:Уфа"),
    ("в Уфе", "place:Уфа"),
    ("под Тверью", "place:Тверь km:100"),
    # nicknames and abbreviations
    ("спб", "place:Санкт-Петербург"),
    ("СПб", "place:Санкт-Петербург"),
    ("питер", "place:Санкт-Петербург"),
    ("мск", "place:Москва"),
    ("екб", "place:Екатеринбург"),
    ("нижний", "place:Нижний_Новгород"),
    ("Нск", "place:Новосибирск"),
    ("челны", "place:Набережные_Челны"),
    ("тагил", "place:Нижний_Тагил"),
    ("владик", "place:Владивосток"),
    ("челяба", "place:Челябинск"),
    ("МО", "region:Московская_область -place"),
    ("подмосковье", "region:Московская_область"),
    ("татария", "region:Республика_Татарстан"),
    ("в башкирии", "region:Республика_Башкортостан"),
    ("ленобласть", "region:Ленинградская_область"),
    ("хмао", "region:Ханты-Мансийский_автономный_округ_—_Югра"),
    ("кузбасс", "region:Кемеровская_область_—_Кузбасс"),
    ("на кубани", "region:Краснодарский_край"),
    # regions
    ("Самарская область", "region:Самарская_область"),
    ("самарская обл", "region:Самарская_область"),
    ("в пермском крае", "region:Пермский_край"),
    ("республика коми", "region:Республика_Коми"),
    ("чувашия", "region:Чувашская_Республика"),
    ("в Ростовской области", "region:Ростовская_область"),
    # industries
    ("ж/д", "industry:railway"),
    ("жд техникум", "industry:railway"),
    ("железная дорога", "industry:railway"),
    ("айти", "industry:it"),
    ("IT", "industry:it"),
    ("ИТ колледж москва", "industry:it place:Москва"),
    ("нефтянка", "industry:oilgas"),
    ("нефтянка в хмао", "industry:oilgas region:Ханты-Мансийский_автономный_округ_—_Югра"),
    ("агро", "industry:agriculture"),
    ("сельхоз Воронеж", "industry:agriculture place:Воронеж"),
    ("с/х техникум", "industry:agriculture"),
    ("мед", "industry:medicine"),
    ("медицинский колледж", "industry:medicine"),
    ("медколледж в Архангельске", "industry:medicine place:Архангельск"),
    ("педагогический колледж", "industry:education"),
    ("лёгкая промышленность", "industry:light"),
    ("легкая промышленность", "industry:light"),
    ("металлургия Череповец", "industry:metallurgy place:Череповец"),
    ("атомка росатом", "industry:nuclear"),
    ("судостроение в Северодвинске", "industry:shipbuilding place:Северодвинск"),
    ("робототехника", "industry:robotics"),
    ("рыбная отрасль", "industry:other"),
    ("горное дело", "profession:21.02.15"),
    ("туризм и сфера услуг", "industry:tourism"),
    # professions
    ("сварщик", "profession:15.01.05"),
    ("сварщица", "profession:15.01.05"),
    ("на сварщика", "profession:15.01.05"),
    ("повар-кондитер", "profession:43.01.09"),
    ("повариха", "profession:43.01.09"),
    ("хочу стать программистом", "profession:09.02.07"),
    ("выучиться на медсестру", "profession:34.02.01"),
    ("медбрат", "profession:34.02.01"),
    ("учитель начальных классов", "profession:44.02.02"),
    ("воспитатель детского сада", "profession:44.02.01"),
    ("автомеханик", "profession:23.01.17"),
    ("машинист поезда", "profession:23.01.09"),
    ("проводница", "profession:23.01.22"),
    ("парикмахер", "profession:43.02.17"),
    ("ветеринар", "profession:36.02.01"),
    ("электрик", "profession:13.01.10"),
    ("оператор дронов", "profession:25.02.08"),
    ("тракторист", "profession:35.01.13"),
    ("оператор станков с чпу", "profession:15.01.32"),
    ("фельдшер скорой помощи", "profession:31.02.01"),
    ("графический дизайнер", "profession:54.01.20"),
    ("лаборант химического анализа", "profession:18.02.12"),
    ("сисадмин", "profession:09.02.06"),
    ("бухгалтер", "profession:38.02.01"),
    ("полицейский", "profession:40.02.02"),
    ("шахтёр", "profession:21.01.11"),
    ("швея", "profession:29.01.34"),
    # several at once
    ("повар екатеринбург", "profession:43.01.09 place:Екатеринбург"),
    ("программист в Новосибирске", "profession:09.02.07 place:Новосибирск km:30"),
    ("хочу учиться на электрика в Иркутске", "profession:13.01.10 place:Иркутск"),
    ("машиностроение пенза", "industry:mechanical place:Пенза"),
    ("на кого учат в Саранске", "place:Саранск -profession"),
    ("сын хочет быть пилотом, живём в Ульяновске", "profession:25.02.04 place:Ульяновск"),
    ("где в Татарстане готовят сварщиков", "profession:15.01.05 region:Республика_Татарстан"),
    ("сварщик 50 км от Казани", "profession:15.01.05 place:Казань km:50"),
    ("педколледж рядом с Барнаулом", "industry:education place:Барнаул km:100"),
    ("агроном недалеко от Воронежа", "profession:35.02.05 place:Воронеж km:100"),
    ("помощник машиниста хабаровск", "profession:23.01.09 place:Хабаровск"),
    ("токарь Нижний Тагил", "profession:15.01.33 place:Нижний_Тагил"),
    ("хочу работать с животными", "profession:36.02.01"),
    ("люблю готовить", "profession:43.01.09"),
    ("мастер маникюра", "profession:43.02.17"),
    ("ремонт электронных приборов казань", "profession:11.02.16 place:Казань"),
    ("эксплуатация беспилотных систем", "profession:25.02.08"),
    ("электромонтер по ремонту электрооборудования", "profession:13.01.10 -place"),
    ("как добраться до казани", "place:Казань -industry -profession"),
    # slips
    ("свращик ряом с саарнском", "profession:15.01.05 place:Саранск"),
    ("сварщик рядом с Сарнском", "profession:15.01.05 place:Саранск"),
    ("сваршик рядом с Саранкском", "profession:15.01.05 place:Саранск"),
    ("екатиринбург", "place:Екатеринбург"),
    ("челябинскк", "place:Челябинск"),
    ("новосибиск", "place:Новосибирск"),
    ("програмист", "profession:09.02.07"),
    ("порграммист кзань", "profession:09.02.07 place:Казань"),
    ("порграммист казнь", "profession:09.02.07 -place"),
    ("пвоар", "profession:43.01.09"),
    ("парекмахер", "profession:43.02.17"),
    ("медецина", "industry:medicine"),
    ("машинастроение", "industry:mechanical"),
    ("жилезнодорожный", "industry:railway"),
    ("татарстанн", "region:Республика_Татарстан"),
    ("мордовея", "region:Республика_Мордовия"),
    ("автомиханик волгаград", "profession:23.01.17 place:Волгоград"),
    ("вос питатель", "-region"),
    # keyboard layout
    ("rfpfym", "place:Казань"),
    ("gjdfh d vjcrdt", "profession:43.01.09 place:Москва"),
    ("cdfhobr", "profession:15.01.05"),
    ("[f,fhjdcr", "place:Хабаровск"),
    ("сварщик rfpfym", "profession:15.01.05 place:Казань"),
    (";/l", "industry:railway"),
    ("фмшфешщт", "industry:aviation"),
    ("цудвук лфяфт", "profession:15.01.05 place:Казань"),
    # transliteration and English
    ("svarschik kazan", "profession:15.01.05 place:Казань"),
    ("povar v moskve", "profession:43.01.09 place:Москва"),
    ("Chelyabinsk", "place:Челябинск"),
    ("Cheliabinsk", "place:Челябинск"),
    ("Ekaterinburg", "place:Екатеринбург"),
    ("Nizhniy Novgorod", "place:Нижний_Новгород"),
    ("Tyumen neftyanka", "place:Тюмень industry:oilgas"),
    ("Йошкар-Ola", "place:Йошкар-Ола"),
    ("welder kazan", "profession:15.01.05 place:Казань"),
    ("nurse in Saint Petersburg", "profession:34.02.01 place:Санкт-Петербург"),
    ("I want to be a programmer in Moscow", "profession:09.02.07 place:Москва"),
    ("oil and gas tatarstan", "industry:oilgas region:Республика_Татарстан"),
    ("aviation colleges", "industry:aviation"),
    ("chef near Samara", "profession:43.01.09 place:Самара km:100"),
    # disguises
    ("Кaзань", "place:Казань"),
    ("Cаpанcк", "place:Саранск"),
    ("ка\u200bзань", "place:Казань"),
    ("\ufeffсварщик\u00a0казань", "profession:15.01.05 place:Казань"),
    ("КАЗАНЬ!!!", "place:Казань"),
    ("  сАрАнСк  ", "place:Саранск"),
    ("OMCK", "place:Омск"),
    # names
    ("Р-Фарм", "name:yar-pharma"),
    ("р фарм ярославль", "industry:pharma place:Ярославль"),
    ("липецкцемент", "name:lipetsk-elets-mech"),
    ("липецкцемнт", "name:lipetsk-elets-mech"),
    ("губернский колледж", "name:mo-gubernsky-robotics"),
    ("колледж петербургской моды", "name:spb-fashion-light"),
    ("рязанский колледж электроники", "name:ryazan-mech"),
    ("kolledzh kamaz", "name:rt-chelny-npk-mech"),
    ("ржд хабаровск", "name:khb-khabarovsk-rail place:Хабаровск"),
    ("новатэк", "name:murmansk-shipbuilding"),
    ("техникум королёва", "name:mo-korolev-robotics"),
    ("колледж имени гагарина", "name:volgograd-gagarin-mech"),
    ("бирский медико-фармацевтический", "name:rb-birsk-med"),
    # towns that are words: the trade, unless a preposition and a capital letter say town
    ("строитель", "profession:08.02.01 -place"),
    ("на строителя", "profession:08.02.01 -place"),
    ("в строители", "profession:08.02.01 -place"),
    ("в Строителе", "place:Строитель -profession"),
    ("рядом со строителем", "place:Строитель -profession"),
    ("город Строитель", "place:Строитель -profession"),
    ("горняк", "profession:21.01.11 -place"),
    ("в Горняке", "place:Горняк -profession"),
    ("лесной техникум", "industry:forestry -place"),
    ("город Лесной", "place:Лесной"),
    ("Шахты", "place:Шахты -profession"),
    ("шахта", "profession:21.01.11 -place"),
    ("Мирный", "place:Мирный"),
    # a trade of one word, typed as two
    ("авто механик", "profession:23.01.17 -industry"),
    ("газо сварщика Тула", "profession:15.01.05 place:Тула -industry"),
    ("хим лаборант", "profession:18.02.12 -industry"),
    ("химик технолог", "-place"),
    # a place beside its region
    ("Бор, Красноярский край", "place:Бор region:Красноярский_край"),
    ("Троицк Алтайский край", "-place region:Алтайский_край"),
    ("Тверская область село Рождествено", "-place region:Тверская_область"),
    ("Троицк Челябинская область", "place:Троицк"),
    ("Ступино Тульская область", "place:Ступино"),
    # what is not wished, beside a place
    ("в Липецке не медицина", "place:Липецк -industry"),
    ("Саратов, не педагогику", "place:Саратов -industry"),
    ("Липецк медицина", "place:Липецк industry:medicine"),
    # what the cluster is
    ("планируемые кластеры в Казани", "place:Казань planned"),
    ("действующие кластеры авиации", "industry:aviation opened"),
    # nothing to understand
    ("привет", "empty"),
    ("где учиться", "empty"),
    ("спасибо большое", "-profession"),
    ("", "empty"),
    ("???", "empty"),
    ("12345", "empty"),
    ("👍🏻🎉", "empty"),
    (".*", "empty"),
    ("' OR 1=1 --", "-place -profession"),
    ("%_%", "empty"),
    ("(((((", "empty"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[text for text, _ in PHRASES])
def test_phrase_typed_by_a_person_read_as_meant(index: Index, text: str, expected: str) -> None:
    query = index.parse(text)
    missed = [word for word in expected.split() if not _is_met(index, query, word)]
    assert not missed, (missed, query)


def _is_met(index: Index, query: Query, word: str) -> bool:
    if word.startswith("-"):
        return not _read(index, query, word[1:])
    kind, _, value = word.partition(":")
    return value.replace("_", " ") in _read(index, query, kind)


def _read(index: Index, query: Query, kind: str) -> list[str]:
    if kind == "name":
        return [h.cluster.id for h in index.search(query, today=TODAY).hits[:5] if h.by_name]
    readings: dict[str, list[str]] = {
        "place": [query.place.name] if query.place else [],
        "region": [query.region] if query.region else [],
        "industry": [industry.value for industry in query.industries],
        "profession": [profession.code for profession in query.professions],
        "km": [str(query.radius_km)],
        "planned": [""] * (query.is_planned is True),
        "opened": [""] * (query.is_planned is False),
        "empty": [""] * query.is_empty,
    }
    return readings[kind]
