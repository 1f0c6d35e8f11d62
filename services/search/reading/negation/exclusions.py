"""What shall not be: «кроме машиностроения», «не сварщик, а слесарь»."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from services.language.dictionary import Dictionary
from services.language.letters import words
from services.search.reading.intents import NOT, WITHOUT, Role
from services.search.reading.lexicon import ContextWord, Lexicon
from services.search.reading.negation.clauses import (
    AIMS_OF_PEOPLE,
    CLAUSE_TURNS,
    DENIALS,
    GOING,
    OWN_NAMED,
    URGING,
    WISHING,
    clause_begin,
    wished_anew,
    word_forms,
)
from services.search.reading.negation.refusals import ABLE, REFUSING, denied_before, refusals
from services.search.reading.queries import PLACES, TRADES, Kind, Part
from services.search.reading.tokens import Token

SIFTED = PLACES | TRADES
"""What can be excluded."""

TURNS = frozenset(["а", "но", "зато", "хотеть", "просить", "лучше", "but", "want", "prefer"])
"""After these what is said is wanted again."""

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

GIVING_UP_TEXT = """
передумать раздумать перехотеть перехотеться расхотеть расхотеться
разлюбить разонравиться разочароваться
"""
GIVING_UP = frozenset(GIVING_UP_TEXT.split())
"""After what was wished once: «хотела в педагогический, но передумала»."""
WISHED_ONCE = AIMS_OF_PEOPLE | CLAUSE_TURNS | {"за", "быть", "стать", "сначала", "раньше"}

FEARING = frozenset(["бояться"])
"""«Лечить зубы боюсь, хочу шить»: what stands before it is not wished."""

TAKEN_BACK = frozenset(["нет", "неа", "ой", "не", "no", "ну", "а"])
"""What may stand before the «не» of who puts right what was said."""

LISTING = frozenset(["и", "или", "ни", "and", "or", "nor"])

CALLED_ALIKE = 4
"""First letters by which two words are one, whatever their endings."""


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
        return said and bool(word_forms(tokens[begin + 1], self.dictionary) & REFUSING)

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
            (t.start for t in tokens if word_forms(t, self.dictionary) & GIVING_UP), default=0
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
        said = frozenset[str]().union(*(word_forms(token, self.dictionary) for token in before))
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
            if found and _is_wished_instead(tokens, mark, part, parts, self.dictionary):
                break  # “not a cook, a welder”
            found.append(part)
        return found

    def _feared(self, parts: Sequence[Part], tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """«Боюсь» that ends a clause on trades, before a wish for another trade."""
        for i, token in enumerate(tokens[:-1]):
            if not word_forms(token, self.dictionary) & FEARING:
                continue
            is_end = bool(token.stop) or tokens[i + 1].word in CLAUSE_TURNS
            begin = tokens[clause_begin(tokens, i)].start
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
            if not (is_own and word_forms(verb, self.dictionary) & SPOKEN):
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
        if _is_denied_alone(denied, tokens) or _is_put_right(denied, sifted, tokens):
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
        """«Не айти и не стройка»: two or more trades, and each of them; «Липецк, не медицина»."""
        trades = [part.start for part in sifted if part.kind in TRADES]
        denied = {self._attached(tokens, i) for i, t in enumerate(tokens) if t.word in DENIED_EACH}
        is_somewhere = any(p.kind in PLACES and p.start not in denied for p in sifted)
        return (is_somewhere or len(trades) > 1) and denied.issuperset(trades)

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


def _is_wished_instead(
    tokens: Sequence[Token],
    mark: int,
    part: Part,
    parts: Sequence[Part],
    dictionary: Dictionary,
) -> bool:
    """After a mere “not”, or «не умею», behind a comma, where no “or” makes it one list with
    what is denied."""
    begin = next(i for i, token in enumerate(tokens) if token.end >= mark)
    at = next(i for i, token in enumerate(tokens) if token.start >= part.start)
    is_apart = any(token.stop for token in tokens[begin + 1 : at])
    is_mere = tokens[begin].word in MERE or bool(dictionary.lemmas(tokens[begin].word) & ABLE)
    is_mere = is_mere or _puts_right(tokens, begin, parts)
    return is_apart and is_mere and all(token.word not in LISTING for token in tokens[begin + 1 :])


def _puts_right(tokens: Sequence[Token], at: int, parts: Sequence[Part]) -> bool:
    """The «не» that a text begins with, «нет, не» and «не сварщик, не»; «не в» as well."""
    while at > 0 and tokens[at].word in AIMS_OF_PEOPLE:
        at -= 1
    named = _named(parts, tokens)
    before = (t.word for i, t in enumerate(tokens[:at]) if i not in named)
    return tokens[at].word == NOT and TAKEN_BACK.issuperset(before)


def _is_put_right(denied: Part, sifted: Sequence[Part], tokens: Sequence[Token]) -> bool:
    """«Нет, не повара, кондитера»: another of the kind stands behind the comma, and no more
    between them."""
    at = next(i for i, token in enumerate(tokens) if token.start >= denied.start)
    before = [i for i in range(at) if tokens[i].word == NOT]
    if not before or not _puts_right(tokens, before[-1], sifted):
        return False
    last = max(i for i, token in enumerate(tokens) if token.start < denied.end)
    after = next((part for part in sifted if part.start >= denied.end), None)
    if after is None or not tokens[last].stop or (after.kind in TRADES) != (denied.kind in TRADES):
        return False
    between = [t.word for t in tokens[last + 1 :] if t.start < after.start]
    return all(word in AIMS_OF_PEOPLE for word in between)


def _is_denied_alone(part: Part, tokens: Sequence[Token]) -> bool:
    """“No programming”, “no cooking, …”: all its clause says."""
    at = next(i for i, token in enumerate(tokens) if token.start >= part.start)
    if at == 0 or tokens[at - 1].word != "no" or (at > 1 and not tokens[at - 2].stop):
        return False
    last = max(i for i, token in enumerate(tokens) if token.start < part.end)
    return bool(tokens[last].stop) or last + 1 == len(tokens) or tokens[last + 1].word in LISTING


def _named(parts: Sequence[Part], tokens: Sequence[Token]) -> set[int]:
    sifted = [part for part in parts if part.kind in SIFTED]
    return {
        i
        for i, token in enumerate(tokens)
        if any(part.start <= token.start < part.end for part in sifted)
    }


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
