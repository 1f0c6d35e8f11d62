# Напоминания о сессиях.

programme-track-leads = ⏰ Напоминания по направлению
programme-track-gone = Этого направления больше нет в программе. Вот свежее меню.
leads-track-title = <b>Напоминания по направлению</b> «{ $track }»
leads-track-usual = Напоминаю как обычно. Отметьте другое — оно будет для всех ваших сессий этого направления, и для новых тоже.
leads-track-own = У этого направления свои напоминания. Они действуют для всех ваших сессий в нём, и для новых тоже.
leads-track-off = О сессиях этого направления не напомню, кроме тех, где вы отметите время отдельно.
leads-session-track = Напомню, как вы выбрали для направления «{ $track }». Отметьте другое — оно будет только для этой сессии.
leads-usual-track = Как для направления
leads-off = 🔕 Не напоминать

reminder-headline = ⏰ <b>{ $left }</b>
reminder-in-minutes = Через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
reminder-in-hours = Через { $hours ->
    [1] час
    [one] { $hours } час
    [few] { $hours } часа
   *[many] { $hours } часов
}
reminder-in-hours-minutes = Через { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[many] { $hours } часов
} { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
reminder-today = Сегодня в { $time }
reminder-tomorrow = Завтра в { $time }
reminder-on-day = { $day } в { $time }
reminder-begun = Уже началось
reminder-moved = 🕒 Сессия перенесена на <b>{ $moment }</b>
reminder-title = <b>{ $title }</b>
reminder-when = 🗓 { $moment }
reminder-when-yours = 🕒 По вашим часам: { $moment }
reminder-where = 📍 { $place }

reminder-ack = ✅ Иду
reminder-acked = ✅ Отлично, ждём вас!
reminder-snooze-10 = ⏰ Через 10 минут
reminder-snooze-60 = ⏰ Через час
reminder-snooze-morning = Завтра в 8:00
reminder-snoozed = 🔔 Напомню ещё раз: { $moment }
reminder-snoozed-toast = Хорошо, напомню ещё раз.

reminder-gone = Эта сессия не состоится: её отменили или убрали из программы.
reminder-not-going = Вы не записаны на эту сессию, поэтому напоминать не о чем.
reminder-snooze-late = К тому времени сессия уже начнётся. Выберите время поближе.

notify-leads = ⏰ Напоминания о сессиях
session-leads = ⏰ Напоминания
leads-title =
    <b>Напоминания о сессиях</b>
    За сколько напоминать о сессиях, где вы участвуете? Ничего не отмечено — не напомню.
leads-session-title = <b>{ $title }</b>
leads-session-usual = Напомню как обычно. Отметьте другое — оно будет только для этой сессии.
leads-session-own = У этой сессии свои напоминания.
leads-usual = Как обычно
leads-silent = 🔕 Сейчас ни одно напоминание не придёт: уведомления о сессиях у вас выключены. Включить — /settings.
leads-silent-stopped = 🔕 Сейчас ни одно напоминание не придёт: вы отправили /stop. Вернуть уведомления — /start.
lead-before = { $lead }
lead-days = { $count ->
    [1] За день
    [one] За { $count } день
    [few] За { $count } дня
   *[many] За { $count } дней
}
lead-hours = { $count ->
    [1] За час
    [one] За { $count } час
    [few] За { $count } часа
   *[many] За { $count } часов
}
lead-minutes = { $count ->
    [one] За { $count } минуту
    [few] За { $count } минуты
   *[many] За { $count } минут
}
