"""The web port: health, metrics, calendar feeds and, if set, the webhook."""

from __future__ import annotations

import hashlib
import hmac
import logging
from dataclasses import dataclass

from aiogram import Bot
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.monitoring.metrics_page import MetricsPage
from bot.monitoring.readiness import Readiness
from bot.monitoring.webhook_secret import SecretWatch
from bot.replicas.shared_queue import SharedQueue, is_storable
from bot.settings import Settings
from bot.startup import Startup
from bot.updates.connection_watch import WEBHOOK_PATH
from bot.updates.dispatcher import UpdateDispatcher
from db.unit_of_work import Store
from domain.errors import NotFound, StoreUnavailable
from handlers.programme.calendars.views import calendar_file
from services.programme.calendars import Calendars
from ui.translator import translator

log = logging.getLogger(__name__)

ALIVE_PATH = "/livez"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
CALENDAR_PATH = "/calendar/{name:.*}"
CALENDAR_SUFFIX = ".ics"
FEED_HEADERS = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex"}
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing here is a page: what a browser opens all the same shall neither run nor be kept."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (no password)


@web.middleware
async def reported(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A fault is logged by its route alone: aiohttp itself would log who asked."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        resource = request.match_info.route.resource
        log.exception("web request failed: %s", resource.canonical if resource else "no route")
        return web.Response(status=500)


async def _answer_safely(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in SAFE_HEADERS.items():
        response.headers.setdefault(name, value)
    # aiohttp would tell its version, and Python's.
    response.headers["Server"] = "profkompas"


@dataclass(kw_only=True, slots=True)
class WebPort:
    """Listens from the first moment of the start on; only `/livez` answers 200 before it is over.

    `/healthz` is 503 while the app starts and when the store does not answer.
    """

    bot: Bot
    dispatcher: UpdateDispatcher
    store: Store
    settings: Settings
    calendars: Calendars
    metrics_page: MetricsPage
    readiness: Readiness
    secrets: SecretWatch
    startup: Startup
    queue: SharedQueue | None = None
    """Where several replicas share the webhook."""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        self._runner = web.AppRunner(self.application(), access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.web_host, self.settings.web_port).start()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=4 * 2**20, middlewares=[reported, self.door])
        app.on_response_prepare.append(_answer_safely)
        app.router.add_get(ALIVE_PATH, self.livez)
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/readyz", self.readyz)
        app.router.add_get("/metrics", self.metrics)
        app.router.add_get(CALENDAR_PATH, self.calendar)
        if self.settings.webhook_url:
            app.router.add_post(WEBHOOK_PATH, self.webhook)
        return app

    async def stop(self) -> None:
        """Stops listening and waits for the requests that are being answered."""
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Closed until the start is over: services would meet a store without tables. Telegram
        sends an update again that was not taken."""
        peer = self.startup.waits_for
        if peer is None or request.path == ALIVE_PATH:
            return await handler(request)
        return web.json_response({"status": "starting", "waits_for": peer.value}, status=503)

    async def livez(self, _request: web.Request) -> web.Response:
        """The process turns its loop; whether it can serve anybody is /healthz's to say."""
        return web.json_response({"status": "alive"})

    async def healthz(self, _request: web.Request) -> web.Response:
        try:
            async with self.store.read() as tx:
                version = await tx.clusters.version()
        except Exception:
            return web.json_response({"status": "store unavailable"}, status=503)
        return web.json_response({"status": "ok", "clusters_version": version})

    async def readyz(self, _request: web.Request) -> web.Response:
        """Whether updates and messages get through; 503 names what does not."""
        missing = await self.readiness.missing()
        status = {"status": "not ready" if missing else "ready", "missing": missing}
        return web.json_response(status, status=503 if missing else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        page = await self.metrics_page.page()
        return web.Response(body=page, headers={"Content-Type": METRICS_TYPE})

    async def calendar(self, request: web.Request) -> web.Response:
        """A person's own feed. What is wrong in whatever way is the same 404 as no page at all."""
        token, suffix, rest = request.match_info["name"].rpartition(CALENDAR_SUFFIX)
        try:
            agenda = await self.calendars.shared(token if suffix and not rest else "")
        except NotFound:
            raise web.HTTPNotFound from None
        t, username = translator(agenda.language), self.dispatcher["bot_username"]
        body = await calendar_file(agenda, t, username, is_published=True)
        tag = hashlib.sha256(body).hexdigest()[:32]
        known = request.if_none_match or ()
        is_known = any(one.value in (tag, "*") for one in known)
        response = web.Response(status=304) if is_known else web.Response(body=body)
        response.headers.update(FEED_HEADERS)
        response.etag = tag
        if not is_known:
            response.content_type, response.charset = "text/calendar", "utf-8"
        return response

    async def webhook(self, request: web.Request) -> web.Response:
        """Answers once the update is handled or, where replicas share a queue, is in the store: a
        crash before that makes Telegram send it again, and so does a store that is away.

        What is no update is done with as well, or it would come again and again.
        """
        secret = self.settings.webhook_secret.get_secret_value().encode()
        # Whatever bytes stand there: aiohttp reads a header so, and hmac takes no text but ASCII.
        told = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, secret):
            self.secrets.refuse(has_secret=bool(told))
            return web.Response(status=403)
        self.secrets.admit()
        try:
            update = await request.json()
        except (ValueError, RecursionError):
            update = None
        if self.queue is None or not is_storable(update):
            await self.dispatcher.feed_raw_update(self.bot, update, may_be_repeated=True)
            return web.Response()
        try:
            await self.queue.put(update)
        except (StoreUnavailable, TimeoutError) as error:
            log.warning("an update is left at Telegram: %s", type(error).__name__)
            return web.json_response({"status": "store unavailable"}, status=503)
        return web.Response()
