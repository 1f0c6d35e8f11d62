"""The files that the search reads: whole, well-formed and without contradictions."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace

import pytest

from domain.clusters.cards import Industry
from domain.clusters.professions import CODE_PATTERN, Profession
from domain.ids import ClusterId
from services.language.letters import parts, words
from services.places.gazetteer import load_gazetteer
from services.search.index import Index
from services.search.reading.lexicon import (
    EMPLOYER,
    ContextWord,
    Term,
    load_outside,
    load_professions,
)
from services.search.reading.queries import Kind
from tests.searching import DATA, TODAY, shipped_index

FAR_APART: set[str] = set()
"""Everyday words that are meant for professions of several industries; none yet."""


def test_professions_are_many_and_each_code_is_official_in_form_and_unique() -> None:
    professions = load_professions(DATA / "professions.csv")
    codes = [profession.code for profession in professions]
    assert len(codes) >= 180
    assert len(codes) == len(set(codes))
    assert all(CODE_PATTERN.fullmatch(code) for code in codes)
    assert all(p.title and p.synonyms and p.english for p in professions)


def test_professions_cover_every_industry_of_the_clusters() -> None:
    with (DATA / "clusters.csv").open(encoding="utf-8", newline="") as lines:
        used = {Industry(row["industry"]) for row in csv.DictReader(lines)}
    assert used <= {p.industry for p in load_professions(DATA / "professions.csv")}


def test_everyday_word_never_means_professions_of_two_industries() -> None:
    meant: dict[tuple[str, ...], set[Industry]] = defaultdict(set)
    for profession in load_professions(DATA / "professions.csv"):
        for spelling in (profession.title, *profession.synonyms, *profession.english):
            meant[tuple(words(spelling))].add(profession.industry)
    far = {" ".join(word) for word, industries in meant.items() if len(industries) > 1}
    assert far == FAR_APART


def test_synonyms_name_known_places_regions_industries_and_kinds() -> None:
    gazetteer = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    regions = {name for name, _ in gazetteer.region_spellings}
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = {*(kind.value for kind in Kind), *(kind.value for kind in ContextWord), EMPLOYER}
    assert {row["kind"] for row in rows} <= known
    for row in rows:
        assert parts(row["spellings"]), row
        if row["kind"] == Kind.PLACE:
            assert gazetteer.find(row["meaning"]).exact, row
        if row["kind"] == Kind.REGION:
            assert row["meaning"] in regions, row
    industries = {row["meaning"] for row in rows if row["kind"] == Kind.INDUSTRY}
    assert industries == {industry.value for industry in Industry}


def test_term_of_the_lexicon_is_found_by_the_words_of_its_spelling() -> None:
    term = Term(Kind.REGION, "x", "Ж/д", tuple(words("Ж/д")), 1.0)
    assert term.words == ("ж", "д")


def test_trade_outside_the_clusters_leads_to_no_neighbouring_industry() -> None:
    index = shipped_index()
    query = index.parse("цирковой артист в Казани")

    assert [p.code for p in query.professions] == ["52.02.03"]
    assert query.is_outside
    assert index.search(query, today=TODAY).hits == ()


def test_codes_outside_the_clusters_are_professions() -> None:
    known = {profession.code for profession in load_professions(DATA / "professions.csv")}
    outside = load_outside(DATA / "professions_outside.csv")
    assert outside
    assert outside <= known


def test_titles_of_cards_lead_to_the_trade_that_they_were_read_as() -> None:
    """What is too general leads nowhere, however near a trade its words are."""
    index = shipped_index()
    with (DATA / "cluster_titles.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    professions = {p.code: p for p in load_professions(DATA / "professions.csv")}
    for row in rows:
        listing = index.catalogue.by_id[ClusterId(row["id"])].professions
        assert row["as_written"] in listing, row
        if row["code"] in professions:
            assert professions[row["code"]].title == row["title"], row
            query = replace(index.parse(""), professions=(professions[row["code"]],))
            hits = index.search(query, today=TODAY).hits
            exact = {hit.cluster.id for hit in hits if not hit.by_industry}
            assert row["id"] in exact, row


@pytest.mark.slow
def test_every_title_and_everyday_word_leads_to_its_trade() -> None:
    index = shipped_index()
    titles: list[str] = []
    words_missed: list[str] = []
    count = 0
    for profession in load_professions(DATA / "professions.csv"):
        if profession.code not in _codes(index, profession.title):
            titles.append(profession.title)
        for word in profession.synonyms:
            count += 1
            if profession.code not in _codes(index, word):
                words_missed.append(word)
    assert titles == []
    assert len(words_missed) <= 0.03 * count, words_missed


def _codes(index: Index, text: str) -> set[str]:
    """Of all that the words may mean: what is not meant first is a button away."""
    parts = index.parse(text).parts
    meanings = [meaning for part in parts for meaning in (part.meaning, *part.others)]
    return {meaning.code for meaning in meanings if isinstance(meaning, Profession)}
