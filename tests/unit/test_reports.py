"""What workers of a test run tell, and in how many messages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.reports import Event, Together, hear_together

PASSED: Event = ("testreport", {"data": {"outcome": "passed"}})
FAILED: Event = ("testreport", {"data": {"outcome": "failed"}})
STARTED: Event = ("logstart", {"nodeid": "a"})
COMPLETE: Event = ("runtest_protocol_complete", {"item_index": 1})


class Channel:
    def __init__(self) -> None:
        self.messages: list[Any] = []

    def send(self, message: Any) -> None:
        self.messages.append(message)


def _heard(messages: list[Any]) -> list[list[Event]]:
    """Of each message what it tells, one by one and in its order."""
    told: list[Event] = []
    node = SimpleNamespace(process_from_remote=told.append)
    hear_together(node)
    heard = []
    for message in messages:
        node.process_from_remote(message)
        heard.append([*told])
        told.clear()
    return heard


def test_reports_of_a_test_come_in_one_message_at_its_end() -> None:
    channel = Channel()
    together = Together(channel)
    events = [STARTED, PASSED, PASSED, PASSED, COMPLETE]
    for event in events:
        together.send(event)
    assert _heard(channel.messages) == [events]


def test_failure_is_told_at_once_with_what_came_before_it() -> None:
    channel = Channel()
    together = Together(channel)
    for event in (STARTED, PASSED, FAILED):
        together.send(event)
    assert _heard(channel.messages) == [[STARTED, PASSED, FAILED]]


def test_message_of_another_kind_is_heard_as_it_is() -> None:
    ready: Event = ("workerready", {"workerinfo": {}})
    assert _heard([ready, "the end"]) == [[ready], ["the end"]]
