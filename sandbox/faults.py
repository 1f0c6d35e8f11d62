"""Scripted failures: what a server, a proxy or a cable can do to one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any, NamedTuple

from sandbox.chats import Reply
from sandbox.errors import BotApiError

Matches = Callable[[str, dict[str, Any]], bool]
"""Whether a fault is meant, by a method's name and its parameters, which are text as a form
carries them."""


def any_call(_method: str, _params: dict[str, Any]) -> bool:
    return True


def of_method(name: str) -> Matches:
    return lambda method, _params: method == name


class Page(NamedTuple):
    """What a proxy says in Telegram's place, with an HTTP status: no JSON of the Bot API."""

    status: int
    text: str


class FaultKind(Enum):
    """RESET_AFTER and TIMEOUT are the cruel ones: the call was accepted, nobody was told."""

    ANSWER = "answer"
    TIMEOUT = "timeout"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"

    @property
    def is_accepted(self) -> bool:
        return self in {FaultKind.TIMEOUT, FaultKind.RESET_AFTER}


@dataclass(slots=True)
class Fault:
    kind: FaultKind
    when: Matches
    times: int
    error: BotApiError | None = None
    page: Page | None = None

    def answer(self) -> Reply | Page | None:
        """What is said instead of the world's answer; None when nothing is."""
        return refusal(self.error) if self.error else self.page


@dataclass(slots=True)
class Faults:
    """Each planned fault strikes `times` matching calls, in the order of planning."""

    _planned: list[Fault] = field(default_factory=list)

    def too_many(self, retry_after: int, *, when: Matches = any_call, times: int = 1) -> None:
        words = f"Too Many Requests: retry after {retry_after}"
        self.refuse(BotApiError(429, words, retry_after=retry_after), when=when, times=times)

    def server_error(self, status: int = 502, *, when: Matches = any_call, times: int = 1) -> None:
        """What Telegram's front servers say when they are overloaded or down."""
        self.refuse(BotApiError(status, HTTPStatus(status).phrase), when=when, times=times)

    def migrated(self, chat_id: int, *, when: Matches = any_call, times: int = 1) -> None:
        """The group has become a supergroup: https://core.telegram.org/bots/api#responseparameters."""
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        self.refuse(BotApiError(400, words, migrate_to_chat_id=chat_id), when=when, times=times)

    def refuse(self, error: BotApiError, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(FaultKind.ANSWER, when, times, error))

    def page(self, status: int, text: str, *, when: Matches = any_call, times: int = 1) -> None:
        """A proxy answers, such as the nginx before Telegram's servers with its HTML."""
        self._planned.append(Fault(FaultKind.ANSWER, when, times, page=Page(status, text)))

    def timeout(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(FaultKind.TIMEOUT, when, times))

    def reset_before(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(FaultKind.RESET_BEFORE, when, times))

    def reset_after(self, *, when: Matches = any_call, times: int = 1) -> None:
        self._planned.append(Fault(FaultKind.RESET_AFTER, when, times))

    def strike(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The first fault that fits this call; it has one strike less from now on."""
        for fault in self._planned:
            if fault.when(method, params):
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None


def refusal(error: BotApiError) -> Reply:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        body["parameters"] = error.parameters
    return Reply(error.code, body)
