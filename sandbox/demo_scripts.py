"""What the demo's crowd and a helper of the organisers do about the programme, in the bot's words.

They press the same buttons as a visitor does, so that a visitor finds a hall that lives: places
taken, questions with votes, a room that has changed, a closed session, ratings of one that ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.crowd import Act, Press, Say, SimulatedUser

OPENING, PLENARY, TOUR = "opening", "Пленарное заседание", "Экскурсия"

QUESTIONS = (
    "Как договориться с заводом, чтобы наставнику платили за студентов?",
    "Что делать, если станки в колледже старше, чем на предприятии?",
    "Можно ли начать практику с первого курса?",
)
COMMENTS = (
    "Коротко и по делу. Схему работы с наставниками заберём к себе.",
    "Не хватило времени на вопросы.",
    "Хорошие примеры из регионов, спасибо!",
)
STARS = (5, 5, 4, 5, 4, 3, 5, 4, 5, 2, 5, 4, 5, 3, 5, 4)
VOTERS = 14

Scripts = Mapping[int, Sequence[Act]]


def joining(guest: SimulatedUser) -> SimulatedUser:
    """The same guest, who also goes to what is on now and to the plenary."""
    acts: list[Act] = []
    for title in (f"/start session_{OPENING}", "/start session_plenary"):
        acts += [Say(title), Press("Участвую")]
    return SimulatedUser(
        id=guest.id,
        name=guest.name,
        language=guest.language,
        acts=(*guest.acts, *acts),
        agrees_with=guest.agrees_with,
    )


def asking(people: Sequence[SimulatedUser]) -> Scripts:
    return {
        guest.id: (Say("/start session_plenary"), Press("🙋 Спросить"), Say(question))
        for guest, question in zip(people, QUESTIONS, strict=False)
    }


def voting(people: Sequence[SimulatedUser]) -> Scripts:
    """The first question is what most people want to hear about."""
    return {
        guest.id: (
            Say("/start session_plenary"),
            Press("💬 Вопросы · 2"),
            Press(f"👍 {2 if number % 3 == 2 else 1}"),
        )
        for number, guest in enumerate(people[-VOTERS:])
    }


def rating(people: Sequence[SimulatedUser]) -> Scripts:
    scripts: dict[int, Sequence[Act]] = {}
    for number, (guest, stars) in enumerate(zip(people, STARS, strict=False)):
        said: tuple[Act, ...] = ()
        if number % 5 == 0 and number // 5 < len(COMMENTS):
            said = (Press("✏️ Добавить комментарий"), Say(COMMENTS[number // 5]))
        opened = (Say(f"/start session_{OPENING}"), Press("⭐ Оценить сессию"))
        scripts[guest.id] = (*opened, Press(f"{stars} ★"), *said)
    return scripts


def helper(person_id: int) -> SimulatedUser:
    """Closes the tour, moves its meeting point, and puts a link to the plenary."""
    door = (Say("/admin"), Press("🚪 Вход, списки"))
    return SimulatedUser(
        id=person_id,
        name="Помощник организатора",
        language="ru",
        is_calm=True,
        acts=(
            Say("/start"),
            *door,
            Press("Дальше ›"),
            Press(TOUR, is_part=True),
            Press("🔒 Приглашение"),
            Press("🔒 Закрыть вход"),
            Press("‹ На входе"),
            Press("🗓 Сессия"),
            Press("✏️ Изменить"),
            Press("Зал"),
            Say("Автобус у служебного входа"),
            Press("Сохранить…"),
            Press("Сохранить"),
            *door,
            Press(PLENARY, is_part=True),
            Press("🗓 Сессия"),
            Press("📎 Материалы", is_part=True),
            Press("➕ Добавить"),
            Say("Презентация https://example.org/plenary.pdf"),
            Press("Готово"),
        ),
    )


def moderating(person_id: int) -> Scripts:
    """Shows two of the questions; the third one waits for the visitor."""
    return {
        person_id: (
            Say("/admin"),
            Press("💬 Вопросы и оценки"),
            Press(PLENARY, is_part=True),
            Press("❓ Ждут", is_part=True),
            Press("👁 1 Показать"),
            Press("👁 1 Показать"),
        )
    }
