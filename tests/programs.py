"""Programs of other people that some tests run."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

PLACES = (str(Path(sys.executable).parent), "/usr/local/sbin", "/usr/sbin")
"""Beside the PATH: what this environment of Python has, and what only administrators run."""


def program(name: str, source: str) -> str:
    """Its path. Where it is not installed the test is skipped and says whence it comes; not so
    where REQUIRE_PROGRAMS names it, as .ci/run does: there the test fails.
    """
    found = shutil.which(name, path=os.pathsep.join((os.environ["PATH"], *PLACES)))
    if found is None and name in os.environ.get("REQUIRE_PROGRAMS", "").split():
        pytest.fail(f"REQUIRE_PROGRAMS names {name}, which is not installed ({source})")
    if found is None:
        pytest.skip(f"{name} is not installed ({source})")
    return found
