"""Coordinates in the notations of maps, registries and people."""

from __future__ import annotations

import pytest

from services.places.coordinates import read_angle, read_pair

PLACE = (55.395, 43.84)


@pytest.mark.parametrize(
    "text",
    [
        "55.395, 43.840",
        "55,395; 43,840",
        "55,395, 43,840",
        "55.395 43.840",
        "55.395/43.840",
        "[55.395, 43.840]",
        "55°23′42″ с. ш. 43°50′24″ в. д.",
        "55°23'42\"N, 43°50'24\"E",
        "55°23.7' с.ш., 43°50.4' в.д.",
        "43.840° E, 55.395° N",
        "N55.395 E43.840",
        "POINT (43.840 55.395)",
        "geo:55.395,43.840",
        "https://yandex.ru/maps/?ll=43.840%2C55.395&z=16",
        "https://2gis.ru/arzamas?m=43.840%2C55.395%2F16",
        "https://www.google.com/maps/@55.395,43.840,17z",
        "https://www.openstreetmap.org/#map=16/55.3950/43.8400",
        "https://www.openstreetmap.org/?mlat=55.3950&mlon=43.8400",
        "широта 55.395, долгота 43.840",
        "55,395°С 43,840°В",
    ],
)
def test_point_is_the_same_in_each_notation(text: str) -> None:
    assert read_pair(text) == PLACE


@pytest.mark.parametrize(
    "text", ["", "55.395", "55, 43", "55°70', 43°10'", "1.2.3, 4", "в центре"]
)
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_pair(text)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("55,395° с.ш.", 55.395), ("43°50'24\"", 43.84), ("169.5 з.д.", -169.5), ("-169.5", -169.5)],
)
def test_one_coordinate_may_tell_its_side(text: str, degrees: float) -> None:
    assert read_angle(text) == degrees
