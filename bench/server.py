"""A sandbox in a process of its own, with people who have started the bot: `server.py PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp import web

from sandbox.chats import Json, Question
from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.world import World

TOKEN = "42:sandbox"
PEOPLE = range(1001, 1401)

GREETING: Json = {
    "message_id": 2,
    "text": "Здравствуйте!",
    "from": {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"},
}
"""The bot's first message to each of them: what stands above the buttons that they press."""


class PatientWorld(World):
    """Takes the answer to any press, so that a benchmark need not make each of them here."""

    def question(self, question_id: str) -> Question:
        return Question(question_id, int(question_id), self.now())


def main() -> None:
    world = PatientWorld(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    for person in PEOPLE:
        world.add_person("Bench", person_id=person)
        world.say(person, "/start")
        world.deliver(world.chat(person), {"text": GREETING["text"]})
    world.bot.updates.clear()
    web.run_app(
        make_app(world), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None
    )


if __name__ == "__main__":
    main()
