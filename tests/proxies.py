"""Small proxies on loopback: they alone know where the names lead that they are asked for."""

from __future__ import annotations

import asyncio
import base64
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

USER, PASSWORD = "user", "p@ss/word"

Readers: TypeAlias = asyncio.StreamReader
Writers: TypeAlias = asyncio.StreamWriter


@dataclass(kw_only=True, slots=True)
class Proxy:
    """`asked` are the hosts that clients wanted, `refuses` what it says instead of letting in."""

    port: int = 0
    to: int
    """The port of loopback to which all leads."""
    refuses: str = ""
    asked: list[str] = field(default_factory=list)

    async def join(self, reader: Readers, writer: Writers, first: bytes = b"") -> None:
        """Carries bytes both ways until either side ends."""
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self.to)
        inner_writer.write(first)
        ways = {
            asyncio.create_task(_carry(reader, inner_writer)),
            asyncio.create_task(_carry(inner_reader, writer)),
        }
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        inner_writer.close()

    async def http(self, reader: Readers, writer: Writers) -> None:
        """CONNECT (RFC 9110, 9.3.6), and absolute addresses for what is in clear."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        verb, target, version = first.split()
        wanted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        refusal = self.refuses or (
            "" if f"Basic {wanted}" in head else "407 Proxy Authentication Required"
        )
        if refusal:
            writer.write(f"HTTP/1.1 {refusal}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        if verb == "CONNECT":
            self.asked.append(target.split(":")[0])
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self.join(reader, writer)
            return
        address = urlsplit(target)
        self.asked.append(address.hostname or "")
        kept = [line for line in lines if not re.match("(?i)proxy-|connection:", line) and line]
        again = [f"{verb} {address.path} {version}", *kept, "Connection: close", "", ""]
        await self.join(reader, writer, "\r\n".join(again).encode())

    async def socks5(self, reader: Readers, writer: Writers) -> None:
        """RFC 1928 with the password of RFC 1929."""
        _, count = await reader.readexactly(2)
        offered = await reader.readexactly(count)
        if self.refuses == "methods" or 2 not in offered:
            writer.write(b"\x05\xff")
            return
        writer.write(b"\x05\x02")
        _, size = await reader.readexactly(2)
        user = (await reader.readexactly(size)).decode()
        (size,) = await reader.readexactly(1)
        password = (await reader.readexactly(size)).decode()
        is_known = (user, password) == (USER, PASSWORD) and self.refuses != "password"
        writer.write(b"\x01\x00" if is_known else b"\x01\x01")
        if not is_known:
            return
        _, _, _, kind = await reader.readexactly(4)
        if kind == 1:
            host = socket.inet_ntoa(await reader.readexactly(4))
        else:
            (size,) = await reader.readexactly(1)
            host = (await reader.readexactly(size)).decode()
        await reader.readexactly(2)
        self.asked.append(host)
        code = 4 if self.refuses == "host" else 0
        writer.write(struct.pack("!BBBB4sH", 5, code, 0, 1, socket.inet_aton("0.0.0.0"), 0))
        if not code:
            await self.join(reader, writer)


async def _carry(reader: Readers, writer: Writers) -> None:
    while data := await reader.read(2**16):
        writer.write(data)
        await writer.drain()


@asynccontextmanager
async def proxied(kind: str, to: int, *, refuses: str = "") -> AsyncIterator[Proxy]:
    """`kind`: http or socks5. Whatever is asked for leads to `to`."""
    proxy = Proxy(to=to, refuses=refuses)
    serve: Callable[[Readers, Writers], Awaitable[None]] = getattr(proxy, kind)

    async def answer(reader: Readers, writer: Writers) -> None:
        with suppress(OSError, EOFError):
            await serve(reader, writer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
