# Объявления: черновик, получатели, время, отправка, итоги.

announcement-settings = 🔔 Настроить уведомления
announcement-album-tail = ⬆️ Объявление программы «Профессионалитет»

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

## Пост

broadcast-ask =
    <b>Новое объявление</b>
    Пришлите пост одним сообщением: текст с любым оформлением, фото, видео, документ, альбом или опрос.
    Я скопирую его как есть. Передумали — /cancel.
post-refused = Такое сообщение Telegram не разрешает копировать. Пришлите пост другим сообщением.
post-correction-too-long = В исправлении не больше { $limit } знаков: длинные сообщения Telegram исправить не даёт. Сократите текст.
post-refused-paid = Платные публикации Telegram копировать не разрешает. Пришлите пост другим сообщением.
post-refused-giveaway = Розыгрыши Telegram копировать не разрешает. Пришлите пост другим сообщением.
post-refused-invoice = Счета на оплату Telegram копировать не разрешает. Пришлите пост другим сообщением.
post-refused-quiz = Викторину можно скопировать, только если боту известен правильный ответ. Пришлите обычный опрос.
post-refused-service = Это служебное сообщение, его нельзя разослать. Пришлите обычный пост.

## Черновик

broadcast-title-draft = <b>Объявление</b> — черновик. Пост выше — точно то, что увидят получатели.
broadcast-title-awaiting = <b>Объявление</b> ждёт одобрения второго организатора.
broadcast-title-planned = <b>Объявление</b> запланировано.
broadcast-title-started = <b>Объявление</b> уже отправляется или отправлено.
broadcast-fact-audience = Кому: { $audience }
broadcast-fact-people = { $count ->
    [0] <b>Получателей нет</b>
    [one] <b>{ $shown }</b> получатель, { $takes }
    [few] <b>{ $shown }</b> получателя, { $takes }
   *[many] <b>{ $shown }</b> получателей, { $takes }
}
broadcast-fact-now = Когда: сразу после подтверждения
broadcast-fact-at = Когда: { $moment }
broadcast-fact-local = Когда: { $moment } по местному времени каждого получателя
broadcast-fact-zones-past = Там, где этот час уже прошёл ({ $past } из { $zones } часовых поясов), отправим сразу.
broadcast-fact-category-important = Категория: важное. Придёт всем и в тихие часы тоже
broadcast-fact-category-news = Категория: новости. Тихие часы получателей соблюдаются
broadcast-fact-category-sessions = Категория: сессии. Тихие часы получателей соблюдаются
broadcast-fact-outlets = Ещё в каналы и темы: { $titles }
broadcast-fact-buttons = Кнопки: { $labels }
broadcast-fact-silent = Без звука
broadcast-fact-expiry = Не отправлять позже: { $moment }
broadcast-album-hint = К альбому Telegram не даёт прикрепить кнопки: они придут следом отдельным сообщением.

broadcast-audience = 👥 Кому
broadcast-when = 🕒 Когда
broadcast-category = 🏷 Категория
broadcast-buttons = 🔗 Кнопки
broadcast-silent-off = 🔔 Со звуком
broadcast-silent-on = 🔕 Без звука
broadcast-expiry = ⌛ Срок
broadcast-outlets = 📣 Каналы
broadcast-test = 🧪 Проверить на себе
broadcast-send = Отправить
broadcast-discard = 🗑 Удалить
broadcast-withdraw = ↩️ Вернуть в черновики
broadcast-back = ‹ Назад

broadcast-category-title =
    <b>О чём объявление?</b>
    Новости и сессии получатель может отключить, важное — нет. Важное приходит и в тихие часы.
category-important = Важное
category-news = Новости
category-sessions = Сессии

broadcast-buttons-ask =
    <b>Кнопки под постом</b>
    Пришлите до восьми строк вида «Текст — https://адрес».
    Например: Записаться — https://example.org/form
broadcast-buttons-remove = Убрать кнопки
broadcast-buttons-empty = Не увидел ни одной строки. Нужно так: «Текст — https://адрес».
broadcast-buttons-too-many = Слишком много кнопок: можно до { $limit }.
broadcast-button-unclear = Строку { $line } не понял. Нужно так: «Текст — https://адрес».
broadcast-button-long = В строке { $line } слишком длинная подпись: можно до { $limit } знаков.

broadcast-when-title = <b>Когда отправить?</b>
broadcast-type-time = ✏️ Назначить время
broadcast-now = Сразу после подтверждения
broadcast-local-on = 🌍 По местному времени каждого
broadcast-local-off = 📍 В один момент для всех
broadcast-local-needs-time = Сначала назначьте время.
broadcast-time-ask =
    Напишите время, как привыкли: «завтра 10:00», «25 декабря 14:30», «через 2 часа».
    Часовой пояс: { $zone }. Передумали — /cancel.
moment-unclear = Не понял время. Напишите, например, «завтра 10:00», «25 декабря 14:30» или «через 2 часа». Или отмените: /cancel.
moment-no-clock = В какое время? Напишите день вместе с часом, например «завтра 10:00» или «25 декабря 14:30». Или отмените: /cancel.
moment-past = Это время уже прошло. Назначьте время в будущем или отмените: /cancel.
moment-too-far = Так далеко вперёд не планирую: можно не позже чем через год.

broadcast-expiry-ask =
    <b>До какого времени объявление имеет смысл?</b>
    Кому не успеем отправить к этому сроку, тем не отправим вовсе.
    Напишите время: «сегодня 18:00», «через 2 часа». Передумали — /cancel.
broadcast-expiry-remove = Убрать срок
broadcast-expires-before-start = Срок наступает раньше отправки: так его не получит никто. Измените срок или время.

broadcast-outlets-title =
    <b>Куда ещё отправить?</b>
    Отметьте каналы, группы и темы. Бот должен быть там администратором.
broadcast-outlets-none =
    <b>Куда ещё отправить?</b>
    Пока некуда: сделайте бота администратором канала или группы либо добавьте их по ссылке.
broadcast-outlet-add = ➕ Добавить по ссылке
broadcast-outlet-ask =
    Пришлите ссылку на канал, группу или тему (https://t.me/…), имя вида @имя или перешлите пост из канала.
    Передумали — /cancel.
broadcast-outlet-pick = Или выберите кнопкой внизу: бот сразу станет там администратором.
broadcast-outlet-added = Готово: «{ $title }» добавлен.
pick-channel = 📣 Выбрать канал
pick-group = 👥 Выбрать группу
outlet-unclear = Не понял, что это за канал. Пришлите ссылку https://t.me/…, имя вида @имя или пост из канала. Или отмените: /cancel.
outlet-not-reachable = Не вижу такого канала, группы или темы. Проверьте ссылку и добавьте туда бота администратором.
outlet-no-rights = Бот там не администратор или не может публиковать. Дайте ему это право и повторите.

broadcast-test-sent = Отправляю вам копию: такой её увидят получатели.
broadcast-confirm = <b>Отправить объявление?</b>
broadcast-confirm-approval = Получателей много, поэтому сначала его одобрит второй организатор.
broadcast-confirm-yes = Да, отправить
broadcast-confirm-plan = Да, запланировать
broadcast-awaiting = Отправил на одобрение другим организаторам. Как только один из них согласится, объявление уйдёт.
broadcast-planned = <b>Запланировано.</b>
broadcast-approval = { $count ->
    [one] <b>Нужно ваше одобрение.</b> Объявление организатора «{ $author }» уйдёт { $shown } получателю.
   *[many] <b>Нужно ваше одобрение.</b> Объявление организатора «{ $author }» уйдёт { $shown } получателям.
}
broadcast-approve = Одобрить
broadcast-reject = Вернуть автору
broadcast-approved = Одобрено: объявление отправляется.
broadcast-approved-later = Одобрено: объявление уйдёт в назначенное время.
broadcast-rejected = Объявление вернулось автору в черновики.
broadcast-discard-ask = Удалить объявление? Вернуть его будет нельзя.
broadcast-discard-yes = Да, удалить
broadcast-discarded = Объявление удалено.

broadcast-nobody = Получателей нет: измените, кому отправить.
broadcast-start-past = Назначенное время уже прошло. Назначьте другое.
broadcast-already-confirmed = Это объявление уже подтверждено: его больше нельзя изменить.
broadcast-not-yours = Это объявление готовит другой организатор.
broadcast-approve-own = Своё объявление одобрить нельзя: нужен второй организатор.
broadcast-nobody-approves = Больше { $limit } получателей: нужен второй организатор, а его пока нет. Добавьте его в /admin.
broadcast-gone = Этого объявления больше нет. Вот свежее меню.

## Получатели

audience-title =
    <b>Кому отправить?</b>
    Условия складываются: получит тот, кто подходит под все.
audience-except-title =
    <b>Кому не отправлять?</b>
    Кто подходит под это условие, объявления не получит.
audience-none-yet = Пока условий нет: получат все.
audience-everyone = все
audience-except = кроме: { $words }
audience-languages = язык: { $values }
audience-roles = роль: { $values }
audience-regions = регион: { $values }
audience-within = до { $km } км от места { $place }
audience-favourites = { $count ->
    [one] { $count } кластер в избранном
    [few] { $count } кластера в избранном
   *[many] { $count } кластеров в избранном
}
audience-industries = отрасль избранного: { $values }
audience-registered = записаны: { $name }
audience-chosen = { $count ->
    [one] { $count } человек из файла
    [few] { $count } человека из файла
   *[many] { $count } человек из файла
}
audience-received = кто уже получил
audience-add-except = ➖ Кроме…
audience-reset = Все без условий
audience-kind-language = ➕ Язык
audience-kind-role = ➕ Роль
audience-kind-region = ➕ Регион
audience-kind-place = ➕ Рядом с местом
audience-kind-favourite = ➕ Избранный кластер
audience-kind-industry = ➕ Отрасль
audience-kind-registered = ➕ Записаны на…
audience-kind-file = ➕ Список из файла
audience-values = <b>Кому.</b> Отметьте одно или несколько: подойдёт любой из отмеченных.
audience-values-except = <b>Кому не отправлять.</b> Отметьте одно или несколько.
audience-values-none = Выбрать пока не из чего: никто этого о себе не указал.
audience-place-ask = Рядом с каким местом? Напишите город или посёлок. Передумали — /cancel.
audience-radius-title = <b>{ $place }</b>, { $region }. Как далеко?
audience-radius = до { $km } км
audience-events = <b>На какое событие записаны?</b>
audience-events-none = Событий пока нет. Когда появится программа, здесь можно будет выбрать записавшихся.
audience-event-title = <b>{ $title }</b>
audience-event-whole = Все, кто записан на событие
audience-event-track = Направление: { $track }
audience-file-ask =
    Пришлите файл со списком: txt, csv или xlsx, по одному id Telegram в строке или в столбце «id».
    Передумали — /cancel.
audience-file-read = { $count ->
    [one] Прочитал { $count } id, из них боту знакомы: { $known }.
   *[many] Прочитал { $count } id, из них боту знакомы: { $known }.
}
audience-file-empty = В файле нет ни одного id.
audience-file-too-long = Слишком длинный список: можно до { $limit } id.
audience-file-row = Строка { $line }: «{ $value }» — это не id. Ничего не записано, исправьте файл и пришлите снова.

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
sent-correct-ask =
    Пришлите исправленный пост. Отправленные сообщения изменятся на месте, а кому ещё не ушло — уйдёт уже исправленное.
    Передумали — /cancel.
sent-recall-ask = Удалить объявление у всех, кто его получил ({ $shown })? Telegram даёт удалять сообщения только 48 часов.
sent-recall-yes = Да, отозвать

summary-sent-send = Доставлено: <b>{ $shown }</b>
summary-sent-correct = Исправлено: <b>{ $shown }</b>
summary-sent-recall = Отозвано: <b>{ $shown }</b>
summary-failed = Не вышло: { $shown }
summary-reason = • { $reason }: { $shown }
summary-uncertain = Могли прийти дважды из-за обрыва связи: { $shown }
summary-took = Заняло { $takes }
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

## Стол организатора

command-admin = Стол организатора
command-broadcast = Новое объявление
admin-forbidden = Это только для организаторов.
admin-owners-only = Это может только владелец бота.
admin-title = <b>Стол организатора</b>
admin-people = Людей: <b>{ $shown }</b>
admin-active = Заходили за 7 дней: { $week }, за 30 дней: { $month }
admin-unreachable = Недоступны: { $unreachable }, отказались от сообщений: { $stopped }
admin-queue = В очереди на отправку: { $shown }
admin-late = Самое старое из очереди ждёт { $late }
admin-announcements = Объявлений запланировано: { $planned }, отправляется: { $running }
admin-errors = Последние ошибки отправки:
admin-error = • { $error }
admin-compose = 📣 Новое объявление
admin-under-way = ⏳ Идут и ждут
admin-archive = 🗂 Архив
admin-organisers = 👤 Организаторы
admin-log = 📜 Журнал
admin-refresh = 🔄 Обновить
admin-home = ‹ Стол организатора
admin-back = ‹ Назад
admin-under-way-title = <b>Идут и ждут</b>
admin-under-way-none = Сейчас ничего не отправляется и не запланировано, черновиков у вас нет.
admin-running = № { $number }: отправляется, { $done } из { $all }
admin-planned = № { $number }: { $when }. Кому: { $audience }
admin-draft = № { $number }: черновик от { $when }. Кому: { $audience }
admin-awaiting = № { $number }: ждёт одобрения. Кому: { $audience }. { $when }
admin-open = Открыть № { $number }
admin-archive-title = { $count ->
    [0] <b>Архив</b> пока пуст.
    [one] <b>Архив</b> — { $count } объявление
    [few] <b>Архив</b> — { $count } объявления
   *[many] <b>Архив</b> — { $count } объявлений
}
admin-archived = № { $number }, { $moment }: доставлено { $sent } из { $all }

organisers-title = <b>Организаторы</b>
organisers-none = Кроме владельцев, никого.
organisers-line = • { $name } ({ $id }), с { $moment }
organisers-add = ➕ Добавить
organisers-ask =
    Перешлите сюда любое сообщение этого человека или пришлите его id числом.
    Передумали — /cancel.
organisers-pick = 👤 Выбрать человека
organisers-pick-ask = Или выберите человека из своих чатов кнопкой внизу: так можно назначить и того, кто скрыт при пересылке.
organisers-added = Готово: { $name } — теперь организатор.
organisers-already = { $name } — уже организатор.
organisers-remove = ✕ { $name }
organisers-remove-ask = Лишить прав организатора: { $name }?
organisers-remove-yes = Да, лишить
organisers-gone = Этого организатора в списке уже нет.
organisers-bot = Бот не может быть организатором.
organisers-hidden = Этот человек скрыл, кто он, при пересылке. Выберите его кнопкой «👤 Выбрать человека» внизу или пришлите его id числом.
organisers-unclear = Не понял, кто это. Перешлите сообщение человека или пришлите его id числом. Или отмените: /cancel.
organisers-id-wrong = Такого id в Telegram не бывает. Проверьте число.

log-title = <b>Журнал</b>
log-none = Записей пока нет.
log-line = { $moment }, { $name }: { $what }
audit-organiser-added = добавлен организатор: { $name } ({ $id })
audit-organiser-removed = сняты права организатора: { $name } ({ $id })
audit-confirmed = подтверждено объявление № { $id }, получателей: { $people }
audit-approval-asked = запрошено одобрение объявления № { $id }, получателей: { $people }
audit-approved = одобрено объявление № { $id }, получателей: { $people }
audit-withdrawn = возвращено в черновики объявление № { $id }
audit-discarded = удалено объявление № { $id }
audit-dispatch-paused = отправка поставлена на паузу ({ $id })
audit-dispatch-running = отправка продолжена ({ $id })
audit-dispatch-cancelled = отправка остановлена ({ $id })
audit-post-replaced = пост заменён новым ({ $id })
audit-correct-begun = исправлено объявление № { $id }
audit-recall-begun = отозвано объявление № { $id }
audit-unknown = действие { $action }

## Тревоги владельцам

alarm-store =
    🚨 <b>База данных не принимает записи.</b>
    Отправка остановлена, ничего не потеряно. Освободите место или проверьте диск — дальше всё пойдёт само.
    Причина: <code>{ $reason }</code>
alarm-token =
    🚨 <b>Telegram не пускает бота.</b>
    Токен отозван или этим ботом управляет другой процесс. Сообщения ждут в очереди.
    Причина: <code>{ $reason }</code>
outage-begun =
    ⚠️ <b>Telegram перестал отвечать боту { $since }.</b>
    Рассылки, напоминания и уведомления встали в очередь: тогда в ней ждало { $waiting }. Ничего не потеряно, делать ничего не нужно.
    Это сообщение ждало вместе с ними: раз оно дошло, связь возвращается.
outage-over =
    ✅ <b>Telegram снова отвечает боту.</b>
    Связи не было { $lasted }: с { $since } до { $until }.
    В очереди ждёт { $waiting }: всё уйдёт с обычной скоростью, кроме того, что успело устареть.

## Настройки уведомлений

settings-role = Кто вы: { $role }
settings-notify = Уведомления: { $wishes }
settings-set-notify = 🔔 Уведомления
settings-set-role = Кто вы
settings-back = ‹ Назад
role-title =
    <b>Кто вы?</b>
    Так организаторы пришлют только то, что вам подходит. Отвечать необязательно; ещё одно нажатие снимет отметку.
role-none = не указано
role-student = школьник или студент
role-parent = родитель
role-cluster = представитель кластера или колледжа
role-employer = работодатель
role-other = другое
notify-title = <b>Уведомления</b>
notify-important = Важное приходит всегда. Не хотите ничего вовсе — /stop.
notify-paused = Сейчас приходит только важное.
notify-only-important = только важное
notify-with-quiet = { $words }; тихо { $hours }
notify-quiet = Тихие часы: { $hours } по вашему времени. В это время приходит только важное.
notify-no-quiet = Тихих часов нет: сообщения приходят в любое время.
notify-set-quiet = 🌙 Тихие часы
notify-pause = ⏸ Оставить только важное
notify-unpause = ▶️ Снова присылать всё
quiet-title = <b>Тихие часы</b> по вашему времени: что не важно, подождёт до их конца.
quiet-none = Без тихих часов
