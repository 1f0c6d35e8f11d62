"""CPU time of the processes of a PostgreSQL server that work for this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

SERVER = "postgres"
"""What /proc calls a process of the server (`comm`)."""


@dataclass(slots=True)
class ServerTime:
    """Sums what the server's process behind each connection has spent, its end included.

    A statement has one process: parallel workers are switched off for these connections, for
    nobody could tell afterwards what they spent. So it is all the work there is, as on one core.
    """

    _spent: dict[int, float] = field(default_factory=dict)
    is_complete: bool = True
    """False where a connection led to another machine, of whose processes /proc tells nothing."""

    def seconds(self) -> float:
        for process_id in self._spent:
            spent = _seconds_of(process_id)
            if spent is not None:
                self._spent[process_id] = spent
        return sum(self._spent.values())

    def add(self, process_id: int) -> None:
        spent = _seconds_of(process_id)
        self.is_complete &= spent is not None
        self._spent[process_id] = spent or 0.0


@contextmanager
def server_time() -> Iterator[ServerTime]:
    """Counts the time of all connections to PostgreSQL that are opened while the block runs."""
    told = ServerTime()

    def count(connection: Any, _record: object) -> None:
        driver: Any = getattr(connection, "driver_connection", None)
        if not hasattr(driver, "get_server_pid"):  # SQLite's
            return
        cursor = connection.cursor()
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.close()
        connection.commit()
        told.add(driver.get_server_pid())

    sa.event.listen(sa.pool.Pool, "connect", count)
    try:
        yield told
    finally:
        sa.event.remove(sa.pool.Pool, "connect", count)


def _seconds_of(process_id: int) -> float | None:
    """Nanoseconds on a CPU are the first number of schedstat (Documentation/scheduler/
    sched-stats in the kernel's sources). None: it is gone, or no process of the server."""
    process = Path(f"/proc/{process_id}")
    try:
        if process.joinpath("comm").read_text().strip() != SERVER:
            return None
        return int(process.joinpath("schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return None
