"""Words of the web chat stand out from what is behind them: WCAG 2.2, 1.4.3, at least 4.5:1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sandbox

CSS = (Path(sandbox.__file__).parent / "web/static/style.css").read_text("utf-8")
QUOTED = 0.09
"""Of the accent in the background of a quotation."""


def theme(selector: str) -> dict[str, str]:
    block = CSS[CSS.index(selector) :].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance of sRGB, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def quoted(accent: str, behind: str) -> tuple[float, float, float]:
    red, green, blue = (
        part * QUOTED + other * (1 - QUOTED)
        for part, other in zip(rgb(accent), rgb(behind), strict=True)
    )
    return red, green, blue


@pytest.mark.parametrize("selector", [":root", '[data-theme="dark"]'])
@pytest.mark.parametrize("bubble", ["mine", "theirs"])
def test_links_and_small_words_can_be_read_in_every_bubble(selector: str, bubble: str) -> None:
    colours = theme(selector)
    behind = rgb(colours[bubble])
    measured = {
        "link": contrast(rgb(colours["link"]), behind),
        "link in a quotation": contrast(
            rgb(colours["link"]), quoted(colours["accent"], colours[bubble])
        ),
        "time": contrast(rgb(colours["soft"]), behind),
        "words": contrast(rgb(colours["ink"]), behind),
    }

    assert {name: round(ratio, 2) for name, ratio in measured.items() if ratio < 4.5} == {}


def test_links_wear_their_own_colour() -> None:
    rules = re.findall(r"([^{}]+)\{([^}]*color: var\(--link\)[^}]*)\}", CSS)

    assert {selector.strip() for selector, _ in rules} >= {".words a", ".via", ".author"}
