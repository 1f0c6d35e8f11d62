"""Pictures of figures. matplotlib is imported on first use: it is heavy, and reports are rare."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.programme.ratings import MOST_STARS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_INCHES = (7.0, 4.2)
DPI = 120
LINE = "#2a7de1"
INK = "#1f2933"
GRID = "#d9e0e8"
STYLES = ((LINE, "-"), ("#c2660c", "--"), ("#9b2242", ":"))
"""Told apart without colours too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """How many by when: `points` are (x, count). One that is alone needs no name."""

    points: Sequence[tuple[float, int]]
    name: str = ""


def growth_chart(curves: Sequence[Curve], *, title: str, x_label: str, y_label: str) -> bytes:
    """PNG of counts that grow, at most as many as STYLES. Blocking: call it in a thread."""
    figure, axes = _framed(title, y_label)
    for curve, (colour, dashes) in zip(curves, STYLES, strict=False):
        x, counts = zip(*curve.points, strict=True)
        axes.plot(x, counts, color=colour, linestyle=dashes, linewidth=2.5, label=curve.name)
    x, counts = zip(*curves[0].points, strict=True)
    axes.fill_between(x, counts, color=LINE, alpha=0.15, linewidth=0)
    axes.set_xlabel(x_label, color=INK, fontsize=14)
    axes.set_xlim(0, max(x))
    axes.set_ylim(0, max(1, *(point[1] for curve in curves for point in curve.points)) * 1.08)
    if len(curves) > 1:
        _name_curves(axes, len(curves))
        axes.set_title(title, color=INK, fontsize=20, loc="left", pad=36)
    return _png(figure)


def _name_curves(axes: Axes, count: int) -> None:
    """One row between title and picture."""
    legend = axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderpad=0,
        borderaxespad=0.5,
        ncols=count,
        columnspacing=1.2,
        handlelength=1.4,
        handletextpad=0.5,
        frameon=False,
        fontsize=12,
        labelcolor=INK,
    )
    # Otherwise the layout makes the axes narrower until a wide legend fits the picture.
    legend.set_in_layout(False)


def rating_chart(distribution: Mapping[int, int], *, title: str, y_label: str) -> bytes:
    """PNG of how many gave so many stars, 1 to 5. Blocking: call it in a thread."""
    figure, axes = _framed(title, y_label)
    stars = range(1, MOST_STARS + 1)
    counts = [distribution.get(star, 0) for star in stars]
    bars = axes.bar(stars, counts, color=LINE, width=0.7)
    axes.bar_label(bars, [str(count or "") for count in counts], color=INK, fontsize=14)
    axes.set_xticks(stars, ["★" * star for star in stars])
    axes.set_ylim(0, max(1, *counts) * 1.15)
    axes.grid(visible=False, axis="x")
    return _png(figure)


def _framed(title: str, y_label: str) -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (heavy)
    from matplotlib.figure import Figure  # noqa: PLC0415  (as above)
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  (as above)

    figure = Figure(figsize=SIZE_INCHES, dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, color=INK, fontsize=20, loc="left", pad=12)
    axes.set_ylabel(y_label, color=INK, fontsize=14)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.grid(color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK, length=0, labelsize=13)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    return figure, axes


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
