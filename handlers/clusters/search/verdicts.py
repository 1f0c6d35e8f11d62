"""What a text is as a whole, by how it was read: a question, chance, a town, a follow-up. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.clusters.answers import Answer
from domain.places.places import AreaKind
from handlers.clusters.cards.college_names import SCHOOL
from handlers.clusters.search.themes import (
    SUBJECTS,
    SURE_ANSWER_SCORE,
    is_search_with_wishes,
    names_an_answer,
    returns_to_place,
    tells_of_liking,
)
from services.clusters.answer_index import Scored
from services.language.dictionary import read_dictionary
from services.language.letters import words
from services.language.other_languages import is_of_other_letters, is_strange
from services.search.lookup import SavedSearchReading
from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import PLACES, TRADES, Kind, Query

LEAST_ANSWER_SCORE = 0.6
"""A question of which so much is understood is one, if the text names nothing to search for."""

WHOLE_QUESTION_SHARE = 0.95
"""So much of it that a trade named by its words ("how much is it") is none."""

ASKED_ANSWER_SCORE = 0.7
"""The same, of what ends in a question mark."""

SEARCHED_KINDS = PLACES | TRADES

UNREAD_PER_READ_WORD = 3
"""Unread words for each read one with which the reading is but chance."""

GUESSED_SLIPS = 2
"""With so many a part is but guessed."""

MORE_WISHED = re.compile(
    r"\s*(?:а|и|но|and|or|but)\s+(?:со?|без|после|with|without|after)\b", re.I
)

MERELY_WISHED = re.compile(
    r"\W*(?:(?:ну|и|но|а|мне|нам)\W+)*(?:только|лишь|чтобы?|обязательно|желательно|главное|лучше"
    r"|only|just|must be|preferably)\b",
    re.IGNORECASE,
)
MOST_WORDS_OF_WISH = 6
MOST_WORDS_OF_ANOTHER = 5

AT = frozenset(["в", "во", "на", "in", "at", "to"])
TO_STUDY_TEXT = """
учиться обучаться поступить поступать выучиться отучиться доучиться учеба обучение поступление
study studying learn enroll enrol apply
"""
TO_STUDY = frozenset(TO_STUDY_TEXT.split())
STUDY_REACH = 3
"""Words before «в» among which it is said: «поступить в колледж в Ташкенте»."""

DISLIKES = re.compile(
    r"\b(?:не\s+(?:люблю|любит|хочу|хочет|хочется|нравится|дружу|дружит|понимаю|понимает|ид[её]т"
    r"|да[её]тся)|ненави\w+|терпеть|(?:только|лишь)\s+(?:бы\s+)?не|hate|don.?t like)\b",
    re.IGNORECASE,
)

LIKED_SUBJECT = re.compile(
    r"\b(?:физик[аиуеой]|биолог|математик[аиуеой]|алгебр|геометри|истори[яиюей]|географи|литератур"
    r"|английск|немецк|французск|китайск|обществозн|черчени|русск\w+ язык"
    r"|physics|biology|math|algebra|geometry|history|geography|literature|english)",
    re.IGNORECASE,
)
"""School subjects that no industry is called after."""

THERE = re.compile(r"\b(?:там|туда|у них|there)\b", re.IGNORECASE)
HERE = re.compile(r"\b(?:тут|здесь|here)\b", re.IGNORECASE)
MORE_OF_ANSWER_TEXT = """
а и ну но же вот там тут можно мне нам он она оно они его ее их них него это этот все точно правда
подробнее поподробнее подробно подробность детальнее точнее поточнее
пожалуйста плиз деталь еще больше кто кому кого кем чем чего
всем почему зачем как где какой который именно конкретно конкретнее например узнать спросить
рассказать расскажи объяснить объясни пояснить поясни уточнить уточни что значить значит смысл
в у о об на с со за для
and the is are it that this more details detail exactly which who whom why how where what about
tell me say explain really sure please plz
"""
MORE_OF_ANSWER = frozenset(MORE_OF_ANSWER_TEXT.split())
"""Who asks on after an answer and names nothing: «подробнее», «а какая именно?»."""
MOST_WORDS_OF_MORE = 5

VAGUE = {Intent.UNDECIDED}
"""A sure answer says more than this does."""


def is_question(query: Query, found: Sequence[Scored]) -> bool:
    firm = {part.kind for part in query.parts if part.kind in SEARCHED_KINDS and not part.slips}
    is_half_read = any(part.kind is Kind.UNKNOWN for part in query.parts)
    is_loose = firm == {Kind.INDUSTRY} or is_half_read
    sure = ASKED_ANSWER_SCORE if "?" in query.text else SURE_ANSWER_SCORE
    least = sure if is_loose else WHOLE_QUESTION_SHARE
    if not found or not found[0].is_sure or (firm and (firm & PLACES or found[0].score < least)):
        return False
    if is_search_with_wishes(query):
        return False
    if found[0].answer.id == SUBJECTS and tells_of_liking(query):
        return False
    if query.intent is not None:
        is_open = query.intent in VAGUE and not query.is_all_intent
        return is_open and found[0].score >= SURE_ANSWER_SCORE
    return query.is_empty or query.is_vague or found[0].score >= LEAST_ANSWER_SCORE


def is_answer_doubted(answer: Answer | None, found: Sequence[Scored], query: Query) -> bool:
    """A limit is but named, and what else is said is not what its answer is about."""
    is_beside = answer in [one.answer for one in found]
    return is_beside and not query.is_limits and not query.excluded


def is_guess(query: Query) -> bool:
    """«List of partner companies» is no painter: two slips forgiven, and other words unread."""
    read = [part for part in query.parts if part.kind in SEARCHED_KINDS]
    is_far = all(part.slips >= GUESSED_SLIPS for part in read) and bool(read)
    unread = any(part.kind in {Kind.UNKNOWN, Kind.STRANGER} for part in query.parts)
    return is_far and unread and not query.words


def is_chance(query: Query) -> bool:
    unread = sum(part.kind is Kind.UNKNOWN for part in query.parts)
    return unread >= UNREAD_PER_READ_WORD * (len(query.parts) - unread)


def is_of_another_language(query: Query) -> bool:
    """«Сәлам, мин Казаннан»: what little is like ours is so by chance."""
    if query.intent is not None or query.limits or query.number or not query.text:
        return False
    unread = sum(part.kind in {Kind.UNKNOWN, Kind.STRANGER} for part in query.parts)
    read = len(query.parts) - unread
    if is_of_other_letters(query.text):
        read = sum(p.kind in SEARCHED_KINDS and not p.slips for p in query.parts)
    return unread > read and is_strange(query.text)


def is_place(query: Query) -> bool:
    """A town and nothing else: the list of the nearest tells more."""
    others = (
        query.wanted_industries,
        query.professions,
        query.words,
        query.excluded,
        query.is_planned is not None,
    )
    return query.place is not None and not any(others)


def is_bare_place(query: Query) -> bool:
    """Its name and not a letter more: of no account what question may have the word, too."""
    spans = [(part.kind, part.slips, part.start, part.end) for part in query.parts]
    return spans == [(Kind.PLACE, 0, 0, len(query.text))]


def wishes_abroad(query: Query) -> bool:
    """«Хочу учиться в Минске»; not «учусь в Минске» nor «живу в Минске, можно учиться у вас?»."""
    area = query.area
    if area is None or area.kind is not AreaKind.ABROAD or query.place or query.origin:
        return False
    start = next((part.start for part in query.parts if part.meaning == area), 0)
    *before, last = ["", *words(query.text[:start])]
    return last in AT and any(map(_says_to_study, before[-STUDY_REACH:]))


def likes_but_a_subject(query: Query) -> bool:
    """«Люблю физику»: it speaks for some industries, and chooses none of them."""
    is_mere = not query.is_somewhere and not query.professions and not query.excluded
    said = [query.text[p.start : p.end] for p in query.parts if p.kind is Kind.INDUSTRY]
    is_told = tells_of_liking(query) and any(map(LIKED_SUBJECT.search, said))
    return is_told and is_mere and len(query.industries) == 1 and not query.words


def dislikes_a_subject(query: Query) -> bool:
    """«Ненавижу химию», «не хочу математику»: no question of subjects, but what not to choose."""
    is_mere = query.is_empty and query.is_limits and set(query.limits) == {Limit.NO_SUBJECT}
    return is_mere and "?" not in query.text and DISLIKES.search(query.text) is not None


def _says_to_study(word: str) -> bool:
    """Whether the word is a wish to study. Not «учился»: of verbs the infinitive alone is one."""
    dictionary = read_dictionary()
    is_done = not word.isascii() and dictionary.is_talk(word) and not word.endswith(("ть", "ться"))
    return not is_done and bool(dictionary.lemmas(word) & TO_STUDY)


def adds_a_wish(query: Query) -> bool:
    """«А с общежитием?» after a search is about that search; «а общежитие есть?» is a question."""
    if not (query.is_empty and query.limits) or "?" in query.text:
        return _goes_on_with(query)
    is_mere = len(query.text.split()) <= MOST_WORDS_OF_WISH
    is_more = is_mere and MERELY_WISHED.match(query.text) is not None
    return is_more or _goes_on_with(query)


def _goes_on_with(query: Query) -> bool:
    is_more = query.is_empty and query.is_follow_up and bool(query.limits)
    return is_more and MORE_WISHED.match(query.text) is not None


def asks_the_same(query: Query) -> bool:
    """«А сварщику?», «а на повара»: a trade, and nothing else, after what was asked before."""
    is_mere = query.has_trade and not (query.is_somewhere or query.limits or query.words)
    is_read = query.intent is None and all(part.kind in TRADES for part in query.parts)
    return (
        query.is_follow_up
        and is_mere
        and is_read
        and len(words(query.text)) <= MOST_WORDS_OF_ANOTHER
    )


def asks_more_of_answer(query: Query) -> bool:
    """«Подробнее», «а кому?», «а большая?» after an answer: no word of it is about anything."""
    said = words(query.text)
    if not query.is_empty or query.limits or not 0 < len(said) <= MOST_WORDS_OF_MORE:
        return False
    dictionary = read_dictionary()
    others = [one for one in said if not (dictionary.lemmas(one) | {one}) & MORE_OF_ANSWER]
    # «А большая?» is of what was answered, «государственный?» of the diploma.
    is_of_it = all(map(dictionary.is_adjective, others))
    return is_of_it and not (others and names_an_answer(query))


def refers_to_last(query: Query) -> bool:
    """«А общежитие есть?», «жить там где?»."""
    return query.is_follow_up or THERE.search(query.text) is not None


def refers_there(query: Query) -> bool:
    """To the place that was looked at: «а что там есть?», «какие тут колледжи»."""
    return THERE.search(query.text) is not None or HERE.search(query.text) is not None


def may_go_on(query: Query) -> bool:
    """Whether what was asked before can matter; most texts say all that they mean."""
    if query.is_empty:
        is_more = bool(query.limits) and query.is_follow_up
        return is_more or bool(query.excluded) or query.given_radius_km is not None
    return not query.words and query.is_somewhere != query.has_trade and not asks_for_all(query)


def asks_for_all(query: Query) -> bool:
    """«Сколько кластеров в Мордовии»: of whatever trade, whatever was asked before."""
    return query.shown_as in {Intent.LIST_CLUSTERS, Intent.LIST_TRADES}


def corrects_place(query: Query, last: SavedSearchReading) -> bool:
    """«Не в Казани, а в Уфе» after a search of Казань."""
    places = {last.query.place, last.query.region} - {None}
    return not places.isdisjoint(query.excluded)


def goes_on(query: Query, last: SavedSearchReading) -> bool:
    """A bare place after a trade, or a bare trade after a place, is about both.

    After a college by its name it is another matter, unless it is said to go on: «а в Пензе?».
    """
    if query.is_somewhere:
        is_school = not last.query.has_trade and SCHOOL.search(last.search.text) is not None
        has_trade = last.query.has_trade or (bool(last.query.words) and not is_school)
        is_free = has_trade and not last.query.is_somewhere
        is_more = query.is_follow_up or corrects_place(query, last) or returns_to_place(query)
        return is_free or (is_more and (has_trade or bool(last.query.words)))
    return last.query.place is not None or last.query.region is not None
