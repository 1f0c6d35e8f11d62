"""What a monitoring system is told, and what owners are told of by the bot itself."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
import subprocess
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.monitoring import settings_watch, watchdog
from bot.monitoring.settings_watch import SettingsWatch
from bot.monitoring.update_metrics import UpdateOutcome
from db.replicas.incoming import PresenceQueries
from db.tables import news_sources, outbox
from domain.clusters.messages import CardReportAnswer
from domain.ids import ChatId, ClusterId
from domain.outbox import NewMessage, Priority
from outbox.lease import DELIVERY, DELIVERY_LEASE
from sandbox.client import UserClient
from sandbox.faults import Faults, of_method
from services.clusters.catalogue import Clusters
from tests.handlers.conftest import Stage
from tests.programs import program

pytestmark = pytest.mark.usefixtures("on_threads")

ROOT = Path(__file__).parents[2]
Usage = namedtuple("Usage", "total used free")


async def asked(stage: Stage, path: str) -> tuple[int, str]:
    async with TestClient(TestServer(stage.app.web.application())) as client:
        answer = await client.get(path)
        return answer.status, await answer.text()


async def figures(stage: Stage) -> dict[tuple[str, ...], float]:
    """By name and values of labels."""
    status, page = await asked(stage, "/metrics")
    assert status == 200
    return {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(page)
        for one in family.samples
    }


async def names(stage: Stage) -> set[str]:
    _, page = await asked(stage, "/metrics")
    found = {family.name: family.type for family in text_string_to_metric_families(page)}
    more = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
    return {name + end for name, kind in found.items() for end in more.get(kind, ("",))}


async def queued(stage: Stage, person: UserClient) -> None:
    row = NewMessage(
        dedupe_key="told",
        chat_id=ChatId(person.id),
        message=CardReportAnswer(cluster_id=ClusterId("a"), cluster_name="А", answer="Да"),
        priority=Priority.NOTICE,
        not_before=stage.clock.now(),
    )
    async with stage.app.store.write() as tx:
        await tx.outbox.add([row], stage.clock.now())


async def test_updates_are_counted_by_kind_and_by_how_they_ended(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    await student.press("a:home", forged=True)
    working = stage.app.dispatcher["clusters"]
    stage.app.dispatcher["clusters"] = Clusters(store=None, clock=working.clock)  # type: ignore[arg-type]  # to fail
    await student.send("🏭 По отрасли")
    await student.send("🗺 По региону")
    stage.app.dispatcher["clusters"] = working

    found = await figures(stage)
    assert found["profkompas_updates_total", "message", "handled"] == 1
    assert found["profkompas_updates_total", "callback_query", "refused"] == 1
    assert found["profkompas_updates_total", "message", "failed"] == 2
    assert found["profkompas_handler_seconds_count",] == 4
    assert found["profkompas_handler_seconds_bucket", "+Inf"] == 4


async def test_lookups_are_counted_by_how_they_were_read(
    stage: Stage, student: UserClient
) -> None:
    for text in ("сварщик в Саранске", "сварщик в Соранске", "ыыы"):
        await student.send(text)

    found = await figures(stage)
    readings = {key[1]: n for key, n in found.items() if key[0] == "profkompas_lookups_total"}
    assert readings == {"good": 1, "slip": 1, "not_understood": 1}


async def test_queue_is_told_by_kind_and_sends_by_outcome(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    await queued(stage, student)
    stage.clock.advance(seconds=90)

    waiting = await figures(stage)
    assert waiting["profkompas_outbox_queued", "answer"] == 1
    assert waiting["profkompas_outbox_oldest_seconds", "answer"] == 90
    await stage.app.worker.drain()
    sent = await figures(stage)
    assert sent["profkompas_sends_total", "sent"] == 1
    assert ("profkompas_outbox_queued", "answer") not in sent
    assert sent["profkompas_delivers",] == 1


async def test_ready_is_who_has_all_that_it_needs(stage: Stage) -> None:
    status, page = await asked(stage, "/readyz")
    assert (status, json.loads(page)["missing"]) == (503, ["lease", "updates"])

    await stage.app.worker.drain()
    stage.world.say(stage.person().id, "/start")  # so that the poll need not wait
    polling = asyncio.create_task(stage.app.polling.run(["message"]))
    while stage.app.polling.answered_at is None:  # noqa: ASYNC110  (it has no event)
        await asyncio.sleep(0)
    stage.app.polling.stop()
    await polling

    assert await asked(stage, "/readyz") == (200, '{"status": "ready", "missing": []}')
    stage.clock.advance(minutes=4)
    status, page = await asked(stage, "/readyz")
    assert (status, json.loads(page)["missing"]) == (503, ["updates"])
    async with stage.app.database.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = 'old'"))
    status, page = await asked(stage, "/readyz")
    assert (status, json.loads(page)["missing"]) == (503, ["schema", "updates"])


async def test_owner_is_told_once_of_a_queue_that_stands_and_once_when_it_moves(
    stage: Stage, student: UserClient
) -> None:
    owner = await stage.organiser()
    await student.send("/start")
    await stage.app.worker.drain()
    await queued(stage, student)
    heard = len(owner.inbox)
    for minutes in (5, 5, 1, 1):
        stage.clock.advance(minutes=minutes)
        await stage.app.watchdog.look()
    assert [one.text.split("\n")[0] for one in owner.inbox[heard:]] == [
        "🚨 Сообщения не уходят: первое в очереди ждёт 11 мин."
    ]
    await stage.app.worker.drain()
    for _ in range(2):
        await stage.app.watchdog.look()
    assert [one.text for one in owner.inbox[heard + 1 :]] == ["✅ Очередь снова движется."]


async def test_owner_is_told_of_errors_feeds_and_the_disk(
    stage: Stage, student: UserClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await stage.organiser()
    await stage.app.worker.drain()
    await stage.app.news.news_sources.ensure_feeds(("https://example.org/f",))
    async with stage.app.database.write() as connection:
        await connection.execute(sa.update(news_sources).values(failures=5))
    heard = len(owner.inbox)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, watchdog.DISK_LOW - 1))
    await stage.app.watchdog.look()
    stage.app.watchdog.metrics.updates["message", UpdateOutcome.FAILED] += 5
    await stage.app.watchdog.look()

    begun = [one.text.split("\n")[0] for one in owner.inbox[heard:]]
    assert begun == [
        "🚨 На диске осталось 499 МБ.",
        "⚠️ 1 источник новостей не читается уже несколько часов.",
        "🚨 Бот часто ошибается.",
    ]
    monkeypatch.undo()
    async with stage.app.database.write() as connection:
        await connection.execute(sa.update(news_sources).values(failures=0))
    for _ in range(watchdog.ERROR_WINDOW + 2):
        await stage.app.watchdog.look()
    assert len(owner.inbox) == heard + 6
    assert all(one.text.startswith("✅") for one in owner.inbox[heard + 3 :])


async def test_owner_is_told_once_of_settings_that_differ_and_once_when_they_agree(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await stage.organiser()
    await stage.app.worker.drain()
    others = [{"SEND_RATE": "a", "ADMIN_IDS": "b"}, {"SEND_RATE": "x", "ADMIN_IDS": "y"}]

    async def left(*_given: object) -> list[dict[str, str]]:
        return others

    monkeypatch.setattr(PresenceQueries, "settings", left)
    stage.app.watchdog.settings = SettingsWatch(others[0])
    heard = len(owner.inbox)
    for _ in range(settings_watch.LOOKS + 2):
        await stage.app.watchdog.look()
    [begun] = owner.inbox[heard:]
    others.pop()
    for _ in range(2):
        await stage.app.watchdog.look()

    told = "⚠️ У экземпляров бота разные настройки: ADMIN_IDS, SEND_RATE."
    assert begun.text.splitlines()[0] == told
    over = [one.text for one in owner.inbox[heard + 1 :]]
    assert over == ["✅ Настройки у экземпляров бота снова одинаковые."]


async def test_what_reached_no_owner_is_told_by_a_later_look(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await stage.organiser()
    heard = len(owner.inbox)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, watchdog.DISK_LOW - 1))
    stage.world.faults.server_error(502, when=of_method("sendMessage"), times=20)
    await stage.app.watchdog.look()
    assert len(owner.inbox) == heard
    stage.world.faults = Faults()
    for _ in range(30):
        stage.clock.advance(minutes=1)
        await stage.app.watchdog.look()

    assert [one.text.split("\n")[0] for one in owner.inbox[heard:]] == [
        "🚨 На диске осталось 499 МБ."
    ]


async def test_trouble_that_comes_and_goes_is_told_in_pairs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the quiet time only what the owners were told of can be over."""
    owner = await stage.organiser()
    heard = len(owner.inbox)
    for minute in range(60):
        low = watchdog.DISK_LOW - 1 if minute % 3 else watchdog.DISK_LOW
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=low: Usage(1, 1, free))
        stage.clock.advance(minutes=1)
        await stage.app.watchdog.look()

    told = [one.text[0] for one in owner.inbox[heard:]]
    assert told == ["🚨", "✅"] * (len(told) // 2)
    assert 2 <= len(told) <= 10


async def test_who_does_not_deliver_tells_nothing_of_the_store(
    stage: Stage, student: UserClient
) -> None:
    owner = await stage.organiser()
    await student.send("/start")
    await queued(stage, student)
    heard = len(owner.inbox)
    stage.clock.advance(minutes=30)
    await stage.app.watchdog.look()

    assert len(owner.inbox) == heard
    async with stage.app.database.read() as connection:
        assert len((await connection.execute(sa.select(outbox.c.id))).all()) == 1


async def test_who_told_of_a_trouble_tells_its_end_and_the_next_one_whoever_delivers(
    stage: Stage, student: UserClient
) -> None:
    """Or a queue that stands again after delivery went there and back would be told by nobody."""
    owner = await stage.organiser()
    await student.send("/start")
    await stage.app.worker.drain()
    await queued(stage, student)
    heard = len(owner.inbox)
    stage.clock.advance(minutes=11)
    await stage.app.watchdog.look()

    store, other = stage.app.store, "another process"
    async with store.write() as tx:
        assert await tx.leases.take(DELIVERY, other, stage.clock.now(), DELIVERY_LEASE)
    await stage.app.worker.drain()
    assert not stage.app.worker.delivers
    async with stage.app.database.write() as connection:
        await connection.execute(sa.delete(outbox))
    for _ in range(2):
        await stage.app.watchdog.look()
    async with store.write() as tx:
        await tx.leases.give_up(DELIVERY, other)
    stage.clock.advance(minutes=30)
    await stage.app.worker.drain()
    await queued(stage, student)
    stage.clock.advance(minutes=11)
    await stage.app.watchdog.look()

    assert [one.text[0] for one in owner.inbox[heard:]] == ["🚨", "✅", "🚨"]


async def test_promtool_finds_nothing_in_the_figures(stage: Stage, student: UserClient) -> None:
    """`check metrics` knows the format, and what names and units should be like."""
    promtool = program("promtool", "Debian: prometheus")
    await student.send("/start")
    await student.send("сварщик в Саранске")
    await queued(stage, student)
    stage.clock.advance(seconds=90)
    waiting = (await asked(stage, "/metrics"))[1]
    await stage.app.worker.drain()
    for page in (waiting, (await asked(stage, "/metrics"))[1]):
        done = await asyncio.create_subprocess_exec(
            *(promtool, "check", "metrics"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        told, _ = await done.communicate(page.encode())
        assert (done.returncode, told.decode()) == (0, "")


def test_promtool_takes_the_alerts() -> None:
    promtool = program("promtool", "Debian: prometheus")
    done = subprocess.run(
        [promtool, "check", "rules", ROOT / "deploy" / "prometheus-rules.json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout


def queries(node: Any) -> list[str]:
    """Every `expr` of a dashboard or of rules, however deep."""
    if isinstance(node, dict):
        own = [node["expr"]] if isinstance(node.get("expr"), str) else []
        return own + [one for value in node.values() for one in queries(value)]
    return [one for value in node for one in queries(value)] if isinstance(node, list) else []


async def test_dashboard_and_alerts_ask_for_figures_that_there_are(
    stage: Stage, student: UserClient
) -> None:
    dashboard = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text("utf-8"))
    rules = json.loads((ROOT / "deploy/prometheus-rules.json").read_text("utf-8"))
    served = await names(stage)
    asked_for = {
        name
        for query in queries(dashboard) + queries(rules)
        for name in re.findall(r"\b(?:profkompas|process)_[a-z_]+", query)
    }

    assert asked_for - served == set()
    ours = {name for name in served if name.startswith("profkompas_")}
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in asked_for}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in ours} - shown == set()


@pytest.mark.parametrize(("sign", "word"), [(1, "спешат"), (-1, "отстают")])
async def test_clock_that_is_not_the_databases_is_told_once_and_when_it_is_right(
    stage: Stage, sign: int, word: str
) -> None:
    owner = await stage.organiser()
    watch, worker = stage.app.watchdog, stage.app.worker
    before = len(owner.inbox)
    for seconds in (0, 29, 300, 301, 20, 2, 2):
        worker.lease.clock_ahead = timedelta(seconds=sign * seconds)
        await watch.look()

    assert [one.text.split("\n")[0] for one in owner.inbox[before:]] == [
        f"🚨 Часы машины {socket.gethostname()} {word} на 300 с по сравнению с часами базы.",
        "✅ Часы машин снова сходятся.",
    ]


async def test_replica_that_loses_the_delivery_again_and_again_tells_the_owners(
    stage: Stage,
) -> None:
    owner = await stage.organiser()
    watch, worker = stage.app.watchdog, stage.app.worker
    said = []
    for losses in (0, 1, 1, 2, 2):
        worker.lease.losses = losses
        await watch.look()
        said.append(len(owner.inbox))
    for _ in range(watchdog.ERROR_WINDOW + 1):
        await watch.look()

    assert [count - said[0] for count in said] == [0, 0, 0, 1, 1]
    assert [one.text.split("\n")[0] for one in owner.inbox[said[0] :]] == [
        "🚨 Экземпляры бота перехватывают друг у друга отправку сообщений.",
        "✅ Сообщения снова отправляет один экземпляр.",
    ]
