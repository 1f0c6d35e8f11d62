"""Scripted failures look the same through both fronts, and the world keeps what it accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from sandbox.faults import Faults, of_method
from tests.contract.conftest import MARIA, Stage

Plan = Callable[[Faults], None]
LOST = "ServerDisconnectedError: Server disconnected"


@pytest.mark.parametrize(
    ("plan", "kind", "words", "is_accepted"),
    [
        pytest.param(
            lambda faults: faults.too_many(7),
            TelegramRetryAfter,
            "Flood control exceeded on method 'SendMessage' in chat 1001. Retry in 7 seconds.\n"
            "Original description: Too Many Requests: retry after 7",
            False,
            id="429",
        ),
        pytest.param(
            lambda faults: faults.server_error(502),
            TelegramServerError,
            "Bad Gateway",
            False,
            id="502",
        ),
        pytest.param(
            lambda faults: faults.server_error(500),
            TelegramServerError,
            "Internal Server Error",
            False,
            id="500",
        ),
        pytest.param(
            lambda faults: faults.migrated(-1005),
            TelegramMigrateToChat,
            "The group has been migrated to a supergroup with id -1005 from 1001\n"
            "Original description: Bad Request: group chat was upgraded to a supergroup chat",
            False,
            id="migrated",
        ),
        pytest.param(
            lambda faults: faults.timeout(),
            TelegramNetworkError,
            "Request timeout error",
            True,
            id="timeout",
        ),
        pytest.param(
            lambda faults: faults.reset_before(), TelegramNetworkError, LOST, False, id="before"
        ),
        pytest.param(
            lambda faults: faults.reset_after(), TelegramNetworkError, LOST, True, id="after"
        ),
    ],
)
async def test_fault_is_raised_once_and_what_was_accepted_stays(
    stage: Stage, plan: Plan, kind: type[TelegramAPIError], words: str, is_accepted: bool
) -> None:
    plan(stage.world.faults)

    patience, stage.bot.session.timeout = stage.bot.session.timeout, 0.1
    with pytest.raises(TelegramAPIError) as caught:
        await stage.bot.send_message(MARIA, "первое")
    stage.bot.session.timeout = patience
    await stage.bot.send_message(MARIA, "второе")

    assert (type(caught.value), caught.value.message) == (kind, words)
    texts = [message["text"] for message in stage.world.history(MARIA)[1:]]
    assert texts == (["первое", "второе"] if is_accepted else ["второе"])


async def test_fault_strikes_only_what_it_fits_and_as_often_as_planned(stage: Stage) -> None:
    stage.world.faults.server_error(503, when=of_method("sendMessage"), times=2)
    stage.world.faults.too_many(
        3, when=lambda method, params: method == "sendVenue" and params["title"] == "Омск"
    )
    await stage.bot.get_me()

    outcomes = []
    for _ in range(3):
        try:
            await stage.bot.send_message(MARIA, "a")
            outcomes.append("sent")
        except TelegramServerError as error:
            outcomes.append(error.message)
    await stage.bot.send_venue(MARIA, 1.5, 1.5, "Томск", "a")
    with pytest.raises(TelegramRetryAfter):
        await stage.bot.send_venue(MARIA, 1.5, 1.5, "Омск", "a")

    assert outcomes == ["Service Unavailable", "Service Unavailable", "sent"]
