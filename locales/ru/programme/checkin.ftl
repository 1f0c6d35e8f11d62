# Вход: приглашения, пропуска, отметки о приходе, списки.

admin-door = 🚪 Вход, списки
sheet-office = 🗓 Сессия
sheet-door = 🚪 Вход
sheet-feedback = 💬 Вопросы и оценки

session-closed = 🔒 Вход по приглашению
session-closed-admitted = 🔓 Вход по приглашению — у вас оно есть
session-closed-how = 🔒 <b>Вход по приглашению.</b> Откройте ссылку или QR-код от организаторов либо нажмите «Ввести код».
session-barred = Вход по приглашению. Откройте ссылку от организаторов или введите код на карточке сессии. Нет ни того ни другого — спросите организаторов.
session-attended = Вы уже отмечены на входе, поэтому отменить участие нельзя. Если это ошибка, подойдите к организаторам.
session-enter-code = 🔑 Ввести код
schedule-badge = 🎫 Мой пропуск

invitation-accepted = { $count ->
    [one] 🔓 Приглашение принято. Теперь вам открыта { $count } сессия:
    [few] 🔓 Приглашение принято. Теперь вам открыты { $count } сессии:
   *[many] 🔓 Приглашение принято. Теперь вам открыто { $count } сессий:
}
invitation-session =
    <b>{ $title }</b>
    { $moment }
invitation-more = И ещё { $count } — смотрите в программе.
invitation-ask = Пришлите код приглашения: 13 латинских букв и цифр, например <code>7k3m-9xqp-2dtwa</code>. Передумали — /cancel.
invitation-wrong = Такой код сейчас ничего не открывает. Проверьте его: 13 латинских букв и цифр. Если всё верно, попросите у организаторов новый.
invitation-too-many = { $minutes ->
    [one] Слишком много неверных кодов подряд. Попробуйте снова через { $minutes } минуту.
    [few] Слишком много неверных кодов подряд. Попробуйте снова через { $minutes } минуты.
   *[many] Слишком много неверных кодов подряд. Попробуйте снова через { $minutes } минут.
}
invitation-open = Сюда может записаться любой. Закройте вход, и записаться смогут только те, у кого есть код или ссылка.
invitation-closed = { $count ->
    [one] 🔒 Вход по приглашению. Код открывает { $count } сессию.
    [few] 🔒 Вход по приглашению. Код открывает { $count } сессии.
   *[many] 🔒 Вход по приглашению. Код открывает { $count } сессий.
}
invitation-code = Код: <code>{ $code }</code>
invitation-link = Ссылка: { $url }
invitation-note = Кто записался раньше, остаётся в списке. С новым кодом прежний больше не действует.
invitation-caption =
    <b>{ $title }</b>
    Приглашение: откройте ссылку или наведите камеру на QR-код.
    { $url }
    Код: <code>{ $code }</code>
invitation-back = ‹ К приглашению
invitation-show = Показать QR-код
invitation-close = 🔒 Закрыть вход
invitation-close-track = 🔒 Закрыть всё направление ({ $count })
invitation-renew = Новый код
invitation-renew-track = Новый код для направления ({ $count })
invitation-reopen = Открыть всем
invitation-reopen-track = Открыть всё направление ({ $count })
invitation-none = Сейчас сюда может записаться любой, приглашение не нужно.

badge-caption =
    🎫 <b>{ $name }</b>
    Это ваш личный пропуск: покажите QR-код на входе. Не пересылайте его другим.
    { $url }
badge-renew = Выпустить новый
badge-renewed = Вот новый пропуск. Прежний больше не действует.
badge-gone = Этот пропуск больше не действует. Попросите открыть «Мой пропуск» заново.
badge-not-yours = По этой ссылке на входе отмечают гостей, она работает только у организаторов. Ваш пропуск — в «Моём расписании»: /my.

visit-name = 👤 <b>{ $name }</b>
visit-name-username = 👤 <b>{ $name }</b> · @{ $username }
visit-session =
    <b>{ $title }</b>
    { $moment }{ $where }
visit-came = ✅ Отмечено: { $moment } — { $witness }
visit-waits = ⏳ В листе ожидания
visit-not-registered = На ближайшие сессии не записан. Можно добавить прямо на входе.
visit-nothing = Сейчас и в ближайшие три часа добавить некуда.
visit-add = ➕ Добавить на сессию
visit-add-ask = На какую сессию добавить? Рядом с названием — сколько мест занято.
visit-add-to = ➕ { $title } · { $places }
visit-back = ‹ Назад
visit-mark = ✅ Отметить: { $title }
visit-let-in = Впустить: { $title } · { $places }
visit-undo = ↩️ Снять отметку: { $title }

door-events = <b>Вход и списки.</b> Какое событие?
door-event =
    <b>{ $title }</b>
    Какая сессия? Внизу — выгрузка списков по всему событию.
door-title = 🚪 <b>{ $title }</b>
door-when = 🕒 { $moment }
door-came = Пришли: <b>{ $shown }</b>
door-going = Записаны: { $shown }
door-capacity = Мест: { $shown }
door-waiting = В листе ожидания: { $shown }
door-counted = Обновлено в { $time }
door-refresh = 🔄 Обновить
door-undo = ↩️ Снять отметку: { $name }
door-list = 👥 Список
door-invitation = 🔒 Приглашение
door-back = ‹ К сессиям
door-back-session = ‹ На входе
door-all = 🚪 Вход и списки
door-no-place = У этого человека нет места на сессии. Откройте его пропуск ещё раз.
door-waits = Этот человек в листе ожидания. Откройте его пропуск ещё раз и нажмите «Впустить».
door-nobody = Этого человека в боте больше нет. Вот свежее меню.
door-toast-mark = Отмечено.
door-toast-let-in = Место есть, приход отмечен.
door-toast-add = Человек добавлен, приход отмечен.
door-toast-undo = Отметка снята.
door-toast-was = Так уже и есть.

list-title = { $count ->
    [one] 👥 <b>{ $title }</b>: { $count } человек
    [few] 👥 <b>{ $title }</b>: { $count } человека
   *[many] 👥 <b>{ $title }</b>: { $count } человек
}
list-line-came = ✅ { $name } — на месте
list-line-going = • { $name }
list-line-waiting = ⏳ { $name } — лист ожидания
list-empty = Пока никто не записался.
list-search-hint = Напишите имя или его часть — найду и отмечу одной кнопкой.
list-search-next = Следующий? Напишите имя. Закончили — «‹ На входе» или /cancel.
list-found = { $count ->
    [one] 🔎 «{ $text }», <b>{ $title }</b>: нашёл { $count } человека
   *[many] 🔎 «{ $text }», <b>{ $title }</b>: нашёл { $count } человек
}
list-found-more = Показал первых { $shown }: напишите имя полнее.
list-found-nobody =
    🔎 «{ $text }»: среди записавшихся никого не нашёл.
    Напишите имя или фамилию иначе. Кто не записан, пусть покажет пропуск: «Мои сессии» → «Мой пропуск». Закончили — «‹ На входе» или /cancel.
list-export = ⬇️ { $kind }
list-export-all = ⬇️ Всё событие: { $kind }
list-being-made = Готовлю файл…
list-caption = { $count ->
    [one] «{ $title }»: { $count } запись. В файле личные данные, не пересылайте его без нужды.
    [few] «{ $title }»: { $count } записи. В файле личные данные, не пересылайте его без нужды.
   *[many] «{ $title }»: { $count } записей. В файле личные данные, не пересылайте его без нужды.
}
list-too-long = В одном файле помещается { $limit } записей. Выгрузите сессии по отдельности.
list-sheet = Участники
list-going = идёт
list-waiting = лист ожидания
list-column-session = Сессия
list-column-starts = Начало
list-column-name = Имя
list-column-username = Имя пользователя
list-column-id = Telegram ID
list-column-region = Регион
list-column-cluster = Кластер
list-column-organisation = Организация
list-column-position = Должность
list-column-state = Участие
list-column-registered = Запись
list-column-came = Приход

audit-session-closed = выдан новый код: «{ $title }» (сессий: { $count })
audit-session-opened = вход открыт для всех: «{ $title }» (сессий: { $count })
audit-door-came = отмечен приход на «{ $title }»: гость { $visitor }
audit-door-let-in = впущен из листа ожидания на «{ $title }»: гость { $visitor }
audit-door-added = добавлен на входе на «{ $title }»: гость { $visitor }
audit-door-undone = снята отметка о приходе на «{ $title }»: гость { $visitor }
audit-list-exported = выгружен список «{ $title }» ({ $kind }, записей: { $rows })
