"""Kinds of updates that nobody here has a handler for, or that no aiogram knows yet."""

from __future__ import annotations

import pytest

from bot.monitoring.update_metrics import UpdateOutcome
from sandbox.chats import Json
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

USER = {"id": 77, "is_bot": False, "first_name": "М"}
CHAT = {"id": -1001, "type": "channel", "title": "Канал"}

UNMET: dict[str, Json] = {
    "shipping_query": {"id": "1", "from": USER, "invoice_payload": "x", "shipping_address": {
        "country_code": "RU", "state": "", "city": "x", "street_line1": "x", "street_line2": "",
        "post_code": "1"}},
    "chosen_inline_result": {"result_id": "1", "from": USER, "query": "x"},
    "poll_answer": {"poll_id": "1", "user": USER, "option_ids": [0], "option_persistent_ids": []},
    "chat_join_request": {"chat": CHAT, "from": USER, "user_chat_id": 77, "date": 1_790_000_000},
}  # fmt: skip


@pytest.mark.parametrize("kind", UNMET)
async def test_kind_without_a_handler_is_let_pass_and_counted(
    stage: Stage, student: UserClient, kind: str
) -> None:
    await stage.deliver({"update_id": 9_001, kind: UNMET[kind]})
    counted = stage.app.web.metrics_page.metrics.updates
    answers = await student.send("/start")

    assert counted[kind, UpdateOutcome.HANDLED] == 1
    assert answers


async def test_kind_that_aiogram_does_not_know_is_let_pass_and_counted(
    stage: Stage, student: UserClient
) -> None:
    for number in (1, 2):
        await stage.deliver({"update_id": 9_000 + number, "galaxy": {"from": USER, "stars": 7}})
    answers = await student.send("/start")

    assert stage.app.web.metrics_page.unreadable.counts == {"galaxy": 2}
    assert answers
