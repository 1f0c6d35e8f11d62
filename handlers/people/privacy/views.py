from __future__ import annotations

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from handlers.callbacks.people.privacy import PrivacyButton, PrivacyStep
from handlers.callbacks.people.settings import Choice, SettingsButton
from services.people.personal_data import Holdings
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Translator


def privacy_screen(t: Translator) -> Screen:
    return Screen(
        t("privacy"),
        inline(
            [button(t.plain("privacy-export"), PrivacyButton(step=PrivacyStep.EXPORT))],
            [button(t.plain("privacy-erase"), PrivacyButton(step=PrivacyStep.ERASE))],
            [_to_settings(t)],
        ),
    )


def done_screen(text: str, t: Translator) -> Screen:
    """What came of the question."""
    return Screen(text, inline([_to_settings(t)]))


def _to_settings(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("settings-back"), SettingsButton(choice=Choice.MAIN))


def confirm_screen(found: Holdings, t: Translator) -> Screen:
    """Names what goes; where sessions lie ahead, they may stay."""
    erase = PrivacyButton(step=PrivacyStep.CONFIRM)
    seats = button(t.plain("privacy-erase-but-seats"), PrivacyButton(step=PrivacyStep.SEATS))
    keep = PrivacyButton(step=PrivacyStep.KEEP)
    lines = [t("privacy-erase-ask"), *_losses(found, t), t("privacy-goes-rest")]
    return Screen(
        "\n".join([*lines, "", t("privacy-erase-final")]),
        inline(
            [seats] if found.lies_ahead else [],
            [
                button(t.plain("privacy-erase-confirm"), erase, ButtonStyle.DANGER),
                button(t.plain("privacy-erase-keep"), keep),
            ],
        ),
    )


def _losses(found: Holdings, t: Translator) -> list[str]:
    numbers = (
        ("privacy-goes-seats", found.seats),
        ("privacy-goes-waiting", found.waiting),
        ("privacy-goes-badge", int(found.has_badge)),
        ("privacy-goes-calendar", int(found.has_calendar)),
        ("privacy-goes-subscriptions", found.subscriptions),
        ("privacy-goes-favourites", found.favourites),
        ("privacy-goes-open-days", found.open_days),
        ("privacy-goes-searches", found.searches),
        ("privacy-goes-profile", int(found.has_profile)),
        ("privacy-goes-requests", found.requests),
        ("privacy-goes-organiser", int(found.is_organiser)),
    )
    return [t(key, count=count) for key, count in numbers if count]
