"""The web port: health, metrics and, if set, the webhook."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.settings import Settings
from db.unit_of_work import Store
from domain.outbox import OutboxState

WEBHOOK_PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(kw_only=True, slots=True)
class WebPort:
    """Listens while the app runs. `/healthz` is 503 when the store does not answer."""

    bot: Bot
    dispatcher: Dispatcher
    store: Store
    settings: Settings
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/metrics", self.metrics)
        if self.settings.webhook_url:
            app.router.add_post(WEBHOOK_PATH, self.webhook)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.web_host, self.settings.web_port).start()

    async def stop(self) -> None:
        """Stops listening and waits for the requests that are being answered."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def healthz(self, _request: web.Request) -> web.Response:
        try:
            async with self.store.read() as tx:
                version = await tx.clusters.version()
        except Exception:
            return web.json_response({"status": "store unavailable"}, status=503)
        return web.json_response({"status": "ok", "clusters_version": version})

    async def metrics(self, _request: web.Request) -> web.Response:
        """Counted from rows at the moment of asking."""
        registry = CollectorRegistry()
        rows = Gauge("profkompas_outbox_rows", "Outbox rows", ["state"], registry=registry)
        async with self.store.read() as tx:
            totals = await tx.outbox.totals()
        for state in OutboxState:
            rows.labels(state=state.value).set(totals.get(state, 0))
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    async def webhook(self, request: web.Request) -> web.Response:
        """Answers once the update is handled: a crash before that makes Telegram send it again."""
        secret = self.settings.webhook_secret.get_secret_value()
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, ""), secret):
            return web.Response(status=403)
        update = Update.model_validate(await request.json(), context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update)
        return web.Response()
