"""Rights are checked by services; conversations know no more of a service than its use cases."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CHECKS = frozenset({"check", "require", "require_owner", "is_one"})
"""Of services.people.organisers.Organisers. `may` only says what to show: it guards nothing."""


def handler_functions() -> Iterator[tuple[str, ast.AsyncFunctionDef | ast.FunctionDef]]:
    for path in (ROOT / "handlers").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                yield f"{path.relative_to(ROOT)}: {node.name}", node


def wired_services() -> dict[str, str]:
    """Class by the name under which handlers get one: `self.users = Users(...)`."""
    return {
        target.attr: ast.unparse(node.value.func)
        for path in (ROOT / "bot" / "wiring").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Attribute)
    }


@pytest.mark.slow
def test_handlers_check_no_rights() -> None:
    checking = {
        place
        for place, function in handler_functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CHECKS
    }

    assert checking == set()


@pytest.mark.slow
def test_handlers_reach_through_no_service() -> None:
    """`users.clock.now()` or `users.organisers.check()`: a part of a service is its own affair.

    Handlers get the moment of an update as `now`.
    """
    services = {*wired_services().values(), "Organisers"}
    reaching = set()
    for place, function in handler_functions():
        args = [*function.args.args, *function.args.kwonlyargs]
        given = {
            one.arg for one in args if one.annotation and ast.unparse(one.annotation) in services
        }
        reaching |= {
            f"{place}: {ast.unparse(node)}"
            for node in ast.walk(function)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and isinstance(node.value.value, ast.Name)
            and node.value.value.id in given
        }

    assert {
        "programme_editing",
        "announcement_drafts",
        "announcement_release",
        "users",
        "news_editing",
    } <= wired_services().keys()
    assert reaching == set()
