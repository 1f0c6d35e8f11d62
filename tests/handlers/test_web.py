"""What the web port says to whoever finds it."""

from __future__ import annotations

import asyncio
import socket

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.web import SAFE_HEADERS, SECRET_HEADER
from domain.announcements.messages import AnnouncementCopy
from domain.ids import AnnouncementId, ChatId
from domain.outbox import NewMessage, Priority
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


async def test_rows_are_counted_once_in_ten_minutes_and_what_waits_always(hooked: Stage) -> None:
    """A scrape comes every few seconds, and there may be millions of rows."""
    person = hooked.person()
    async with TestClient(TestServer(hooked.app.web.application())) as client:

        async def told() -> tuple[float, float]:
            page = await (await client.get("/metrics")).text()
            found = dict(line.rsplit(" ", 1) for line in page.splitlines() if line[0] != "#")
            waiting = found.get('profkompas_outbox_queued{kind="announcement"}', "0")
            return float(found['profkompas_outbox_rows{state="queued"}']), float(waiting)

        assert await told() == (0, 0)
        row = NewMessage(
            dedupe_key="one", chat_id=ChatId(person.id),
            message=AnnouncementCopy(announcement=AnnouncementId(1)), priority=Priority.NOTICE,
            not_before=hooked.clock.now(),
        )  # fmt: skip
        async with hooked.app.store.write() as tx:
            await tx.outbox.add([row], hooked.clock.now())
        assert await told() == (0, 1)
        hooked.clock.advance(minutes=10)
        assert await told() == (1, 1)


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


async def test_owner_is_told_of_a_secret_that_is_not_telegrams_and_when_it_is(
    hooked: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    owner, watch = await hooked.organiser(), hooked.app.watchdog
    heard = len(owner.inbox)
    said: list[int] = []

    async def minute(*secrets: str | None) -> None:
        for secret in secrets:
            headers = {} if secret is None else {SECRET_HEADER: secret}
            await client.post("/telegram", json={"update_id": 1}, headers=headers)
        hooked.clock.advance(minutes=1)
        await watch.look()
        said.append(len(owner.inbox) - heard)

    async with TestClient(TestServer(hooked.app.web.application())) as client:
        await minute(*[None] * 50)  # strangers
        await minute("other", "other")
        await minute("other")
        await minute(*["other"] * 50)
        await minute(SECRET)
        await minute(*["other"] * 3)  # somebody guesses, while Telegram gets through
        hooked.clock.advance(minutes=15)
        await minute("other")

    assert said == [0, 0, 1, 1, 2, 2, 2]
    assert [one.text.split("\n")[0] for one in owner.inbox[heard:]] == [
        f"🚨 Экземпляр бота на машине {socket.gethostname()} отклоняет то, что присылает "
        "Telegram.",
        "✅ Экземпляр бота больше не отклоняет то, что присылает Telegram.",
    ]
    words = "the webhook has refused requests (403, {} since the last such line), now {}"
    assert [one.getMessage() for one in caplog.records if "refused" in one.message] == [
        words.format(1, "without a secret"),
        words.format(106, "with another secret than WEBHOOK_SECRET"),
    ]


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
