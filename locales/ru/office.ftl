# Программа глазами организатора: файл, правка сессии, материалы; и что из неё берут с собой все.

import-crowded = «{ $title }»: мест { $capacity }, а записаны { $going }. Все остаются, новых не запишу.

office-open = 🗓 Программа
office-events =
    <b>Программа</b>
    Какое событие? Или пришлите файл с расписанием.
office-events-none =
    <b>Программа</b>
    Событий пока нет. Пришлите файл с расписанием, и появится первое.
office-file = 📥 Загрузить файл
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
office-uid = <i>UID { $uid }, правка № { $sequence }</i>
office-edit = ✏️ Изменить

upload-ask =
    Пришлите файл с программой: ics, xlsx, csv, schedule.xml или schedule.json, до 20 МБ.
    Сначала покажу, что изменится. Без вашего согласия ничего не поменяю.
upload-file-please = Жду файл: ics, xlsx, csv, xml или json. Передумали — /cancel.
upload-event-ask =
    <b>{ $file }</b>
    К какому событию относится эта программа?
upload-event-new = ➕ Новое событие
upload-title-ask = Как называется новое событие?
upload-title-wrong = Название нужно одной строкой, до { $limit } знаков.
upload-zone-ask =
    <b>{ $title }</b>
    По какому времени идёт программа? Напишите город или пояс: «Нижний Новгород», «Europe/Moscow».
upload-zone-unclear = Не понял, какой это часовой пояс. Напишите город побольше или пояс, например Asia/Yekaterinburg.
upload-head =
    <b>{ $title }</b>
    Файл { $file }, время: { $zone }
upload-head-new =
    <b>Новое событие: { $title }</b>
    Файл { $file }, время: { $zone }
upload-added = Добавится: { $count }
upload-changed = Изменится: { $count }
upload-unchanged = Без изменений: { $count }
upload-missing = Есть в программе, но нет в файле: { $count }
upload-rejected = С ошибками: { $count }
upload-problem = ⛔️ Строка { $line }, поле «{ $field }»: { $reason }
upload-crowded = ⚠️ <b>{ $title }</b>: мест { $capacity }, а записаны { $going }. Все остаются, новых не запишу.
upload-line-added = ➕ <b>{ $title }</b>, { $span }
upload-line-moved = 🕒 <b>{ $title }</b>: { $old } → { $new }
upload-line-renamed = ✏️ «{ $old }» → <b>«{ $title }»</b>
upload-line-relocated = 📍 <b>{ $title }</b>: { $old } → { $new }
upload-line-cancelled = ❌ <b>{ $title }</b>: отменяется
upload-line-restored = ✅ <b>{ $title }</b>: снова состоится
upload-line-changed = 📝 <b>{ $title }</b>: описание, спикеры или места
upload-line-missing = ❔ <b>{ $title }</b>, { $span }: в файле нет, останется как есть
upload-column = Столбец «{ $column }» мне незнаком, его не читаю.
upload-refused = Ничего не изменю, пока в файле есть ошибки. Исправьте их и пришлите файл ещё раз.
upload-nothing = Файл ничего не меняет: программа уже такая.
upload-changed-meanwhile = ⚠️ Пока вы смотрели, программа изменилась. Вот новое сравнение, проверьте его.
upload-cancel-missing = ❌ Отменить то, чего нет в файле: { $count }
upload-keep-missing = ↩️ Не отменять то, чего нет в файле
upload-apply = Применить
upload-apply-telling = Применить и сообщить: { $count }
upload-apply-quietly = Применить тихо
upload-drop = Не применять
upload-dropped = Хорошо, файл отложен. Программа осталась прежней.
upload-applied = ✅ Готово: <b>{ $title }</b>
upload-telling = { $count ->
    [one] Через две минуты об изменениях узнает { $count } человек.
    [few] Через две минуты об изменениях узнают { $count } человека.
   *[many] Через две минуты об изменениях узнают { $count } человек.
}
upload-gone = Этого файла уже нет: его отложили или прошла неделя. Пришлите его снова.
upload-applied-already = Этот файл уже применён.

edit-title = ✏️ <b>{ $title }</b>
edit-empty = Пока ничего не изменено. Что поправить?
edit-stale = ⚠️ Пока вы правили, эту сессию изменил кто-то ещё. Ваши правки целы: сверьте их с тем, как стало, и сохраните.
edit-field-starts = Начало
edit-field-ends = Конец
edit-field-title = Название
edit-field-room = Зал
edit-field-speakers = Спикеры
edit-field-track = Направление
edit-field-capacity = Число мест
edit-field-abstract = Описание
edit-field-url = Ссылка
edit-cancel = ❌ Отменить сессию
edit-restore = ✅ Вернуть в программу
edit-save = Сохранить…
edit-drop = Не менять
edit-back = ‹ Назад
edit-ask-starts = Когда начало? «15:00» — в тот же день, «завтра 15:00», «25 ноября 15:00». Время: { $zone }. Продолжительность сохранится.
edit-ask-ends = Когда конец? Время («16:30») или продолжительность («45 минут», «1 ч 30 мин»). Время: { $zone }.
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
edit-session-order = Конец получается не позже начала. Укажите конец позднее; если он на другой день, напишите и дату.
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
    начало («завтра 15:00»)
    конец или продолжительность («45 минут»)
    зал, если есть
edit-new-lines = Нужны три или четыре строки: название, начало, конец или продолжительность, зал.
edit-new-done = ✅ Сессия добавлена. Остальное можно дописать кнопкой «Изменить».

materials-button = 📎 Материалы · { $count }
materials-title =
    <b>{ $title }</b>
    Материалы. Нажмите, и пришлю.
materials-none =
    <b>{ $title }</b>
    Материалов пока нет.
materials-office =
    <b>{ $title }</b>
    Материалы: { $count } из { $limit }
materials-line = { $label }
materials-ask = Пришлите файл, фото, видео или ссылку. К ссылке можно дописать название: «Презентация https://…». Их увидят все.
materials-more = Добавлено. Можно прислать ещё.
materials-add = ➕ Добавить
materials-done = Готово
materials-remove = 🗑 { $title }
materials-removed = Убрано.
materials-photo = Фото
materials-video = Видео
materials-audio = Аудио
materials-document = Документ
materials-full = Больше { $limit } материалов не поместится. Уберите лишнее или дайте ссылку на папку.
materials-unclear = Такое прикрепить не могу. Пришлите файл, фото, видео, аудио или ссылку.
materials-link-wrong = Это не похоже на ссылку. Нужен полный адрес: https://…
materials-gone = Этот материал уже убрали. Вот свежее меню.
materials-file-gone = Файла «{ $title }» в Telegram больше нет. Спросите у организаторов.

programme-changes = 📢 Изменения
programme-download = 💾 Скачать
changes-title = <b>Изменения: { $title }</b>
changes-zone = Время: { $zone }
changes-none = Программа пока не менялась.
changes-at = <i>{ $moment }</i>
changes-added = ➕ Добавлено: <b>{ $title }</b>, { $span }
changes-removed = ❌ Убрано: <b>{ $title }</b>
changed-cancelled = ❌ Отменено
changed-restored = ✅ Снова состоится
changed-time = 🕒 { $old } → <b>{ $new }</b>
changed-title = Название: «{ $old }» → <b>«{ $new }»</b>
changed-room = 📍 Зал: { $old } → <b>{ $new }</b>
changed-track = Направление: { $old } → <b>{ $new }</b>
changed-speakers = Выступают: { $old } → <b>{ $new }</b>
changed-capacity = Число мест: { $old } → <b>{ $new }</b>
changed-url = Ссылка: { $old } → <b>{ $new }</b>
changed-abstract = Новое описание: { $new }
changed-no-limit = без ограничения

download-ask =
    <b>{ $title }</b>
    В каком виде прислать программу?
download-ics = 📅 Для календаря (ics)
download-xml = schedule.xml для приложений
download-json = schedule.json для приложений
download-caption-ics = «{ $title }»: откройте файл, и вся программа появится в календаре.
download-caption-xml = «{ $title }»: программа для Giggity и других приложений конференций.
download-caption-json = «{ $title }»: программа в формате schedule.json.

audit-session-added = добавлена сессия «{ $title }»
audit-session-changed = изменена сессия «{ $title }», сообщено людям: { $people }
audit-programme-imported = загружена программа «{ $event }» из { $file }: новых { $added }, изменено { $changed }, сообщено людям: { $people }
audit-material-added = добавлен материал «{ $title }» к сессии «{ $session }»
audit-material-removed = убран материал «{ $title }» у сессии «{ $session }»
