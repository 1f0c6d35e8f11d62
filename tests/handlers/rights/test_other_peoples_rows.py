"""Forged buttons with numbers of other people's rows: no effect on them, and no word of them.

The rows of one person (and of one organiser) have number 1 in their tables, which is what every
button is pressed with here, by people whose they are not.
"""

from __future__ import annotations

import json
import logging

import pytest

from db.tables import metadata
from sandbox.chats import Json
from sandbox.client import UserClient
from tests.handlers.rights.access import Access, access_to
from tests.handlers.rights.pressing import HOLDER
from tests.handlers.rights.scene import HELPER, OWNERS_OF_ROWS, SECRET, Scene
from tests.handlers.rights.test_rights import ANSWER, GUARDED, PRESSES

pytestmark = pytest.mark.slow

OPEN = [data for data in PRESSES if access_to(data) is Access.EVERYONE]

PERSONS_OWN = {
    "card_reports",
    "comparisons",
    "favourites",
    "introductions",
    "open_day_reminders",
    "participants",
    "personal_links",
    "questions",
    "ratings",
    "registrations",
    "searches",
    "subscribers",
    "subscriptions",
    "users",
}
"""Tables in which the holder has a row."""

ORGANISERS_OWN = {
    "announcements", "answer_drafts", "materials", "session_drafts", "topic_drafts", "uploads",
}  # fmt: skip

NOT_FORGEABLE = {
    "admissions": "no button names one: they hang on the one who presses",
    "audience_members": "of an announcement, by organisers",
    "conversations": "the one who writes has it",
    "news": "their author is for the log; all organisers edit them",
    "news_reactions": "of the one who presses",
    "organisers": "test_rights: owners only",
    "question_votes": "of the one who presses",
    "track_reminders": "of the one who presses",
    "wrong_codes": "of the one who types",
}


def test_every_table_with_somebodys_rows_is_looked_at() -> None:
    """A new one gets a row in `scene`, or a reason."""
    theirs = {
        name
        for name, table in metadata.tables.items()
        if {*OWNERS_OF_ROWS} & {*table.columns.keys()} or name == "users"
    }

    assert theirs == PERSONS_OWN | ORGANISERS_OWN | {*NOT_FORGEABLE}


@pytest.mark.parametrize("who", ["stranger", "participant"])
async def test_nobody_reaches_the_rows_of_another(
    scene: Scene, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    person: UserClient = getattr(scene, who)
    theirs = scene.rows_of(HOLDER)
    assert {*theirs} == PERSONS_OWN
    heard = _listened(scene, person)
    for data in OPEN:
        calls = await scene.press(person, data)
        assert ANSWER in calls, data
        assert SECRET not in (person.toast or ""), data
        assert (data, _changed(theirs, scene.rows_of(HOLDER))) == (data, {})
    await scene.stage.work()

    assert len(heard) > len(OPEN)
    assert [one for one in heard if SECRET in one] == []
    assert SECRET.encode() not in b"".join(file.data for file in scene.stage.world.files.values())
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_the_secret_is_what_its_holder_reads(scene: Scene) -> None:
    """Else the test above would look for words that no button shows."""
    heard = _listened(scene, scene.holder)
    for data in OPEN:
        if not data.startswith("pr:confirm"):
            await scene.press(scene.holder, data)

    assert len([one for one in heard if SECRET in one]) > 5


async def test_no_organiser_reaches_the_drafts_of_another(scene: Scene) -> None:
    """What an organiser is typing is theirs; a file or an announcement that was sent to the bot
    is everybody's who organises."""
    theirs = {name: scene.rows_of(HELPER).get(name) for name in ORGANISERS_OWN}
    assert None not in theirs.values()
    for data in GUARDED:
        if data.startswith(("oc:", "of:", "hp:", "ed:")):
            calls = await scene.press(scene.owner, data)
            assert ANSWER in calls, data

    now = scene.rows_of(HELPER)
    assert {name: now.get(name) for name in ORGANISERS_OWN} == theirs


def _changed(
    before: dict[str, set[tuple[object, ...]]], after: dict[str, set[tuple[object, ...]]]
) -> dict[str, object]:
    """Rows that are gone or are not what they were; new ones may name the person as the other
    side (a request to meet)."""
    return {
        name: rows - after.get(name, set())
        for name, rows in before.items()
        if rows - after.get(name, set())
    }


def _listened(scene: Scene, person: UserClient) -> list[str]:
    """What is shown in the person's chat from now on, also what is edited away again."""
    heard: list[str] = []

    def note(event: Json) -> None:
        if event.get("chat_id") == person.id:
            heard.append(json.dumps(event, ensure_ascii=False))

    scene.stage.world.subscribe(note)
    return heard
