"""Other people's programs, each run as a process; where one is missing its tests are skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.clocks import PATIENCE

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / ".venv-interop" / "bin"
PACKAGES = HERE / "node_modules"

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

KHAL_CONFIG = """
[calendars]
[[all]]
path = {folder}/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
firstweekday = 0
[sqlite]
path = {folder}/khal.db
"""

READERS = ("icalendar", "khal", "ical.js", "node-ical")


@dataclass(frozen=True, order=True)
class Entry:
    """What every reader tells of one occurrence."""

    starts_at: datetime
    ends_at: datetime
    title: str
    uid: str
    status: str
    place: str


def require(path: Path | None, what: str) -> Path:
    if path is not None and path.exists():
        return path
    if os.environ.get("REQUIRE_INTEROP"):
        pytest.fail(f"REQUIRE_INTEROP is set and there is no {what}")
    pytest.skip(f"there is no {what}: make interop")


@pytest.fixture
def python() -> Path:
    return require(ENVIRONMENT / "python", ".venv-interop")


@pytest.fixture
def node() -> Path:
    require(PACKAGES, "tests/interop/node_modules")
    found = shutil.which("node")
    return require(Path(found) if found else None, "node on the PATH")


@pytest.fixture(params=READERS)
def entries(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[bytes], list[Entry]]:
    """Of a calendar, in order, as one of the readers sees it."""
    name: str = request.param
    if name in {"ical.js", "node-ical"}:
        program = request.getfixturevalue("node")
        script = [str(program), str(HERE / "readers" / "entries.mjs"), name]
    else:
        program = request.getfixturevalue("python")
        script = [str(program), str(HERE / "readers" / "entries.py")]
    if name == "khal":
        return lambda calendar: _seen_by_khal(calendar, tmp_path)
    moments = [SINCE.isoformat(), UNTIL.isoformat()]
    return lambda calendar: _sorted(json.loads(run([*script, *moments], calendar)))


def run(command: list[str], given: bytes = b"") -> bytes:
    """What a program prints; its complaints are shown where it fails."""
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def _seen_by_khal(calendar: bytes, folder: Path) -> list[Entry]:
    (folder / "calendar").mkdir()
    (folder / "config").write_text(KHAL_CONFIG.format(folder=folder))
    (folder / "given.ics").write_bytes(calendar)
    khal = [str(ENVIRONMENT / "khal"), "-c", str(folder / "config")]
    run([*khal, "import", "--batch", "-a", "all", str(folder / "given.ics")])
    fields = {"uid": "uid", "title": "title", "starts": "start-long-full", "ends": "end-long-full",
              "status": "status", "place": "location"}  # fmt: skip
    asked = [part for field in fields.values() for part in ("--json", field)]
    since, until = SINCE.date().isoformat(), UNTIL.date().isoformat()
    days = run([*khal, "list", *asked, since, until]).splitlines()
    found = [one for day in days for one in json.loads(day)]
    # What lasts for days stands under each of them.
    return sorted(set(_sorted([{name: one[of] for name, of in fields.items()} for one in found])))


def _sorted(found: list[dict[str, Any]]) -> list[Entry]:
    return sorted(
        Entry(
            starts_at=_moment(one["starts"]),
            ends_at=_moment(one["ends"]),
            title=one["title"],
            uid=one["uid"],
            status=one.get("status") or "",
            place=one.get("place") or "",
        )
        for one in found
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
