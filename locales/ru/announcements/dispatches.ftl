duration-seconds = { $count ->
    [one] около { $count } секунды
    [few] около { $count } секунд
   *[many] около { $count } секунд
}
duration-minutes = { $count ->
    [one] около { $count } минуты
    [few] около { $count } минут
   *[many] около { $count } минут
}
duration-hours = { $count ->
    [one] около { $count } часа
    [few] около { $count } часов
   *[many] около { $count } часов
}

## Отправка

dispatch-send-running = <b>Отправляется</b>
dispatch-send-paused = <b>Отправка на паузе</b>
dispatch-send-finished = <b>Отправка завершена</b>
dispatch-send-cancelled = <b>Отправка остановлена</b>
dispatch-correct-running = <b>Исправляется у получателей</b>
dispatch-correct-paused = <b>Исправление на паузе</b>
dispatch-correct-finished = <b>Исправление завершено</b>
dispatch-correct-cancelled = <b>Исправление остановлено</b>
dispatch-recall-running = <b>Отзывается у получателей</b>
dispatch-recall-paused = <b>Отзыв на паузе</b>
dispatch-recall-finished = <b>Отзыв завершён</b>
dispatch-recall-cancelled = <b>Отзыв остановлен</b>
dispatch-filling = Составляю список: { $shown }…
dispatch-bar = { $bar } { $percent } %
dispatch-figures = Готово { $sent } · не вышло { $failed } · осталось { $left }
dispatch-left-in = Осталось { $takes }
dispatch-waiting = ⏳ Ждут своего часа: { $shown }. Уйдёт { $first }.
dispatch-waiting-till = ⏳ Ждут своего часа: { $shown }. Уйдёт с { $first } до { $last }.
dispatch-waiting-why = У этих получателей тихие часы. Важное приходит и в тихие часы.
dispatch-make-important = ❗ Сделать важным и не ждать
dispatch-important-ask = Сделать объявление важным? Сейчас, в тихие часы, его получат: { $shown }. Отменить это будет нельзя.
dispatch-important-yes = Да, отправить сейчас
dispatch-waits-no-more = Тихих часов никто больше не ждёт.
dispatch-pause = ⏸ Пауза
dispatch-resume = ▶️ Продолжить
dispatch-cancel = ⛔️ Остановить
dispatch-cancel-ask = Остановить совсем? Тем, кто ещё не получил ({ $left }), оно не уйдёт.
dispatch-cancel-yes = Да, остановить
dispatch-over = Уже завершено.
dispatch-busy = Дождитесь, пока закончится предыдущее исправление или отзыв.
dispatch-recalled = Объявление отозвано: менять больше нечего.
dispatch-recall-too-late = Прошло больше 48 часов: Telegram уже не даёт удалить эти сообщения.
dispatch-not-paused = Отправка не на паузе.
dispatch-correct-impossible = Альбомы и опросы Telegram исправлять не даёт. Можно отозвать и отправить заново.
dispatch-correct-kind = Исправить можно только тем же: текст — текстом, фото или файл — фото или файлом.
dispatch-stalled =
    <b>Отправка остановилась.</b>
    Пост удалён из нашего чата, и копировать больше нечего. Никто не потерян: остальные ждут в очереди.
    Пришлите пост ещё раз или остановите отправку совсем.
dispatch-replace = Прислать пост снова
dispatch-replace-ask = Пришлите пост — отправка продолжится с того же места. Передумали — /cancel.
dispatch-open-send = Открыть отправку
dispatch-open-correct = Открыть исправление
dispatch-open-recall = Открыть отзыв

## После отправки

sent-title = <b>Объявление № { $number }</b>
sent-began = Начато: { $moment }
sent-correct = ✏️ Исправить
sent-recall = ↩️ Отозвать
sent-repeat = 🔁 Тем, кто не получил
sent-refresh = 🔄 Обновить
sent-archive = 🗂 Архив
sent-correct-ask =
    Пришлите исправленный пост. Сначала покажу, каким его увидят; без вашего согласия ничего не изменю.
sent-correction = <b>Исправление.</b> Пост выше — точно то, что увидят получатели.
sent-correction-reach = Изменится у тех, кто уже получил: <b>{ $shown }</b>.
sent-correction-left = Ещё не получили: <b>{ $shown }</b>. Им уйдёт сразу исправленное.
sent-correction-yes = Да, исправить
sent-correction-other = Прислать другой
sent-correction-gone = Исправлять нечем: пришлите исправленный пост ещё раз.
sent-recall-ask = Удалить объявление у всех, кто его получил ({ $shown })? Telegram даёт удалять сообщения только 48 часов.
sent-recall-yes = Да, отозвать

summary-sent-send = Доставлено: <b>{ $shown }</b>
summary-sent-correct = Исправлено: <b>{ $shown }</b>
summary-sent-recall = Отозвано: <b>{ $shown }</b>
summary-failed = Не вышло: { $shown }
summary-reason = • { $reason }: { $shown }
summary-uncertain = Могли прийти дважды из-за обрыва связи: { $shown }
summary-took = Заняло { $takes }
summary-paused = и ещё { $lasted } на паузе
reason-blocked = заблокировали бота
reason-deactivated = аккаунт удалён
reason-not-found = чат недоступен
reason-opted-out = отказались от таких сообщений
reason-cancelled = остановлено
reason-expired = не успели до срока
reason-too-old = прошло больше 48 часов
reason-other = другое: { $error }
chart-title-send = Доставлено
chart-title-correct = Исправлено
chart-title-recall = Отозвано
chart-seconds = секунды с { $moment }
chart-count = сообщений
