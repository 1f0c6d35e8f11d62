"""What people do to a bot that is being killed, and what its store must hold afterwards.

Each deed is one update or two; what a person did last counts, and what adds something (a question,
a draft, an announcement begun) adds it once, however often its update is delivered.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bench.mailing import FIRST_PERSON, ORGANISER
from db.engine import Database
from db.tables import (
    announcements,
    audit,
    dispatches,
    participants,
    question_votes,
    questions,
    registrations,
    users,
)
from db.unit_of_work import Store
from domain.announcements.announcements import Announcement, AnnouncementState, Post, PostKind
from domain.clock import SystemClock
from domain.ids import AnnouncementId, ChatId, EventId, SessionId, UserId
from domain.people.users import Category
from domain.programme.participants import ProfileField
from domain.programme.questions import QuestionState
from domain.programme.sessions import Event, Session
from handlers.callbacks.announcements import ConfirmButton
from handlers.callbacks.programme.profile import ProfileFieldButton, ProfileStep
from handlers.callbacks.programme.questions import AskButton, VoteButton
from handlers.callbacks.programme.sessions import JoinButton
from sandbox.chats import Json
from sandbox.world import World

SESSIONS = tuple(f"s{number}" for number in range(4))
SEATS = 5
"""Of the first session; the others have no limit."""

ASKED_AT_ONCE = 2
"""Questions of one person at one session; a third that waits would be refused."""

WAITING_AT_ONCE = 6
"""Updates of one person that wait: more than ten in flight the bot takes for a flood."""

BROADCAST = "Сбор №"
SEEDED = "Когда начнём?"
EVENT = Event(id=EventId("storm"), title="Экспертная сессия", tz="Europe/Moscow")


@dataclass(slots=True)
class Outcome:
    """What was done, or what a store holds of it."""

    going: set[tuple[int, str]] = field(default_factory=set)
    """People and sessions, with a place or waiting for one."""
    seated: int = 0
    """People with a place at the session that has SEATS."""
    votes: set[tuple[int, int]] = field(default_factory=set)
    """People and questions."""
    positions: dict[int, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    drafted: Counter[str] = field(default_factory=Counter)
    begun: Counter[int] = field(default_factory=Counter)
    """Dispatches by announcement."""
    recorded: Counter[int] = field(default_factory=Counter)
    """Lines of the audit log about announcements confirmed."""

    def difference(self, stored: Outcome) -> list[str]:
        """A line for each part of which the store holds something else."""
        wrong = []
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(stored, name)
            if mine != theirs:
                wrong.append(f"{name}: {_told(mine, theirs)}")
        return wrong


def _told(mine: Any, theirs: Any) -> str:
    if isinstance(mine, int):
        return f"{theirs} instead of {mine}"
    if isinstance(mine, set):
        return f"missing {sorted(mine - theirs)}, too many {sorted(theirs - mine)}"
    keys = [key for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)]
    return ", ".join(f"{key!r} is {theirs.get(key)!r}, not {mine.get(key)!r}" for key in keys)


async def furnish(database: Database, world: World, people: int, drafts: int) -> None:
    """Fills an empty store and world: people who have met the bot, sessions, a question at each,
    and drafts of announcements that wait for their last tap."""
    store, now = Store(database), SystemClock().now()
    await _add_people(database, world, [ORGANISER, *range(FIRST_PERSON, FIRST_PERSON + people)])
    async with store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([_session(name, now) for name in SESSIONS])
        for name in SESSIONS:
            question = await tx.questions.add(UserId(ORGANISER), SessionId(name), SEEDED, now)
            await tx.questions.change(question, QuestionState.SHOWN, QuestionState.ASKED)
    for number in range(drafts):
        await _draft(store, world, f"{BROADCAST}{number}")


async def _add_people(database: Database, world: World, ids: Sequence[int]) -> None:
    """Without quiet hours: the script may be played at night."""
    for number in ids:
        world.add_person("Гость", person_id=number)
        world.chat(number).is_open = True
        world.deliver(world.chat(number), {"text": "Меню"})
    now = SystemClock().now()
    same = {
        "first_name": "Гость", "last_name": "", "username": "", "client_language": "ru",
        "created_at": now, "seen_on": now.date(), "quiet_from": None, "quiet_until": None,
    }  # fmt: skip
    async with database.write() as connection:
        await connection.execute(sa.insert(users), [{"id": number, **same} for number in ids])


def _session(name: str, now: datetime) -> Session:
    """Questions are taken from a day before it on."""
    starts_at = now + timedelta(hours=20)
    return Session(
        id=SessionId(name),
        event_id=EVENT.id,
        uid=name,
        title=f"Сессия {name}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        capacity=SEATS if name == SESSIONS[0] else None,
    )


async def _draft(store: Store, world: World, text: str) -> None:
    now = SystemClock().now()
    message = world.deliver(world.chat(ORGANISER), {"text": text})
    async with store.write() as tx:
        post = _post(message["message_id"], text)
        new_id = await tx.announcements.add(UserId(ORGANISER), post, now)
        draft = _as_drafted(new_id, message["message_id"], text, now)
        await tx.announcements.save(draft, AnnouncementState.DRAFT)


def _post(message_id: int, text: str) -> Post:
    return Post(
        chat_id=ChatId(ORGANISER),
        message_ids=(message_id,),
        kind=PostKind.TEXT,
        content={"text": text, "entities": []},
    )


def _as_drafted(
    number: AnnouncementId, message_id: int, text: str, created_at: datetime
) -> Announcement:
    return Announcement(
        id=number,
        author_id=UserId(ORGANISER),
        state=AnnouncementState.DRAFT,
        post=_post(message_id, text),
        category=Category.IMPORTANT,
        created_at=created_at,
    )


class Crowd:
    """People who do things at random, and what all of it comes to.

    `unanswered` are those to whom the bot has said nothing since what they did last: no toast, no
    message, no edit. Announcements are no answers.
    """

    def __init__(self, world: World, dice: random.Random, *, people: int, drafts: int) -> None:
        self.expected = Outcome()
        self.updates = 0
        self.unanswered: set[int] = set()
        self.unanswered_at_a_kill: set[int] = set()
        """Those of `unanswered` whose answer a kill may have taken with it."""
        self._world, self._dice = world, dice
        self._people = range(FIRST_PERSON, FIRST_PERSON + people)
        self._drafts = list(range(1, drafts + 1))
        self._numbers = itertools.count(1)
        self._asked: Counter[tuple[int, str]] = Counter()
        self._query_of: dict[int, str] = {}
        world.subscribe(self._listen)

    def act(self) -> None:
        """One deed of somebody; nothing when they wait for a lot already."""
        kinds: list[tuple[Callable[[int], None], int]] = [
            (self._join_or_leave, 40),
            (self._vote, 20),
            (self._tell_position, 20),
            (self._ask, 12),
        ]
        act = self._dice.choices([one for one, _ in kinds], [share for _, share in kinds])[0]
        person = self._dice.choice(self._people)
        if self._dice.random() < 0.08:
            person = ORGANISER
            act = self._begin if self._drafts and self._dice.random() < 0.5 else self._post
        if self._waiting_of(person) < WAITING_AT_ONCE:
            act(person)
            self.unanswered.add(person)
            self.unanswered_at_a_kill.discard(person)

    def announce(self) -> None:
        """The organiser begins the next announcement, if a draft of one is left."""
        if self._drafts:
            self._begin(ORGANISER)

    def mark_kill(self) -> None:
        self.unanswered_at_a_kill |= self.unanswered

    @property
    def forgotten(self) -> set[int]:
        """Without an answer, and no kill has come between."""
        return self.unanswered - self.unanswered_at_a_kill

    # -- deeds

    def _join_or_leave(self, person: int) -> None:
        name, wanted = self._dice.choice(SESSIONS), self._dice.random() < 0.6
        self._press(person, JoinButton(id=name, wanted=wanted).pack())
        _put(self.expected.going, (person, name), wanted=wanted)
        going = sum(session == SESSIONS[0] for _, session in self.expected.going)
        self.expected.seated = min(SEATS, going)

    def _vote(self, person: int) -> None:
        question, wanted = self._dice.randint(1, len(SESSIONS)), self._dice.random() < 0.6
        self._press(person, VoteButton(id=question, wanted=wanted, page=0).pack())
        _put(self.expected.votes, (person, question), wanted=wanted)

    def _tell_position(self, person: int) -> None:
        text = f"Мастер участка {next(self._numbers)}"
        asking = ProfileFieldButton(
            field=ProfileField.POSITION, way=ProfileStep.ASK, is_single=True
        )
        self._press(person, asking.pack())
        self._say(person, text)
        self.expected.positions[person] = text

    def _ask(self, person: int) -> None:
        name = self._dice.choice(SESSIONS)
        if self._asked[person, name] >= ASKED_AT_ONCE:
            self._vote(person)
            return
        self._asked[person, name] += 1
        text = f"Вопрос {next(self._numbers)}?"
        self._press(person, AskButton(id=name).pack())
        self._say(person, text)
        self.expected.asked[text] += 1

    def _post(self, person: int) -> None:
        text = f"Черновик {next(self._numbers)}"
        self._say(person, "/broadcast")
        self._say(person, text)
        self.expected.drafted[text] += 1

    def _begin(self, person: int) -> None:
        number = self._drafts.pop(0)
        text = f"{BROADCAST}{number - 1}"
        # The first of that text: copies of what was sent come later.
        messages = self._world.chat(ORGANISER).messages.values()
        message_id = next(one["message_id"] for one in messages if one.get("text") == text)
        draft = _as_drafted(AnnouncementId(number), message_id, text, SystemClock().now())
        self._press(person, ConfirmButton(id=number, mark=draft.mark).pack())
        self.expected.begun[number] += 1
        self.expected.recorded[number] += 1

    # --

    def _press(self, person: int, data: str) -> None:
        """A button of the menu that `furnish` has sent, whatever the bot has made of it since."""
        self._query_of[person] = self._world.press(person, 1, data, forged=True)
        self.updates += 1

    def _say(self, person: int, text: str) -> None:
        self._world.say(person, text)
        self._query_of.pop(person, None)
        self.updates += 1

    def _waiting_of(self, person: int) -> int:
        return sum(
            (update.get("message") or update["callback_query"])["from"]["id"] == person
            for update in self._world.bot.updates
        )

    def _listen(self, event: Json) -> None:
        person = event["chat_id"]
        if person in self.unanswered and self._is_answer(person, event):
            self.unanswered.discard(person)

    def _is_answer(self, person: int, event: Json) -> bool:
        query = self._query_of.get(person)
        if query is not None:
            return bool(event.get("callback_query_id") == query)
        if event["type"] != "message" or not event["message"]["from"]["is_bot"]:
            return False
        return not str(event["message"].get("text", "")).startswith(BROADCAST)


def _put(into: set[Any], one: tuple[Any, ...], *, wanted: bool) -> None:
    if wanted:
        into.add(one)
    else:
        into.discard(one)


async def stored(database: Database) -> Outcome:
    """What a store holds of what people did."""
    async with database.read() as connection:

        async def rows(*columns: Any) -> list[Any]:
            return list(await connection.execute(sa.select(*columns)))

        going = await rows(
            registrations.c.user_id, registrations.c.session_id, registrations.c.is_waiting
        )
        votes = await rows(question_votes.c.user_id, question_votes.c.question_id)
        told = await rows(participants.c.user_id, participants.c.position)
        asked = await rows(questions.c.text)
        posts = await rows(announcements.c.post)
        begun = await rows(dispatches.c.announcement_id)
        log = await rows(audit.c.action, audit.c.details)
    texts = [str(one.post["content"]["text"]) for one in posts]
    return Outcome(
        going={(one.user_id, one.session_id) for one in going},
        seated=sum(one.session_id == SESSIONS[0] and not one.is_waiting for one in going),
        votes={(one.user_id, one.question_id) for one in votes},
        positions={one.user_id: one.position for one in told if one.position},
        asked=Counter(one.text for one in asked if one.text != SEEDED),
        drafted=Counter(text for text in texts if not text.startswith(BROADCAST)),
        begun=Counter(one.announcement_id for one in begun),
        recorded=Counter(one.details["id"] for one in log if one.action == "confirmed"),
    )
