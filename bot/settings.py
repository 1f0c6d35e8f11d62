"""Settings from the environment and `.env`; all that is wrong is named at once."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.event_loops import EventLoop
from domain.errors import ConfigError
from domain.ids import UserId
from domain.people.users import Language

TOKEN_PATTERN = re.compile(r"\d+:[\w-]{3,}")
TELEGRAM_API = "https://api.telegram.org"

ENV_FILE = ".env"

FILE_SUFFIX = "_FILE"
"""BOT_TOKEN_FILE names a file that holds BOT_TOKEN, and so for every setting: files are what
Docker, Kubernetes and systemd hand secrets over in."""

LEAST_OUTBOX_KEEP_DAYS = 7
"""Revisions, claims of updates and outages are looked up in rows that ended within two days."""

FREE_RATE = 30
"""Messages a second without paying; with allow_paid_broadcast up to 1000 (Bot API, FAQ)."""


NO_TOKEN = SecretStr("0:not-needed")
"""Whoever talks to nobody asks for no token."""


class Settings(BaseSettings):
    """Names are the environment variables in lower case; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore")

    bot_token: SecretStr
    bot_api_url: str = TELEGRAM_API
    bot_proxy: SecretStr = SecretStr("")
    database_url: str = "sqlite+aiosqlite:///var/profkompas.db"
    admin_ids: Annotated[frozenset[UserId], NoDecode] = frozenset()
    default_timezone: str = "Europe/Moscow"
    default_language: Language = Language.RU
    send_rate: int = Field(default=25, ge=1, le=1000)
    paid_broadcast: bool = False
    approval_over: int = Field(default=0, ge=0)
    news_feeds: Annotated[tuple[str, ...], NoDecode] = ()
    news_keep_days: int = Field(default=0, ge=0)
    outbox_keep_days: int = Field(default=90, ge=0)
    backup_folder: str = ""
    backup_keep_days: int = Field(default=14, ge=1)
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    public_url: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=0, ge=0, le=65535)
    event_loop: EventLoop = EventLoop.ASYNCIO

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.default_timezone)

    @property
    def backups(self) -> Path | None:
        return Path(self.backup_folder) if self.backup_folder else None

    @property
    def web_address(self) -> str:
        """The address at which others reach the web port, without a slash at the end; empty:
        nowhere."""
        return (self.public_url or self.webhook_url).rstrip("/") if self.web_port else ""

    @property
    def secrets(self) -> set[str]:
        """What must stand in no log, wherever it comes from."""
        addresses = (self.database_url, self.bot_proxy.get_secret_value())
        passwords = {sa.make_url(one).password for one in addresses if one}
        values = (getattr(self, name) for name in type(self).model_fields)
        kept = {one.get_secret_value() for one in values if isinstance(one, SecretStr)}
        return {str(one) for one in kept | passwords if one}

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr) -> SecretStr:
        if not TOKEN_PATTERN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot token (digits, a colon, letters and digits)")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not re.match(r"https?://[^/\s]+", value):
            raise ValueError("must be an http or https address")
        return value.rstrip("/")

    @field_validator("bot_proxy")
    @classmethod
    def _proxy(cls, value: SecretStr) -> SecretStr:
        # Not in its words: the address may hold a password.
        address = value.get_secret_value()
        found = re.fullmatch(r"(?:https?|socks5h?)://\S*[^/\s@]+:(\d{1,5})/?", address)
        if address and (found is None or not 0 < int(found[1]) < 2**16):
            raise ValueError("must be like http://host:port or socks5://user:password@host:port")
        if address.startswith("socks5") and find_spec("aiohttp_socks") is None:
            raise ValueError(
                "a socks5 proxy needs the package aiohttp-socks (requirements-socks.txt)"
            )
        return value

    @field_validator("event_loop")
    @classmethod
    def _installed(cls, value: EventLoop) -> EventLoop:
        if value is EventLoop.UVLOOP and find_spec("uvloop") is None:
            raise ValueError("uvloop needs the package uvloop (requirements-uvloop.txt)")
        return value

    @field_validator("public_url")
    @classmethod
    def _public_url(cls, value: str) -> str:
        # With the path of a feed the link has to fit a button that copies it: 256 characters.
        if value and not re.fullmatch(r"https?://[^/\s?#][^\s?#]{0,180}", value):
            raise ValueError("must be an http or https address of at most 180 characters")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        known_engine(value)
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        return _split(value)

    @field_validator("news_feeds", mode="before")
    @classmethod
    def _feeds(cls, value: object) -> object:
        return _split(value)

    @field_validator("news_feeds")
    @classmethod
    def _web_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            if not re.match(r"https?://[^/\s]+", url):
                raise ValueError(f"{url} is not an http or https address")
        return value

    @field_validator("outbox_keep_days")
    @classmethod
    def _keeps_what_is_asked_for(cls, value: int) -> int:
        if 0 < value < LEAST_OUTBOX_KEEP_DAYS:
            raise ValueError(f"must be 0 or at least {LEAST_OUTBOX_KEEP_DAYS}")
        return value

    @field_validator("default_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is not an IANA time zone such as Europe/Moscow") from error
        return value

    @model_validator(mode="after")
    def _rate_allowed(self) -> Settings:
        if self.send_rate > FREE_RATE and not self.paid_broadcast:
            raise ValueError(f"SEND_RATE above {FREE_RATE} needs PAID_BROADCAST=true")
        return self

    @model_validator(mode="after")
    def _webhook_whole(self) -> Settings:
        if self.webhook_url and not self.webhook_url.startswith("https://"):
            raise ValueError("WEBHOOK_URL must be an https address")
        if self.webhook_url and not re.fullmatch(
            r"[A-Za-z0-9_-]{1,256}", self.webhook_secret.get_secret_value()
        ):
            raise ValueError("WEBHOOK_SECRET must be 1-256 letters, digits, _ or -")
        if self.webhook_url and not self.web_port:
            raise ValueError("WEBHOOK_URL needs WEB_PORT to listen on")
        return self

    @model_validator(mode="after")
    def _public_served(self) -> Settings:
        if self.public_url and not self.web_port:
            raise ValueError("PUBLIC_URL needs WEB_PORT to listen on")
        return self


def known_engine(url: str) -> None:
    """Raises ValueError for an address of any other database."""
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must start with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    try:
        sa.make_url(url)
    except (ValueError, sa.exc.ArgumentError) as error:
        # Not in its words: the address may hold a password.
        raise ValueError("cannot be read as a database's address") from error


def load_settings(**overrides: Any) -> Settings:
    """Raises ConfigError with a line for every missing or wrong setting."""
    from_files, problems = _read_files(overrides)
    try:
        settings = Settings(**{**from_files, **overrides})
    except ValidationError as error:
        named = {problem.split(FILE_SUFFIX)[0] for problem in problems}
        explained = [_explained(item) for item in error.errors()]
        # That BOT_TOKEN is not set says nothing beside why its file cannot be read.
        problems += [line for line in explained if line.split(":")[0] not in named]
    if problems:
        raise ConfigError("\n".join(problems))
    return settings


def _read_files(skipped: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """Settings that stand in files of their own, and what is wrong with the others."""
    told = {**dotenv_values(ENV_FILE, encoding="utf-8"), **os.environ}
    told = {name.upper(): value for name, value in told.items() if value}
    found, problems = {}, []
    for name in Settings.model_fields.keys() - set(skipped):
        setting = name.upper()
        file = told.get(setting + FILE_SUFFIX)
        if not file:
            continue
        if setting in told:
            problems.append(f"{setting}{FILE_SUFFIX}: {setting} is set too, keep one of them")
            continue
        try:
            found[name] = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not text"
            problems.append(f"{setting}{FILE_SUFFIX}: {file}: {reason}")
    return found, sorted(problems)


def _explained(item: Any) -> str:
    name = "_".join(str(part) for part in item["loc"][:1]).upper()
    if item["type"] == "missing":
        return f"{name}: is not set"
    message = item["msg"].removeprefix("Value error, ")
    return f"{name}: {message}" if name else message


def _split(value: object) -> object:
    """`1, 2 3` -> parts: people separate lists by commas, by spaces or by both."""
    return (
        re.split(r"[,\s]+", value.strip())
        if isinstance(value, str) and value.strip()
        else (() if isinstance(value, str) else value)
    )
