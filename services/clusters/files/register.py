"""The open register of accredited programmes (Rosobrnadzor), read piece by piece.

The file has tens of thousands of certificates in one XML document of hundreds of megabytes, so one
certificate is held at a time. Of people (heads, entrepreneurs) nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from domain.clusters.professions import CODE_PATTERN
from domain.errors import ImportFileError
from domain.texts import single_spaced

CHUNK_BYTES = 2**20
TEXT_LIMIT = 2_000
"""Characters of one element; the longest that we read are names and addresses."""

DEPTH_LIMIT = 16
MOST_ELEMENTS = 100_000
"""In one certificate; a large university has some thousands of programmes."""

CERTIFICATE, SUPPLEMENT, COLLEGE, PROGRAMME = (
    "Certificate",
    "Supplement",
    "ActualEducationOrganization",
    "EducationalProgram",
)
READ = frozenset(
    {"StatusName", "Id", "FullName", "PostAddress", "Phone", "WebSite", "RegionName",
     "ProgrammName", "ProgrammCode", "IsAccredited", "IsCanceled", "IsSuspended"}
)  # fmt: skip
IN_FORCE = "действ"
YES = frozenset({"1", "true", "да"})


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterCollege:
    """An organisation with its programmes of secondary vocational education in force.

    `programmes` are pairs of code and title. `id` is the register's own.
    """

    id: str
    name: str
    region: str
    address: str = ""
    phone: str = ""
    website: str = ""
    programmes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Frame:
    tag: str
    values: dict[str, str] = field(default_factory=dict)
    inner: list[_Frame] = field(default_factory=list)

    def of(self, tag: str) -> list[_Frame]:
        return [one for one in self.inner if one.tag == tag]


def read_register(file: BinaryIO) -> Iterator[RegisterCollege]:
    """College after college; one with several certificates comes several times.

    Raises ImportFileError for what is no such register, also in the middle.
    """
    reader = _Reader()
    chunk = file.read(CHUNK_BYTES)
    while chunk:
        yield from reader.feed(chunk)
        chunk = file.read(CHUNK_BYTES)
    yield from reader.feed(b"", is_last=True)
    if not reader.certificates:
        raise ImportFileError("import-register-none")


class _Reader:
    def __init__(self) -> None:
        self.certificates = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        # No register has one, and an entity is how a small file becomes a large one.
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._depth = 0
        self._elements = 0
        self._frames: list[_Frame] = []
        self._words: list[str] = []
        self._length = 0
        self._done: list[_Frame] = []

    def feed(self, chunk: bytes, *, is_last: bool = False) -> Iterator[RegisterCollege]:
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            raise ImportFileError("import-file-corrupt", line=error.lineno) from error
        done, self._done = self._done, []
        for certificate in done:
            yield from _colleges(certificate)

    def _refuse(self, *_: object) -> None:
        raise ImportFileError("import-file-corrupt", line=self._parser.CurrentLineNumber)

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEPTH_LIMIT or self._elements > MOST_ELEMENTS:
            self._refuse()
        self._words, self._length = [], 0
        if tag == CERTIFICATE:
            self._frames = [_Frame(tag)]
        elif self._frames and tag in {SUPPLEMENT, COLLEGE, PROGRAMME}:
            frame = _Frame(tag)
            self._frames[-1].inner.append(frame)
            self._frames.append(frame)

    def _text(self, text: str) -> None:
        if self._length < TEXT_LIMIT:
            self._words.append(text[: TEXT_LIMIT - self._length])
            self._length += len(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._frames and tag == self._frames[-1].tag:
            frame = self._frames.pop()
            if tag == CERTIFICATE:
                self.certificates += 1
                self._done.append(frame)
        elif self._frames and tag in READ:
            self._frames[-1].values[tag] = single_spaced("".join(self._words))
        self._words, self._length = [], 0
        if not self._frames:
            self._elements = 0


def _colleges(certificate: _Frame) -> Iterator[RegisterCollege]:
    if not _is_in_force(certificate):
        return
    main = next(iter(certificate.of(COLLEGE)), None)
    for supplement in certificate.of(SUPPLEMENT):
        college = next(iter(supplement.of(COLLEGE)), main)
        programmes = tuple(dict.fromkeys(_programmes(supplement)))
        if college is None or not programmes or not _is_in_force(supplement):
            continue
        values = college.values
        yield RegisterCollege(
            id=values.get("Id", ""),
            name=values.get("FullName", ""),
            region=values.get("RegionName", "") or certificate.values.get("RegionName", ""),
            address=values.get("PostAddress", ""),
            phone=values.get("Phone", ""),
            website=values.get("WebSite", ""),
            programmes=programmes,
        )


def _programmes(supplement: _Frame) -> Iterator[tuple[str, str]]:
    for programme in supplement.of(PROGRAMME):
        values = programme.values
        # The publisher's words: «аккредитована - 0, отказ - 1».
        refused = (values.get(f"Is{why}", "") for why in ("Accredited", "Canceled", "Suspended"))
        code = values.get("ProgrammCode", "")
        if CODE_PATTERN.fullmatch(code) and not any(one.casefold() in YES for one in refused):
            yield code, values.get("ProgrammName", "")


def _is_in_force(frame: _Frame) -> bool:
    status = frame.values.get("StatusName", "")
    return not status or status.casefold().startswith(IN_FORCE)
