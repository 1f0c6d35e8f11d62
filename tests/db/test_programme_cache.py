"""Programmes kept between reads: whose changes are seen, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.unit_of_work import Store
from domain.ids import EventId
from domain.programme.sessions import Session
from tests.clocks import START
from tests.programmes import add_sessions, session_at
from tests.stores import ready

PLENARY = session_at(START + timedelta(hours=3))
MOVED = replace(PLENARY, title="Перенесли", sequence=1)


async def titles(store: Store, seconds: float) -> list[str]:
    programme = await store.programmes.programme(
        PLENARY.event_id, START + timedelta(seconds=seconds)
    )
    assert programme is not None
    return [one.title for one in programme.sessions]


async def save(store: Store, session: Session) -> None:
    async with store.write() as tx:
        await tx.programme.save_sessions([session])


async def test_change_of_this_process_is_seen_at_once(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        await add_sessions(store, PLENARY)
        before = await titles(store, 0)
        # As an import does that finds the sequence as it was.
        await save(store, replace(MOVED, sequence=0))

        assert (before, await titles(store, 0)) == ([PLENARY.title], ["Перенесли"])


async def test_change_of_another_process_is_seen_a_second_later(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store, importing = Store(database, remembers=True), Store(database)
        await add_sessions(store, PLENARY)
        await titles(store, 0)
        await save(importing, MOVED)

        assert await titles(store, 0.5) == [PLENARY.title]
        assert await titles(store, 1) == ["Перенесли"]


async def test_replicas_keep_no_programme(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        ours, theirs = Store(database), Store(database)
        await add_sessions(ours, PLENARY)
        await titles(ours, 0)
        await save(theirs, MOVED)

        assert await titles(ours, 0) == ["Перенесли"]


async def test_change_that_is_not_committed_is_not_seen(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        await add_sessions(store, PLENARY)

        async def fail_after_saving() -> None:
            async with store.write() as tx:
                await tx.programme.save_sessions([MOVED])
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_after_saving()

        assert await titles(store, 0) == [PLENARY.title]


async def test_unknown_event_has_no_programme(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)

        assert await store.programmes.programme(EventId("other"), START) is None
