"""Reads a query: tokenise, normalise, find candidates, choose the reading that explains most.

1. Chunks between spaces become words; a chunk that means nothing as typed is tried as typed in
   the other keyboard layout.
2. Every word gets candidates from the vocabulary: the same word (another ending, transliterated)
   if there is one, and only otherwise words that are a slip or two away.
3. Candidates walk the trie of spellings, which gives spans: words i to j may mean this.
4. Of all ways to cut the query into spans the most valuable is taken: whole words explained,
   less what had to be forgiven, more where the words around speak for it («в», «рядом с», «на»).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.places.places import Place
from services.language.dictionary import Dictionary, read_dictionary
from services.language.letters import cleaned, folded, stemmed, words
from services.language.list_numbers import number_told
from services.search.reading.doings import Doings, also_for, part_of
from services.search.reading.intents import Intent
from services.search.reading.interpretation.interpreter import (
    OF_FUNCTIONS,
    Interpretation,
    Interpreter,
)
from services.search.reading.lexicon import ContextWord, Lexicon
from services.search.reading.negation.attribution import (
    without_visits,
    without_what_one_is,
    without_where_one_works,
    without_wishes_of_others,
)
from services.search.reading.negation.exclusions import Exclusions
from services.search.reading.queries import Kind, Meaning, Part, Query
from services.search.reading.segmentation import Segmenter
from services.search.reading.spans import (
    Span,
    SpanFinder,
    buts,
)
from services.search.reading.tokens import Token, Tokeniser, shortened_letters
from services.search.reading.unread import UnreadWords, without_acquaintances, without_figures
from services.search.reading.vocabulary import Candidate, Vocabulary
from services.search.reading.whereabouts import (
    Regions,
    area_of,
    origin_of,
    origins,
    places_of,
    region_of,
    regions_by_kind,
    with_unknown_places,
    with_whole_regions,
    without_districts,
    without_mere_nouns,
    without_places_elsewhere,
)

RADIUS = re.compile(r"(\d{1,4})\s*(?:км|km|килом\w*)", re.IGNORECASE)

KM_IN_WORDS = {
    **dict.fromkeys(["пять", "пяти"], 5),
    **dict.fromkeys(["десять", "десяти"], 10),
    **dict.fromkeys(["пятнадцать", "пятнадцати"], 15),
    **dict.fromkeys(["двадцать", "двадцати"], 20),
    **dict.fromkeys(["тридцать", "тридцати"], 30),
    **dict.fromkeys(["сорок", "сорока"], 40),
    **dict.fromkeys(["пятьдесят", "пятидесяти", "полста"], 50),
    **dict.fromkeys(["шестьдесят", "шестидесяти"], 60),
    **dict.fromkeys(["семьдесят", "семидесяти"], 70),
    **dict.fromkeys(["восемьдесят", "восьмидесяти"], 80),
    **dict.fromkeys(["девяносто", "девяноста"], 90),
    **dict.fromkeys(["сто", "ста", "сотни", "сотню"], 100),
    **dict.fromkeys(["двести", "двухсот"], 200),
    **dict.fromkeys(["триста", "трехсот", "трёхсот"], 300),
    **dict.fromkeys(["пятьсот", "пятисот"], 500),
}
RADIUS_IN_WORDS = re.compile(rf"\b({'|'.join(KM_IN_WORDS)})\s+(?:км|килом\w*)", re.IGNORECASE)
KM = ("км", "илом")
"""One of these stands in what RADIUS_IN_WORDS finds."""


TOWN_START = 4
"""Letters that an adjective shares with its town."""

GOES_ON_TEXT = """
нет ещё еще лучше давай давайте может теперь ладно хорошо окей ок пусть точнее вернее либо
тоже также ну no also ok okay rather now maybe then instead
"""
GOES_ON = frozenset(GOES_ON_TEXT.split())
"""What a text begins with that goes on from the one before."""

PRONOUNS_TEXT = """
я ты он она оно мы вы они себя мой твой свой наш ваш его ее их весь этот тот сам
i me you he him she her we us they them it mine yours ours myself yourself
"""
PRONOUNS = frozenset(PRONOUNS_TEXT.split())
BEFORE_TEXT = """
с со у к ко о об обо от за для без на в во при про над надо под между
with for to from of at about by on in
"""
BEFORE_PRONOUNS = frozenset(BEFORE_TEXT.split())

SETTLEMENT = re.compile(
    r"(?<![\w.])(?<!им\. )(ст-ца|[схСХ]\.|[Нн]\.\s?п\.|нп\.?|хут\.?|сл\.)(?=\s?[^\W\d_]{3})"
)
VILLAGE = "д"
"""«С. Малиновка», «х.Весёлый»: short for a village where a dot stands after it."""

SHORTENING = (".", "-", "нп", "хут")
"""One of these stands in all that is short for a village, and in what GLUED finds."""

GLUED = re.compile(
    r"(?:(?<=\b[гдп])|(?<=\bст)|(?<=\bрп)|(?<=\bпос)|(?<=\bдер)|(?<=\bпгт)|(?<=\bр\.п))"
    r"\.(?=[^\W\d_]{3})"
)
"""The dot of «пос.Малые Пруды»: two words stand there."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`vocabulary` is the lexicon's with the words of `names` added."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    names: frozenset[str]
    dictionary: Dictionary = field(default_factory=read_dictionary)
    tokeniser: Tokeniser = field(init=False)
    finder: SpanFinder = field(init=False)
    segmenter: Segmenter = field(init=False)
    unread: UnreadWords = field(init=False)
    doings: Doings = field(init=False)
    regions: Regions = field(init=False)

    def __post_init__(self) -> None:
        schools = self.lexicon.words_of(ContextWord.SCHOOL)
        tokeniser = Tokeniser(
            self.vocabulary,
            self.dictionary,
            self.lexicon.intents,
            schools,
            self.lexicon.trade_sounding,
            self.lexicon.run_together,
        )
        object.__setattr__(self, "tokeniser", tokeniser)
        finder = SpanFinder(self.lexicon, self.dictionary)
        object.__setattr__(self, "finder", finder)
        known = (self.lexicon, self.dictionary, finder, self.names)
        object.__setattr__(self, "segmenter", Segmenter(*known))
        object.__setattr__(self, "unread", UnreadWords(*known))
        terms = self.lexicon.spellings.items()
        named = (spelt for spelt, term in terms if term.kind is Kind.REGION)
        object.__setattr__(self, "regions", regions_by_kind(named))
        object.__setattr__(self, "doings", Doings(self.lexicon, self.dictionary, finder))

    def read(self, text: str) -> Query:
        text = cleaned(text)
        radius, plain = _radius(text)
        if any(mark in plain for mark in SHORTENING):  # as in few texts
            plain = SETTLEMENT.sub(self._as_village, plain)
            plain = GLUED.sub(" ", plain)
        tokens = self.tokeniser.read(plain)
        tokens = with_whole_regions(tokens, self.regions, self.vocabulary.exact)
        chosen = self.segmenter.cut(tokens)
        trades = self._trades(tokens, chosen)
        again = self._looked_at_again(tokens, chosen, trades, plain)
        if again is not None:
            tokens, chosen = again, self.segmenter.cut(again)
        done, chosen = self.doings.apart(tokens, chosen)
        if done:
            trades = {}
        taken = _taken(chosen) | trades.keys() | done.keys()
        parts = [_part(tokens, spans) for spans in chosen if _has_meaning(spans[0])]
        parts += _named_in_part(tokens, trades, chosen)
        parts += part_of(done, tokens)
        unread = [i for i in range(len(tokens)) if i not in taken]
        unread = [i for i in unread if not self.unread.is_silent(tokens, i, taken, done)]
        parts += [self.unread.part(tokens, i, taken) for i in unread]
        is_near = any(spans[0].term.kind is ContextWord.NEAR for spans in chosen)
        ordered = without_districts(sorted(parts, key=lambda part: part.start), tokens)
        ordered = without_mere_nouns(ordered, tokens, self.dictionary)
        ordered = with_unknown_places(ordered, tokens, self.lexicon.context_words, self.dictionary)
        ordered = without_places_elsewhere(ordered, tokens, self.lexicon.context_words)
        ordered = without_figures(ordered, tokens)
        ordered = without_acquaintances(ordered, tokens)
        ordered = self.doings.without_explained(ordered, tokens, done)
        ordered = self.doings.without_unwished(ordered, done, tokens, chosen)
        exclusions = Exclusions(self.lexicon, self.dictionary)
        kept, excluded = exclusions.apart(ordered, tokens, buts(chosen))
        kept = without_wishes_of_others(kept, tokens, self.dictionary)
        kept = without_where_one_works(kept, tokens, self.dictionary)
        kept = without_what_one_is(without_visits(kept, tokens), tokens, self.dictionary)
        found = Interpreter(self.lexicon, self.dictionary).interpret(kept, tokens)
        if found.intent is None and self.unread.admires(found.parts, tokens):
            found = replace(found, parts=(), intent=Intent.UNDECIDED, is_all=True)
        number = number_told([t.word for t in tokens], self.tokeniser.schools, self.dictionary)
        if number is not None and found.intent in OF_FUNCTIONS:
            found = replace(found, intent=None, is_all=False)
        left = origins(kept, tokens, self.lexicon.context_words, self.dictionary)
        return _query(
            text,
            found,
            left,
            is_near=is_near,
            goes_on=bool(tokens) and tokens[0].word in GOES_ON,
            given_radius_km=radius,
            number=number or 0,
            also=() if found.is_all and not found.parts else also_for(done),
            asked=() if found.is_all else _asked(tokens, chosen, excluded),
            excluded=tuple(part.meaning for part in excluded),
        )

    def _as_village(self, short: re.Match[str]) -> str:
        """What the search reads as a town, as long as what was typed, so that positions stay.

        «С. Иванов» has a name of somebody after his initial.
        """
        following = words(short.string[short.end() : short.end() + 40])
        is_initial = short[0][0].isupper() and self.dictionary.may_be_name(following[0])
        return short[0] if is_initial else VILLAGE.ljust(len(short[0]))

    def is_own_word(self, part: Part) -> bool:
        """A town's adjective or a word of no language: it is in a name for that name's sake."""
        word = str(part.meaning)
        return self.finder.is_adjective(word) or not self.dictionary.is_everyday(word)

    def says_but_somebody(self, query: Query) -> bool:
        """«Мной», «у вас», "them": whom the text is about, and not what."""
        if not query.is_empty or not any(map(self._is_pronoun, said := words(query.text))):
            return False
        is_phrase = query.is_all_intent and self.lexicon.intents.find(said)
        return not is_phrase and all(w in BEFORE_PRONOUNS or self._is_pronoun(w) for w in said)

    def _is_pronoun(self, word: str) -> bool:
        return bool((self.dictionary.lemmas(word) | {word}) & PRONOUNS)

    def may_be_somebody(self, part: Part) -> bool:
        """«Маша Иванова, Тула»: the writer rather than whom a college is called after."""
        return self.dictionary.may_be_name(str(part.meaning))

    def is_adjective_of(self, towns: Collection[str], typed: Collection[str]) -> bool:
        """Whether one of the words is an adjective of one of the towns («Саранский»)."""
        starts = [folded("".join(words(town)))[:TOWN_START] for town in towns]
        return any(
            self.finder.is_adjective(word) and folded(word).startswith(start)
            for word in typed
            for start in starts
        )

    def says(self, name: str, word: str) -> bool:
        """Whether a name has the word, in whatever form."""
        keys = {stemmed(one) for one in words(name)}
        return any(one.key in keys for one in self.meant_by(word))

    def meant_by(self, word: str) -> tuple[Candidate, ...]:
        """What names are searched by: also what it is short for («политех»)."""
        lemmas = sorted(self.dictionary.lemmas(word))
        return tuple(dict.fromkeys((*self.vocabulary.alike(*lemmas), *self.asked_as(word))))

    def asked_as(self, word: str) -> tuple[Candidate, ...]:
        """What names are searched by for a word that one of them has."""
        return self.vocabulary.exact(word) or self.vocabulary.close(word)

    def speaks_of_school(self, query: Query) -> bool:
        return any(
            self.lexicon.context_words.get(w) is ContextWord.SCHOOL for w in words(query.text)
        )

    def _trades(
        self, tokens: list[Token], chosen: list[list[Span]]
    ) -> dict[int, frozenset[Profession]]:
        """Unread words of titles: of a profession that was read anyhow, or shared by two of them.

        «Ремонт электронных приборов» is a part of a title that is never typed as a whole.
        """
        taken = _taken(chosen)
        if len(taken) == len(tokens):  # as of most texts
            return {}
        having = {
            i: frozenset(
                trade
                for c in token.candidates
                if c.slips < 1
                for trade in self.lexicon.trade_words.get(c.key, ())
            )
            for i, token in enumerate(tokens)
            if i not in taken
        }
        read = {s[0].term.meaning for s in chosen if s[0].term.kind is Kind.PROFESSION}
        votes = Counter(trade for found in having.values() for trade in found)
        most = max(votes.values(), default=0)
        likely = {trade for trade, count in votes.items() if count == most > 1 and not read}
        return {
            i: frozenset(found & (read or likely))
            for i, found in having.items()
            if found & (read or likely)
        }

    def _looked_at_again(
        self,
        tokens: list[Token],
        chosen: list[list[Span]],
        trades: Collection[int],
        text: str,
    ) -> list[Token] | None:
        """Known words that led to nothing (a part of a longer name) may be others, misspelt.

        Not those of so few capitals that in this text they are short for something.
        """
        taken = _taken(chosen)
        if len(taken) == len(tokens):  # as of most texts
            return None
        short = shortened_letters(text)
        found = [
            token
            if i in taken
            or i in trades
            or not token.is_exact
            or self.unread.is_named(token)
            or (token.is_shouted and len(token.word) <= short)
            else replace(token, candidates=self._others(token))
            for i, token in enumerate(tokens)
        ]
        return found if found != tokens else None

    def _others(self, token: Token) -> tuple[Candidate, ...]:
        if self.dictionary.is_known(token.word):
            if token.word.isascii():
                return ()
            # Not another word, but perhaps another form: «электрика» of «электрик».
            return tuple(
                self.vocabulary.alike(token.word, *sorted(self.dictionary.lemmas(token.word)))
            )
        close = self.vocabulary.close(token.word)
        return tuple(candidate for candidate in close if candidate.key not in self.names)


def _radius(text: str) -> tuple[int | None, str]:
    """The radius in km and the text with it blanked out, so that positions stay."""
    found = RADIUS.search(text)
    if found is None and any(one in text for one in KM):
        found = RADIUS_IN_WORDS.search(text)
    if found is None or not (km := KM_IN_WORDS.get(found[1].lower()) or int(found[1])):
        return None, text
    blank = " " * (found.end() - found.start())
    return min(km, 2000), text[: found.start()] + blank + text[found.end() :]


def _taken(chosen: list[list[Span]]) -> set[int]:
    return {i for span in chosen for i in range(span[0].begin, span[0].end)}


def _named_in_part(
    tokens: list[Token],
    trades: Mapping[int, frozenset[Profession]],
    chosen: list[list[Span]],
) -> list[Part]:
    """One part for the profession that the unread words share, if none was read as a whole."""
    if not trades or any(s[0].term.kind is Kind.PROFESSION for s in chosen):
        return []
    shared = sorted(frozenset.union(*trades.values()), key=lambda t: (len(t.title), t.code))
    return [
        Part(
            kind=Kind.PROFESSION,
            start=min(tokens[i].start for i in trades),
            end=max(tokens[i].end for i in trades),
            meaning=shared[0],
            spelling=shared[0].short_title,
            others=tuple(shared[1:7]),
        )
    ]


def _asked(
    tokens: list[Token], chosen: list[list[Span]], excluded: Sequence[Part]
) -> tuple[tuple[Candidate, ...], ...]:
    """All words but those around and those of what shall not be: «колледж» is part of names."""
    silent = {
        i
        for readings in chosen
        for i in range(readings[0].begin, readings[0].end)
        if isinstance(readings[0].term.kind, ContextWord)
        and readings[0].term.kind is not ContextWord.SCHOOL
    }
    silent |= {
        i
        for i, token in enumerate(tokens)
        if any(part.start <= token.start < part.end for part in excluded)
    }
    return tuple(
        token.candidates
        for i, token in enumerate(tokens)
        if i not in silent and len(token.word) > 1
    )


def _has_meaning(span: Span) -> bool:
    return isinstance(span.term.kind, Kind)


def _part(tokens: list[Token], readings: list[Span]) -> Part:
    best = readings[0]
    kind = best.term.kind
    assert isinstance(kind, Kind)
    others = dict.fromkeys(
        s.term.meaning
        for s in readings
        if s.term.meaning != best.term.meaning
        and isinstance(s.term.kind, Kind)
        and (s.term.kind is not Kind.AREA or s.slips <= best.slips)  # «Белгарод» is no Белград
    )
    return Part(
        kind=kind,
        start=tokens[best.begin].start,
        end=tokens[best.end - 1].end,
        meaning=best.term.meaning,
        spelling=best.term.spelling,
        slips=round(best.slips),
        others=tuple(others)[:6],
    )


def _query(
    text: str,
    found: Interpretation,
    left: Collection[int],
    *,
    is_near: bool,
    goes_on: bool,
    given_radius_km: int | None,
    number: int,
    also: tuple[Industry, ...],
    asked: tuple[tuple[Candidate, ...], ...],
    excluded: tuple[Meaning, ...],
) -> Query:
    """`goes_on`: it begins as what goes on from before, «Нет, Уфа», «ещё рядом с Липецком»."""
    parts = found.parts
    planned = {Kind.PLANNED: True, Kind.OPENED: False}
    places, region, area = places_of(parts, left), region_of(parts), area_of(parts)
    origin = origin_of(parts, left)
    industries = tuple(
        dict.fromkeys(m for m in _of(parts, Kind.INDUSTRY) if isinstance(m, Industry))
    )
    professions = tuple(
        dict.fromkeys(m for m in _of(parts, Kind.PROFESSION) if isinstance(m, Profession))
    )
    if origin is not None and (industries or professions):
        area = None if area == origin else area
    says_what = bool(places or region or area or industries or professions)
    is_around = bool(places) and places[0] in excluded
    return Query(
        text=text,
        parts=parts,
        places=places,
        left=_left(parts, left),
        origin=origin,
        region=region,
        area=area,
        industries=industries,
        professions=professions,
        also=also,
        words=tuple(str(part.meaning) for part in parts if part.kind is Kind.NAME),
        excluded=excluded,
        is_planned=next((planned[p.kind] for p in parts if p.kind in planned), None),
        is_near=is_near or is_around,
        intent=found.intent,
        limits=found.limits,
        is_follow_up=found.is_follow_up or (says_what and goes_on),
        is_all_intent=found.is_all,
        is_limits=found.is_limits,
        leaning=found.leaning,
        shown_as=found.shown_as,
        school=text[found.school.start : found.school.end] if found.school else "",
        given_radius_km=given_radius_km,
        number=number,
        asked=asked,
    )


def _left(parts: Sequence[Part], left: Collection[int]) -> tuple[Place, ...]:
    found = (part.meaning for part in parts if part.start in left)
    return tuple(meaning for meaning in found if isinstance(meaning, Place))


def _of(parts: Sequence[Part], kind: Kind) -> Iterator[Meaning]:
    return (part.meaning for part in parts if part.kind is kind)
