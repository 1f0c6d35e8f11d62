"""The commands behind main.py, in words of the default language where a person reads them."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.app import App, build_app
from bot.arguments import REFUSED, WRONG_SETTINGS
from bot.event_loops import loop_factory
from bot.logs import configure_logging
from bot.settings import NO_TOKEN, load_settings
from bot.startup import refusal_of
from domain.errors import ConfigError, StartRefused, UserError
from domain.ids import EventId
from domain.places.geo import Point
from domain.programme.sessions import Event, local_day
from handlers.clusters.editing.coverage_views import coverage_lines
from services.clusters.imports import ImportReport
from services.files.rows import Problem
from services.news.imports import NewsReport
from services.programme.imports import ScheduleReport
from ui.formatting import column_words, day, error_words, line_words, shortened
from ui.translator import Translator, translator


def run() -> int:
    """The bot, until a signal. Exit 2 names every missing or wrong setting; 1: it cannot start."""
    configure_logging()
    try:
        settings = load_settings()
        configure_logging(secrets=settings.secrets)
        with asyncio.Runner(loop_factory=loop_factory(settings.event_loop)) as runner:
            runner.run(build_app(settings).run())
    except ConfigError as error:
        _complain(str(error))
        return WRONG_SETTINGS
    except StartRefused as error:
        return _refused(error, translator(settings.default_language))
    return 0


def _refused(error: StartRefused, t: Translator) -> int:
    _complain(t.plain(error.key, **error.params))
    return WRONG_SETTINGS if error.is_setting else REFUSED


async def import_file(given: argparse.Namespace) -> int:
    """Prints the report; exit 1 when rows or the whole file were rejected."""
    try:
        settings = load_settings(bot_token=NO_TOKEN)
        app = build_app(settings)
    except ConfigError as error:
        _complain(str(error))
        return WRONG_SETTINGS
    t = translator(settings.default_language)
    work = {
        "sessions": _import_sessions,
        "news": _import_news,
        "register": _import_register,
    }.get(given.what, _import_clusters)
    try:
        # A register is hundreds of megabytes: it is read piece by piece.
        is_streamed = given.what == "register"
        data = b"" if is_streamed else await asyncio.to_thread(given.file.read_bytes)
        await _prepare(app)
        lines, is_refused = await work(app, given, data, t)
    except StartRefused as error:
        return _refused(error, t)
    except UserError as error:
        _complain(error_words(error, t))
        return REFUSED
    except OSError as error:
        reason = error.strerror or ""
        _complain(t.plain("import-file-unreadable", file=str(given.file), reason=reason))
        return REFUSED
    finally:
        await _close(app)
    sys.stdout.write("\n".join(lines) + "\n")
    return REFUSED if is_refused else 0


async def coverage() -> int:
    """Prints how many clusters of each region the store knows, and what sources say."""
    try:
        settings = load_settings(bot_token=NO_TOKEN)
        app = build_app(settings)
    except ConfigError as error:
        _complain(str(error))
        return WRONG_SETTINGS
    t = translator(settings.default_language)
    try:
        await _prepare(app)
        lines = list(coverage_lines(await app.clusters.coverages.report(), t))
    except StartRefused as error:
        return _refused(error, t)
    finally:
        await _close(app)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


async def _close(app: App) -> None:
    await app.fetcher.close()
    await app.bot.session.close()
    await app.database.close()


async def _prepare(app: App) -> None:
    """Does not wait, unlike the bot: somebody sits there. Raises StartRefused."""
    try:
        await app.prepare()
    except Exception as error:
        raise refusal_of(error) or error from error


async def _import_clusters(
    app: App, given: argparse.Namespace, data: bytes, t: Translator
) -> tuple[list[str], bool]:
    report = await app.clusters.cluster_imports.import_file(
        given.file.name, data, dry_run=given.dry_run, is_filling=given.fill
    )
    lines = report_lines(report, t, dry_run=given.dry_run)
    return lines, bool(report.parsed.problems)


async def _import_sessions(
    app: App, given: argparse.Namespace, data: bytes, t: Translator
) -> tuple[list[str], bool]:
    """What the command does not say of the event stays as the store has it."""
    event_id = EventId(given.event)
    stored = await app.programme.schedules.event(event_id)
    known = stored or Event(id=event_id, title=given.event, tz=app.settings.default_timezone)
    told = {name: getattr(given, name) for name in ("title", "tz", "venue", "address")}
    event = replace(known, **{name: value for name, value in told.items() if value is not None})
    if given.point is not None:
        event = replace(event, point=_point(given.point))
    report = await app.programme.schedules.import_file(
        event, given.file.name, data, dry_run=given.dry_run, is_quiet=given.quiet
    )
    lines = schedule_lines(report, t, dry_run=given.dry_run, is_new_event=event != stored)
    return lines, bool(report.parsed.problems)


async def _import_news(
    app: App, given: argparse.Namespace, data: bytes, t: Translator
) -> tuple[list[str], bool]:
    report = await app.news.news_imports.import_file(given.file.name, data, dry_run=given.dry_run)
    return news_lines(report, t, dry_run=given.dry_run), bool(report.parsed.problems)


async def _import_register(
    app: App, given: argparse.Namespace, _data: bytes, t: Translator
) -> tuple[list[str], bool]:
    found = await app.clusters.register_imports.import_file(given.file, dry_run=given.dry_run)
    lines = [
        t.plain("import-register-colleges", count=found.colleges),
        t.plain("import-register-matched", count=found.matched),
        *(
            t.plain("import-register-ambiguous", name=one.name, college=one.base_college)
            for one in found.ambiguous
        ),
    ]
    return [*lines, *report_lines(found.report, t, dry_run=given.dry_run)], False


def _point(text: str) -> Point:
    """Latitude and longitude in degrees: `56.33,43.96`. Raises UserError."""
    try:
        lat, lon = (float(part) for part in text.split(","))
        return Point(lat, lon)
    except ValueError as error:
        raise UserError("import-event-point", value=text[:40]) from error


def schedule_lines(
    report: ScheduleReport, t: Translator, *, dry_run: bool, is_new_event: bool = False
) -> list[str]:
    """Counts first, then every session that changes, with what changes, and rejected rows.
    `is_new_event`: what the store has of the event itself changes, too."""
    diff = report.diff
    lines = [
        t.plain("import-added", count=len(diff.added)),
        t.plain("import-changed", count=len(diff.changes)),
        t.plain("import-unchanged", count=len(diff.unchanged)),
        t.plain("import-missing", count=len(diff.missing)),
        t.plain("import-rejected", count=len(report.parsed.problems)),
    ]
    lines += [f"  + {session.id}  {session.title}" for session in diff.added]
    for change in diff.changes:
        kinds = ", ".join(t.plain(f"import-change-{kind}") for kind in sorted(change.kinds))
        lines.append(f"  ~ {change.new.id}  {change.new.title}: {kinds}")
    lines += [f"  ? {session.id}  {session.title}" for session in diff.missing]
    lines += [
        "  " + t.plain("import-unknown-session", uid=shortened(uid, 100)) for uid in diff.unknown
    ]
    lines += [
        t.plain(
            "import-crowded",
            title=one.session.title,
            going=one.going,
            capacity=one.session.capacity or 0,
        )
        for one in report.crowded
    ]
    lines += [
        t.plain(
            "import-past", title=one.title, day=day(local_day(one, ZoneInfo(report.event.tz)), t)
        )
        for one in report.past
    ]
    return [
        *lines,
        *_note_lines(report.parsed.notes, t),
        *_problem_lines(report.parsed.problems, report.parsed.unknown_columns, t),
        _end_line(
            t,
            has_problems=bool(report.parsed.problems),
            dry_run=dry_run,
            is_same=not (diff.added or diff.changes or is_new_event),
        ),
    ]


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
    return [
        *lines,
        *_note_lines(report.parsed.notes, t),
        *_problem_lines(report.parsed.problems, report.parsed.unknown_columns, t),
        _end_line(
            t,
            has_problems=bool(report.parsed.problems),
            dry_run=dry_run,
            is_same=not (report.diff.added or report.diff.changed),
        ),
    ]


def news_lines(report: NewsReport, t: Translator, *, dry_run: bool) -> list[str]:
    """Counts, then every rejected row with its line."""
    parsed, taken = report.parsed, report.taken
    changed = len(taken.edited) + len(taken.proposed)
    lines = [
        t.plain("import-added", count=len(taken.added)),
        t.plain("import-changed", count=changed),
        t.plain("import-unchanged", count=len(taken.unchanged) + len(taken.copies)),
        t.plain("import-rejected", count=len(parsed.problems)),
    ]
    return [
        *lines,
        *_problem_lines(parsed.problems, parsed.unknown_columns, t),
        _end_line(
            t,
            has_problems=bool(parsed.problems),
            dry_run=dry_run,
            is_same=not (taken.added or changed),
        ),
    ]


def _note_lines(notes: Iterable[Problem], t: Translator) -> list[str]:
    return [
        t.plain(
            "import-note",
            line=line_words(note.line, note.sheet, t),
            reason=t.plain(note.key, **note.params),
        )
        for note in notes
    ]


def _problem_lines(
    problems: Iterable[Problem], unknown_columns: Iterable[str], t: Translator
) -> list[str]:
    lines = []
    for problem in problems:
        reason = t.plain(problem.key, **problem.params)
        field = column_words(problem.column, t)
        line = line_words(problem.line, problem.sheet, t)
        lines.append(t.plain("import-problem", line=line, field=field, reason=reason))
    lines += [t.plain("import-unknown-column", column=column) for column in unknown_columns]
    return lines


def _end_line(t: Translator, *, has_problems: bool, dry_run: bool, is_same: bool) -> str:
    if has_problems:
        return t.plain("import-nothing-stored")
    if is_same and not dry_run:
        return t.plain("import-same")
    return t.plain("import-dry-run" if dry_run else "import-stored")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
