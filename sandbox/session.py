"""The in-process front: an aiogram session that calls the world instead of the network."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientResponseError, RequestInfo
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from sandbox.chats import Json, Reply, Upload
from sandbox.faults import FaultKind, Page
from sandbox.polling import get_updates
from sandbox.world import World

LOST = {
    FaultKind.TIMEOUT: "Request timeout error",
    FaultKind.RESET_BEFORE: "ServerDisconnectedError: Server disconnected",
    FaultKind.RESET_AFTER: "ServerDisconnectedError: Server disconnected",
}
"""As aiogram's own session words it."""


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
        answer = fault.answer() if fault else None
        if fault is None or fault.kind.is_accepted:
            answer = await self._answer(bot.token, name, params, files)
        if fault is not None and fault.kind is not FaultKind.ANSWER:
            raise TelegramNetworkError(method=method, message=LOST[fault.kind])
        assert answer is not None
        content = answer.text if isinstance(answer, Page) else json.dumps(answer.body)
        response = self.check_response(
            bot=bot, method=method, status_code=answer.status, content=content
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
        stored = self._world.files.get(url.rsplit("/", 1)[-1])
        if stored is None:
            raise _not_found(url)
        for start in range(0, len(stored.data), chunk_size):
            yield stored.data[start : start + chunk_size]

    async def _form(
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> tuple[dict[str, Any], dict[str, Upload]]:
        """The form of a call as aiogram's own session fills it: all text, empty values left
        out."""
        attached: dict[str, InputFile] = {}
        params = {
            key: prepared
            for key, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=attached))
        }
        files: dict[str, Upload] = {}
        for key, file in attached.items():
            chunks = [chunk async for chunk in file.read(bot)]
            files[key] = Upload(file.filename or key, b"".join(chunks))
        return params, files

    async def _answer(
        self, token: str, name: str, params: Json, files: dict[str, Upload]
    ) -> Reply:
        if name == "getUpdates":
            return await get_updates(self._world, token, params)
        return self._world.call(token, name, params, files)


def _not_found(url: str) -> ClientResponseError:
    """What raise_for_status makes of the HTTP front's 404."""
    headers = CIMultiDictProxy(CIMultiDict[str]())
    request = RequestInfo(URL(url), "GET", headers, URL(url))
    return ClientResponseError(request, (), status=404, message="Not Found")
