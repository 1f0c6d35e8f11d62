"""What `--forks` tells of tests is what pytest tells without it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BARE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
"""pytest and nothing beside it."""

OF_ALL_KINDS = '''
import os, pathlib, pytest

@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    log = pathlib.Path(LOG)
    with log.open("a") as file:
        file.write(f"begun {os.getpid()}\\n")
    yield
    with log.open("a") as file:
        file.write(f"ended {os.getpid()}\\n")

@pytest.mark.parametrize("n", range(200))
def test_passes(begun, n, tmp_path):
    (tmp_path / "mine").mkdir()

def test_fails(begun):
    print("said before it failed")
    assert 1 + 1 == 3

def test_is_skipped():
    pytest.skip("no need")

@pytest.mark.xfail
def test_is_known_to_fail():
    assert False

@pytest.fixture
def torn(begun):
    yield
    raise OSError("does not end")

def test_ends_badly(torn):
    pass
'''  # fmt: skip


def run(folder: Path, code: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(folder, code, *options), cwd=ROOT, env=BARE, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def _command(folder: Path, code: str, *options: str) -> list[str]:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    (folder / "test_it.py").write_text(code.replace("LOG", repr(str(folder / "log"))))
    plugins = ["-p", "tests.forks", "-p", "no:cacheprovider"]
    own = ["--rootdir", str(folder), "-c", str(folder / "pytest.ini")]
    base = ["--basetemp", str(folder / "temporary")]
    command = [sys.executable, "-m", "pytest", *plugins, *own, *base, str(folder / "test_it.py")]
    return [*command, *options]


def outcomes(told: str) -> Counter[str]:
    *_, last = told.splitlines()
    return Counter({kind: int(count) for count, kind in re.findall(r"(\d+) ([a-z]+)", last)})


def test_outcomes_are_those_of_one_process(tmp_path: Path) -> None:
    alone, forked = tmp_path / "alone", tmp_path / "forked"
    alone.mkdir()
    forked.mkdir()

    one = run(alone, OF_ALL_KINDS, "-q")
    several = run(forked, OF_ALL_KINDS, "-q", "-ra", "--forks", "3")

    assert one.returncode == several.returncode == 1
    expected = Counter(failed=1, passed=201, skipped=1, xfailed=1, error=1)
    assert outcomes(one.stdout) & expected == outcomes(several.stdout) & expected == expected
    assert re.search(r"SKIPPED \[1\] \S*test_it.py:\d+: no need", several.stdout)
    assert "said before it failed" in several.stdout
    assert "assert (1 + 1) == 3" in several.stdout
    assert "OSError: does not end" in several.stdout


def test_each_fork_ends_what_it_has_begun_for_its_tests(tmp_path: Path) -> None:
    run(tmp_path, OF_ALL_KINDS, "-q", "--forks", "3")

    told = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    begun = [pid for what, pid in told if what == "begun"]
    assert len(set(begun)) == len(begun) >= 2
    assert sorted(begun) == sorted(pid for what, pid in told if what == "ended")


def test_a_fork_that_dies_fails_its_tests_and_others_go_on(tmp_path: Path) -> None:
    code = """
import os, pytest
@pytest.mark.parametrize("n", range(120))
def test_it(n):
    if n == 45:
        os._exit(7)
"""
    found = run(tmp_path, code, "--forks", "2")

    assert found.returncode == 1
    assert outcomes(found.stdout)["failed"] + outcomes(found.stdout)["passed"] == 120
    assert outcomes(found.stdout)["passed"] == 85  # 40, 5 of the piece that was not ended, 40
    assert "ended with 7" in found.stdout


def test_after_a_failure_is_enough_the_others_stop_and_end_what_they_have_begun(
    tmp_path: Path,
) -> None:
    code = """
import pathlib, pytest, threading
@pytest.fixture
def begun():
    yield
    pathlib.Path(LOG).write_text("ended")

@pytest.mark.slow
def test_fails():
    while not pathlib.Path(LOG + ".begun").exists():
        threading.Event().wait(0.01)
    assert False

@pytest.mark.parametrize("n", range(3))
@pytest.mark.slow
def test_passes(n):
    pass

def test_waits(begun):
    pathlib.Path(LOG + ".begun").write_text("")
    threading.Event().wait()
"""
    found = run(tmp_path, code, "--forks", "2", "-x")

    assert found.returncode == 1
    assert outcomes(found.stdout)["failed"] == 1
    assert "stopping after 1 failures" in found.stdout
    assert (tmp_path / "log").read_text() == "ended"


def test_interrupted_it_tells_what_it_knows(tmp_path: Path) -> None:
    code = """
import pathlib, threading
def test_waits():
    pathlib.Path(LOG).write_text("")
    threading.Event().wait()
def test_passes():
    pass
"""
    with subprocess.Popen(
        _command(tmp_path, code, "--forks", "2"),
        cwd=ROOT, env=BARE, stdout=subprocess.PIPE, text=True, process_group=0,
    ) as process:  # fmt: skip
        while not (tmp_path / "log").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate()

    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert "KeyboardInterrupt" in told
