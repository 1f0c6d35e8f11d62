"""When Python looks for garbage: seldom, and never among what was loaded and stays anyway."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

GC_THRESHOLDS = 50_000, 20, 100
"""Thresholds of gc. Much is made while the bot is loaded or plays weeks, and little is left."""

RUNNING_THRESHOLDS = 10_000, 10, 10
"""While people write: by Python's own 700 every other update was looked through, and whatever is
kept for many (docs/adr/0029) again and again, a twentieth of a search (bench/updates.py)."""


def settle() -> None:
    """Freezes what is loaded (gc.freeze) and sets RUNNING_THRESHOLDS. Modules are never freed,
    and a full collection would block the event loop for 200 ms to find that out."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RUNNING_THRESHOLDS)


@contextmanager
def imports_frozen() -> Iterator[None]:
    """Collects rarely during imports, then freezes what they made: scanning imported objects
    again and again took a quarter of the start."""
    with _seldom():
        yield
    gc.freeze()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collects rarely while heavy work runs; leaves what is frozen as it is."""
    is_frozen = gc.get_freeze_count() > 0
    if not is_frozen:
        gc.collect()
        gc.freeze()
    try:
        with _seldom():
            yield
    finally:
        if not is_frozen:
            gc.unfreeze()


@contextmanager
def _seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
