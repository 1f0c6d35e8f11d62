from __future__ import annotations

from datetime import timedelta

from bot.updates.flood_gate import (
    BURST,
    IN_FLIGHT,
    FloodGate,
    Verdict,
)
from tests.clocks import START


def test_gate_one_user_floods_gets_one_warning_and_others_pass() -> None:
    gate = FloodGate()
    verdicts = []
    for _ in range(200):
        verdict = gate.enter(1, START)
        verdicts.append(verdict)
        if verdict is not Verdict.DROP:
            gate.leave(1)

    assert verdicts == [
        *[Verdict.PASS] * BURST,
        Verdict.WARN,
        *[Verdict.DROP] * (200 - BURST - 1),
    ]
    assert gate.enter(2, START) is Verdict.PASS


def test_gate_updates_that_wait_for_each_other_are_bounded() -> None:
    gate = FloodGate()

    verdicts = [gate.enter(1, START) for _ in range(IN_FLIGHT + 2)]

    assert verdicts == [*[Verdict.PASS] * IN_FLIGHT, Verdict.WARN, Verdict.DROP]


def test_gate_after_a_pause_lets_in_and_may_warn_again() -> None:
    gate = FloodGate(burst=2, per_second=1)
    first = [gate.enter(1, START) for _ in range(4)]
    for _ in range(3):
        gate.leave(1)

    later = START + timedelta(seconds=10)
    second = [gate.enter(1, later) for _ in range(4)]

    flood = [Verdict.PASS, Verdict.PASS, Verdict.WARN, Verdict.DROP]
    assert (first, second) == (flood, flood)


def test_gate_clock_turned_back_does_not_punish() -> None:
    gate = FloodGate(burst=2, per_second=1)
    gate.enter(1, START)

    assert gate.enter(1, START - timedelta(days=1)) is Verdict.PASS
