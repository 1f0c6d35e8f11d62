"""The HTTP client towards the Bot API, with parameters as JSON where there is no file to send."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, ClientSession, FormData

from bot.delivery.outcomes import UnreadableAnswer


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
        is_http = proxy.startswith("http")
        super().__init__(proxy=(proxy or None) if not is_http else None, **kwargs)
        self._http_proxy = proxy if is_http else None

    async def create_session(self) -> ClientSession:
        """aiohttp itself speaks to http proxies, in clear or by CONNECT."""
        if self._http_proxy is not None and (self._session is None or self._session.closed):
            connector = self._connector_type(**self._connector_init)
            self._session = ClientSession(connector=connector, proxy=self._http_proxy)
            self._should_reset_connector = False
        return await super().create_session()

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        _kept(method.__returning__)
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            raise UnreadableAnswer(method, status_code, error.data) from error
        except TypeError as error:
            # aiogram looks into the description of a 5xx, and a proxy's JSON has none.
            raise UnreadableAnswer(method, status_code, content) from error

    def build_form_data(  # type: ignore[override]  # aiohttp takes payloads wherever it takes forms
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> FormData | BytesPayload:
        files: dict[str, InputFile] = {}
        # Field by field: a dump of the whole would also copy the many that are not set.
        params = {
            key: prepared
            for key, value in method
            if value is not None and (prepared := self.prepare_value(value, bot=bot, files=files))
        }
        if files:
            return super().build_form_data(bot, method)
        body = json.dumps(params, ensure_ascii=False).encode()
        return BytesPayload(body, content_type="application/json")
