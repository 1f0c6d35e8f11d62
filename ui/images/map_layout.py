"""Where pins and names go on a map so that none covers another. Pure; all lengths in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from ui.formatting import width_em

Spot = tuple[float, float]

SPARE = 1.04
"""Factor for the widths of letters, which are known about."""

DIRECTIONS = 24
RING = 5.0
"""How much further out each ring of the search for room is."""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )


def around(spot: Spot, radius: float) -> Box:
    return Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)


def spread(spots: Sequence[Spot], fixed: Sequence[Spot], apart: float, frame: Box) -> list[Spot]:
    """Pins `apart` from each other and from what is `fixed`, in the frame, near their spots.

    Those that stand alone stay; each of the others takes the nearest room that is left.
    """
    placed: dict[int, Spot] = {}
    crowds = [_neighbours(i, spots, fixed, apart) for i in range(len(spots))]
    for i in sorted(range(len(spots)), key=lambda i: (crowds[i] > 0, i)):
        taken = [*fixed, *placed.values()]
        free = (one for one in _rings(spots[i]) if _is_free(one, taken, apart, frame))
        placed[i] = next(free)
    return [placed[i] for i in range(len(spots))]


def _neighbours(i: int, spots: Sequence[Spot], fixed: Sequence[Spot], apart: float) -> int:
    others = [*spots[:i], *spots[i + 1 :], *fixed]
    return sum(math.dist(spots[i], other) < apart for other in others)


def _rings(spot: Spot) -> Iterable[Spot]:
    """The spot, then points around it, ever further out: some are in any frame with room."""
    yield spot
    for ring in count(1):
        for step in range(DIRECTIONS):
            # Each ring is turned a little, so that the search leaves no rays out.
            angle = math.tau * (step + ring * 0.37) / DIRECTIONS
            radius = ring * RING
            yield spot[0] + radius * math.cos(angle), spot[1] + radius * math.sin(angle)


def _is_free(spot: Spot, taken: Sequence[Spot], apart: float, frame: Box) -> bool:
    return frame.holds(around(spot, 0)) and all(math.dist(spot, one) >= apart for one in taken)


PINNED_GAPS = (1.0, 1.5, 2.0, 2.5, 3.0)
"""In sizes of the letters: past a pin, and past one that was pushed aside."""


class Side(StrEnum):
    """At which side of its spot a text stands; the values are matplotlib's."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Label:
    """`spot` is the text's end on its `side`, at half its height; `box` is all it covers."""

    text: str
    anchor: Spot
    spot: Spot
    side: Side
    box: Box


def place_labels(
    names: Iterable[tuple[str, Spot]],
    taken: Sequence[Box],
    frame: Box,
    limit: int,
    size: float,
    gaps: Sequence[float] = (0.5,),
    pins: Sequence[Box] = (),
) -> list[Label]:
    """The first names that find room beside, above or below their spots.

    `size` is the font's, `gaps` are between spot and text in sizes: the next if all sides of one
    are taken. A spot under one of the `pins` is named beside the pin: it is what stands there.
    """
    boxes, labels = list(taken), list[Label]()
    for text, anchor in names:
        if len(labels) == limit:
            break
        dot = around(anchor, 0.3 * size)
        is_pinned = any(dot.overlaps(pin) for pin in pins)
        tried = PINNED_GAPS if is_pinned else gaps
        candidates = (one for gap in tried for one in _candidates(text, anchor, size, gap * size))
        is_free = frame.holds(dot) and not any(dot.overlaps(box) for box in boxes)
        for label in candidates if is_free else ():
            if frame.holds(label.box) and not any(
                label.box.overlaps(box) for box in (*boxes, *pins)
            ):
                boxes += [label.box, dot]
                labels.append(label)
                break
    return labels


def label_pins(
    names: Iterable[tuple[str, Spot]],
    taken: Sequence[Box],
    frame: Box,
    size: float,
    gap: float,
) -> list[Label]:
    """Names beside, above or below their pins, `gap` from the middles; the pins are `taken` too.

    One without room is left out.
    """
    boxes, labels = list(taken), list[Label]()
    for text, anchor in names:
        for label in _candidates(text, anchor, size, gap):
            is_free = not any(label.box.overlaps(box) for box in boxes)
            if is_free and frame.holds(label.box):
                boxes.append(label.box)
                labels.append(label)
                break
    return labels


def _candidates(text: str, anchor: Spot, size: float, gap: float) -> Iterable[Label]:
    lines = text.split("\n")
    width, height = SPARE * size * max(map(width_em, lines)), 1.3 * size * len(lines)
    x, y = anchor
    places = (
        (x + gap, y, Side.LEFT, x + gap),
        (x - gap, y, Side.RIGHT, x - gap - width),
        (x, y + gap + height / 2, Side.CENTRE, x - width / 2),
        (x, y - gap - height / 2, Side.CENTRE, x - width / 2),
    )
    for spot_x, spot_y, side, left in places:
        box = Box(left, spot_y - height / 2, left + width, spot_y + height / 2)
        yield Label(text, anchor, (spot_x, spot_y), side, box)
