"""Backups of a PostgreSQL store, by its own pg_dump and pg_restore (custom format)."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import sqlalchemy as sa

from domain.errors import UserError

MAGIC = b"PGDMP"

REVISION = re.compile(r"^COPY \S*alembic_version \(version_num\) FROM stdin;\n(\w+)\n", re.M)


async def dump(url: sa.URL, file: Path) -> None:
    """One snapshot, beside bots that write. Raises UserError."""
    await _run("backup-failed", url, "pg_dump", "--format=custom", "--no-password", "--file", file)


async def check_dump(file: Path) -> str | None:
    """Unpacks all of it into nothing; the revision of its tables, None where none is ours.

    Raises UserError for a file that is cut or damaged.
    """
    await _run("backup-damaged", None, "pg_restore", "--file", os.devnull, file)
    told = await _run(
        "backup-damaged", None, "pg_restore", "--data-only", "--table=alembic_version",
        "--file=-", file,
    )  # fmt: skip
    found = REVISION.search(told)
    return found[1] if found else None


async def restore_dump(url: sa.URL, file: Path) -> None:
    """All or nothing. Tables of the dump that are there are replaced: the caller has made sure
    that none holds a row. Raises UserError.
    """
    await _run(
        "restore-failed", url, "pg_restore", "--no-password", "--no-owner", "--no-privileges",
        "--clean", "--if-exists", "--single-transaction", "--exit-on-error",
        "--dbname", url.database or "", file,
    )  # fmt: skip


async def _run(key: str, url: sa.URL | None, program: str, *words: str | Path) -> str:
    """What the program writes. The password goes by the environment: others read command lines."""
    environment = {**os.environ, **(_environment(url) if url is not None else {})}
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *map(str, words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**environment, "LC_MESSAGES": "C"},
        )
    except FileNotFoundError as error:
        raise UserError("backup-no-program", program=program) from error
    try:
        told, complaints = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        lines = complaints.decode(errors="replace").strip().splitlines() or [program]
        raise UserError(key, reason=lines[0])
    return told.decode(errors="replace")


def _environment(url: sa.URL) -> dict[str, str]:
    """https://www.postgresql.org/docs/current/libpq-envars.html"""
    query = {
        name: value if isinstance(value, str) else value[0] for name, value in url.query.items()
    }
    given = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else None,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("ssl") or query.get("sslmode"),
        "PGAPPNAME": "profkompas",
    }
    return {name: value for name, value in given.items() if value}
