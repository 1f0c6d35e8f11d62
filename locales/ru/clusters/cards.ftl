## Поиск кластеров

clusters-ask =
    <b>Где искать?</b>
    Напишите город, посёлок или регион — например, «Саранск».
    Или отправьте геопозицию кнопкой внизу: с телефона это быстрее всего.
clusters-send-location = 📍 Отправить геопозицию
clusters-by-region = 🗺 По региону
clusters-by-industry = 🏭 По отрасли
clusters-location-unavailable = Эта программа не передаёт геопозицию: так умеют приложения на телефоне. Напишите город или регион — например, «Саранск».
home-point = моя точка
clusters-near-home = 🏠 Рядом: { $place }

place-choose = Таких мест несколько. Какое из них ваше?
place-choose-similar = Точно такого места нет. Может быть, одно из этих?
place-option = { $name }, { $region }
place-option-apart = { $name } ({ $direction }), { $region }
location-invalid = Такой точки на земном шаре нет. Пришлите геопозицию ещё раз или напишите город.

nearest-title = 📍 <b>{ $place }</b>, { $region }
nearest-title-city = 📍 <b>{ $place }</b>
nearest-title-point = 📍 <b>Ваша точка</b>
nearest-title-near = 📍 <b>Ваша точка</b>, ближайшее место — { $place }
nearest-inside = В радиусе { $radius } — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}.
nearest-inside-industry = { $industry }: в радиусе { $radius } — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}.
nearest-none-inside = В радиусе { $radius } кластеров нет. Ближайшие — дальше:
nearest-none-inside-industry = { $industry }: в радиусе { $radius } кластеров нет. Ближайшие — дальше:
nearest-outside = Дальше { $radius }:
nearest-none = Кластеров с такой отраслью на карте нет. Посмотрите все отрасли или список регионов.
nearest-end = Это был последний: дальше кластеров нет.
nearest-line = { $number }. <b>{ $name }</b>
cluster-explained = Это колледжи с работодателями.
list-item = <b>{ $number }.</b> { $college } — { $facts }
list-item-bare = <b>{ $number }.</b> { $college }
nearest-button = { $number }. { $industry } · { $city }
nearest-filter = Отрасль: { $industry }
nearest-filter-all = Отрасль: все
nearest-radius = Искать до { $radius }
nearest-back = ‹ Ближе
nearest-remember = 🏠 Запомнить
nearest-remembered = Запомнил: { $place }, с точностью до километра. Забыть можно в настройках.
nearest-filter-title =
    <b>Какая отрасль?</b>
    Число — сколько кластеров в радиусе { $radius }.
nearest-filter-option = { $industry } · { $count }

regions-title = <b>Регионы</b>, где есть кластеры. Выберите свой — или напишите его название.
region-title = <b>{ $region }</b> — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}
region-option = { $region } · { $count }
industries-title = <b>Отрасли.</b> Число — сколько кластеров во всей стране.
list-line = { $industry } · { $city }
all-regions = ‹ Все регионы
all-industries = ‹ Все отрасли

## Карточка

card-title = <b>{ $name }</b>
card-industry = Отрасль: { $industry }
card-place = Где: { $place }
card-college = Базовый колледж: { $college }
card-college-unnamed = Базовый колледж источник не называет. Его назовут в министерстве образования региона; узнаете — нажмите «Сообщить об ошибке», и мы впишем.
card-address = Приёмная комиссия: { $value }
card-phone = Телефон: { $value }
card-grades = Принимают после { $grades } класса
card-study-forms = Форма обучения: { $forms }
card-places = Бесплатных мест: { $count }
card-dormitory = Есть общежитие
card-no-dormitory = Общежития нет
card-open-day = День открытых дверей: { $when }
card-find-site = 🔎 Найти сайт
card-map-search =
    <b>{ $name }</b>
    Точного адреса у нас нет, только город. Кнопка откроет карту и найдёт колледж по названию.
card-employers = Работодатели: { $list }
card-network = Колледжи-участники: { $list }
card-professions = Профессии: { $list }
card-year = Работает с { $year } года
card-planned = Планируется на { $year } год: набора может ещё не быть
card-students = Студентов: { $count }
card-website = Сайт: <a href="{ $url }">{ $host }</a>
card-source = Источник: <a href="{ $url }">{ $host }</a>
card-in-russian = Названия и списки — на русском языке.
card-checked = Проверено { $date }
card-list-more = { $list } и ещё { $count }
card-map = 📍 На карте
card-to-list = ‹ К списку
card-nearby = Рядом ещё
card-share = Поделиться
card-report = Сообщить об ошибке
card-favourite-add = ☆ В избранное
card-favourite-remove = ★ В избранном
card-favourite-added = Добавлено в избранное. Список — /my
card-favourite-removed = Убрано из избранного
card-no-point = Точное место этого кластера неизвестно.
cluster-gone = Этого кластера больше нет в списке. Вот свежее меню.
region-gone = В этом регионе больше нет кластеров. Вот свежее меню.
