"""Whether aiogram's models are built late, and are the same; fails when it changes."""

from __future__ import annotations

import pytest

from tests.started import started

pytestmark = pytest.mark.slow


def test_import_builds_no_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = started(tmp_path_factory).late

    assert told["is_lazy"] is True
    assert told["kinds"] > 500
    assert told["built"] == []


def test_objects_are_told_of_their_bot_in_one_step(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = started(tmp_path_factory)

    assert (told.late["is_told_at_once"], told.at_once["is_told_at_once"]) == (True, False)
    assert [bot for bot, _ in told.late["bots"][:4]] == ["B", "B", "B", "C"]


def test_switch_leaves_aiogram_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = started(tmp_path_factory).at_once

    assert told["is_lazy"] is False
    assert len(told["built"]) > told["kinds"] - 5


@pytest.mark.parametrize("what", ["data", "bots", "schemas"])
def test_models_built_late_are_the_same(
    what: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = started(tmp_path_factory)

    assert told.late[what] == told.at_once[what]
    assert told.late[what]
