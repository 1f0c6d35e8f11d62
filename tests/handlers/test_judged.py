"""Calls of tests reach the independent judge (tests.judge), of replies and of deliveries."""

from __future__ import annotations

import pytest

from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage
from tests.judge import KNOWN


@pytest.mark.slow
async def test_replies_and_deliveries_are_judged(stage: Stage) -> None:
    KNOWN.clear()
    organiser = await stage.organiser()
    await stage.audience(1)
    await panel_for(organiser, "Сбор в 10:00")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert {"SendScreen", "EditMessageText", "AnswerCallbackQuery", "CopyMessage"} <= {
        name for name, _, _ in KNOWN
    }
