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
from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.places.places import Place
from services.language.dictionary import Dictionary, read_dictionary
from services.language.endearments import endeared_of
from services.language.letters import cleaned, folded, stemmed, words
from services.search.reading.activities import Activity
from services.search.reading.exclusions import Exclusions
from services.search.reading.interpreter import Interpreter
from services.search.reading.lexicon import (
    ContextWord,
    Lexicon,
    Node,
    Term,
)
from services.search.reading.queries import (
    TRADES,
    Kind,
    Meaning,
    Part,
    Query,
)
from services.search.reading.tokens import Token, Tokeniser
from services.search.reading.vocabulary import Candidate, Vocabulary
from services.search.reading.whereabouts import (
    LIKELY_PRIOR,
    area_of,
    origins,
    places_of,
    region_of,
    without_districts,
)

RADIUS = re.compile(r"(\d{1,4})\s*(?:км|km|килом\w*)", re.IGNORECASE)

SLIP_COST = 0.3
ENDING_COST = 0.03
"""A letter of another ending: «Архангельске» is nearer to the town than to the region."""
UNLIKELY_ENDING_COST = 0.15
USUAL_LENGTH = 7
"""Letters at which a slip costs just SLIP_COST; in shorter words it changes more."""
LOOSE_COST = 0.35
UNLIKELY_COST = 0.6
"""What a slip costs more, the less likely the meaning: few misspellings mean a village."""

PRIOR_GAIN = 0.2
CONTEXT_GAIN = 0.3
WEAK_CONTEXT_GAIN = 0.05
LONGER_GAIN = 0.25
AROUND_GAIN = 0.4
AROUND_LONGER_GAIN = 0.05
NAME_GAIN = 0.35
NAME_SLIP_COST = 0.25
UNREAD_LOSS = (0.0, -0.5, -0.45, -0.2)
"""A word left unread, by the words that say anything: who types one means something by it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words i to j read as a term."""

    begin: int
    end: int
    term: Term
    slips: float
    value: float


FAMOUS_PRIOR = 0.45
"""Of a town of 70,000: «в орле» is the town, «в игре» is not."""

KIN_TEXT = """
отец мать мама папа батя бабушка дедушка дед дядя тетя муж жена родитель племянник племянница
внук внучка сын дочь доченька сынок сестра брат друг подруга ребенок дитя человек люди
гражданин гражданка одноклассник одноклассница ученик ученица девочка мальчик девушка парень
пацан чувак братан руководитель организатор коллега господин корочка
"""
KIN = frozenset(KIN_TEXT.split())

SAYING = frozenset(["сказать", "говорить", "посоветовать", "советовать", "считать", "думать"])

PATRONYMIC = ("вич", "вна", "ична", "вича", "вны", "вичу", "вне", "вной")

OF_TOWN = ("ский", "ской", "цкий")
"""Adjectives that towns have."""

TOWN_START = 4
"""Letters that an adjective shares with its town."""

FOR = "для"
LATIN_S = "c"
"""«Hzljv c» is «рядом с», no language of programmers."""

SHORT_LATIN = 3
"""«Is», «Ob»: three Latin letters are a word sooner than a village."""

POINTED_OUT = frozenset(["этот", "тот", "который", "ваш"])
WORKPLACES = frozenset(["завод", "производство", "фабрика", "больница", "поликлиника"])
OF_PROGRAMME = frozenset(["программа", "программу", "программе", "программой"])
"""The one that is asked about; who writes programs has several, or is doing it."""

FOR_SCHOOLS = frozenset(["школы", "школьников", "учеников"])
LEFT = frozenset(["с", "уволить", "увольняться", "уволиться", "уйти"])

FIGURES = (["на"], ["за"])

INTRODUCES = frozenset(["зовут", "звать", "уважением", "я", "имя"])
"""After these a name is the writer's own: «меня зовут Ольга»."""

State = tuple[Node, float, float]
"""Where in the trie, slips so far, and what they weigh by the length of the words."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`vocabulary` is the lexicon's with the words of names added; `is_name` tells those."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    names: frozenset[str]
    dictionary: Dictionary = field(default_factory=read_dictionary)

    def read(self, text: str) -> Query:
        text = cleaned(text)
        radius, plain = _radius(text)
        schools = tuple(self.lexicon.words_of(ContextWord.SCHOOL))
        intents = self.lexicon.intents
        tokens = Tokeniser(self.vocabulary, self.dictionary, intents, schools).read(plain)
        chosen = self._cut(tokens)
        trades = self._trades(tokens, chosen)
        again = self._looked_at_again(tokens, chosen, trades)
        if again is not None:
            tokens, chosen = again, self._cut(again)
        done = self._doing(tokens, chosen)
        if done:
            trades = {}
        taken = _taken(chosen) | trades.keys() | done.keys()
        parts = [_part(tokens, spans) for spans in chosen if _has_meaning(spans[0])]
        parts += _named_in_part(tokens, trades, chosen)
        parts += _of_activity(tokens, done)
        unread = (i for i in range(len(tokens)) if i not in taken)
        parts += [self._rest(tokens, i) for i in unread if not self._is_kin(tokens[i])]
        is_near = any(spans[0].term.kind is ContextWord.NEAR for spans in chosen)
        ordered = without_districts(sorted(parts, key=lambda part: part.start), tokens)
        ordered = _without_figures(ordered, tokens)
        exclusions = Exclusions(self.lexicon, self.dictionary)
        kept, excluded = exclusions.apart(ordered, tokens, _buts(chosen))
        found = Interpreter(self.lexicon, self.dictionary).interpret(kept, tokens)
        left = origins(kept, tokens, self.lexicon.context_words, self.dictionary)
        query = _query(text, list(found.parts), left, is_near=is_near)
        return replace(
            query,
            left=_left(found.parts, left),
            given_radius_km=radius,
            also=() if found.is_all else _also(done),
            asked=() if found.is_all else _asked(tokens, chosen),
            excluded=tuple(part.meaning for part in excluded),
            intent=found.intent,
            limits=found.limits,
            is_follow_up=found.is_follow_up,
            is_all_intent=found.is_all,
            is_limits=found.is_limits,
            leaning=found.leaning,
        )

    def is_own_word(self, part: Part) -> bool:
        """A town's adjective or a word of no language: it is in a name for that name's sake."""
        word = str(part.meaning)
        return self._is_adjective(word) or not self.dictionary.is_everyday(word)

    def is_adjective_of(self, towns: Collection[str], typed: Collection[str]) -> bool:
        """Whether one of the words is an adjective of one of the towns («Саранский»)."""
        starts = [folded("".join(words(town)))[:TOWN_START] for town in towns]
        return any(
            self._is_adjective(word) and folded(word).startswith(start)
            for word in typed
            for start in starts
        )

    def _is_adjective(self, word: str) -> bool:
        return any(lemma.endswith(OF_TOWN) for lemma in self.dictionary.lemmas(word))

    def with_towns_of_adjectives(self, query: Query) -> Query:
        """«Уфимский авиационный» that no name is: aviation in Уфа."""
        if query.is_somewhere or not query.has_trade:
            return query
        for part in (one for one in query.parts if one.kind is Kind.UNKNOWN):
            lemmas = self.dictionary.lemmas(str(part.meaning))
            place = next((self.lexicon.adjectives[o] for o in lemmas & self._adjectives), None)
            if place is not None:
                read = replace(part, kind=Kind.PLACE, meaning=place, spelling=place.name)
                parts = tuple(read if one is part else one for one in query.parts)
                return replace(query, parts=parts, places=(place,))
        return query

    @property
    def _adjectives(self) -> KeysView[str]:
        return self.lexicon.adjectives.keys()

    def asked_as(self, word: str) -> tuple[Candidate, ...]:
        """What names are searched by for a word that one of them has."""
        return tuple(self.vocabulary.exact(word) or self.vocabulary.close(word))

    def speaks_of_school(self, query: Query) -> bool:
        return any(
            self.lexicon.context_words.get(w) is ContextWord.SCHOOL for w in words(query.text)
        )

    def _cut(self, tokens: list[Token]) -> list[list[Span]]:
        cut = _best_cut(len(tokens), self._spans(tokens), self._name_values(tokens))
        if any(s[0].term.kind in TRADES and s[0].slips < 1 for s in cut):
            return [s for s in cut if not self._is_far_fetched(s[0], tokens)]
        return cut

    def _is_far_fetched(self, span: Span, tokens: list[Token]) -> bool:
        """«Ардуино роботы»: beside a trade that is spelt right two slips make no small town."""
        is_small = span.term.kind is Kind.PLACE and span.term.prior < FAMOUS_PRIOR
        is_said = Kind.PLACE in self._context(tokens, span.begin, span.end)
        return is_small and round(span.slips) > 1 and not is_said

    def _trades(
        self, tokens: list[Token], chosen: list[list[Span]]
    ) -> dict[int, frozenset[Profession]]:
        """Unread words of titles: of a profession that was read anyhow, or shared by two of them.

        «Ремонт электронных приборов» is a part of a title that is never typed as a whole.
        """
        taken = _taken(chosen)
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

    def _doing(self, tokens: list[Token], chosen: list[list[Span]]) -> dict[int, Activity]:
        """The words of «чинить тачки», which name a trade by what is done to what.

        Only where no other trade is named.
        """
        lemmas = [self.dictionary.lemmas(token.word) for token in tokens]
        said = frozenset[str]().union(*lemmas)
        likely = [one for one in self.lexicon.activities if not said.isdisjoint(one.doing)]
        if not likely:
            return {}
        fond = [self._things(token.word) for token in tokens]
        unwished = _after_but(tokens, chosen)
        best: dict[int, Activity] = {}
        for activity in likely:
            doing = [i for i, found in enumerate(lemmas) if found & activity.doing]
            things = [i for i, found in enumerate(fond) if found & activity.things]
            things = [i for i in things if i not in unwished and not self._is_workplace(tokens, i)]
            if things and any(i != things[0] for i in doing):
                pair = next(i for i in doing if i != things[0])
                told = dict.fromkeys((pair, *things), activity)
                best = told if len(told) > len(best) else best
        return self._instead(chosen, best) if best else {}

    def _things(self, word: str) -> frozenset[str]:
        """What an activity may know the thing as: «тортики» are a «торт», «видосы» a «видос»."""
        lemmas = self.dictionary.lemmas(word)
        if self.dictionary.is_known(word):
            return lemmas | endeared_of(lemmas)
        return lemmas | endeared_of(lemmas) | self.lexicon.things_by_stem.get(stemmed(word), set())

    def _instead(self, chosen: list[list[Span]], done: dict[int, Activity]) -> dict[int, Activity]:
        """«Лечить собак» is more than «собака»; any other trade that is named stays."""
        named = [s[0] for s in chosen if s[0].term.kind in {Kind.PROFESSION, Kind.INDUSTRY}]
        if any(one.begin not in done or one.end - one.begin > 1 for one in named):
            return {}
        chosen[:] = [s for s in chosen if s[0] not in named]
        return done

    def _looked_at_again(
        self,
        tokens: list[Token],
        chosen: list[list[Span]],
        trades: Collection[int],
    ) -> list[Token] | None:
        """Known words that led to nothing (a part of a longer name) may be others, misspelt."""
        taken = _taken(chosen)
        found = [
            token
            if i in taken or i in trades or not token.is_exact or self._is_named(token)
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

    def _is_named(self, token: Token) -> bool:
        return any(c.key in self.names for c in token.candidates)

    def _rest(self, tokens: list[Token], at: int) -> Part:
        token = tokens[at]
        known = [c for c in token.candidates if c.key in self.names]
        kind = Kind.NAME if known and not self.dictionary.is_talk(token.word) else Kind.UNKNOWN
        is_thing = bool(self.dictionary.lemmas(token.word) & self.lexicon.things)
        if kind is Kind.UNKNOWN and self.dictionary.is_person(token.word) and not is_thing:
            kind = Kind.STRANGER
        is_word = kind is not Kind.NAME and len(token.word) > SHORT_LATIN
        if is_word and self._is_said_to_be_town(tokens, at):
            kind = Kind.NOWHERE
        slips = int(known[0].slips) if known else 0
        word = token.word if kind is Kind.NAME else token.typed
        return Part(
            kind=kind,
            start=token.start,
            end=token.end,
            meaning=word,
            spelling=word,
            slips=slips,
        )

    def _is_kin(self, token: Token) -> bool:
        """Who writes, or of whom: «помогаю отцу», «мы с братом», «я гражданин»."""
        is_name = self._is_named(token)
        return not is_name and bool(self.dictionary.lemmas(token.word) & KIN)

    def _is_said_to_be_town(self, tokens: list[Token], at: int) -> bool:
        """«Село Кабаны», «село Большие Кабаны»."""
        if self._context_word(tokens, at - 1) is ContextWord.TOWN:
            return True
        is_capital = at > 0 and tokens[at].is_capital and tokens[at - 1].is_capital
        return is_capital and self._context_word(tokens, at - 2) is ContextWord.TOWN

    def _spans(self, tokens: list[Token]) -> Iterator[Span]:
        for begin in range(len(tokens)):
            states: list[State] = [(self.lexicon.root, 0.0, 0.0)]
            for end in range(begin, len(tokens)):
                states = list(_steps(states, tokens[end]))
                if not states:
                    break
                yield from self._ending(states, tokens, begin, end + 1)

    def _ending(
        self, states: list[State], tokens: list[Token], begin: int, end: int
    ) -> Iterator[Span]:
        """What the words so far may mean. Spelt just so beats another ending of the word."""
        typed = tuple(token.word for token in tokens[begin:end])
        reached = [(term, slips, cost) for node, slips, cost in states for term in node.terms]
        as_typed = [found for found in reached if _is_as_typed(found[0], typed)]
        context = self._context(tokens, begin, end)
        if max((found[0].prior for found in as_typed), default=0.0) < LIKELY_PRIOR:
            as_typed = []
        for term, slips, cost in as_typed or reached:
            if end - begin == 1 and self._is_mere_word(term, tokens, begin, context):
                continue
            value = _value(term, cost, typed) + context.get(term.kind, 0.0)
            if value > min(UNREAD_LOSS):
                yield Span(begin, end, term, slips, value)

    def _is_mere_word(
        self, term: Term, tokens: list[Token], at: int, context: Mapping[Kind | ContextWord, float]
    ) -> bool:
        """«Игра» is a town, «хочу делать игры» names none; nor do «старт», «Is» and «Иванов».

        A word of the language is a place when it is spelt as the place is and the place is
        likely, or when the words around say so.
        """
        token = tokens[at]
        if not isinstance(term.kind, Kind):
            return False
        if self._is_english_talk(tokens, at):
            return True
        if token.candidates[0].slips:
            # «Повор» is a misspelt «повар», not "power".
            return term.words[0].isascii() and not token.word.isascii()
        if term.kind is not Kind.PLACE:
            is_other = self._is_another(token.word, term)
            return is_other or self._is_aside(term, tokens, at)
        return self._is_mere_place(term, tokens, at, context.get(Kind.PLACE, 0.0))

    def _is_aside(self, term: Term, tokens: list[Token], at: int) -> bool:
        """A village called as a region; who «сказала» something, and is no trade to be wished."""
        if term.kind is Kind.REGION:
            return self._is_village(tokens, at)
        word = tokens[at].word
        if self._is_workplace(tokens, at) or word in OF_PROGRAMME:
            return True
        if word == LATIN_S:
            return self._context_word(tokens, at - 1) is ContextWord.NEAR
        if FOR in {token.word for token in tokens[max(0, at - 2) : at]}:
            # «Для таких детей», «для школы».
            return bool(self.dictionary.lemmas(word) & KIN) or word in FOR_SCHOOLS
        following = tokens[at + 1 : at + 2] if term.kind is Kind.PROFESSION else []
        return any(self.dictionary.lemmas(one.word) & SAYING for one in following)

    def _is_workplace(self, tokens: list[Token], at: int) -> bool:
        """Where one works or worked, no trade: «уволили с завода», «на этом заводе»."""
        if at == 0 or not self.dictionary.lemmas(tokens[at].word) & WORKPLACES:
            return False
        return bool(self.dictionary.lemmas(tokens[at - 1].word) & (POINTED_OUT | LEFT))

    def _is_village(self, tokens: list[Token], at: int) -> bool:
        """«Станица Ленинградская» is called as the region is, and stands elsewhere."""
        is_town = self._context_word(tokens, at - 1) is ContextWord.TOWN
        is_region = self._context_word(tokens, at + 1) is ContextWord.REGION_WORD
        return is_town and not is_region and self._is_adjective(tokens[at].word)

    def _is_english_talk(self, tokens: list[Token], at: int) -> bool:
        """«It» of "is it free" is no industry; "IT colleges" and "it" alone are."""
        token = tokens[at]
        if not token.word.isascii() or not self.dictionary.is_silent(token.word):
            return False
        others = [one for i, one in enumerate(tokens) if i != at and one.word.isascii()]
        if token.is_shouted and not all(one.is_shouted for one in others):
            return False
        return any(self.dictionary.is_talk(one.word) for one in others)

    def _is_mere_place(self, term: Term, tokens: list[Token], at: int, gain: float) -> bool:
        token = tokens[at]
        word = token.word
        if word.isascii():
            return len(word) <= SHORT_LATIN and not gain and term.prior < FAMOUS_PRIOR
        if not self.dictionary.is_known(word):
            return False
        is_introduced = at > 0 and tokens[at - 1].word in INTRODUCES
        is_initial = at > 0 and tokens[at - 1].is_shouted and len(tokens[at - 1].word) == 1
        is_introduced = is_introduced or is_initial or self._is_patronymic(tokens, at + 1)
        if (term.is_loose or is_introduced) and self.dictionary.may_be_name(word):
            return True
        is_spelt_so = term.words == (word,)
        if not is_spelt_so and not self._is_case_of(word, term):
            return True
        is_pointed_out = token.is_capital and (at > 0 or len(tokens) == 1)
        if not self.dictionary.is_everyday(word) or gain > WEAK_CONTEXT_GAIN or is_pointed_out:
            return False
        return term.prior < (LIKELY_PRIOR if is_spelt_so else FAMOUS_PRIOR)

    def _is_patronymic(self, tokens: list[Token], at: int) -> bool:
        """«Сергеевна» of «Анна Сергеевна»."""
        word = tokens[at].word if at < len(tokens) else ""
        return word.endswith(PATRONYMIC) and self.dictionary.may_be_name(word)

    def _is_case_of(self, word: str, term: Term) -> bool:
        """«Медведеве» is of Медведево as of Медведев; «Иванов» is no case of Иваново."""
        lemmas, name = self.dictionary.lemmas(word), term.words[0]
        if self.dictionary.may_be_name(word):
            return name in lemmas or word not in lemmas
        if any(lemma.endswith(OF_TOWN) for lemma in lemmas) and term.prior >= LIKELY_PRIOR:
            return True
        return self._is_form_of(word, name)

    def _is_another(self, word: str, term: Term) -> bool:
        """Two words of the language that only share a stem: «стала» and «сталь»."""
        name = term.words[0]
        known = isinstance(term.kind, Kind) and len(term.words) == 1
        if not known or word == name or not self.dictionary.is_known(word):
            return False
        if not self.dictionary.is_known(name):
            return name.isascii()
        if self.dictionary.is_talk(word) and not self.dictionary.is_talk(name):
            return True
        return not self._is_form_of(word, name)

    def _is_form_of(self, word: str, name: str) -> bool:
        lemmas = self.dictionary.lemmas(word)
        return bool(lemmas & (self.dictionary.lemmas(name) | {name}))

    def _context(
        self, tokens: list[Token], begin: int, end: int
    ) -> dict[Kind | ContextWord, float]:
        """What the words beside say: «рядом со Строителем» is a town, «на строителя» a profession.

        «В» alone says little («в строители»), with a capital letter it says town.
        """
        before = self._context_word(tokens, begin - 1)
        if before is ContextWord.AT and self._context_word(tokens, begin - 2) is ContextWord.NEAR:
            before = ContextWord.NEAR
        if before in {ContextWord.NEAR, ContextWord.TOWN}:
            return {Kind.PLACE: CONTEXT_GAIN + WEAK_CONTEXT_GAIN, Kind.REGION: CONTEXT_GAIN}
        if before is ContextWord.AT:
            gain = CONTEXT_GAIN if tokens[begin].is_capital else WEAK_CONTEXT_GAIN
            return {Kind.PLACE: gain, Kind.REGION: gain}
        if before is ContextWord.TO:
            return {Kind.PROFESSION: CONTEXT_GAIN, Kind.INDUSTRY: CONTEXT_GAIN}
        if self._context_word(tokens, end) is ContextWord.REGION_WORD:
            return {Kind.REGION: CONTEXT_GAIN}
        return {}

    def _context_word(self, tokens: list[Token], at: int) -> ContextWord | None:
        return self.lexicon.context_words.get(tokens[at].word) if 0 <= at < len(tokens) else None

    def _name_values(self, tokens: list[Token]) -> list[float]:
        saying = sum(token.word not in self.lexicon.context_words for token in tokens)
        unread = UNREAD_LOSS[saying] if saying < len(UNREAD_LOSS) else 0.0
        return [max(unread, self._name_value(token)) for token in tokens]

    def _name_value(self, token: Token) -> float:
        """Of the closest word of a name; that of any other word is not worth being one."""
        slips = (c.slips for c in token.candidates if c.key in self.names)
        least = min(slips, default=None)
        return -1.0 if least is None else NAME_GAIN - NAME_SLIP_COST * least


def _radius(text: str) -> tuple[int | None, str]:
    """The radius in km and the text with it blanked out, so that positions stay."""
    found = RADIUS.search(text)
    if not found or not int(found[1]):
        return None, text
    blank = " " * (found.end() - found.start())
    return min(int(found[1]), 2000), text[: found.start()] + blank + text[found.end() :]


def _steps(states: list[State], token: Token) -> Iterator[State]:
    scale = max(0.7, min(1.5, USUAL_LENGTH / len(token.word)))
    for node, slips, cost in states:
        for candidate in token.candidates:
            after = node.next.get(candidate.key)
            if after is not None:
                yield after, slips + candidate.slips, cost + candidate.slips * scale


def _is_as_typed(term: Term, typed: tuple[str, ...]) -> bool:
    return term.words == typed and not term.is_loose


def _value(term: Term, slips: float, typed: tuple[str, ...]) -> float:
    length = len(typed)
    if isinstance(term.kind, ContextWord):
        return AROUND_GAIN * length + AROUND_LONGER_GAIN * (length - 1) - slips * SLIP_COST
    unlikely = 1 - term.prior
    cost = slips * (SLIP_COST + UNLIKELY_COST * unlikely) + LOOSE_COST * term.is_loose
    if term.words != typed and not slips:
        apart = OSA.distance(" ".join(term.words), " ".join(typed), score_cutoff=4)
        cost += ENDING_COST * apart + UNLIKELY_ENDING_COST * unlikely
    return length + LONGER_GAIN * (length - 1) + PRIOR_GAIN * term.prior - cost


def _best_cut(length: int, spans: Iterable[Span], alone: list[float]) -> list[list[Span]]:
    """The most valuable cut; of each of its spans all readings, the best first."""
    ending: dict[int, dict[int, list[Span]]] = {}
    for span in spans:
        ending.setdefault(span.end, {}).setdefault(span.begin, []).append(span)
    best: list[tuple[float, list[list[Span]]]] = [(0.0, [])]
    for end in range(1, length + 1):
        value, cut = best[end - 1]
        top = (value + alone[end - 1], cut)
        for begin, readings in ending.get(end, {}).items():
            readings.sort(key=lambda span: -span.value)
            value = best[begin][0] + readings[0].value
            if value > top[0]:
                top = (value, [*best[begin][1], readings])
        best.append(top)
    return best[length][1]


def _without_figures(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """«Охотник на привидений» is no hunter: what is hunted is nobody's trade."""
    found: list[Part] = []
    for part in parts:
        between = (
            [t.word for t in tokens if found[-1].end <= t.start and t.end <= part.start]
            if found
            else []
        )
        is_figure = part.kind is Kind.STRANGER and between in FIGURES
        if is_figure and found[-1].kind is Kind.PROFESSION:
            word = f"{found[-1].spelling} {between[0]} {part.meaning}"
            found[-1] = replace(part, start=found[-1].start, meaning=word, spelling=word)
        else:
            found.append(part)
    return found


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


def _of_activity(tokens: list[Token], done: Mapping[int, Activity]) -> list[Part]:
    if not done:
        return []
    trade = next(iter(done.values())).trade
    is_industry = isinstance(trade, Industry)
    return [
        Part(
            kind=Kind.INDUSTRY if is_industry else Kind.PROFESSION,
            start=min(tokens[i].start for i in done),
            end=max(tokens[i].end for i in done),
            meaning=trade,
            spelling=" ".join(tokens[i].word for i in sorted(done)),
        )
    ]


def _also(done: Mapping[int, Activity]) -> tuple[Industry, ...]:
    return next((activity.also for activity in done.values()), ())


def _asked(tokens: list[Token], chosen: list[list[Span]]) -> tuple[tuple[Candidate, ...], ...]:
    """All words but those around: «колледж» stays, it is part of many names."""
    silent = {
        i
        for readings in chosen
        for i in range(readings[0].begin, readings[0].end)
        if isinstance(readings[0].term.kind, ContextWord)
        and readings[0].term.kind is not ContextWord.SCHOOL
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
        if s.term.meaning != best.term.meaning and isinstance(s.term.kind, Kind)
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


def _after_but(tokens: list[Token], chosen: list[list[Span]]) -> range:
    """Words after a «кроме» or «не люблю» in the middle of a text: nobody wishes to do it."""
    begins = [end for begin, end in _buts(chosen) if begin > 0]
    return range(min(begins, default=len(tokens)), len(tokens))


def _buts(chosen: list[list[Span]]) -> list[tuple[int, int]]:
    firsts = (spans[0] for spans in chosen)
    return [(one.begin, one.end) for one in firsts if one.term.kind is ContextWord.BUT]


def _query(text: str, parts: list[Part], left: Collection[int], *, is_near: bool) -> Query:
    planned = {Kind.PLANNED: True, Kind.OPENED: False}
    return Query(
        text=text,
        parts=tuple(parts),
        places=places_of(parts, left),
        region=region_of(parts),
        area=area_of(parts),
        industries=tuple(
            dict.fromkeys(m for m in _of(parts, Kind.INDUSTRY) if isinstance(m, Industry))
        ),
        professions=tuple(
            dict.fromkeys(m for m in _of(parts, Kind.PROFESSION) if isinstance(m, Profession))
        ),
        words=tuple(str(part.meaning) for part in parts if part.kind is Kind.NAME),
        is_planned=next((planned[p.kind] for p in parts if p.kind in planned), None),
        is_near=is_near,
    )


def _left(parts: Sequence[Part], left: Collection[int]) -> tuple[Place, ...]:
    found = (part.meaning for part in parts if part.start in left)
    return tuple(meaning for meaning in found if isinstance(meaning, Place))


def _of(parts: list[Part], kind: Kind) -> Iterator[Meaning]:
    return (part.meaning for part in parts if part.kind is kind)
