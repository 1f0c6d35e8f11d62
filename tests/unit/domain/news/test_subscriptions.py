"""Who wants an item; which searches are one; when a school year begins."""

from __future__ import annotations

from datetime import date

import pytest

from domain.clusters.cards import school_year
from domain.clusters.searches import (
    Choices,
    Opening,
    Order,
    SavedSearchKey,
)
from domain.ids import ClusterId, TopicCode
from domain.news.items import Labels, TopicsByHand
from domain.news.subscriptions import Subscription, SubscriptionKind, is_wanted

ONE, OTHER = ClusterId("one"), ClusterId("other")
SEARCHES = Subscription(kind=SubscriptionKind.SEARCHES)
FAVOURITES = Subscription(kind=SubscriptionKind.FAVOURITES)
MINUS = Subscription(kind=SubscriptionKind.WORDS, value="реклам", is_minus=True)


@pytest.mark.parametrize(
    ("given", "words", "favourites", "found", "expected"),
    [
        ([SEARCHES], (), (), (ONE,), True),
        ([SEARCHES], (), (ONE,), (OTHER,), False),
        ([FAVOURITES], (), (OTHER,), (ONE,), False),
        ([FAVOURITES, SEARCHES], (), (ONE,), (ONE,), True),
        ([SEARCHES, MINUS], ("реклам",), (), (ONE,), False),
        ([], (), (ONE,), (ONE,), False),
    ],
)
def test_item_of_a_cluster_is_wanted_by_who_looks_for_it(
    given: list[Subscription],
    words: tuple[str, ...],
    favourites: tuple[ClusterId, ...],
    found: tuple[ClusterId, ...],
    expected: bool,
) -> None:
    assert is_wanted(Labels(clusters=(ONE,)), words, given, favourites, found) is expected


def test_searches_are_one_look_whatever_their_order_and_spaces() -> None:
    one = SavedSearchKey.at("сварщик  Казань ", Choices(radius_km=30, order=Order.NAME))

    assert one == SavedSearchKey.at("сварщик Казань", Choices(radius_km=30))
    assert len(one.key) == 32
    others = [
        SavedSearchKey.at("сварщик казань", Choices(radius_km=30)),
        SavedSearchKey.at("сварщик Казань", Choices(radius_km=31)),
        SavedSearchKey.at("сварщик Казань", Choices(radius_km=30, opening=Opening.PLANNED)),
    ]
    assert len({one.key, *(other.key for other in others)}) == 4


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)],
)
def test_school_year_begins_in_september(today: date, year: int) -> None:
    assert school_year(today) == year


def test_topics_by_hand_stand_above_the_rules_and_the_last_decision_counts() -> None:
    a, b, c = TopicCode("a"), TopicCode("b"), TopicCode("c")
    by_hand = TopicsByHand().chosen(a, is_wanted=True).chosen(b, is_wanted=False)

    assert by_hand.over([b, c]) == (a, c)
    again = by_hand.chosen(a, is_wanted=False).chosen(b, is_wanted=True)
    assert again.over([a]) == (b,)
    assert TopicsByHand().over([c, a]) == (a, c)
