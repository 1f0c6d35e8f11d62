"""After every commit SQLAlchemy sends a ROLLBACK through aiosqlite's thread, too.

People would guess: `async with engine.begin()` ends with its COMMIT, and a connection that was
committed goes back to the pool as it is. The pool's reset is known to be left out where the
transaction was ended before.
What happens: it is left out only where the connection was closed within a transaction. After a
commit, and even after a rollback that was asked for, the pool calls `rollback()` of the driver:
one more job for aiosqlite's thread, for which the event loop waits and which does nothing at all,
in every transaction.
Seen in: SQLAlchemy 2.1.9 with aiosqlite 0.22.1 (PyPI), sqlalchemy/engine/base.py
(Connection.close) and pool/base.py (_ConnectionFairy._reset).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

REQUIREMENTS = ["sqlalchemy[asyncio]==2.1.9", "aiosqlite==0.22.1"]

PROGRAM = r"""
import asyncio
from importlib.metadata import version
import aiosqlite
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

jobs = []
plain = aiosqlite.Connection._execute

async def counted(self, job, *given, **named):
    jobs.append(getattr(job, "__name__", str(job)))
    return await plain(self, job, *given, **named)

async def transaction(engine, end):
    async with engine.connect() as connection:
        await connection.execute(text("INSERT INTO t VALUES (1)"))
        await getattr(connection, end)()
        ended = len(jobs)
    return jobs[ended:]

async def main():
    aiosqlite.Connection._execute = counted
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE t (x INTEGER)"))
    jobs.clear()
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO t VALUES (1)"))
    whole = list(jobs)
    after = {end: await transaction(engine, end) for end in ("commit", "rollback", "close")}
    await engine.dispose()
    print("SQLAlchemy", version("sqlalchemy"), "aiosqlite", version("aiosqlite"))
    print("engine.begin() with one INSERT:", len(whole), "jobs:", ", ".join(whole))
    for end, more in after.items():
        print(f"after {end}():", ", ".join(more) or "none")
    return 0 if whole[-2:] == ["commit", "rollback"] and after["commit"] == ["rollback"] else 1

raise SystemExit(asyncio.run(main()))
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "bin", "python"))
        install = [python, "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        subprocess.run([*install, *REQUIREMENTS], check=True)
        return subprocess.run([python, "-c", PROGRAM], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
