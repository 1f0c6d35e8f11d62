"""The open register of accredited programmes fills cards and changes nothing that they say."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.errors import ImportFileError
from domain.ids import ClusterId
from services.clusters.files.register import CHUNK_BYTES, read_register
from services.clusters.imports import ClusterImports
from services.clusters.register_imports import RegisterImports
from services.places.gazetteer import Gazetteer, load_gazetteer
from services.search.service import read_professions
from tests.clocks import ManualClock
from tests.searching import DATA
from tests.services.rigs import day_reminders

WELDER = ("15.01.05", "Сварщик (старое название)")
COOK = ("43.01.09", "Повар, кондитер")
DOCTOR = ("31.05.01", "Лечебное дело")


def programme(code: str, title: str, **flags: str) -> str:
    told = {"IsAccredited": "0", "IsCanceled": "0", "IsSuspended": "0", **flags}
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    return (
        "<EducationalProgram><Id>1</Id><EduLevelName>СПО</EduLevelName>"
        f"<ProgrammName>{title}</ProgrammName><ProgrammCode>{code}</ProgrammCode>{inside}"
        "</EducationalProgram>"
    )


def certificate(
    name: str,
    *programmes: str,
    region: str = "Саратовская область",
    status: str = "Действующее",
    org: str = "7",
) -> str:
    college = (
        f"<ActualEducationOrganization><Id>{org}</Id><FullName>{name}</FullName>"
        "<PostAddress>410000, г. Саратов, ул. Учебная, 1</PostAddress>"
        "<Phone>(8452) 20-00-00</Phone><WebSite>www.college.example.org, other.example.org"
        f"</WebSite><HeadName>не читается</HeadName><RegionName>{region}</RegionName>"
        "</ActualEducationOrganization>"
    )
    return (
        f"<Certificate><Id>1</Id><StatusName>{status} </StatusName>"
        f"<RegionName>{region}</RegionName>{college}<Supplements><Supplement>"
        f"<StatusName>{status}</StatusName>{college}"
        f"<EducationalPrograms>{''.join(programmes)}</EducationalPrograms>"
        "</Supplement></Supplements></Certificate>"
    )


def register(*certificates: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?><OpenData><Certificates>'
    return (head + "".join(certificates) + "</Certificates></OpenData>").encode()


LONG_NAME = (
    "Государственное автономное профессиональное образовательное учреждение Саратовской области "
    "&quot;Саратовский политехнический колледж имени Первого Инженера&quot;"
)


def card(name: str, college: str, **values: object) -> Cluster:
    return Cluster(
        id=ClusterId(name),
        name=name,
        industry=Industry.MECHANICAL,
        region="Саратовская область",
        base_college=college,
        **values,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


@pytest.fixture
def imports(store: Store, places: Gazetteer) -> RegisterImports:
    clock = ManualClock()
    clusters = ClusterImports(
        store=store, clock=clock, places=places, reminders=day_reminders(store, clock)
    )
    return RegisterImports(
        store=store, imports=clusters, places=places, professions=read_professions(DATA)
    )


async def saved(store: Store, *cards: Cluster) -> None:
    async with store.write() as tx:
        await tx.clusters.save(cards)


async def found(store: Store, name: str) -> Cluster:
    async with store.read() as tx:
        known = await tx.clusters.find(ClusterId(name))
    assert known is not None
    return known


def file_of(folder: Path, *certificates: str) -> Path:
    path = folder / "register.xml"
    path.write_bytes(register(*certificates))
    return path


async def test_register_fills_what_is_empty_and_can_be_undone(
    imports: RegisterImports, store: Store, tmp_path: Path
) -> None:
    empty = card("a", "Саратовский политехнический колледж", source_note="новость")
    await saved(
        store, empty, card("b", "Саратовский политехнический колледж", professions=("Токарь",))
    )
    path = file_of(
        tmp_path,
        certificate(LONG_NAME, programme(*WELDER), programme(*COOK), programme(*DOCTOR)),
    )
    dry = await imports.import_file(path, dry_run=True)
    untouched = await found(store, "a")
    report = await imports.import_file(path)
    again = await imports.import_file(path)

    filled, listed = await found(store, "a"), await found(store, "b")
    assert (dry.matched, len(dry.report.diff.changed), untouched) == (2, 2, empty)
    assert (report.colleges, report.matched, report.ambiguous) == (1, 2, ())
    assert filled.professions[1:] == ("Повар, кондитер",)
    assert filled.professions[0].startswith("Сварщик (ручной")
    assert filled.website == "https://www.college.example.org"
    assert filled.phone == "(8452) 20-00-00"
    assert filled.address == "410000, г. Саратов, ул. Учебная, 1"
    assert filled.source_note == "новость; программы: реестр аккредитации"
    assert (listed.professions, listed.phone) == (("Токарь",), "(8452) 20-00-00")
    assert again.report.diff.changed == ()
    async with store.write() as tx:
        await imports.imports.undo(tx, by="")
    assert await found(store, "a") == empty


@pytest.mark.parametrize(
    "other",
    [
        certificate(LONG_NAME, programme(*COOK), status="Прекратило действие"),
        certificate(LONG_NAME, programme(*COOK, IsAccredited="1")),
        certificate(LONG_NAME, programme(*COOK, IsCanceled="1")),
        certificate(LONG_NAME, programme(*COOK, IsSuspended="true")),
        certificate(LONG_NAME, programme(*DOCTOR)),
        certificate(LONG_NAME, programme(*COOK), region="г. Москва"),
        certificate("Саратовский медицинский колледж", programme(*COOK)),
    ],
)
async def test_what_is_not_in_force_or_of_another_college_fills_nothing(
    imports: RegisterImports, store: Store, tmp_path: Path, other: str
) -> None:
    await saved(store, card("a", "Саратовский политехнический колледж"))

    report = await imports.import_file(file_of(tmp_path, other))

    assert (report.matched, report.report.diff.changed) == (0, ())


async def test_one_of_several_colleges_is_told_and_left(
    imports: RegisterImports, store: Store, tmp_path: Path
) -> None:
    """A name that says just this is meant, however many say more."""
    await saved(store, card("a", "Политехнический колледж"), card("b", "Колледж связи"))
    path = file_of(
        tmp_path,
        certificate("«Энгельсский политехнический колледж»", programme(*COOK), org="1"),
        certificate("«Балаковский политехнический колледж»", programme(*COOK), org="2"),
        certificate("ГБПОУ «Колледж связи»", programme(*COOK), org="3"),
        certificate("ГБПОУ «Вольский колледж связи»", programme(*WELDER), org="4"),
    )
    report = await imports.import_file(path)

    assert [one.id for one in report.ambiguous] == ["a"]
    assert (await found(store, "b")).professions == ("Повар, кондитер",)


def test_certificates_of_one_college_are_read_one_by_one() -> None:
    data = register(certificate("А", programme(*COOK)), certificate("Б", programme(*WELDER)))

    assert [(one.name, one.programmes) for one in read_register(io.BytesIO(data))] == [
        ("А", (COOK,)),
        ("Б", (WELDER,)),
    ]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "import-file-corrupt"),
        (b"<html><body>404</body></html>", "import-register-none"),
        (register(certificate("А", programme(*COOK)))[:-40], "import-file-corrupt"),
        (b"<OpenData>" + b"<a>" * 30, "import-file-corrupt"),
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
            "import-file-corrupt",
        ),
        ("<OpenData>Реестр".encode("cp1251"), "import-file-corrupt"),
    ],
)
def test_what_is_no_register_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        list(read_register(io.BytesIO(data)))
    assert refused.value.key == key


class Endless:
    """As many certificates as are read, of long texts."""

    def __init__(self, chunks: int) -> None:
        one = certificate("А" * 100_000, programme(*COOK)).encode()
        self._chunk = one * (CHUNK_BYTES // len(one) + 1)
        self._left = chunks

    def read(self, _size: int = -1) -> bytes:
        self._left -= 1
        if self._left == 0:
            return b"</Certificates></OpenData>"
        head = b"<OpenData><Certificates>" if self._left == 59 else b""
        return head + self._chunk if self._left > 0 else b""


@pytest.mark.slow
def test_register_of_any_length_takes_the_memory_of_a_piece() -> None:
    tracemalloc.start()
    count = sum(1 for _ in read_register(cast("BinaryIO", Endless(60))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count > 100
    assert peak < 20 * CHUNK_BYTES
