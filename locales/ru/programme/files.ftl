# Программы событий: чтение файлов с расписанием.

import-schedule-type = Файлы «.{ $kind }» не читаю. Подойдут ics, csv, xlsx, ods, schedule.xml и schedule.json. { import-file-advice }
import-schedule-too-many = Слишком много сессий: можно до { $limit }.
import-schedule-zone = У события неизвестный часовой пояс «{ $value }».
import-schedule-empty = В файле нет ни одной сессии.
import-schedule-shape = Это не расписание в формате frab или pretalx: не нашёл дни, залы и сессии там, где они должны быть.
import-schedule-doctype = В файле есть DOCTYPE. Такие файлы не открываю: уберите эту строку и повторите.
import-schedule-cut = Календарь нарушен в строке { $line }: что-то открыто и не закрыто. Возможно, файл скачался не целиком.

import-session-date-only = «{ $value }» — день без времени, а нужны часы и минуты
import-session-moment = «{ $value }» — не дата со временем
import-session-time = «{ $value }» — не время (нужно 10:00 или 2026-12-01T10:00)
import-session-year = год { $year } не подходит: можно с { $low } по { $high }
import-session-skipped = времени { $value } там не бывает: в этот час переводят стрелки вперёд
import-session-twice = время { $value } там бывает дважды: в этот час переводят стрелки назад. Укажите его по UTC
import-session-two-days = «{ $value }» — не тот день, который назван в строке: { $date }
import-session-length = «{ $value }» — начало и длительность дают конец в { $end }, а написан другой
import-session-no-end = «{ $value }» — только начало, нужен и конец: 10:00–11:30 или отдельный столбец «Конец»
import-session-order = конец не позже начала
import-session-too-long = сессия длиннее { $days ->
    [one] { $days } дня
   *[other] { $days } дней
}
import-session-duration = «{ $value }» — не продолжительность (нужно 00:45 или PT45M)
import-session-status = статус «{ $value }» неизвестен (нужно «отменена» или пусто)
import-session-line = строку { $line } не разобрать
import-session-endless = «{ $title }» повторяется без конца: добавьте последний день или число повторов
import-session-rule-long = «{ $title }» повторяется дольше года: сократите серию или разделите её
import-session-rule-many = «{ $title }» повторяется слишком часто: можно до { $limit } раз
import-session-rule-part = в правиле повтора «{ $title }» не понимаю { $part }

import-event-id = «{ $value }» не подходит как id события: до 40 строчных латинских букв, цифр и дефисов.
import-missing = Есть в программе, но нет в файле: { $count }
import-change-moved = другое время
import-change-renamed = новое название
import-change-relocated = другой зал
import-change-cancelled = отменена
import-change-restored = снова состоится
import-change-changed = изменено описание
import-event-point = «{ $value }» — не точка: нужны широта и долгота через запятую, например 56.33,43.96.

import-note-private = «{ $title }»: в календаре это личное, а в программе его увидят все
import-note-all-day = весь день, без времени, не взял: «{ $title }»
import-note-endless = повторяется без конца, не взял: «{ $title }»
import-note-ended = серия кончается раньше, чем начинается, не взял: «{ $title }»
import-note-no-end = «{ $title }»: нет конца, поставил час
import-note-shortened = «{ $title }»: текст сократил до { $limit } знаков
import-note-url = «{ $title }»: ссылку «{ $value }» не взял, она открывается не у всех
import-note-hidden = скрыта, но прочитана (скрытых строк: { $count }). Лишние удалите из файла
import-note-grid = прочитал таблицу как сетку: время вниз, а поперёк { $columns }. Каждая заполненная ячейка — сессия
import-note-speakers = ещё докладчик сессии из строки { $first }: добавил к ней
import-note-repeated = та же сессия, что в строке { $first }: взял один раз
