from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import ReportId
from domain.people.users import Actor
from handlers.callbacks.clusters.card_reports import QueueButton, ReportAct, ReportedButton
from handlers.clusters.card_reports import views
from handlers.states import AnsweringReporter
from services.clusters.card_reports import Reports
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import send, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="card-reports")
    router.callback_query.filter(OwnButton(QueueButton, ReportedButton))
    router.callback_query.register(on_queue, QueueButton.filter())
    for act, handler in (
        (ReportAct.SHOW, on_report),
        (ReportAct.ANSWER, on_answer),
        (ReportAct.CLOSE, on_close),
    ):
        router.callback_query.register(handler, ReportedButton.filter(F.act == act))
    router.message.register(on_answer_text, StateFilter(AnsweringReporter.answer), FreeText())
    return router


async def on_queue(
    query: CallbackQuery,
    callback_data: QueueButton,
    actor: Actor,
    t: Translator,
    reports: Reports,
) -> None:
    page = callback_data.page
    found, total = await reports.queue(actor, page)
    await show(query, views.queue_screen(found, total, page, actor.zone, t))


async def on_report(
    query: CallbackQuery,
    callback_data: ReportedButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    reports: Reports,
) -> None:
    report = await reports.get(actor, ReportId(callback_data.id))
    await state.clear()
    await show(query, views.report_screen(report, actor.zone, t))


async def on_answer(
    query: CallbackQuery,
    callback_data: ReportedButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    reports: Reports,
) -> None:
    report = await reports.get(actor, ReportId(callback_data.id))
    if report.closed_at is not None:
        await show(query, views.report_screen(report, actor.zone, t))
        return
    await ask(state, AnsweringReporter.answer, {"report": report.id})
    await show(query, views.ask_answer(report, t))


async def on_close(
    query: CallbackQuery,
    callback_data: ReportedButton,
    actor: Actor,
    t: Translator,
    reports: Reports,
) -> None:
    report = await reports.close(actor, ReportId(callback_data.id))
    await show(query, views.report_screen(report, actor.zone, t))


async def on_answer_text(
    message: Message, state: FSMContext, actor: Actor, t: Translator, reports: Reports
) -> None:
    data = await state.get_data()
    report = await reports.close(actor, ReportId(int(data.get("report", 0))), message.text or "")
    await state.clear()
    await send(message, views.report_screen(report, actor.zone, t))
