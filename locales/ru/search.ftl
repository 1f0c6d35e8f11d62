## Поиск по любому тексту

search-title = 🔎 Ищу: <b>{ $what }</b>
search-any-trade = все кластеры
search-around = { $place }, { $radius }
search-planned = планируются
search-opened = уже работают
search-corrected = Прочитал с поправкой: { $words }.
search-correction = «{ $written }» → { $read }
search-unread = Не понял: { $words }. Ищу по остальному.
search-changed = Данные обновились, и список стал другим. Вот он сейчас.
search-found = Нашёл { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}.
search-filtered = С фильтрами — { $count } из { $total }.
search-many = Нашёл очень много: показываю первую тысячу. Добавьте город или профессию.
search-from-home = Расстояния — от вашего места: { $place }.
search-line-details = { $industry } · { $city }
search-line-distance = { $industry } · { $city } · { $distance }
search-line-direction = { $industry } · { $city } · { $distance } { $direction }
search-why-college = Колледж: { $name }
search-why-employer = Работодатель: { $name }
search-why-profession = Учат: { $name }
search-why-industry = <i>по отрасли</i>
search-why-planned = <i>планируется на { $year } год</i>
search-by-industry = «По отрасли» — профессия в карточке не названа, но отрасль та же: уточните в колледже.

search-edit-place = 📍 { $place }
search-edit-trade = 🛠 { $trade }
search-near-home = 🏠 Рядом с домом: { $place }
search-filters = Фильтры
search-without = ✕ { $filter }
search-keep = ⭐ Сохранить поиск
search-drop = ★ Поиск сохранён
search-kept = Сохранил. Все ваши поиски — /my
search-dropped = Убрал из сохранённых.
search-answer = 🎓 { $question }
search-refine = 🔎 Уточнить поиск
search-back = ‹ К результатам

search-place-title = <b>Где искать?</b>
search-place-option = { $place }, { $region }
search-radius = В радиусе { $radius }
search-whole-region = Весь регион: { $region }
search-anywhere = Вся Россия
search-trade-title = <b>Что искать?</b>
search-trade-any = Любая отрасль и профессия
search-filters-title =
    <b>Фильтры и порядок</b>
    Число — сколько кластеров останется.
search-option = { $name } · { $count }
search-option-chosen = ✓ { $name } · { $count }
search-filter-opened = Уже работают
search-filter-planned = Планируются
search-fact-9 = После 9 кл.
search-fact-11 = После 11 кл.
search-fact-full = Очно
search-fact-part = Очно-заочно
search-fact-extra = Заочно
search-fact-bed = Общежитие
search-fact-open = День дверей
search-order-fitting = Сначала подходящие
search-order-distance = Сначала ближние
search-order-name = По названию
search-order-chosen = ✓ { $order }

search-none = Такого не нашёл.
search-none-filtered = С этими фильтрами ничего не осталось. Уберите какой-нибудь.
search-none-here = Здесь такого не нашёл.
search-none-next = Что можно сделать дальше:
search-outside =
    Этому («{ $trade }», код { $code }) в кластерах программы, по нашим данным, не учат.
    Где искать: «Поступление в колледж» на Госуслугах, сайт министерства образования вашего региона, реестр аккредитованных программ на сайте Рособрнадзора — там ищите по коду.
search-outside-choose = 🧭 Помоги выбрать другое
search-none-nothing = Попробуйте написать иначе или посмотрите списки.
search-nearest = Ближайшие такие:
search-elsewhere = Такие есть в других местах:
search-spelling = Вы имели в виду «{ $text }»?
search-wider = В радиусе { $radius } · { $count }
search-region = { $region } · { $count }

search-not-understood =
    Не понял: «{ $text }».
    Напишите город, регион, отрасль, профессию, колледж или работодателя — можно всё вместе. Например:
search-not-understood-empty =
    Не увидел в сообщении слов.
    Напишите город, регион, отрасль, профессию, колледж или работодателя — можно всё вместе. Например:
search-example-1 = программист в Новосибирске
search-example-2 = авиастроение
search-example-3 = колледж КАМАЗ

searches-title =
    <b>Мои поиски</b>
    Нажмите, чтобы увидеть, что есть сейчас.
searches-news = 🔔 Новости по этим поискам
searches-empty =
    <b>Мои поиски</b>
    Пока пусто. Напишите, что ищете, и нажмите «Сохранить поиск».
searches-full = Сохранить можно до { $limit } поисков. Удалите ненужный: /my.
search-outdated = Этот поиск я уже забыл: хранил 30 дней. Напишите его ещё раз. Вот свежее меню.

search-map-caption = 🗺 Карта: { $what }. Номера — кластеры:
search-map-line = { $number }. { $name } — { $city }
search-map-none = У этих кластеров нет точного места на карте.
