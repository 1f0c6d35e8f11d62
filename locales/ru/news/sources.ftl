# Откуда приходят новости: что мешает их прочитать и что видят организаторы.

feed-broken =
    <b>Лента новостей не читается</b>

    { $title }
    { $url }

    { $reason } Я буду пробовать дальше, но всё реже. Проверьте адрес: возможно, лента переехала.

feed-not-a-feed = По этому адресу не лента RSS или Atom.
feed-has-entities = В ленте есть определения XML-сущностей: такие ленты не читаю, это небезопасно.
feed-too-large = В ленте слишком много разметки.
feed-unreadable = Ленту не удалось разобрать.

fetch-bad-url = Это не похоже на адрес страницы. Нужен полный адрес, который начинается с https:// или http://.
fetch-private = Этот адрес ведёт во внутреннюю сеть: туда не хожу.
fetch-redirects = Адрес слишком много раз перенаправляет дальше.
fetch-too-slow = Сайт отвечает слишком медленно.
fetch-no-answer = Сайт не отвечает или его адрес не найден.
fetch-status = Сайт ответил ошибкой.
fetch-gone = По этому адресу ничего нет.
fetch-forbidden = Сайт не пускает по этому адресу.
fetch-wrong-type = По этому адресу не то, что нужно: файл другого вида.
fetch-too-large = Страница слишком велика.
fetch-broken = Сайт прислал повреждённые данные.

article-empty = На этой странице не нашлось статьи: нужна ссылка на саму новость.
news-link-next = Проверьте ссылку и пришлите ещё раз — или напишите новость сами. Передумали — /cancel.

news-gone = Этой новости больше нет.
news-source-gone = Этого источника больше нет.
news-not-draft = Это уже не черновик: обновите список.
news-plan-past = Этот момент уже прошёл. Выберите время в будущем.
news-no-title = У новости должен быть заголовок.
news-withdrawn-already = Эта новость уже снята.
news-changed-meanwhile = Новость успела измениться. Посмотрите её ещё раз и повторите.

import-news-date = «{ $value }» — не дата (нужно 2026-11-23 или 23.11.2026, можно со временем)
import-news-future = дата ещё не наступила

audit-news-drafted = добавлен черновик новости «{ $title }»
audit-news-released = выпущена новость «{ $title }»
audit-news-planned = изменено время выхода новости «{ $title }»
audit-news-withdrawn = снята новость «{ $title }»
audit-news-corrected = исправлена новость «{ $title }»
audit-news-source-added = добавлена лента { $title }
audit-news-source-trusted = источнику «{ $title }» доверен выпуск без проверки
audit-news-source-distrusted = новостям источника «{ $title }» возвращена проверка
audit-news-source-paused = остановлен источник «{ $title }»
audit-news-source-resumed = возобновлён источник «{ $title }»
audit-news-source-asked = запрошено чтение источника «{ $title }»
audit-news-source-removed = удалён источник «{ $title }»
