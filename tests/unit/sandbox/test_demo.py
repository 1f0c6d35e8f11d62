from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from sandbox.demo import PERSONAS, TOKEN, demo, demo_world
from sandbox.server import make_app
from sandbox.web.server import add_chat


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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_demo_is_not_opened_to_others_unless_told(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo(tmp_path, 8080, host) == 2
    assert f"{host}: только с --open" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1:8080", True), ("localhost:8080", True), ("[::1]:8080", True),
        ("evil.example:8080", False), ("192.168.1.5:8080", False), ("127.0.0.1.nip.io", False),
    ],
)  # fmt: skip
async def test_chat_answers_to_the_names_of_this_machine_only(host: str, *, is_ours: bool) -> None:
    """Another site's name may lead here; its pages would share our origin (DNS rebinding)."""
    for is_open in (False, True):
        world = demo_world()
        app = make_app(world)
        add_chat(app, world, PERSONAS, [], is_open=is_open)
        async with TestClient(TestServer(app)) as client:
            for path in ("/", "/chat/api/personas", f"/bot{TOKEN}/getMe"):
                answer = await client.get(path, headers={"Host": host})
                assert answer.status == (200 if is_ours or is_open else 403), path
