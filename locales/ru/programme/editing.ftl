# Программа глазами организатора: файл, правка сессии, материалы; и что из неё берут с собой все.

import-past = «{ $title }»: { $day }, это уже прошло.
import-crowded = «{ $title }»: мест { $capacity }, а записаны { $going }. Все остаются, новых не запишу.

office-open = 🗓 Программа
office-events =
    <b>Программа</b>
    Какое событие? Или пришлите файл с расписанием.
office-events-none =
    <b>Программа</b>
    Событий пока нет. Пришлите файл с расписанием, и появится первое.
office-file = Загрузить файл
office-new = ➕ Сессия
office-back = ‹ Все события
office-event = ‹ К программе
office-sheet = ‹ К сессии
office-no-sessions = Сессий пока нет: загрузите файл или добавьте первую.
office-day = Сессий в этот день: { $day }, всего: { $all }
office-time = 🕒 { $span } ({ $zone })
office-url = 🔗 { $value }
office-people = 👥 Идут: { $going }, в листе ожидания: { $waiting }
office-capacity = Мест: { $capacity }
office-capacity-none = Число мест не ограничено.
office-uid = <i>Код в файлах (uid): { $uid }, правка № { $sequence }</i>
office-edit = ✏️ Изменить
office-move = 🕒 Перенести

edit-title = ✏️ <b>{ $title }</b>
edit-empty = Пока ничего не изменено. Что поправить?
edit-stale = ⚠️ Пока вы правили, эту сессию изменил кто-то ещё. Ваши правки целы: сверьте их с тем, как стало, и сохраните.
edit-field-starts = Начало
move-ask =
    <b>{ $title }</b>
    Сейчас начало: { $present }. На сколько перенести? Или напишите новое начало: «15:00», «завтра 15:00».
move-minutes = { $count } мин
move-hours = { $count } ч
move-days = { $count } { $count ->
    [one] день
    [few] дня
   *[many] дней
}
edit-field-ends = Конец
edit-field-title = Название
edit-field-room = Зал
edit-field-speakers = Докладчики
edit-field-track = Направление
edit-field-capacity = Число мест
edit-field-abstract = Описание
edit-field-url = Ссылка
edit-cancel = ❌ Отменить сессию
edit-restore = ✅ Вернуть в программу
edit-save = Сохранить…
edit-drop = Не менять
edit-back = ‹ Назад
edit-ask-starts = Когда начало? «15:00» — в тот же день, «завтра 15:00» или сразу с концом: «15:00–16:30». Без конца продолжительность сохранится. Время: { $zone }.
edit-ask-ends = Когда конец? Время («16:30», «полночь») или продолжительность («45 минут», «1 ч 30 мин»). Время: { $zone }.
edit-ask-title = Новое название?
edit-ask-room = В каком зале? «—», если зала нет.
edit-ask-speakers = Кто выступает? Через точку с запятой или с новой строки. «—», если никто.
edit-ask-track = Какое направление? «—», если никакого.
edit-ask-capacity = Сколько мест? Число, или «—», если без ограничения.
edit-ask-abstract = Новое описание? «—», чтобы убрать.
edit-ask-url = Адрес страницы (https://…)? «—», чтобы убрать.
edit-confirm =
    <b>{ $title }</b>
    Сохранить?
office-typed-one = Похоже, вы об этой сессии. Что с ней сделать, выберите кнопкой.
office-typed-past = Это время уже прошло. Назначьте другое кнопкой «Перенести».
office-typed-several = Какую сессию открыть?
office-typed-none = Не понял, о какой сессии речь. Вот ближайшие, а все — в программе.
office-typed-announce =
    Объявление придёт тем, кого вы выберете.

    Если меняется сама программа, измените сессию: тем, кто на неё записан, я сообщу сам.
edit-called =
    { $count ->
        [one] Место получит { $count } человек из листа ожидания: я ему напишу.
        [few] Места получат { $count } человека из листа ожидания: я им напишу.
       *[many] Места получат { $count } человек из листа ожидания: я им напишу.
    }
edit-clash = ⚠️ В это время в зале «{ $name }» стоит «{ $title }»: { $span }.
edit-clash-speaker = ⚠️ В это время { $name } выступает и на «{ $title }»: { $span }.
edit-audience = { $count ->
    [0] Сообщать некому.
    [one] Об изменении узнает { $count } человек.
    [few] Об изменении узнают { $count } человека.
   *[many] Об изменении узнают { $count } человек.
}
edit-save-telling = Сохранить и сообщить
edit-save-quietly = Сохранить тихо
edit-save-now = Сохранить
edit-saved = Сохранено.
edit-saved-telling = { $count ->
    [one] Сохранено. Через две минуты об этом узнает { $count } человек.
    [few] Сохранено. Через две минуты об этом узнают { $count } человека.
   *[many] Сохранено. Через две минуты об этом узнают { $count } человек.
}
edit-nothing = Здесь ничего не изменено, сохранять нечего.
edit-gone = Эта правка уже сохранена или отложена. Вот свежее меню.
edit-crowded = Мест стало бы { $capacity }, а записаны уже { $going }. Укажите не меньше { $going } или оставьте всех и закройте запись.
edit-capacity-again = Указать другое число
edit-keep-all = Оставить всех, новых не записывать
edit-capacity = Нужно целое число мест, например 40. Без ограничения — «—».
edit-row-empty = Без этого нельзя: напишите хоть одно слово.
edit-row-too-long = Слишком длинно: { $length } знаков, а можно до { $limit }. Пришлите покороче.
edit-row-control = В тексте есть невидимые служебные символы. Напишите его заново, не копируя.
edit-row-url = «{ $value }» не похоже на адрес: он начинается с http:// или https://
edit-row-out-of-range = «{ $value }» не подходит: мест может быть от { $low } до { $high }.
edit-session-order = Конец должен быть позже начала. Если он на другой день, напишите и дату.
edit-session-too-long = Сессия получается длиннее { $days ->
    [one] { $days } дня
   *[other] { $days } дней
}. Проверьте дату.
edit-session-year = Год { $year } не подходит: можно с { $low } по { $high }.
edit-session-skipped = Времени { $value } там не бывает: в этот час стрелки переводят вперёд. Укажите другое.
edit-session-twice =
    Время { $value } там бывает дважды: в этот час стрелки переводят назад. Которое из двух? Пришлите одно:
    <code>{ $first }</code>
    <code>{ $second }</code>
edit-new-ask =
    Пришлите новую сессию строками:
    название
    начало и конец («завтра 15:00–16:30»)
    зал, если есть
edit-new-lines = Нужны две или три строки: название, начало и конец («завтра 15:00–16:30»), зал. Начало и конец можно дать и двумя строками.
edit-new-done = ✅ Сессия добавлена. Остальное можно дописать кнопкой «Изменить».

audit-session-added = добавлена сессия «{ $title }»
audit-session-changed = изменена сессия «{ $title }», сообщено людям: { $people }
audit-programme-imported = загружена программа «{ $event }» из { $file }: новых { $added }, изменено { $changed }, сообщено людям: { $people }
audit-material-added = добавлен материал «{ $title }» к сессии «{ $session }»
audit-material-removed = убран материал «{ $title }» у сессии «{ $session }»
