"""A sandbox in a process of its own, with people who have started the bot: `server.py PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp import web

from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.world import World

TOKEN = "42:sandbox"
PEOPLE = range(1001, 1201)


def main() -> None:
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    for person in PEOPLE:
        world.add_person("Bench", person_id=person)
        world.say(person, "/start")
    world.bot.updates.clear()
    web.run_app(
        make_app(world), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None
    )


if __name__ == "__main__":
    main()
