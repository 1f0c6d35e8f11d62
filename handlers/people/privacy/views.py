from __future__ import annotations

from aiogram.enums import ButtonStyle

from handlers.callbacks.people.privacy import PrivacyButton, Step
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Translator


def privacy_screen(t: Translator) -> Screen:
    return Screen(
        t("privacy"),
        inline(
            [button(t.plain("privacy-export"), PrivacyButton(step=Step.EXPORT))],
            [button(t.plain("privacy-erase"), PrivacyButton(step=Step.ERASE))],
        ),
    )


def confirm_screen(t: Translator) -> Screen:
    erase = PrivacyButton(step=Step.CONFIRM)
    keep = PrivacyButton(step=Step.KEEP)
    return Screen(
        t("privacy-erase-ask"),
        inline(
            [
                button(t.plain("privacy-erase-confirm"), erase, ButtonStyle.DANGER),
                button(t.plain("privacy-erase-keep"), keep),
            ]
        ),
    )
