"""Whatever only organisers or owners may do is refused to everybody else and has no effect.

Buttons, their choices and commands are read from the code: one that `access` does not know fails.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from aiogram.filters import Command, CommandStart

from bot.updates.route_index import EITHER
from handlers import build_routers
from handlers.states import (
    AddingOrganiser,
    AnsweringReporter,
    ComposingAnnouncement,
    EditingAnswer,
    EditingClusters,
    EditingNews,
    EditingProgramme,
)
from sandbox.client import UserClient
from tests.handlers.rights import access
from tests.handlers.rights.access import Access, access_to
from tests.handlers.rights.pressing import HOLDER, every_press
from tests.handlers.rights.scene import FILE, Scene

NO_ORGANISER, NO_OWNER = "Это только для организаторов.", "Это может только владелец бота."
TYPED = (
    "Саранск",
    "Сайт — https://example.org",
    "https://example.org/news.xml",
    "1 января 2027 12:00",
    "Сварка\nWelding\nсварка",
)
"""What the bot can have asked for: a wrong answer may be told so before the right is looked at."""

ORGANISERS = Access.ORGANISERS
REFUSALS = {NO_ORGANISER, NO_OWNER}
ANSWER = "answerCallbackQuery"

REACHED_BY_BUTTONS = (
    AddingOrganiser,
    AnsweringReporter,
    ComposingAnnouncement,
    EditingAnswer,
    EditingClusters,
    EditingNews,
    EditingProgramme,
)
"""What the bot asks organisers for."""

ENDING = ("uu:1:1", "b:dd:", "b:yy:", "oc:d:", "oc:q:", "oc:w:")
"""After these a draft or a card is gone that others ask about."""

TALK = ("conversations", "searches")
"""A refusal ends the wait, and what is typed then is a search, as everybody's."""

NEVER_MADE = "fj:1:asked:"
"""No question is made to wait again: outdated for everybody, whoever it is."""

PRESSES = [data for found in every_press().values() for data in found]
GUARDED = [
    data
    for data in PRESSES
    if access_to(data) > Access.EVERYONE and not data.startswith(NEVER_MADE)
]


def commands() -> set[str]:
    """Of every conversation."""
    found: set[str] = set()
    for router in build_routers():
        for handler in router.message.handlers:
            for one in handler.filters or ():
                found.update(_commands(one.callback))
    return found


def _commands(one: object) -> Iterator[str]:
    if isinstance(one, CommandStart):
        yield "start"
    elif isinstance(one, Command):
        yield from (str(name) for name in one.commands)
    elif isinstance(one, EITHER):
        for target in one.targets:
            yield from _commands(target.callback)


def test_every_button_has_its_place_among_the_rights() -> None:
    assert access.prefixes() == set(every_press())


def test_every_command_has_its_place_among_the_rights() -> None:
    known = {name for names in access.COMMANDS.values() for name in names.split()}

    assert known == commands()


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "participant"])
async def test_what_organisers_do_is_refused_to_others_without_effect(
    scene: Scene, who: str
) -> None:
    """With data that name rows which are there: nothing but the right stands in the way."""
    person: UserClient = getattr(scene, who)
    before = scene.rows()
    wrong: dict[str, object] = {}
    for data in GUARDED:
        calls = await scene.press(person, data)
        if person.toast not in REFUSALS or not person.alert or calls != [ANSWER]:
            wrong[data] = (person.toast, calls)
        after = scene.rows()
        if after != before:
            wrong[f"{data} has an effect"] = sorted(k for k in after if after[k] != before[k])
            before = after

    assert wrong == {}


@pytest.mark.slow
async def test_what_owners_do_is_refused_to_organisers_without_effect(scene: Scene) -> None:
    owners = [data for data in GUARDED if access_to(data) is Access.OWNERS]
    before = scene.rows()
    for data in owners:
        calls = await scene.press(scene.helper, data)
        assert (scene.helper.toast, scene.helper.alert, calls) == (NO_OWNER, True, [ANSWER]), data

    assert scene.rows() == before
    assert len(owners) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("who", "most"), [("helper", ORGANISERS), ("owner", Access.OWNERS)])
async def test_organisers_are_refused_nothing_of_theirs(
    scene: Scene, who: str, most: Access, caplog: pytest.LogCaptureFixture
) -> None:
    """Each button does what it can, one after another, on what the others have left."""
    person: UserClient = getattr(scene, who)
    for data in (one for one in GUARDED if access_to(one) <= most):
        calls = await scene.press(person, data)
        assert person.toast not in REFUSALS, data
        assert ANSWER in calls, data

    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "participant"])
async def test_commands_of_organisers_are_refused_to_others(scene: Scene, who: str) -> None:
    person: UserClient = getattr(scene, who)
    before = scene.rows()
    for name in access.COMMANDS[ORGANISERS].split():
        [reply] = await person.send(f"/{name}")
        assert reply.text in REFUSALS

    assert scene.rows() == before


@pytest.mark.slow
async def test_who_organises_no_more_is_refused_what_the_bot_still_waits_for(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """Rights are read on every call, so also between a question of the bot and its answer."""
    helper, reached, wrong = scene.helper, set[str](), dict[str, str]()
    for data in GUARDED:
        if access_to(data) is not ORGANISERS or data.startswith(ENDING):
            continue
        await scene.set_helping(is_helping=True)
        await helper.send("/cancel")
        await scene.press(helper, data)
        waits = await _waits_for(scene)
        if waits is None or waits in reached:
            continue
        reached.add(waits)
        await scene.set_helping(is_helping=False)
        before = scene.rows(but=TALK)
        told = [one for text in TYPED for one in await helper.send(text)]
        told += await helper.upload("p.csv", FILE)
        if not {one.text for one in told} & REFUSALS:
            wrong[data] = waits
        elif await _waits_for(scene) is not None:
            wrong[data] = f"{waits} takes whatever is typed for its answer"
        assert scene.rows(but=TALK) == before, (data, waits)

    groups = {str(state.state) for group in REACHED_BY_BUTTONS for state in group.__states__}
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
    assert wrong == {}
    assert groups - reached == OWNERS_STATES | LATER_STATES


OWNERS_STATES = {str(AddingOrganiser.organiser.state)}
LATER_STATES = {"Office:title", "Office:zone"}
"""Of a file for an event that there is not yet: asked for after the file, not by a button."""


async def _waits_for(scene: Scene) -> str | None:
    rows = scene.table("conversations")
    states = [row[2] for row in rows if row[1] == scene.helper.id]
    return str(states[0]) if states and states[0] is not None else None


@pytest.mark.slow
async def test_removing_whom_nobody_has_made_an_organiser_has_no_effect(scene: Scene) -> None:
    before = scene.rows()
    await scene.press(scene.owner, f"ar:{HOLDER}:1")

    assert scene.rows(but=("handled_updates",)) == {
        name: rows for name, rows in before.items() if name != "handled_updates"
    }
