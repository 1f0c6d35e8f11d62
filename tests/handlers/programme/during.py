"""What tests of questions and ratings share."""

from __future__ import annotations

from datetime import timedelta

from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage

HOUR = timedelta(hours=1)

BEGINS = START + HOUR


async def ask(person: UserClient, text: str) -> None:
    await person.send("/start session_a")
    await person.click("🙋 Спросить")
    await person.send(text)


async def notice(stage: Stage) -> None:
    stage.clock.advance(minutes=1)
    await stage.app.worker.drain()


async def over(stage: Stage) -> None:
    stage.clock.advance(hours=2, minutes=11)
    await stage.work()
