# Подписки на новости: что приходит, когда и как это остановить.

subscriptions-open = 🔔 Подписки
subscriptions-title = <b>Подписки на новости</b>
subscriptions-none = Пока вы ни на что не подписаны. Отметьте, что вам интересно, и я буду присылать вам новости.
subscriptions-list = Присылаю: { $list }
subscriptions-minus = Кроме новостей со словами: { $list }
subscriptions-name-all = все новости
subscriptions-name-favourites = новости избранных кластеров
subscriptions-name-searches = новости по сохранённым поискам
subscriptions-now-at_once = Сразу, как только новость вышла.
subscriptions-now-daily = Раз в день, в { $hour }.
subscriptions-now-weekly = Раз в неделю, по понедельникам в { $hour }.
subscriptions-now-silent = Без звука.
subscriptions-off = 🔕 Сейчас новости не приходят. Ваш выбор сохранён.
subscriptions-muted = ⚠️ Новости отключены в уведомлениях, поэтому ничего не придёт. Включите их там.
subscriptions-muted-stopped = ⚠️ Вы отправили /stop, поэтому ничего не придёт. Вернуть уведомления — /start.
subscriptions-all = Все новости
subscriptions-topics = Темы
subscriptions-region = Регион: { $region }
subscriptions-favourites = Избранные кластеры
subscriptions-searches = Сохранённые поиски
subscriptions-no-searches = 🔎 Сохранённых поисков у вас пока нет. Напишите мне, что ищете, — например, «сварщик рядом с Саранском» — и нажмите «⭐ Сохранить» под результатами: буду присылать новости кластеров, которые он находит.
subscriptions-pace = ⏰ Когда и как присылать
subscriptions-back = ‹ К подпискам
subscriptions-topics-ask = Какие темы вам интересны? Нажмите, чтобы подписаться или отписаться.
subscriptions-no-home = Я не знаю, где вы живёте. Укажите место в настройках: /settings.

words-open = Слова
words-title = Ваши слова. Нажмите на слово, чтобы убрать его.
words-none =
    Можно подписаться на слова: «сварщик», «Мастер года». Пришлю новости, где они есть, в любой форме.
    Минус-слова работают наоборот: новости с ними не придут.
words-add = ➕ Слова
words-add-minus = ➖ Минус-слова
words-drop = ➕ { $words } ✕
words-drop-minus = ➖ { $words } ✕
words-ask =
    Напишите слова через запятую: «сварщик, Мастер года». В новости должны быть все слова из фразы, форма не важна.
    Передумали — /cancel.
words-ask-minus = Напишите слова через запятую: новости с ними приходить не будут. Передумали — /cancel.
subscriptions-no-words = Не вижу слов. Напишите их буквами, через запятую: «сварщик, Мастер года».
subscriptions-long-words = Одна фраза — до { $limit } знаков. Напишите короче.
subscriptions-many-words = Слов и фраз может быть не больше { $limit }. Сначала уберите ненужные.

subscriptions-pace-ask = Когда присылать новости? Часы — по вашему времени ({ $zone }).
subscriptions-pace-at_once = Сразу
subscriptions-pace-daily = Раз в день
subscriptions-pace-weekly = По понедельникам
subscriptions-silent = Без звука
subscriptions-stopped = 🔕 Больше не присылаю новости. Ваши темы и слова сохранены: вернуть всё можно одной кнопкой.
subscriptions-stopped-toast = Больше не присылаю
subscriptions-resume = 🔔 Присылать снова
subscriptions-resumed = Снова присылаю новости

news-digest-title =
    <b>{ $count ->
        [one] { $count } новость для вас
        [few] { $count } новости для вас
       *[other] { $count } новостей для вас
    }</b>
news-digest-withdrawn =
    { $count ->
        [one] 🚫 Новость, о которой здесь говорилось, отозвана.
       *[other] 🚫 Новости, о которых здесь говорилось, отозваны.
    }
news-digest-line =
    { $number }. <b>{ $title }</b>
    { $lead }
news-digest-more =
    { $count ->
        [one] И ещё { $count } новость — в разделе /news
        [few] И ещё { $count } новости — в разделе /news
       *[other] И ещё { $count } новостей — в разделе /news
    }
