"""Sending an announcement off: test copy, confirmation, approval, and giving it up."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from domain.announcements.announcements import AnnouncementState
from domain.errors import UserError
from domain.ids import AnnouncementId
from domain.people.users import Actor
from handlers.announcements import views
from handlers.announcements.counted import show_counted
from handlers.announcements.panel import show_panel
from handlers.callbacks.announcements import ApproveButton, ConfirmButton, DraftButton, DraftStep
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease, Confirmed
from ui.screens import acknowledge, show
from ui.translator import Translator


def register(router: Router) -> None:
    for step, handler in (
        (DraftStep.TEST, on_test),
        (DraftStep.SEND, on_send),
        (DraftStep.CONFIRM, on_confirm_unseen),
        (DraftStep.APPROVE, on_approve_unseen),
        (DraftStep.WITHDRAW, on_withdraw),
        (DraftStep.DISCARD, on_discard),
        (DraftStep.DISCARD_SURE, on_discard_sure),
    ):
        router.callback_query.register(handler, DraftButton.filter(F.step == step))
    router.callback_query.register(on_confirm, ConfirmButton.filter())
    router.callback_query.register(on_approve, ApproveButton.filter())


async def on_test(
    query: CallbackQuery, callback_data: DraftButton, actor: Actor, t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:  # fmt: skip
    await announcement_release.test(actor, AnnouncementId(callback_data.id))
    await acknowledge(query, t.plain("broadcast-test-sent"))


async def on_send(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await _ask_to_confirm(
        query,
        AnnouncementId(callback_data.id),
        actor,
        t,
        announcement_drafts,
        announcement_release,
    )


async def on_confirm(
    query: CallbackQuery,
    callback_data: ConfirmButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    dispatches: Dispatches,
) -> None:
    """The message under the button becomes the progress of the sending. What has been changed
    since it was shown is shown anew, and nothing is sent yet.
    """
    announcement_id = AnnouncementId(callback_data.id)
    panel_id = query.message.message_id if query.message else None
    try:
        done = await announcement_release.confirm(
            actor, announcement_id, callback_data.mark, panel_id=panel_id
        )
    except UserError as error:
        if error.key != "broadcast-confirm-changed":
            raise
        toast = t.plain(error.key)
        await _ask_to_confirm(
            query,
            announcement_id,
            actor,
            t,
            announcement_drafts,
            announcement_release,
            toast=toast,
        )
        return
    progress = await dispatches.progress(done.dispatch.id) if done.dispatch else None
    await show(query, views.confirmed_screen(done, progress, actor.zone, t))


async def on_confirm_unseen(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    announcement_id = AnnouncementId(callback_data.id)
    toast = t.plain("broadcast-confirm-look")
    await _ask_to_confirm(
        query, announcement_id, actor, t, announcement_drafts, announcement_release, toast=toast
    )


async def _ask_to_confirm(
    query: CallbackQuery,
    announcement_id: AnnouncementId,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    *,
    toast: str | None = None,
) -> None:
    one = await announcement_drafts.get(actor, announcement_id)
    if one.state is not AnnouncementState.DRAFT:
        raise UserError("broadcast-already-confirmed")
    counting = announcement_release.estimate(actor, one)
    await show_counted(
        query, counting, lambda known: views.confirm_screen(one, known, actor, t), toast=toast
    )


async def on_approve(
    query: CallbackQuery,
    callback_data: ApproveButton,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    """What has been changed since it was shown is shown anew, and approves nothing yet."""
    announcement_id = AnnouncementId(callback_data.id)
    try:
        done = await announcement_release.approve(actor, announcement_id, callback_data.mark)
    except UserError as error:
        if error.key != "broadcast-approval-changed":
            raise
        await _show_request(query, announcement_id, actor, t, announcement_release)
        return
    key = "broadcast-approved" if done.outcome is Confirmed.STARTED else "broadcast-approved-later"
    await show(query, views.ended_screen(key, t))


async def on_approve_unseen(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    await _show_request(query, AnnouncementId(callback_data.id), actor, t, announcement_release)


async def _show_request(
    query: CallbackQuery,
    announcement_id: AnnouncementId,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    request, one = await announcement_release.approval_request(actor, announcement_id)
    screen = views.approval_screen(request, one, actor.zone, t)
    await show(query, screen, toast=t.plain("broadcast-approval-changed"))


async def on_withdraw(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """Its author gets the panel, also where another organiser has given it back meanwhile."""
    announcement_id = AnnouncementId(callback_data.id)
    one = await announcement_drafts.get(actor, announcement_id)
    if one.state is not AnnouncementState.DRAFT or actor.id != one.author_id:
        one = await announcement_release.withdraw(actor, announcement_id)
    if actor.id == one.author_id:
        await show_panel(query, one, actor, t, announcement_release)
    else:
        await show(query, views.ended_screen("broadcast-rejected", t))


async def on_discard(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.discard_screen(one, t))


async def on_discard_sure(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    await announcement_release.discard(actor, AnnouncementId(callback_data.id))
    await show(query, views.ended_screen("broadcast-discarded", t))
