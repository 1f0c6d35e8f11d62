"""Telegram's person as the product knows them."""

from __future__ import annotations

from aiogram.types import User

from domain.ids import UserId
from domain.people.users import Profile


def profile_of(person: User) -> Profile:
    return Profile(
        id=UserId(person.id),
        first_name=person.first_name,
        last_name=person.last_name or "",
        username=person.username or "",
        client_language=person.language_code or "",
    )
