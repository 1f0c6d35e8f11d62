from __future__ import annotations

import asyncio

from tests.loops import end_left


def test_what_is_left_at_work_ends_with_its_test() -> None:
    loop = asyncio.new_event_loop()
    left = loop.create_task(asyncio.Event().wait())

    end_left(loop)
    loop.close()

    assert left.cancelled()
    end_left(loop)
