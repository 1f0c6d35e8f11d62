"""Reads addresses that strangers chose, without being led to where they could not go themselves.

A feed's owner decides where it redirects and what its name resolves to. Every hop is checked, in
the form that the HTTP client has made of it («１２７。0。0。1» is 127.0.0.1 to it), and the
connection is made to the very address that was checked, so a name that resolves to another one
the second time (DNS rebinding) gains nothing. Whatever led there, the address of the socket is
checked last.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from aiohttp import (
    AddrInfoType,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from domain.errors import FetchError
from domain.ports import ExpectedContent, Fetched

USER_AGENT = "Profkompas/1.0 (news reader of a Telegram bot)"
REDIRECTS = frozenset([301, 302, 303, 307, 308])
REFUSALS = {401: "fetch-forbidden", 403: "fetch-forbidden", 404: "fetch-gone", 410: "fetch-gone"}
REDIRECTS_FOLLOWED = 5
UNCHANGED = 304
OK = 200
MIB = 2**20
CHUNK_BYTES = 2**16
GZIP_MAGIC = b"\x1f\x8b"
LONGEST_RETRY_AFTER_SECONDS = 86_400

TYPES = {
    ExpectedContent.FEED: (
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
        "text/xml", "text/plain", "text/html", "application/octet-stream",
    ),
    ExpectedContent.ARTICLE: ("text/html", "application/xhtml+xml"),
    ExpectedContent.PICTURE: ("image/jpeg", "image/png", "image/gif", "image/webp",
                       "application/octet-stream"),
}  # fmt: skip
"""Feeds come as text/html from careless servers; the parser refuses what is a page indeed."""

NO_TEXT = re.compile(r"image/(?!svg)|audio/|video/|font/|application/(?:pdf|zip|msword|vnd\.)")

EMBEDDING = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)
"""NAT64, 6to4 and Teredo: addresses that contain an IPv4 address, which may be a private one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """`total` and `window` in seconds; a window must bring `window_bytes` or the end."""

    size: int = 10 * MIB
    total: float = 20.0
    window: float = 5.0
    window_bytes: int = 2_048


class OpenInternetOnly(AbstractResolver):
    """Resolves names, and knows no name of an address that is not on the open internet."""

    def __init__(self, *, allows_loopback: bool, inner: AbstractResolver | None = None) -> None:
        self._allows_loopback = allows_loopback
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises FetchError when one of the addresses is refused: such a name is a trap."""
        found = await self._inner.resolve(host, port, family)
        for one in found:
            require_open(one["host"], allows_loopback=self._allows_loopback)
        return found

    async def close(self) -> None:
        await self._inner.close()


class HttpFetcher:
    """A domain.ports.Fetcher. The session is made at the first use.

    `allows_loopback` is for tests and benchmarks, whose servers stand on this computer; nothing
    in the settings reaches it.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allows_loopback: bool = False,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._allows_loopback = allows_loopback
        self._resolver = resolver
        self._session: ClientSession | None = None

    async def fetch(
        self, url: str, expected: ExpectedContent, *, etag: str = "", last_modified: str = ""
    ) -> Fetched:
        headers = {"Accept": f"{TYPES[expected][0]}, */*;q=0.5"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(url, expected, headers)
        except TimeoutError as error:
            raise FetchError("fetch-too-slow") from error
        except (ClientError, OSError, ValueError) as error:
            refused = _cause(error)
            raise refused or FetchError("fetch-no-answer") from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _follow(
        self, url: str, expected: ExpectedContent, headers: dict[str, str]
    ) -> Fetched:
        for _ in range(REDIRECTS_FOLLOWED + 1):
            address = self._required_address(url)
            opened = self._opened()
            async with opened.get(address, headers=headers, allow_redirects=False) as answer:
                location = answer.headers.get("Location")
                if answer.status in REDIRECTS and location:
                    url = urljoin(url, location)
                    continue
                return await self._read(url, answer, expected)
        raise FetchError("fetch-redirects")

    def _required_address(self, url: str) -> URL:
        """The address as the client will ask for it. Raises FetchError."""
        try:
            address = URL(url)
            host = address.host
        except ValueError as error:
            raise FetchError("fetch-bad-url") from error
        is_plain = address.user is None and address.password is None and address.port != 0
        if address.scheme not in {"http", "https"} or not host or not is_plain:
            raise FetchError("fetch-bad-url")
        try:
            # aiohttp asks no resolver about what is an address already.
            ipaddress.ip_address(host)
        except ValueError:
            last = host.rstrip(".").rpartition(".")[2]
            if last.isdigit() or last.startswith("0x"):  # «127.1»: an address in disguise
                raise FetchError("fetch-bad-url") from None
        else:
            require_open(host, allows_loopback=self._allows_loopback)
        return address

    async def _read(self, url: str, answer: ClientResponse, expected: ExpectedContent) -> Fetched:
        kept = {
            "etag": answer.headers.get("ETag", "")[:500],
            "last_modified": answer.headers.get("Last-Modified", "")[:100],
        }
        if answer.status == UNCHANGED:
            return Fetched(url=url, body=None, **kept)
        if answer.status != OK:
            key = REFUSALS.get(answer.status, "fetch-status")
            raise FetchError(key, retry_in=_retry_in(answer))
        content_type = answer.headers.get("Content-Type", "")
        kind = content_type.partition(";")[0].strip().casefold()
        if kind and not _may_be(kind, expected):
            raise FetchError("fetch-wrong-type", type=kind[:60])
        if (answer.content_length or 0) > self._limits.size:
            raise FetchError("fetch-too-large", limit=self._limits.size // MIB)
        body = await self._body(answer)
        return Fetched(url=url, body=body, content_type=content_type, **kept)

    async def _body(self, answer: ClientResponse) -> bytes:
        """Unpacked here piece by piece: a bomb is cut off before it has unfolded."""
        unpacker = _unpacker(answer.headers.get("Content-Encoding", ""))
        body = bytearray()
        is_over = False
        while not is_over:
            packed, is_over = await self._window(answer)
            for piece in unpacker.unpack(packed):
                body += piece
                if len(body) > self._limits.size:
                    raise FetchError("fetch-too-large", limit=self._limits.size // MIB)
        return bytes(body)

    async def _window(self, answer: ClientResponse) -> tuple[bytes, bool]:
        """What comes next, and whether it was the last. A server that only drips is left."""
        received = bytearray()
        async with asyncio.timeout(self._limits.window):
            while len(received) < self._limits.window_bytes:
                chunk = await answer.content.read(CHUNK_BYTES)
                if not chunk:
                    return bytes(received), True
                received += chunk
        return bytes(received), False

    def _opened(self) -> ClientSession:
        if self._session is None:
            resolver = OpenInternetOnly(
                allows_loopback=self._allows_loopback, inner=self._resolver
            )
            self._session = ClientSession(
                connector=TCPConnector(
                    resolver=resolver,
                    use_dns_cache=False,
                    limit=0,
                    socket_factory=self._socket,
                ),
                timeout=ClientTimeout(total=None, sock_connect=self._limits.total / 2),
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
                auto_decompress=False,
                cookie_jar=DummyCookieJar(),
            )
        return self._session

    def _socket(self, info: AddrInfoType) -> socket.socket:
        """A socket that connects to that address and to no other. Raises FetchError."""
        family, kind, protocol, _, address = info
        require_open(str(address[0]), allows_loopback=self._allows_loopback)
        return socket.socket(family, kind, protocol)


def require_open(address: str, *, allows_loopback: bool) -> None:
    """Raises FetchError for loopback, private, link-local, multicast and reserved addresses."""
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if allows_loopback and ip.is_loopback:
        return
    is_embedding = any(ip in network for network in EMBEDDING if network.version == ip.version)
    if not ip.is_global or ip.is_multicast or ip.is_reserved or is_embedding:
        raise FetchError("fetch-private")


def _may_be(kind: str, expected: ExpectedContent) -> bool:
    """Feeds are called text/rss+xml, application/x-rss+xml and worse; the parser tells."""
    if expected is ExpectedContent.FEED:
        return kind in TYPES[expected] or not NO_TEXT.match(kind)
    return kind in TYPES[expected]


class _Plain:
    def unpack(self, packed: bytes) -> Iterator[bytes]:
        yield packed


class _Zlib:
    """gzip and deflate, at most CHUNK_BYTES at a time; members follow one another (RFC 1952,
    2.2), and what is none of them behind the last is padding.
    """

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._unpacker = zlib.decompressobj(bits)
        self._behind = b""

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        try:
            while packed:
                if self._unpacker.eof:
                    self._behind += packed
                    if len(self._behind) < len(GZIP_MAGIC):
                        return
                    if not self._behind.startswith(GZIP_MAGIC):
                        return
                    packed, self._behind = self._behind, b""
                    self._unpacker = zlib.decompressobj(self._bits)
                yield self._unpacker.decompress(packed, CHUNK_BYTES)
                packed = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        except zlib.error as error:
            raise FetchError("fetch-broken") from error


def _unpacker(encoding: str) -> _Plain | _Zlib:
    match encoding.strip().casefold():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Zlib(zlib.MAX_WBITS | 32)  # either, by its header (zlib manual, inflateInit2)
        case _:
            raise FetchError("fetch-broken")


def _retry_in(answer: ClientResponse) -> float | None:
    """Seconds of Retry-After; its other form, a date, is not heeded (RFC 9110, 10.2.3)."""
    text = answer.headers.get("Retry-After", "")
    return (
        float(min(int(text), LONGEST_RETRY_AFTER_SECONDS))
        if text.isdecimal() and len(text) < 10
        else None
    )


def _cause(error: BaseException | None) -> FetchError | None:
    """aiohttp wraps what its resolver raised."""
    while error is not None and not isinstance(error, FetchError):
        error = error.__cause__ or error.__context__
    return error
