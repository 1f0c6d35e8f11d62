from __future__ import annotations

from domain.ids import OutboxId
from outbox.troubles import REMEMBERED, Troubles

ONE, OTHER = OutboxId(1), OutboxId(2)


def test_same_trouble_is_counted_in_a_row_and_for_each_row() -> None:
    troubles = Troubles()
    counts = [troubles.met(ONE, trouble) for trouble in ("a", "a", "b", "a", "a")]

    assert (counts, troubles.met(OTHER, "a")) == ([1, 2, 1, 1, 2], 1)


def test_forgotten_row_begins_anew() -> None:
    troubles = Troubles()
    troubles.met(ONE, "a")
    troubles.forget(ONE)
    troubles.forget(OTHER)

    assert troubles.met(ONE, "a") == 1


def test_of_too_many_rows_the_oldest_trouble_is_forgotten() -> None:
    troubles = Troubles()
    for number in range(REMEMBERED + 1):
        troubles.met(OutboxId(number), "a")

    assert (troubles.met(OutboxId(0), "a"), troubles.met(OutboxId(REMEMBERED), "a")) == (1, 2)
