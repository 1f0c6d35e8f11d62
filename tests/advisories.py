"""What is known of the locked packages, read out of a copy of the Python advisory database.

    python -m tests.advisories FOLDER

FOLDER is a clone of github.com/pypa/advisory-database; `tests/architecture/advisories.json` is
written anew. `make audit` asks PyPI itself and knows more; it needs the network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
KNOWN = Path(__file__).parent / "architecture" / "advisories.json"
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def locked(lock: Path) -> list[tuple[str, Version]]:
    """Of a file that `make lock` has written; a package may have several versions, one for each
    Python."""
    found = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
    return [(canonicalize_name(name), Version(version)) for name, version in found]


def is_affected(version: Version, ranges: list[list[str | None]]) -> bool:
    """`ranges`: where each begins and where it is mended; None: nowhere yet."""
    return any(
        Version(begin or "0") <= version and (end is None or version < Version(end))
        for begin, end in ranges
    )


def _ranges(advisory: dict[str, Any]) -> Iterator[list[str | None]]:
    for affected in advisory.get("affected", ()):
        for one in affected.get("ranges", ()):
            if one["type"] != "ECOSYSTEM":
                continue
            begin: str | None = None
            for event in one["events"]:
                if "introduced" in event:
                    begin = str(event["introduced"])
                elif "fixed" in event:
                    yield [begin, str(event["fixed"])]
                    begin = None
            if begin is not None:
                yield [begin, None]


def read(folder: Path) -> dict[str, dict[str, list[list[str | None]]]]:
    """Package -> advisory -> ranges, of the packages that we lock; those withdrawn left out."""
    import yaml  # noqa: PLC0415  (for this alone)

    names = {name for lock in LOCKS for name, _ in locked(lock)}
    found: dict[str, dict[str, list[list[str | None]]]] = {}
    for name in sorted(names):
        for file in sorted((folder / "vulns" / name).glob("*.yaml")):
            advisory = yaml.safe_load(file.read_text("utf-8"))
            ranges = list(_ranges(advisory))
            if ranges and "withdrawn" not in advisory:
                found.setdefault(name, {})[advisory["id"]] = ranges
    return found


def main(folder: Path) -> None:
    asked = ["git", "-C", str(folder), "log", "-1", "--format=%cs"]
    as_of = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    source = "github.com/pypa/advisory-database"
    content = {"source": source, "as_of": as_of, "packages": read(folder)}
    KNOWN.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
