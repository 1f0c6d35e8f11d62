"""Where figures go: bench/results/NAME.json, with the machine and the commit they came from."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"


def save(name: str, figures: dict[str, Any]) -> Path:
    """Writes the figures and returns the file."""
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    content = {"machine": machine(), "commit": commit(), "figures": figures}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path


def machine() -> dict[str, Any]:
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def commit() -> str:
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"


def spread(values: list[float]) -> dict[str, float]:
    """Median and 99th percentile, in the unit of the values."""
    return {"p50": median(values), "p99": quantiles(values, n=100)[98]}


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), "")
