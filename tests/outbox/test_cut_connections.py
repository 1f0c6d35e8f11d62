"""The server cuts connections while messages leave: none of them is to blame."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from domain.outgoing import Kind
from services.programme.reminders import Reminders
from tests.clocks import START, Bell
from tests.outbox.conftest import Post, post_on
from tests.programmes import add_sessions, register, session_at
from tests.servers import cut
from tests.stores import emptied

PEOPLE = 250
CUTS = 12
pytestmark = pytest.mark.postgres


@pytest.fixture
async def far_post(schema: str) -> AsyncIterator[Post]:
    async with post_on(emptied(schema, keeps=False)) as office:
        yield office


async def test_reminders_that_leave_while_connections_are_cut_arrive(
    far_post: Post, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever runs at that moment: reading for a text, claiming, recording, committing."""

    def ring_then(_bell: Bell, moment: datetime) -> None:
        """The last message may be put off, and no other one moves the time on."""
        far_post.clock.advance(seconds=max(0.0, (moment - far_post.clock.now()).total_seconds()))
        far_post.worker.wake()

    monkeypatch.setattr(Bell, "wake_at", ring_then)
    people = await far_post.readers(PEOPLE)
    await add_sessions(far_post.store, session_at(START + timedelta(hours=1)))
    await register(far_post.store, *(one.id for one in people), at=START - timedelta(hours=1))
    reminders = Reminders(store=far_post.store, clock=far_post.clock, alarm=far_post.alarm)
    assert await reminders.tick() == PEOPLE

    arrived = asyncio.Semaphore(0)
    worker = far_post.worker
    with far_post.on_message(lambda _number, _event: arrived.release()):
        delivering = asyncio.create_task(worker.run())
        for number in range(PEOPLE):
            await arrived.acquire()
            if number % (PEOPLE // CUTS) == 0:
                await cut(schema)
        worker.stop()
        await delivering

    rows = await far_post.rows("state", "error", kind=Kind.REMINDER)
    assert set(rows) == {("sent", None)}
    assert [len(one.inbox) for one in people] == [1] * PEOPLE
