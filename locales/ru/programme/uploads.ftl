upload-ask =
    Пришлите файл с программой: ics, xlsx, ods, csv, schedule.xml или schedule.json, до 20 МБ.
    Сначала покажу, что изменится. Без вашего согласия ничего не поменяю.
upload-file-please = Жду файл: ics, xlsx, ods, csv, xml или json. Таблицу по ссылке сначала скачайте как xlsx; картинку и текст сообщения не прочитаю. Передумали — /cancel.
upload-event-ask =
    <b>{ $file }</b>
    К какому событию относится эта программа?
upload-of-clusters = Похоже, это таблица кластеров, а не программа события. Показать, что изменится в карточках?
upload-of-open-days = Похоже, это дни открытых дверей, а не программа события. Показать, что изменится в карточках?
upload-look = Показать
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
upload-was-added = Добавлено: { $count }
upload-was-changed = Изменено: { $count }
upload-changed = Изменится: { $count }
upload-unchanged = Без изменений: { $count }
upload-missing = Есть в программе, но нет в файле: { $count }
upload-rejected = С ошибками: { $count }
upload-problem = ⛔️ Строка { $line }, поле «{ $field }»: { $reason }
upload-past = ⚠️ <b>{ $count ->
    [one] { $count } сессия уже прошла
    [few] { $count } сессии уже прошли
   *[many] { $count } сессий уже прошли
}</b> ({ $days }). Если это прежняя программа, скройте её лист или удалите эти строки и пришлите файл снова.
upload-crowded = ⚠️ <b>{ $title }</b>: мест { $capacity }, а записаны { $going }. Все остаются, новых не запишу.
upload-clash = ⚠️ { $name }, { $span }: <b>{ $first }</b> и <b>{ $second }</b> — в одно время.
upload-clash-more = ⚠️ …и ещё таких совпадений: { $count }
upload-line-added = ➕ <b>{ $title }</b>, { $span }
upload-line-added-cancelled = ➕ <s><b>{ $title }</b>, { $span }</s> — отменена
upload-line-moved = 🕒 <b>{ $title }</b>: { $old } → { $new }
upload-line-renamed = ✏️ «{ $old }» → <b>«{ $title }»</b>
upload-line-relocated = 📍 <b>{ $title }</b>: { $old } → { $new }
upload-line-cancelled = ❌ <b>{ $title }</b>: отменяется
upload-line-restored = ✅ <b>{ $title }</b>: снова состоится
upload-line-changed = 📝 <b>{ $title }</b>, изменится: { $fields }
upload-line-missing = ❔ <b>{ $title }</b>, { $span }: в файле нет, останется как есть
upload-column = Столбец «{ $column }» мне незнаком, его не читаю.
upload-sheet = На листе «{ $sheet }» нет столбцов программы, его не читаю.
upload-refused = Ничего не изменю, пока в файле есть ошибки. Исправьте их и пришлите файл ещё раз.
upload-line-unknown = ❔ Отменять нечего, такой сессии нет: { $uid }
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
