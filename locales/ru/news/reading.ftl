# Новости: лента, одна новость, поиск, каналы.

news-title = <b>Новости</b>
news-title-topic = <b>Новости</b>: { $topic }
news-none =
    Здесь пока пусто. Новости появятся, как только их опубликуют.
    А пока можно посмотреть другие темы.
news-line =
    { $number }. <b>{ $title }</b>
    { $date }
news-line-lead =
    { $number }. <b>{ $title }</b>
    { $date }
    { $lead }
news-newer = ‹ Новее
news-older = Раньше ›
news-topics = 🏷 Темы
news-topics-all = 🏷 Все темы
news-topics-title =
    <b>Темы новостей</b>
    О чём почитать?
news-all = 📰 Все новости
news-find = 🔎 Найти
news-gone-fresh = Этой новости больше нет: её сняли или она устарела. Вот свежие.

news-item-title = <b>{ $title }</b>
news-item-lead = <i>{ $lead }</i>
news-read = 📖 Читать полностью
news-source-site = 🌐 Сайт источника
news-whole = 📄 Весь текст
news-related = Другие события
news-related-title = <b>Другие события</b> рядом с новостью «{ $title }»
news-related-none = Других новостей пока нет.
news-share = Поделиться
news-back = ‹ К новостям
news-back-item = ‹ Назад к новости

news-ask-words =
    Что найти в новостях? Напишите одно или несколько слов — например, «чемпионат волонтёры».
    Передумали — /cancel.
news-found-title = 🔎 Нашлось по словам «<b>{ $query }</b>»
news-found-layout = Похоже, была включена другая раскладка: искал так.
news-found-line =
    { $number }. { $title }
    { $date }
    { $passage }
news-found-best = Сначала подходящие
news-found-newest = Сначала новые
news-found-first = ‹ К началу
news-found-more = Ещё ›
news-find-again = 🔎 Другие слова
news-found-none =
    По словам «{ $query }» в новостях ничего нет.
    Напишите короче или другими словами. Или загляните в темы.

channel-offer =
    <b>Бота добавили администратором в канал</b>

    { $title }

    Брать записи этого канала в новости? Они будут выходить сразу, без проверки, вместе с правками.
channel-take = Да, брать
channel-leave = Нет, не брать
channel-taken =
    Готово: новые записи канала «{ $title }» выходят в новостях.
    Если запись удалят в канале, бот об этом не узнает: такую новость снимите сами.
channel-left = Записи канала «{ $title }» в новости не попадут. Передумаете — нажмите кнопку ниже.
channel-gone = В этом канале бот больше не администратор. Добавьте его снова — и я спрошу ещё раз.

audit-news-channel-taken = канал «{ $title }» взят в новости
audit-news-channel-left = канал «{ $title }» не взят в новости

news-inline-section = новости
news-inline-to-bot = Все новости в чате с ботом
news-inline-open = Открыть в Профкомпасе
news-inline-none = Новостей по словам «{ $text }» нет
news-inline-text =
    <b>{ $title }</b>
    { $date }

    { $lead }
