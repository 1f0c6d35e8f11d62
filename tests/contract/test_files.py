"""Files up and down, by upload, by id and by attachment."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile
from aiohttp import ClientResponseError

from tests.contract.conftest import MARIA, Stage

CONTENT = "название;город\nКолледж;Омск\n".encode() * 5_000


async def test_document_of_a_person_is_downloaded_whole(stage: Stage) -> None:
    stage.world.upload(MARIA, "кластеры.csv", CONTENT, mime="text/csv", caption="Вот")
    [update] = await stage.bot.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == (
        "кластеры.csv",
        "text/csv",
        len(CONTENT),
    )

    target = await stage.bot.download(document, destination=BytesIO())

    assert target is not None
    assert target.read() == CONTENT


async def test_document_sent_up_is_stored_and_sent_again_by_its_id(stage: Stage) -> None:
    file = BufferedInputFile(CONTENT, "программа.ics")

    first = await stage.bot.send_document(
        MARIA, file, caption="<b>Программа</b>", parse_mode="HTML"
    )
    assert first.document is not None
    second = await stage.bot.send_document(MARIA, first.document.file_id)

    assert second.document == first.document
    assert (first.document.file_name, first.html_text) == ("программа.ics", "<b>Программа</b>")
    assert stage.world.files[first.document.file_id].data == CONTENT


async def test_document_cannot_pass_for_a_photo(stage: Stage) -> None:
    sent = await stage.bot.send_document(MARIA, BufferedInputFile(b"text", "a.txt"))
    assert sent.document is not None

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.send_photo(MARIA, sent.document.file_id)

    assert caught.value.message == "Bad Request: can't use file of type Document as Photo"


async def test_file_over_20_mb_is_not_handed_out(stage: Stage) -> None:
    big = stage.world.upload(MARIA, "a.zip", bytes(20 * 2**20 + 1))

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.get_file(big["document"]["file_id"])

    assert caught.value.message == "Bad Request: file is too big"


async def test_path_that_leads_nowhere_is_not_found(stage: Stage) -> None:
    with pytest.raises(ClientResponseError) as caught:
        await stage.bot.download_file("files/none")

    assert (caught.value.status, caught.value.message) == (404, "Not Found")
