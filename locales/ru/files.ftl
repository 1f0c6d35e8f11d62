## Ввод данных из файла

import-register-none = в файле нет ни одного свидетельства (Certificate): это не реестр аккредитованных программ
import-register-colleges = Организаций со средним профессиональным образованием: { $count }
import-register-matched = Нашлось карточек: { $count }
import-register-ambiguous =   ? { $name }: «{ $college }» в реестре не один, не заполняю
import-added = Добавлено: { $count }
import-changed = Изменено: { $count }
import-unchanged = Без изменений: { $count }
import-rejected = Отклонено: { $count }
import-problem = Строка { $line }, поле «{ $field }»: { $reason }
import-line-of-sheet = { $line } (лист «{ $sheet }»)
import-note = Строка { $line }: { $reason }
import-unknown-column = Столбец «{ $column }» неизвестен и не прочитан.
import-stored = Записано.
import-nothing-stored = Ничего не записано: исправьте отклонённые строки и повторите.
import-same = Записывать нечего: ничего не изменилось.
import-unknown-session = ? { $uid }: отменять нечего, такой сессии в программе нет
import-dry-run = Проверка: ничего не записано.
import-file-unreadable = Файл { $file } не открылся: { $reason }

import-file-empty = Файл пуст.
import-file-too-large = Файл слишком велик: можно до { $limit } МБ.
import-file-type = Файлы «.{ $kind }» не читаю. Подойдут csv, xlsx, ods и json. { import-file-advice }
import-file-advice = { $kind ->
    [xls] Откройте файл в Excel, LibreOffice или Google Таблицах и сохраните как xlsx.
    [xlsb] Откройте файл в Excel, LibreOffice или Google Таблицах и сохраните как xlsx.
    [html] Это веб-страница. Откройте её в Excel или LibreOffice и сохраните как xlsx.
    [mxl] В 1С сохраните его как «Лист Excel2007 (xlsx)».
    [numbers] В Numbers экспортируйте его в Excel.
    [zip] Распакуйте архив и пришлите файл из него.
    [rar] Распакуйте архив и пришлите файл из него.
    [gz] Распакуйте архив и пришлите файл из него.
   *[other] Перенесите таблицу в Excel, LibreOffice или Google Таблицы и сохраните как xlsx.
}
import-file-password = Файл закрыт паролем. Снимите пароль и пришлите файл снова.
import-file-of-programme = Похоже, это программа события, а не таблица кластеров или дней открытых дверей. Её загружают в другом месте: стол организатора (/admin) → «🗓 Программа» → «📥 Загрузить файл».
import-file-of-clusters = Похоже, это таблица кластеров, а не программа события. Её загружают в другом месте: стол организатора (/admin) → «🏭 Кластеры» → «Загрузить файл».
import-file-of-open-days = Похоже, это дни открытых дверей, а не программа события. Их загружают в другом месте: стол организатора (/admin) → «🏭 Кластеры» → «Загрузить файл».
import-calendar-method = { $method ->
    [COUNTER] Это предложение перенести встречу
    [REFRESH] Это просьба прислать приглашение снова
   *[other] Это ответ на приглашение
} (METHOD:{ $method }), а не календарь. Сохраните сам календарь как ics и пришлите его.
import-file-no-rows = В файле нет ни одной строки с данными.
import-file-too-many-rows = Слишком много строк: можно до { $limit }.
import-file-corrupt = { $line ->
    [0] Файл повреждён или это не то, чем он назван.
   *[other] Файл повреждён или это не то, чем он назван: смотрите строку { $line }.
}
import-file-quotes = Строка { $line }: кавычки внутри ячейки. Удвойте их ("") или замените на «».
import-file-encoding = Не понял кодировку текста. Подойдут UTF-8 и windows-1251.
import-file-unpacks-too-large = Файл распаковывается больше чем в { $limit } МБ: такой не открываю.
import-file-too-many-cells = Таблица слишком велика: заполненные ячейки занимают { $rows } строк и { $columns } столбцов, а можно до { $limit } ячеек вместе с пустыми. Удалите то, что стоит далеко от таблицы, и пришлите файл ещё раз.
import-file-too-heavy = Не смог прочитать файл: на это ушло бы больше { $memory } МБ памяти или { $seconds } секунд. Оставьте в нём одну таблицу без картинок и оформления или сохраните её как csv.
import-file-json-shape = В json нужен список объектов — сам по себе или под ключом «{ $list }».
import-file-row-too-wide = В строке { $line } значений больше, чем столбцов в заголовке.
import-file-columns = В файле не хватает { $count ->
    [one] столбца { $columns }
   *[other] столбцов: { $columns }
}.{ $seen ->
    [none] { "" }
   *[other] { " " }Вижу столбцы: { $seen }.
}
import-file-column = «{ $name }»

import-row-empty = обязательное поле пусто
import-row-duplicate = такой id уже есть в строке { $first }
import-row-repeated = сессия с таким названием, временем и местом уже есть в строке { $first }
import-row-weekday = «{ $value }» — не тот день недели: { $date } — { $weekday ->
    [0] понедельник
    [1] вторник
    [2] среда
    [3] четверг
    [4] пятница
    [5] суббота
   *[6] воскресенье
}
import-file-formula = Строка { $line }{ $sheet ->
    [none] {""}
   *[other] {" "}(лист «{ $sheet }»)
}, столбец «{ $column }»: формула там не сработала, вместо значения ошибка. Исправьте её или очистите ячейку и пришлите файл снова.
import-file-column-twice = Столбец «{ $column }» стоит в таблице дважды: похоже, рядом две таблицы. Поставьте их одну под другой или на разные листы.
import-row-id = «{ $value }» не подходит: до 40 строчных латинских букв, цифр и дефисов
import-row-industry = отрасль «{ $value }» неизвестна: назовите её, как в боте, — «Медицина», «Машиностроение»
import-row-too-long = длина { $length }, можно до { $limit } знаков
import-row-control = есть управляющие символы
import-row-half-point = указана только одна из координат
import-row-number = «{ $value }» — не числа
import-row-far = далеко от города { $city }: { $km } км; проверьте широту и долготу
import-note-region = не нашёл на карте регион «{ $value }»: по нему не найдут «рядом со мной»
import-note-college = колледж не назван: в списках региона и отрасли кластер есть, «рядом со мной» его не найдут
import-note-city = не нашёл на карте город «{ $value }»: без него не найдут «рядом со мной»
import-row-swapped = широта и долгота перепутаны местами: { $lat }, { $lon }
import-row-off-globe = такой точки на земном шаре нет: { $lat }, { $lon }
import-row-zone = часовой пояс «{ $value }» неизвестен
import-row-out-of-range = «{ $value }» — не целое число от { $low } до { $high }
import-row-url = «{ $value }» — не адрес сайта (нужен http:// или https://)
import-note-year = у даты «{ $value }» нет года, взят ближайший день: { $date }
import-note-day = «{ $value }» — взят день { $date }: по номеру, от дня с датой
import-note-aside = не похоже на строку таблицы, не взял: «{ $value }»
import-row-days = «{ $value }» — несколько дней: поставьте каждый своей строкой
import-row-no-year = у даты «{ $value }» нет года (нужно 23.11.2026)
import-row-point-of = «{ $value }» — не town (город) и не building (здание)
import-row-point-of-none = точке здания нужны широта и долгота
import-row-phone = «{ $value }» — не телефон
import-row-study-form = «{ $value }» — не форма обучения (очная, очно-заочная, заочная)
import-row-grades = «{ $value }» — не классы (9 или 11)
import-row-yes-no = «{ $value }» — не «да» и не «нет»
import-row-open-day = «{ $value }» — не день открытых дверей (нужно 17.04.2027 11:00 | адрес | ссылка)
import-day-time = «{ $value }» — не время (нужно 11:00)
import-day-card = карточки с кодом «{ $value }» нет
import-day-no-college = колледж не назван
import-day-college = колледж «{ $value }» не нашёлся среди карточек; проверьте название и город или укажите код карточки
import-day-colleges = «{ $value }» — подходит несколько колледжей: { $found }. Укажите город или код карточки
import-day-recurs = повторяющееся событие: сохраните каждый день отдельно
import-day-several = событие со временем длится несколько дней: сохраните каждый день отдельно
import-day-long = событие длиннее { $days } дней — это не день открытых дверей
import-note-day-college = «{ $value }» — понял так: { $name } ({ $place }). Не он — укажите код карточки
import-note-day-past = { $date } уже прошло, не записываю
import-note-day-no-such = { $date } в карточке нет, отменять нечего
import-row-date = «{ $value }» — не дата (нужно 2026-11-23 или 23.11.2026)

## Столбцы файлов

import-column = { $name } ({ $column })
column-uid = Код
column-title = Название
column-date = Дата
column-weekday = День недели
column-start-date = Дата начала
column-end-date = Дата окончания
column-all-day = Весь день
column-time = Время
column-start = Начало
column-starts-at = Начало
column-dtstart = Начало
column-end = Конец
column-ends-at = Конец
column-dtend = Конец
column-duration = Продолжительность
column-room = Зал
column-track = Направление
column-speakers = Докладчики
column-capacity = Число мест
column-abstract = Описание
column-description = Описание
column-summary = Название
column-rrule = Повторение
column-url = Ссылка
column-status = Статус
column-is-cancelled = Статус
column-id = Код
column-lead = Подводка
column-text = Текст
column-picture = Картинка
column-published = Дата выхода
column-dated = День известен
