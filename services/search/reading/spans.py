"""What words in a row may mean, and what each such reading is worth; step 3 of the reader.

A word of the language is often called as a village or a trade is: the words around decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from services.language.derivation.feminines import masculine_of
from services.language.derivation.trade_adjectives import trades_of
from services.language.dictionary import Dictionary
from services.language.letters import folded
from services.search.reading.lexicon import ContextWord, Lexicon, Node, Term
from services.search.reading.queries import PLACES, Kind
from services.search.reading.tokens import Token
from services.search.reading.whereabouts import FAMOUS_PRIOR, LIKELY_PRIOR, LIVING

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
UNREAD_LOSS = (0.0, -0.5, -0.45, -0.2)
"""A word left unread, by the words that say anything: who types one means something by it."""

KIN_TEXT = """
отец мать мама папа батя бабушка дедушка дед дядя тетя муж жена родитель племянник племянница
внук внучка сын дочь доченька сынок сестра брат друг подруга ребенок дитя человек люди
отчим мачеха крестный крестная свекровь свекор теща тесть предок предки бабуля дедуля тетка
братик сестренка сосед соседка ребятишки кузен кузина классная завуч классуха опекун
ребята товарищ гражданин гражданка одноклассник одноклассница ученик ученица девочка мальчик
девушка парень близнец двойня двойняшка тройняшка
пацан чувак братан руководитель руководительница организатор коллега господин корочка
"""
KIN = frozenset(KIN_TEXT.split())

OF_STAFF = frozenset(["школьный", "школьная", "классный", "классная"])
"""«Школьный психолог», «классный руководитель»: who writes."""

CHILDREN = frozenset(["дети", "детей", "детьми", "детям", "ребенка", "children", "kids"])
COUNTED_TEXT = """
два двое три трое четыре четверо пять пятеро много мой наш свой маленький взрослый two three my
"""
COUNTED = frozenset(COUNTED_TEXT.split())
"""Before one's own children, whom nobody teaches for a trade: «у меня двое детей»."""

SAYING_TEXT = """
сказать говорить посоветовать советовать считать думать пугать ругать ругаться жаловаться хвалить
отговаривать
"""
SAYING = frozenset(SAYING_TEXT.split())

PATRONYMIC = ("вич", "вна", "ична", "вича", "вны", "вичу", "вне", "вной")

OF_TOWN = ("ский", "ской", "цкий")
"""Adjectives that towns have."""

ADJECTIVES, LOCATIVE = ("ий", "ый", "ой", "ое"), ("ом", "ем")
"""Towns that are called by adjectives, and how one is in them: «в слободском»."""

FOR = "для"
LATIN_S = "c"
"""«Hzljv c» is «рядом с», no language of programmers."""

SHORT_LATIN = 3
"""«Is», «Ob»: three Latin letters are a word sooner than a village."""

PREPARES = frozenset(["готовить", "подготовить"])
PREPARED_FOR = frozenset(["для", "к"])
"""«Кто готовит для Татнефти» asks for no cook."""

SHORT_ALIAS = 2
"""Letters of a foreign spelling of some town that is another word."""

REGION_WORDS = 2
"""Words that name a region beside its town: «Красноярский край»."""

POINTED_OUT = frozenset(["этот", "тот", "который", "ваш", "какой"])
WORKPLACES = frozenset(["завод", "производство", "фабрика", "больница", "поликлиника"])
OF_PROGRAMME = frozenset(["программа", "программу", "программе", "программой"])
"""The one that is asked about; who writes programs has several, or is doing it."""

FOR_SCHOOLS = frozenset(["школы", "школьников", "учеников"])
PUPILS_SCHOOLS = frozenset(["школа", "гимназия", "лицей"])
ATTENDING_TEXT = """
оканчивать окончить закончить заканчивать кончить кончать учиться доучиться ходить класс бросить
прогуливать сидеть
"""
ATTENDING = frozenset(ATTENDING_TEXT.split())
OUT_OF = frozenset(["из", "from"])
SPECIAL = frozenset(["коррекционный", "вспомогательный"])
SORT, SORT_WITHIN = "вид", 2
"""«Коррекционная школа», «школа VIII вида»: where a pupil comes from."""

LICENCE = frozenset(["права", "прав", "правами", "правам"])
LICENSED = frozenset(
    ["есть", "быть", "получить", "сдать", "сдавать", "иметь", "водительский", "без", "нет"]
)
"""«Есть права», «получил права»: a driver's, and no law."""

ATTENDED_WITHIN = 3
"""Words between one's school and what is done there."""

LEFT = frozenset(["с", "уволить", "увольняться", "уволиться", "уйти"])

LIKENED = frozenset(["как", "типа", "like"])
LIKENED_WITHIN = 3
"""Words from «как» to the surname of who is admired: «как у Ивана Золо»."""

INTRODUCES = frozenset(["зовут", "звать", "уважением", "я", "имя", "имени", "им"])
CALLED_AFTER = frozenset(["завод", "концерн", "фабрика", "комбинат", "верфь"])
"""After these a name is the writer's own: «меня зовут Ольга»."""

VERBAL = ("ит", "ят", "ает", "яет", "ует", "ют", "ать", "ить", "ять", "еть", "ишь", "ешь")
"""How verbs end of which no dictionary knows."""
COUNTED_SHORT = frozenset(["чел", "челов"])
"""«30 чел» are people, and no Челябинск."""

State = tuple[Node, float, float]
"""Where in the trie, slips so far, and what they weigh by the length of the words."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words i to j read as a term."""

    begin: int
    end: int
    term: Term
    slips: float
    value: float


@dataclass(frozen=True, slots=True)
class SpanFinder:
    lexicon: Lexicon
    dictionary: Dictionary

    def spans(self, tokens: list[Token]) -> Iterator[Span]:
        for begin in range(len(tokens)):
            states: list[State] = [(self.lexicon.root, 0.0, 0.0)]
            for end in range(begin, len(tokens)):
                states = list(_steps(states, tokens[end]))
                if not states:
                    break
                yield from self._ending(states, tokens, begin, end + 1)

    def context(
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
            is_told = tokens[begin].is_capital or self._is_lived_in(tokens, begin, end)
            gain = CONTEXT_GAIN if is_told else WEAK_CONTEXT_GAIN
            return {Kind.PLACE: gain, Kind.REGION: gain}
        if before is ContextWord.TO:
            return {Kind.PROFESSION: CONTEXT_GAIN, Kind.INDUSTRY: CONTEXT_GAIN}
        if self._context_word(tokens, end) is ContextWord.REGION_WORD:
            return {Kind.REGION: CONTEXT_GAIN}
        return {}

    def _is_lived_in(self, tokens: list[Token], begin: int, end: int) -> bool:
        """«Живу в железнодорожном»: where no noun follows, a town that is an adjective."""
        if end - begin != 1 or not self._stands_alone(tokens, begin):
            return False
        verb = tokens[begin - 2].word if begin > 1 else ""
        is_wish = verb.endswith(("ть", "ться"))
        return bool(self.dictionary.lemmas(verb) & LIVING) and not is_wish

    def _stands_alone(self, tokens: list[Token], at: int) -> bool:
        """An adjective in «в слободском», of which no noun follows that it could be about."""
        if not tokens[at].word.endswith(LOCATIVE) or not self.dictionary.is_adjective(
            tokens[at].word
        ):
            return False
        if at + 1 == len(tokens):
            return True
        around = self._context_word(tokens, at + 1)
        if around in {ContextWord.SCHOOL, ContextWord.TOWN, ContextWord.REGION_WORD}:
            return False
        return around is not None or self.is_adjective(tokens[at + 1].word)

    def is_workplace(self, tokens: list[Token], at: int) -> bool:
        """Where one works or worked, no trade: «уволили с завода», «на этом заводе»."""
        if at == 0 or not self.is_workplace_word(tokens[at].word):
            return False
        return bool(self.dictionary.lemmas(tokens[at - 1].word) & (POINTED_OUT | LEFT))

    def is_workplace_word(self, word: str) -> bool:
        return bool(self.dictionary.lemmas(word) & WORKPLACES)

    def is_adjective(self, word: str) -> bool:
        return any(lemma.endswith(OF_TOWN) for lemma in self.dictionary.lemmas(word))

    def is_said_to_be_town(self, tokens: list[Token], at: int) -> bool:
        """«Село Кабаны», «село Большие Кабаны»."""
        if self._context_word(tokens, at - 1) is ContextWord.TOWN:
            return True
        is_capital = at > 0 and tokens[at].is_capital and tokens[at - 1].is_capital
        return is_capital and self._context_word(tokens, at - 2) is ContextWord.TOWN

    def _ending(
        self, states: list[State], tokens: list[Token], begin: int, end: int
    ) -> Iterator[Span]:
        """What the words so far may mean. Spelt just so beats another ending of the word."""
        reached = [(term, slips, cost) for node, slips, cost in states for term in node.terms]
        if not reached:
            return
        typed = tuple(token.word for token in tokens[begin:end])
        as_typed = [found for found in reached if _is_as_typed(found[0], typed)]
        context = self.context(tokens, begin, end)
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
        if self.is_surname(tokens, at):
            return True
        is_guess = bool(token.candidates[0].slips) or term.kind in PLACES
        is_slang = is_guess and not context.get(term.kind) and self._is_slang_verb(token, term)
        is_talk = self._is_english_talk(tokens, at) or self._is_far_alias(term, token.word)
        if is_slang or is_talk:
            return True
        if token.candidates[0].slips:
            # «Повор» is a misspelt «повар», not "power".
            return term.words[0].isascii() and not token.word.isascii()
        if term.kind is not Kind.PLACE:
            is_other = self._is_another(token.word, term)
            return is_other or self._is_aside(term, tokens, at)
        return self._is_mere_place(term, tokens, at, context.get(Kind.PLACE, 0.0))

    def _is_far_alias(self, term: Term, word: str) -> bool:
        """«Чкаловский» is about somebody, not about what Оренбург was called once; nor is «Ош»."""
        return term.is_loose and (len(word) <= SHORT_ALIAS or self.is_adjective(word))

    def _is_aside(self, term: Term, tokens: list[Token], at: int) -> bool:
        """A village called as a region; who «сказала» something, and is no trade to be wished."""
        if term.kind is Kind.REGION:
            return self._is_village(tokens, at)
        word = tokens[at].word
        if self.is_workplace(tokens, at) or self._is_own(tokens, at) or word in OF_PROGRAMME:
            return True
        if word == LATIN_S:
            return self._context_word(tokens, at - 1) is ContextWord.NEAR
        after = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if after in PREPARED_FOR and self.dictionary.lemmas(word) & PREPARES:
            return True
        if FOR in {token.word for token in tokens[max(0, at - 2) : at]}:
            # «Для таких детей», «для школы».
            return bool(self.dictionary.lemmas(word) & KIN) or word in FOR_SCHOOLS
        return term.kind is Kind.PROFESSION and self.is_speaker(tokens, at)

    def is_speaker(self, tokens: list[Token], at: int) -> bool:
        """Whether the word at `at` is of somebody who says something: «учителя пугают»."""
        following = tokens[at + 1 : at + 2]
        return any(self.dictionary.lemmas(one.word) & SAYING for one in following)

    def _is_own(self, tokens: list[Token], at: int) -> bool:
        """One's own children, the school where a pupil is, and a driver's licence."""
        is_pupils = self._is_family(tokens, at) or self._is_attended(tokens, at)
        return is_pupils or self._is_licence(tokens, at)

    def _is_licence(self, tokens: list[Token], at: int) -> bool:
        if tokens[at].word not in LICENCE:
            return False
        beside = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
        return any(not self.dictionary.lemmas(t.word).isdisjoint(LICENSED) for t in beside)

    def _is_family(self, tokens: list[Token], at: int) -> bool:
        """«Двое детей», «мои дети», «3 детей»."""
        if at == 0 or tokens[at].word not in CHILDREN:
            return False
        before = tokens[at - 1].word
        lemmas = self.dictionary.lemmas(before) | {before}
        return before.isdigit() or not lemmas.isdisjoint(COUNTED)

    def _is_attended(self, tokens: list[Token], at: int) -> bool:
        """«Оканчивает школу», «9 класс школы»: where a pupil is, and no place of work."""
        if not self.dictionary.lemmas(tokens[at].word) & PUPILS_SCHOOLS:
            return False
        if at > 0 and tokens[at - 1].word in OUT_OF:
            return True  # «выгнали из школы»
        if at > 0 and self.dictionary.lemmas(tokens[at - 1].word) & SPECIAL:
            return True
        after = tokens[at + 1 : at + 1 + SORT_WITHIN]
        if any(SORT in self.dictionary.lemmas(one.word) for one in after):
            return True
        around = tokens[max(0, at - ATTENDED_WITHIN) : at + 2]
        return any(self.dictionary.lemmas(one.word) & ATTENDING for one in around)

    def is_surname(self, tokens: list[Token], at: int) -> bool:
        """«Маск» of «как Илон Маск», «золо» of «у ивана золо»: no town and no trade, misspelt."""
        if not 0 < at < len(tokens) or not self.is_first_name(tokens[at - 1].word):
            return False
        if self.dictionary.is_everyday(tokens[at].word) or self._is_exact(tokens[at]):
            return False
        before = {one.word for one in tokens[max(0, at - LIKENED_WITHIN) : at - 1]}
        return bool(before & LIKENED)

    def is_first_name(self, word: str) -> bool:
        return self.dictionary.may_be_name(word) and not self.dictionary.is_everyday(word)

    def _is_exact(self, token: Token) -> bool:
        """Spelt as something that we know is."""
        return bool(token.candidates) and not token.candidates[0].slips

    def _is_village(self, tokens: list[Token], at: int) -> bool:
        """«Станица Ленинградская» is called as the region is, and stands elsewhere."""
        is_town = self._context_word(tokens, at - 1) is ContextWord.TOWN
        is_region = self._context_word(tokens, at + 1) is ContextWord.REGION_WORD
        return is_town and not is_region and self.is_adjective(tokens[at].word)

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
            is_small = len(word) <= SHORT_LATIN and not gain and term.prior < FAMOUS_PRIOR
            return is_small or (term.words != (word,) and self._is_english(tokens, at))
        if not self.dictionary.is_known(word):
            return False
        is_introduced = at > 0 and tokens[at - 1].word in INTRODUCES | KIN
        is_initial = at > 0 and tokens[at - 1].is_shouted and len(tokens[at - 1].word) == 1
        is_introduced = is_introduced or is_initial or self._is_patronymic(tokens, at + 1)
        is_of_works = at > 0 and bool(self.dictionary.lemmas(tokens[at - 1].word) & CALLED_AFTER)
        is_introduced = is_introduced or (is_of_works and term.words != (word,))
        is_named = (term.is_loose or is_introduced) and self.dictionary.may_be_name(word)
        if is_named or self._is_of_people(tokens, at):
            return True
        is_spelt_so = term.words == (word,)
        is_aside = not (gain or token.is_capital) and self._is_nickname(word, term)
        if not is_spelt_so and (is_aside or not self._is_case_of(word, term)):
            return True
        is_pointed_out = token.is_capital and (at > 0 or len(tokens) == 1)
        is_adjective = term.words[0].endswith(ADJECTIVES) and self._stands_alone(tokens, at)
        is_pointed_out |= is_adjective and bool(gain) and term.prior >= LIKELY_PRIOR
        is_pointed_out |= self._is_beside_region(term, tokens, at)
        if not self.dictionary.is_everyday(word) or gain > WEAK_CONTEXT_GAIN or is_pointed_out:
            return False
        return term.prior < (LIKELY_PRIOR if is_spelt_so else FAMOUS_PRIOR)

    def _is_slang_verb(self, token: Token, term: Term) -> bool:
        """«Майнит» is no Майна and «буллят» no Бурятия: a verb that no dictionary has."""
        word = token.word
        if token.is_capital or self.dictionary.is_known(word) or not word.endswith(VERBAL):
            return False
        return word not in term.words and not term.words[0].endswith(word[-2:])

    def _is_of_people(self, tokens: list[Token], at: int) -> bool:
        """«30 чел», «гражданка Узбекистана»: people, unless a town is told by its capital."""
        if at and tokens[at - 1].word.isdigit() and tokens[at].word in COUNTED_SHORT:
            return True
        is_kin = bool(self.dictionary.lemmas(tokens[at].word) & KIN)
        return is_kin and not tokens[at].is_capital

    def _is_beside_region(self, term: Term, tokens: list[Token], at: int) -> bool:
        """«Бор, Красноярский край»: the village of that region, though the word is an everyday
        one."""
        region = getattr(term.meaning, "region", "")
        begins = {max(0, at - REGION_WORDS), at + 1}
        return any(self._names_region(region, tokens, begin) for begin in begins)

    def _names_region(self, region: str, tokens: list[Token], begin: int) -> bool:
        states: list[State] = [(self.lexicon.root, 0.0, 0.0)]
        for token in tokens[begin : begin + REGION_WORDS]:
            states = list(_steps(states, token))
            terms = (term for node, *_ in states for term in node.terms)
            if any(one.kind is Kind.REGION and one.meaning == region for one in terms):
                return True
        return False

    def _is_nickname(self, word: str, term: Term) -> bool:
        """«Глаза» of «Глаз», as Глазов is called in the town itself: a form of a common noun."""
        name = folded(term.spelling.casefold())
        return folded(term.words[0]) not in name.split() and self.dictionary.is_everyday(word)

    def _is_english(self, tokens: list[Token], at: int) -> bool:
        """«Time» of "part-time" is no «Тим», nor is "well" of "well-paid" «Велье»."""
        chunk = (token for token in tokens if token.start == tokens[at].start)
        return any(self.dictionary.is_known(token.word) for token in chunk)

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
        if self.dictionary.is_adjective(word) and name in trades_of(self.dictionary.lemmas(word)):
            return False
        return not self._is_form_of(word, name)

    def _is_form_of(self, word: str, name: str) -> bool:
        """Also «машинистка» of «машинист»."""
        lemmas = self.dictionary.lemmas(word)
        forms = self.dictionary.lemmas(name) | {name}
        return bool(forms & (lemmas | masculine_of(lemmas)))

    def _context_word(self, tokens: list[Token], at: int) -> ContextWord | None:
        return self.lexicon.context_words.get(tokens[at].word) if 0 <= at < len(tokens) else None


def buts(chosen: list[list[Span]]) -> list[tuple[int, int]]:
    """Stretches (begin, end) that say «кроме», «не люблю»."""
    firsts = (spans[0] for spans in chosen)
    return [(one.begin, one.end) for one in firsts if one.term.kind is ContextWord.BUT]


def _steps(states: list[State], token: Token) -> Iterator[State]:
    scale = max(0.7, min(1.5, USUAL_LENGTH / len(token.word)))
    for node, slips, cost in states:
        for candidate in token.candidates:
            after = node.next.get(candidate.key)
            if after is not None:
                yield after, slips + candidate.slips, cost + candidate.slips * scale


def _is_as_typed(term: Term, typed: tuple[str, ...]) -> bool:
    """Of Latin letters whatever scheme they are of: «Mirny» is spelt «Mirnyy» elsewhere."""
    if term.is_loose or len(term.words) != len(typed):
        return False
    return term.words == typed or all(
        one == other or (one.isascii() and other.isascii() and folded(one) == folded(other))
        for one, other in zip(term.words, typed, strict=True)
    )


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
