"""An organiser at the panel of an announcement."""

from __future__ import annotations

from domain.ids import UserId
from domain.people.users import Home, Preferences, Role
from domain.places.geo import Point
from sandbox.client import Received, UserClient
from tests.handlers.conftest import Stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (90).to_bytes(4) + (60).to_bytes(4)


async def panel_for(organiser: UserClient, post: str = "Сбор в 10:00") -> Received:
    """The panel of a fresh draft."""
    await organiser.send("/broadcast")
    await organiser.send(post)
    return organiser.last


def texts(person: UserClient) -> list[str]:
    return [received.text for received in person.inbox]


def people_of(screen: Received) -> str:
    [line] = [one for one in screen.text.splitlines() if " получател" in one]
    return line.split(",")[0]


async def set_value(
    stage: Stage,
    person: UserClient,
    *,
    role: Role | None = None,
    region: str = "",
    home: Home | None = None,
    tz: str | None = None,
    preferences: Preferences | None = None,
) -> None:
    if region:
        home = Home(name="дом", point=Point(54.2, 45.2), region=region)
    async with stage.app.store.write() as tx:
        if role is not None:
            await tx.users.set_role(UserId(person.id), role)
        if home is not None:
            await tx.users.set_home(UserId(person.id), home)
        if tz is not None:
            await tx.users.set_zone(UserId(person.id), tz)
        if preferences is not None:
            await tx.users.set_preferences(UserId(person.id), preferences)
