"""What a picture must show, looked at pixel by pixel."""

from __future__ import annotations

import io

import pytest
from matplotlib.image import imread

from ui.images.charts import Curve, growth_chart

POINTS = [(0.0, 0), (10.0, 50_000), (20.0, 100_000)]


@pytest.mark.parametrize(
    "names", [("",), ("Delivered: 100,000", "Opened: 100,000", "Unsubscribed: 100,000")]
)
def test_curves_reach_the_right_edge_however_long_their_names(names: tuple[str, ...]) -> None:
    """A long legend once pressed the axes into the left half."""
    curves = [Curve(points=POINTS, name=name) for name in names]

    picture = imread(io.BytesIO(growth_chart(curves, title="T", x_label="x", y_label="y")))

    height, width, _ = picture.shape
    strip = picture[height // 2 : height * 3 // 4, width - 60 : width - 30, :3]
    assert strip.min() < 0.95, "filled below the curve"
