from __future__ import annotations

from sandbox.crowd import BLOCKING_SHARE, demo_guests


def test_demo_guests_are_the_same_each_time_and_of_many_kinds() -> None:
    guests = demo_guests(300, ["Саранск", "Пенза"], 2001)

    assert guests == demo_guests(300, ["Саранск", "Пенза"], 2001)
    assert [guest.id for guest in guests] == list(range(2001, 2301))
    assert {guest.language for guest in guests} == {"ru", "en"}
    assert 0 < sum(guest.blocks_the_bot for guest in guests) < 300 * BLOCKING_SHARE * 3
    assert any(guest.leaves_telegram for guest in guests)
