"""The in-process front: an aiogram session that calls the world instead of the network."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from enum import Enum
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from sandbox.chats import Json, Upload
from sandbox.faults import Fault, Harm
from sandbox.polling import get_updates
from sandbox.world import World


class SandboxSession(BaseSession):
    """Bodies pass through JSON and check_response, so errors are the ones a real server causes.

    `calls` lists every method that was called, in order.
    """

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self.calls: list[str] = []

    async def close(self) -> None:
        """There is no connection to close."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        name = method.__api_method__
        self.calls.append(name)
        params, files = await self._form(bot, method)
        fault = self._world.faults.strike(name, params)
        if fault is not None and fault.harm in {Harm.TIMEOUT, Harm.RESET_AFTER}:
            await self._answer(bot.token, name, params, files)
        if fault is not None and fault.harm is Harm.TIMEOUT:
            raise TelegramNetworkError(method=method, message="Request timeout error")
        if fault is not None and fault.harm in {Harm.RESET_BEFORE, Harm.RESET_AFTER}:
            raise TelegramNetworkError(method=method, message="Connection reset by peer")
        status, body = (
            await self._answer(bot.token, name, params, files)
            if fault is None
            else faulty_answer(fault)
        )
        response = self.check_response(
            bot=bot, method=method, status_code=status, content=json.dumps(body)
        )
        return response.result  # type: ignore[return-value]  # aiogram: None only when not ok

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Downloads: the address ends with the path that getFile gave."""
        yield self._world.files[url.rsplit("/", 1)[-1]].data

    async def _form(
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> tuple[dict[str, Any], dict[str, Upload]]:
        attached: dict[str, InputFile] = {}
        params = {
            key: prepared.value if isinstance(prepared, Enum) else prepared
            for key, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=attached)) is not None
        }
        files: dict[str, Upload] = {}
        for key, file in attached.items():
            chunks = [chunk async for chunk in file.read(bot)]
            files[key] = Upload(file.filename or key, b"".join(chunks))
        return params, files

    async def _answer(
        self, token: str, name: str, params: Json, files: dict[str, Upload]
    ) -> tuple[int, Json]:
        if name == "getUpdates":
            return await get_updates(self._world, token, params)
        return self._world.call(token, name, params, files)


def faulty_answer(fault: Fault) -> tuple[int, Json]:
    """What Telegram's front servers say when they are overloaded or down."""
    if fault.status == 429:
        return 429, {
            "ok": False,
            "error_code": 429,
            "description": f"Too Many Requests: retry after {fault.retry_after}",
            "parameters": {"retry_after": fault.retry_after},
        }
    return fault.status, {
        "ok": False,
        "error_code": fault.status,
        "description": "Bad Gateway" if fault.status == 502 else "Internal Server Error",
    }
