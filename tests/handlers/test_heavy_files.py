"""Files that are too much for the bot: the organiser hears it, and the bot goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.files.isolation import InProcess
from services.files.workbooks import CELL_LIMIT, MIB
from tests.handlers.conftest import staged
from tests.handlers.programme.organisers import (
    CHANGED,
    HEAD,
    open_event,
    opened_office,
)


def far_cell() -> bytes:
    """Just beyond the bound: a workbook of five kilobytes."""
    book = Workbook()
    book.worksheets[0].append(["Название"])
    book.worksheets[0].cell(CELL_LIMIT // 1_000 + 1, 1_000, "x")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("memory", "name", "data", "said"),
    [
        (1024, "p.xlsx", far_cell(), "занимают 5 001 строк и 1 000 столбцов, а можно"),
        (8, "p.csv", (HEAD + CHANGED).encode(), "ушло бы больше 8 МБ памяти"),
    ],
)
async def test_file_that_is_too_much_is_refused_and_the_bot_goes_on(
    tmp_path: Path, prepared: Path, memory: int, name: str, data: bytes, said: str
) -> None:
    reader = InProcess(memory=memory * MIB)
    async with staged(tmp_path, prepared, file_reader=reader, on_threads=True) as stage:
        office = await opened_office(stage)
        await open_event(office)
        await office.click("Загрузить файл")
        await office.upload(name, data)
        refusal = office.last.text
        await office.send("/program")

        assert said in refusal.replace("\xa0", " ").replace("\u202f", " ")
        assert "Экспертная сессия" in office.last.text
