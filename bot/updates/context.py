"""Which update the running task is about, for whoever sends its answers."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class UpdateContext:
    """An update from its first handling to the end of its answers.

    `finish` is called when others may be confirmed and fetched in its place, perhaps twice: once
    it is handled and its answers have left, or are not waited for any more. All that an update
    changes is committed before its answers leave (no message before commit).
    """

    update_id: int
    finish: Callable[[], None]
    is_confirmed_by_return: bool = False
    """The end of its handler confirms it, as with a webhook: what is then only in memory is lost
    with the process."""
    is_stored: bool = False
    """It waits in our own store until it is finished: what the store did not let it do is tried
    again, for as long as it takes."""
    has_failed: bool = field(default=False, init=False)
    """An answer that was handed over has been given up."""
    _answers: int = field(default=0, init=False)
    _is_handled: bool = field(default=False, init=False)
    _is_let_go: bool = field(default=False, init=False)

    @property
    def has_answers(self) -> bool:
        """That were handed over (bot.replies.sender) and have not come to their end."""
        return self._answers > 0

    def hand_over(self) -> None:
        self._answers += 1

    def answer_ended(self) -> None:
        self._answers -= 1
        self._finish_if_done()

    def handled(self) -> None:
        self._is_handled = True
        self._finish_if_done()

    def let_go(self) -> None:
        """Nobody waits for the answers that were handed over: they are in memory only."""
        self._is_let_go = True
        self._finish_if_done()

    def _finish_if_done(self) -> None:
        if self._is_handled and (self._is_let_go or not self._answers):
            self.finish()


current_update: ContextVar[UpdateContext | None] = ContextVar("current_update", default=None)
"""None where nobody's update is being handled, as in deliveries."""


def hold_update() -> Callable[[], None]:
    """The running update counts as finished only after what this returns was called."""
    update = current_update.get()
    if update is None:
        return lambda: None
    update.hand_over()
    return update.answer_ended
