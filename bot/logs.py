"""Structured logs: one JSON line each, with the update's id, never with a token."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from bot.updates.context import current_update

IN_ADDRESS = re.compile(r"(?<=/bot)\d+:[^/\s'\"]+")
IN_FEED = re.compile(r"(?<=/calendar/)[^/\s'\"<>?]+")
ASKING = re.compile(r"(?<=request from )\S+")
LONG_TOKEN = re.compile(r"\b\d{6,}:[\w-]{30,}")
"""Bot tokens in Bot API addresses, and wherever else something shaped like a real one stands;
tokens of calendar feeds; who sent aiohttp a request that it could not read."""


def redacted(text: str) -> str:
    for pattern, instead in (
        (IN_ADDRESS, "<token>"),
        (LONG_TOKEN, "<token>"),
        (IN_FEED, "<token>"),
        (ASKING, "<address>"),
    ):
        text = pattern.sub(instead, text)
    return text


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Structlog processor: the last before rendering, so that tracebacks are covered too."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redacted(value)
    return event


def name_update(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Structlog processor: every line written while an update is handled names it."""
    update = current_update.get()
    if update is not None:
        event["update_id"] = update.update_id
    return event


def configure_logging(level: int = logging.INFO) -> None:
    """Routes the standard library's loggers (aiogram, apscheduler, ours) through structlog."""
    shared: list[Processor] = [
        name_update,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
