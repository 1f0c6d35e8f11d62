"""A bot that has just started builds much when it is first needed: whoever comes first waits for
that, and is answered all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import cycle, islice

import pytest

from sandbox.client import UserClient
from tests.e2e.conftest import Town

pytestmark = [pytest.mark.e2e, pytest.mark.by_exec]

PEOPLE = 50
FIRST_ANSWERS_SECONDS = 60

Act = Callable[[UserClient], Awaitable[object]]


def typed(text: str) -> Act:
    return lambda person: person.send(text)


def uploaded(name: str, kind: str) -> Act:
    return lambda person: person.upload(name, b"\x00\x01", kind=kind)


KINDS: dict[str, Act] = {
    **{text: typed(text) for text in ("/start", "/help", "/my", "/news", "/program", "/settings",
                                      "Казань", "сварщик в Саранске", "фываолдж", "/nonsense",
                                      "/start cluster_nn-sarov-nuclear")},
    "location": lambda person: person.share_location(54.18, 45.18),
    "contact": lambda person: person.share_contact("+79990000000"),
    "venue": lambda person: person.share_venue(54.18, 45.18, "Колледж", "Саранск"),
    "document": uploaded("a.bin", "document"),
    "photo": uploaded("a.jpg", "photo"),
    "voice": uploaded("a.ogg", "voice"),
    "video": uploaded("a.mp4", "video"),
    "poll": lambda person: person.poll("Куда?", ["Сюда", "Туда"]),
    "forward": lambda person: person.forward_from(person.id, "Казань"),
}  # fmt: skip


async def test_all_who_wait_for_a_start_are_answered(town: Town) -> None:
    people = [town.person(f"Гость {n}") for n in range(PEOPLE)]
    kinds = list(islice(cycle(KINDS), PEOPLE))
    for person, kind in zip(people, kinds, strict=True):
        await KINDS[kind](person)
    bot = await town.start_bot()
    waiting = [
        person.wait_for(lambda _any: True, timeout=FIRST_ANSWERS_SECONDS) for person in people
    ]
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    log = await town.stop(bot)

    unanswered = {k for k, one in zip(kinds, answers, strict=True) if isinstance(one, Exception)}
    assert len(KINDS) == 20
    assert not unanswered, log
    assert bot.returncode == 0
    assert "ERROR" not in log
