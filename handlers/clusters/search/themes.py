"""When what examples say of a text (`Query.themes`) counts for more than how it was read. Pure.

The thresholds are where, of examples that the model had not seen, the model was right more often
than the reading that it overrules: see docs/adr/0040.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.places.places import AreaKind
from handlers.clusters.cards.college_names import SCHOOL
from services.clusters.answer_index import Scored
from services.language.dictionary import read_dictionary
from services.language.letters import words
from services.search.reading.intents import OF_BOT, OF_PROGRAMME, Intent, Limit
from services.search.reading.negation.attribution import OFFSPRING
from services.search.reading.queries import (
    OF_INTENT,
    OTHER,
    PLACES,
    SEARCH,
    TRADES,
    Guess,
    Kind,
    Query,
)
from services.search.reading.spans import KIN
from services.search.reading.themes.certainty import (
    A_WORD,
    LEAST_DONE,
    LEAST_OPENED,
    TO_LEARN,
    WORDS_OF_LIMIT,
    intent_of,
    is_firm,
    says_all,
    words_beside,
)

SURE_ANSWER_SCORE = 0.8
"""Of a question of which so much is understood nothing else is thought."""

LEAST_OVER_LOOSE, LEAST_OVER_FIRM = 0.7, 0.85
"""The same, over what was read by little, and over what was read by all its words."""

LEAST_OF_ABROAD = 0.5
"""With which a text that names another country asks whether foreigners are taken."""

LEAST_OF_HEALTH = 0.5
"""The same, of disability in a text that says what one lacks: «без руки можно оператором»."""

LEAST_SHOWN = 0.3
"""An answer as likely is shown with a modest heading, and others offered under it."""

LEAST_BESIDE_STRANGER = 0.5
"""The same, where that a trade is in no list, or the name of a firm, says something already."""

LEAST_OVER_HALF_READ = 0.5
"""With which an answer is shown before a search in whose text a word was not understood."""

MOST_SEARCHED = 0.2
"""So little speaks for a search that one of a text half read is not run before it is asked for."""

LEAST_OVER_DENIED = 0.95
"""With which a text that says what trade shall not be is a question of ours."""

LEAST_PROBABILITY_OFFERED = 0.1
"""With which a text may be about an answer."""

LEAST_OVER_LEANING = 0.4
"""With which the theme of a text outweighs a phrase in it."""

THEMES_OFFERED = 3

SUBJECTS = "subjects"
"""The answer on what is taught."""

DISABILITY = "disability"
FOREIGNERS = "foreigners"
"""Whether people of other countries are taken."""

MARKS, WHICH_CLASS, FAILED = "marks", "which-class", "failed-exams"
"""The answers on marks and exams, on the class after which one comes, on an exam not passed."""

EXAM_OR_MARK = re.compile(r"\b(?:[ео]гэ|экзамен|балл|оценк|exam)", re.IGNORECASE)
FAILING = re.compile(
    r"\b(?:не|ни|нет|без|not|no|never|without)\b|n.t\b|завал|провал|двой|двоеч|пересда|fail",
    re.IGNORECASE,
)

SECOND_COURSE = "second-course"
"""Whether a second trade is taught for nothing."""

NOT_ADMITTED = "not-admitted"
MISSED = re.compile(
    r"\b(?:не|ни|нет|если|вдруг|мало|поздно|not|no|if|too late)\b|n.t\b|провал|завал|прол[её]т"
    r"|отказ|опозд|бо[юия]|страш|остал|недобор|fail|afraid|reject|left",
    re.IGNORECASE,
)
"""Of who was not taken somewhere, or fears it."""

WORDS_OF_AIM = 6
WITHOUT = re.compile(r"\b(?:без|without)\b", re.IGNORECASE)
EITHER = re.compile(r"\b(?:или|or)\b", re.IGNORECASE)

CHANGED_MIND = re.compile(r"(?:пере|раз)думал[аи]?", re.IGNORECASE)

OBLIGING = re.compile(
    r"нуж[енн]|обязател|надо|треб|\b(?:need|must|required|have to)\b", re.IGNORECASE
)
OF_CLASSES = {Limit.AFTER_9, Limit.AFTER_11}
OF_PUPIL = {*OF_CLASSES, Limit.TEEN}
OF_EXAM = {MARKS, WHICH_CLASS, SUBJECTS, "school-or-college"}
"""Among which examples waver, where an exam is beside a class."""

DORMITORY = "dormitory"
NOT_NEEDED = re.compile(
    r"\b(?:обща|общеж)\w*\s+(?:\w+\s+)?не\s+(?:нуж|над|треб|обяз)"
    r"|\bне\s+(?:нуж\w+|надо|треб\w+)\s+(?:обща|общеж)|\bбез\s+(?:обща|общеж)"
    r"|\b(?:no|without|don.t need|do not need)\s+(?:a\s+)?(?:dorm|hostel)",
    re.IGNORECASE,
)
"""A dormitory is named, and not asked for."""

AT_MOST = re.compile(
    r"\W*не\s+(?:больше|более|дольше)\b.*\b(?:год|лет|полгод|месяц)", re.IGNORECASE
)
"""«Не больше года»: how long one would learn."""

OPINION = re.compile(
    r"\A\W*(?:(?:а|и|это)\s+)?(?:норм\w*|хорошо|прикольно|круто|реально|стоит|есть смысл"
    r"|имеет смысл|is it (?:ok|okay|worth|good))\b",
    re.IGNORECASE,
)
"""Whether a trade is worth it: «норм ли идти на повара»; its list tells more than any answer."""

TAUGHT_TEXT = """
учить учиться обучать обучаться обучение выучить выучиться отучиться научиться готовить стать
есть быть иметься можно мочь профессия специальность направление колледж техникум место такой
вы ваш мы я он она какой где у на в ли а и там здесь какой-нибудь хоть хотеть хотел бы
do does you your we i he she teach train is are there any a an the in on for to can become be
course courses college trade program programme here
"""
TAUGHT = frozenset(words(TAUGHT_TEXT))
"""What is said by who asks whether a trade is taught at all: «учат ли у вас на кондитера»."""

WISHING = re.compile(
    r"\b(?:хо[тч]\w+|мечта\w+|желаю\w*|собира\w+|планиру\w+|ищ[уе]\w*|want\w*|wish\w*|dream\w*"
    r"|looking)\b",
    re.IGNORECASE,
)
REACH_OF_WISH = 12
"""Characters between the verb and the trade: «хочу стать», «хочет учиться на»."""
OF_A_WISH = KIN | OFFSPRING | {"чтоб", "чтобы", "лишь", "только", "очень", "стать", "быть"}
"""Who wishes it, and how much: these say nothing of what is wished."""

OF_LEARNT = re.compile(
    r"втор|ещ[её]|диплом|высш|уже|вуз|универ|институт|кончил|образован|после|переуч|перв"
    r"|second|another|degree|already|diploma|graduat|universit",
    re.IGNORECASE,
)
"""Of who has learnt something before."""

TAKEN_BACK = re.compile(r"\W*(?:(?:нет|неа|ой|ну|а)\W+)*не\s+(?:(?:на|в)\s+)?", re.IGNORECASE)

CLAUSE = re.compile(r"[.!?;,\n]+|\s(?:и|а|но|при|and|but)\s", re.IGNORECASE)

AIMING = re.compile(r"\b(?:на|в|про|об?)\s+$", re.IGNORECASE)

ANY_WORD = re.compile(r"[^\W\d_]+")

TURNING_TEXT = """
назад обратно вернуться вернись вернемся снова опять ой упс вернее точнее то есть тоже также еще
можно и а ну как насчет про если что попробовать посмотреть глянуть проверить искать поискать
показать найти имеется лучше все-таки все таки сказать
ясно понятно понял поняла спасибо ок хорошо ладно
в во на по из о об к ко
back again also too what about how try in at and to is are there
"""
TURNING = frozenset(TURNING_TEXT.split())
"""Beside a place these go on from what was searched before: «назад в Тулу», «в Калуге тоже»."""

LEAST_SECOND = 0.2
"""An answer as likely is asked for besides the one that is likelier."""

LEAST_OF_CLAUSE = 0.5
"""The same, by a part of the text alone: fewer words say less for certain."""

LEAST_OF_LIMIT = 0.05
"""The same, where a phrase of the text names its matter."""

LEAST_BESIDE_TOWN = 0.6
"""With which a text that names a town is about something else: a wrong guess costs one tap."""

LEAST_UNCONCERNED = 0.7
"""With which a text is about something else, so that no question of ours is offered."""

LEAST_OVER_LIMIT = 0.5
"""The same, where nothing but the phrase of a limit was read: «какой возраст у вина»."""

OF_LAST = {Intent.MORE, Intent.CLOSER, Intent.ANYWHERE, Intent.NEAR}
"""What these want depends on the search before."""

ELSEWHERE = OF_LAST | OF_PROGRAMME | OF_BOT | {Intent.GREETING}
"""What another conversation answers, or the search before; nobody only greets in more words."""


def opened(query: Query) -> Guess | None:
    """What a text that was not understood is about, if that is likely enough."""
    best = None if _is_next(query) else _best(query)
    if best is None:
        return None
    least = LEAST_DONE if _is_intent(best) else LEAST_OPENED
    return best if best.probability >= least else None


def overruling(query: Query, found: Sequence[Scored], *, is_question: bool) -> Guess | None:
    """The theme that is opened instead of what was read, if it says something else."""
    best = _best(query)
    if best is None or best.theme == _read(query, found, is_question):
        return None
    is_edited = is_question and found[0].answer.is_edited
    if _is_next(query) or is_edited or returns_to_place(query):
        return None
    if is_question or query.is_empty or query.intent is not None:
        return _over_asked(best, query, found, is_question)
    return _over_search(best, query)


def _over_asked(
    best: Guess, query: Query, found: Sequence[Scored], is_question: bool
) -> Guess | None:
    """Instead of an answer or an intent that was read, or of nothing."""
    if best.theme == OTHER and query.leaning is Intent.UNDECIDED and not is_unconcerned(query):
        return None  # who tells what he likes is helped to choose
    if best.theme == OTHER and asks_of_campus(query):
        return None
    # The answer on classes has read the class, and not the exam that is asked about.
    reads_all = _reads_all(query, found, is_question) and not _asks_if_exam_is_needed(query)
    if reads_all and " " not in query.text:
        return None
    may_be_searched = not query.is_empty and searched(query) > MOST_SEARCHED
    least = LEAST_OVER_FIRM if reads_all or may_be_searched else LEAST_OVER_LOOSE
    return best if _with_second(best, query).probability >= least else None


def _over_search(best: Guess, query: Query) -> Guess | None:
    """Instead of a search: an answer rather than what is done, and this than other matters."""
    is_of_liking = best.theme == SUBJECTS and tells_of_liking(query)
    if is_of_liking or _is_of_a_trade_alone(query):
        return None
    if is_answer(best):
        is_sure = _with_second(best, query).probability >= _least_over_search(best, query)
        return best if is_sure and " " in query.text else None
    is_told = query.leaning is Intent.UNDECIDED or _wishes_a_trade(query)
    if says_all(query) or (best.theme == OTHER and is_told):
        return None
    if intent_of(best) is Intent.UNDECIDED and is_aimed(query) and says_more(query):
        return None  # «думаем про программиста, мы из Ижевска»: the questions are a tap away
    if best.theme == OTHER and (query.is_somewhere or (query.has_trade and tells_of_pupil(query))):
        # A strange word beside a town is a part of it, or a slip, more often than another matter.
        return best if is_of_else(query) else None
    is_firm_search = not query.limits and all(map(is_firm, query.parts))
    is_firm_search = is_firm_search or searched(query) > MOST_SEARCHED
    least = LEAST_OVER_FIRM if is_firm_search or best.theme == OTHER else LEAST_OVER_LOOSE
    return best if best.probability >= least else None


def _least_over_search(best: Guess, query: Query) -> float:
    """The least probability with which an answer is opened instead of a search."""
    if best.theme == FOREIGNERS and is_from_abroad(query):
        return LEAST_OF_ABROAD
    # Under the list of a search with wishes stands what is to be said of them.
    if is_search_with_wishes(query):
        return LEAST_OVER_FIRM
    is_of_health = best.theme == DISABILITY and Limit.HEALTH in query.limits
    return LEAST_OF_HEALTH if is_of_health else LEAST_OVER_LOOSE


def is_passed(query: Query) -> bool:
    """«Сдал ОГЭ на тройки»: a low mark is one that was passed."""
    return Limit.NO_EXAMS in query.limits and FAILING.search(query.text) is None


def tells_of_liking(query: Query) -> bool:
    """«Люблю физику и математику» asks for no list of subjects."""
    return query.leaning is Intent.UNDECIDED and query.has_trade and "?" not in query.text


def _with_second(best: Guess, query: Query) -> Guess:
    """The guess with a second answer where a text of several clauses is about both: it asks for
    both."""
    second = next((one for one in query.themes if one.theme != best.theme), None)
    answers = [one for one in (best, second) if one is not None and is_answer(one)]
    if len(answers) < 2 or not CLAUSE.search(query.text):
        return best
    shares = [one.probability for one in answers]
    return Guess(best.theme, sum(shares)) if min(shares) >= LEAST_SECOND else best


def also_likely(query: Query, wanted: Collection[str], least: float = LEAST_SECOND) -> list[str]:
    """Ids of answers that the text may ask for as well; `wanted` are those of its limits."""
    return [
        one.theme
        for one in query.themes
        if is_answer(one)
        and not (one.theme == DORMITORY and needs_no_dormitory(query))
        and (
            one.probability >= least or (one.theme in wanted and one.probability >= LEAST_OF_LIMIT)
        )
    ]


def names_an_answer(query: Query) -> bool:
    """Whether any answer is likely meant, little as the text says."""
    return _asked(query, LEAST_SHOWN) is not None


def of_clause(query: Query) -> str | None:
    """Id of the answer that a part of a text, read alone, asks for."""
    guess = _asked(query, LEAST_OF_CLAUSE)
    return guess.theme if guess is not None else None


def is_answer(guess: Guess) -> bool:
    return guess.theme not in {OTHER, SEARCH} and not _is_intent(guess)


def says_at_most(query: Query) -> bool:
    return Limit.LENGTH in query.limits and AT_MOST.match(query.text) is not None


def asks_opinion(query: Query) -> bool:
    """«Норм ли идти на повара»: a trade, and nothing else that is unread."""
    if not query.has_trade or OPINION.search(query.text) is None:
        return False
    return is_aimed(query) and all(map(is_firm, query.parts))


def _is_of_a_trade_alone(query: Query) -> bool:
    """Whether it is good, is taught, is wished now: the list says more than any answer."""
    return asks_opinion(query) or asks_if_taught(query) or _is_other_wish(query)


def asks_if_taught(query: Query) -> bool:
    """«Учат ли у вас на кондитера», “do you teach welding?”: a trade, and no word but of that."""
    if not query.has_trade or query.limits or not all(map(is_firm, query.parts)):
        return False
    named = [range(part.start, part.end) for part in query.parts]
    others = (
        word[0]
        for word in ANY_WORD.finditer(query.text)
        if not any(word.start() in one for one in named)
    )
    dictionary = read_dictionary()
    after = query.text[max(part.end for part in query.parts) :]
    is_at_school = SCHOOL.search(after) is not None  # «есть ли переводчик в колледже» serves there
    words_of_it = [dictionary.lemmas(one) | {one} for one in map(str.casefold, others)]
    return not is_at_school and all(one & TAUGHT for one in words_of_it)


def asks_of_campus(query: Query) -> bool:
    """«Есть спортзал?»: a matter of ours, though no example and no answer is about it."""
    return Limit.CAMPUS in query.limits


def is_of_else(query: Query) -> bool:
    """«Какая погода в Саратове»: another matter, and a town; not the town alone."""
    is_ours = asks_of_campus(query) or tells_of_pupil(query) or returns_to_place(query)
    best = None if is_ours else _likeliest(query)
    if best is None or best.theme != OTHER or not (query.place or query.region):
        return False
    others = words_beside(query, PLACES)
    says_more = any(map(read_dictionary().is_everyday, others))  # unlike «Москва, Выхино»
    least = LEAST_OVER_FIRM if query.has_trade else LEAST_BESIDE_TOWN
    return says_more and best.probability >= least


def returns_to_place(query: Query) -> bool:
    """«Назад в Иваново», «в Калуге тоже есть?»: a place, and words that say no more than that it
    is looked at as well. Its name alone may begin another search."""
    lemmas = read_dictionary().lemmas
    named = [range(part.start, part.end) for part in query.parts if part.kind in PLACES]
    beside = [
        word[0].casefold().replace("ё", "е")
        for word in ANY_WORD.finditer(query.text)
        if not any(word.start() in one for one in named)
    ]
    return bool(beside) and all((lemmas(one) | {one}) & TURNING for one in beside)


def tells_of_pupil(query: Query) -> bool:
    """A class, or an age at which one leaves school: whatever else such a story is about."""
    return not OF_PUPIL.isdisjoint(query.limits)


def is_aimed(query: Query) -> bool:
    """«На сварщика», «в медицину», «думаем про дизайн»: a trade that is wished by its name."""
    return any(
        part.kind in TRADES and not part.slips and AIMING.search(query.text, 0, part.start)
        for part in query.parts
    )


def says_more(query: Query) -> bool:
    """Where, or what shall not be: «в медицину, но без химии и биологии»."""
    return query.is_somewhere or (query.is_limits and Limit.NO_SUBJECT in query.limits)


def is_from_abroad(query: Query) -> bool:
    """Another country is named, as where one is or comes from."""
    is_abroad = query.area is not None and query.area.kind is AreaKind.ABROAD
    return query.origin is not None or (query.is_beyond and is_abroad)


def searched(query: Query) -> float:
    """How likely the text is a search; 0 where it is not among the likeliest themes."""
    return sum(one.probability for one in query.themes if one.theme == SEARCH)


def perhaps(query: Query) -> Guess | None:
    """The answer that a text is about, if it is about any of them: too little to be sure."""
    is_named = any(part.kind is Kind.STRANGER for part in query.parts)
    is_named |= bool(query.words) and not query.is_vague  # «чтоб потом в РЖД взяли»
    least = LEAST_BESIDE_STRANGER if is_named else LEAST_SHOWN
    return None if _is_next(query) else _asked(query, least)


def meant(query: Query) -> Intent | None:
    """What somebody may want to be done, in a text of which nothing else is read."""
    best = _likeliest(query)
    intent = intent_of(best) if best is not None else None
    if best is None or intent is None or query.intent is not None or not query.is_empty:
        return None
    return intent if best.probability >= LEAST_SHOWN else None


def is_doubted(query: Query) -> bool:
    """Something to search for, in a text that is more likely a question."""
    if query.is_empty or _is_next(query) or is_search_with_wishes(query):
        return False
    if returns_to_place(query):
        return False
    if _is_wish_denied_beside(query) or _is_of_a_trade_alone(query) or _wishes_a_trade(query):
        return False
    is_half_read = any(part.kind is Kind.UNKNOWN for part in query.parts)
    is_asked = is_half_read and _asked(query, LEAST_OVER_HALF_READ) is not None
    return is_asked or searched(query) <= MOST_SEARCHED


def _is_wish_denied_beside(query: Query) -> bool:
    """«Без опыта на сварщика»: a trade, and what is not; «с опытом или без него» asks which."""
    is_short = len(query.text.split()) <= WORDS_OF_AIM and "?" not in query.text
    is_mere = is_short and EITHER.search(query.text) is None
    return is_mere and is_aimed(query) and WITHOUT.search(query.text) is not None


def _is_other_wish(query: Query) -> bool:
    """«Сварщик, передумала»: what is wished now, and no papers to be given back."""
    others = words_beside(query, PLACES | TRADES)
    is_mere = bool(others) and all(map(CHANGED_MIND.fullmatch, others))
    return is_mere and query.has_trade and all(map(is_firm, query.parts))


def _wishes_a_trade(query: Query) -> bool:
    """«Окончил школу без троек, хочу на повара»: whatever else is told."""
    if "?" in query.text:
        return False
    wishes = [found.end() for found in WISHING.finditer(query.text)]
    return any(
        0 <= part.start - end <= REACH_OF_WISH
        for part in query.parts
        if part.kind in TRADES and not part.slips
        for end in wishes
    )


def is_search_with_wishes(query: Query) -> bool:
    """«IT college in Moscow without exams»: a trade, a place, what cannot be sifted by, and no
    more. That line and the answer stand with the list. Of how long no place need be told."""
    is_wished = WISHING.search(query.text) is not None
    is_told = query.is_somewhere or Limit.LENGTH in query.limits or is_wished
    if not (query.has_trade and is_told and query.limits) or "?" in query.text:
        return False
    lemmas = read_dictionary().lemmas
    others = [
        one
        for one in words_beside(query, PLACES | TRADES)
        if not (SCHOOL.search(one) or WISHING.fullmatch(one) or lemmas(one) & OF_A_WISH)
    ]
    return all(map(is_firm, query.parts)) and len(others) <= WORDS_OF_LIMIT * len(query.limits)


def offered(query: Query) -> list[str]:
    """Ids of answers that the text may be about, likeliest first; none for a text of others."""
    if is_unconcerned(query):
        return []
    likely = (one for one in query.themes if one.probability >= LEAST_PROBABILITY_OFFERED)
    return [one.theme for one in likely if not _is_intent(one)][:THEMES_OFFERED]


def is_of_other_matters(query: Query) -> bool:
    """Whether the text is about other matters, in words and not in letters at random."""
    said = map(str.casefold, A_WORD.findall(query.text))
    return is_unconcerned(query) and any(map(read_dictionary().is_known, said))


def is_unconcerned(query: Query, least: float = LEAST_UNCONCERNED) -> bool:
    best = None if asks_of_campus(query) else _likeliest(query)
    if Limit.HEALTH in query.limits or says_at_most(query):
        return False  # whatever examples say of a word that they do not hold
    return best is not None and best.theme == OTHER and best.probability >= least


def leans(query: Query) -> bool:
    """Whether the phrase that a part of the text is says more than the theme of the whole."""
    best = _likeliest(query)
    if best is None or best.theme in {OTHER, SEARCH, f"{OF_INTENT}{query.leaning}"}:
        return True
    return best.probability < LEAST_OVER_LEANING


def _likeliest(query: Query) -> Guess | None:
    best, second = (*query.themes[:2], None, None)[:2]
    if best is not None and best.theme in OF_EXAM and _asks_if_exam_is_needed(query):
        shares = [one.probability for one in query.themes if one.theme in OF_EXAM]
        return Guess(MARKS, sum(shares))
    if best is not None and _is_not_meant(best, query):
        return second
    if best is None or second is None or best.theme != WHICH_CLASS or second.theme != MARKS:
        return best
    if not EXAM_OR_MARK.search(query.text):
        return best
    # «ЕГЭ нужен после 11 класса?» is about the exam: the class is where one comes from.
    return Guess(MARKS, best.probability + second.probability)


def _is_not_meant(best: Guess, query: Query) -> bool:
    """«Куда поступить на бюджет в Казани»: a town, and nothing that went wrong."""
    if best.theme == DORMITORY:
        return needs_no_dormitory(query)
    if best.theme == SECOND_COURSE:
        # «Хочу на повара, но бесплатно» is of the first trade.
        return query.has_trade and OF_LEARNT.search(query.text) is None
    is_where = query.is_somewhere and MISSED.search(query.text) is None
    # «Нет, не повара, кондитера» takes back a trade, and tells of no refusal.
    is_taken_back = query.has_trade and denies_a_trade(query)
    return best.theme == NOT_ADMITTED and (is_where or is_taken_back)


def denies_a_trade(query: Query) -> bool:
    """By name; «не повара, кондитера» is the title of one trade besides."""
    is_same = any(
        part.kind is Kind.SAME_TRADE
        or (part.kind in TRADES and TAKEN_BACK.fullmatch(query.text, 0, part.start))
        for part in query.parts
    )
    return is_same or any(isinstance(one, Industry | Profession) for one in query.excluded)


def _asks_if_exam_is_needed(query: Query) -> bool:
    """«Мне не нужен ЕГЭ после 9?», «экзамены в 11 классе обязательны»."""
    if OF_CLASSES.isdisjoint(query.limits) or EXAM_OR_MARK.search(query.text) is None:
        return False
    return OBLIGING.search(query.text) is not None


def needs_no_dormitory(query: Query) -> bool:
    """«Повар Омск, общага не нужна»: its answer is not wished, either."""
    is_read = not query.is_empty and Limit.DORMITORY not in query.limits
    return is_read and NOT_NEEDED.search(query.text) is not None


def _best(query: Query) -> Guess | None:
    """The likeliest theme, but for those that this conversation cannot open."""
    best = _likeliest(query)
    intent = intent_of(best) if best is not None else None
    if best is not None and best.theme == FAILED and is_passed(query):
        return None
    if intent is Intent.LANGUAGE and TO_LEARN.search(query.text) is not None:
        return None
    if best is not None and best.theme == OTHER and says_at_most(query):
        return None
    if intent is Intent.HELP and query.intent is Intent.PERSON:
        return None  # who asks whether a man answers wants no list of functions
    if query.intent is Intent.UNDECIDED and query.has_trade and best and best.theme == SEARCH:
        return None  # what he likes stands above the questions, its search a tap away
    return None if intent is not None and intent in ELSEWHERE else best


def _read(query: Query, found: Sequence[Scored], is_question: bool) -> str | None:
    """The theme of what is opened without the model."""
    if is_question:
        return found[0].answer.id
    if query.intent is not None:
        return f"{OF_INTENT}{query.intent}"
    return None if query.is_empty else SEARCH


def _reads_all(query: Query, found: Sequence[Scored], is_question: bool) -> bool:
    if is_question:
        return found[0].score >= SURE_ANSWER_SCORE
    if query.intent is not None:
        return query.is_all_intent and not query.limits
    return query.is_limits


def _is_next(query: Query) -> bool:
    """What no example knows better: more of a search, or what goes on from the last one."""
    if query.intent is Intent.UNDECIDED and query.is_all_intent and query.limits:
        return True
    is_next = query.is_follow_up and not (query.is_empty and not query.limits)
    is_next = is_next and not _asked(query, LEAST_OPENED)  # «а правда, что на заводе …?»
    least = (
        LEAST_OVER_DENIED if denies_a_trade(query) else LEAST_OPENED
    )  # «не хочу в армию» asks of it
    is_less = bool(query.excluded) and not _asked(query, least)
    is_more = is_next or is_less or wider(query) is not None
    return is_more or query.intent in OF_LAST


def wider(query: Query) -> int | None:
    """Kilometres that go on from a search; not those of «надо ли тащить маму за 400 км?»."""
    return None if _asked(query, LEAST_SHOWN) else query.given_radius_km


def _asked(query: Query, least: float) -> Guess | None:
    """The answer that is asked for, if that is likely enough."""
    best = _likeliest(query)
    if best is None or not is_answer(best):
        return None
    return best if best.probability >= least else None


def _is_intent(guess: Guess) -> bool:
    return guess.theme.startswith(OF_INTENT)
