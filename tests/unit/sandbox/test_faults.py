from __future__ import annotations

import pytest

from sandbox.errors import BotApiError
from sandbox.faults import FaultKind, Faults, of_method


def struck(faults: Faults, *methods: str) -> list[FaultKind | None]:
    found = [faults.strike(method, {}) for method in methods]
    return [fault.kind if fault else None for fault in found]


def test_strike_nothing_planned_harms_nothing() -> None:
    assert struck(Faults(), "sendMessage") == [None]


def test_strike_each_call_meets_one_fault_in_the_order_of_planning() -> None:
    faults = Faults()
    faults.timeout(times=2)
    faults.reset_after()

    assert struck(faults, *["sendMessage"] * 4) == [
        FaultKind.TIMEOUT,
        FaultKind.TIMEOUT,
        FaultKind.RESET_AFTER,
        None,
    ]


def test_strike_passes_over_faults_for_other_calls() -> None:
    faults = Faults()
    faults.reset_before(when=of_method("editMessageText"))
    faults.timeout(when=of_method("sendMessage"))

    assert struck(faults, "getMe", "sendMessage", "sendMessage", "editMessageText") == [
        None,
        FaultKind.TIMEOUT,
        None,
        FaultKind.RESET_BEFORE,
    ]


def test_strike_asks_the_parameters_too() -> None:
    faults = Faults()
    faults.timeout(when=lambda _method, params: params["chat_id"] == "7")

    assert faults.strike("sendMessage", {"chat_id": "8"}) is None
    assert faults.strike("sendMessage", {"chat_id": "7"}) is not None


@pytest.mark.parametrize(
    ("kind", "is_accepted"),
    [
        (FaultKind.ANSWER, False),
        (FaultKind.RESET_BEFORE, False),
        (FaultKind.RESET_AFTER, True),
        (FaultKind.TIMEOUT, True),
    ],
)
def test_kind_of_a_fault_tells_whether_the_call_was_carried_out(
    kind: FaultKind, is_accepted: bool
) -> None:
    assert kind.is_accepted == is_accepted


def test_answer_is_what_the_bot_api_would_say() -> None:
    faults = Faults()
    faults.too_many(7)
    faults.server_error(503)
    faults.refuse(BotApiError(400, "Bad Request: PEER_FLOOD"))
    faults.timeout()

    strikes = [faults.strike("sendMessage", {}) for _ in range(4)]

    assert [fault.answer() for fault in strikes if fault] == [
        (
            429,
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            },
        ),
        (503, {"ok": False, "error_code": 503, "description": "Service Unavailable"}),
        (400, {"ok": False, "error_code": 400, "description": "Bad Request: PEER_FLOOD"}),
        None,
    ]
