"""One table of renderers, whole; a row that cannot be read raises before anything is sent."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.renderers import Renderers
from db.engine import Database
from db.unit_of_work import Store
from domain.ids import ChatId, OutboxId, UserId
from domain.outbox import (
    OutboxRow,
)
from domain.outgoing import Kind, Payload, UnreadableMessage
from domain.people.users import Language
from services.announcements.dispatches import Dispatches
from services.news.delivery import DigestContents
from services.people.organisers import Organisers
from tests.clocks import ManualClock
from tests.unit.domain.test_outgoing import TYPES
from ui.translator import translator

T = translator(Language.EN)


@pytest.fixture
def renderers(tmp_path: Path) -> Renderers:
    clock, store = ManualClock(), Store(Database(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}"))
    organisers = Organisers(store=store, clock=clock, owners=frozenset({UserId(1)}))
    return Renderers(
        store=store,
        clock=clock,
        dispatches=Dispatches(store=store, clock=clock, organisers=organisers, rate=25),
        default_zone=ZoneInfo("Europe/Moscow"),
        is_paid=False,
        digest_contents=DigestContents(store=store),
        username="x_bot",
    )


def row(kind: Kind, payload: Payload) -> OutboxRow:
    return OutboxRow(id=OutboxId(1), chat_id=ChatId(5), kind=kind, payload=payload, attempts=1)


def test_every_kind_is_rendered_from_its_own_type(renderers: Renderers) -> None:
    assert {kind: one.type for kind, one in renderers.table.items()} == TYPES
    assert renderers.table.keys() == set(Kind)


async def test_row_of_an_earlier_release_is_rendered(renderers: Renderers) -> None:
    payload: Payload = {
        "cluster_id": "a",
        "cluster_name": "Ferrous",
        "reporter": "R",
        "comment": "Typo",
    }
    [call] = await renderers.calls(row(Kind.REPORT, payload), T)

    text = call.model_dump()["text"]
    assert "Typo" in text
    assert "https://t.me/x_bot?start=cluster_a" in text


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {
    Kind.ANNOUNCEMENT, Kind.CORRECTION, Kind.RECALL}])  # fmt: skip
async def test_row_without_what_it_is_about_is_refused_by_name(
    renderers: Renderers, kind: Kind
) -> None:
    with pytest.raises(UnreadableMessage, match=f"kind '{kind}' cannot be read: .* is missing"):
        await renderers.calls(row(kind, {}), T)
