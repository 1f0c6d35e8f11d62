"""A text read against the names of one version of all clusters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.clusters.cards import Cluster
from services.language.letters import CHARACTERS_CONSIDERED, words
from services.search.memberships import Memberships
from services.search.reading.adjectives import TownAdjectives
from services.search.reading.lexicon import ContextWord, Lexicon
from services.search.reading.names import (
    SURE_NAME_SCORE,
    WHOLE_NAME_SCORE,
    NameHit,
    Names,
    Role,
)
from services.search.reading.queries import Kind, Part, Query, without_names
from services.search.reading.reader import Reader
from services.search.reading.themes.certainty import can_be_overruled
from services.search.reading.themes.features import features
from services.search.reading.vocabulary import Candidate

LEAST_SLIPPED, LETTERS_OF_A_SLIP = 6, 4
"""A word of a name with a slip is so long, and so long for each of them: names are many, and short
ones alike."""

A_WORD = re.compile(r"[^\W\d_]{3}")
"""Without a word of three letters a text is about nothing: «a 1 =»."""

SENTENCE = re.compile(r"[.!?;,\n]+")
SENTENCES_READ = 40
"""Most clauses of a long text that are read for what is wanted."""


class QueryParser:
    """What `Reader` makes of the words alone, and what the names of colleges, clusters and
    employers make of it. Immutable, safe to share between threads."""

    def __init__(
        self, clusters: Sequence[Cluster], lexicon: Lexicon, memberships: Memberships
    ) -> None:
        self._clusters = clusters
        self._lexicon = lexicon
        self._memberships = memberships
        vocabulary = lexicon.vocabulary.copy()
        self.names = Names(clusters, vocabulary, lexicon.words_of(ContextWord.SCHOOL))
        self._reader = Reader(lexicon, vocabulary, self.names.words)
        self._adjectives = TownAdjectives(
            lexicon.adjectives, lexicon.towns, self._reader.dictionary
        )

    def parse(self, text: str) -> Query:
        """Never fails; what makes no sense gives an empty query (`Query.is_empty`)."""
        query = self._adjectives.with_towns(self._with_names(text))
        if self._reader.says_but_somebody(query):
            return replace(query, intent=None, limits=(), leaning=None)
        if self._is_of_no_name(query):
            query = replace(query, is_of_no_name=True)
        if employer := self._employer_of_no_card(query):
            query = replace(query, employer=employer)
        themes = self._lexicon.themes
        if themes is None or not can_be_overruled(query) or not A_WORD.search(text):
            return query
        return replace(query, themes=themes.guess(self.features(text, query)))

    def features(self, text: str, query: Query) -> list[str]:
        """What of the text, read as `query`, speaks for a theme."""
        return features(text, query, self._lexicon.intents, self._reader.dictionary)

    def _with_names(self, text: str) -> Query:
        query = self._reader.read(self._condensed(text))
        if not query.words:
            return query
        if not any(map(_may_name, query.parts)):
            return without_names(query)
        found = self.names.find(query.asked, 1)
        if (whole := self._named_beside(query)) is not None:
            found, query = [whole], replace(query, asked=self._asked(query))
        if not found and (own := self._of_own_words(query)) is not None:
            return own
        if found and self._is_but_of_what_is_named(found[0], query):
            return replace(without_names(query), asked=())
        is_everyday = all(map(self._reader.dictionary.is_everyday, query.words))
        is_everyday = is_everyday and not (found and self._is_of_town(found[0], query))
        is_sure = bool(found) and found[0].score >= WHOLE_NAME_SCORE
        if not found or (is_everyday and not is_sure and not self._reader.speaks_of_school(query)):
            return without_names(query)
        query = self._without_other_words(query, found[0])
        return replace(query, is_vague=is_everyday and not is_sure and not query.has_trade)

    def _is_but_of_what_is_named(self, hit: NameHit, query: Query) -> bool:
        """A name that is no answer beside the trade of the query."""
        return self._is_but_of_a_town(hit, query) or self._is_but_of_another_trade(hit, query)

    def _is_but_of_a_town(self, hit: NameHit, query: Query) -> bool:
        """«Уфимский энергетический колледж», where no name says the town and is of the trade."""
        if query.is_somewhere or not query.has_trade or _is_sure_of_school(hit):
            return False
        if not all(map(self._adjectives.is_of_town, query.words)):
            return False
        wanted = query.named_industries
        having = (self._clusters[position] for position in hit.clusters)
        is_of_trade = any(self._memberships.is_of_industries(one, wanted) for one in having)
        says = all(self._reader.says(hit.name, one) for one in query.words)
        return not (says and is_of_trade)

    def _employer_of_no_card(self, query: Query) -> str:
        """«Уралвагонзавод», which organisers may add to a card any day."""
        named = (p.spelling for p in query.parts if p.spelling in self._lexicon.employers)
        return next((one for one in named if not self._is_in_a_card(one)), "")

    def _is_in_a_card(self, employer: str) -> bool:
        found = self.names.find([self._reader.asked_as(one) for one in words(employer)], 1)
        return bool(found) and found[0].score >= SURE_NAME_SCORE

    def _is_of_no_name(self, query: Query) -> bool:
        """Asks for a school by the adjective of its town, and no name of the catalogue is so."""
        if query.words or not self._adjectives.begins_a_name(query):
            return False
        if not self._reader.speaks_of_school(query):
            return False
        found = self.names.find(query.asked, 1)
        return not found or not _is_sure_of_school(found[0])

    def _without_other_words(self, query: Query, hit: NameHit) -> Query:
        """What the best name has not is left unread, and so said: «рузаевский политех»."""
        own = tuple(one for one in query.words if self._reader.says(hit.name, one))
        if not own or own == query.words:
            return query
        parts = tuple(
            replace(part, kind=Kind.UNKNOWN, slips=0)
            if part.kind is Kind.NAME and str(part.meaning) not in own
            else part
            for part in query.parts
        )
        return replace(query, parts=parts, words=own)

    def _named_beside(self, query: Query) -> NameHit | None:
        """Whose name is no longer for what stands beside it: «КАМАЗ Набережные Челны», and of the
        trades of an employer «сварщик КАМАЗ»."""
        if query.is_somewhere:
            return self._named_whole(query)
        whole = self._named_whole(query) if query.has_trade else None
        is_employer = whole is not None and whole.role is Role.EMPLOYER
        return whole if is_employer else None

    def _is_but_of_another_trade(self, hit: NameHit, query: Query) -> bool:
        """«Повар Северсталь»: an employer, none of whose clusters is of the trade."""
        if query.is_somewhere or not query.has_trade or hit.role is not Role.EMPLOYER:
            return False
        having = (self._clusters[position] for position in hit.clusters)
        wanted = query.wanted_industries
        return not any(self._memberships.is_of_industries(one, wanted) for one in having)

    def _named_whole(self, query: Query) -> NameHit | None:
        """What bears the very words that stand beside a place or a trade."""
        found = self.names.find(self._asked(query), 1)
        return found[0] if found and found[0].score >= WHOLE_NAME_SCORE else None

    def _asked(self, query: Query) -> tuple[tuple[Candidate, ...], ...]:
        """What names are searched by, without the place."""
        return tuple(self._reader.asked_as(word) for word in query.words)

    def _is_of_town(self, hit: NameHit, query: Query) -> bool:
        """«Саранский автомеханический»: a college by the adjective of its town."""
        having = (self._clusters[position].city for position in hit.clusters)
        towns = {town for town in having if town}
        return hit.role is Role.COLLEGE and self._reader.is_adjective_of(towns, query.words)

    def _of_own_words(self, query: Query) -> Query | None:
        """A query of «рузаевский политех», which no name is, for what bears the word that is a
        name's own. The others are said to be not understood. None where every word is an everyday
        one."""
        is_own = self._reader.is_own_word
        own = [part for part in query.parts if part.kind is Kind.NAME and is_own(part)]
        if not own or query.has_trade:
            return None
        if query.is_somewhere and any(map(self._reader.may_be_somebody, own)):
            return None
        asked = tuple(self._reader.asked_as(str(part.meaning)) for part in own)
        if not self.names.find(asked, 1):
            return None
        parts = tuple(
            replace(part, kind=Kind.UNKNOWN)
            if part.kind is Kind.NAME and part not in own
            else part
            for part in query.parts
        )
        return replace(query, parts=parts, words=tuple(str(p.meaning) for p in own), asked=asked)

    def _condensed(self, text: str) -> str:
        """The sentences of a long text that say what is wanted; a short text unchanged."""
        if len(text) <= CHARACTERS_CONSIDERED:
            return text
        pieces = [piece.strip() for piece in SENTENCE.split(text) if piece.strip()]
        read = {one: self._reader.read(one) for one in pieces[:SENTENCES_READ]}
        telling = [one for one, query in read.items() if query.tells]
        # What cannot be sifted by goes first: one says what is wished, and where, at the end.
        room = CHARACTERS_CONSIDERED - sum(len(one) + 2 for one in telling)
        for one in sorted(telling, key=len, reverse=True):
            if room < 0 and not read[one].names_what_or_where:
                telling.remove(one)
                room += len(one) + 2
        return ", ".join(telling) or text

    def of_names_alone(self, query: Query) -> Query:
        """Names by their own words: that of a place beside them was not found there."""
        asked = tuple(map(self._reader.meant_by, query.words))
        return replace(query, asked=asked) if asked else query


def _is_sure_of_school(hit: NameHit) -> bool:
    """The name of a cluster may have but the adjective («Муромский технополис»)."""
    return hit.role is not Role.CLUSTER and hit.score >= SURE_NAME_SCORE


def _may_name(part: Part) -> bool:
    """«Саранскй» may be a word of a name, «table» is no misspelt «Талю»."""
    if part.kind is not Kind.NAME:
        return False
    letters = len(str(part.meaning))
    return not part.slips or (
        letters >= LEAST_SLIPPED and part.slips * LETTERS_OF_A_SLIP <= letters
    )
