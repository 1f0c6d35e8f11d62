"""A college's own page of its programmes, by the markup that Russian colleges must publish.

Rosobrnadzor's order on official websites (section «Образование», /sveden/education) has
every programme in elements with itemprop eduCode, eduName and eduForm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from domain.clusters.facts import StudyForm
from domain.clusters.professions import CODE_PATTERN
from domain.texts import single_spaced

CODE, NAME, FORM = "eduCode", "eduName", "eduForm"
READ = frozenset({CODE, NAME, FORM})
PAGE_LIMIT = 4_000_000
"""Characters of a page that are read; the longest of real colleges have one million."""

PROGRAMMES_LIMIT = 2_000
TEXT_LIMIT = 500
"""Characters of one value; a page writes it in no more pieces."""

NESTED = 8
"""Open elements that are read at once; more is a page that closes none of them."""
CLOSED_BY_NEXT = frozenset({"td", "th", "tr", "li", "dd", "dt", "p"})
"""Elements that the next of their kind closes (HTML, 13.1.2.4): their end tag may be left out."""

FORMS = (
    (re.compile(r"\bочно[-–—\s]+заочн"), StudyForm.PART_TIME),
    (re.compile(r"\bзаочн"), StudyForm.EXTRAMURAL),
    (re.compile(r"\bочн"), StudyForm.FULL_TIME),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CollegePage:
    """`programmes` are pairs of code and title of secondary vocational education."""

    programmes: tuple[tuple[str, str], ...]
    study_forms: tuple[StudyForm, ...]


def read_page(text: str) -> CollegePage:
    """Takes a second for the longest: call it in a thread. Never fails; may find nothing."""
    reader = _Reader()
    reader.feed(text[:PAGE_LIMIT])
    reader.close()
    reader.end_all()
    programmes: dict[str, str] = {}
    forms: set[StudyForm] = set()
    for record in reader.records:
        code = CODE_PATTERN.search(record.get(CODE, ""))
        if code is not None:
            programmes.setdefault(code[0], record.get(NAME, ""))
            forms |= _forms(record.get(FORM, ""))
    return CollegePage(
        programmes=tuple(programmes.items()),
        study_forms=tuple(form for form in StudyForm if form in forms),
    )


def titles_of(page: CollegePage, official: Mapping[str, str]) -> tuple[str, ...]:
    """Official titles where the code is known, else as the page has them."""
    named = (official.get(code) or title for code, title in page.programmes)
    return tuple(dict.fromkeys(name.replace(";", ",") for name in named if name))


def _forms(text: str) -> set[StudyForm]:
    found = set()
    rest = text.casefold()
    for pattern, form in FORMS:
        rest, count = pattern.subn(" ", rest)
        if count:
            found.add(form)
    return found


@dataclass(slots=True)
class _Capture:
    names: list[str]
    tag: str
    depth: int = 1
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """What stands in elements of the three kinds, as a row for each programme."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.records: list[dict[str, str]] = []
        self._open: list[_Capture] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for capture in [one for one in self._open if one.tag == tag]:
            if tag in CLOSED_BY_NEXT:
                self._end(capture)
            else:
                capture.depth += 1
        told = dict(attrs)
        names = [one for one in (told.get("itemprop") or "").split() if one in READ]
        if names and "content" in told:
            self._tell(names, told["content"] or "")
        elif names and len(self._open) < NESTED:
            self._open.append(_Capture(names, tag))

    def handle_endtag(self, tag: str) -> None:
        for capture in [one for one in self._open if one.tag == tag]:
            capture.depth -= 1
            if not capture.depth:
                self._end(capture)

    def handle_data(self, data: str) -> None:
        for capture in self._open:
            if len(capture.words) < TEXT_LIMIT:
                capture.words.append(data[:TEXT_LIMIT])

    def end_all(self) -> None:
        """What is still open when the page ends."""
        for capture in list(self._open):
            self._end(capture)

    def _end(self, capture: _Capture) -> None:
        self._open.remove(capture)
        self._tell(capture.names, "".join(capture.words))

    def _tell(self, names: list[str], text: str) -> None:
        """A second code or name begins the next programme."""
        value = single_spaced(text)[:TEXT_LIMIT]
        for name in names:
            is_next = not self.records or (name != FORM and name in self.records[-1])
            if is_next and len(self.records) < PROGRAMMES_LIMIT:
                self.records.append({})
            if self.records:
                kept = self.records[-1]
                kept[name] = f"{kept.get(name, '')} {value}".strip()[:TEXT_LIMIT]
