#!/usr/bin/env bash
# One statement through SQLAlchemy's aiosqlite dialect goes to the thread and back four times.
#
# People would guess: `await connection.execute(...)` is one job for aiosqlite's thread.
# What happens: SQLAlchemy opens a cursor, executes, fetches all rows and closes the cursor, each a
# job that the event loop waits for, while the statement itself takes microseconds. Small statements
# cost mostly this waiting; a transaction adds its own BEGIN and COMMIT or ROLLBACK.
# Seen in: SQLAlchemy 2.1.9 with aiosqlite 0.22.1 (PyPI), sqlalchemy/connectors/asyncio.py and
# dialects/sqlite/aiosqlite.py. A connection whose `cursor()` does the four in one job is possible
# through `async_creator_fn`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'sqlalchemy[asyncio]==2.1.9' 'aiosqlite==0.22.1'

cat > "$folder/program.py" <<'EOF'
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

async def main():
    aiosqlite.Connection._execute = counted
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        jobs.clear()
        rows = (await connection.execute(text("SELECT 1"))).all()
        seen = list(jobs)
    await engine.dispose()
    print("SQLAlchemy", version("sqlalchemy"), "aiosqlite", version("aiosqlite"))
    print("one SELECT of", len(rows), "row:", len(seen), "jobs:", ", ".join(seen))
    return 0 if len(seen) == 4 else 1

raise SystemExit(asyncio.run(main()))
EOF
"$folder/venv/bin/python" "$folder/program.py"
