# Объявления: черновик, получатели, время, отправка, итоги.

announcement-settings = 🔔 Настроить уведомления
announcement-album-tail = ⬆️ Объявление программы «Профессионалитет»

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

broadcast-title-draft = <b>Объявление</b> — черновик. Последняя копия поста — точно то, что увидят получатели.
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
broadcast-fact-counting = Получателей: считаю…
broadcast-fact-now = Когда: сразу после подтверждения
broadcast-fact-at = Когда: { $moment }
broadcast-fact-local = Когда: { $moment } по местному времени каждого получателя
broadcast-fact-zones-past = Там, где этот час уже прошёл ({ $past } из { $zones } часовых поясов), отправим сразу.
broadcast-fact-quiet = 🌙 Тихие часы: сразу получат <b>{ $reached }</b>, в { $hours } по своему времени — <b>{ $held }</b>.
broadcast-fact-quiet-planned = 🌙 Тихие часы: в назначенное время получат <b>{ $reached }</b>, в { $hours } по своему времени — <b>{ $held }</b>.
broadcast-make-important = ❗ Сделать важным: всем сразу
broadcast-fact-category-important = Категория: важное. Придёт и тем, кто отключил остальные, и в тихие часы
broadcast-fact-category-news = Категория: новости. Тихие часы получателей соблюдаются
broadcast-fact-category-sessions = Категория: сессии. Тихие часы получателей соблюдаются
broadcast-fact-outlets = Ещё в каналы и темы: { $titles }
broadcast-fact-outlets-more = Ещё в каналы и темы: { $titles } и ещё { $count }
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
broadcast-replace = ✏️ Заменить пост
broadcast-test = 🧪 Проверить на себе
broadcast-send = Отправить
broadcast-discard = 🗑 Удалить
broadcast-withdraw = ↩️ Вернуть в черновики
broadcast-back = ‹ Назад

broadcast-category-title =
    <b>О чём объявление?</b>
    Новости и сессии получатель может отключить, важное — нет. Важное приходит и в тихие часы.

broadcast-buttons-ask =
    <b>Кнопки под постом</b>
    Пришлите до восьми строк вида «Текст — https://адрес».
    Например: Записаться — https://example.org/form
broadcast-buttons-remove = Убрать кнопки
broadcast-buttons-empty = Не увидел ни одной строки. Нужно так: «Текст — https://адрес».
broadcast-buttons-too-many = Слишком много кнопок: можно до { $limit }.
broadcast-button-unclear = Строку { $line } не понял. Нужно так: «Текст — https://адрес».
broadcast-button-long = В строке { $line } слишком длинная подпись: можно до { $limit } знаков.

broadcast-replace-ask =
    <b>Другой пост</b>
    Пришлите исправленный пост целиком: текст, фото, видео, документ, альбом или опрос. Кому, когда и остальные настройки останутся. Передумали — /cancel.

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
moment-no-such-day = Такого дня нет: { $day }. Проверьте дату или отмените: /cancel.
moment-past = Это время уже прошло. Назначьте время в будущем или отмените: /cancel.
moment-too-far = Так далеко вперёд не планирую: можно не позже чем через год.
moment-weekday = { $date } — { $weekday ->
    [0] понедельник
    [1] вторник
    [2] среда
    [3] четверг
    [4] пятница
    [5] суббота
   *[6] воскресенье
}, а написано «{ $value }». Какой день верный? Напишите время ещё раз. Или отмените: /cancel.

broadcast-expiry-ask =
    <b>До какого времени объявление имеет смысл?</b>
    Кому не успеем отправить к этому сроку, тем не отправим вовсе.
    Напишите время: «сегодня 18:00», «через 2 часа». Передумали — /cancel.
broadcast-expiry-remove = Убрать срок
broadcast-expires-before-start = Срок раньше отправки: объявление не получит никто. Измените срок или время.

broadcast-outlets-title =
    <b>Куда ещё отправить?</b>
    Отметьте каналы, группы и темы. Бот должен быть там администратором.
broadcast-outlets-gone = ⚠️ — там бот больше не администратор, пост туда не дойдёт. Снимите отметку или верните боту права.
broadcast-outlets-none =
    <b>Куда ещё отправить?</b>
    Пока некуда: сделайте бота администратором канала или группы либо добавьте их по ссылке.
broadcast-outlets-back = ‹ К объявлению
broadcast-outlet-add = ➕ Добавить по ссылке
broadcast-outlet-ask =
    Пришлите ссылку на канал, группу или тему (https://t.me/…), имя вида @имя или перешлите пост из канала.
    Передумали — /cancel.
broadcast-outlet-pick = Или выберите кнопкой внизу: бот сразу станет там администратором.
broadcast-outlet-added = Готово, отметил: «{ $title }».
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
broadcast-confirm-changed = С тех пор черновик изменили, ничего ещё не отправлено. Посмотрите, что уйдёт теперь, и подтвердите заново.
broadcast-confirm-look = Ничего ещё не отправлено. Посмотрите, что уйдёт сейчас, и подтвердите ещё раз.
broadcast-awaiting = Отправил на одобрение другим организаторам. Как только один из них согласится, объявление уйдёт.
broadcast-planned = <b>Запланировано.</b>
broadcast-approval = { $count ->
    [one] <b>Нужно ваше одобрение.</b> Объявление организатора «{ $author }» уйдёт { $shown } получателю.
   *[many] <b>Нужно ваше одобрение.</b> Объявление организатора «{ $author }» уйдёт { $shown } получателям.
}
broadcast-approve = Одобрить
broadcast-reject = Вернуть автору
broadcast-approval-changed = С тех пор объявление изменили. Посмотрите, что уйдёт теперь, и решите заново.
broadcast-approved = Одобрено: объявление отправляется.
broadcast-approved-later = Одобрено: объявление уйдёт в назначенное время.
broadcast-rejected = Объявление вернулось автору в черновики.
broadcast-returned = <b>Объявление не одобрили:</b> оно снова в черновиках и само не уйдёт.
broadcast-returned-plan = <b>Объявление сняли с отправки:</b> оно снова в черновиках и само не уйдёт.
broadcast-post-words = Пост: { $words }
broadcast-returned-by = Вернул организатор «{ $organiser }». Поправьте, что нужно, и отправьте снова.
broadcast-returned-already = Это объявление уже вернули автору в черновики. Если он отправит его снова, придёт новый запрос.
broadcast-open-draft = ✏️ Открыть черновик
broadcast-discard-ask = Удалить объявление? Вернуть его будет нельзя.
broadcast-discard-yes = Да, удалить
broadcast-discarded = Объявление удалено.

broadcast-nobody = Получателей нет: измените, кому отправить.
broadcast-start-past = Назначенное время уже прошло. Назначьте другое.
broadcast-already-confirmed = Это объявление уже подтверждено: его больше нельзя изменить.
broadcast-replace-confirmed = Объявление уже подтверждено, пост в нём прежний. Чтобы заменить пост, верните объявление в черновики, а потом подтвердите заново.
broadcast-edited-album = Правку в альбоме в черновик не взять: нажмите под черновиком «✏️ Заменить пост» и пришлите альбом заново. Пока в нём прежний.
broadcast-not-yours = Это объявление готовит другой организатор.
broadcast-approve-own = Своё объявление одобрить нельзя: нужен второй организатор.
broadcast-nobody-approves = Больше { $limit } получателей: нужен второй организатор, а его пока нет. Добавьте его в /admin.
broadcast-gone = Этого объявления больше нет. Вот свежее меню.

## Стол организатора

audit-confirmed = подтверждено объявление № { $id }, получателей: { $people }
audit-approval-asked = запрошено одобрение объявления № { $id }, получателей: { $people }
audit-approved = одобрено объявление № { $id }, получателей: { $people }
audit-withdrawn = возвращено в черновики объявление № { $id }
audit-discarded = удалено объявление № { $id }
audit-dispatch-paused = отправка поставлена на паузу ({ $id })
audit-dispatch-running = отправка продолжена ({ $id })
audit-dispatch-cancelled = отправка остановлена ({ $id })
audit-made-important = отмечено важным, чтобы не ждать тихих часов, объявление № { $id }
audit-post-replaced = пост заменён новым ({ $id })
audit-correct-begun = исправлено объявление № { $id }
audit-recall-begun = отозвано объявление № { $id }
