"""Topics, regions and clusters in a text; how near two items are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId, NewsId, TopicCode
from domain.news.items import Content, Headline, Labels, Topic
from services.news.labels import Rules
from services.news.related import kinship, nearest, subject
from services.places.gazetteer import load_gazetteer
from tests.clocks import START
from tests.newsroom import DATA

CLUSTERS = [
    Cluster(id=ClusterId("med"), name="Кластер «МедиПроф» (Архангельск)",
            industry=Industry.MEDICINE, region="Архангельская область",
            base_college="Архангельский медицинский колледж"),
    Cluster(id=ClusterId("mech-1"), name="Кластер «Машиностроение» (Омск)",
            industry=Industry.MECHANICAL, region="Омская область"),
    Cluster(id=ClusterId("mech-2"), name="Кластер «Машиностроение» (Орёл)",
            industry=Industry.MECHANICAL, region="Орловская область"),
]  # fmt: skip
TOPICS = [
    Topic(code=TopicCode("admission"), name_ru="Приём", name_en="Admissions",
          words=("приёмная кампания", "абитуриент")),
    Topic(code=TopicCode("contests"), name_ru="Конкурсы", name_en="Contests", words=("конкурс",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> Rules:
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    return Rules.build(TOPICS, CLUSTERS, places)


def labels(rules: Rules, title: str, text: str = "") -> Labels:
    return rules.read(Content(title=title, text=text)).labels


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Финал в Нижнем Новгороде", ("Нижегородская область",)),
        ("Студенты Новосибирской области", ("Новосибирская область",)),
        ("В Тюмени Дмитрий Петров открыл форум", ("Тюменская область",)),
        ("Гости из Казани", ("Республика Татарстан",)),
        ("Форум в Саратове и в Ростове-на-Дону", ("Саратовская область", "Ростовская область")),
        ("Владимир Орлов победил", ()),
        ("Колледж имени Кирова", ()),
        ("Эстафета на пути в Центральный округ", ()),
        ("орёл летит на юг", ()),
    ],
)
def test_regions_are_known_by_their_towns_but_not_by_people(
    rules: Rules, text: str, regions: tuple[str, ...]
) -> None:
    assert labels(rules, text).regions == regions


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Открылся кластер «МедиПроф»", ("med",)),
        ("В Архангельском медицинском колледже праздник", ("med",)),
        ("Наше машиностроение растёт", ()),
        ("Кластер «Машиностроение» принимает гостей", ()),
        ("медипроф без кавычек", ()),
    ],
)
def test_clusters_are_known_by_names_that_only_they_have(
    rules: Rules, text: str, clusters: tuple[str, ...]
) -> None:
    assert labels(rules, text).clusters == clusters


def test_topic_counts_once_in_the_title_and_twice_in_the_text(rules: Rules) -> None:
    assert labels(rules, "О приёмной кампании").topics == ("admission",)
    assert labels(rules, "О разном", "Был конкурс.").topics == ()
    assert labels(rules, "О разном", "Был конкурс. На конкурсе весело.").topics == ("contests",)
    assert labels(rules, "Приёмная. Другая кампания").topics == ()


def test_overview_of_everywhere_is_about_no_place(rules: Rules) -> None:
    towns = "Казани Омске Тюмени Самаре Перми Уфе Томске Туле Рязани Курске Пензе Иркутске Твери"

    assert labels(rules, ", ".join(f"в {town}" for town in towns.split())).regions == ()


def headline(number: int, title: str, days: int, **about: tuple[str, ...]) -> Headline:
    return Headline(
        id=NewsId(number),
        title=title,
        published_at=START - timedelta(days=days),
        labels=Labels(**about),  # type: ignore[arg-type]  # ids are texts
    )


def test_relatives_come_by_what_is_shared_then_by_date() -> None:
    one = subject(headline(1, "Финал чемпионата", 0, topics=("c",), regions=("Омск",)))
    same_topic = headline(2, "Иное", 1, topics=("c",))
    same_all = headline(3, "Чемпионат идёт", 2, topics=("c",), regions=("Омск",))
    old = headline(4, "Финал чемпионата", 900, topics=("c",), regions=("Омск",))
    latest, later = headline(5, "Погода", 0), headline(6, "Обед", 3)
    found = nearest(one, [later, latest, old, same_topic, same_all, same_all], 10)

    assert found == [3, 2, 4, 5, 6]
    assert kinship(one, latest) == 0
