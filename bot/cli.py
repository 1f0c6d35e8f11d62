"""The commands behind main.py, in words of the default language where a person reads them."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, build_app
from bot.logs import configure_logging
from bot.settings import load_settings
from domain.errors import ConfigError, ImportFileError
from services.cluster_imports import ImportReport
from ui.translator import Translator, translator

NO_TOKEN = SecretStr("0:not-needed")
"""Importing talks to nobody, so it asks for no token."""

WRONG_SETTINGS = 2
REFUSED = 1


def run() -> int:
    """The bot, until a signal. Exit 2 names every missing or wrong setting."""
    configure_logging()
    try:
        app = build_app(load_settings())
        with suppress(KeyboardInterrupt):
            asyncio.run(app.run())
    except ConfigError as error:
        _complain(str(error))
        return WRONG_SETTINGS
    return 0


async def import_clusters(path: Path, *, dry_run: bool) -> int:
    """Prints the report; exit 1 when rows or the whole file were rejected."""
    try:
        settings = load_settings(bot_token=NO_TOKEN)
        app = build_app(settings)
    except ConfigError as error:
        _complain(str(error))
        return WRONG_SETTINGS
    t = translator(settings.default_language)
    try:
        report = await _import(app, path, dry_run=dry_run)
    except ImportFileError as error:
        _complain(t.plain(error.key, **error.params))
        return REFUSED
    except OSError as error:
        _complain(t.plain("import-file-unreadable", file=str(path), reason=error.strerror or ""))
        return REFUSED
    finally:
        await app.bot.session.close()
        await app.database.close()
    sys.stdout.write("\n".join(report_lines(report, t, dry_run=dry_run)) + "\n")
    return REFUSED if report.parsed.problems else 0


async def _import(app: App, path: Path, *, dry_run: bool) -> ImportReport:
    data = await asyncio.to_thread(path.read_bytes)
    await app.prepare()
    return await app.imports.import_file(path.name, data, dry_run=dry_run)


def report_lines(report: ImportReport, t: Translator, *, dry_run: bool) -> list[str]:
    """Counts first, then every change and every rejected row with its line."""
    lines = [
        t.plain("import-added", count=len(report.diff.added)),
        t.plain("import-changed", count=len(report.diff.changed)),
        t.plain("import-unchanged", count=len(report.diff.unchanged)),
        t.plain("import-rejected", count=len(report.parsed.problems)),
    ]
    lines += [f"  + {cluster.id}  {cluster.name}" for cluster in report.diff.added]
    lines += [f"  ~ {change.new.id}  {', '.join(change.fields)}" for change in report.diff.changed]
    for problem in report.parsed.problems:
        reason = t.plain(problem.key, **problem.params)
        lines.append(
            t.plain("import-problem", line=str(problem.line), field=problem.column, reason=reason)
        )
    for column in report.parsed.unknown_columns:
        lines.append(t.plain("import-unknown-column", column=column))
    key = "import-nothing-stored" if report.parsed.problems else "import-stored"
    return [*lines, t.plain("import-dry-run" if dry_run and not report.parsed.problems else key)]


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
