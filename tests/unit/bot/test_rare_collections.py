from __future__ import annotations

import gc

from bot.rehearsal import GC_THRESHOLD, rare_collections


def test_what_others_have_frozen_stays_frozen() -> None:
    """Else every later collection of the process would look through it again."""
    gc.freeze()
    before, threshold = gc.get_freeze_count(), gc.get_threshold()
    with rare_collections():
        assert gc.get_threshold()[0] == GC_THRESHOLD

    assert (gc.get_freeze_count(), gc.get_threshold()) == (before, threshold)
