"""The web chat's HTTP side: a page, a small JSON API for each person, and a stream of events.

Meant for one's own machine: it listens on loopback, and refuses requests that another site's page
could have caused (foreign Origin, a form's content type, a name of its own for this machine).
"""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import BodyPartReader, web

from sandbox.chats import Json
from sandbox.errors import WorldError
from sandbox.world import World
from sandbox.writing import File

STATIC = Path(__file__).parent / "static"
UPLOAD_LIMIT = 20 * 2**20
EVENTS_WAITING = 1_000
"""A page that reads slower than this many events behind is told to load the state anew."""

STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"\x1aE\xdf\xa3": "video/webm",
}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Persona:
    """Somebody the visitor can be. Titles are shown, `id` is the person's in the world."""

    id: int
    role: str
    title_ru: str
    title_en: str
    note_ru: str
    note_en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    name: str
    name_latin: str
    region: str
    lat: float
    lon: float


Act = Callable[[World, int, Json], Any]


def is_loopback(host: str) -> bool:
    """Whether a name or an address, without its port, is of this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def add_chat(
    app: web.Application,
    world: World,
    personas: Sequence[Persona],
    towns: Sequence[Town],
    *,
    is_open: bool = False,
) -> None:
    """Puts the web chat beside the Bot API front in one application. It knows this machine by the
    names of loopback alone, unless it `is_open` to a network."""
    if not is_open:
        app.middlewares.append(_own_names_only)
    chat = _Chat(world, {persona.id: persona for persona in personas}, towns)
    app.middlewares.append(_guard)
    router = app.router
    router.add_get("/", chat.page)
    router.add_static("/static", STATIC)
    router.add_get("/chat/api/personas", chat.on_personas)
    router.add_get("/chat/api/towns", chat.on_towns)
    router.add_get("/chat/api/communities", chat.on_communities)
    router.add_get("/chat/api/communities/{chat:-\\d+}", chat.on_community)
    router.add_get("/chat/api/{person:\\d+}/state", chat.on_state)
    router.add_get("/chat/api/{person:\\d+}/events", chat.on_events)
    router.add_post("/chat/api/{person:\\d+}/upload", chat.on_upload)
    router.add_post("/chat/api/{person:\\d+}/{act:[a-z_]+}", chat.on_act)
    router.add_get("/chat/file/{file_id}", chat.on_file)


@web.middleware
async def _own_names_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Another site's name may lead here (DNS rebinding): its pages would be of our origin."""
    if not is_loopback(urlsplit(f"//{request.host}").hostname or ""):
        return _failed("the sandbox is open to this machine only", 403)
    return await handler(request)


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    is_bot_api = request.path.startswith(("/bot", "/file/bot"))
    if not is_bot_api and request.method == "POST" and not _is_own_page(request):
        return _failed("this request did not come from the chat's own page", 403)
    response = await handler(request)
    if not is_bot_api and not response.prepared:
        response.headers.update(HEADERS)
    return response


def _is_own_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    return not foreign and request.content_type in {"application/json", "multipart/form-data"}


class _Chat:
    def __init__(self, world: World, personas: dict[int, Persona], towns: Sequence[Town]) -> None:
        self._world = world
        self._personas = personas
        self._towns = [asdict(town) for town in towns]

    async def page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def on_personas(self, _request: web.Request) -> web.Response:
        return web.json_response([asdict(persona) for persona in self._personas.values()])

    async def on_towns(self, _request: web.Request) -> web.Response:
        return web.json_response(self._towns)

    async def on_state(self, request: web.Request) -> web.Response:
        person = self._person(request)
        chat = self._world.chat(person)
        bot = self._world.bot
        return web.json_response(
            {
                "me": chat.person,
                "bot": bot.user,
                "messages": self._world.history(person),
                "keyboard": chat.keyboard,
                "commands": {code: self._world.commands(bot.token, code) for code in ("ru", "en")},
                "is_blocked": chat.is_blocked,
                "pinned": chat.pinned,
            }
        )

    async def on_communities(self, _request: web.Request) -> web.Response:
        return web.json_response(
            [
                {
                    "chat": chat.head(),
                    "topics": [
                        {"thread_id": thread_id, "name": name}
                        for thread_id, name in chat.topics.items()
                    ],
                }
                for chat in self._world.communities
            ]
        )

    async def on_community(self, request: web.Request) -> web.Response:
        try:
            chat = self._world.community(int(request.match_info["chat"]))
        except WorldError:
            raise web.HTTPNotFound from None
        return web.json_response(self._world.history(chat.id))

    async def on_events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events of every persona: the page counts what is unread in other chats."""
        queue: asyncio.Queue[Json] = asyncio.Queue(EVENTS_WAITING)

        def listen(event: Json) -> None:
            if event["type"] != "update" and not queue.full():
                queue.put_nowait(event)

        self._person(request)
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        # Before the page learns that the stream is open: it asks for the state then.
        stop = self._world.subscribe(listen)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while True:
                event = await queue.get()
                await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        except (ConnectionResetError, asyncio.CancelledError):
            return response
        finally:
            stop()

    async def on_act(self, request: web.Request) -> web.Response:
        act = ACTS.get(request.match_info["act"])
        if act is None:
            return _failed("no such act", 404)
        try:
            given = await request.json()
            result = act(self._world, self._person(request), given)
        except WorldError as error:
            return _failed(str(error))
        except (KeyError, TypeError, ValueError) as error:
            return _failed(f"the request lacks or misspells something: {error!r}")
        return web.json_response({"ok": True, "result": result})

    async def on_upload(self, request: web.Request) -> web.Response:
        person = self._person(request)
        upload = await _read_upload(request)
        if not upload.files:
            return _failed("there is no file in the request")
        if any(len(data) > UPLOAD_LIMIT for _, data, _ in upload.files):
            return _failed("files up to 20 MB can be sent")
        try:
            sent = _send_files(self._world, person, upload)
        except WorldError as error:
            return _failed(str(error))
        return web.json_response({"ok": True, "result": sent})

    async def on_file(self, request: web.Request) -> web.Response:
        """Pictures and videos are shown, all else only downloaded: it may be somebody's HTML."""
        stored = self._world.files.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        kind = _shown_type(stored.data)
        headers = {} if kind else {"Content-Disposition": "attachment"}
        return web.Response(
            body=stored.data, content_type=kind or "application/octet-stream", headers=headers
        )

    def _person(self, request: web.Request) -> int:
        person = int(request.match_info["person"])
        if person not in self._personas:
            raise web.HTTPNotFound
        return person


@dataclass(frozen=True, kw_only=True, slots=True)
class _Files:
    """What the visitor picked: name, content and kind of each, and the words to them."""

    files: list[File]
    caption: str
    reply_to: int | None


async def _read_upload(request: web.Request) -> _Files:
    """Fields `kind` and files come in the same order."""
    fields: dict[str, list[str]] = {}
    files: list[tuple[str, bytes]] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            fields.setdefault(part.name, []).append(await part.text())
        else:
            files.append((part.filename, bytes(await part.read(decode=True))))
    kinds = [*fields.get("kind", []), *["document"] * len(files)]
    replied = fields.get("reply_to", [""])[0]
    return _Files(
        files=[(name, data, kind) for (name, data), kind in zip(files, kinds, strict=False)],
        caption=fields.get("caption", [""])[0],
        reply_to=int(replied) if replied.isdecimal() else None,
    )


def _send_files(world: World, person: int, upload: _Files) -> Any:
    if len(upload.files) > 1:
        return world.upload_album(person, upload.files, upload.caption, reply_to=upload.reply_to)
    [(name, data, kind)] = upload.files
    return world.upload(
        person, name, data, kind=kind, caption=upload.caption, reply_to=upload.reply_to
    )


def _choose_inline(world: World, person: int, given: Json) -> Json:
    return world.choose_inline(person, str(given["inline_query_id"]), str(given["result_id"]))


def _locate(world: World, person: int, given: Json) -> Json:
    live = int(given["live_period"]) if given.get("live_period") else None
    lat, lon = float(given["lat"]), float(given["lon"])
    return world.share_location(person, lat, lon, live_period=live)


def _venue(world: World, person: int, given: Json) -> Json:
    lat, lon = float(given["lat"]), float(given["lon"])
    return world.share_venue(person, lat, lon, str(given["title"]), str(given["address"]))


def _number(given: Json, name: str) -> int | None:
    return int(given[name]) if given.get(name) is not None else None


def _poll(world: World, person: int, given: Json) -> Json:
    options = [str(option) for option in given["options"]]
    anonymous = bool(given.get("anonymous", True))
    return world.create_poll(person, str(given["question"]), options, anonymous=anonymous)


LANGUAGES = {code: code for code in ("ru", "en")}
"""Those of the page; another one is refused."""

ACTS: dict[str, Act] = {
    "say": lambda world, person, given: world.say(
        person, str(given["text"]), reply_to=_number(given, "reply_to")
    ),
    "poll": _poll,
    "delete": lambda world, person, given: world.delete_own(person, int(given["message_id"])),
    "location": _locate,
    "venue": _venue,
    "press": lambda world, person, given: world.press(
        person,
        int(given["message_id"]),
        str(given["data"]),
        chat_id=_number(given, "chat_id"),
    ),
    "inline": lambda world, person, given: world.ask_inline(
        person, str(given["query"]), str(given.get("offset", ""))
    ),
    "choose_inline": _choose_inline,
    "pick_users": lambda world, person, given: world.share_users(
        person, *map(int, given["user_ids"])
    ),
    "pick_chat": lambda world, person, given: world.share_chat(person, int(given["picked"])),
    "speak": lambda world, person, given: world.speak(person, LANGUAGES[given["language"]]),
    "block": lambda world, person, _given: world.block_bot(person),
    "unblock": lambda world, person, _given: world.unblock_bot(person),
}


def read_towns(path: Path, count: int = 200) -> list[Town]:
    """The largest places of a gazetteer file, largest first."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: -int(row["population"] or 0))
    return [
        Town(
            name=row["name"],
            name_latin=row["name_latin"],
            region=row["region"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for row in _unique(rows)
    ][:count]


def _unique(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({(row["name"], row["region"]): row for row in reversed(list(rows))}.values())[::-1]


def _failed(error: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)


def _shown_type(data: bytes) -> str | None:
    """The type of a file that a browser may open in the page, told by its first bytes; None of
    others."""
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None
