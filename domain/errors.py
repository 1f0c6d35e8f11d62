"""Errors that carry data; the words are chosen at one boundary, from locales/.

ProfkompasError
├── UserError              the reader can do something about it; `key` names the text
│   ├── Ended              it cannot be done any more, whatever else is typed
│   │   ├── NotFound       the row behind a button, a link or an open question is gone
│   │   └── Forbidden      the actor has no right to it
│   ├── WrongCode          what was typed opens nothing
│   ├── FetchError         an address could not be read, or must not be
│   ├── ImportFileError    the file as a whole cannot be read
│   └── StartRefused       the process cannot start, and waiting would not help
├── AlreadyHandled         the effect of this update is committed already; change nothing
├── StoreUnavailable       the store is away or has cut the connection; passing, try again
└── ConfigError            settings or shipped files are wrong; the process must not start
"""

from __future__ import annotations


class ProfkompasError(Exception):
    """Root of everything the product raises on purpose."""


class UserError(ProfkompasError):
    """`key` is a message id of locales/, `params` its arguments (escaped when rendered)."""

    def __init__(self, key: str, **params: str | int | float) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Ended(UserError):
    """An open question ends with it: nothing that is typed would ever answer it."""


class NotFound(Ended):
    pass


class Forbidden(Ended):
    pass


class WrongCode(UserError):
    """The next one is tried."""


class FetchError(UserError):
    """`retry_in` is how long the server asked not to be asked again, in seconds."""

    def __init__(
        self, key: str, *, retry_in: float | None = None, **params: str | int | float
    ) -> None:
        super().__init__(key, **params)
        self.retry_in = retry_in


class StartRefused(UserError):
    """`is_setting` when the operator's settings are at fault, not what was found behind them."""

    def __init__(self, key: str, *, is_setting: bool = False, **params: str | int | float) -> None:
        super().__init__(key, **params)
        self.is_setting = is_setting


class AlreadyHandled(ProfkompasError):
    pass


class StoreUnavailable(ProfkompasError):
    """The store does not answer or has cut the connection: passing, try again."""


class ImportFileError(UserError):
    pass


class ConfigError(ProfkompasError):
    pass
