from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from sandbox.demo import demo


def test_second_demo_of_a_folder_is_refused_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "var" / "demo"
    folder.mkdir(parents=True)
    store = folder / "demo.db"
    store.write_text("of the demo that runs")
    with (folder / "lock").open("w") as running:
        fcntl.flock(running, fcntl.LOCK_EX)

        assert demo(tmp_path, 8080) == 1

    assert store.read_text() == "of the demo that runs"
    assert "уже идёт" in capsys.readouterr().out
