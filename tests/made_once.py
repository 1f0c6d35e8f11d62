"""Files that take long to make: one of the forks of a run makes it, the others wait for it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forks import FORK


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The file that `make` writes; under its name once it is whole."""
    folder = factory.getbasetemp()
    if FORK in os.environ:
        folder = folder.parent  # of the run; each fork has a folder in it
    path = folder / "made" / name
    path.parent.mkdir(exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_stem(f"unfinished-{path.stem}")
            make(unfinished)
            unfinished.rename(path)
    return path
