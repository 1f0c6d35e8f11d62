"""The HTTP client towards the Bot API, with parameters as JSON where there is no file to send."""

from __future__ import annotations

import json
import logging
import math
import os
import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import GetFile, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile, MessageId
from aiohttp import BytesPayload, ClientError, ClientSession, FormData
from yarl import URL

from bot.delivery.outcomes import NO_WAY, UnreadableAnswer
from bot.updates.misfits import LEAVE_OUT, fitted
from bot.wire.posting import JsonPosts
from ui.screens import DONE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """An answer that says little, with as much as is looked at: a Response without its models."""

    result: Any


SWITCH_OFF = "WHOLE_CLIENT"
"""In the environment: every call goes aiohttp's whole way (docs/adr/0041)."""

ENCODE = json.JSONEncoder(ensure_ascii=False).encode

MADE = re.compile(r'\{"ok": ?true, ?"result": ?\{"message_id": ?(\d{1,18})[,}]', re.ASCII)
"""How an answer about a message begins: what follows, an echo of the message, nobody reads."""


def _octets(params: dict[str, Any]) -> bytes:
    """Half a character, which a text cut elsewhere may hold, is a «?» of the same length: UTF-8
    has none, and what cannot be written would be taken for an outage."""
    return ENCODE(params).encode("utf-8", "replace")


@cache
def _kept(returning: Any) -> type[Response[Any]]:
    """pydantic forgets a generic's class when it was used and collects it as garbage, and makes
    it anew for the next answer: 5 ms."""
    return Response[returning]


class JsonSession(AiohttpSession):
    """A form would percent-encode every Cyrillic letter into six characters, in Python: a fifth
    of the time that an answer takes (bench/updates.py).

    Nested values stay JSON texts, as in forms: the Bot API takes either in any encoding
    (core.telegram.org/bots/api#making-requests).
    """

    def __init__(self, *, proxy: str = "", **kwargs: Any) -> None:
        """`proxy` is an address: http and https need nothing, socks5 the package aiohttp-socks."""
        super().__init__(**kwargs)
        self._http_proxy: URL | None = None
        self._way_errors: tuple[type[Exception], ...] = (ClientError, TimeoutError)
        """Errors of a download that are told as errors on the way; aiogram lets them through."""
        self._socks_errors: tuple[type[Exception], ...] = ()
        self._is_whole = os.environ.get(SWITCH_OFF, "") not in {"", "0"}
        self._posts: JsonPosts | None = None
        if proxy.startswith("http"):
            self._http_proxy = URL(proxy)
        elif proxy:
            plain = self._connector_init
            # Names are looked up by the proxy in either case.
            self._setup_proxy_connector(proxy.replace("socks5h://", "socks5://", 1))
            # aiogram forgets its certificates and its number of connections with them.
            self._connector_init = {**plain, **self._connector_init}
            self._socks_errors = _socks_errors()
            self._way_errors += self._socks_errors

    async def create_session(self) -> ClientSession:
        """aiohttp itself speaks to http proxies, in clear or by CONNECT."""
        if self._http_proxy is not None and (self._session is None or self._session.closed):
            connector = self._connector_type(**self._connector_init)
            self._session = ClientSession(connector=connector, proxy=self._http_proxy)
            self._should_reset_connector = False
        return await super().create_session()

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        try:
            return await self._asked(bot, method, timeout)
        except self._socks_errors as error:
            raise TelegramNetworkError(method, f"{NO_WAY}: {error}") from error
        except TelegramNetworkError as error:
            # aiohttp names a proxy as it was told of it, with the password.
            proxy = self._http_proxy
            if proxy is None or str(proxy) not in error.message:
                raise
            told = error.message.replace(str(proxy), str(proxy.with_user(None)))
            raise TelegramNetworkError(method, told) from None

    async def _asked(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None
    ) -> TelegramType:
        """Makes the call as aiogram does; where there is no file and no http proxy, on a shorter
        way."""
        session = await self.create_session()
        is_whole = self._is_whole or self._http_proxy is not None
        params = None if is_whole else self._params(bot, method)
        if params is None:
            return await super().make_request(bot, method, timeout)
        if self._posts is None or self._posts.session is not session:
            self._posts = JsonPosts(session)
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        seconds = self.timeout if timeout is None else timeout
        try:
            answer = await self._posts.post(url, _octets(params), seconds)
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        if answer is None:
            return await super().make_request(bot, method, timeout)
        response = self.check_response(bot, method, answer.status, answer.text)
        return cast(TelegramType, response.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Streams a file. What goes wrong is told as of any other call, without the file's
        address."""
        try:
            async for chunk in super().stream_content(
                url, headers, timeout, chunk_size, raise_for_status
            ):
                yield chunk
        except self._way_errors as error:
            words = f"the file did not come: {type(error).__name__}"
            raise TelegramNetworkError(GetFile(file_id=""), words) from None

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        plain = self._plain(method, status_code, content)
        if plain is not None:
            # In quotes: pydantic would look the generic's class up each time.
            return cast("Response[TelegramType]", plain)
        _kept(method.__returning__)
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            known = self._known_part(bot, method, error.data)
            if isinstance(known, Response):
                return known
            if known is None:
                raise UnreadableAnswer(method, status_code, error.data) from error
            return super().check_response(bot, method, status_code, json.dumps(known))
        except TypeError as error:
            # aiogram looks into the description of a 5xx, and a proxy's JSON has none.
            raise UnreadableAnswer(method, status_code, content) from error

    def _plain(
        self, method: TelegramMethod[Any], status_code: int, content: str
    ) -> PlainAnswer | None:
        """None where aiogram has to look: at what failed, and at messages that somebody reads."""
        read = READ_PLAINLY.get(method.__returning__)
        if read is None or status_code != HTTPStatus.OK:
            return None
        made = MADE.match(content)
        if made is not None:
            result = read({"message_id": int(made[1])})
            return None if result is None else PlainAnswer(result)
        try:
            answer = self.json_loads(content)
        except ValueError:
            return None
        if not isinstance(answer, dict) or answer.get("ok") is not True:
            return None
        result = read(answer.get("result"))
        return None if result is None else PlainAnswer(result)

    def _known_part(
        self, bot: Bot, method: TelegramMethod[TelegramType], answer: Any
    ) -> Response[TelegramType] | dict[str, Any] | None:
        """What can be read of an answer of the Bot API that aiogram does not know: the result, or
        the JSON of what was refused. None of anything else."""
        if not isinstance(answer, dict):
            return None
        if answer.get("ok") is not True:
            return _known_refusal(answer) if answer.get("ok") is False else None
        returning = _kept(method.__returning__)
        read = fitted(
            answer,
            lambda one: returning.model_validate(one, context={"bot": bot}),
            lambda _answer, place: None if len(place) <= 1 else LEAVE_OUT,
        )
        if read is None:
            return None
        log.warning("the answer to %s is read in part", method.__api_method__)
        return read[0]

    def build_form_data(  # type: ignore[override]  # aiohttp takes payloads wherever it takes forms
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> FormData | BytesPayload:
        params = self._params(bot, method)
        if params is None:
            return super().build_form_data(bot, method)
        return BytesPayload(_octets(params), content_type="application/json")

    def _params(self, bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any] | None:
        """Field by field: a dump of the whole would also copy the many that are not set. None
        where there is a file to send."""
        files: dict[str, InputFile] = {}
        params = {
            key: prepared
            for key, value in (vars(method) | (method.model_extra or {})).items()
            if value is not None and (prepared := self._prepared(value, bot, files))
        }
        return None if files else params

    def _prepared(self, value: object, bot: Bot, files: dict[str, InputFile]) -> Any:
        """Nearly all are texts and numbers; the latter aiogram comes to after all else."""
        kind = type(value)
        if kind is str:
            return value
        return str(value) if kind is int else self.prepare_value(value, bot=bot, files=files)


def _known_refusal(answer: dict[str, Any]) -> dict[str, Any] | None:
    """ResponseParameters may come in other shapes; what is said in words stays what it is."""
    words, given = answer.get("description"), answer.get("parameters")
    if not isinstance(words, str):
        return None
    known = {}
    for name in ("retry_after", "migrate_to_chat_id"):
        number = _whole_number(given.get(name)) if isinstance(given, dict) else None
        if number is not None:
            known[name] = number
    code = _whole_number(answer.get("error_code"))
    return {"ok": False, "error_code": code, "description": words, "parameters": known}


def _whole_number(given: object) -> int | None:
    """Rounded up: a wait is never too long by that."""
    try:
        return math.ceil(float(given)) if isinstance(given, int | float | str) else None
    except (ValueError, OverflowError):
        return None


def _read_id(result: object) -> MessageId | None:
    message_id = result.get("message_id") if isinstance(result, dict) else None
    return MessageId(message_id=message_id) if type(message_id) is int else None


def _read_done(result: object) -> bool | None:
    is_message = isinstance(result, dict) and type(result.get("message_id")) is int
    return True if result is True or is_message else None


READ_PLAINLY: dict[object, Callable[[object], object]] = {
    bool: lambda result: True if result is True else None,
    MessageId: _read_id,
    DONE: _read_done,
}
"""What methods return, and how it is made of the `result` of an answer; None where that looks
unlike what is expected."""


def _socks_errors() -> tuple[type[Exception], ...]:
    """They are no OSError and none of aiohttp's errors."""
    from aiohttp_socks import (  # noqa: PLC0415  (not in every installation)
        ProxyConnectionError,
        ProxyError,
        ProxyTimeoutError,
    )

    return (ProxyError, ProxyConnectionError, ProxyTimeoutError)
