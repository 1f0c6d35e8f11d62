from __future__ import annotations

import logging

import pytest

from domain.errors import StoreUnavailable
from domain.troubles import log_trouble

CUT = "connection was closed in the middle of operation"
Line = tuple[str, str, bool]
"""Level, words, and whether a traceback follows."""

PASSING = ("WARNING", f"reminders could not be carried on: {CUT}", False)
FAULT = ("ERROR", "reminders could not be carried on", True)


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (StoreUnavailable(CUT), [PASSING]),
        (StoreUnavailable(f"{CUT}\n[SQL: SELECT 1]"), [PASSING]),
        (StoreUnavailable(), [(*PASSING[:1], PASSING[1].replace(CUT, "StoreUnavailable"), False)]),
        (
            ExceptionGroup("not all was done", [StoreUnavailable(CUT), StoreUnavailable()]),
            [PASSING],
        ),
        (ZeroDivisionError(), [FAULT]),
        (ExceptionGroup("not all was done", [ZeroDivisionError()]), [FAULT]),
        (
            ExceptionGroup("not all was done", [ZeroDivisionError(), StoreUnavailable(CUT)]),
            [PASSING, FAULT],
        ),
    ],
)
def test_what_passes_is_a_warning_in_one_line_and_the_rest_an_error(
    error: Exception, lines: list[Line], caplog: pytest.LogCaptureFixture
) -> None:
    log_trouble(logging.getLogger("x"), error, "%s could not be carried on", "reminders")

    told = [(one.levelname, one.getMessage(), bool(one.exc_info)) for one in caplog.records]
    assert told == lines
