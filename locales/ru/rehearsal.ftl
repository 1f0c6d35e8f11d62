# Репетиция события: отчёт для организатора и команда rehearse.

rehearsal-title = Репетиция: { $event }
rehearsal-window = С { $start } по { $end } ({ $zone })
rehearsal-note = Всё прошло на копии данных, и никто ничего не получил. Время — с точностью до секунды.

rehearsal-sent = Сообщений
rehearsal-reached = Получателей
rehearsal-peak = Больше всего за секунду
rehearsal-latest = Самое большое опоздание
rehearsal-late-p99 = 99 из 100 опоздают не больше чем на
rehearsal-quiet = Придут в тихие часы
rehearsal-absent-count = Записаны, но ничего не получат
rehearsal-waiting = К концу ещё ждут очереди
rehearsal-in-time = без опоздания

rehearsal-conflicts = Что стоит поправить
rehearsal-no-conflicts = Накладок не нашлось.
rehearsal-when = Когда
rehearsal-what = Что не так
rehearsal-advice = Что сделать
rehearsal-more = …и ещё { $count }.

rehearsal-room = { $name } занят дважды: «{ $first }» и «{ $second }»
rehearsal-room-advice = Дайте одной из сессий другой зал или другое время.
rehearsal-speaker = { $name } выступает в двух местах сразу: «{ $first }» и «{ $second }»
rehearsal-speaker-advice = Разведите сессии по времени или уточните, кто выступает.
rehearsal-people = { $count ->
    [one] { $count } человек записан
    [few] { $count } человека записаны
   *[many] { $count } человек записаны
} на две сессии в одно время: «{ $first }» и «{ $second }»
rehearsal-people-advice = Разведите сессии по времени или напишите записавшимся, чтобы выбрали одну.
rehearsal-days = «{ $title }» стоит далеко от остальных дней события
rehearsal-days-advice = Проверьте дату: похоже на опечатку.
rehearsal-capacity = «{ $title }»: мест не хватит — лишних { $count }
rehearsal-capacity-advice = Найдите зал побольше или увеличьте число мест.
rehearsal-storm = { $count ->
    [one] { $count } напоминание
    [few] { $count } напоминания
   *[many] { $count } напоминаний
} в одну минуту ({ $titles }); опоздание последнего — { $late }{ $lost ->
    [0] {""}
   *[other] ; до начала не успеют: { $lost }
}
rehearsal-storm-advice = Сдвиньте начала сессий хотя бы на несколько минут или увеличьте SEND_RATE (сейчас { $rate } в секунду; больше 30 — платно).

rehearsal-kinds = Что придёт
rehearsal-kind = Вид
rehearsal-count = Сколько
rehearsal-kind-acquaintance = Контакты нового знакомого
rehearsal-kind-admission = Напоминание о сроке приёма
rehearsal-kind-announcement = Объявление
rehearsal-kind-answer = Ответ на сообщение об ошибке
rehearsal-kind-approval = Просьба одобрить объявление
rehearsal-kind-change = Изменение в программе
rehearsal-kind-channel = Вопрос о канале с новостями
rehearsal-kind-complaint = Жалоба на просьбу о знакомстве
rehearsal-kind-confirmation = Подтверждение записи на сессию
rehearsal-kind-correction = Правка объявления
rehearsal-kind-digest = Утренняя сводка
rehearsal-kind-feed = Лента новостей не читается
rehearsal-kind-introduction = Просьба о знакомстве
rehearsal-kind-news = Новость
rehearsal-kind-news-digest = Сводка новостей
rehearsal-kind-news-digest-edit = Правка сводки новостей
rehearsal-kind-news-edit = Правка новости
rehearsal-kind-news-recall = Отзыв новости
rehearsal-kind-open-day = Напоминание о дне открытых дверей
rehearsal-kind-open-day-change = Изменение дня открытых дверей
rehearsal-kind-outage = Перебой в работе Telegram
rehearsal-kind-place = Освободилось место
rehearsal-kind-question = Вопросы докладчику
rehearsal-kind-rating = Просьба оценить сессию
rehearsal-kind-recall = Отзыв объявления
rehearsal-kind-reminder = Напоминание
rehearsal-kind-reminder-edit = Правка напоминания
rehearsal-kind-report = Сообщение об ошибке
rehearsal-kind-returned = Объявление вернулось в черновики
rehearsal-kind-stalled = Объявление приостановлено
rehearsal-kind-summary = Отчёт об объявлении

rehearsal-timeline = По часам
rehearsal-nothing = За это время ничего не придёт.
rehearsal-unsent = Что не дойдёт
rehearsal-reason = Причина
rehearsal-absent = Кто ничего не получит
rehearsal-absent-note = Эти люди записаны на сессии, но бот им не напишет. Предупредите их иначе.
rehearsal-absent-blocked = недоступен: заблокировал бота или удалил аккаунт
rehearsal-absent-stopped = остановил бота
rehearsal-absent-muted = отключил сообщения о сессиях
rehearsal-person = Имя
rehearsal-sessions = Сессий

rehearsal-id = id
rehearsal-session = Сессия
rehearsal-line = Первая строка
rehearsal-late = Опоздание, с

rehearsal-progress = { $moment } — сообщений: { $count }
rehearsal-saved = Готово за { $seconds } с. Отчёт и список: { $folder }
rehearsal-stopped = Репетиция прервана, отчёта нет.
rehearsal-not-saved = Не получилось записать отчёт: { $reason }
rehearsal-no-event = События «{ $event }» нет. Есть: { $known }
rehearsal-no-sessions = Репетировать нечего: в программе нет ни одной сессии.
rehearsal-time-unclear = Не понял время «{ $value }». Напишите так: 2026-11-25 или 2026-11-25T09:00.
rehearsal-ends-early = Конец репетиции не позже её начала. Проверьте --from и --to.
rehearsal-too-long = Слишком длинный срок: можно до { $days } дней. Укажите --from и --to.
