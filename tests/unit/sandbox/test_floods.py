from __future__ import annotations

import pytest

from sandbox.errors import BotApiError
from sandbox.floods import FloodLimits, FloodWatch


def refused(watch: FloodWatch, chat_id: int, now: float, method: str = "sendMessage") -> int:
    """Seconds to wait, or 0 when the call was admitted."""
    try:
        watch.admit(method, chat_id, now)
    except BotApiError as error:
        return int(error.parameters["retry_after"])
    return 0


def test_flood_limit_of_all_chats_slides_by_the_second() -> None:
    watch = FloodWatch(FloodLimits(per_second=2))

    assert [refused(watch, 1, 0.0), refused(watch, 2, 0.5), refused(watch, 3, 0.9)] == [0, 0, 1]
    assert [refused(watch, 3, 1.0), refused(watch, 4, 1.4), refused(watch, 4, 1.5)] == [0, 1, 0]


def test_flood_limit_of_a_chat_refills_and_spares_others() -> None:
    watch = FloodWatch(FloodLimits(per_chat=0.2, chat_burst=1))

    assert [refused(watch, 1, 0.0), refused(watch, 1, 0.1), refused(watch, 2, 0.1)] == [0, 5, 0]
    assert [refused(watch, 1, 4.9), refused(watch, 1, 5.0)] == [1, 0]


@pytest.mark.parametrize("method", ["sendChatAction", "editMessageText", "answerCallbackQuery"])
def test_flood_limits_count_messages_only(method: str) -> None:
    watch = FloodWatch(FloodLimits(per_second=1))

    assert [refused(watch, 1, 0.0, method) for _ in range(3)] == [0, 0, 0]


def test_flood_limits_off_admit_everything() -> None:
    watch = FloodWatch(FloodLimits.off())

    assert {refused(watch, 1, 0.0) for _ in range(1_000)} == {0}
