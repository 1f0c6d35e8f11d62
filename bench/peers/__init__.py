"""Bots of other libraries, each a process of its own beside ours."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent


def node() -> str | None:
    """Node.js, where it is and the packages of package.json are installed beside it."""
    found = shutil.which("node")
    return found if found and (HERE / "node_modules" / "grammy").is_dir() else None


def why_no_node() -> str:
    if shutil.which("node") is None:
        return "grammY is left out: there is no Node.js"
    return "grammY is left out: `npm ci --prefix bench/peers` has not been run"
