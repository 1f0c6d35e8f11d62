"""Maps of search results: numbered pins, the outline of the country, the reader's place, a scale.

matplotlib is imported at the first map; drawing is blocking and runs in a thread, one at a time.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.lru_cache import LruCache
from domain.places.geo import Point
from domain.places.map_projection import Albers
from ui.images.map_layout import (
    Box,
    Label,
    Spot,
    around,
    label_pins,
    place_labels,
    spread,
)

DATA = Path(__file__).parents[2] / "data"
OUTLINE = DATA / "outline_ru.geojson"
LINES = DATA / "lines_ru.geojson"

WIDTH, HEIGHT, DPI = 1080, 810, 120
"""Pixels: Telegram shows photos of up to 1,280 as they are."""

MARGIN_X, MARGIN_Y = 90, 120
PIN_RADIUS = 27
PINS_APART = 2 * PIN_RADIUS + 6
NAMES_LIMIT = 8
FRAME_OF_NAMES = Box(6, 6, WIDTH - 6, HEIGHT - 6)
NAME_SIZE, PIN_NAME_SIZE, OWN_SIZE, NUMBER_SIZE = 15, 16, 18, 18
"""Points, 1/72 inch: to be read on a phone, which shows the picture at a third of its size."""

OWN_GAPS = (0.5, 1.5, 2.5, 3.5, 4.5)
"""In sizes of the letters: pins around the reader's place push its name away."""

LEAST_SPAN_KM = 40
"""A view of one city shows its surroundings too."""

SEA, LAND, RUSSIA, BORDER = "#dbe7f1", "#ebebe6", "#fbfaf5", "#a9b3bd"
REGION, RIVER = "#c3c0b4", "#b3cfe6"
INK, PIN, YOU, FAINT = "#1f2933", "#2a7de1", "#d64545", "#6b7785"
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Named:
    """Something on the map with its label: a pin's number, a town's name; beside a pin stands the
    `name` of what is there."""

    label: str
    point: Point
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapView:
    """All that is drawn; equal views are equal pictures. `names` are the largest first."""

    pins: tuple[Named, ...]
    origin: Named | None
    names: tuple[Named, ...] = ()
    kilometres: str = "км"
    credit: str = ""

    @property
    def shown(self) -> list[Point]:
        here = [self.origin.point] if self.origin else []
        return [*here, *(pin.point for pin in self.pins)]

    @property
    def key(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Frame:
    """The transform of one picture from degrees to pixels."""

    projection: Albers
    centre: Spot
    pixels_per_km: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Frame:
        projection = Albers.around(points)
        spots = [projection.project(point.lat, point.lon) for point in points]
        left, right = min(x for x, _ in spots), max(x for x, _ in spots)
        bottom, top = min(y for _, y in spots), max(y for _, y in spots)
        scale = min(
            (WIDTH - 2 * MARGIN_X) / max(right - left, LEAST_SPAN_KM),
            (HEIGHT - 2 * MARGIN_Y) / max(top - bottom, LEAST_SPAN_KM),
        )
        return cls(projection, ((left + right) / 2, (bottom + top) / 2), scale)

    def pixel(self, lat: float, lon: float) -> Spot:
        x, y = self.projection.project(lat, lon)
        return (
            WIDTH / 2 + (x - self.centre[0]) * self.pixels_per_km,
            HEIGHT / 2 + (y - self.centre[1]) * self.pixels_per_km,
        )

    def scale_bar(self, lat: float) -> tuple[int, float]:
        """A round number of km that is at most a quarter of the width, and its pixels."""
        per_km = self.pixels_per_km * self.projection.stretch(max(-85.0, min(85.0, lat)))
        fitting = [km for km in ROUND_KM if km * per_km <= WIDTH / 4]
        km = fitting[-1] if fitting else ROUND_KM[0]
        return km, km * per_km


class MapPictures:
    """Drawn once for equal content; a picture that Telegram has is sent by its file_id."""

    def __init__(
        self,
        *,
        pictures: int = 32,
        file_ids: int = 5_000,
        draw: Callable[[MapView], bytes] | None = None,
    ) -> None:
        self._pictures = LruCache[str, bytes](pictures)
        self._file_ids = LruCache[str, str](file_ids)
        self._draw = draw or draw_map
        self._lock = asyncio.Lock()

    def file_id(self, view: MapView) -> str | None:
        return self._file_ids.get(view.key)

    def remember(self, view: MapView, file_id: str) -> None:
        self._file_ids.keep(view.key, file_id)

    def forget(self, view: MapView) -> None:
        self._file_ids.drop(view.key)

    async def png(self, view: MapView) -> bytes:
        """One at a time: a second reader of the same map waits for the first one's picture."""
        async with self._lock:
            known = self._pictures.get(view.key)
            if known is None:
                known = await asyncio.to_thread(self._draw, view)
                self._pictures.keep(view.key, known)
        return known


def draw_map(view: MapView) -> bytes:
    """PNG. Blocking."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (heavy)
    from matplotlib.figure import Figure  # noqa: PLC0415  (as above)

    frame = Frame.around(view.shown)
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=SEA)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, HEIGHT)
    _draw_land(axes, frame)
    taken = _draw_frame_words(axes, frame, view)
    _draw_places(axes, frame, view, taken)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


Ring = list[list[float]]


@cache
def outline() -> dict[str, list[Ring]]:
    """Outer rings of the shipped outline, by kind: neighbours, russia."""
    content = json.loads(OUTLINE.read_text("utf-8"))
    return {
        feature["properties"]["kind"]: [
            polygon[0] for polygon in feature["geometry"]["coordinates"]
        ]
        for feature in content["features"]
    }


@cache
def lines() -> dict[str, list[Ring]]:
    """Borders between regions of Russia, and rivers, by kind: regions, rivers."""
    content = json.loads(LINES.read_text("utf-8"))
    return {
        feature["properties"]["kind"]: feature["geometry"]["coordinates"]
        for feature in content["features"]
    }


def _draw_land(axes: Any, frame: Frame) -> None:
    from matplotlib.collections import LineCollection, PolyCollection  # noqa: PLC0415  (heavy)

    for kind, colour, edge in (("neighbours", LAND, "#ffffff"), ("russia", RUSSIA, BORDER)):
        rings = [[frame.pixel(lat, lon) for lon, lat in ring] for ring in outline()[kind]]
        shapes = PolyCollection(rings, facecolors=colour, edgecolors=edge, linewidths=1.1)
        axes.add_collection(shapes, autolim=False)
    for kind, colour, style in (("rivers", RIVER, "solid"), ("regions", REGION, (0, (4, 3)))):
        runs = [[frame.pixel(lat, lon) for lon, lat in run] for run in lines()[kind]]
        drawn = LineCollection(runs, colors=colour, linestyles=[style], linewidths=1.3)
        axes.add_collection(drawn, autolim=False)


def _draw_frame_words(axes: Any, frame: Frame, view: MapView) -> list[Box]:
    """The scale bar and the source of the outline; the room they take."""
    lat = view.shown[0].lat
    km, length = frame.scale_bar(lat)
    left, bottom = 28.0, 26.0
    axes.plot([left, left + length], [bottom, bottom], color=INK, linewidth=3)
    for x in (left, left + length):
        axes.plot([x, x], [bottom - 6, bottom + 6], color=INK, linewidth=2)
    _write(axes, (left, bottom + 25), f"{km:,} {view.kilometres}".replace(",", "\xa0"), NAME_SIZE)
    _write(axes, (WIDTH - 14, 14), view.credit, 9, align="right", colour=FAINT)
    return [Box(0, 0, left + max(length, 150) + 10, 80), Box(WIDTH / 2, 0, WIDTH, 30)]


def _draw_places(axes: Any, frame: Frame, view: MapView, taken: Sequence[Box]) -> None:
    spots = [frame.pixel(pin.point.lat, pin.point.lon) for pin in view.pins]
    here = [frame.pixel(view.origin.point.lat, view.origin.point.lon)] if view.origin else []
    inside = Box(PIN_RADIUS + 4, 84 + PIN_RADIUS, WIDTH - PIN_RADIUS - 4, HEIGHT - PIN_RADIUS - 4)
    pins = spread(spots, here, PINS_APART, inside)
    covered = [around(pin, PIN_RADIUS + 2) for pin in pins]
    named = _draw_pin_names(axes, view, pins, [*taken, *covered], here)
    _draw_names(axes, frame, view, [*taken, *named], covered, here)
    for (x, y), (px, py) in zip(spots, pins, strict=True):
        if math.hypot(px - x, py - y) > PIN_RADIUS / 2:
            axes.plot([x, px], [y, py], color=PIN, linewidth=1.6, zorder=4)
            axes.plot([x], [y], "o", color=PIN, markersize=4, zorder=4)
    for x, y in here:
        axes.plot([x], [y], "o", color=YOU, markersize=14, markeredgecolor="white",
                  markeredgewidth=2, zorder=5)  # fmt: skip
    for pin, (x, y) in zip(view.pins, pins, strict=True):
        axes.plot([x], [y], "o", color=PIN, markersize=_points(2 * PIN_RADIUS),
                  markeredgecolor="white", markeredgewidth=2, zorder=6)  # fmt: skip
        axes.text(x, y, pin.label, color="white", fontsize=NUMBER_SIZE, fontweight="bold",
                  ha="center", va="center_baseline", zorder=7)  # fmt: skip


def _draw_pin_names(
    axes: Any, view: MapView, pins: Sequence[Spot], taken: Sequence[Box], here: Sequence[Spot]
) -> list[Box]:
    """Writes the names of as many pins as there is room for beside them; the caption has them
    all."""
    names = [(pin.name, spot) for pin, spot in zip(view.pins, pins, strict=True) if pin.name]
    free = [*taken, *(around(spot, 17) for spot in here)]
    labels = label_pins(names, free, FRAME_OF_NAMES, _pixels(PIN_NAME_SIZE), PIN_RADIUS + 6)
    for label in labels:
        _write(axes, label.spot, label.text, PIN_NAME_SIZE, align=label.side)
    return [label.box for label in labels]


def _draw_names(
    axes: Any,
    frame: Frame,
    view: MapView,
    taken: Sequence[Box],
    pins: Sequence[Box],
    here: Sequence[Spot],
) -> None:
    """The reader's place first, then towns for orientation, as many as find room."""
    whole = FRAME_OF_NAMES
    own: list[Label] = []
    if view.origin:
        name = [(view.origin.label, here[0])]
        own = place_labels(name, [*taken, *pins], whole, 1, _pixels(OWN_SIZE), OWN_GAPS)
    for label in own:
        _write(axes, label.spot, label.text, OWN_SIZE, align=label.side, colour=YOU)
    names = [(one.label, frame.pixel(one.point.lat, one.point.lon)) for one in view.names]
    covered = [*taken, *(label.box for label in own), *(around(spot, 17) for spot in here)]
    size = _pixels(NAME_SIZE)
    for label in place_labels(names, covered, whole, NAMES_LIMIT, size, pins=pins):
        axes.plot(*label.anchor, "o", color=FAINT, markersize=4, zorder=2)
        _write(axes, label.spot, label.text, NAME_SIZE, align=label.side, colour=FAINT)


def _write(
    axes: Any, spot: Spot, text: str, size: int, *, align: str = "left", colour: str = INK
) -> None:
    """Writes a text with a pale rim, so that a border line below does not strike it through."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415  (heavy)

    rim = [withStroke(linewidth=3, foreground="#ffffffcc")]
    middle = "center" if "\n" in text else "center_baseline"
    axes.text(*spot, text, color=colour, fontsize=size, ha=align, va=middle, linespacing=1.05,
              path_effects=rim, parse_math=False, zorder=8)  # fmt: skip


def _points(pixels: float) -> float:
    return pixels * 72 / DPI


def _pixels(points: float) -> float:
    return points * DPI / 72
