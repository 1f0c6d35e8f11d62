"""What the documentation promises is there: settings, commands, targets, links and pictures."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from bot.arguments import parser
from bot.settings import FILE_SUFFIX, Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("data/*.md"),
        *ROOT.glob("bench/*.md"),
        *ROOT.glob("findings/*.md"),
    ]
)
IDS = [str(page.relative_to(ROOT)) for page in PAGES]

EXAMPLE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"\bmain\.py ([a-z]+(?:-[a-z]+)*)")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")

ROOMS = ("bot", "db", "domain", "handlers", "outbox", "sandbox", "services", "ui")
NAME = re.compile(rf"\b(?:{'|'.join(ROOMS)})(?:\.[a-zA-Z_]\w*)+")
PATH = re.compile(
    rf"\b(?:{'|'.join([*ROOMS, 'tests', 'bench', 'locales', 'docs', 'data'])})/[\w./-]*\w"
)

MADE_UP = {"BACKUP_FOLDER", "PUBLIC_URL", "WEBHOOK_URL", "WEB_PORT"}
"""Of these the example shows a possible value: the default is to have none."""


def test_every_setting_is_explained_with_its_default() -> None:
    shown = dict(EXAMPLE.findall((ROOT / ".env.example").read_text()))
    files = {name for name in shown if name.endswith(FILE_SUFFIX)}
    assert {name.removesuffix(FILE_SUFFIX) for name in files} <= shown.keys() - files
    shown = {name: value for name, value in shown.items() if name not in files}
    assert sorted(shown) == sorted(name.upper() for name in Settings.model_fields)
    defaults = {name.upper(): _shown(one.default) for name, one in Settings.model_fields.items()}
    told = {name: value for name, value in shown.items() if name not in MADE_UP}
    assert told == {name: defaults[name] for name in told}


def _shown(default: object) -> str:
    if default is PydanticUndefined:
        return ""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, bool):
        return str(default).lower()
    return str(default) if default or default == 0 else ""


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    text = CODE.sub("", page.read_text())
    near = [target for target in LINK.findall(text) if "://" not in target]
    assert [target for target in near if not _exists(page, target)] == []


def _exists(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    other = page.parent / path if path else page
    return other.exists() and (not anchor or unquote(anchor) in _anchors(other))


def _anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = HEADING.findall(page.read_text())
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_commands_and_targets_exist(page: Path) -> None:
    code = "\n".join(CODE.findall(page.read_text()))
    named = re.search(r"\{([a-z,-]+)\}", parser().format_usage())
    known = named[1].split(",") if named else []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(COMMAND.findall(code)) <= set(known)
    assert set(TARGET.findall(code)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_code_that_is_named_exists(page: Path) -> None:
    code = "\n".join(CODE.findall(page.read_text()))

    assert [name for name in NAME.findall(code) if not _is_there(name)] == []
    assert [path for path in PATH.findall(code) if not _is_file(path)] == []


def _is_file(path: str) -> bool:
    """With its ending or without."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


def _is_there(name: str) -> bool:
    """A package, a module, or what a module defines, down to attributes of classes."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        if place.is_dir():
            return length == len(parts)
        if place.with_suffix(".py").exists():
            text = place.with_suffix(".py").read_text()
            return all(re.search(rf"\b{inner}\b", text) for inner in parts[length:])
    return False


def test_the_plan_of_rooms_is_the_tree() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text().split("```")[1]
    above = ""
    for line in plan.strip().splitlines():
        name = line.split()[0].rstrip(",")
        above = above if line.startswith(" ") else name
        assert (ROOT / (above + name if line.startswith(" ") else name)).exists(), line


def test_conversations_of_the_areas_are_those_of_the_tree() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    handlers = ROOT / "handlers"
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| ([a-z_, ]+) \|$", page, re.MULTILINE)
    named = {area: set(listed.split(", ")) for area, listed in rows if (handlers / area).is_dir()}
    tree = {
        area.name: {one.parent.name for one in area.glob("**/router.py")}
        for area in handlers.iterdir()
        if list(area.glob("**/router.py"))
    }

    assert named.keys() == tree.keys()
    assert {area: tree[area] - named[area] for area in tree if tree[area] - named[area]} == {}
    named["announcements"].remove("announcements")
    listed = [f"handlers/{area}/{one}" for area in named for one in named[area]]
    assert [one for one in listed if not _is_file(one)] == []


@pytest.mark.parametrize("name", ["architecture.md", "contributing.md"])
def test_files_that_the_map_names_exist(name: str) -> None:
    """Also where they stand outside of code."""
    named = PATH.findall((ROOT / "docs" / name).read_text())
    assert named
    assert [one for one in named if not _is_file(one)] == []


def test_pictures_are_small() -> None:
    pictures = (ROOT / "docs" / "screenshots").iterdir()
    assert [one.name for one in pictures if one.stat().st_size > 150 * 1024] == []


def test_every_finding_is_listed() -> None:
    listed = re.findall(r"\]\((\w+\.sh)\)", (ROOT / "findings" / "README.md").read_text())
    assert sorted(listed) == sorted(one.name for one in (ROOT / "findings").glob("*.sh"))
