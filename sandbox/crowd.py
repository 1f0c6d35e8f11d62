"""A crowd of simulated people: each writes to the bot and answers it, as a person would.

Who they are comes with them as a script of acts; this module knows nothing of any bot.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sandbox.chats import Json
from sandbox.errors import WorldError
from sandbox.world import World

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 20.0
"""How long a person waits for an answer before leaving the rest of the script."""

THINKING_SECONDS = 3.0
"""Between reading and answering: at once would be no person."""

PACE_SECONDS = 1.5
"""Between the acts of somebody who does a lot: bots drop what comes faster than people tap."""

AT_ONCE = 8
"""People who talk at the same time: a visitor's own words must not wait behind them."""


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """The inline button of this text, or with it, in the newest message that has one.

    Whoever does not see it yet waits for it.
    """

    label: str
    is_part: bool = False

    def fits(self, text: str) -> bool:
        return self.label in text if self.is_part else self.label == text


Act = Say | Press


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedUser:
    id: int
    name: str
    language: str
    acts: tuple[Act, ...]
    agrees_with: str = ""
    """The label of a button that they press whenever a new message has it."""
    is_calm: bool = False
    """Acts at the pace of PACE_SECONDS."""
    blocks_the_bot: bool = False
    """At the end: the bot is told, and writes to them no more."""
    leaves_telegram: bool = False
    """At the end: nobody is told, and the next message fails with 403."""


async def bring(world: World, guests: Sequence[SimulatedUser]) -> int:
    """Plays all scripts, a few at a time; how many came to their end."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def play(guest: SimulatedUser) -> bool:
        async with gate:
            return await _play(world, guest)

    return sum(await asyncio.gather(*[play(guest) for guest in guests]))


def stay(world: World, guests: Sequence[SimulatedUser]) -> Callable[[], None]:
    """Lets the guests go on reading: who agrees with a button presses it. Ends by the result."""
    agreeing = {guest.id: guest.agrees_with for guest in guests if guest.agrees_with}
    loop = asyncio.get_running_loop()

    def agree(person_id: int, message_id: int, data: str) -> None:
        try:
            world.press(person_id, message_id, data)
        except WorldError as trouble:
            log.warning("guest %s could not agree: %s", person_id, trouble)

    def listen(event: Json) -> None:
        label = agreeing.get(event["chat_id"]) if event["type"] == "message" else None
        if label is None:
            return
        message = event["message"]
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                if button["text"] == label:
                    pressed = event["chat_id"], message["message_id"], button["callback_data"]
                    loop.call_later(THINKING_SECONDS, agree, *pressed)

    return world.subscribe(listen)


async def go_on(world: World, scripts: Mapping[int, Sequence[Act]]) -> None:
    """More acts of people who have come already, at their pace."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def act(person_id: int, acts: Sequence[Act]) -> None:
        async with gate:
            await _acted(world, person_id, acts, PACE_SECONDS)

    await asyncio.gather(*[act(person_id, acts) for person_id, acts in scripts.items()])


async def _play(world: World, guest: SimulatedUser) -> bool:
    world.add_person(guest.name, person_id=guest.id, language_code=guest.language)
    if not await _acted(world, guest.id, guest.acts, PACE_SECONDS if guest.is_calm else 0):
        return False
    if guest.blocks_the_bot:
        world.block_bot(guest.id)
    if guest.leaves_telegram:
        world.delete_account(guest.id)
    return True


async def _acted(world: World, person_id: int, acts: Sequence[Act], pause: float) -> bool:
    try:
        for act in acts:
            await asyncio.sleep(pause)
            await _answered(world, person_id, act)
    except (TimeoutError, WorldError) as trouble:
        log.warning("guest %s gave up: %s", person_id, trouble)
        return False
    return True


async def _answered(world: World, person_id: int, act: Act) -> None:
    """Acts, and waits until the bot has sent or edited a message in this chat."""
    answered = asyncio.Event()

    def listen(event: Json) -> None:
        is_answer = event["type"] == "edited" or (
            event["type"] == "message" and event["message"]["from"]["is_bot"]
        )
        if event["chat_id"] == person_id and is_answer:
            answered.set()

    stop = world.subscribe(listen)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if isinstance(act, Say):
                world.say(person_id, act.text)
            else:
                while (found := _button(world, person_id, act)) is None:
                    answered.clear()
                    await answered.wait()
                answered.clear()
                world.press(person_id, *found)
            await answered.wait()
    finally:
        stop()


def _button(world: World, person_id: int, wanted: Press) -> tuple[int, str] | None:
    for message in reversed(world.history(person_id)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                if wanted.fits(button["text"]) and "callback_data" in button:
                    return message["message_id"], button["callback_data"]
    return None


NAMES = {
    "ru": (
        "Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Инна", "Кирилл",
        "Лидия", "Максим", "Нина", "Олег", "Полина", "Роман", "Софья", "Тимур", "Ульяна", "Фёдор",
        "Эльвира", "Юрий", "Яна", "Артём", "Камила", "Айдар", "Руслан", "Алина", "Марат", "Зоя",
    ),
    "en": ("Alex", "Kate", "Mark", "Olivia", "Paul"),
}  # fmt: skip

ROLES = ("школьник или студент", "родитель", "представитель кластера или колледжа", "работодатель")
ROLES_EN = ("pupil or student", "parent", "cluster or college representative", "employer")
ROLE_WEIGHTS = (60, 12, 20, 8)

INDUSTRIES = ("Машиностроение", "Информационные технологии", "Строительство", "Энергетика",
              "Сельское хозяйство", "Металлургия")  # fmt: skip
REGIONS = ("Пермский край", "Омская область", "Республика Мордовия", "Нижегородская область",
           "Челябинская область")  # fmt: skip
LISTED_EVERY = 3
"""One in so many of those who represent a cluster fills in a profile and is found by others."""

ENGLISH_SHARE = 0.08
BLOCKING_SHARE = 0.03
LEAVING_SHARE = 0.03


def demo_guests(count: int, towns: Sequence[str], first_id: int) -> list[SimulatedUser]:
    """People of many towns and several roles; the same ones each time."""
    rng = random.Random(2026)  # noqa: S311  (the same crowd each time)
    return [_guest(first_id + n, rng, towns) for n in range(count)]


def _guest(person_id: int, rng: random.Random, towns: Sequence[str]) -> SimulatedUser:
    is_english = rng.random() < ENGLISH_SHARE
    language = "en" if is_english else "ru"
    [number] = rng.choices(range(len(ROLES)), ROLE_WEIGHTS)
    labels = (
        ("Set my place", "Who you are", ROLES_EN[number])
        if is_english
        else ("Указать место", "Кто вы", ROLES[number])
    )
    place, who, role = labels
    name = rng.choice(NAMES[language])
    acts: tuple[Act, ...] = (
        Say("/start"),
        Say("/settings"),
        Press(place),
        Say(rng.choice(towns)),
        Press(who),
        Press(role),
    )
    is_listed = role == ROLES[2] and person_id % LISTED_EVERY == 0
    return SimulatedUser(
        id=person_id,
        name=name,
        language=language,
        acts=acts + (_profile(name, role, person_id) if is_listed else ()),
        agrees_with="Принять" if is_listed else "",
        blocks_the_bot=rng.random() < BLOCKING_SHARE,
        leaves_telegram=rng.random() < LEAVING_SHARE,
    )


def _profile(name: str, role: str, person_id: int) -> tuple[Act, ...]:
    """Name, region, no cluster, industry, position, no contact; shown in the directory."""
    return (
        Say("/settings"),
        Press("👤 Моя анкета"),
        Press("Заполнить"),
        Press(name),
        Say(REGIONS[person_id % len(REGIONS)]),
        Press("Пропустить"),
        Press(INDUSTRIES[person_id % len(INDUSTRIES)]),
        Press(role),
        Press("Пропустить"),
        Press("Показать в «Знакомствах»"),
    )
