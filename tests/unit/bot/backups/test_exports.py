"""What the owner takes along: whole, harmless in a spreadsheet, and without a secret."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.backups.exports import SECRETS, columns_of, export
from db import tables
from db.engine import Database
from db.tables import metadata
from domain.errors import UserError
from tests.clocks import START
from tests.db.copies.filling import filled
from tests.stores import ENGINES

TOKEN = "1234567890:" + "A" * 35
NOT_SECRET = {
    "answers.keywords", "conversations.key", "flood_buckets.tokens", "news.digest",
    "news_entries.digest", "outbox.dedupe_key", "search_finds.key", "search_looks.key",
    "searches.look_key", "subscribers.digest_from", "subscribers.next_digest_at",
    "topic_drafts.code", "topics.code", "users.wants_digest",
}  # fmt: skip
"""Columns whose names sound so."""


async def add_secrets(url: str) -> None:
    database = Database(url)
    async with database.write() as connection:
        link = {
            "user_id": 1,
            "purpose": "calendar",
            "token": "feed-token",
            "digest": "feed-digest",
            "created_at": START,
        }
        await connection.execute(sa.insert(tables.personal_links), link)
        await connection.execute(sa.update(tables.sessions).values(join_code="open-sesame"))
        source = {
            "way": "feed", "title": "=cmd|' /C calc'!A0", "url": "https://me:hush@example.org/rss",
            "is_trusted": False, "is_paused": False, "etag": "", "last_modified": "",
            "failures": 0, "last_error": f"https://api.telegram.org/bot{TOKEN}/getMe",
        }  # fmt: skip
        await connection.execute(sa.insert(tables.news_sources), source)
        await connection.execute(sa.update(tables.news).values(text="ж" * 50_000))
    await database.close()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", ["csv", "json"])
async def test_export_has_every_row_and_no_secret(engine: str, form: str, tmp_path: Path) -> None:
    async with filled(engine, tmp_path) as url:
        await add_secrets(url)

        rows = await export(url, tmp_path / "out", form, ";")

    files = {file.name: file.read_text("utf-8-sig") for file in (tmp_path / "out").iterdir()}
    assert (
        set(files)
        == {f"{name}.{form}" for name in metadata.tables}
        == {f"{name}.{form}" for name in rows}
    )
    whole = "".join(files.values())
    for secret in ("feed-token", "feed-digest", "open-sesame", "hush", TOKEN):
        assert secret not in whole
    counts = {name: len(read(files[f"{name}.{form}"], form)) for name in rows}
    assert counts == rows
    assert (rows["users"], rows["uploads"], rows["personal_links"]) == (2, 2, 1)
    contents = {one["content"] for one in read(files[f"uploads.{form}"], form)}
    assert contents == {"", base64.b64encode(bytes(range(256))).decode()}
    assert read(files[f"news.{form}"], form)[0]["text"] == "ж" * 50_000
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def read(text: str, form: str) -> list[dict[str, str]]:
    if form == "json":
        found: list[dict[str, str]] = json.loads(text)
        return found
    csv.field_size_limit(10**6)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.slow
async def test_csv_runs_nothing_and_keeps_numbers(tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path) as url:
        await add_secrets(url)
        await export(url, tmp_path / "out", "csv", ",")
        await export(url, tmp_path / "as_it_is", "json", ",")

    text = (tmp_path / "out" / "news_sources.csv").read_text("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["title"] == "'=cmd|' /C calc'!A0"
    users = (tmp_path / "out" / "users.csv").read_text("utf-8-sig")
    assert [one["first_name"] for one in csv.DictReader(io.StringIO(users, newline=""))] == [
        "'=Анна\n🙂"
    ] * 2
    exact = json.loads((tmp_path / "as_it_is" / "users.json").read_text())
    assert [(one["id"], one["first_name"], one["tz"]) for one in exact] == [
        (1, "=Анна\n🙂", None), (2**40, "=Анна\n🙂", None)
    ]  # fmt: skip
    assert exact[0]["created_at"] == START.isoformat()


async def test_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path) as url:
        with pytest.raises(UserError, match="export-folder-filled"):
            await export(url, tmp_path, "csv", ";")
    assert not (tmp_path / "users.csv").exists()


def test_every_column_that_sounds_secret_is_left_out_or_known() -> None:
    sounding = {
        f"{table.name}.{column}"
        for table in metadata.tables.values()
        for column in columns_of(table)
        if any(word in column for word in ("token", "secret", "password", "digest", "code", "key"))
    }
    assert sounding == NOT_SECRET
    there = {name: set(metadata.tables[name].columns.keys()) for name in SECRETS}
    assert all(names <= there[name] for name, names in SECRETS.items())
