"""What a failure of the store is: something that passes, or something that a person must mend."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa

from domain.errors import StartRefused, StoreUnavailable

SQLITE_AWAY = {5, 6, 10, 13}
"""BUSY, LOCKED, IOERR, FULL (sqlite.org/rescode.html): a start waits for these to pass. Wider
than db.connections.SQLITE_PASSING, after which a running bot tries again at once."""

SQLITE_NOT_WRITABLE = {3, 8, 14}
"""PERM, READONLY, CANTOPEN."""

SQLITE_CORRUPT = {11, 26}
"""CORRUPT, NOTADB."""

AWAY_STATES = ("08", "25006", "25P03", "40", "53", "55000", "55P03", "57")
"""SQLSTATE classes and codes (PostgreSQL manual, appendix A) for which a start waits:
connections, a standby that takes no writes yet, lost transactions, no room for more, a database
that lets nobody in, locks, the server's own coming and going. Wider than
db.connections.PASSING_STATES."""

WRONG_URL_STATES = ("28", "3D")
"""Refused authorization; no such database."""


class StoreTrouble(StrEnum):
    AWAY = "away"
    """Waiting helps."""
    WRONG_URL = "wrong-url"
    """The store answers, but not to this name, password or database."""
    NOT_WRITABLE = "not-writable"
    CORRUPT = "corrupt"


REFUSALS = {
    StoreTrouble.AWAY: "start-store-away",
    StoreTrouble.WRONG_URL: "start-store-url",
    StoreTrouble.NOT_WRITABLE: "start-store-not-writable",
    StoreTrouble.CORRUPT: "start-store-corrupt",
}


def refusal_of(error: BaseException) -> StartRefused | None:
    """The sentence for whoever runs the bot; None for what is no trouble of the store."""
    trouble = diagnose(error)
    if trouble is None:
        return None
    is_setting = trouble is StoreTrouble.WRONG_URL
    return StartRefused(REFUSALS[trouble], is_setting=is_setting, reason=reason_of(error))


def diagnose(error: BaseException) -> StoreTrouble | None:
    """None for what is no trouble of the store. Looks into what drivers and SQLAlchemy wrap."""
    for cause in _causes(error):
        trouble = _trouble(cause)
        if trouble is not None:
            return trouble
    return None


def reason_of(error: BaseException) -> str:
    """One line in the words of whoever noticed it first; its type where it has none."""
    innermost = list(_causes(error))[-1]
    return (str(innermost).strip() or type(innermost).__name__).splitlines()[0]


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _trouble(error: BaseException) -> StoreTrouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _of_sqlite(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state:
        return _of_postgres(state)
    is_cut = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    # An OSError with a file's name is of a file that somebody opened, not of a connection.
    is_network = isinstance(error, OSError) and error.filename is None
    if is_cut or is_network or isinstance(error, (StoreUnavailable, sa.exc.TimeoutError)):
        return StoreTrouble.AWAY
    return None


def _of_sqlite(code: int) -> StoreTrouble | None:
    if code in SQLITE_AWAY:
        return StoreTrouble.AWAY
    if code in SQLITE_NOT_WRITABLE:
        return StoreTrouble.NOT_WRITABLE
    return StoreTrouble.CORRUPT if code in SQLITE_CORRUPT else None


def _of_postgres(state: str) -> StoreTrouble | None:
    if state.startswith(AWAY_STATES):
        return StoreTrouble.AWAY
    if state.startswith(WRONG_URL_STATES):
        return StoreTrouble.WRONG_URL
    return StoreTrouble.NOT_WRITABLE if state == "42501" else None
