"""What shall not be: «кроме машиностроения», «не сварщик, а слесарь»; what others wish.

«Отчим говорит иди на завод, а я хочу в айти» is a wish for one thing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.language.dictionary import Dictionary
from services.language.letters import words
from services.search.reading.intents import NOT, WITHOUT, Role
from services.search.reading.lexicon import ContextWord, Lexicon
from services.search.reading.queries import PLACES, TRADES, Kind, Part
from services.search.reading.spans import KIN
from services.search.reading.tokens import Token

SIFTED = PLACES | TRADES
"""What can be excluded."""

TURNS = frozenset(["а", "но", "зато", "хотеть", "просить", "лучше", "but", "want", "prefer"])
"""After these what is said is wanted again."""

DENIALS = frozenset(["не", "not", "ни", "no"])
MERE = frozenset(["not", "no"])
"""Which say no more than that: “not a cook, a welder”, unlike “do not want”."""

SETTING_AGAINST = DENIALS | {"а", "но", "на", "and", "but", "a", "an"}
DENIED_EACH = frozenset(["не", "ни", "not", "no", "nor", "neither"])
DENIED_NEXT = DENIED_EACH | {"и", "на", "and", "a", "an"}
AGAIN = frozenset(["опять", "снова", "again"])
TURNED_FROM = DENIALS | AGAIN
AGAIN_REACH = 3
"""Words between «опять» and what was shown once more: «опять ты мне про сварщиков»."""
SPOKEN = frozenset(
    ["говорить", "спрашивать", "просить", "писать", "искать", "хотеть", "ask", "say"]
)
ABOUT = frozenset(["про", "о", "об", "насчет", "насчёт", "за", "about", "for"])
"""Between «не говорил» and what was not spoken of."""

ATTACHED = frozenset([ContextWord.AT, ContextWord.TO, ContextWord.TOWN])
"""Kinds of words that may stand between «не» and what is excluded: «не в Москве»."""

URGING_TEXT = """
хотеть говорить сказать советовать посоветовать заставлять заставить отправлять отправить
мечтать настаивать пихать толкать гнать требовать велеть предлагать уговаривать видеть
считать думать твердить тащить want say tell push insist advise dream force
"""
URGING = frozenset(URGING_TEXT.split())
OTHERS = frozenset(["они", "все", "предки", "they", "everybody", "mum", "mom", "dad", "parents"])
OWN_NAMED = frozenset(["я", "мы", "i"])
OWN = frozenset(["я", "мне", "меня", "сам", "сама", "i"])
WISHING_TEXT = """
хотеть хотеться бы нравиться любить мечтать интересно думать решить лучше ближе обожать
тянуть выбрать собираться like love want wanna prefer
"""
WISHING = frozenset(WISHING_TEXT.split())
CLAUSE_TURNS = frozenset(["а", "но", "однако", "зато", "хотя", "but"])

WISH_REACH = 3
"""Words after «я» among which the wish is said."""

BEING_TEXT = """
являться работать проработать отработать поработать трудиться служить подрабатывать числиться
надоесть устать уволиться уйти сократить выгорать выгореть стаж диплом образование
"""
BEING = frozenset(BEING_TEXT.split())
"""Before what one is or was: «работаю кассиром», «у меня написано преподаватель»."""

LEARNT_TEXT = """
закончить окончить отучиться выучиться учиться доучиться бросить отчислиться поступить graduate
"""
LEARNT = frozenset(LEARNT_TEXT.split())
"""The same, also before «на»: «отучилась на повара», «учусь на сварщика»."""

IS_SAID_TEXT = """
был была были написано указано записано значится am was worked
"""
IS_SAID = frozenset(IS_SAID_TEXT.split())
"""As they are typed: «есть» and «буду» are of «быть», too."""

INFINITIVES = ("ть", "ться", "ти", "тись", "чь")
CLASSES = frozenset(["класс", "школа", "гимназия", "лицей", "grade"])
"""Who has finished these has no trade yet."""

ENTERING = frozenset(["пойти", "идти", "поступить", "поступать"])
FOR_LESSONS_TEXT = """
материал буклет презентация раздатка плакат листовка брошюра профориентация
"""
FOR_LESSONS = frozenset(FOR_LESSONS_TEXT.split())
"""Which the staff of a school asks for."""
STAFF_REACH = 4
"""Words from the start of a text within which somebody of a school says so."""

CHANGING_TEXT = """
переучиться переучиваться переобучиться перейти перевестись сменить поменять переквалифицироваться
become retrain switch
"""
CHANGING = frozenset(CHANGING_TEXT.split())
AIMS = frozenset(["на"])
VISITS = frozenset(["экскурсию", "экскурсии"])
BY_TRAIN = frozenset(["электричке", "электричкой", "электричку", "электрички", "электричках"])
"""A woman of the trade is called so, too, but in no text that was seen."""
SERVED_TEXT = """
школа гимназия лицей сад садик больница поликлиника госпиталь санаторий школьный
school hospital kindergarten clinic
"""
SERVED = frozenset(SERVED_TEXT.split())
HELD = (["в"], ["во"], ["in", "a"], ["at", "a"], ["in", "the"])
"""Between a trade and where those who have it serve others."""

AIMS_OF_PEOPLE = AIMS | {"в"}
"""«В электрики», unlike «в медицине»."""

FURTHER = frozenset(["чтобы", "чтоб", "that"])
"""«Не хочу, чтобы …» goes on behind its comma."""

GOING_TEXT = """
пойти идти поступить поступать предпочитать надо нужно нужный go need
"""
GOING = frozenset(GOING_TEXT.split())

GIVING_UP_TEXT = """
передумать раздумать перехотеть перехотеться расхотеть расхотеться
разлюбить разонравиться разочароваться
"""
GIVING_UP = frozenset(GIVING_UP_TEXT.split())
"""After what was wished once: «хотела в педагогический, но передумала»."""
WISHED_ONCE = AIMS_OF_PEOPLE | CLAUSE_TURNS | {"за", "быть", "стать", "сначала", "раньше"}

AHEAD_TEXT = """
без кроме исключая исключением вне пределами от в с про за не
except without not no but than from of in
"""
AHEAD = frozenset(AHEAD_TEXT.split())
"""What ends in one of these speaks of what follows: «токарь или без него»."""

DEMANDED_TEXT = """
сдавать сдать пересдавать платить заплатить оплачивать тратить потратить отдавать отдать
писать написать подписывать ждать терять
"""
DEMANDED = frozenset(DEMANDED_TEXT.split())
"""What a trade may ask of people, and what they would rather not: «на токаря, сдавать не надо»."""
REFUSING = frozenset(["пойти", "идти", "быть", "стать", "становиться", "подходить", "подойти"])
"""After «не», and behind what is refused: «бухгалтером не пойду», «сварщик не подходит»."""

ABLE = frozenset(["уметь"])
"""The same, where something else is told that one is able to: «шить не умею, готовить умею»."""
MASTERED = ABLE | {"любить", "нравиться", "обожать"}
MANAGING = frozenset(["мочь", "смочь"])
"""«Медиком не смогу, ветеринаром смогу», unlike «не могу решить»."""

REASON = frozenset(["по", "из-за"])
"""What stands after it says why, and is no wish: «не подходит по здоровью»."""

FEARING = frozenset(["бояться"])
"""«Лечить зубы боюсь, хочу шить»: what stands before it is not wished."""

DISLIKING = frozenset(["нравиться", "любить"])
STAYING_TEXT = """
жить учиться ехать поехать ездить переезжать переехать находиться оставаться остаться поступать
"""
STAYING = frozenset(STAYING_TEXT.split())
"""What one does in a town that one does not like."""

LISTING = frozenset(["и", "или", "ни", "and", "or", "nor"])

CONDITIONAL = frozenset(["бы", "б"])
BEING_REACH = 5
"""Words between what says that somebody is or was something, and what he is."""

PUPILS_TEXT = """
девятиклассник девятиклассница одиннадцатиклассник школьник школьница выпускник выпускница
воспитанник подросток дочка дочурка сыночек
student pupil son daughter grandson granddaughter kid child children
"""
PUPILS = frozenset(PUPILS_TEXT.split())
OFFSPRING_TEXT = (
    "сын сынок дочь доченька дочка внук внучка ребенок ребёнок дитя племянник племянница"
)
OFFSPRING = frozenset(OFFSPRING_TEXT.split())
"""Whose own wish counts beside that of who writes."""
TOO = frozenset(["тоже", "также", "too", "also", "как", "like"])
"""«Муж сварщик, сын тоже хочет»: the trade is wished."""

OF = frozenset(["у"])
PLEADING = frozenset(["подсказать", "помочь", "посоветовать", "сказать", "показать", "дать"])
"""«У меня сын сварщик, подскажите мне» is about the son."""

FUTURE = frozenset(["будущий", "future"])

CALLED_ALIKE = 4
"""First letters by which two words are one, whatever their endings."""

LEAST_TOLD = 4
"""Words of a text that tells of two people."""

KIN_REACH = 3
"""How many words before a trade may say whose it is: «муж у меня сварщик», «я по диплому
повар»."""


@dataclass(frozen=True, slots=True)
class Exclusions:
    lexicon: Lexicon
    dictionary: Dictionary

    def apart(
        self, parts: Sequence[Part], tokens: Sequence[Token], buts: Iterable[tuple[int, int]]
    ) -> tuple[list[Part], list[Part]]:
        """What is wished, and what stands after «кроме», between «не» and «а», before «не хочу,».

        `buts` are the stretches of tokens (begin, end) that say «кроме».
        """
        buts = [*buts, *refusals(tokens, self.dictionary), *self._feared(parts, tokens)]
        marks = [*self._marks(parts, tokens, buts), *self._denied(parts, tokens)]
        excluded = [*self._before(parts, tokens, buts), *self._unspoken(parts, tokens)]
        if not marks and not excluded:  # as of most texts
            return sorted(parts, key=lambda part: part.start), []
        for mark in marks:
            excluded += self._after(mark, parts, tokens)
        kept = [part for part in parts if part not in excluded]
        return _without_contradictions(kept, excluded, tokens)

    def _marks(
        self, parts: Sequence[Part], tokens: Sequence[Token], buts: Sequence[tuple[int, int]]
    ) -> list[int]:
        wished = self._wished(tokens) if buts else set()
        named = _named(parts, tokens) if buts else set()
        return [
            tokens[end - 1].end
            for begin, end in buts
            if begin not in wished
            and not self._is_refusal(tokens, begin)
            and not denied_before(tokens, begin, end, named, self.dictionary)
            and not self._is_without_another(parts, tokens, begin, end)
        ]

    def _is_refusal(self, tokens: Sequence[Token], begin: int) -> bool:
        """It denies what stands before it, and nothing behind: «не пойду в десятый, пойду …»."""
        said = tokens[begin].word == NOT and begin + 1 < len(tokens)
        return said and bool(_said(tokens[begin + 1], self.dictionary) & REFUSING)

    def _is_without_another(
        self, parts: Sequence[Part], tokens: Sequence[Token], begin: int, end: int
    ) -> bool:
        """«Без руки можно оператором»: what one is without stands next, and is no trade."""
        if end - begin > 1 or tokens[begin].word not in WITHOUT or end == len(tokens):
            return False
        word = tokens[end].word
        is_noun = self.dictionary.is_everyday(word) and not self.dictionary.is_talk(word)
        is_around = word in self.lexicon.context_words or self.dictionary.is_silent(word)
        is_sifted = any(
            part.kind in SIFTED and part.start <= tokens[end].start < part.end for part in parts
        )
        return is_noun and not (is_around or is_sifted or self.dictionary.is_adjective(word))

    def _before(
        self, parts: Sequence[Part], tokens: Sequence[Token], buts: Sequence[tuple[int, int]]
    ) -> list[Part]:
        """«Медицину не хочу, айти хочу»; «думал на повара, но передумал»."""
        named = _named(parts, tokens) if buts else set()
        starts = {
            tokens[i].start
            for begin, end in buts
            for i in denied_before(tokens, begin, end, named, self.dictionary)
        }
        given_up = max(
            (t.start for t in tokens if _said(t, self.dictionary) & GIVING_UP), default=0
        )
        is_past = given_up and self._was_wished(parts, tokens, given_up)
        return [
            part
            for part in parts
            if (part.kind in SIFTED and part.start in starts)
            or (is_past and part.kind in TRADES and part.start < given_up)
        ]

    def _was_wished(self, parts: Sequence[Part], tokens: Sequence[Token], given_up: int) -> bool:
        """«Хотела на повара, передумала», «повар, но передумал, лучше сварщик»; after «электрик,
        передумал» that is what is wished now."""
        before = [token for token in tokens if token.start < given_up]
        said = frozenset[str]().union(*(_said(token, self.dictionary) for token in before))
        is_other = any(part.kind in TRADES and part.start > given_up for part in parts)
        return is_other or not said.isdisjoint(WISHING | URGING | GOING | WISHED_ONCE)

    def _after(self, mark: int, parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
        """Of one kind, up to a word that turns: «а», «хочу»."""
        found: list[Part] = []
        for part in (one for one in parts if one.start >= mark):
            begin = found[-1].end if found else mark
            if part.kind not in SIFTED and self._is_verb(part) and not found:
                continue  # «чтоб не посадили за комп»
            is_same = not found or (found[-1].kind in PLACES) is (part.kind in PLACES)
            if part.kind not in SIFTED or not is_same or self._turns(tokens, begin, part.start):
                break
            if wished_anew(tokens, mark, part.start, self.dictionary):
                break
            if found and _is_wished_instead(tokens, mark, part, self.dictionary):
                break  # “not a cook, a welder”
            found.append(part)
        return found

    def _feared(self, parts: Sequence[Part], tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """«Боюсь» that ends a clause on trades, before a wish for another trade."""
        for i, token in enumerate(tokens[:-1]):
            if not _said(token, self.dictionary) & FEARING:
                continue
            is_end = bool(token.stop) or tokens[i + 1].word in CLAUSE_TURNS
            begin = tokens[_clause_begin(tokens, i)].start
            trades = [part.start for part in parts if part.kind in TRADES]
            is_turned = any(begin <= one < token.start for one in trades) and any(
                one > token.end and wished_anew(tokens, token.end, one, self.dictionary)
                for one in trades
            )
            if is_end and is_turned:
                yield i, i + 1

    def _is_verb(self, part: Part) -> bool:
        return self.dictionary.is_talk(str(part.meaning))

    def _denied(self, parts: Sequence[Part], tokens: Sequence[Token]) -> list[int]:
        """Ends of the «не» of «не …, а …», where both are of a kind that can be excluded.

        Of «опять» of «опять про …, я просила …» too.
        """
        if TURNED_FROM.isdisjoint(token.word for token in tokens):
            return []
        sifted = [part for part in parts if part.kind in SIFTED]
        starts = {
            token.end: self._attached(tokens, i)
            if token.word in DENIALS
            else _shown(tokens, i, sifted)
            for i, token in enumerate(tokens)
            if token.word in TURNED_FROM
        }
        return [end for end, at in starts.items() if self._is_turned(at, sifted, tokens)]

    def _unspoken(self, parts: Sequence[Part], tokens: Sequence[Token]) -> Iterator[Part]:
        """«Я не говорил про повара», «не просила сварщика»; not what others have not told."""
        if NOT not in {token.word for token in tokens}:  # as in most texts
            return
        named_at = {part.start: part for part in parts if part.kind in SIFTED}
        for i, token in enumerate(tokens[:-2]):
            if token.word != NOT or tokens[i + 1].stop:
                continue
            verb = tokens[i + 1]
            is_own = not verb.word.endswith("ли") or (i > 0 and tokens[i - 1].word == "мы")
            if not (is_own and _said(verb, self.dictionary) & SPOKEN):
                continue
            named = next((t for t in tokens[i + 2 :] if t.word not in ABOUT | OWN_NAMED), None)
            if named is not None and named.start in named_at:
                yield named_at[named.start]

    def _attached(self, tokens: Sequence[Token], at: int) -> int:
        """Where the word begins to which the «не» at `at` belongs; -1 where the text ends."""
        around = self.lexicon.context_words
        for token in tokens[at + 1 :]:
            if around.get(token.word) not in ATTACHED and token.word not in ABOUT:
                return token.start
        return -1

    def _is_turned(self, start: int, sifted: Sequence[Part], tokens: Sequence[Token]) -> bool:
        denied = next((part for part in sifted if part.start == start), None)
        if denied is None:
            return False
        if _is_denied_alone(denied, tokens):
            return True
        if self._are_all_denied(sifted, tokens) or _is_set_against(denied, sifted, tokens):
            return True
        after = next((part for part in sifted if part.start >= denied.end), None)
        if after is None:
            return False
        if _is_next_denied(denied, after, tokens):  # «не сварщик, не повар, а токарь»
            return self._is_turned(after.start, sifted, tokens)
        return self._turns(tokens, denied.end, after.start) or wished_anew(
            tokens, denied.end, after.start, self.dictionary
        )

    def _are_all_denied(self, sifted: Sequence[Part], tokens: Sequence[Token]) -> bool:
        """«Не айти и не стройка»: two or more trades, and each of them."""
        trades = [part.start for part in sifted if part.kind in TRADES]
        denied = {self._attached(tokens, i) for i, t in enumerate(tokens) if t.word in DENIED_EACH}
        return len(trades) > 1 and denied.issuperset(trades)

    def _wished(self, tokens: Sequence[Token]) -> set[int]:
        """Words of wishes that begin as an exclusion does: «без экзаменов на дизайнера»."""
        matches = self.lexicon.intents.find([token.word for token in tokens])
        return {
            i
            for one in matches
            if one.role is Role.LIMIT and len(one.words) > 1
            for i in one.words
        }

    def _turns(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        between = [t.word for t in tokens if begin <= t.start and t.end <= end]
        return any(lemma in TURNS for word in between for lemma in self.dictionary.lemmas(word))


def refusals(tokens: Sequence[Token], dictionary: Dictionary) -> list[tuple[int, int]]:
    """Stretches (begin, end) that say «не пойду», «не умею» behind what one will not do."""
    found = []
    for i, token in enumerate(tokens[:-1]):
        if token.word != NOT:
            continue
        said = dictionary.lemmas(tokens[i + 1].word)
        is_able = bool(said & ABLE) and any(
            dictionary.lemmas(one.word) & MASTERED and tokens[at - 1].word != NOT
            for at, one in enumerate(tokens)
        )
        if said & REFUSING or is_able or _cannot(tokens, i, dictionary):
            found.append((i, i + 2))
    return found


def _cannot(tokens: Sequence[Token], at: int, dictionary: Dictionary) -> bool:
    """«Не смогу» at `at` ends its clause, and something else is told that one can."""
    if not dictionary.lemmas(tokens[at + 1].word) & MANAGING:
        return False
    is_end = at + 2 == len(tokens) or bool(tokens[at + 1].stop)
    return (is_end or tokens[at + 2].word in CLAUSE_TURNS) and any(
        dictionary.lemmas(one.word) & MANAGING and tokens[i - 1].word != NOT
        for i, one in enumerate(tokens)
    )


def _is_wished_instead(
    tokens: Sequence[Token], mark: int, part: Part, dictionary: Dictionary
) -> bool:
    """After a mere “not”, or «не умею», behind a comma, where no “or” makes it one list with
    what is denied."""
    begin = next(i for i, token in enumerate(tokens) if token.end >= mark)
    at = next(i for i, token in enumerate(tokens) if token.start >= part.start)
    is_apart = any(token.stop for token in tokens[begin + 1 : at])
    is_mere = tokens[begin].word in MERE or bool(dictionary.lemmas(tokens[begin].word) & ABLE)
    return is_apart and is_mere and all(token.word not in LISTING for token in tokens[begin + 1 :])


def _is_denied_alone(part: Part, tokens: Sequence[Token]) -> bool:
    """“No programming”, “no cooking, …”: all its clause says."""
    at = next(i for i, token in enumerate(tokens) if token.start >= part.start)
    if at == 0 or tokens[at - 1].word != "no" or (at > 1 and not tokens[at - 2].stop):
        return False
    last = max(i for i, token in enumerate(tokens) if token.start < part.end)
    return bool(tokens[last].stop) or last + 1 == len(tokens) or tokens[last + 1].word in LISTING


def denied_before(
    tokens: Sequence[Token],
    begin: int,
    end: int,
    named: Collection[int],
    dictionary: Dictionary,
) -> range:
    """«Медицину не хочу, айти хочу»: what stands in the clause that the words from `begin` to
    `end` end; empty where nothing of it is `named` («я не люблю готовить»), where they say of what
    follows that it shall not be, or of what a trade demands («на швею деньги тратить не надо»).
    """
    if tokens[end - 1].word in AHEAD:
        return range(0)
    last = end - 1
    while last + 1 < len(tokens) and not tokens[last].stop:
        last += 1
        if tokens[last].word in CLAUSE_TURNS:
            last -= 1
            break  # «врачом не смогу, а медсестрой смогу»
        if last in named:
            return range(0)
        if _says_wish(tokens, last, dictionary) and not _is_infinitive(tokens[last]):
            break  # «на завод не хочу пойду на повара»
        if tokens[last].word in REASON:
            break
        if not (dictionary.is_silent(tokens[last].word) or dictionary.is_talk(tokens[last].word)):
            return range(0)
    goes_further = last + 1 < len(tokens) and tokens[last + 1].word in FURTHER
    if goes_further or _is_of_deed(tokens, begin, last, dictionary):
        return range(0)
    first = _clause_begin(tokens, begin)
    is_named = any(i in named for i in range(first, begin))
    if not is_named or any(token.word in DEMANDED for token in tokens[first : last + 1]):
        return range(0)
    return range(first, begin)


def _is_of_deed(tokens: Sequence[Token], begin: int, last: int, dictionary: Dictionary) -> bool:
    """«В Перми мне не нравится строить»: what is done there, and not the town."""
    said = [_said(token, dictionary) for token in tokens[begin : last + 1]]
    if not any(one & DISLIKING for one in said):
        return False
    deeds = [
        one
        for token, one in zip(tokens[begin : last + 1], said, strict=True)
        if _is_infinitive(token)
    ]
    return any(one.isdisjoint(GOING | STAYING | WISHING) for one in deeds)


def _named(parts: Sequence[Part], tokens: Sequence[Token]) -> set[int]:
    sifted = [part for part in parts if part.kind in SIFTED]
    return {
        i
        for i, token in enumerate(tokens)
        if any(part.start <= token.start < part.end for part in sifted)
    }


def wished_anew(tokens: Sequence[Token], mark: int, start: int, dictionary: Dictionary) -> bool:
    """Whether what stands at `start` is wished in a clause that begins after `mark`.

    «Не хочу на повара, на сварщика пойду»; both are offsets in the text.
    """
    at = next(i for i, token in enumerate(tokens) if token.start >= start)
    begin = _clause_begin(tokens, at)
    if begin == 0 or tokens[begin - 1].end < mark:
        return False
    for i in range(begin, len(tokens)):
        if _says_wish(tokens, i, dictionary):
            return True
        if tokens[i].stop:
            return False
    return False


def _says_wish(tokens: Sequence[Token], at: int, dictionary: Dictionary) -> bool:
    is_denied = at > 0 and tokens[at - 1].word in DENIALS
    return not is_denied and bool(_said(tokens[at], dictionary) & (WISHING | GOING))


def _clause_begin(tokens: Sequence[Token], at: int) -> int:
    while at > 0 and not tokens[at - 1].stop and tokens[at].word not in CLAUSE_TURNS:
        at -= 1
    return at


def _is_set_against(denied: Part, sifted: Sequence[Part], tokens: Sequence[Token]) -> bool:
    """«Сварщик, а не повар»: nothing but «а не» stands after what is wished."""
    if denied.kind not in TRADES:
        return False
    wished = [one for one in sifted if one.end <= denied.start and one.kind in TRADES]
    if not wished:
        return False
    between = [t.word for t in tokens if wished[-1].end <= t.start and t.end <= denied.start]
    return any(word in DENIALS for word in between) and SETTING_AGAINST.issuperset(between)


def _is_next_denied(one: Part, other: Part, tokens: Sequence[Token]) -> bool:
    between = [t.word for t in tokens if one.end <= t.start and t.end <= other.start]
    return bool(between) and DENIED_NEXT.issuperset(between)


def _shown(tokens: Sequence[Token], at: int, sifted: Sequence[Part]) -> int:
    """Where begins what was shown «опять»; -1 where nothing was."""
    reach = {token.start for token in tokens[at + 1 : at + 2 + AGAIN_REACH]}
    return next((part.start for part in sifted if part.start in reach), -1)


def _without_contradictions(
    kept: list[Part], excluded: Collection[Part], tokens: Sequence[Token]
) -> tuple[list[Part], list[Part]]:
    """What is said last counts; but «творческое, кроме музыки» is finer than industries are:
    what cannot be told apart from what is wished is left unread. «Не повар, а кондитер» wishes
    the trade that both are called. Of «Саратов, кроме Саратова» the town stays, as what is
    looked around.
    """
    wished = {part.meaning: part for part in kept}
    out: list[Part] = []
    for part in excluded:
        same = wished.get(part.meaning)
        if any(part.meaning == one.meaning for one in out):
            continue  # said twice: «с животными, но не ветеринар, а кинолог»
        if same is None:
            out.append(part)
        elif part.kind is Kind.INDUSTRY and part.spelling != same.spelling:
            kept.append(_unread(part, tokens))
        elif _is_all_that_is_wished(part, kept) and _is_called_otherwise(part, same, tokens):
            kept.append(_same_trade(part, tokens))
        else:
            if part.kind not in PLACES or _is_elsewhere(kept, same):
                kept.remove(same)
            out.append(part)
    return sorted(kept, key=lambda part: part.start), out


def _is_elsewhere(kept: Iterable[Part], but: Part) -> bool:
    return any(part.kind in PLACES and part is not but for part in kept)


def _unread(part: Part, tokens: Sequence[Token]) -> Part:
    typed = _typed(part, tokens)
    return replace(part, kind=Kind.UNKNOWN, meaning=typed, spelling=typed, others=())


def _same_trade(part: Part, tokens: Sequence[Token]) -> Part:
    return replace(_unread(part, tokens), kind=Kind.SAME_TRADE, slips=0)


def _typed(part: Part, tokens: Sequence[Token]) -> str:
    return " ".join(t.typed for t in tokens if part.start <= t.start and t.end <= part.end)


def _is_all_that_is_wished(part: Part, kept: Iterable[Part]) -> bool:
    trades = {one.meaning for one in kept if one.kind in TRADES}
    return part.kind is Kind.PROFESSION and trades == {part.meaning}


def _is_called_otherwise(part: Part, same: Part, tokens: Sequence[Token]) -> bool:
    """«Повар» and «кондитер», unlike «повар» and «повара»."""
    one, other = ([word[:CALLED_ALIKE] for word in words(_typed(p, tokens))] for p in (part, same))
    return one != other


def without_wishes_of_others(
    parts: Sequence[Part], tokens: Sequence[Token], dictionary: Dictionary
) -> list[Part]:
    """Without the trades that somebody else wishes for who writes of another one himself."""
    if sum(part.kind in TRADES for part in parts) < 2:  # as in most texts: nobody wishes another
        return list(parts)
    clauses = _clauses(tokens, dictionary)
    others = [_is_of_others(tokens, one, dictionary) for one in clauses]
    if not any(others):
        return list(parts)
    trades = [_trades_in(parts, tokens, one) for one in clauses]
    own = any(
        found and not of_others and _says_own(tokens, clause)
        for found, of_others, clause in zip(trades, others, clauses, strict=True)
    )
    if not own:
        return list(parts)
    theirs = [
        part
        for found, of_others in zip(trades, others, strict=True)
        if of_others
        for part in found
    ]
    return [part for part in parts if part not in theirs]


def wished_by_others(tokens: Sequence[Token], dictionary: Dictionary) -> frozenset[int]:
    """Words of the clauses that say what others wish, where another clause is the writer's own."""
    clauses = _clauses(tokens, dictionary)
    others = [one for one in clauses if _is_of_others(tokens, one, dictionary)]
    if not any(_says_own(tokens, one) for one in clauses if one not in others):
        return frozenset()
    return frozenset(i for one in others for i in one)


def _clauses(tokens: Sequence[Token], dictionary: Dictionary) -> list[range]:
    ends = [*_clause_turns(tokens, dictionary), len(tokens)]
    return [range(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]


def without_visits(parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
    """«Можно на экскурсию, нас двенадцать» would see a college, and guide nobody; «на электричке
    ездить, хочу на логиста» goes by train, and mends no wires."""
    visits = {
        token.start
        for before, token in pairwise(tokens)
        if (before.word in AIMS and token.word in VISITS)
        or (before.word in {"an", "the"} and token.word == "excursion")
    }
    visits |= {token.start for token in tokens if token.word in BY_TRAIN}
    return [part for part in parts if part.kind not in TRADES or part.start not in visits]


def without_where_one_works(
    parts: Sequence[Part], tokens: Sequence[Token], dictionary: Dictionary
) -> list[Part]:
    """«Повар в школе», «электрик в больнице»: where one would work, and no trade besides."""
    if sum(part.kind in TRADES for part in parts) < 2:  # as in most texts
        return list(parts)
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found and found[-1].kind is Kind.PROFESSION else None
        if before is not None and part.kind is Kind.INDUSTRY:
            between = [t.word for t in tokens if before.end <= t.start and t.end <= part.start]
            named = [t for t in tokens if part.start <= t.start < part.end]
            if between in HELD and any(_said(one, dictionary) & SERVED for one in named):
                continue
        found.append(part)
    return found


def without_what_one_is(
    parts: Sequence[Part], tokens: Sequence[Token], dictionary: Dictionary
) -> list[Part]:
    """Without the trades that somebody has or had, where another one is wished, or where the
    college is for another one.

    «Работаю кассиром, хочу на лаборанта», «муж сварщик, а я хочу на повара»; «работаю учителем,
    ищу колледж для дочки», «мама медсестра, куда мне поступить».
    """
    trades = [part for part in parts if part.kind in TRADES or part.kind is Kind.STRANGER]
    if not trades or len(tokens) < LEAST_TOLD:  # as in most texts
        return list(parts)
    said = [_said(token, dictionary) for token in tokens]
    if (own := _of_staff(tokens, said)) and all(
        one.isdisjoint(WISHING | ENTERING) for one in said
    ):
        starts = {tokens[i].start for i in own}
        return [part for part in parts if part not in trades or part.start not in starts]
    people = [part for part in trades if _is_person(part, tokens, dictionary)]
    had = [part for part in trades if _is_had(part, tokens, said, is_person=part in people)]
    wished = [part for part in trades if part not in had and _is_wished(part, tokens, said)]
    named = [part for part in trades if not _is_pupil(part, dictionary)]
    is_for_another = (
        bool(had)
        and had == named
        and all(part in people or _works_at(part, tokens, said) for part in had)
        and _is_for_another(had, tokens, said)
    )
    return [part for part in parts if part not in had] if wished or is_for_another else list(parts)


def _of_staff(tokens: Sequence[Token], said: Sequence[frozenset[str]]) -> range:
    """«Я психолог школы, …», «работаю учителем в школе, …», «учитель физики в школе, материалы
    …»: the words that say who writes."""
    is_told = tokens[0].word == "я" or bool(said[0] & BEING)
    at = next((i for i, one in enumerate(said[: STAFF_REACH + 1]) if one & CLASSES), 0)
    is_needing = bool(tokens[at].stop) and any(one & FOR_LESSONS for one in said[at + 1 :])
    return range(at + 1) if at > is_told and (is_told or is_needing) else range(0)


def _position(part: Part, tokens: Sequence[Token]) -> int:
    """Of its first word."""
    return next((i for i, token in enumerate(tokens) if token.start >= part.start), len(tokens))


def _works_at(part: Part, tokens: Sequence[Token], said: Sequence[frozenset[str]]) -> bool:
    """«Работаю в больнице»; not «чинит трактор»."""
    at = _position(part, tokens)
    return any(said[i] & (BEING | IS_SAID) for i in range(max(0, at - KIN_REACH), at))


def _is_pupil(part: Part, dictionary: Dictionary) -> bool:
    return part.kind is Kind.STRANGER and bool(dictionary.lemmas(str(part.meaning)) & PUPILS)


def _is_for_another(
    had: Sequence[Part], tokens: Sequence[Token], said: Sequence[frozenset[str]]
) -> bool:
    """Whether somebody beside those who have these trades is spoken of, and not «тоже».

    Of kin it is another one, or the writer; of the writer it is kin, or pupils.
    """
    if any(one & TOO for one in said) or _wishes_the_same(tokens, said):
        return False
    havers: set[int] = set()
    for part in had:
        at = _position(part, tokens)
        near = range(max(0, at - KIN_REACH), at)
        havers |= {i for i in near if said[i] & KIN or tokens[i].word in OWN_NAMED}
    are_kin = any(said[i] & KIN for i in havers)
    in_trades = {
        i for i, token in enumerate(tokens) for part in had if part.start <= token.start < part.end
    }
    rest = [i for i in range(len(tokens)) if i not in havers | in_trades]
    if any(said[i] & (KIN | PUPILS) for i in rest):
        return True
    return are_kin and any(
        tokens[i].word in OWN and (i == 0 or said[i - 1].isdisjoint(OF | PLEADING)) for i in rest
    )


def _wishes_the_same(tokens: Sequence[Token], said: Sequence[frozenset[str]]) -> bool:
    """«Дед был шахтёр, и я хочу»."""
    return any(
        token.word == "и"
        and tokens[i + 1].word in OWN | {"мы"}
        and any(one & WISHING for one in said[i + 2 : i + 2 + WISH_REACH])
        for i, token in enumerate(tokens[:-1])
    )


def _is_person(part: Part, tokens: Sequence[Token], dictionary: Dictionary) -> bool:
    """«Сварщик», unlike «кухня» and «чинить машины»."""
    first = next((token for token in tokens if token.start >= part.start), None)
    return first is not None and dictionary.is_person(first.word)


def _is_had(
    part: Part, tokens: Sequence[Token], said: Sequence[frozenset[str]], *, is_person: bool
) -> bool:
    """What stands last before it, of what says so and of what says a wish."""
    at = _position(part, tokens)
    is_aimed = is_person and at > 0 and tokens[at - 1].word in AIMS_OF_PEOPLE
    for i in range(at - 1, max(-1, at - 1 - BEING_REACH), -1):
        if _is_turn(tokens, i, said):
            return False
        if said[i] & LEARNT:
            is_school = any(one & CLASSES for one in said[i + 1 : at])
            return not _is_infinitive(tokens[i]) and not is_school
        if is_aimed:
            continue
        if tokens[i].word in IS_SAID or (said[i] & BEING and not _is_infinitive(tokens[i])):
            return True
        if is_person and tokens[i].word in KIN | OWN_NAMED and at - i <= KIN_REACH:
            return True
    return False


def _is_turn(tokens: Sequence[Token], i: int, said: Sequence[frozenset[str]]) -> bool:
    """Where what one is ends, and a wish or another clause begins."""
    is_wish = bool(said[i] & (WISHING | CHANGING | FUTURE))
    return is_wish or tokens[i].word in CLAUSE_TURNS | CONDITIONAL


def _is_wished(part: Part, tokens: Sequence[Token], said: Sequence[frozenset[str]]) -> bool:
    """«На повара», or some words after «хочу»."""
    before = [i for i, token in enumerate(tokens) if token.end <= part.start]
    is_aimed = bool(before) and tokens[before[-1]].word in AIMS
    return is_aimed or any(said[i] & (WISHING | CHANGING) for i in before)


def _is_infinitive(token: Token) -> bool:
    return token.word.endswith(INFINITIVES)


def _clause_turns(tokens: Sequence[Token], dictionary: Dictionary) -> Iterator[int]:
    """Where another clause begins: at «а», «но», at «я хочу», «мне нравится», and at «мама» behind
    a comma."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1 : i + 1 + WISH_REACH]
        is_own = token.word in OWN and any(_said(one, dictionary) & WISHING for one in following)
        is_of_others = (
            i > 0 and tokens[i - 1].stop and _said(token, dictionary) & (KIN - OFFSPRING | OTHERS)
        )
        if token.word in CLAUSE_TURNS or is_own or is_of_others:
            yield i


def _said(token: Token, dictionary: Dictionary) -> frozenset[str]:
    return dictionary.lemmas(token.word) | {token.word}


def _is_of_others(tokens: Sequence[Token], clause: range, dictionary: Dictionary) -> bool:
    """«Мама хочет, чтоб я …»: somebody, and then what they urge."""
    found = [_said(tokens[i], dictionary) for i in clause]
    kin = KIN - OFFSPRING | OTHERS
    somebody = next((i for i, one in enumerate(found) if one & kin), len(found))
    said = [tokens[i].word for i in clause][:somebody]
    is_urged = any(one & URGING for one in found[somebody + 1 :])
    return is_urged and OWN.isdisjoint(said)


def _says_own(tokens: Sequence[Token], clause: range) -> bool:
    return any(tokens[i].word in OWN for i in clause)


def _trades_in(parts: Sequence[Part], tokens: Sequence[Token], clause: range) -> list[Part]:
    starts = {tokens[i].start for i in clause}
    return [part for part in parts if part.kind in TRADES and part.start in starts]
