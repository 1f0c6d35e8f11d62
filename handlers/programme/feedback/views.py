"""Screens of organisers: sessions of which something was said, questions, ratings, comments."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from domain.paging import page_count
from domain.programme.questions import Question, QuestionState
from domain.programme.sessions import Event, Session
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.callbacks.programme.feedback import (
    CommentsButton,
    FeedbackButton,
    JudgeButton,
    ModerationButton,
    ResultsButton,
    SessionFeedbackButton,
)
from handlers.programme.ratings.views import stars_of
from handlers.programme.session_screens import SessionScreen, other_screens
from handlers.programme.sessions.lines import EVENTS_ON_PAGE
from services.programme.feedback import (
    COMMENTS_PAGE,
    SESSIONS_PAGE,
    CommentPage,
    Overview,
    SessionFeedback,
    SessionResults,
)
from services.programme.questions import QUESTIONS_ON_PAGE, QuestionPage
from ui.formatting import moment, number, shortened, tenths
from ui.keyboards import (
    Row,
    button,
    inline,
    paged,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

TITLE_CHARACTERS = 200
NAME_CHARACTERS = 60


def events_screen(events: Sequence[Event], page: int, t: Translator) -> Screen:
    shown, turn = paged(t, events, page, EVENTS_ON_PAGE, lambda other: FeedbackButton(page=other))
    rows = [[button(event.title, FeedbackButton(event=event.id))] for event in shown]
    key = "feedback-events" if events else "feedback-no-events"
    return Screen(t(key), inline(*rows, turn, [_to_admin(t)]))


def overview_screen(overview: Overview, t: Translator) -> Screen:
    event = overview.event
    lines = [t("feedback-title", title=shortened(event.title, TITLE_CHARACTERS))]
    lines += ["", t("feedback-hint" if overview.total else "feedback-none")]
    rows: list[Row] = [[button(_label(one, t), SessionFeedbackButton(id=one.session.id))]
                       for one in overview.sessions]  # fmt: skip
    turn = pager(
        t,
        overview.page,
        page_count(overview.total, SESSIONS_PAGE),
        lambda page: FeedbackButton(event=event.id, page=page),
    )
    return Screen("\n".join(lines), inline(*rows, turn, [_to_admin(t)]))


def session_screen(found: SessionFeedback, event: Event, t: Translator) -> Screen:
    session, counts = found.session, found.questions
    shown, answered = counts[QuestionState.SHOWN], counts[QuestionState.ANSWERED]
    lines = [
        t("session-title", title=shortened(session.title, TITLE_CHARACTERS)),
        t("feedback-when", moment=moment(session.starts_at, ZoneInfo(event.tz), t)),
        "",
        t("feedback-questions", waiting=found.waiting, shown=shown, answered=answered),
        _score(found, t),
    ]
    waiting = button(
        t.plain("feedback-waiting", count=found.waiting), ModerationButton(id=session.id)
    )
    on_screen = button(
        t.plain("feedback-shown", count=shown), ModerationButton(id=session.id, waiting=False)
    )
    results = button(t.plain("feedback-results"), ResultsButton(id=session.id))
    return Screen(
        "\n".join(lines),
        inline(
            [waiting, on_screen],
            [results] if found.score else [],
            [button(t.plain("feedback-refresh"), SessionFeedbackButton(id=session.id))],
            other_screens(SessionScreen.FEEDBACK, session.id, t),
            [button(t.plain("door-back"), FeedbackButton(event=event.id))],
        ),
    )


def moderation_screen(found: QuestionPage, t: Translator, *, waiting: bool) -> Screen:
    session = found.session
    title = shortened(session.title, TITLE_CHARACTERS)
    key = "waiting" if waiting else "shown"
    lines = [t(f"moderation-{key}-title", title=title, count=found.total)]
    if not found.total:
        lines += ["", t(f"moderation-{key}-none")]
    rows: list[Row] = []
    for place, one in enumerate(found.questions, found.page * QUESTIONS_ON_PAGE + 1):
        lines += ["", _asked(place, one, t, waiting=waiting)]
        rows.append(_judgements(place, one, found.page, t, waiting=waiting))
    here = ModerationButton(id=session.id, waiting=waiting)
    turn = pager(
        t,
        found.page,
        page_count(found.total, QUESTIONS_ON_PAGE),
        lambda page: here.model_copy(update={"page": page}),
    )
    other = QuestionState.SHOWN if waiting else QuestionState.ASKED
    label = t.plain(f"feedback-{'shown' if waiting else 'waiting'}", count=found.counts[other])
    return Screen(
        "\n".join(lines),
        inline(
            *rows,
            turn,
            [button(label, ModerationButton(id=session.id, waiting=not waiting))],
            [
                button(t.plain("feedback-refresh"), here),
                button(t.plain("session-back"), SessionFeedbackButton(id=session.id)),
            ],
        ),
    )


def question_notice(session: Session, waiting: int, t: Translator) -> Screen:
    """Tells organisers of questions, of however many have come."""
    title = shortened(session.title, TITLE_CHARACTERS)
    label = t.plain("moderation-open")
    return Screen(
        t("moderation-notice", title=title, count=waiting),
        inline([button(label, ModerationButton(id=session.id))]),
    )


def results_screen(results: SessionResults, t: Translator) -> Screen:
    """Caption of the chart; where nobody rated, a message."""
    session = results.session
    title = t("session-title", title=shortened(session.title, TITLE_CHARACTERS))
    back = [button(t.plain("session-back"), SessionFeedbackButton(id=session.id))]
    if not results.count:
        return Screen(f"{title}\n{t('results-none')}", inline(back))
    average = t("results-average", average=tenths(results.average, t), count=results.count)
    label = t.plain("results-comments", count=results.comments)
    comments = [button(label, CommentsButton(id=session.id))] if results.comments else []
    return Screen(f"{title}\n{average}", inline(comments, back))


def chart_words(results: SessionResults, t: Translator) -> dict[str, str]:
    average = tenths(results.average, t)
    title = t.plain("results-chart-title", average=average, count=results.count)
    return {"title": title, "y_label": t.plain("results-chart-count")}


def comments_screen(found: CommentPage, t: Translator) -> Screen:
    session = found.session
    title = shortened(session.title, TITLE_CHARACTERS)
    lines = [t("comments-title", title=title, shown=number(found.total, t))]
    for one in found.comments:
        lines += ["", t("comments-line", stars=stars_of(one.stars), text=one.text)]
    if not found.total:
        lines += ["", t("comments-none")]
    turn = pager(
        t,
        found.page,
        page_count(found.total, COMMENTS_PAGE),
        lambda page: CommentsButton(id=session.id, page=page),
    )
    back = [button(t.plain("session-back"), SessionFeedbackButton(id=session.id))]
    return Screen("\n".join(lines), inline(turn, back))


def _asked(place: int, one: Question, t: Translator, *, waiting: bool) -> str:
    name = shortened(one.asker, NAME_CHARACTERS) or t.plain("moderation-nobody")
    key = "moderation-asked" if waiting else "moderation-asked-votes"
    return t(key, number=place, name=name, text=one.text, votes=one.votes)


def _judgements(
    place: int, one: Question, page: int, t: Translator, *, waiting: bool
) -> list[InlineKeyboardButton]:
    wanted = QuestionState.SHOWN if waiting else QuestionState.ANSWERED
    return [
        button(
            t.plain(f"moderation-make-{state}", number=place),
            JudgeButton(id=one.id, state=state, waiting=waiting, page=page),
        )
        for state in (wanted, QuestionState.HIDDEN)
    ]


def _label(found: SessionFeedback, t: Translator) -> str:
    parts = [f"❓{found.waiting}"] if found.waiting else []
    if found.score:
        parts.append(f"★{tenths(found.score.average, t)}")
    return " ".join([*parts, found.session.title])


def _score(found: SessionFeedback, t: Translator) -> str:
    if found.score is None:
        return t("results-none")
    return t("results-average", average=tenths(found.score.average, t), count=found.score.count)


def _to_admin(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))
