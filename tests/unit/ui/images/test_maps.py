"""Map pictures: the layout without overlaps, the frame, the cache, and the drawing itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from domain.places.geo import Point, distance_km
from ui.images.map_layout import (
    Box,
    Spot,
    around,
    label_pins,
    place_labels,
    spread,
)
from ui.images.maps import (
    DPI,
    HEIGHT,
    PIN_NAME_SIZE,
    PIN_RADIUS,
    PINS_APART,
    WIDTH,
    Frame,
    MapPictures,
    MapView,
    Named,
    draw_map,
    lines,
    outline,
)

PICTURE = Box(0, 0, WIDTH, HEIGHT)
INSIDE = Box(31, 111, WIDTH - 31, HEIGHT - 31)
SPOTS = st.tuples(st.floats(31, WIDTH - 31), st.floats(111, HEIGHT - 31))
MOSCOW, UELEN, VLADIVOSTOK = Point(55.75, 37.62), Point(66.16, -169.81), Point(43.1, 131.9)
KALININGRAD, CAIRO = Point(54.7, 20.5), Point(30.0, 31.2)


Measure = Callable[[str, float], tuple[float, float]]


@pytest.fixture
def measured() -> Measure:
    """Width and height of a text in pixels, by the letters that matplotlib draws."""

    def measure(text: str, size: float) -> tuple[float, float]:
        font = ImageFont.truetype(f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans.ttf", size)
        lines = text.split("\n")
        return max(map(font.getlength, lines)), 1.2 * size * len(lines)

    return measure


@pytest.mark.slow
@given(st.lists(SPOTS, min_size=1, max_size=10), SPOTS)
def test_ten_pins_never_cover_one_another_nor_the_reader(pins: list[Spot], here: Spot) -> None:
    placed = spread(pins, [here], PINS_APART, INSIDE)

    assert all(math.dist(a, b) > PINS_APART - 0.01 for a, b in combinations(placed, 2))
    assert all(math.dist(pin, here) > PINS_APART - 0.01 for pin in placed)
    assert all(INSIDE.left <= x <= INSIDE.right for x, _ in placed)
    assert all(INSIDE.bottom <= y <= INSIDE.top for _, y in placed)


@pytest.mark.parametrize("corner", [(31, 111), (540, 405), (WIDTH - 31, HEIGHT - 31)])
def test_ten_pins_of_one_town_are_spread_around_it(corner: Spot) -> None:
    placed = spread([corner] * 10, [corner], PINS_APART, INSIDE)

    assert all(math.dist(a, b) > PINS_APART - 0.01 for a, b in combinations(placed, 2))
    assert all(math.dist(pin, corner) < 5 * PINS_APART for pin in placed)


def test_lone_pin_stays_where_it_is() -> None:
    assert spread([(300, 300)], [(400, 300)], PINS_APART, INSIDE) == [(300, 300)]


@pytest.mark.slow
@given(st.lists(st.tuples(st.text("абвгд -", min_size=1, max_size=30), SPOTS), max_size=30))
def test_names_cover_neither_one_another_nor_the_pins(names: list[tuple[str, Spot]]) -> None:
    pins = [Box(500, 400, 540, 440)]
    boxes = [label.box for label in place_labels(names, pins, PICTURE, 9, 18)]

    assert len(boxes) <= 9
    assert all(PICTURE.holds(box) for box in boxes)
    assert not any(a.overlaps(b) for a, b in combinations([*boxes, *pins], 2))


NAME = st.text("абвгд -\n", min_size=1, max_size=40)


@pytest.mark.slow
@given(st.lists(st.tuples(NAME, SPOTS), min_size=1, max_size=10))
def test_names_of_colleges_cover_neither_pins_nor_one_another(
    named: list[tuple[str, Spot]],
) -> None:
    placed = spread([spot for _, spot in named], [], PINS_APART, INSIDE)
    pins = [around(pin, PIN_RADIUS) for pin in placed]
    names = [(name, pin) for (name, _), pin in zip(named, placed, strict=True)]
    boxes = [one.box for one in label_pins(names, pins, PICTURE, 26, PIN_RADIUS + 6)]

    assert all(PICTURE.holds(box) for box in boxes)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert not any(box.overlaps(pin) for box in boxes for pin in pins)


def test_four_colleges_of_one_town_are_named_all(measured: Measure) -> None:
    """And their names are as wide as they are drawn, or less than was thought."""
    names = ("институт железнодорожного…", "базовый медицинский\nколледж", "техникум", "колледж")
    placed = spread([(540, 405)] * 4, [(540, 405)], PINS_APART, INSIDE)
    pins = [around(pin, PIN_RADIUS) for pin in placed]
    size = PIN_NAME_SIZE * DPI / 72
    labels = label_pins(zip(names, placed, strict=True), pins, PICTURE, size, PIN_RADIUS + 6)

    assert [one.text for one in labels] == list(names)
    for one in labels:
        wide, high = measured(one.text, size)
        assert wide <= one.box.right - one.box.left
        assert high <= one.box.top - one.box.bottom


@pytest.mark.parametrize(
    "points",
    [
        [MOSCOW],
        [MOSCOW, MOSCOW],
        [KALININGRAD, UELEN, VLADIVOSTOK],
        [VLADIVOSTOK, UELEN],
        [CAIRO, MOSCOW],
    ],
)
def test_everything_shown_lies_well_inside_the_picture(points: list[Point]) -> None:
    frame = Frame.around(points)

    for x, y in (frame.pixel(point.lat, point.lon) for point in points):
        assert 50 < x < WIDTH - 50
        assert 90 < y < HEIGHT - 90


@pytest.mark.parametrize("middle", [MOSCOW, VLADIVOSTOK, UELEN])
def test_scale_bar_is_as_long_as_the_distance_it_names(middle: Point) -> None:
    east = Point(middle.lat, middle.lon + 0.3)
    frame = Frame.around([middle, east])
    a, b = (frame.pixel(point.lat, point.lon) for point in (middle, east))
    km, pixels = frame.scale_bar(middle.lat)

    assert math.dist(a, b) / distance_km(middle, east) == pytest.approx(pixels / km, rel=0.01)
    assert 60 < pixels <= WIDTH / 4


def test_outline_is_in_one_piece_across_the_antimeridian() -> None:
    longest = max(outline()["russia"], key=len)
    lons = [lon for lon, _ in longest]

    assert (round(min(lons)), round(max(lons))) == (27, 190)


def view(number: int = 1) -> MapView:
    return MapView(
        pins=(Named(str(number), VLADIVOSTOK), Named("2", UELEN)), origin=Named("Москва", MOSCOW)
    )


def test_lines_are_of_regions_and_rivers_and_stay_by_the_country() -> None:
    drawn = lines()

    assert set(drawn) == {"regions", "rivers"}
    for runs in drawn.values():
        assert len(runs) > 100
        assert all(len(run) > 1 for run in runs)
        assert all(15 < lon < 200 and 35 < lat < 83 for run in runs for lon, lat in run)


@pytest.mark.slow
def test_map_is_a_png_of_the_size_that_telegram_shows_whole() -> None:
    png = draw_map(view())

    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (WIDTH, HEIGHT)
    assert len(png) < 500_000


async def test_equal_maps_are_drawn_once_and_the_oldest_is_forgotten() -> None:
    drawn: list[str] = []

    def draw(one: MapView) -> bytes:
        drawn.append(one.pins[0].label)
        return one.key.encode()

    maps = MapPictures(pictures=2, file_ids=1, draw=draw)
    for number in (1, 1, 2, 1, 3, 1, 2):
        assert await maps.png(view(number)) == view(number).key.encode()
    assert drawn == ["1", "2", "3", "2"]

    maps.remember(view(1), "a")
    maps.remember(view(2), "b")
    assert [maps.file_id(view(number)) for number in (1, 2)] == [None, "b"]
    maps.forget(view(2))
    maps.forget(view(2))
    assert maps.file_id(view(2)) is None


def test_town_under_a_pin_is_named_beside_it() -> None:
    """It is where the clusters are: a map of Kazan without its name says nothing."""
    size, kazan, arsk = 25.0, (540.0, 405.0), (700.0, 500.0)
    pins = [around(kazan, PIN_RADIUS + 2), around((600.0, 405.0), PIN_RADIUS + 2)]
    labels = place_labels([("Казань", kazan), ("Арск", arsk)], [], PICTURE, 8, size, pins=pins)

    assert [label.text for label in labels] == ["Казань", "Арск"]
    assert not any(label.box.overlaps(pin) for label in labels for pin in pins)
