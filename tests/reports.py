"""What a worker tells of a test goes in one message (pytest-xdist).

It tells six things of each, each with names and values written in Python by execnet, and each
wakes who hands tests out: a third of what a small test costs.
"""

from __future__ import annotations

import marshal
from typing import Any

import pytest

Event = tuple[str, dict[str, Any]]

HELD = frozenset(["logstart", "testreport", "logfinish"])
"""Events that wait for the end of their test."""


class Together:
    """Stands where a worker has its channel. What a test has failed by is told at once: the worker
    might not come to the end of the test."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self._held: list[Event] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def send(self, event: Event) -> None:
        self._held.append(event)
        if not _may_wait(event):
            held, self._held = self._held, []
            self._channel.send(marshal.dumps(held))


def tell_together(config: pytest.Config) -> None:
    """In a worker, when it has said that it is ready."""
    for plugin in config.pluginmanager.get_plugins():
        if hasattr(plugin, "sendevent") and hasattr(plugin, "run_one_test"):
            plugin.channel = Together(plugin.channel)


def hear_together(node: Any) -> None:
    """Where tests are handed out, before `node`, a worker, is started."""
    process = node.process_from_remote

    def process_all(told: Any) -> None:
        if not isinstance(told, bytes):
            process(told)
            return
        for event in marshal.loads(told):  # noqa: S302  # from a process of our own
            process(event)

    node.process_from_remote = process_all


def _may_wait(event: Event) -> bool:
    name, values = event
    return name in HELD and values.get("data", {}).get("outcome", "passed") == "passed"
