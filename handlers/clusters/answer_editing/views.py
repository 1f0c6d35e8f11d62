from __future__ import annotations

from collections.abc import Sequence

from aiogram.enums import ButtonStyle

from domain.clusters.answers import (
    ANSWER_UNITS,
    QUESTION_UNITS,
    Answer,
    AnswerField,
    AnswerSection,
)
from domain.ids import AnswerDraftId
from domain.people.users import Language
from handlers.callbacks.clusters.answer_editing import (
    AddButton,
    AnswerEditingButton,
    AnswerFieldButton,
    DraftButton,
    EditedButton,
    ResetButton,
    VisibleButton,
)
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.clusters.answers.views import answer_text
from services.clusters.answer_texts import ANSWERS, KEYWORDS_UNITS, QUESTIONS
from ui.keyboards import button, cancelling_to, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator, translator

LIMITS = {
    **dict.fromkeys(QUESTIONS, QUESTION_UNITS),
    **dict.fromkeys(ANSWERS, ANSWER_UNITS),
    AnswerField.KEYWORDS: KEYWORDS_UNITS,
}
CURRENT_SHOWN = 3_000
"""Characters of the present text in the question for a new one."""


def sections_screen(answers: Sequence[Answer], t: Translator) -> Screen:
    rows = [
        [
            button(
                t.plain(
                    f"answers-section-{section}",
                    count=sum(answer.section is section for answer in answers),
                ),
                AnswerEditingButton(section=section),
            )
        ]
        for section in AnswerSection
    ]
    back = button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))
    hidden = sum(answer.is_hidden for answer in answers)
    edited = sum(answer.is_edited for answer in answers)
    text = t("answer-desk-title", count=len(answers), hidden=hidden, edited=edited)
    return Screen(text, inline(*rows, [back]))


def section_screen(section: AnswerSection, answers: Sequence[Answer], t: Translator) -> Screen:
    rows = [
        [button(_label(answer, t), EditedButton(id=answer.id))]
        for answer in answers
        if answer.section is section
    ]
    add = button(t.plain("answer-desk-add"), AddButton(section=section))
    back = button(t.plain("answer-desk-back"), AnswerEditingButton())
    title = t("answer-desk-section", section=t.plain(f"answers-section-name-{section}"))
    return Screen(title, inline(*rows, [add], [back]))


def answer_screen(answer: Answer, t: Translator, *, is_shipped: bool) -> Screen:
    fields = [
        button(t.plain(f"answer-field-{field}"), AnswerFieldButton(id=answer.id, field=field))
        for field in AnswerField
    ]
    show = "answer-desk-show" if answer.is_hidden else "answer-desk-hide"
    visible = button(t.plain(show), VisibleButton(id=answer.id, hidden=not answer.is_hidden))
    rows = [*in_columns(fields, 2), [visible]]
    if is_shipped and answer.is_edited:
        rows.append([button(t.plain("answer-desk-reset"), ResetButton(id=answer.id))])
    rows.append([button(t.plain("answer-desk-back"), AnswerEditingButton(section=answer.section))])
    return Screen("\n\n".join([_state(answer, t), _body(answer, t)]), inline(*rows))


def ask_field(answer: Answer, field: AnswerField, t: Translator) -> Screen:
    """What is there now, in a form to be copied and changed."""
    limit: dict[str, int] = {"limit": LIMITS[field]} if field in LIMITS else {}
    text = t(f"answer-ask-{_asked(field)}", **limit)
    current = _current(answer, field)[:CURRENT_SHOWN]
    if current:
        text += "\n\n" + t("answer-ask-current", text=current)
    cancel = cancelling_to(EditedButton(id=answer.id), t)
    return Screen(text, inline([cancel]))


def preview_screen(
    answer: Answer, field: AnswerField, draft_id: AnswerDraftId, t: Translator
) -> Screen:
    language = QUESTIONS.get(field) or ANSWERS.get(field)
    text = _body(answer, translator(language) if language else t)
    if field is AnswerField.KEYWORDS:
        text = t("answer-preview-keywords", keywords=answer.keywords)
    save = DraftButton(id=answer.id, draft=draft_id, keep=True)
    drop = DraftButton(id=answer.id, draft=draft_id, keep=False)
    again = AnswerFieldButton(id=answer.id, field=field)
    return Screen(
        "\n\n".join([t("answer-preview"), text]),
        inline(
            [button(t.plain("answer-preview-save"), save, ButtonStyle.SUCCESS)],
            [
                button(t.plain("answer-preview-again"), again),
                button(t.plain("answer-preview-drop"), drop),
            ],
        ),
    )


def reset_screen(answer: Answer, t: Translator) -> Screen:
    sure = ResetButton(id=answer.id, sure=True)
    return Screen(
        t("answer-reset-ask", question=answer.words[Language.RU].question),
        inline(
            [button(t.plain("answer-reset-yes"), sure, ButtonStyle.DANGER)],
            [button(t.plain("answer-desk-leave"), EditedButton(id=answer.id))],
        ),
    )


def _label(answer: Answer, t: Translator) -> str:
    question = answer.wording(t.language).question or t.plain("answer-desk-new")
    key = "hidden" if answer.is_hidden else "edited" if answer.is_edited else "plain"
    return t.plain(f"answer-desk-label-{key}", question=question)


def _state(answer: Answer, t: Translator) -> str:
    seen = t("answer-state-hidden" if answer.is_hidden else "answer-state-shown")
    return " ".join([seen, t("answer-state-edited")]) if answer.is_edited else seen


def _body(answer: Answer, t: Translator) -> str:
    """An answer as readers see it; of one that is only begun, what there is."""
    wording = answer.words.get(t.language)
    if wording is None or not (wording.question or wording.answer):
        whole = answer.wording(t.language).is_whole
        return answer_text(answer, t) if whole else t("answer-desk-empty")
    if wording.is_whole:
        return answer_text(answer, t)
    missing = t.plain("answer-desk-missing")
    return t(
        "answers-answer", question=wording.question or missing, answer=wording.answer or missing
    )


def _asked(field: AnswerField) -> str:
    return "question" if field in QUESTIONS else "answer" if field in ANSWERS else str(field)


def _current(answer: Answer, field: AnswerField) -> str:
    if field in QUESTIONS:
        words = answer.words.get(QUESTIONS[field])
        return words.question if words else ""
    if field in ANSWERS:
        words = answer.words.get(ANSWERS[field])
        return words.answer if words else ""
    if field is AnswerField.SOURCES:
        return "\n".join(f"{source.name} {source.url}".strip() for source in answer.sources)
    if field is AnswerField.CHECKED_ON:
        return f"{answer.checked_on:%d.%m.%Y}" if answer.checked_on else ""
    return answer.keywords
