"""Addresses that strangers chose, read from a server on this computer."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.fetching import CHUNK_BYTES, HttpFetcher, Limits, require_open
from domain.errors import FetchError
from domain.ports import ExpectedContent

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]
Wait = Callable[[float], Awaitable[None]]

QUICK = Limits(size=100_000, total=5, window=0.2, window_bytes=100)
XML = {"Content-Type": "application/xml"}


class Names(AbstractResolver):
    """Every name has these addresses, each time the next ones."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a server whose every page comes from one handler; its address ends with a slash."""
    async with AsyncExitStack() as stack:

        async def start(handler: Handler) -> str:
            app = web.Application()
            app.router.add_route("*", "/{tail:.*}", handler)
            server = await stack.enter_async_context(TestServer(app))
            return str(server.make_url("/"))

        yield start


@pytest.fixture
async def let_pass(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Lets everybody read what has come, then seconds go by at once for all timers."""
    loop = asyncio.get_running_loop()
    real, gone = loop.time, 0.0
    monkeypatch.setattr(loop, "time", lambda: real() + gone)

    async def passed(seconds: float) -> None:
        nonlocal gone
        for _ in range(20):
            await asyncio.sleep(0)
        gone += seconds
        await asyncio.sleep(0)

    return passed


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    one = HttpFetcher(limits=QUICK, allows_loopback=True)
    yield one
    await one.close()


async def refusal(
    fetcher: HttpFetcher, url: str, expected: ExpectedContent = ExpectedContent.FEED
) -> str:
    with pytest.raises(FetchError) as raised:
        await fetcher.fetch(url, expected)
    return raised.value.key


def saying(body: bytes = b"<rss/>", status: int = 200, **headers: str) -> Handler:
    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, status=status, headers={**XML, **named})

    return answer


# -- what works


async def test_fetch_page_comes_with_its_version_and_ours_is_told(
    serve: Serve, fetcher: HttpFetcher
) -> None:
    asked: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(dict(request.headers))
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        return web.Response(body=b"<rss/>", headers={**XML, "ETag": '"v1"', "Last-Modified": "M"})

    url = await serve(answer)

    first = await fetcher.fetch(url, ExpectedContent.FEED)
    again = await fetcher.fetch(
        url, ExpectedContent.FEED, etag=first.etag, last_modified=first.last_modified
    )

    assert (first.body, first.etag, first.last_modified) == (b"<rss/>", '"v1"', "M")
    assert (again.body, again.url) == (None, url)
    assert asked[0]["User-Agent"].startswith("Profkompas/")
    assert asked[1]["If-Modified-Since"] == "M"
    assert "Cookie" not in asked[1]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "GZIP"])
async def test_fetch_packed_page_is_unpacked_whole(
    serve: Serve, fetcher: HttpFetcher, coding: str
) -> None:
    body = b"<rss>" + bytes(range(256)) * 300 + b"</rss>"
    packed = zlib.compress(body) if coding == "deflate" else gzip.compress(body)
    url = await serve(saying(packed, Content_Encoding=coding))

    assert (await fetcher.fetch(url, ExpectedContent.FEED)).body == body


async def test_fetch_redirect_is_followed_and_told(serve: Serve, fetcher: HttpFetcher) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/":
            raise web.HTTPMovedPermanently("/next?a=1")
        return web.Response(body=b"<rss/>", headers=XML)

    url = await serve(answer)

    assert (await fetcher.fetch(url, ExpectedContent.FEED)).url == f"{url}next?a=1"


# -- where it must not go


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1",
        "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_address_that_is_not_of_the_open_internet_is_refused(address: str) -> None:
    with pytest.raises(FetchError, match="fetch-private"):
        require_open(address, allows_loopback=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4010::1", "::ffff:8.8.8.8"])
def test_address_of_the_open_internet_is_taken(address: str) -> None:
    require_open(address, allows_loopback=False)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://127.0.0.1:1/", "fetch-private"),
        ("http://[::1]:1/", "fetch-private"),
        ("http://[::ffff:7f00:1]/", "fetch-private"),
        ("http://localhost:1/", "fetch-private"),
        ("http://2130706433/", "fetch-bad-url"),
        ("http://0x7f.1/", "fetch-bad-url"),
        ("http://127.1/", "fetch-bad-url"),
        ("http://0/", "fetch-bad-url"),
        # As the HTTP client reads them: IDNA makes ASCII of these (UTS 46).
        ("http://１２７.0.0.1:1/", "fetch-private"),
        ("http://127。0。0。1:1/", "fetch-private"),
        ("http://①②⑦.0.0.1:1/", "fetch-private"),
        ("http://127.0.0.1\t:1/", "fetch-private"),
        ("http://12\u00ad7.0.0.1:1/", "fetch-bad-url"),
        ("http://１２７。1/", "fetch-bad-url"),
        ("http://０ｘ7f.1/", "fetch-bad-url"),
        ("http://[::1%25lo]:1/", "fetch-private"),
        ("http://ⓛocalhost:1/", "fetch-private"),
        ("http://example.org\\\\@127.0.0.1/", "fetch-bad-url"),
        ("file:///etc/passwd", "fetch-bad-url"),
        ("ftp://e.org/", "fetch-bad-url"),
        ("gopher://e.org/", "fetch-bad-url"),
        ("http://user:secret@e.org/", "fetch-bad-url"),
        ("http:///nothing", "fetch-bad-url"),
        ("http://e.org:99999/", "fetch-bad-url"),
        ("http://[::1/", "fetch-bad-url"),
        ("", "fetch-bad-url"),
    ],
)
async def test_fetch_of_what_is_no_public_page_is_refused(url: str, key: str) -> None:
    fetcher = HttpFetcher(limits=QUICK)
    try:
        assert await refusal(fetcher, url) == key
    finally:
        await fetcher.close()


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "file:///etc",
        "http://10。0。0。1/",
        "//１０.0.0.1/",
        "http://%31%30.0.0.1/",
    ],
)
async def test_fetch_redirect_into_a_private_network_is_refused(
    serve: Serve, fetcher: HttpFetcher, target: str
) -> None:
    url = await serve(saying(status=302, Location=target))

    assert await refusal(fetcher, url) in {"fetch-private", "fetch-bad-url"}


async def test_fetch_redirect_to_loopback_is_refused_by_the_product() -> None:
    """As the product is wired: a public page that leads to this computer."""
    hits: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hits.append("reached")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    fetcher = HttpFetcher(limits=QUICK, resolver=Names(["127.0.0.1"]))
    try:
        assert await refusal(fetcher, f"http://trap.example.org:{port}/") == "fetch-private"
    finally:
        await fetcher.close()
        server.close()
        await server.wait_closed()
    assert hits == []


class Looser(HttpFetcher):
    """One whose checks of names and addresses have a hole."""

    def _required_address(self, url: str) -> URL:
        return URL(url)


async def test_fetch_of_what_only_the_socket_shows_is_refused(serve: Serve) -> None:
    hits: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        hits.append(request.path)
        return web.Response(body=b"<rss/>", headers=XML)

    url = await serve(answer)
    fetcher, open_one = Looser(limits=QUICK), HttpFetcher(limits=QUICK, allows_loopback=True)
    try:
        assert await refusal(fetcher, url) == "fetch-private"
        assert hits == []
        assert (await open_one.fetch(url, ExpectedContent.FEED)).body == b"<rss/>"
    finally:
        await fetcher.close()
        await open_one.close()


async def test_fetch_name_with_one_private_address_is_a_trap() -> None:
    fetcher = HttpFetcher(limits=QUICK, resolver=Names(["8.8.8.8", "10.0.0.1"]))
    try:
        assert await refusal(fetcher, "http://trap.example.org/") == "fetch-private"
    finally:
        await fetcher.close()


async def test_fetch_asks_for_a_name_once_and_connects_to_that_answer(serve: Serve) -> None:
    """DNS rebinding: what a second question would bring is never seen."""
    url = await serve(saying())
    port = url.rsplit(":", 1)[1].strip("/")
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = HttpFetcher(limits=QUICK, allows_loopback=True, resolver=names)
    try:
        found = await fetcher.fetch(f"http://rebinding.example.org:{port}/", ExpectedContent.FEED)
    finally:
        await fetcher.close()

    assert (found.body, names.asked) == (b"<rss/>", 1)


async def test_fetch_endless_redirects_end(serve: Serve, fetcher: HttpFetcher) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        raise web.HTTPFound(f"/{len(asked)}")

    assert await refusal(fetcher, await serve(answer)) == "fetch-redirects"
    assert len(asked) == 6


# -- what it must not swallow


async def test_fetch_page_that_says_it_is_too_large(serve: Serve, fetcher: HttpFetcher) -> None:
    assert await refusal(fetcher, await serve(saying(b"x" * 200_000))) == "fetch-too-large"


async def test_fetch_page_that_does_not_say_how_large_it_is(
    serve: Serve, fetcher: HttpFetcher
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=XML)
        await response.prepare(request)
        for _ in range(40):
            await response.write(b"x" * 10_000)
        return response

    assert await refusal(fetcher, await serve(answer)) == "fetch-too-large"


@pytest.mark.slow
async def test_fetch_gzip_bomb_is_cut_while_it_unfolds(serve: Serve, fetcher: HttpFetcher) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < CHUNK_BYTES
    url = await serve(saying(bomb, Content_Encoding="gzip"))

    assert await refusal(fetcher, url) == "fetch-too-large"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
async def test_fetch_page_that_is_not_packed_as_told(
    serve: Serve, fetcher: HttpFetcher, coding: str
) -> None:
    assert await refusal(fetcher, await serve(saying(b"<rss/>", Content_Encoding=coding))) == (
        "fetch-broken"
    )


async def test_fetch_server_of_a_byte_a_second_is_left(serve: Serve, let_pass: Wait) -> None:
    left = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=XML)
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x")
                await let_pass(1)
        finally:
            left.set()

    fetcher = HttpFetcher(allows_loopback=True)
    try:
        assert await refusal(fetcher, await serve(answer)) == "fetch-too-slow"
        await left.wait()
    finally:
        await fetcher.close()


async def test_fetch_server_that_never_answers_is_left(serve: Serve, let_pass: Wait) -> None:
    done = asyncio.Event()

    async def answer(_: web.Request) -> web.StreamResponse:
        await let_pass(Limits().total)
        await done.wait()
        return web.Response()

    fetcher = HttpFetcher(allows_loopback=True)
    try:
        assert await refusal(fetcher, await serve(answer)) == "fetch-too-slow"
    finally:
        done.set()
        await fetcher.close()


async def test_fetch_slow_but_steady_server_is_heard_out(serve: Serve, let_pass: Wait) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=XML)
        await response.prepare(request)
        for _ in range(5):
            await response.write(b"x" * 200)
            await let_pass(0.15)
        return response

    fetcher = HttpFetcher(limits=QUICK, allows_loopback=True)
    try:
        assert (
            len((await fetcher.fetch(await serve(answer), ExpectedContent.FEED)).body or b"")
            == 1000
        )
    finally:
        await fetcher.close()


@pytest.mark.parametrize(
    ("kind", "expected", "is_taken"),
    [
        ("application/rss+xml; charset=utf-8", ExpectedContent.FEED, True),
        ("text/html", ExpectedContent.FEED, True),
        ("text/rss+xml", ExpectedContent.FEED, True),
        ("application/x-rss+xml", ExpectedContent.FEED, True),
        ("application/feed+json", ExpectedContent.FEED, True),
        ("application/pdf", ExpectedContent.FEED, False),
        ("image/png", ExpectedContent.FEED, False),
        ("application/pdf", ExpectedContent.ARTICLE, False),
        ("text/html;charset=cp1251", ExpectedContent.ARTICLE, True),
        ("text/html", ExpectedContent.PICTURE, False),
        ("image/svg+xml", ExpectedContent.PICTURE, False),
        ("image/jpeg", ExpectedContent.PICTURE, True),
    ],
)
async def test_fetch_takes_only_what_was_expected(
    serve: Serve, fetcher: HttpFetcher, kind: str, expected: ExpectedContent, is_taken: bool
) -> None:
    url = await serve(saying(Content_Type=kind))

    if is_taken:
        assert (await fetcher.fetch(url, expected)).content_type == kind
    else:
        assert await refusal(fetcher, url, expected) == "fetch-wrong-type"


@pytest.mark.parametrize(
    ("status", "key"),
    [(404, "fetch-gone"), (410, "fetch-gone"), (403, "fetch-forbidden"), (500, "fetch-status")],
)
async def test_fetch_refusals_are_named(
    serve: Serve, fetcher: HttpFetcher, status: int, key: str
) -> None:
    assert await refusal(fetcher, await serve(saying(status=status))) == key


@pytest.mark.parametrize(("told", "heard"), [("120", 120), ("soon", None), ("9" * 20, None)])
async def test_fetch_hears_when_to_come_back(
    serve: Serve, fetcher: HttpFetcher, told: str, heard: float | None
) -> None:
    url = await serve(saying(status=429, Retry_After=told))

    with pytest.raises(FetchError) as raised:
        await fetcher.fetch(url, ExpectedContent.FEED)

    assert raised.value.retry_in == heard


async def test_fetch_connection_that_breaks_is_no_answer(fetcher: HttpFetcher) -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        writer.close()

    server = await asyncio.start_server(drop, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    assert await refusal(fetcher, f"http://127.0.0.1:{port}/") == "fetch-no-answer"
    server.close()
    await server.wait_closed()


async def test_fetch_unpacks_all_members_of_gzip(serve: Serve, fetcher: HttpFetcher) -> None:
    """RFC 1952, 2.2; some servers write one for each flush, and some pad the last."""
    packed = b"".join(gzip.compress(part) for part in (b"one ", b"two ", b"three")) + bytes(8)

    async def handler(request: web.Request) -> web.Response:
        del request
        return web.Response(body=packed, headers={**XML, "Content-Encoding": "gzip"})

    assert (
        await fetcher.fetch(await serve(handler), ExpectedContent.FEED)
    ).body == b"one two three"
