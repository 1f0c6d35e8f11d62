"""What the web port says to whoever finds it."""

from __future__ import annotations

import asyncio
import socket

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.web import SAFE_HEADERS, SECRET_HEADER
from tests.handlers.conftest import Stage

SECRET = "s" * 32


@pytest.fixture
def hooked(stage: Stage) -> Stage:
    stage.app.settings.webhook_url = "https://bot.example.org"
    stage.app.settings.webhook_secret = SecretStr(SECRET)
    return stage


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/livez", 200), ("/healthz", 200), ("/readyz", 503), ("/metrics", 200),
        ("/calendar/x.ics", 404), ("/", 404), ("/telegram", 405), ("/metrics/../.env", 404),
    ],
)  # fmt: skip
async def test_answers_are_nothing_that_a_browser_runs_or_keeps(
    hooked: Stage, path: str, status: int
) -> None:
    async with TestClient(TestServer(hooked.app.web.application())) as client:
        answer = await client.get(path)

    assert answer.status == status
    told = {name: answer.headers[name] for name in SAFE_HEADERS}
    assert told == SAFE_HEADERS
    assert answer.headers["Server"] == "profkompas"
    assert "Python" not in str(answer.headers)


@pytest.mark.parametrize(
    "secret", [b"", b"wrong", SECRET[:-1].encode(), b"\xd1\x81\xff", b"s" * 9]
)
async def test_webhook_lets_nobody_in_without_its_secret(
    hooked: Stage, secret: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever bytes stand there; and it is no fault of ours."""
    async with TestServer(hooked.app.web.application()) as server:
        assert server.port is not None
        body = b'{"update_id": 1}'
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n".encode()
        head += SECRET_HEADER.encode() + b": " + secret + b"\r\nConnection: close\r\n\r\n"
        answer = await _asked(server.port, head + body)

    assert answer.startswith(b"HTTP/1.1 403")
    assert [one.message for one in caplog.records if "web request failed" in one.message] == []


async def test_webhook_lets_its_secret_in(hooked: Stage) -> None:
    async with TestClient(TestServer(hooked.app.web.application())) as client:
        answer = await client.post(
            "/telegram", json={"update_id": 1}, headers={SECRET_HEADER: SECRET}
        )

    assert answer.status == 200


async def _asked(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, family=socket.AF_INET)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer
