"""Nobody is caught on a screen: what takes the place of another one leads on, and a question that
waits for an answer has a button that ends it.

Buttons are read from the code and pressed by those who may; one whose screen leads nowhere fails,
unless it stands below with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiogram.fsm.state import StatesGroup

from handlers import states
from sandbox.chats import Json
from sandbox.client import Received, UserClient
from tests.handlers.rights.access import Access, access_to
from tests.handlers.rights.pressing import every_press
from tests.handlers.rights.scene import Scene
from tests.handlers.rights.test_rights import ENDING

pytestmark = pytest.mark.slow

CANCEL = "✕ Отмена"
BACK = ("‹", "✕", "↩️")

WAYS_BACK = {
    "Оставить": "the question is answered with no",
    "Не менять": "a draft of an edit is dropped, and the session shown",
    "Не удалять": "the question is answered with no",
    "🗂 Архив": "the list that announcements which were sent stand in",
    "Все направления": "the day, as it was",
    "Все отрасли": "the list of people, as it was",
    "Все регионы": "the list of people, as it was",
    "Отрасль: все": "the list of what is near, as it was",
    "📰 Все новости": "the list that the topics narrow",
    "Мои запросы": "the list that a request stands in",
    "↻ Сначала": "answers that fit no question any more lead to nothing else",
    "Готово": "the list of materials is sent",
    "Отбросить": "what was typed is dropped, and the answer shown",
}
"""Labels that say where they lead in other words."""

ROOTS = {
    "a": "the dashboard is opened by /admin",
    "cb": "a college's open days come as a message of their own",
    "ei": "a preview is what subscribers get; the item stands above it",
    "c cf tm": "a card that a link has opened; from a list it has «‹ К списку»",
    "fd fs": "«Мои кластеры» are opened by /my and the menu",
    "gs": "the first question of what is opened by /choose",
    "h": "the answers are opened by /apply",
    "is rs": "lists of the menu's buttons",
    "knd": "people are opened by «Моё расписание» as a message of their own",
    "knw": "somebody's request comes as a message of its own",
    "lr n le": "what was found stands under what was typed",
    "pd pl plp pmp": "the programme and one's own are opened by /program and the menu",
    "pfc pfi pfk pfr pft": "the profile is opened by the settings as a message of its own",
    "pr": "after everything is erased there is nothing to go back to",
    "s": "the settings are opened by /settings",
    "tc": "the comparison is opened from a card as a message of its own",
    "vc": "the question about a channel comes as a message of its own",
    "vi vl vr vs": "the news are opened by /news, what was found stands under what was typed",
    "x": "the main menu follows",
    "za": "a reminder comes as a message of its own",
}
"""Prefixes of buttons whose screens may be the first of their kind, and why."""

NEVER = ("pr:confirm",)
"""Nothing is left of the person who would press on."""

ENDED_OTHERWISE = {"Office:material": "Готово", "Door:name": "‹ На входе"}
"""A question that is asked until it is ended: what was sent is kept."""

HOME = "⬅️ Главное меню"
BY_KEYBOARD = {"Choosing:place"}
"""Asked with places to choose from in the reply keyboard, where `HOME` stands below them."""


def presses(most: Access) -> list[str]:
    """What takes rows away from others comes last."""
    found = [
        data
        for every in every_press().values()
        for data in every
        if access_to(data) <= most and not data.startswith(NEVER)
    ]
    return sorted(found, key=lambda data: data.startswith(ENDING))


def roots() -> set[str]:
    return {prefix for prefixes in ROOTS for prefix in prefixes.split()}


def shown(events: list[Json], person: UserClient) -> Iterator[tuple[bool, Received]]:
    """Messages of the bot to a person, and whether they took the place of another screen."""
    for event in events:
        message = event.get("message")
        if event.get("chat_id") == person.id and message and message["from"]["is_bot"]:
            yield event["type"] == "edited", Received(message)


@pytest.mark.parametrize(
    ("who", "most"), [("owner", Access.OWNERS), ("participant", Access.EVERYONE)]
)
async def test_every_screen_in_the_place_of_another_leads_on(
    scene: Scene, who: str, most: Access
) -> None:
    person: UserClient = getattr(scene, who)
    events: list[Json] = []
    scene.stage.world.subscribe(events.append)
    caught: dict[str, tuple[str, list[str]]] = {}
    for data in presses(most):
        events.clear()
        await scene.press(person, data)
        for is_edit, message in shown(events, person):
            leads = any(one.startswith(BACK) or one in WAYS_BACK for one in message.buttons)
            is_root = data.partition(":")[0] in roots()
            if is_edit and not leads and not is_root:
                caught[data] = (message.text[:60], message.buttons)

    assert caught == {}


async def test_every_question_is_ended_by_its_button(scene: Scene) -> None:
    """The states are those of handlers.states: one that no press reaches is named below."""
    ended: set[str] = set()
    wrong: dict[str, tuple[str, list[str]]] = {}
    for person, most in ((scene.owner, Access.OWNERS), (scene.participant, Access.EVERYONE)):
        events: list[Json] = []
        scene.stage.world.subscribe(events.append)
        for data in presses(most):
            if waits_for(scene, person) is not None:
                await person.send("/cancel")
            events.clear()
            await scene.press(person, data)
            state = waits_for(scene, person)
            if state is None or state in ended:
                continue
            asked = [message for _, message in shown(events, person)]
            question = next((one for one in asked if CANCEL in one.buttons), None)
            if question is not None:
                await person.click(CANCEL, message=question)
            elif state in BY_KEYBOARD:
                await person.click(HOME)
            elif state in ENDED_OTHERWISE:
                await person.click(ENDED_OTHERWISE[state])
            else:
                wrong[data] = (state, [label for one in asked for label in one.buttons])
                continue
            if waits_for(scene, person) is None:
                ended.add(state)
            else:
                wrong[data] = (state, ["is not ended"])

    assert wrong == {}
    assert every_state() - ended == UNPRESSED.keys()


def waits_for(scene: Scene, person: UserClient) -> str | None:
    rows = scene.table("conversations")
    found = [row[2] for row in rows if row[1] == person.id and row[2] is not None]
    return str(found[0]) if found else None


def every_state() -> set[str]:
    groups = [
        one
        for one in vars(states).values()
        if isinstance(one, type) and issubclass(one, StatesGroup) and one is not StatesGroup
    ]
    return {str(state.state) for group in groups for state in group.__states__}


UNPRESSED = {
    "Asking:question": "of a session that is on",
    "Commenting:comment": "of a session that is over",
    "Office:title": "of a file for an event that there is not yet",
    "Office:zone": "of a file for an event that there is not yet",
}
"""What waits for another time or for a file: tests/handlers/test_cancelling.py ends these."""
