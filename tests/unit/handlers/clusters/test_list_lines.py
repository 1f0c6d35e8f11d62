from __future__ import annotations

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from domain.people.users import Language
from handlers.clusters.cards import list_views
from handlers.clusters.cards.list_views import LONE_LINES, Wordings, list_line
from ui.translator import translator

T = translator(Language.RU)

SHORT = "Рузаевский техникум"
LONG = "Томский колледж индустрии питания, торговли и сферы услуг имени первых мастеров"


def cluster(name: str) -> Cluster:
    return Cluster(
        id=ClusterId("one"),
        name=name,
        base_college=name,
        region="Томская область",
        city="Томск",
        industry=Industry.TOURISM,
    )


def facts(far: str) -> list[Wordings]:
    return [
        ("туризм и сфера услуг", "туризм, услуги", ""),
        ("Томск", "Томск", ""),
        (f"{far} к юго-западу", far),
    ]


@pytest.mark.parametrize("name", [SHORT, LONG])
@pytest.mark.parametrize("number", [1, 12])
def test_wording_of_a_line_is_chosen_by_widths_alone_whatever_was_asked_before(
    name: str, number: int
) -> None:
    list_views._chosen.cache_clear()  # noqa: SLF001
    first = list_line(number, cluster(name), facts("250 км"), T)

    again = list_line(number, cluster(name), facts("987 км"), T)
    shorter = list_line(number, cluster(name), facts("7 км"), T)

    assert again == first.replace("250", "987")
    list_views._chosen.cache_clear()  # noqa: SLF001
    assert shorter == list_line(number, cluster(name), facts("7 км"), T)


def test_name_that_is_asked_for_stays_whole_and_a_lone_line_has_more_room() -> None:
    cut = list_line(1, cluster(LONG), facts("250 км"), T)
    whole = list_line(1, cluster(LONG), facts("250 км"), T, is_asked=True)
    lone = list_line(1, cluster(LONG), facts("250 км"), T, lines=LONE_LINES)

    assert LONG not in cut
    assert LONG in whole
    assert len(lone) > len(cut)
    assert list_line(1, cluster(LONG), facts("250 км"), T) == cut


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (SHORT, ("работа: «Заря»",)),
        ("Колледж «Заря»", ("«Луч» и Ко",)),
        ("Колледж «Заря «Луч»»", ("20 км",)),
        ("Колледж <b> & «Ко»", ("<i> & 20 км",)),
        (SHORT, ("",)),
        ("Колледж «Заря»", ()),
    ],
)
def test_line_is_what_its_message_says(name: str, told: Wordings) -> None:
    facts = [told] if told else []
    words = ", ".join(filter(None, told))
    params = {"number": "7", "college": name}
    wanted = T("list-item", **params, facts=words) if words else T("list-item-bare", **params)

    assert list_line(7, cluster(name), facts, T, is_asked=True) == wanted
    assert list_line(7, cluster(name), facts, T, is_asked=True) == wanted
