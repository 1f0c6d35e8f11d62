"""Whose trade it is: wished by somebody else, or had already.

«Отчим говорит иди на завод, а я хочу в айти» is a wish for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.language.dictionary import Dictionary
from services.search.reading.negation.clauses import (
    AIMS,
    AIMS_OF_PEOPLE,
    CLAUSE_TURNS,
    OWN_NAMED,
    URGING,
    WISHING,
    is_infinitive,
    word_forms,
)
from services.search.reading.queries import TRADES, Kind, Part
from services.search.reading.spans import KIN
from services.search.reading.tokens import Token

OTHERS = frozenset(["они", "все", "предки", "they", "everybody", "mum", "mom", "dad", "parents"])


OWN = frozenset(["я", "мне", "меня", "сам", "сама", "i"])

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

LEAST_TOLD = 4
"""Words of a text that tells of two people."""

KIN_REACH = 3
"""How many words before a trade may say whose it is: «муж у меня сварщик», «я по диплому
повар»."""


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
            if between in HELD and any(word_forms(one, dictionary) & SERVED for one in named):
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
    said = [word_forms(token, dictionary) for token in tokens]
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
            return not is_infinitive(tokens[i]) and not is_school
        if is_aimed:
            continue
        if tokens[i].word in IS_SAID or (said[i] & BEING and not is_infinitive(tokens[i])):
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


def _clause_turns(tokens: Sequence[Token], dictionary: Dictionary) -> Iterator[int]:
    """Where another clause begins: at «а», «но», at «я хочу», «мне нравится», and at «мама» behind
    a comma."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1 : i + 1 + WISH_REACH]
        is_own = token.word in OWN and any(
            word_forms(one, dictionary) & WISHING for one in following
        )
        kin = KIN - OFFSPRING | OTHERS
        is_of_others = i > 0 and tokens[i - 1].stop and word_forms(token, dictionary) & kin
        if token.word in CLAUSE_TURNS or is_own or is_of_others:
            yield i


def _is_of_others(tokens: Sequence[Token], clause: range, dictionary: Dictionary) -> bool:
    """«Мама хочет, чтоб я …»: somebody, and then what they urge."""
    found = [word_forms(tokens[i], dictionary) for i in clause]
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
