"""Where to look, of all places, regions and areas that a text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.places.places import Area, AreaKind, Place
from services.language.dictionary import Dictionary
from services.language.letters import folded
from services.search.reading.lexicon import ContextWord, prior_of
from services.search.reading.queries import PLACES, PLAIN, Kind, Meaning, Part
from services.search.reading.tokens import Token
from services.search.reading.vocabulary import Candidate

FAMOUS_PRIOR = 0.45
"""Of a town of 70,000: «в орле» is the town, «в игре» is not."""

LIKELY_PRIOR = 0.3
"""Of a town of 16,000. Below it, to be spelt just so proves nothing: «Рязанский» is a hamlet."""

FROM = frozenset(["из", "from"])
WITHIN = frozenset(["в", "во", "in", "at"])
LIVING = frozenset(["жить", "проживать", "находиться", "родиться", "прописать", "live"])
CITIZENS = frozenset(
    ["гражданин", "гражданка", "гражданство", "паспорт", "родом", "уроженец", "citizen"]
)
STUDYING = frozenset(["учусь", "учится", "учимся", "учился", "училась", "studying"])
"""As things are: who wishes says «учиться»."""

JOINING = frozenset(["или", "и", "либо", "or", "and"])
POSSIBLE = frozenset(["можно", "можем", "могу", "готовы", "готов", "готова", "could", "can"])
ALSO = frozenset(["или", "либо", "и", "также", "тоже", "or", "also"])
ASKED_WHETHER = frozenset(["ли", "ехать", "поехать", "переехать", "move", "go"])
DISTRICT = frozenset(["район", "района", "районе", "district"])

ContextWords = Mapping[str, ContextWord]

IN = frozenset(["в", "во", "in"])
UNREAD_NAMES = frozenset([Kind.UNKNOWN, Kind.NAME])
SETTLEMENT_ENDING = re.compile(
    r"(?:[сц]ке?|граде?|бурге?|поле|[оеё]во|[иы]но|[оеи]вк[аеи]|инк[аеи]|вичи|вичах|ихе"
    r"|ville|burgh?|grad|ovo|evo|ino|town|shire|sk)$"
)
"""How names of towns and villages end, by themselves and after «в»."""

PART_OF_NAME = re.compile(r"(?:верхн|нижн|больш|мал|стар|нов|красн|бел|ч[её]рн|средн|дальн|сух)")
"""How adjectives begin that names of villages begin with: «Верхние Мочалки»."""

RARE_BUT_IN_NAMES = ("верхн", "нижн")

SHOUTED_LETTERS = 5
"""Of capitals alone so few are an abbreviation."""

LEAST_OF_PLACE = 4
"""Letters of a name that is read as a place's by its ending."""

WORKING = frozenset(["работать", "трудиться", "устроиться", "служить", "work"])


OF_REGION = {
    **dict.fromkeys(["обл", "область", "области", "областью"], "область"),
    **dict.fromkeys(["край", "края", "крае", "краю", "кр"], "край"),
}
LEAST_OF_REGION = 3
"""Letters that an adjective of a region is shortened to: «лен. обл.»."""

Regions = Mapping[str, Sequence[str]]
"""Adjectives by what the regions are («область»)."""


def regions_by_kind(names: Iterable[str]) -> Regions:
    """Of «ленинградская область» and others of two words."""
    found: dict[str, list[str]] = {}
    for adjective, kind in (one.split() for one in names if one.count(" ") == 1):
        if kind in OF_REGION.values() and adjective.endswith(("ая", "ий")):
            found.setdefault(kind, []).append(adjective)
    return found


def with_whole_regions(
    tokens: list[Token], regions: Regions, known: Callable[[str], Sequence[Candidate]]
) -> list[Token]:
    """«Лен. обл.», «краснояр край»: an adjective of one region alone, shortened."""
    if OF_REGION.keys().isdisjoint(token.word for token in tokens):  # as of most texts
        return tokens
    read = list(tokens)
    for i, (token, after) in enumerate(pairwise(tokens)):
        kind = OF_REGION.get(after.word)
        if kind is None or len(token.word) < LEAST_OF_REGION:
            continue
        found = [one for one in regions.get(kind, ()) if one.startswith(token.word)]
        if len(found) == 1 and len(found[0]) - len(token.word) > len("ая"):
            read[i] = replace(token, candidates=tuple(known(found[0])))
            read[i + 1] = replace(after, candidates=tuple(known(kind)))
    return read


def without_districts(parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
    """«Казань, Советский район», «Кировский район Ленинградской области»: no town and no region,
    unless a town of that region is called so."""
    if DISTRICT.isdisjoint(token.word for token in tokens):  # as of most texts
        return list(parts)
    following = {token.end: after.word for token, after in pairwise(tokens)}
    districts = [
        part
        for part in parts
        if part.kind in {Kind.PLACE, Kind.REGION} and following.get(part.end) in DISTRICT
    ]
    others = [part for part in parts if part not in districts]
    if any(part.kind is Kind.PLACE for part in others):
        return others
    regions = {str(part.meaning) for part in others if part.kind is Kind.REGION}
    elsewhere = [part for part in districts if regions and not regions & _regions_of(part)]
    return [part for part in parts if part not in elsewhere]


def without_mere_nouns(
    parts: Sequence[Part], tokens: Sequence[Token], dictionary: Dictionary
) -> list[Part]:
    """«В Якутии, если нравится тайга»: a noun that a town elsewhere is called by, too.

    Not where the two are joined («Тайга или Томск»), and not what is written with a capital.
    """
    if sum(part.kind in PLACES for part in parts) < 2:  # as in most texts
        return list(parts)
    typed = {token.start: token for token in tokens}
    nouns = {
        part.start
        for part in parts
        if part.kind is Kind.PLACE
        and len(words := [t for t in tokens if part.start <= t.start and t.end <= part.end]) == 1
        and _is_mere_noun(part, words[0], dictionary)
        and not _is_joined(part, parts, tokens)
    }
    sure = [one for one in parts if one.kind in PLACES and one.start not in nouns]
    regions = {_region_of_part(one) for one in sure if one.kind is not Kind.AREA}
    return [
        replace(part, kind=Kind.UNKNOWN, meaning=typed[part.start].typed, others=())
        if part.start in nouns and regions and not regions & _regions_of(part)
        else part
        for part in parts
    ]


def with_unknown_places(
    parts: Sequence[Part],
    tokens: Sequence[Token],
    around: ContextWords,
    dictionary: Dictionary,
) -> list[Part]:
    """«Где учиться в Верхних Мочалках», "colleges in Foobarville", «Гадюкино»: places that the
    gazetteer lacks, each of them one part whatever the number of its words.

    After «в» what has a capital and is no word of the language, two words that begin as such
    names do, or what ends as towns do; alone, or beside a trade, what ends so. Not where somebody
    works.
    """
    if all(part.kind not in UNREAD_NAMES and part.kind is not Kind.NOWHERE for part in parts):
        return list(parts)
    numbers = {token.start: i for i, token in enumerate(tokens)}
    told = _told_places(parts, tokens, around, dictionary)
    read = {i for one in parts for i in _tokens_of(one, tokens)}
    found: list[Part] = []
    for part in parts:
        at = numbers.get(part.start, -1)
        if part.kind is not Kind.NOWHERE and at not in told:
            found.append(part)
            continue
        one = replace(part, kind=Kind.NOWHERE, meaning=tokens[at].typed, slips=0)
        if at > 0 and at - 1 not in read and _is_of_name(tokens[at - 1], tokens[at]):
            name = f"{tokens[at - 1].typed} {one.meaning}"
            one = replace(one, start=tokens[at - 1].start, meaning=name)
        before = found[-1] if found else None
        if before is not None and before.kind is Kind.NOWHERE and at - 1 in told:
            one = replace(one, start=before.start, meaning=f"{before.meaning} {one.meaning}")
            found.pop()
        found.append(replace(one, spelling=str(one.meaning)))
    return found


def without_places_elsewhere(
    parts: Sequence[Part], tokens: Sequence[Token], around: ContextWords
) -> list[Part]:
    """«Рождествено, Тверская область»: of several places of that name none is there, so that it
    is one more, which the gazetteer lacks.

    A name that only one place has is sooner believed than the region beside it.
    """
    regions = [part for part in parts if part.kind is Kind.REGION]
    if not regions:  # as in most texts
        return list(parts)
    return [
        replace(part, kind=Kind.NOWHERE, meaning=part.spelling, others=(), slips=0)
        if part.kind is Kind.PLACE
        and len(_regions_of(part)) > 1
        and any(
            one.meaning not in _regions_of(part) and _is_beside(part, one, tokens, around)
            for one in regions
        )
        else part
        for part in parts
    ]


def _is_beside(one: Part, other: Part, tokens: Sequence[Token], around: ContextWords) -> bool:
    """With nothing between them but «село», «город»."""
    first, second = sorted((one, other), key=lambda part: part.start)
    between = [token for token in tokens if first.end <= token.start and token.end <= second.start]
    return all(around.get(token.word) is ContextWord.TOWN for token in between)


def _told_places(
    parts: Sequence[Part],
    tokens: Sequence[Token],
    around: ContextWords,
    dictionary: Dictionary,
) -> set[int]:
    """Numbers of the unread words that are said to be places, or can be nothing else."""
    unread = {
        i
        for part in parts
        if part.kind in UNREAD_NAMES
        for i in _tokens_of(part, tokens)
        if not (tokens[i].is_shouted and len(tokens[i].word) <= SHOUTED_LETTERS)
    }
    if not unread or any(dictionary.lemmas(token.word) & WORKING for token in tokens):
        return set()
    read = {i for one in parts if one.kind in PLAIN for i in _tokens_of(one, tokens)}
    is_mere = all(
        i in unread or i in read or one.word in IN or one.word in around
        for i, one in enumerate(tokens)
    )
    told: set[int] = set()
    for i in sorted(unread):
        token, following = tokens[i], tokens[i + 1] if i + 1 in unread else None
        is_said = i > 0 and tokens[i - 1].word in IN
        is_after_name = i > 1 and tokens[i - 2].word in IN and _is_of_name(tokens[i - 1], token)
        if following is not None and (is_said or is_mere) and _is_of_name(token, following):
            told |= {i, i + 1}
        elif is_after_name:
            told.add(i)
        elif i not in told and _may_be_settlement(token, dictionary):
            ends_so = SETTLEMENT_ENDING.search(token.word) is not None
            is_lone = (
                is_mere and len(unread) == 1 and not read.intersection(_places(parts, tokens))
            )
            is_own = token.is_capital and is_said
            if (ends_so and (is_said or is_lone)) or is_own:
                told.add(i)
    return told


def _places(parts: Sequence[Part], tokens: Sequence[Token]) -> set[int]:
    return {i for one in parts if one.kind in PLACES for i in _tokens_of(one, tokens)}


def _tokens_of(part: Part, tokens: Sequence[Token]) -> list[int]:
    return [i for i, t in enumerate(tokens) if part.start <= t.start and t.end <= part.end]


def _may_be_settlement(token: Token, dictionary: Dictionary) -> bool:
    return len(token.word) >= LEAST_OF_PLACE and not dictionary.is_known(token.word)


def _is_of_name(token: Token, following: Token) -> bool:
    """«Верхних Мочалках», «верхних мочалках», «старых Васюках»: one name of two words."""
    if PART_OF_NAME.match(token.word) is None:
        return False
    is_rare = token.word.startswith(RARE_BUT_IN_NAMES)
    return following.is_capital or (is_rare and len(following.word) >= LEAST_OF_PLACE)


def _is_mere_noun(part: Part, token: Token, dictionary: Dictionary) -> bool:
    likeliest = max(map(prior_of, _places_in(part)), default=0.0)
    is_noun = dictionary.is_everyday(token.word) and not dictionary.is_adjective(token.word)
    return is_noun and not token.is_capital and likeliest < FAMOUS_PRIOR


def _is_joined(part: Part, parts: Sequence[Part], tokens: Sequence[Token]) -> bool:
    """To another place, by «или» or by standing beside it."""
    for one in parts:
        if one.kind in PLACES and one is not part:
            first, last = sorted((one, part), key=lambda both: both.start)
            between = [t.word for t in tokens if first.end <= t.start and t.end <= last.start]
            if len(between) == 1 and between[0] in JOINING:
                return True
    return False


def _region_of_part(part: Part) -> str:
    return part.meaning.region if isinstance(part.meaning, Place) else str(part.meaning)


def _regions_of(part: Part) -> set[str]:
    return {one.region for one in _places_in(part)}


def origins(
    parts: Sequence[Part],
    tokens: Sequence[Token],
    around: ContextWords,
    dictionary: Dictionary,
) -> frozenset[int]:
    """Where the places begin that somebody comes from: «живу в Перми», «из Омска или Тары»."""
    found: set[int] = set()
    before: Part | None = None
    for part in (one for one in parts if one.kind in {Kind.PLACE, Kind.AREA}):
        words = [token.word for token in tokens if token.end <= part.start]
        between = [
            token.word
            for token in tokens
            if before is not None and before.end <= token.start and token.end <= part.start
        ]
        is_joined = before is not None and before.start in found and set(between) <= JOINING
        if is_joined or _is_left(words, around, dictionary):
            found.add(part.start)
        if before is not None and _is_also_possible(between):
            found.discard(before.start)
        before = part
    return frozenset(found)


def _is_also_possible(between: Sequence[str]) -> bool:
    """«Живём в Ангарске, или можно в Иркутске»: either, and one's own town first."""
    said = set(between)
    return bool(said & POSSIBLE and said & ALSO) and said.isdisjoint(ASKED_WHETHER)


def _is_left(before: list[str], around: ContextWords, dictionary: Dictionary) -> bool:
    """What the words before a place say of it."""
    while before and around.get(before[-1]) is ContextWord.TOWN:
        before = before[:-1]
    before = _before_school(before, around, dictionary)
    if before and (before[-1] in FROM or dictionary.lemmas(before[-1]) & CITIZENS):
        return True
    if before and around.get(before[-1]) is ContextWord.AT:
        before = before[:-1]
    if not before:
        return False
    word = before[-1]
    is_wish = word.endswith(("ть", "ться"))
    return word in STUDYING or (bool(dictionary.lemmas(word) & LIVING) and not is_wish)


def _before_school(before: list[str], around: ContextWords, dictionary: Dictionary) -> list[str]:
    """«Из колледжа в Туле», «учусь в техникуме Тулы»: where one's college is, one is."""
    at = len(before) - (before[-1:] != [] and before[-1] in WITHIN)
    said = dictionary.lemmas(before[at - 1]) | {before[at - 1]} if at else set()
    is_school = any(around.get(word) is ContextWord.SCHOOL for word in said)
    return before[: at - 1] if is_school else before


def region_of(parts: Sequence[Part]) -> str | None:
    return next((str(part.meaning) for part in parts if part.kind is Kind.REGION), None)


def area_of(parts: Sequence[Part]) -> Area | None:
    """Of a part that means a place as well, whichever is likelier («Донецк»)."""
    if any(part.kind is Kind.PLACE and not _areas_of(part) for part in parts):
        return None  # «из Казахстана в Омск»
    found = next((area for part in parts for area in _areas_of(part)), None)
    is_in_region = found is not None and bool(found.regions) and region_of(parts) is not None
    return None if is_in_region else found  # «на севере Якутии»


def origin_of(parts: Sequence[Part], left: Collection[int]) -> Area | None:
    """The country that somebody comes from: «из Таджикистана», «гражданин Узбекистана»."""
    found = (one for part in parts if part.start in left for one in _areas_of(part))
    return next((one for one in found if one.kind is AreaKind.ABROAD), None)


def places_of(parts: Sequence[Part], left: Collection[int] = ()) -> tuple[Place, ...]:
    """Of homonyms those in the region that is named, if any is.

    Of several places one in that region, else one that nobody comes from (`left` are the starts
    of the others), else the better spelt, else the first.
    """
    region = region_of(parts) or _region_beside(parts)
    named = [part for part in parts if part.kind in {Kind.PLACE, Kind.AREA} and _places_in(part)]
    if not named:
        return ()
    part = min(
        named,
        key=lambda part: (
            region is not None and not any(p.region == region for p in _places_in(part)),
            part.start in left,
            part.slips,
        ),
    )
    found = _places_in(part)
    return tuple([p for p in found if p.region == region] or found)


def _region_beside(parts: Sequence[Part]) -> str | None:
    """«Сургут, Нижневартовск»: that of another town tells which of the namesakes is meant."""
    named = [_regions_of(part) for part in parts if part.kind is Kind.PLACE]
    if len(named) < 2 or all(len(one) < 2 for one in named):
        return None
    shared = set.intersection(*named)
    return shared.pop() if len(shared) == 1 else None


def _places_in(part: Part) -> list[Place]:
    """Of «Крым» none: beside such an area a hamlet of that name is not meant."""
    has_area = bool(_areas_of(part))
    return [
        meaning
        for meaning in _meanings(part)
        if isinstance(meaning, Place)
        and (not has_area or prior_of(meaning) >= LIKELY_PRIOR)
        and (part.kind is Kind.PLACE or _is_namesake(meaning, part))
    ]


def _areas_of(part: Part) -> list[Area]:
    if part.kind not in {Kind.AREA, Kind.PLACE}:
        return []
    return [meaning for meaning in _meanings(part) if isinstance(meaning, Area)]


def _is_namesake(meaning: Meaning, part: Part) -> bool:
    """Of two that are called so: «Донецк» is a town here and one that the gazetteer lacks."""
    is_part = isinstance(part.meaning, Area) and bool(part.meaning.regions)
    if not isinstance(meaning, Place):
        return False
    is_same = folded(meaning.name.lower()) == folded(part.spelling.lower())
    return is_same and not is_part and prior_of(meaning) >= LIKELY_PRIOR


def _meanings(part: Part) -> tuple[Meaning, ...]:
    return (part.meaning, *part.others)
