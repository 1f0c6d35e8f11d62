"""What waits for a commit happens after it alone."""

from __future__ import annotations

from contextlib import suppress

from db.unit_of_work import Store


async def test_action_after_commit_does_not_run_when_the_change_fails(store: Store) -> None:
    done: list[str] = []
    async with store.write() as tx:
        tx.after_commit(lambda: done.append("kept"))
        assert done == []
    with suppress(ZeroDivisionError):
        async with store.write() as tx:
            tx.after_commit(lambda: done.append("lost"))
            raise ZeroDivisionError

    assert done == ["kept"]
