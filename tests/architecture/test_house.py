"""What the plan forbids, beside the import contracts of `make check`."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import handlers
from ui.menu import COMMANDS

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "ui", "services", "outbox", "db", "domain", "sandbox")

MOST_MODULES = 15
"""In one folder: as many names as one takes in at a glance. The sandbox keeps Telegram's names."""


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def parsed(path: Path) -> ast.AST:
    return ast.parse(text_of(path))


def having(word: str, *rooms: str) -> Iterator[Path]:
    """Those that have the word somewhere: the others, most of them, need no parsing."""
    for room in rooms:
        for path in (ROOT / room).rglob("*.py"):
            if word in text_of(path):
                yield path


def calls(name: str) -> set[str]:
    """Files that call a method or function written `name`, such as `datetime.now`."""
    last = name.rpartition(".")[2]
    return {
        path.relative_to(ROOT).as_posix()
        for path in [*having(last, *ROOMS), ROOT / "main.py", ROOT / "scheduler.py"]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        if last in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))
        if ast.unparse(node.func).endswith(name)
    }


@pytest.mark.slow
def test_only_the_clock_asks_for_the_time_and_sleeps() -> None:
    product = {path for path in calls("datetime.now") if not path.startswith("sandbox/")}
    sleepers = {path for path in calls("asyncio.sleep") if not path.startswith("sandbox/")}

    assert (product, sleepers) == ({"domain/clock.py"}, {"domain/clock.py"})


@pytest.mark.slow
def test_only_the_unit_of_work_commits() -> None:
    drivers_own = {"db/sqlite_on_loop.py", "db/sqlite_in_thread.py"}
    assert calls(".commit") == {"db/engine.py", *drivers_own}
    assert calls("connection.begin") == {"db/engine.py"}
    assert calls("_engine.begin") == set()


def imported(path: str) -> set[str]:
    """Rooms that a module of the top level imports, at any depth of its code."""
    tree = parsed(ROOT / path)
    modules = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    return {module.split(".")[0] for module in modules} & {*ROOMS, "main", "scheduler"}


def test_modules_of_the_top_level_import_only_what_the_plan_allows() -> None:
    assert imported("main.py") == {"bot", "sandbox"}
    assert imported("scheduler.py") == {"domain"}


@pytest.mark.slow
def test_only_the_composition_root_knows_the_scheduler() -> None:
    knowing = {
        path.relative_to(ROOT).as_posix()
        for path in having("scheduler", *ROOMS)
        if "scheduler" in imported(path.relative_to(ROOT).as_posix())
    }

    assert knowing == {"bot/app.py"}


@pytest.mark.slow
def test_services_take_from_the_store_its_transactions_alone() -> None:
    """What they hand to one another and to views lives in `domain`."""
    taken = {
        alias.name
        for path in having("db", "services")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "db"
        for alias in node.names
    }

    assert taken == {"Store", "Transaction", "WriteTurn"}


def test_no_conversation_imports_the_router_of_another() -> None:
    for path in (ROOT / "handlers").rglob("*.py"):
        own = ".".join(path.relative_to(ROOT).parent.parts)
        for line in path.read_text("utf-8").splitlines():
            found = line.startswith("from handlers.") and ".router" in line
            assert not found or f"from {own}." in line, f"{path}: {line}"


def test_no_message_filter_costs_a_thread() -> None:
    """aiogram runs synchronous filters in threads: see ui/filters.py."""
    slow = {
        f"{router.name}: {handler.callback.__name__}"
        for router in handlers.build_routers()
        for observer in (router.message, router.callback_query)
        for handler in observer.handlers
        for found in handler.filters or ()
        if not found.awaitable
    }

    assert slow == set()


def test_no_folder_holds_more_modules_than_one_takes_in() -> None:
    modules = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.name != "__init__.py" and path.parent.name != "versions"
    )

    assert {
        folder: count
        for folder, count in modules.items()
        if count > MOST_MODULES and not folder.startswith("sandbox")
    } == {}


def test_forbidden_names_do_not_exist() -> None:
    forbidden = {"utils.py", "helpers.py", "common.py", "misc.py"}
    found = {p.name for room in ROOMS for p in (ROOT / room).rglob("*")}

    assert found & forbidden == set()


def test_main_stays_thin() -> None:
    assert len((ROOT / "main.py").read_text("utf-8").splitlines()) < 80


def test_every_command_of_the_menu_has_a_handler() -> None:
    handled: set[str] = {"start"}
    for router in handlers.build_routers():
        for handler in router.message.handlers:
            for found in handler.filters or ():
                handled |= commands_in(found.callback)

    assert set(COMMANDS) - handled == set()


def commands_in(callback: object) -> set[str]:
    """Names in a Command filter, also inside or_f(...)."""
    inner = [commands_in(target.callback) for target in getattr(callback, "targets", ())]
    own = {str(command) for command in getattr(callback, "commands", ())}
    return own.union(*inner)
