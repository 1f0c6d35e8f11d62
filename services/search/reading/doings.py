"""Trades that a text tells by what one likes to do: «чинить тачки», «чтоб с лошадьми»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from services.language.derivation.endearments import endeared_of
from services.language.dictionary import Dictionary
from services.language.letters import stemmed, words
from services.search.reading.activities import FOND, Activity
from services.search.reading.intents import TURNS
from services.search.reading.lexicon import Lexicon
from services.search.reading.negation.attribution import wished_by_others
from services.search.reading.negation.clauses import wished_anew
from services.search.reading.negation.exclusions import SIFTED
from services.search.reading.negation.refusals import denied_before, refusals
from services.search.reading.queries import TRADES, Kind, Part
from services.search.reading.spans import Span, SpanFinder, buts
from services.search.reading.tokens import Token

WISHED = frozenset(["чтобы", "чтоб", "бы", "хотеть", "хотеться", "что-то", "нибудь", "want"])
BESIDE = frozenset(["с", "со", "на", "with"])
"""«Чтоб с лошадьми», «мне бы на природе»: what is wished as much as if it were liked."""

LIKED = frozenset(["любить", "нравиться", "обожать", "увлекаться", "like", "love", "enjoy"])

TURNING = FOND | {"хотеть", "хотеться", "want", "мечтать"}

TAUGHT = frozenset(["учат", "обучают", "выучат", "научат"])
"""What colleges do, and not who asks for them: «где учат слабослышащих детей»."""

DO, WHAT = "делать", "что"
WHAT_TO_DO_WITHIN = 3
"""Words from «что» to the «делать» of «что с ним теперь делать», which makes nothing."""

THOUGHT_OF = frozenset(["про", "о", "об"])

UNEXPLAINED = frozenset([Kind.UNKNOWN, Kind.NAME])

RIDDEN_TEXT = """
раз раза ходит ходят ходил редко расписание расписанию останавливается опаздывает once twice runs
"""
RIDDEN = frozenset(RIDDEN_TEXT.split())
RIDDEN_WITHIN = 2
"""Words after what takes one somewhere, and is liked by nobody: «автобус два раза в день»."""

Doing = Mapping[int, Activity]
"""The words that name an activity, by their positions; all of one activity."""


@dataclass(frozen=True, slots=True)
class Doings:
    lexicon: Lexicon
    dictionary: Dictionary
    finder: SpanFinder

    def apart(
        self, tokens: list[Token], chosen: list[list[Span]]
    ) -> tuple[Doing, list[list[Span]]]:
        """The words of «чинить тачки», and the spans but for trades that these words say better.

        None of them where another trade is wished: «лечить собак» is more than «собака», any
        other stays. So does what is thought of besides: «рисует, думаем про дизайн».
        """
        done = self._told(tokens, chosen)
        if not done:  # as of most texts
            return {}, chosen
        unwished = self._after_but(tokens, chosen)
        own = next((one.trade for one in done.values()), None)
        named = [s[0] for s in chosen if s[0].term.kind in TRADES and s[0].begin not in unwished]
        if named:
            theirs = wished_by_others(tokens, self.dictionary)
            named = [one for one in named if one.begin not in theirs]
        if any(
            one.end - one.begin > 1
            or (one.begin not in done and not self._is_done(one, tokens, done))
            for one in named
        ):
            return {}, chosen
        if isinstance(own, Industry) and any(_is_thought_of(one, tokens) for one in named):
            return {}, chosen
        return done, [s for s in chosen if s[0] not in named]

    def _is_done(self, span: Span, tokens: Sequence[Token], done: Doing) -> bool:
        """«Летать» beside «собирать дроны» says no more of a pilot than of drones."""
        doing = next(iter(done.values())).doing
        return not self.dictionary.lemmas(tokens[span.begin].word).isdisjoint(doing - FOND)

    def _after_but(self, tokens: list[Token], chosen: list[list[Span]]) -> frozenset[int]:
        """Words after a «кроме» or «не люблю»: nobody wishes to do it.

        Where the text begins so, up to what turns it: «не люблю химию, а биологию люблю». Before
        it, where it ends a clause: «химию не люблю, биологию люблю».
        """
        found: set[int] = set()
        denials = buts(chosen)
        refused = refusals(tokens, self.dictionary)
        named = self._named(tokens, chosen) if denials or refused else set()
        for begin, end in denials:
            before = denied_before(tokens, begin, end, named, self.dictionary)
            turns = (i for i in range(end, len(tokens)) if self._is_turned(tokens, begin, end, i))
            found.update(before or range(end, next(turns, len(tokens))))
        for begin, end in refused:
            found.update(denied_before(tokens, begin, end, named, self.dictionary))
        return frozenset(found)

    def _named(self, tokens: Sequence[Token], chosen: Sequence[Sequence[Span]]) -> set[int]:
        """Words of trades and places, and things that something is done to."""
        firsts = (spans[0] for spans in chosen)
        named = {i for one in firsts if one.term.kind in SIFTED for i in range(one.begin, one.end)}
        things = frozenset[str]().union(*self.lexicon.things_by_industry.values())
        return named | {i for i, one in enumerate(tokens) if self._things(one.word) & things}

    def _is_turned(self, tokens: Sequence[Token], begin: int, end: int, at: int) -> bool:
        if begin == 0 and self._turns(tokens[at]):
            return True
        return wished_anew(tokens, tokens[end - 1].end, tokens[at].start, self.dictionary)

    def _turns(self, token: Token) -> bool:
        """What is said from here on is wished again."""
        return token.word in TURNS or not self.dictionary.lemmas(token.word).isdisjoint(TURNING)

    def without_explained(
        self, parts: list[Part], tokens: Sequence[Token], done: Doing
    ) -> list[Part]:
        """«Булочки» of «печь хлеб и булочки» need no telling: who bakes bread bakes them too.

        Nor does a word of some name beside what one likes: «люблю информатику и физику».
        """
        if UNEXPLAINED.isdisjoint(part.kind for part in parts):
            return parts
        likes = any(self.dictionary.lemmas(token.word) & LIKED for token in tokens)
        explained = UNEXPLAINED if likes else {Kind.UNKNOWN}
        if all(part.kind not in explained for part in parts):
            return parts
        named = [p.meaning for p in parts if p.kind in TRADES and not p.slips]
        industries = {one.industry if isinstance(one, Profession) else one for one in named}
        industries.update(also_for(done))
        by_industry = self.lexicon.things_by_industry
        things = frozenset[str]().union(*(by_industry.get(one, ()) for one in industries))
        return [
            part
            for part in parts
            if part.kind not in explained
            or things.isdisjoint(self._things(" ".join(words(str(part.meaning)))))
        ]

    def without_unwished(
        self, parts: list[Part], done: Doing, tokens: list[Token], chosen: list[list[Span]]
    ) -> list[Part]:
        """«Работать руками, но не на заводе» leaves what else is done with one's hands."""
        if not done:
            return parts
        starts = {tokens[i].start for i in self._after_but(tokens, chosen)}
        unwished = [part.meaning for part in parts if part.kind in TRADES and part.start in starts]
        told = part_of(done, tokens)
        return [part for part in parts if part not in told or part.meaning not in unwished]

    def _told(self, tokens: list[Token], chosen: list[list[Span]]) -> Doing:
        """Of the activity that most words name by what is done to what."""
        lemmas = [self.dictionary.lemmas(token.word) for token in tokens]
        said = frozenset[str]().union(*lemmas)
        is_wish = not said.isdisjoint(WISHED)
        doings = said | FOND if is_wish else said
        if doings.isdisjoint(self.lexicon.doings):  # as of most texts
            return {}
        likely = [one for one in self.lexicon.activities if not doings.isdisjoint(one.doing)]
        fond = [self._things(token.word) for token in tokens]
        beside = _wished_beside(tokens, chosen) if is_wish else []
        unwished = self._after_but(tokens, chosen)
        denials = [*buts(chosen), *refusals(tokens, self.dictionary)]
        asked = {i for begin, end in denials for i in range(begin, end)}
        asked |= {i for i, token in enumerate(tokens) if token.word in TAUGHT}
        asked |= {i for i, found in enumerate(lemmas) if DO in found and _is_asked(tokens, i)}
        best: Doing = {}
        fitting = 0, False
        for activity in likely:
            doing = [i for i, o in enumerate(lemmas) if o & activity.doing and i not in asked]
            doing += beside if activity.doing & FOND else []
            things = [i for i, found in enumerate(fond) if found & activity.things]
            things = [
                i for i in things if i not in unwished and not self.finder.is_workplace(tokens, i)
            ]
            things = [i for i in things if not _is_ridden(tokens[i + 1 :])]
            things = [i for i in things if i - 1 in beside or not set(doing) <= set(beside)]
            if len(doing) == 1 and len(things) > 1:  # “build” is a form of “building”, too
                things = [i for i in things if i not in doing]
            if things and any(i != things[0] for i in doing):
                pairs = [i for i in doing if i != things[0]]
                pair = next((i for i in pairs if not lemmas[i] & FOND), pairs[0])
                told = dict.fromkeys((pair, *things), activity)
                fits = len(told), not lemmas[pair] & FOND  # «нравится резать» is about cutting
                best, fitting = (told, fits) if fits > fitting else (best, fitting)
        return best

    def _things(self, word: str) -> frozenset[str]:
        """What an activity may know the thing as: «тортики» are a «торт», «видосы» a «видос»."""
        lemmas = self.dictionary.lemmas(word)
        if self.dictionary.is_known(word):
            return lemmas | endeared_of(lemmas)
        return lemmas | endeared_of(lemmas) | self.lexicon.things_by_stem.get(stemmed(word), set())


def part_of(done: Doing, tokens: list[Token]) -> list[Part]:
    """One part for all the words, if any."""
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


def also_for(done: Doing) -> tuple[Industry, ...]:
    """Further industries in which those do well who like it."""
    return next((activity.also for activity in done.values()), ())


def _is_thought_of(span: Span, tokens: list[Token]) -> bool:
    """A profession, which says more than the industry of what is done with it."""
    before = tokens[span.begin - 1].word if span.begin else ""
    return span.term.kind is Kind.PROFESSION and before in THOUGHT_OF


def _is_asked(tokens: list[Token], at: int) -> bool:
    return any(token.word == WHAT for token in tokens[max(0, at - WHAT_TO_DO_WITHIN) : at])


def _is_ridden(following: list[Token]) -> bool:
    return any(token.word in RIDDEN for token in following[:RIDDEN_WITHIN])


def _wished_beside(tokens: list[Token], chosen: list[list[Span]]) -> list[int]:
    """Where «с», «на» stand before what is no trade by itself: «чтоб с деревьями»."""
    trades = {s[0].begin for s in chosen if s[0].term.kind in TRADES}
    return [i for i, t in enumerate(tokens) if t.word in BESIDE and i + 1 not in trades]
