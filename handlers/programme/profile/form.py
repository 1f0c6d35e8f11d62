"""The form: which question comes next, and what the bot proposes as its answer."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.fsm.context import FSMContext
from aiogram.types import User as TelegramUser

from domain.clusters.cards import Cluster
from domain.people.users import Actor
from domain.programme.participants import Participant, ProfileField
from handlers.programme.profile import views
from handlers.states import FillingProfile
from services.clusters.catalogue import Clusters
from ui.asking import ask
from ui.screens import Screen
from ui.translator import Translator


@dataclass(frozen=True, slots=True)
class Form:
    """One update's look at it. `is_single`: one field is changed, then the card comes back."""

    state: FSMContext
    person: TelegramUser | None
    actor: Actor
    t: Translator
    clusters: Clusters
    is_single: bool = False

    async def after(self, field: ProfileField, known: Participant, note: str = "") -> Screen:
        """The next question, or the card after the last one or the only one."""
        following = None if self.is_single else views.next_field(field, known)
        if following is not None:
            return await self.ask(following, known, note)
        await self.state.clear()
        return views.card_screen(known, self.t, note)

    async def ask(self, field: ProfileField, known: Participant, note: str = "") -> Screen:
        """Begins to wait for the field's text, where it has one."""
        if field in {ProfileField.INDUSTRY, ProfileField.LISTED}:
            await self.state.clear()
        else:
            await ask(
                self.state, FillingProfile.text, {"field": field, "is_single": self.is_single}
            )
        proposed = self.suggestion(field)
        if field is ProfileField.REGION:
            proposed = self.t.toponym(proposed)
        is_new = proposed != views.value_of(field, known, self.t)
        question = views.ProfileQuestion(
            field=field,
            known=known,
            is_single=self.is_single,
            suggestion=proposed if is_new else "",
            clusters=await self._nearby(known) if field is ProfileField.CLUSTER else (),
            note=note,
        )
        return views.question_screen(question, self.t)

    def suggestion(self, field: ProfileField) -> str:
        """What Telegram and the settings know already; empty where they know nothing."""
        person, actor = self.person, self.actor
        if field is ProfileField.NAME:
            return person.full_name if person else actor.name
        if field is ProfileField.REGION:
            return actor.home.region if actor.home else ""
        if field is ProfileField.POSITION:
            return self.t.plain(f"role-{actor.role}") if actor.role else ""
        if field is ProfileField.CONTACT and person and person.username:
            return f"@{person.username}"
        return ""

    async def _nearby(self, known: Participant) -> tuple[Cluster, ...]:
        return (await self.clusters.catalogue()).by_region.get(known.region, ())
