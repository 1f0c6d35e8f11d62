"""Draws docs/house.svg from the code: floors, rooms, areas, and who imports whom.

Run it after a room has moved: `python docs/draw_house.py`. tests/architecture compares.
"""

from __future__ import annotations

import ast
import textwrap
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = Path(__file__).with_name("house.svg")

WIDTH, MARGIN, GAP = 1240, 20, 6
NAMES = 150
"""Width of the column with the names of floors."""
LINE = 13
PER_CHARACTER = 5.5
"""Width of small type, in pixels, rather too wide: names shall not stand out of their rooms."""

LEGEND = (
    "A white room is an area: it has one name on every floor, and a slash marks its folders. "
    "An arrow says what is imported: of a floor which others, of a room which of its own floor."
)

Edges = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class House:
    """`floors` from top to bottom, several names where they stand side by side; `beside` are
    packages that no floor imports. `rooms` are folders of a floor, `doors` imports between them
    (handlers.people -> handlers.programme) and between floors (handlers -> services)."""

    floors: list[list[str]]
    beside: list[str]
    areas: list[str]
    rooms: dict[str, list[str]]
    modules: dict[str, list[str]]
    doors: Edges


def read() -> House:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [one["layers"] for one in contracts["contracts"] if one["type"] == "layers"]
    floors = [[name.strip() for name in floor.split("|")] for floor in layers[0]]
    standing = [name for floor in floors for name in floor]
    roots: list[str] = contracts["root_packages"]
    rooms = {name: _folders(ROOT / name) for name in roots}
    shared = {one for name in standing for one in rooms[name]}
    several = {one for one in shared if sum(one in rooms[name] for name in standing) > 1}
    told = [part.strip().rpartition(".")[2] for one in layers[1] for part in one.split("|")]
    first = [name for name in told if name in several]
    return House(
        floors=floors,
        beside=[name for name in roots if name not in standing],
        areas=[*first, *sorted(several - set(first))],
        rooms=rooms,
        modules={name: _modules(ROOT / name) for name in roots},
        doors=_doors(roots),
    )


def _folders(path: Path) -> list[str]:
    return sorted(one.parent.name for one in path.glob("*/__init__.py"))


def _modules(path: Path) -> list[str]:
    return sorted(one.stem for one in path.glob("*.py") if one.stem != "__init__")


def _doors(roots: Iterable[str]) -> Edges:
    doors: Edges = defaultdict(set)
    for root in roots:
        for path in (ROOT / root).rglob("*.py"):
            here = path.relative_to(ROOT).with_suffix("").parts
            for name in _imported(path):
                there = tuple(name.split("."))
                doors[here[0]].add(there[0])
                if here[0] == there[0]:
                    doors[".".join(here[:2])].add(".".join(there[:2]))
    return {room: reached - {room} for room, reached in doors.items()}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def drawn(house: House) -> str:
    """The picture as SVG."""
    parts: list[str] = []
    top = _roof(parts)
    for floor in house.floors:
        for name in floor:
            top = _floor(parts, house, name, top)
    top += 2 * GAP
    for name in house.beside:
        top = _floor(parts, house, name, top, is_beside=True)
    _text(parts, MARGIN, top + LINE, LEGEND, colour="#444444")
    height = top + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">\n'
        "<title>The floors of the product, their rooms, and who imports whom</title>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _roof(parts: list[str]) -> int:
    middle, bottom = WIDTH // 2, MARGIN + 46
    points = f"{MARGIN},{bottom} {middle},{MARGIN - 12} {WIDTH - MARGIN},{bottom}"
    parts.append(f'<polygon points="{points}" fill="#f3e3d3" stroke="#a98467"/>')
    _text(parts, middle, bottom - 16, "main.py", size=15, anchor="middle", weight="bold")
    _text(parts, middle, bottom - 4, "scheduler.py beside", anchor="middle")
    return bottom + GAP


def _floor(parts: list[str], house: House, name: str, top: int, *, is_beside: bool = False) -> int:
    """Returns where the next one begins."""
    inner = WIDTH - 2 * MARGIN - NAMES
    own = [room for room in house.rooms[name] if room not in house.areas]
    in_areas = [room for room in house.areas if room in house.rooms[name]]
    column = (inner - GAP) // (len(house.areas) + 1)
    lines = {room: _room_lines(house, name, room, column) for room in in_areas}
    cell = max([len(found) for found in lines.values()] or [0])
    told = _wrapped([f"{one}/" for one in own] + house.modules[name], column - 2 * GAP)
    is_wide = not in_areas
    if is_wide:
        told = _wrapped([f"{one}/" for one in own] + house.modules[name], inner - 3 * GAP)
    label = [*textwrap.wrap(_purpose(name), 26), *_imports(house, name)]
    height = max(cell * LINE + 28, len(told) * LINE + 12, len(label) * LINE + 34) + GAP
    fill = "#f4f4f4" if is_beside else "#eef3f8"
    dashes = ' stroke-dasharray="5 4"' if is_beside else ""
    parts.append(
        f'<rect x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" height="{height}" '
        f'fill="{fill}" stroke="#8aa0b8"{dashes}/>'
    )
    _text(parts, MARGIN + GAP, top + 20, name, size=16, weight="bold")
    for number, line in enumerate(label):
        _text(parts, MARGIN + GAP, top + 36 + number * LINE, line)
    left = MARGIN + NAMES
    for room in in_areas:
        x = left + house.areas.index(room) * column
        _room(parts, x, top + GAP, column - GAP, height - 2 * GAP, room, lines[room])
    x = left if is_wide else left + len(house.areas) * column
    for number, line in enumerate(told):
        _text(parts, x + GAP, top + 20 + number * LINE, line, colour="#444444")
    return top + height + GAP


def _room(
    parts: list[str], x: int, y: int, width: int, height: int, name: str, lines: list[str]
) -> None:
    parts.append(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" '
        'fill="#ffffff" stroke="#8aa0b8"/>'
    )
    _text(parts, x + GAP, y + 16, name, size=12, weight="bold")
    for number, line in enumerate(lines):
        colour = "#9a4f1c" if line.startswith("→") else "#444444"
        _text(parts, x + GAP, y + 31 + number * LINE, line, colour=colour)


def _room_lines(house: House, floor: str, room: str, width: int) -> list[str]:
    """Its own folders, then the rooms of the floor that it imports."""
    folders = [f"{one}/" for one in _folders(ROOT / floor / room)]
    reached = sorted(house.doors.get(f"{floor}.{room}", ()))
    doors = [
        f"→ {one.partition('.')[2]}"
        for one in reached
        if one.startswith(f"{floor}.") and one.partition(".")[2] in house.rooms[floor]
    ]
    return [*_wrapped(folders, width - 3 * GAP), *doors]


def _imports(house: House, name: str) -> list[str]:
    standing = [one for floor in house.floors for one in floor]
    reached = [one for one in standing if one in house.doors.get(name, ())]
    return _wrapped(reached, NAMES - 2 * GAP, head="→ ")


def _purpose(name: str) -> str:
    words = ast.get_docstring(ast.parse((ROOT / name / "__init__.py").read_text())) or ""
    return words.partition("\n")[0].partition(". ")[0].removesuffix(".")


def _wrapped(names: list[str], width: int, head: str = "") -> list[str]:
    if not names:
        return []
    room = int(width / PER_CHARACTER)
    return textwrap.wrap(head + ", ".join(names), max(room, 10), break_long_words=False)


def _text(
    parts: list[str],
    x: int,
    y: int,
    words: str,
    *,
    size: int = 10,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = "#222222",
) -> None:
    parts.append(
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" '
        f'font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )


if __name__ == "__main__":
    PICTURE.write_text(drawn(read()))
