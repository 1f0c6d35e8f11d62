"""`python main.py backup | restore | check | export | copy-database | downgrade | release-bot`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.arguments import REFUSED, WRONG_SETTINGS
from bot.backups.exports import export
from bot.backups.nightly import forget, name_of
from bot.settings import NO_TOKEN, Settings, known_engine, load_settings
from db.copies.backups import back_up, check, check_store, restore
from db.copies.transfer import copy_database, is_running, require_head, shown
from db.diagnosis import refusal_of
from db.engine import Database
from db.replicas.served_bots import release_store
from db.schema import downgrade
from domain.clock import SystemClock
from domain.errors import ConfigError, StartRefused, UserError
from domain.news.items import IndexedWords
from domain.ports import Clock
from services.files.spreadsheets import DELIMITERS
from services.news.stems import stems
from ui.translator import Translator, translator

Answer = Coroutine[Any, Any, list[str]]

Command = Callable[[argparse.Namespace, Settings, Translator, Clock], Answer]


def kept(given: argparse.Namespace, clock: Clock | None = None) -> int:
    """Exit 1 where the work was refused, 2 for wrong words or settings."""
    try:
        settings = load_settings(bot_token=NO_TOKEN)
    except ConfigError as error:
        return _complain(str(error), WRONG_SETTINGS)
    t = translator(settings.default_language)
    try:
        lines = asyncio.run(COMMANDS[given.command](given, settings, t, clock or SystemClock()))
    except ConfigError as error:
        return _complain(str(error), WRONG_SETTINGS)
    except KeyboardInterrupt:
        return _complain(t.plain("keeping-stopped"), REFUSED)
    except Exception as error:
        return _refused(error, t)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _refused(error: Exception, t: Translator) -> int:
    """Raises what is neither a refusal nor trouble of a store or a file."""
    if isinstance(error, OSError) and error.filename is not None:
        reason = f"{error.filename}: {error.strerror or error}"
        return _complain(t.plain("keeping-file", reason=reason), REFUSED)
    known = error if isinstance(error, (UserError, StartRefused)) else refusal_of(error)
    if known is None:
        raise error
    is_setting = isinstance(known, StartRefused) and known.is_setting
    code = WRONG_SETTINGS if is_setting else REFUSED
    return _complain(t.plain(known.key, **known.params), code)


async def _backup(
    given: argparse.Namespace, settings: Settings, t: Translator, clock: Clock
) -> list[str]:
    folder = given.folder or settings.backups
    if folder is None:
        raise ConfigError(t.plain("backup-no-folder"))
    now = clock.now()
    file = folder / name_of(now, settings.database_url)
    await back_up(settings.database_url, file)
    lines = [t.plain("backup-made", file=str(file), size=_megabytes(file))]
    old = await asyncio.to_thread(forget, folder, timedelta(days=settings.backup_keep_days), now)
    return [*lines, *(t.plain("backup-forgotten", file=one.name) for one in old)]


def _megabytes(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f}"


async def _restore(
    given: argparse.Namespace, settings: Settings, t: Translator, _clock: Clock
) -> list[str]:
    await restore(given.file, settings.database_url)
    target = shown(settings.database_url)
    return [t.plain("restore-done", file=str(given.file), target=target)]


async def _check(
    given: argparse.Namespace, settings: Settings, t: Translator, _clock: Clock
) -> list[str]:
    if given.file is None:
        what, found = shown(settings.database_url), await check_store(settings.database_url)
    else:
        what, found = str(given.file), await check(given.file)
    if found is None:
        raise UserError("copy-no-tables")
    return [t.plain("check-whole", what=what, revision=found)]


async def _export(
    given: argparse.Namespace, settings: Settings, t: Translator, _clock: Clock
) -> list[str]:
    delimiter = DELIMITERS[settings.default_language]
    rows = await export(settings.database_url, given.folder, given.format, delimiter)
    total = sum(rows.values())
    return [t.plain("export-done", folder=str(given.folder), tables=len(rows), rows=total)]


async def _copy_database(
    given: argparse.Namespace, _settings: Settings, t: Translator, clock: Clock
) -> list[str]:
    for url in (given.source, given.target):
        try:
            known_engine(url)
        except ValueError as error:
            # Not the address itself: it may hold a password.
            raise ConfigError(f"{'SRC' if url is given.source else 'DST'}: {error}") from error
    if sa.make_url(given.source) == sa.make_url(given.target):
        raise ConfigError(t.plain("copy-same"))
    is_old = await is_running(given.source, clock.now())
    moved = await copy_database(given.source, given.target, _indexed)
    lines = [f"  {name}: {mark.rows}  {mark.checksum:032x}" for name, mark in moved.items()]
    total = sum(mark.rows for mark in moved.values())
    done = t.plain("copy-done", target=shown(given.target), tables=len(moved), rows=total)
    return [*lines, done, *([t.plain("copy-source-running")] if is_old else [])]


def _indexed(title: str, lead: str, text: str) -> IndexedWords:
    return IndexedWords(*(" ".join(stems(part)) for part in (title, lead, text)))


async def _downgrade(
    given: argparse.Namespace, settings: Settings, t: Translator, clock: Clock
) -> list[str]:
    url = settings.database_url
    if await is_running(url, clock.now()):
        raise UserError("downgrade-running")
    database = Database(url)
    try:
        before = await downgrade(database, given.revision)
    finally:
        await database.close()
    return [t.plain("downgrade-done", target=shown(url), before=before, now=given.revision)]


async def _release_bot(
    _given: argparse.Namespace, settings: Settings, t: Translator, clock: Clock
) -> list[str]:
    url = settings.database_url
    if await is_running(url, clock.now()):
        raise UserError("downgrade-running")
    database = Database(url)
    try:
        async with database.read() as connection:
            await require_head(connection)
        served = await release_store(database)
    finally:
        await database.close()
    return [t.plain("release-done", target=shown(url), served=str(served or "-"))]


COMMANDS: dict[str, Command] = {
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "export": _export,
    "copy-database": _copy_database,
    "downgrade": _downgrade,
    "release-bot": _release_bot,
}


def _complain(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
