"""Every package that is installed is the one that was locked, and none of which harm is known.

Offline: by a dated extract (advisories.json). `make audit` asks PyPI for what was found since.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from packaging.version import Version

from tests.advisories import KNOWN, LOCKS, ROOT, is_affected, locked

WORTH = {"requirements", "requirements-dev", "requirements-socks", "requirements-uvloop"}


def test_sets_are_all_locked_and_all_looked_at() -> None:
    sets = {file.stem for file in ROOT.glob("requirements*.in")}

    assert {lock.stem for lock in LOCKS} == sets
    assert sets >= WORTH
    making = (ROOT / "Makefile").read_text()
    assert set(re.findall(r"for set in (.*?); do", making)[0].split()) == sets


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_locked_to_a_version_with_hashes(lock: Path) -> None:
    """pip installs nothing else then (--require-hashes)."""
    entries = re.split(r"^(?=\S)", lock.read_text("utf-8"), flags=re.MULTILINE)
    entries = [entry for entry in entries if entry.strip()]

    assert [one for one in entries if not re.match(r"[\w.-]+(\[[^\]]*\])?==\S", one)] == []
    assert [one for one in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", one)] == []
    assert len(entries) == len(locked(lock)) > 0


def test_installing_asks_for_hashes() -> None:
    making = (ROOT / "Makefile").read_text() + (ROOT / "deploy" / "Dockerfile").read_text()
    installs = re.findall(r"install [^&|]*?--requirement \S+", making.replace("\\\n", " "))

    assert len(installs) >= 4
    assert [one for one in installs if "--require-hashes" not in one] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_no_locked_version_is_known_to_be_vulnerable(lock: Path) -> None:
    known = json.loads(KNOWN.read_text("utf-8"))["packages"]
    found = {
        f"{name} {version}": advisory
        for name, version in locked(lock)
        for advisory, ranges in known.get(name, {}).items()
        if is_affected(version, ranges)
    }

    assert found == {}


@pytest.mark.parametrize(
    ("version", "harmed"),
    [("3.9.1", True), ("3.9.2", False), ("3.14.5", False), ("0.9", False), ("5.0", True)],
)
def test_ranges_are_half_open(version: str, *, harmed: bool) -> None:
    assert is_affected(Version(version), [["1.0", "3.9.2"], ["5.0", None]]) is harmed


def test_extract_tells_of_packages_that_we_use() -> None:
    """An older aiohttp would be noticed."""
    known = json.loads(KNOWN.read_text("utf-8"))

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", known["as_of"])
    assert is_affected(Version("3.9.1"), known["packages"]["aiohttp"]["PYSEC-2024-26"])
