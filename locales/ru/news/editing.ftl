# Новости у организаторов: черновики, выпуск, источники.

admin-news = 📰 Новости

news-desk-title =
    <b>Новости</b>
    { $drafts ->
        [0] Черновиков нет.
        [one] Ждёт решения { $drafts } черновик.
        [few] Ждут решения { $drafts } черновика.
       *[other] Ждут решения { $drafts } черновиков.
    }
news-desk-drafts = Черновики, новые сверху:
news-desk-released = Вышли, новые сверху:
news-desk-none = Здесь пока пусто.
news-desk-line-draft = • { $title }
news-desk-line-planned = • { $title } — выйдет { $moment }
news-desk-line-released = • { $title } — вышла { $moment }
news-desk-line-withdrawn = • { $title } — снята
news-desk-line-proposal = ⚠️ Источник изменил её: откройте и решите.
news-desk-new = ➕ Добавить новость
news-desk-further = Дальше ›
news-desk-to-released = Что вышло
news-desk-to-drafts = Черновики
news-desk-sources = Источники
news-desk-back = ‹ К новостям
news-desk-to-item = ‹ К новости
news-desk-leave = ‹ Не менять

news-desk-link =
    Это ссылка на новость? Сделаю из неё черновик: читатели его не увидят, пока вы не опубликуете.

    { $address }
news-desk-ask =
    Пришлите ссылку на статью — заберу из неё заголовок, текст и картинку.
    Или напишите новость сами: первая строка станет заголовком, остальное — текстом. К новости можно приложить фото.

    Получится черновик: читатели увидят его, только когда вы его выпустите. Передумали — /cancel.
news-desk-no-words = У новости должен быть хотя бы заголовок. Пришлите текст, ссылку на статью или фото с подписью.
news-desk-need-text = Здесь нужен текст. Пришлите его одним сообщением.
news-desk-need-picture = Здесь нужна картинка: пришлите её как фото. Чтобы убрать картинку, пришлите «-».
news-title-long = Заголовок длиннее { $limit } знаков. Сократите его и пришлите ещё раз.
news-lead-long = Подводка длиннее { $limit } знаков. Сократите её и пришлите ещё раз.
news-picture-stays = Новость уже вышла с картинкой, и убрать её из доставленных сообщений Telegram не даёт. Пришлите другую картинку или снимите новость.

news-desk-state-draft = 📝 <b>Черновик</b>. Читатели его не видят.
news-desk-state-planned = 🕒 <b>Выйдет { $moment }</b>
news-desk-state-released = ✅ <b>Вышла { $moment }</b>
news-desk-state-withdrawn = 🚫 <b>Снята</b>. Читатели её не видят, источник её не вернёт.
news-desk-heading = <b>{ $title }</b>
news-desk-lead = <i>{ $text }</i>
news-desk-url = Источник: { $url }
news-desk-undated = день не указан
news-desk-labels =
    Дата: { $moment }
    Темы и регионы: { $labels }
    Картинка: { $picture }
news-desk-no-topics = не нашлись
news-desk-has-picture = есть
news-desk-no-picture = нет
news-desk-proposal =
    ⚠️ <b>Источник изменил эту новость.</b> Теперь там:

    <b>{ $title }</b>

    { $text }

news-act-release = 🚀 Выпустить
news-act-plan = 🕒 Позже
news-act-unplan = 🕒 Отменить время
news-act-withdraw = 🚫 Снять
news-act-discard = 🗑 Удалить
news-act-preview = 👁 Как увидят
news-act-topics = 🏷 Темы
news-act-accept = Принять правку
news-act-drop = Оставить как есть

news-field-title = ✏️ Заголовок
news-field-lead = ✏️ Подводка
news-field-text = ✏️ Текст
news-field-picture = 🖼 Картинка
news-ask-title = Пришлите новый заголовок, до 300 знаков. Передумали — /cancel.
news-ask-lead = Пришлите подводку — одно-два предложения, до 600 знаков. Чтобы убрать её, пришлите «-». Передумали — /cancel.
news-ask-text = Пришлите новый текст целиком, оформление сохранится. Чтобы убрать его, пришлите «-». Передумали — /cancel.
news-ask-picture = Пришлите картинку как фото. Чтобы убрать её, пришлите «-». Передумали — /cancel.
news-ask-released = ⚠️ Новость уже вышла: исправление сразу увидят все, и у тех, кому она пришла, она изменится.
news-ask-moment = Когда выпустить? Напишите, например, «завтра 10:00» или «25 декабря 14:30» — по вашему времени. Передумали — /cancel.
news-picture-refused = ⚠️ Telegram не принимает картинку этой новости: { $reason }. Подписчикам новость придёт без картинки, как выше. Пришлите другую — кнопка «🖼 Картинка».
news-picture-refused-gone = файла больше нет или он загружен через другого бота
news-picture-refused-address = по адресу, который указал источник, картинка не открывается
news-picture-refused-size = она слишком большая или слишком вытянутая
news-picture-refused-file = файл не читается как картинка
news-picture-refused-other = причину он не назвал
news-topics-ask = О чём новость «{ $title }»? Отметьте темы: по ним её получат подписчики.

news-sure-release = Выпустить «{ $title }»? Её сразу увидят все.
news-expected = { $count ->
    [0] Отдельным сообщением её не получит никто.
    [one] Сообщением её получит { $shown } подписчик.
    [few] Сообщением её получат { $shown } подписчика.
   *[many] Сообщением её получат { $shown } подписчиков.
}
news-expected-digests = В подборке, в свой час: { $shown }.
news-sure-release-yes = 🚀 Да, выпустить
news-sure-withdraw = Снять «{ $title }»? Она пропадёт из новостей, а у тех, кому пришла, удалится, если с отправки не прошло 48 часов. Из подборок она тоже исчезнет. Вернуть её будет нельзя.
news-sure-withdraw-yes = 🚫 Да, снять
news-sure-discard = Удалить черновик «{ $title }»? Вернуть его будет нельзя.
news-sure-discard-yes = 🚫 Да, удалить
news-released = Новость вышла
news-withdrawn = Новость снята

news-sources-title =
    <b>Источники новостей</b>
    { $count ->
        [0] Пока ни одного. Добавьте ленту RSS или Atom, а чтобы брать новости из канала, сделайте бота его администратором.
        [one] { $count } источник
        [few] { $count } источника
       *[other] { $count } источников
    }
news-sources-add = Добавить ленту
news-sources-back = ‹ К источникам
news-sources-pick = Выбрать канал
news-sources-pick-ask = Выберите канал кнопкой внизу: бот станет там администратором, и новые записи станут новостями.
news-sources-picked = Канал выбран.
news-sources-ask = Пришлите адрес ленты RSS или Atom — целиком, с https://. Передумали — /cancel.
news-source-trusted = <b>{ $title }</b> — выходят без проверки
news-source-checked = <b>{ $title }</b> — ждут проверки
news-source-stopped = <b>{ $title }</b> — остановлен
news-source-failing =
    ⚠️ { $count ->
        [1] В последний раз не прочитался.
        [one] Не читается { $count } раз подряд.
        [few] Не читается { $count } раза подряд.
       *[other] Не читается { $count } раз подряд.
    } { $reason }
news-source-read = Последний раз прочитан: { $moment }
news-source-never-read = Ещё ни разу не прочитан.
news-source-trust = ✅ Выпускать без проверки
news-source-distrust = Проверять перед выпуском
news-source-pause = ⏸ Остановить
news-source-resume = ▶️ Возобновить
news-source-ask = 🔄 Прочитать сейчас
news-source-asked = Прочитаю в течение минуты
news-source-remove = 🗑 Удалить
news-source-remove-ask = Удалить источник «{ $title }»? Его новости останутся, новых не будет.
news-source-remove-yes = 🗑 Да, удалить

news-figures = Доставлено: { $delivered } · открыли: { $opened } · отписались: { $stopped }

news-act-chart = 📈 График
news-chart-nothing = Эту новость пока никто не получил, поэтому рисовать нечего. Подписчикам она приходит постепенно, ночью ждёт утра.
news-chart-title = После выхода
news-chart-delivered = Доставлено: { $shown }
news-chart-opened = Открыли: { $shown }
news-chart-stopped = Отписались: { $shown }
news-chart-hours = часы после выхода
news-chart-days = дни после выхода
news-chart-count = человек
news-chart-heading =
    <b>{ $title }</b>
    Вышла { $moment }
news-chart-hour = За первый час. { $figures }
news-chart-day = За первые сутки. { $figures }
news-chart-week = За первую неделю. { $figures }
news-chart-now = Сейчас. { $figures }
news-chart-back = ‹ К новости

audit-news-labelled = изменены темы новости «{ $title }»
audit-news-proposal-dropped = отклонена правка источника в новости «{ $title }»

## Новость, которая пришла

news-letter =
    <b>{ $title }</b>
    { $moment }

    { $text }
news-letter-open = 📖 Читать полностью
news-letter-stop = 🔕 Не присылать новости
