"""The picture of the house is what the code looks like now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.slow
def test_house_is_drawn_as_it_stands() -> None:
    draw = runpy.run_path(str(DOCS / "draw_house.py"))

    drawn = draw["drawn"](draw["read"]())

    assert drawn == (DOCS / "house.svg").read_text(), "run: python docs/draw_house.py"
