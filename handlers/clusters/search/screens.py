"""What a typed text leads to: an answer, the nearest clusters, a search, or an honest no.

Meaning comes before letters (docs/adr/0022): what the whole text asks, then answers, then towns
and trades, and slips of the finger at the very last, in the reading itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from domain.clusters.searches import Choices
from domain.places.places import AreaKind
from handlers.clusters.answers.screens import ANSWERS_TO_CHOOSE, typed
from handlers.clusters.answers.views import NEXT_QUESTIONS, answer_screen, choice_screen
from handlers.clusters.cards.card_views import card_screen
from handlers.clusters.cards.open_day_views import open_days_screen
from handlers.clusters.questionnaire.screens import answered as answer_typed
from handlers.clusters.questionnaire.screens import asks_first
from handlers.clusters.search import asks, themes
from handlers.clusters.search.follow_ups import (
    OF_LAST,
    contacts_of_last,
    gone_on,
    in_few_words,
    map_of_last,
    near_me,
    of_last,
    of_number,
    within,
)
from handlers.clusters.search.offers import (
    also_asked,
    answer_of,
    asked_besides,
    perhaps,
    row_of_employer,
    row_of_last,
    row_of_search,
    row_of_trade_there,
    rows_of_trades,
    said_not_understood,
)
from handlers.clusters.search.query_words import remarks, unknown_places
from handlers.clusters.search.results import (
    SearchContext,
    answer_of_limits,
    around,
    asked_which,
    shown,
    with_first_row,
)
from handlers.clusters.search.unread_views import (
    answer_row,
    else_screen,
    meant_row,
    nowhere_screen,
)
from handlers.clusters.search.verdicts import (
    adds_a_wish,
    asks_more_of_answer,
    asks_the_same,
    dislikes_a_subject,
    goes_on,
    is_answer_doubted,
    is_bare_place,
    is_chance,
    is_guess,
    is_of_another_language,
    is_place,
    is_question,
    likes_but_a_subject,
    may_go_on,
    wishes_abroad,
)
from services.clusters.answer_index import Scored, is_subject
from services.language.spelling import in_cyrillic_letters
from services.language.typed_again import put_right, starred
from services.search.lookup import SavedSearchReading
from services.search.moods import mood_of
from services.search.reading.intents import Intent
from services.search.reading.queries import OTHER, PLAIN, SEARCH, Guess, Kind, Query
from services.search.reading.themes.certainty import intent_of
from ui.menu import hello, main_keyboard
from ui.screens import Screen

LEAST_OF_ALIKE = 0.5
"""With which examples speak for one of several answers that hold the words alike."""

MOST_OF_A_WORD, LEAST_OF_A_WORD = 6, 2
"""Answers that a word alone is about, among which nobody can tell which is meant."""

ABOUT_AS_WELL = 0.1

LEANINGS = {
    Intent.COMPLAINT,
    Intent.CONTACTS,
    Intent.GREETING,
    Intent.HELP,
    Intent.LIST_CLUSTERS,
    Intent.LIST_TRADES,
    Intent.MENU,
    Intent.PERSON,
    Intent.THANKS,
    Intent.UNDECIDED,
}
"""Of a text that says more than that, and nothing that is understood."""


WHERE_TO_STUDY = {
    None,
    Intent.CLOSER,
    Intent.CONTACTS,
    Intent.LIST_CLUSTERS,
    Intent.LIST_TRADES,
    Intent.MAP,
    Intent.NEAR,
    Intent.OPEN_DAYS,
    Intent.UNDECIDED,
}
"""Of what is asked of a place: without the place there is no answer to it."""

ALIKE_OFFERED = 3

FAR_SLIPS = 2
"""Forgiven in the name of a place that nothing else speaks for, they prove nothing."""


async def answered(text: str, context: SearchContext) -> Screen:
    if (mood := mood_of(text)) is not None:
        return asks.mood_screen(mood, context.t)
    if contact := await _of_contacts(text, context):
        return contact
    bare = asks.without_contacts(text)
    screen = (
        await _of_question(bare, context)
        or await _put_right(starred(bare), context)
        or await _answered(bare, context)
    )
    if asks_first(screen, context.questionnaire):
        context.lookup.note_question(context.actor, "")
    skipped = asks.skipped_line(text, context.t)
    return replace(screen, text=f"{screen.text}\n{skipped}") if skipped else screen


async def _answered(text: str, context: SearchContext) -> Screen:
    query = await _read(text, context)
    is_heard = text.isascii() and not query.text.isascii()
    text = query.text if is_heard else text
    if (screen := await _whatever_is_asked(text, query, context)) is not None:
        return screen
    # No answer is shown for a town's name alone, whatever question has the word.
    is_but_place = is_bare_place(query) and query.intent is None
    found = [] if is_but_place else await _found(query, context)
    is_asked = is_question(query, found)
    if not is_asked and (nowhere := _of_nowhere(query, context)):
        return nowhere
    screen = await _of_named(text, query, context, is_asked=is_asked)
    guess = themes.overruling(query, found, is_question=is_asked)
    if screen is None and guess is not None:
        screen = await _of_theme(guess, text, query, found, context)
    if screen is not None:
        return screen
    is_asked = is_asked or await _asks_from_abroad(query, found, context)
    if is_asked and found:
        return await _of_a_word(query, context) or await _typed(text, query, found, context)
    if query.intent is not None:
        return await _intended(query, context)
    likely = await perhaps(text, query, context) if themes.is_doubted(query) else None
    return likely or await _searched(text, query, found, context)


async def _read(text: str, context: SearchContext) -> Query:
    """As it is heard where it is Russian in Latin letters, unless a search is read better."""
    query = await context.lookup.read_typed(text)
    is_half_read = any(part.kind is Kind.UNKNOWN for part in query.parts)
    is_found = query.is_somewhere and not is_half_read
    if query.intent is None and not is_found and (heard := in_cyrillic_letters(text)):
        again = await context.lookup.read(heard)
        return again if query.is_empty or again.is_empty else query
    return query


async def _of_question(text: str, context: SearchContext) -> Screen | None:
    """What is typed for an answer to the question of «Помоги выбрать» that was shown last."""
    if context.is_fresh:
        return None
    return await answer_typed(
        text,
        context.actor,
        context.t,
        context.questionnaire,
        context.clusters,
        context.lookup,
    )


async def _put_right(said: str, context: SearchContext) -> Screen | None:
    """The search before with a slip in it put right, «*сварщик»; else what is said now goes on
    from it. None where there was none."""
    last = await context.lookup.last(context.actor) if said and not context.is_fresh else None
    if last is None:
        return None
    meant = put_right(last.search.text, said)
    if meant is None:
        query = replace(await context.lookup.read_typed(said), is_follow_up=True)
        is_next = may_go_on(query) and goes_on(query, last)
        return await shown(await gone_on(query, last, context), context) if is_next else None
    if last.search.choices.wished == Choices():
        return await _answered(meant, context)
    read = await context.lookup.read_typed(meant)
    looked = await context.lookup.begin(context.actor, read, last.search.choices)
    return await shown(looked, context)


def _of_nowhere(query: Query, context: SearchContext) -> Screen | None:
    """«Где учиться в Верхних Мочалках»: nothing is told but a place that nobody knows."""
    names = unknown_places(query)
    guess = themes.opened(query)
    is_answered = guess is not None and themes.is_answer(guess)
    if not names or not query.is_empty or is_answered or query.intent not in WHERE_TO_STUDY:
        return None
    alike = context.lookup.places.alike(names[0], ALIKE_OFFERED)
    return nowhere_screen(names, alike, context.t)


async def _whatever_is_asked(text: str, query: Query, context: SearchContext) -> Screen | None:
    """A number of the list, or a search that no answer has the better words for."""
    if (screen := await _of_little(query, context)) is not None:
        return screen
    if asks_the_same(query) and (screen := await _answered_again(text, query, context)):
        return screen
    if wishes_abroad(query):
        return await _searched(text, query, (), context)
    if dislikes_a_subject(query) or likes_but_a_subject(query):
        return await _intended(replace(query, intent=Intent.UNDECIDED), context)
    return await _with_a_wish(query, context)


async def _of_little(query: Query, context: SearchContext) -> Screen | None:
    """A number, a few words about the list before, or words of a language that is not read."""
    if is_of_another_language(query):
        return asks.language_screen(context.t)
    card = await of_number(query, context) if query.number else None
    return card or await in_few_words(query, context) or await _more_of_answer(query, context)


async def _more_of_answer(query: Query, context: SearchContext) -> Screen | None:
    """Of the answer that was shown last nothing more is known; None where a list was shown since,
    or more of the list before is asked for."""
    is_open = not context.is_fresh and asks_more_of_answer(query)
    shown_last = context.lookup.answered(context.actor) if is_open else None
    if shown_last is None or query.intent in {Intent.THANKS, Intent.COMPLAINT}:
        return None
    if query.intent in OF_LAST and await context.lookup.last(context.actor) is not None:
        return None
    answer = (await context.answers.book()).by_id.get(shown_last)
    return asks.no_more_of_answer(answer, context.t) if answer is not None else None


async def _answered_again(text: str, query: Query, context: SearchContext) -> Screen | None:
    """«А сварщику?» after «сколько учиться»: the answer that was shown, and the way to the trade.
    None where another list has been shown since."""
    shown_last = None if context.is_fresh else context.lookup.answered(context.actor)
    if shown_last is None:
        return None
    return await _of_theme(Guess(shown_last, 1), text, query, (), context)


async def _with_a_wish(query: Query, context: SearchContext) -> Screen | None:
    """«А с общежитием?» of the search before; None where it is none."""
    if not adds_a_wish(query) or context.is_fresh:
        return None
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        return None
    return await shown(await context.lookup.add(context.actor, last, query.text), context)


async def _of_theme(
    guess: Guess, text: str, query: Query, found: Sequence[Scored], context: SearchContext
) -> Screen | None:
    """What examples say it is about; None where that is hidden, an organiser's, or no more."""
    if guess.theme == OTHER:
        if themes.is_of_else(query):
            return else_screen(query, context.t)
        return await said_not_understood(text, query, context)
    if guess.theme == SEARCH:
        return None if query.is_empty else await _searched(text, query, found, context)
    if (intent := intent_of(guess)) is not None:
        return await _intended(replace(query, intent=intent), context)
    answer = await answer_of(guess.theme, context)
    if answer is None:
        return None
    others = [one.answer for one in found if one.answer.id != answer.id]
    after = (await context.answers.book()).after(answer, NEXT_QUESTIONS)
    following = tuple({one.id: one for one in (*others, *after)}.values())[:NEXT_QUESTIONS]
    search = (
        await row_of_employer(query, answer, context)
        or await row_of_search(query, context)
        or await row_of_last(query, context)
    )
    also = await also_asked(text, query, answer, context)
    context.lookup.note_answer(context.actor, answer.id)
    return answer_screen(answer, following, context.t, first=search, also=also)


async def _found(query: Query, context: SearchContext) -> list[Scored]:
    """Of answers that fit alike the one that a limit asks for stands first.

    Then, where no question says the very word, what examples say of such texts: «зарплата» is
    asked of work, and not of practice.
    """
    found = await context.answers.find(query.text, 2 * ANSWERS_TO_CHOOSE)
    wanted = await context.lookup.answer_to(query) if found else None
    likely = {one.theme for one in query.themes if one.probability >= LEAST_OF_ALIKE}
    best_first = sorted(
        found,
        key=lambda one: (
            -one.score,
            one.answer.id != wanted,
            one.is_of_case,
            one.score < 1 and one.answer.id not in likely,
        ),
    )
    return best_first[:ANSWERS_TO_CHOOSE]


async def _typed(
    text: str, query: Query, found: Sequence[Scored], context: SearchContext
) -> Screen:
    also = await also_asked(text, query, found[0].answer, context)
    first = (
        await row_of_employer(query, found[0].answer, context)
        or meant_row(themes.meant(query), context.t)
        or await row_of_last(query, context)
    )
    context.lookup.note_answer(context.actor, found[0].answer.id)
    return await typed(found, context.t, context.answers, also, first)


async def _of_a_word(query: Query, context: SearchContext) -> Screen | None:
    """«Учёба», «обучение»: one word that many answers are about. Which of them?"""
    if not is_subject(query.text):
        return None
    found = await context.answers.find(query.text, MOST_OF_A_WORD)
    alike = [one.answer for one in found if one.score >= found[0].score - ABOUT_AS_WELL]
    if len(alike) < LEAST_OF_A_WORD:
        return None
    in_order = (await context.answers.book()).by_id.values()
    return choice_screen([one for one in in_order if one in alike], context.t)


async def _of_contacts(text: str, context: SearchContext) -> Screen | None:
    """The answer to a link, an address of mail or a telephone number; None where the words say
    more."""
    link = asks.link_in(text)
    if link:
        host = asks.host_of(link)
        catalogue = await context.clusters.catalogue()
        found = [one for one in catalogue.by_id.values() if asks.host_of(one.website) == host]
        if found:
            return asks.link_screen(host, found, context.t)
    rest = asks.without_contacts(text)
    if rest == text or (await context.lookup.read(rest)).says_something:
        return None
    return asks.link_screen(host, (), context.t) if link else asks.contact_screen(text, context.t)


async def _of_named(
    text: str, query: Query, context: SearchContext, *, is_asked: bool
) -> Screen | None:
    """«Сколько колледжей в Самаре», «сварщик на карте», «телефон Рузаевского института».

    A search, with where in it that is told; None beside another intent. An answer that the text
    is about says more than contacts, and less than a list of what is named.
    """
    shown_as = query.shown_as
    if shown_as is None or query.intent not in {None, shown_as}:
        return None
    if shown_as is not Intent.CONTACTS:
        return asks.listed(await _searched(text, query, (), context), shown_as, context.t)
    guess = themes.opened(query)
    if is_asked or (guess is not None and themes.is_answer(guess)):
        return None
    is_told = any(part.kind in PLAIN and part.slips < FAR_SLIPS for part in query.parts)
    if is_told or query.words:
        return await _contacts_of(query, context)
    return asks.no_such_college(query.school, context.t) if query.school else None


async def _contacts_of(query: Query, context: SearchContext) -> Screen:
    """The card of the only college that is found, else the list."""
    if (asked := await asked_which(query, context)) is not None:
        return asked
    if is_place(query):
        return asks.listed(await around(query, context), Intent.CONTACTS, context.t)
    looked = await context.lookup.begin(context.actor, query)
    hits = looked.results.hits
    if len(hits) != 1 or query.is_of_no_name:
        return asks.listed(await shown(looked, context), Intent.CONTACTS, context.t)
    card = await context.reader_cards.card(context.actor, hits[0].cluster.id)
    context.lookup.note_card(context.actor, card.cluster.id)
    screen = card_screen(card, context.t, context.bot_username)
    said = remarks(looked.typed, looked.query, context.t)
    return replace(screen, text="\n\n".join([*said, screen.text]))


async def _intended(query: Query, context: SearchContext) -> Screen:
    if query.intent is Intent.NEAR:
        return await near_me(query, context)
    if query.intent in OF_LAST:
        return await of_last(query, context)
    if query.intent in {Intent.GREETING, Intent.HELP}:
        return _about_the_bot(query, context)
    of_colleges = OF_COLLEGES.get(query.intent) if query.intent else None
    if of_colleges is not None and (screen := await of_colleges(query, context)):
        return screen
    catalogue = await context.clusters.catalogue()
    return asks.intent_screen(query, context.actor, context.t, catalogue, context.questionnaire)


def _about_the_bot(query: Query, context: SearchContext) -> Screen:
    if query.intent is Intent.GREETING:
        return hello(context.actor, context.t)
    return Screen(context.t("help", bot=context.bot_username), main_keyboard(context.t))


async def _complained(query: Query, context: SearchContext) -> Screen:
    """«Ерунда, я про Курск спрашивал»: first to what was asked for, as far as that is said."""
    search = await row_of_search(replace(query, intent=None), context)
    return asks.said_screen(Intent.COMPLAINT, context.t, search)


async def _open_days(query: Query, context: SearchContext) -> Screen | None:
    """Those ahead near the place that is named, else near home.

    While none is known, the colleges that are asked about; None where no college is.
    """
    home = context.actor.home.point if context.actor.home else None
    if found := await context.open_days.coming(query.start or home):
        return open_days_screen(found, context.t)
    if query.is_empty or is_chance(query) or is_guess(query):
        return None
    asked = await _searched(query.text, query, (), context)
    return replace(asked, text="\n\n".join([context.t("ask-open-days-unknown"), asked.text]))


async def _liked(query: Query, context: SearchContext) -> Screen | None:
    """None where nothing is said of what one likes, nor of what is asked besides."""
    searches = await rows_of_trades(replace(query, intent=None), context)
    answers = await asked_besides(query, context)
    if not query.wanted_industries and not answers:
        return None
    rows = [*searches, *(answer_row(one, context.t) for one in answers)]
    return asks.liked_screen(query, rows, context.questionnaire, context.t)


OF_COLLEGES: dict[Intent, Callable[[Query, SearchContext], Awaitable[Screen | None]]] = {
    Intent.COMPLAINT: _complained,
    Intent.CONTACTS: contacts_of_last,
    Intent.MAP: map_of_last,
    Intent.OPEN_DAYS: _open_days,
    Intent.UNDECIDED: _liked,
}


async def _searched(
    text: str, query: Query, found: Sequence[Scored], context: SearchContext
) -> Screen:
    can_go_on = not context.is_fresh and may_go_on(query)
    last = await context.lookup.last(context.actor) if can_go_on else None
    if query.is_empty:
        return await _of_wishes(text, query, last, found, context)
    if is_chance(query) or is_guess(query):
        return await _not_understood(text, query, context)
    if last is not None and goes_on(query, last):
        return await shown(await gone_on(query, last, context), context)
    if (asked := await asked_which(query, context)) is not None:
        return asked
    if is_place(query) and (not found or is_bare_place(query)):
        row = await row_of_trade_there(query, last, context)
        return with_first_row(await around(query, context), row)
    return await shown(await context.lookup.begin(context.actor, query), context, found)


async def _of_wishes(
    text: str,
    query: Query,
    last: SavedSearchReading | None,
    found: Sequence[Scored],
    context: SearchContext,
) -> Screen:
    """What shall not be, how far, or what cannot be sifted by, and nothing to search for."""
    radius_km = themes.wider(query)
    if radius_km is not None and last is not None and last.query.place is not None:
        return await shown(await within(radius_km, last, context), context)
    if last is not None and (query.excluded or (query.limits and query.is_follow_up)):
        return await shown(await context.lookup.add(context.actor, last, query.text), context)
    is_sure = bool(found) and found[0].is_sure
    best = found[0].answer if is_sure and not query.excluded else None
    answer = best or await answer_of_limits(query, context)
    is_strange = any(part.kind is Kind.STRANGER for part in query.parts)
    is_else = themes.is_unconcerned(query, themes.LEAST_OVER_LIMIT)
    if best is None and (is_strange or is_else or is_answer_doubted(answer, found, query)):
        return await _not_understood(text, query, context)
    if answer is not None:
        following = (await context.answers.book()).after(answer, NEXT_QUESTIONS)
        also = await also_asked(text, query, answer, context)
        context.lookup.note_answer(context.actor, answer.id)
        return answer_screen(answer, following, context.t, also=also)
    if query.limits or query.excluded:
        catalogue = await context.clusters.catalogue()
        return asks.intent_screen(
            query, context.actor, context.t, catalogue, context.questionnaire
        )
    return await _not_understood(text, query, context)


async def _asks_from_abroad(query: Query, found: Sequence[Scored], context: SearchContext) -> bool:
    """«Я гражданин Казахстана, примут?»: the country is no place to search in."""
    area = query.area
    if area is None or area.kind is not AreaKind.ABROAD or query.has_trade or query.place:
        return False
    if not found or found[0].answer.id != themes.FOREIGNERS:
        return False
    named = [part for part in query.parts if part.kind is Kind.AREA]
    rest = "".join(
        c for i, c in enumerate(query.text) if not any(p.start <= i < p.end for p in named)
    )
    again = await context.answers.find(rest, 1)
    return bool(again) and again[0].answer.id == themes.FOREIGNERS


async def _not_understood(text: str, query: Query, context: SearchContext) -> Screen:
    guess = themes.opened(query)
    if query.leaning in LEANINGS and themes.leans(query):
        return await _intended(replace(query, intent=query.leaning), context)
    if guess is not None and guess.theme == SEARCH and not query.is_empty:
        # Little was read, but it is what is wanted.
        return await shown(await context.lookup.begin(context.actor, query), context)
    if guess is not None and (screen := await _of_theme(guess, text, query, (), context)):
        return screen
    return await said_not_understood(text, query, context)
