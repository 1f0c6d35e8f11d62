from __future__ import annotations

import gc

import pytest

from bot.gc_tuning import (
    GC_THRESHOLDS,
    RUNNING_THRESHOLDS,
    imports_frozen,
    rare_collections,
    settle,
)


@pytest.mark.slow
def test_what_others_have_frozen_stays_frozen() -> None:
    """Else every later collection of the process would look through it again."""
    gc.freeze()
    before, threshold = gc.get_freeze_count(), gc.get_threshold()
    with rare_collections():
        assert gc.get_threshold() == GC_THRESHOLDS

    assert (gc.get_freeze_count(), gc.get_threshold()) == (before, threshold)


@pytest.mark.slow
def test_imports_are_frozen_and_collections_go_on_as_before() -> None:
    before, threshold = gc.get_freeze_count(), gc.get_threshold()
    with imports_frozen():
        loaded = [[n] for n in range(1_000)]

    assert gc.get_freeze_count() >= before + len(loaded)
    assert (gc.isenabled(), gc.get_threshold()) == (True, threshold)


@pytest.mark.slow
def test_what_is_loaded_is_looked_through_no_more_while_people_write() -> None:
    before, threshold = gc.get_freeze_count(), gc.get_threshold()
    loaded = [[n] for n in range(1_000)]
    settle()
    try:
        assert gc.get_freeze_count() >= before + len(loaded)
        assert gc.get_threshold() == RUNNING_THRESHOLDS
    finally:
        gc.set_threshold(*threshold)
