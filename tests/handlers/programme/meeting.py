"""What tests of this folder share."""

from __future__ import annotations

from domain.ids import UserId
from domain.programme.participants import Participant
from sandbox.client import UserClient
from tests.handlers.conftest import Stage


async def profile(stage: Stage, person: UserClient) -> Participant | None:
    async with stage.app.store.read() as tx:
        return await tx.participants.find(UserId(person.id))


async def listed(stage: Stage, name: str, *, username: str = "", **values: str) -> UserClient:
    """Somebody who is in the directory already."""
    raw = stage.world.add_person(name, username=username, language_code="ru")
    person = UserClient(stage.world, raw["id"], stage.deliver)
    await person.send("/start")
    one = Participant(user_id=UserId(person.id), name=name, is_listed=True, **values)  # type: ignore[arg-type]  # texts only
    async with stage.app.store.write() as tx:
        await tx.participants.save(one, stage.clock.now())
    return person
