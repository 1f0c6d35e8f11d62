from __future__ import annotations

from domain.clusters.searches import Choices
from domain.ids import PlaceId


def test_wished_is_the_choices_without_what_was_shown() -> None:
    wished = Choices(place=PlaceId(5), radius_km=100)

    assert wished.wished is wished
    assert Choices(place=PlaceId(5), radius_km=100, page=3).wished == wished
    assert Choices(place=PlaceId(5), radius_km=100, is_nearest=True).wished == wished
