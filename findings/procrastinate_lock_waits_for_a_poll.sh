#!/usr/bin/env bash
# The next job of a `lock` is not begun when the lock is free, but with the worker's next poll.
#
# People would guess: with LISTEN/NOTIFY, which is the default, an idle worker begins the next job of
# a lock as soon as the one before has ended. `run_worker_async` says of `fetch_job_polling_interval`
# that with `listen_notify` it "acts as a fallback mechanism and can reasonably be set to a higher
# value".
# What happens: the worker is told of a job when it is deferred, finds it locked, and goes back to
# wait. When the job before ends, nobody is told and the worker does not look again: the next one
# begins with the next poll (after five seconds by default), or when any other job is deferred. So a
# lock with many short jobs runs one of them every five seconds on an idle worker.
# Seen in: procrastinate 3.10.0 (PyPI), procrastinate/worker.py and procrastinate/sql/schema.sql.
#
# Needs PostgreSQL: DATABASE_URL, such as postgresql://postgres@127.0.0.1:5432/postgres. Makes a
# database of its own there and drops it.
set -euo pipefail

if [ -z "${DATABASE_URL:-}" ]; then
    echo 'skipped: DATABASE_URL names no PostgreSQL server'
    exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'procrastinate==3.10.0' 'psycopg[binary]==3.3.9'

cat > "$folder/program.py" <<'EOF'
import asyncio, os, uuid
from importlib.metadata import version
import psycopg
from psycopg.conninfo import make_conninfo
from procrastinate import App, PsycopgConnector

JOBS, POLL_SECONDS, PATIENCE_SECONDS = 3, 600, 5

async def seen(app):
    begun = []

    @app.task(name="work")
    async def work(name):
        begun.append(name)
        await asyncio.sleep(0.2)

    async def settled():
        await asyncio.sleep(PATIENCE_SECONDS)
        return list(begun)

    await app.schema_manager.apply_schema_async()
    worker = asyncio.create_task(app.run_worker_async(
        concurrency=10, fetch_job_polling_interval=POLL_SECONDS, install_signal_handlers=False))
    await asyncio.sleep(1)
    for number in range(JOBS):
        await work.defer_async(name=f"free {number}")
    free = await settled()
    for number in range(JOBS):
        await work.configure(lock="a").defer_async(name=f"locked {number}")
    idle = await settled()
    await work.defer_async(name="any other")
    woken = await settled()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    return [sum(name.startswith("locked") for name in one) for one in (idle, woken)], len(free)

async def main():
    server, name = os.environ["DATABASE_URL"], f"finding_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        app = App(connector=PsycopgConnector(conninfo=make_conninfo(server, dbname=name)))
        async with app.open_async():
            (idle, woken), free = await seen(app)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    print("procrastinate", version("procrastinate"))
    print(f"{JOBS} jobs without a lock: {free} were begun")
    print(f"{JOBS} jobs of one lock: {idle} begun, and the worker is idle")
    print(f"after another job was deferred: {woken} begun")
    return 0 if (free, idle) == (JOBS, 1) and 1 < woken < JOBS + 1 else 1

raise SystemExit(asyncio.run(main()))
EOF
"$folder/venv/bin/python" "$folder/program.py"
