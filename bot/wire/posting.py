"""POST requests on aiohttp's own connections, without what aiohttp makes anew for each of them.

A request, a response, cookies, and a task that writes the body: of the CPU time of a call that is
two fifths (bench/updates.py), though of one call to the next only the body differs. What aiohttp
does once for a connection (names, certificates, a proxy by SOCKS, the bound on their number), and
how it reads an answer, stays its own: docs/adr/0041.
"""

from __future__ import annotations

import asyncio
import codecs
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectionResetError,
    ClientError,
    ClientOSError,
    ClientRequest,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
)
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

CHARSET = re.compile(r"charset=\"?([\w-]+)", re.IGNORECASE)

UNTIMED = ClientTimeout(total=None)
"""`post` bounds the whole, connecting included."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
INTERIM = range(100, 200)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


@dataclass(frozen=True, slots=True)
class _Address:
    """`request` says where to connect; `head` is what all requests begin with, up to the length
    of their bodies."""

    request: ClientRequest
    head: bytes


class JsonPosts:
    """Posts JSON over the connections of one session. Raises what `ClientSession.post` does.
    Cookies are neither kept nor sent, and redirects are not followed."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session
        self._addresses: dict[str, _Address] = {}
        """Addresses by method, as many as there are methods."""

    async def post(self, url: str, body: bytes, seconds: float) -> Answer | None:
        """None for a redirect: the body has not been taken, and can be sent in another way."""
        address = self._addresses.get(url)
        if address is None:
            address = self._addresses[url] = _address(self.session, url)
        try:
            async with asyncio.timeout(seconds or None):  # aiohttp, too, takes 0 for none
                status, headers, content = await self._exchange(address, body)
        except ClientError:
            raise
        except HttpProcessingError as error:
            raise _unreadable(address.request, error) from error
        except OSError as error:
            if error.errno is None and isinstance(error, TimeoutError):
                raise
            raise ClientOSError(*error.args) from error
        if status in REDIRECTS and "Location" in headers:
            return None
        charset = _charset(headers.get("Content-Type", ""))
        return Answer(status, content.decode(charset, errors="replace"))

    async def _exchange(self, address: _Address, body: bytes) -> tuple[int, Any, bytes]:
        connector = self.session.connector
        assert connector is not None
        connection = await connector.connect(address.request, traces=[], timeout=UNTIMED)
        try:
            protocol = connection.protocol
            assert protocol is not None
            protocol.set_response_params(read_until_eof=True)
            transport = protocol.transport
            if transport is None or transport.is_closing():
                raise ClientConnectionResetError("Cannot write to closing transport")
            transport.write(b"%b%d\r\n\r\n%b" % (address.head, len(body), body))
            message, payload = await protocol.read()
            while message.code in INTERIM:
                message, payload = await protocol.read()
            content = await payload.read()
        except BaseException:
            # Whatever comes on it belongs to nobody.
            connection.close()
            raise
        connection.release()
        return message.code, message.headers, content


def _address(session: ClientSession, url: str) -> _Address:
    request = ClientRequest(
        "POST",
        URL(url),
        headers={**session.headers, "Content-Type": "application/json"},
        loop=asyncio.get_running_loop(),
        session=session,
    )
    # The length of the body comes last.
    lines = [f"{name}: {value}" for name, value in request.headers.items()
             if name.lower() != "content-length"]  # fmt: skip
    begin = f"POST {request.url.raw_path_qs} HTTP/1.1"
    return _Address(request, "\r\n".join([begin, *lines, "Content-Length: "]).encode())


def _charset(content_type: str) -> str:
    """JSON names none; a proxy's page that names none, or an unknown one, is hardly in another."""
    named = CHARSET.search(content_type)
    try:
        return codecs.lookup(named[1]).name if named else "utf-8"
    except LookupError:
        return "utf-8"


def _unreadable(request: ClientRequest, error: HttpProcessingError) -> ClientResponseError:
    """The error that aiohttp raises of what is no HTTP."""
    return ClientResponseError(
        request.request_info, (), status=error.code, message=error.message, headers=error.headers
    )
