"""Structured logs: one JSON line each, with ids; never with a secret, nor with people's words."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

import sqlalchemy as sa
import structlog
from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError
from pydantic import ValidationError
from structlog.typing import Processor

from bot.redaction import SHORTEST, redacted
from bot.updates.context import current_update
from domain.errors import ProfkompasError

TELLING = (
    AssertionError, AttributeError, ClientError, ImportError, MemoryError, NameError,
    NotImplementedError, OSError, ProfkompasError, RecursionError, TelegramAPIError, TypeError,
)  # fmt: skip
"""Errors whose words are of programs, addresses and numbers, and of nothing that people typed."""


def told(error: BaseException) -> str:
    """What a log may say of an error: its type, and its words only where they can be trusted.

    Most others repeat the value that they were about, and values are what people have typed.
    """
    kind = type(error).__qualname__
    match error:
        case ValidationError():
            misfits = error.errors(include_input=False, include_context=False, include_url=False)
            places = (f"{one['type']} at {'.'.join(map(str, one['loc']))}" for one in misfits[:3])
            return f"{kind}: {', '.join(places)}"
        case sa.exc.DBAPIError() if error.orig is not None:
            return f"{kind}: {told(error.orig)}"
        case _ if isinstance(error, TELLING) or _is_of_server(error):
            return f"{kind}: {str(error).split(DETAIL)[0]}"
    return kind


DETAIL = "\nDETAIL:"
"""After it PostgreSQL repeats the row."""


def _is_of_server(error: BaseException) -> bool:
    """What a database says by itself, other than what its driver says of our values."""
    return bool(getattr(error, "sqlite_errorcode", None)) or (
        bool(getattr(error, "sqlstate", None)) and "query argument" not in str(error)
    )


def traced(error: BaseException) -> str:
    """The usual traceback, with `told` in the place of each error's own words."""
    return "\n".join(_traced(error, set()))


def _traced(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _traced(before, seen)
        yield "\nwhich led to:\n"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield told(error)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            if id(one) not in seen:
                yield "\nof which one is:\n"
                yield from _traced(one, seen)


def _add_traceback(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event["exception"] = traced(error)
    return event


def name_update(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Structlog processor: every line written while an update is handled names it."""
    update = current_update.get()
    if update is not None:
        event["update_id"] = update.update_id
    return event


def _redacting(secrets: Collection[str]) -> Callable[[object, str, str], str]:
    """The last processor of all: whatever a line is made of, it passes here."""
    return lambda _logger, _method, line: redacted(line, secrets)


class _Lines(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's own)
        """logging itself would print what the line was to tell, as it is."""
        with suppress(OSError, ValueError):
            where = f"{record.name}:{record.lineno}"
            self.stream.write(json.dumps({"event": "a line could not be written", "of": where}))
            self.stream.write(self.terminator)


def configure_logging(level: int = logging.INFO, secrets: Collection[str] = ()) -> None:
    """Routes the standard library's loggers (aiogram, apscheduler, ours), warnings and what ends
    the process through structlog. Once more when `secrets` are known."""
    shared: list[Processor] = [
        name_update,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    hidden = [secret for secret in secrets if len(secret) >= SHORTEST]
    render: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _add_traceback,
        structlog.processors.JSONRenderer(ensure_ascii=False),
        _redacting(hidden),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=render)
    handler = _Lines(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_end


def _log_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).critical("the process ends by a fault", exc_info=error)
