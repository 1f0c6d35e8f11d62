"""What a text asks for besides towns and trades, and which readings that makes void.

Meaning comes before letters: a word that a phrase of an intent covers is not read with slips, and
a text that is such a phrase and nothing else names no trade, whatever its words may be called.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from services.language.dictionary import Dictionary
from services.language.letters import words as words_of
from services.search.reading.activities import FOND
from services.search.reading.intents import (
    OF_BOT,
    OF_PROGRAMME,
    Intent,
    IntentMatch,
    Limit,
    Role,
)
from services.search.reading.interpretation.limits import BEGINS_FOLLOW_UP, LimitFinder
from services.search.reading.interpretation.talk import DENYING, Talk, Whose
from services.search.reading.lexicon import ContextWord, Lexicon
from services.search.reading.negation.attribution import PUPILS
from services.search.reading.queries import PLACES, PLAIN, TRADES, TRADES_AND_NAMES, Kind, Part
from services.search.reading.spans import FOR_SCHOOLS, KIN, OF_STAFF
from services.search.reading.tokens import Token

MEANT_AS_SAID = PLACES | TRADES | {Kind.PLANNED}
WHERE = PLACES | {Kind.NOWHERE}

LEAST_SHARE_OF_WORDS = 0.5
"""Share of the words that say anything that an intent must cover."""

COMPARED = frozenset(["подешевле", "дешевле", "cheaper"])
"""With what was found before: «подешевле»."""

NEAR_TOO = {Intent.LIST_CLUSTERS, Intent.MAP, Intent.CONTACTS}
"""With «рядом» these are about the reader's own place."""

EXPLAINING = {Limit.NO_SUBJECT, Limit.NO_EXAMS, Limit.CAMPUS, Intent.OPEN_DAYS}
"""«Химия» of «без химии» and of «тройка по химии» is no industry, «экскурсия» of «запись на
экскурсию» and «кружки» of «какие кружки есть» no trade."""

LIKING = frozenset(
    ["любить", "нравиться", "обожать", "увлекаться", "интересоваться", "like", "love", "enjoy"]
)

CHOOSING = frozenset(["помочь", "посоветовать", "выбрать", "выбирать", "help", "choose", "advise"])
MARK_FIGURES = frozenset("2345")
WHERE_TO_LIVE = frozenset(["где", "жить"])
TURNS = (["а"], ["но"])
COMPILING_TEXT = """
составлять составить собирать собрать подготовить готовить сделать прислать выслать требоваться
"""
COMPILING = frozenset(COMPILING_TEXT.split())
"""What is done with a list."""

ALL_OTHERS = frozenset(["весь", "все", "они", "everybody"])
COUNTING = frozenset(["сколько", "много", "мало", "несколько", "many", "per"])
ONE_OF_MANY = frozenset(["одного", "одной", "одном", "одни"])

TAKING_TEXT = """
учат обучают выучат научат учит берут возьмут принимают примут берёте возьмёте принимаете
"""
TAKING = frozenset(words_of(TAKING_TEXT))
"""What a college does with whom it is for: «где учат детей с ДЦП» wishes no work with them."""

CHILDREN = frozenset(["ребёнок", "ребенок", "дети", "child"])
DENIED_WITHIN = 2
"""Words between «не» and what is not liked: «не очень люблю»."""

FONDNESS = LIKING | (FOND - {"делать", "работать", "work", "мечтать"})

PLACELESS = {Intent.CONTACTS, Intent.UNDECIDED}
"""A place or trade beside them is a search of its own."""

MENTIONED = {Intent.EVENT}
"""A word of it is enough where no trade is named: «где поесть на форуме»."""

OF_EVENT = OF_PROGRAMME | {Intent.DESK}
"""Not of a college: «опоздать на пару», «вайфай в колледже», «отправить файл с документами»."""

LISTS = {Intent.LIST_CLUSTERS, Intent.LIST_TRADES}

OF_NAMED = LISTS | {Intent.MAP, Intent.CONTACTS}
"""Of what is named beside them it is a search, and they say only how that is shown."""

UNREAD = {Kind.UNKNOWN, Kind.STRANGER, Kind.NOWHERE, Kind.NAME}
FAR_SLIPS = 2
"""With so many a part is not sure enough to pass for the word that was typed."""

OTHER_SCHOOLS = frozenset(["класс", "школа", "вуз", "институт", "университет", "пту", "лицей"])
"""What colleges as such are compared with."""

OF_FUNCTIONS = (OF_PROGRAMME | OF_BOT) - {Intent.PRIVACY}
"""Whose words mean something else beside others; «личные данные» do not."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """`parts` are the readings that are left; `is_all`: the text says the intent and no more."""

    parts: tuple[Part, ...]
    intent: Intent | None = None
    limits: tuple[Limit, ...] = ()
    is_follow_up: bool = False
    is_all: bool = False
    is_limits: bool = False
    """Most of what the text says are its limits."""
    leaning: Intent | None = None
    """What a good part of the text says: better than nothing, where nothing else is read."""
    shown_as: Intent | None = None
    """Of OF_NAMED, in a text that names something to search for."""
    school: Part | None = None
    """What a school whose contacts are asked may be called, where that is not read."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    lexicon: Lexicon
    dictionary: Dictionary

    def interpret(self, parts: Sequence[Part], tokens: Sequence[Token]) -> Interpretation:
        words = [token.word for token in tokens]
        if self._talk(tokens).asks_who_answers:
            return Interpretation((), Intent.PERSON, is_all=True)
        stops = [token.stop for token in tokens]
        matches = self.lexicon.intents.find(words, stops=stops)
        found = self._interpreted(parts, tokens, matches)
        if found.intent is None and not any(_is_firm(part) for part in found.parts):
            guessed = self.lexicon.intents.find(
                words, forgiven=_nearer(parts, tokens), stops=stops
            )
            if guessed != matches:
                again = self._interpreted(parts, tokens, guessed)
                found = again if again.intent is not None or again.limits else found
        if found.intent is None and self._is_torn(found.parts, tokens):
            return replace(found, intent=Intent.UNDECIDED)
        return found

    def _is_torn(self, parts: Sequence[Part], tokens: Sequence[Token]) -> bool:
        """«То ли повар, то ли программист»: two trades, and a doubt."""
        trades = {
            part.meaning for part in parts if part.kind in TRADES_AND_NAMES and _is_firm(part)
        }
        return len(trades) > 1 and self._talk(tokens).is_torn

    def _interpreted(
        self, parts: Sequence[Part], tokens: Sequence[Token], matches: Sequence[IntentMatch]
    ) -> Interpretation:
        content = {i for i, token in enumerate(tokens) if not self._is_silent(token.word)}
        # «IT» is a trade among Russian words, and "it" says nothing among others.
        named = {i for p in parts if p.kind in TRADES for i in _words_of(p, tokens)}
        content.update(i for i in named if tokens[i].is_shouted)
        follows = bool(tokens) and tokens[0].word in BEGINS_FOLLOW_UP | COMPARED
        if not matches:  # as in most texts
            return Interpretation(
                tuple(part for part in parts if not self._is_talk(part)),
                is_follow_up=follows,
                leaning=self._leaning((), content, tokens),
            )
        matches = self._likely(matches, tokens)
        if (lost := self._lost_among_others(matches, tokens)) is not None:
            parts = [part for part in parts if part.kind not in TRADES or part.start > lost]
            content = {i for i in content if tokens[i].start > lost}
        whole = self._whole(matches, content, len(tokens))
        limits = LimitFinder(self.dictionary).limits(matches, parts, tokens)
        if whole is not None:
            liked = tuple(p for p in parts if self._is_liked(p, tokens))
            liked = liked if whole.id is Intent.UNDECIDED else ()
            return Interpretation(liked, _intent(whole), limits, follows, is_all=True)
        writers = [part for part in parts if _is_writer(part, tokens)]
        if any(one.id is Intent.CONTACTS for one in matches):
            parts = [part for part in parts if part not in writers]
            starts = {part.start for part in writers}
            content = {i for i in content if tokens[i].start not in starts}
        intent = self._beside(matches, content, parts, tokens)
        chosen = [one for one in matches if one is intent or one.id not in OF_FUNCTIONS]
        covered = {i for one in chosen for i in one.words}
        unwished = {i for one in matches if one.id in EXPLAINING for i in one.words}
        limited = {i for one in matches if one.id in limits for i in one.words}
        greeted = {i for one in matches if one.id is Intent.GREETING for i in one.words}
        greeted = greeted if 0 in greeted else set()
        kept = [
            part
            for part in parts
            if not _is_mark(part, tokens)
            and not (part.kind in PLACES and _is_covered(part, tokens, greeted, is_all=True))
            and not (Limit.HEALTH in limits and self._is_taught(part, tokens))
            and not _is_covered(part, tokens, covered)
            and not _is_covered(part, tokens, unwished, is_all=True)
        ]
        return Interpretation(
            tuple(part for part in kept if not self._is_talk(part)),
            _intent(intent) if intent else None,
            limits,
            follows,
            is_limits=2 * len(content & limited) > len(content),
            leaning=self._leaning(matches, content, tokens),
            shown_as=self._shown_as(matches, kept, content, tokens),
            school=self._school(kept, tokens),
        )

    def _shown_as(
        self,
        matches: Sequence[IntentMatch],
        parts: Sequence[Part],
        content: set[int],
        tokens: Sequence[Token],
    ) -> Intent | None:
        """«Карта колледжей Пензы», «сколько медицинских колледжей», «адрес колледжа в Перми».

        Contacts may be asked of what no part names; the others only where all else is read, and
        only in words that say more than that it is a school.
        """
        of_named = [one for one in matches if one.id in OF_NAMED]
        contacts = next((one for one in of_named if one.id is Intent.CONTACTS), None)
        if contacts is not None:
            trades = {i for p in parts if p.kind in TRADES for i in _words_of(p, tokens)}
            own = trades & contacts.words  # «ремонт телефонов», «делать сайты»
            is_trade = any(not self._is_school(tokens[i].word) for i in own)
            return Intent.CONTACTS if parts and not is_trade else None
        firm = [part for part in parts if part.kind in PLAIN and not part.slips]
        limited = {i for one in matches if isinstance(one.id, Limit) for i in one.words}
        content = {i for i in content if not self._is_of_asker(tokens[i].word)}
        read = limited | {i for part in firm for i in _words_of(part, tokens)}
        kinds = {part.kind for part in firm}
        for one in sorted(of_named, key=lambda one: -len(one.words)):
            is_told = any(not self._is_school(tokens[i].word) for i in one.words)
            if is_told and firm and content <= one.words | read and _may_be_of(one, kinds):
                return _intent(one)
        return None

    def _is_of_asker(self, word: str) -> bool:
        """«Я психолог, составляю список колледжей для выпускников»: who asks, and for whom."""
        if word in FOR_SCHOOLS or word in OF_STAFF or self.dictionary.is_person(word):
            return True
        return bool((self.dictionary.lemmas(word) | {word}) & (KIN | PUPILS | COMPILING))

    def _school(self, parts: Sequence[Part], tokens: Sequence[Token]) -> Part | None:
        """The word beside «колледж» that is an adjective or a name, if it is not read."""
        schools = [i for i, token in enumerate(tokens) if self._is_school(token.word)]
        beside = {i for at in schools for i in (at - 1, at + 1)}
        for part in parts:
            is_read = part.kind not in UNREAD and part.slips < FAR_SLIPS
            for i in _words_of(part, tokens) & beside:
                word = tokens[i].word
                is_name = tokens[i].is_capital or not self.dictionary.is_known(word)
                if not is_read and (is_name or self.dictionary.is_adjective(word)):
                    return part
        return None

    def _whole(
        self, matches: Sequence[IntentMatch], content: set[int], length: int
    ) -> IntentMatch | None:
        """An intent that says all there is."""
        fits = [
            one
            for one in matches
            if one.role in {Role.ONLY, Role.TURN, Role.NEAR, Role.ANY}
            and content <= one.words
            and (content or len(one.words) >= LEAST_SHARE_OF_WORDS * length)
        ]
        longest = max((len(one.words) for one in matches if one.role is Role.ANY), default=0)
        fits = [one for one in fits if one.role is not Role.ONLY or len(one.words) >= longest]
        near = next((one for one in matches if one.role is Role.NEAR), None)
        best = max(
            fits,
            key=lambda one: (len(one.words), len(one.words & content), _rank(one)),
            default=None,
        )
        is_list = best is not None and best.id in NEAR_TOO
        return near if near is not None and is_list else best

    def _beside(
        self,
        matches: Sequence[IntentMatch],
        content: set[int],
        parts: Sequence[Part],
        tokens: Sequence[Token],
    ) -> IntentMatch | None:
        """An intent in a text that says more."""
        for one in sorted(matches, key=lambda one: -len(one.words)):
            kinds = {
                part.kind
                for part in parts
                if (_is_firm(part) or part.kind is Kind.NOWHERE or self._is_own_name(part))
                and not _is_covered(part, tokens, one.words, is_all=True)
            }
            if one.role is Role.NEAR and not kinds & WHERE:
                return one
            if one.id is Intent.OPEN_DAYS:
                return one
            if kinds & TRADES_AND_NAMES and not kinds & WHERE and self._is_at_a_loss(one, tokens):
                return one
            if one.role is not Role.ANY or kinds & TRADES_AND_NAMES:
                continue
            if kinds & WHERE and one.id in PLACELESS:
                continue
            if self._is_enough(one, content, tokens):
                return one
            if one.id is Intent.UNDECIDED and len(one.words) > 1:
                return one
        return None

    def _is_at_a_loss(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Люблю животных, не знаю куда идти», not «не знаю, где учат на сварщика»."""
        if match.id is not Intent.UNDECIDED:
            return False
        said = [self.dictionary.lemmas(tokens[i].word) | {tokens[i].word} for i in match.words]
        likes = any(self.dictionary.lemmas(token.word) & FONDNESS for token in tokens)
        return likes and any(one & (DENYING | CHOOSING) for one in said)

    def _is_liked(self, part: Part, tokens: Sequence[Token]) -> bool:
        """What one likes to do, told in words of which an intent may have some, too."""
        own = [t for t in tokens if part.start <= t.start and t.end <= part.end]
        before = [t.word for t in tokens if t.end <= part.start][-DENIED_WITHIN:]
        likes = any(self.dictionary.lemmas(token.word) & FOND for token in tokens)
        is_told = part.kind in TRADES_AND_NAMES and len(own) > 1 and not part.slips
        return is_told and likes and DENYING.isdisjoint(before)

    def _is_enough(self, match: IntentMatch, content: set[int], tokens: Sequence[Token]) -> bool:
        """Whether the rest of the text is of no account."""
        talk = self._talk(tokens)
        is_half = len(content & match.words) >= LEAST_SHARE_OF_WORDS * len(content)
        is_aimed = match.id is Intent.INSULT and talk.whose(match.words) is Whose.BOT
        return is_half or is_aimed or match.id in MENTIONED

    def _likely(
        self, matches: Sequence[IntentMatch], tokens: Sequence[Token]
    ) -> list[IntentMatch]:
        """But for what the words around speak against.

        «9 классов или 11, что лучше» praises nothing, and an insult of others is not the bot's.
        """
        talk = self._talk(tokens)
        found = [one for one in matches if one.id is not Intent.THANKS or talk.asked <= one.words]
        school = {i for i, token in enumerate(tokens) if self._is_school(token.word)}
        found = [
            one
            for one in found
            if one.id not in OF_EVENT or not (school - one.words or talk.is_of_study(one.words))
        ]
        found = [one for one in found if not _asks_where_to_live(one, tokens)]
        found = [
            one for one in found if not (_is_one_place(one, tokens) or _is_counted(one, tokens))
        ]
        if any(self.dictionary.lemmas(token.word) & OTHER_SCHOOLS for token in tokens):
            # «Сравни колледж и 10 класс» asks for none that were kept.
            found = [one for one in found if one.id is not Intent.SAVED]
        lengths = {i for one in found if one.id is Limit.LENGTH for i in one.words}
        found = [one for one in found if one.id is not Intent.MORE or not one.words <= lengths]
        if talk.is_choice:
            found = [one for one in found if one.id not in LISTS]
        if talk.is_grateful:  # «ты помог с выбором»
            found = [one for one in found if one.id is not Intent.UNDECIDED]
        insult = next((one for one in found if one.id is Intent.INSULT), None)
        whose = talk.whose(insult.words) if insult is not None else Whose.NOBODY
        if insult is None or whose in {Whose.BOT, Whose.NOBODY}:
            return found
        found.remove(insult)
        return _of_oneself(insult, found) if whose is Whose.SELF else found

    def _is_school(self, word: str) -> bool:
        return self.lexicon.context_words.get(word) is ContextWord.SCHOOL

    def _talk(self, tokens: Sequence[Token]) -> Talk:
        return Talk([token.word for token in tokens], self.dictionary)

    def _leaning(
        self, matches: Sequence[IntentMatch], content: set[int], tokens: Sequence[Token]
    ) -> Intent | None:
        """That of half of the words that say anything: «спс бро», «ну всё, разобрались, спасибо».

        Else who tells what he likes, in words that no trade is told by, wants help to choose.
        """
        talk = self._talk(tokens)
        if talk.is_grateful or talk.is_greeting:
            return Intent.THANKS if talk.is_grateful else Intent.GREETING
        best = self._of_half(matches, content, tokens)
        if best is not None:
            return _intent(best)
        likes = any(self.dictionary.lemmas(token.word) & LIKING for token in tokens)
        return Intent.UNDECIDED if likes else None

    def _of_half(
        self, matches: Sequence[IntentMatch], content: set[int], tokens: Sequence[Token]
    ) -> IntentMatch | None:
        """What most of the words say, if that is half of those that say anything."""
        if not matches:
            return None
        covered = {i for one in matches for i in one.words}
        content = {
            i for i in content if i in covered or not self.dictionary.is_talk(tokens[i].word)
        }
        least = LEAST_SHARE_OF_WORDS * len(content)
        likely = [one for one in matches if one.words & content]
        likely = [one for one in likely if len(one.words & content) >= least]
        talk = self._talk(tokens)
        # A lone noun beside another is counted or told of: «сколько человек в группе».
        likely = [
            one for one in likely if len(one.words) > least or not talk.is_lone_noun(one.words)
        ]
        return max(likely, key=lambda one: len(one.words & content), default=None)

    def _lost_among_others(
        self, matches: Iterable[IntentMatch], tokens: Sequence[Token]
    ) -> int | None:
        """Where «а я хз» begins: what all others go for is not what the writer wishes."""
        for at in sorted({i for m in matches if m.id is Intent.UNDECIDED for i in m.words}):
            before = [token.word for token in tokens[max(0, at - 2) : at]]
            others = (self.dictionary.lemmas(one.word) for one in tokens[: max(0, at - 2)])
            among = any(lemmas & (KIN | ALL_OTHERS) for lemmas in others)
            if before[:1] in TURNS and before[1:] == ["я"] and among:
                return tokens[at - 2].start
        return None

    def _is_taught(self, part: Part, tokens: Sequence[Token]) -> bool:
        """«Детей» of «где учат детей с ДЦП»."""
        if part.kind not in TRADES:
            return False
        own = sorted(_words_of(part, tokens))
        said = [self.dictionary.lemmas(tokens[i].word) for i in own]
        before = {token.word for token in tokens[max(0, own[0] - 2) : own[-1]]}
        others = [one for one in said if not one & CHILDREN]
        is_all = len(others) < len(said) and all(
            tokens[i].word in TAKING for i, one in zip(own, said, strict=True) if one in others
        )
        return is_all and not before.isdisjoint(TAKING)

    def _is_silent(self, word: str) -> bool:
        return word in self.lexicon.context_words or self.dictionary.is_silent(word)

    def _is_own_name(self, part: Part) -> bool:
        """«РЖД», not «армия», though some college bears that word."""
        return part.kind is Kind.NAME and not self.dictionary.is_everyday(str(part.meaning))

    def _is_talk(self, part: Part) -> bool:
        """Left unread, and no loss."""
        if part.kind is not Kind.UNKNOWN:
            return False
        word = str(part.meaning)
        is_doing = bool(self.dictionary.lemmas(word) & self.lexicon.doings)
        return is_doing or self.dictionary.is_talk(word)


def _of_oneself(insult: IntentMatch, others: Sequence[IntentMatch]) -> list[IntentMatch]:
    """«Я тупой для учёбы»: who calls himself names wants help to choose."""
    said = [one.words for one in others if one.id is Intent.UNDECIDED]
    named = IntentMatch(Intent.UNDECIDED, Role.ANY, insult.words.union(*said))
    return [named, *(one for one in others if one.id is not Intent.UNDECIDED)]


def _is_one_place(match: IntentMatch, tokens: Sequence[Token]) -> bool:
    """«Руки из одного места» lacks no arm, unlike «одна рука»."""
    first, last = min(match.words), max(match.words)
    is_one = match.id is Limit.HEALTH and tokens[last].word in ONE_OF_MANY
    return is_one and first < last


def _is_counted(match: IntentMatch, tokens: Sequence[Token]) -> bool:
    """«Сколько человек на место» calls for no man."""
    before = [token.word for token in tokens[max(0, min(match.words) - 1) : min(match.words)]]
    return match.id is Intent.PERSON and not COUNTING.isdisjoint(before)


def _asks_where_to_live(match: IntentMatch, tokens: Sequence[Token]) -> bool:
    """«А жить там где?», unlike «где живу»: about a dormitory, and not near me."""
    said = {tokens[i].word for i in match.words}
    return match.id is Intent.NEAR and said == WHERE_TO_LIVE


def _is_mark(part: Part, tokens: Sequence[Token]) -> bool:
    """«4,2» of «средний балл 4,2»: a figure of two words, of marks from 2 to 5."""
    if part.kind is not Kind.UNKNOWN or not str(part.meaning).isdigit():
        return False
    figures = [token.word for token in tokens if token.start == part.start]
    return len(figures) > 1 and all(map(str.isdigit, figures)) and figures[0] in MARK_FIGURES


def _nearer(parts: Sequence[Part], tokens: Sequence[Token]) -> dict[int, int]:
    """Slips by which a phrase must be meant rather than a trade: «киналог» is no «каталог»."""
    trades = [part for part in parts if part.kind in TRADES and part.slips]
    return {
        i: part.slips - 1
        for part in trades
        for i, token in enumerate(tokens)
        if part.start <= token.start and token.end <= part.end
    }


def _is_writer(part: Part, tokens: Sequence[Token]) -> bool:
    """«Я педагог, как к вам устроиться»: a trade that somebody has."""
    before = [token.word for token in tokens if token.end <= part.start]
    return part.kind is Kind.PROFESSION and before[-1:] == ["я"]


def _rank(match: IntentMatch) -> int:
    """Of two that say as much: about the search before, near me, «не знаю», the others."""
    order = [Role.ONLY, Role.ANY, Role.NEAR, Role.TURN]
    return order.index(match.role)


def _intent(match: IntentMatch) -> Intent | None:
    return match.id if isinstance(match.id, Intent) else None


def _is_firm(part: Part) -> bool:
    return part.kind in MEANT_AS_SAID and not part.slips


def _may_be_of(match: IntentMatch, kinds: Collection[Kind]) -> bool:
    """«Профессия сварщик» asks for no list of trades."""
    if match.id is not Intent.LIST_TRADES:
        return True
    is_asked = bool(PLACES & set(kinds)) or len(match.words) > 1
    return is_asked and Kind.PROFESSION not in kinds


def _words_of(part: Part, tokens: Sequence[Token]) -> set[int]:
    return {i for i, t in enumerate(tokens) if part.start <= t.start and t.end <= part.end}


def _is_covered(
    part: Part, tokens: Sequence[Token], words: set[int] | frozenset[int], *, is_all: bool = False
) -> bool:
    """Whether the words explain all of it better; of a firm reading only with `is_all`."""
    own = _words_of(part, tokens)
    return bool(own) and own <= words and (is_all or not _is_firm(part))
