# Слова, которые видит читатель. Тексты — HTML, подписи кнопок — простой текст.

## Меню и общее

menu-clusters = 🧭 Кластеры рядом
menu-news = 📰 Новости
menu-programme = 🗓 Программа
menu-settings = ⚙️ Настройки
menu-home = ⬅️ Главное меню
menu-placeholder = Что ищете?

pager-back = ‹ Назад
pager-on = Дальше ›
pager-position = { $page } / { $pages }

distance-in-town = в вашем городе
distance-under-1-km = менее 1 км

compass-n = к северу
compass-ne = к северо-востоку
compass-e = к востоку
compass-se = к юго-востоку
compass-s = к югу
compass-sw = к юго-западу
compass-w = к западу
compass-nw = к северо-западу

## Команды

command-start = Начать сначала
command-help = Что умеет бот
command-clusters = Кластеры рядом
command-news = Новости программы
command-program = Программа событий
command-my = Моё расписание, поиски и кластеры
command-settings = Настройки
command-language = Язык
command-privacy = Какие данные хранит бот
command-stop = Не писать мне
command-cancel = Отменить ввод

## Начало и помощь

start-hello =
    Здравствуйте, { $name }! Я — <b>Профкомпас</b>, бот программы «Профессионалитет».
    Покажу ближайшие кластеры: где учат, каким профессиям и кто ждёт на работу.
    А ещё — программа событий: запишу на сессию и напомню о ней заранее.

    Нажмите «Кластеры рядом» или просто напишите свой город.
    Не знаете, что выбрать? Начните с «Помоги выбрать».
start-welcome = Пожалуйста! Обращайтесь: напишите город или профессию.
courtesy-greetings = привет, приветик, приветствую, здравствуйте, здравствуй, здрасте, добрый день, добрый вечер, доброе утро, доброго дня, хай, салам
courtesy-thanks = спасибо, спасибо большое, большое спасибо, огромное спасибо, спасибо вам, спс, благодарю, спасибо за помощь, спасибо огромное
already-handled = Это уже сделано.
start-menu = Главное меню. Нажмите кнопку или напишите свой город.

help =
    <b>Что я умею</b>

    • Напишите, что ищете: город, регион, профессию, отрасль, колледж или работодателя — можно всё вместе, например «сварщик рядом с Казанью». Опечатки не страшны.
    • Пришлите геопозицию скрепкой или кнопкой — посчитаю расстояние от вас.
    • /clusters — поиск по месту, региону или отрасли
    • /apply — как поступить: вопросы и ответы. Можно просто написать свой вопрос
    • /choose — помогу выбрать отрасль: несколько вопросов о том, что вам нравится
    • /program — программа событий: запись на сессии, напоминания, материалы, вопросы докладчикам
    • /news — новости программы: темы, поиск, подписки
    • /my — ваше расписание, пропуск, календарь, сохранённые поиски и избранные кластеры; два-три можно сравнить
    • В любом чате напишите имя бота, а за ним профессию и город — покажу кластеры прямо там
    • /settings — уведомления, анкета, язык, место и часовой пояс
    • /privacy — какие данные хранятся и как их удалить
    • /stop — больше не писать вам первым

    Нашли ошибку в карточке? Под ней есть кнопка «Сообщить об ошибке».

help-organiser =
    <b>Организаторам</b>
    • /admin — стол организатора: объявления, новости, программа, вход, вопросы и оценки, кластеры, ответы
    • /broadcast — новое объявление

bot-description =
    Помощник участников «Профессионалитета»: школьников, студентов и гостей экспертных сессий.

    • Кластеры и колледжи рядом с вами: поиск по городу, профессии и отрасли, карта, сравнение
    • Программа экспертных сессий: запись, напоминания, календарь
    • Новости по вашим темам и регионам
    • Ответы на вопросы о поступлении

    Регистрация не нужна. Начните с кнопки внизу и напишите город или профессию.
bot-short-description = Колледжи и кластеры «Профессионалитета» рядом с вами, программа сессий с напоминаниями, новости.

unreadable-message = Не смог прочитать это сообщение. Напишите его, пожалуйста, обычным текстом.
unreadable-press = Не смог прочитать это нажатие. Откройте меню: /start
telegram-too-large = Отправить не получилось: файл больше, чем пропускает путь до Telegram. Скажите об этом тому, кто ведёт бота.
telegram-unclear = Telegram ответил непонятно, поэтому ничего не изменилось. Попробуйте ещё раз через минуту.
not-understood =
    Не понял это сообщение. Я читаю текст и геопозицию: напишите, что ищете. Все возможности — /help.
    Можно начать с примера:
not-understood-while-waiting = Здесь нужен обычный текст. Напишите его одним сообщением или отмените: /cancel.
cancel-done = Отменено.
cancel-nothing = Отменять нечего: я ничего не жду. Вот главное меню.
button-outdated = Эта кнопка устарела. Вот свежее меню.
throttled = Вы пишете быстрее, чем я успеваю. Подождите, пожалуйста, несколько секунд.
error-apology =
    Что-то сломалось на нашей стороне, и ответа не получилось. Мы уже видим ошибку.
    Попробуйте ещё раз чуть позже. Номер для обращения: <code>{ $id }</code>

command-unknown =
    Такой команды нет. Все команды — /help.

    Можно начать с примера:
link-unknown = Ссылка не открылась: того, на что она ведёт, больше нет. Вот главное меню.

## Новости и программа

programme-empty =
    <b>Программа</b>
    Сейчас событий нет. Когда организаторы опубликуют программу, она появится здесь.

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
nearest-line-details = { $industry } · { $city } · { $distance }
nearest-line-direction = { $industry } · { $city } · { $distance } { $direction }
nearest-button = { $number }. { $industry } · { $city }
nearest-filter = Отрасль: { $industry }
nearest-filter-all = Отрасль: все
nearest-radius = Искать до { $radius }
nearest-more = Ещё ›
nearest-back = ‹ Ближе
nearest-remember = 🏠 Запомнить это место
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
industry-option = { $industry } · { $count }
industry-title = <b>{ $industry }</b> — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}
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
study-form-full-time = очная
study-form-part-time = очно-заочная
study-form-extramural = заочная
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

favourites-title = <b>Мои кластеры</b> — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}

## Настройки

settings-title = <b>Настройки</b>
settings-language = Язык: { $language }
settings-home = Моё место: { $place }
settings-home-none = Моё место: не указано
settings-zone = Часовой пояс: { $zone }
settings-set-language = Язык
settings-set-home = Указать место
settings-forget-home = Забыть место
settings-set-zone = Часовой пояс
settings-privacy = Мои данные
settings-done = Сохранено
settings-home-ask =
    Напишите свой город или пришлите геопозицию: от этого места я буду искать сразу.
    Храню его с точностью до километра. Передумали — /cancel.
settings-home-saved = Запомнил место: { $place }.
settings-zone-ask = Напишите город, по времени которого вы живёте, — например, «Омск». Передумали — /cancel.
settings-zone-saved = Часовой пояс: { $zone }
settings-place-unclear = Не понял, какое это место. Напишите город точнее, можно с регионом: «Киров, Калужская область». Или отмените: /cancel.

language-title = Выберите язык · Choose a language
language-ru = Русский
language-en = English
language-name = Русский

## Данные о человеке

privacy =
    <b>Что хранит бот</b>
    • имя, ник и язык, как их сообщает Telegram;
    • язык и часовой пояс, если вы их выбрали;
    • место, если вы попросили его запомнить, — с точностью до километра;
    • избранные кластеры и те, что вы сравниваете;
    • что вы искали — 30 дней, а сохранённые поиски — пока вы их не удалите;
    • кто вы и какие уведомления хотите получать, если вы это указали;
    • какие объявления бот вам отправил;
    • на какие сессии вы записались и когда о них напомнить;
    • ваш пропуск, коды приглашений, которые вы ввели, и отметки о приходе на сессии;
    • ссылка для вашего календаря, если вы её включили;
    • анкета участника и запросы о знакомстве, если вы их заполнили и отправляли;
    • ваши вопросы докладчикам, голоса и оценки сессий;
    • ваши подписки на новости и какие из присланных новостей вы открыли;
    • какие новости вы написали или исправили, если вы организатор;
    • день последнего обращения.

    Геопозиция, которую вы присылаете для поиска, не сохраняется. Сообщение об ошибке в карточке хранится и попадает к организаторам вместе с вашим именем; если удалить данные, имя исчезнет. Вопрос докладчику останется в списке и после удаления данных, но уже без имени.
privacy-export = Скачать мои данные
privacy-erase = Удалить мои данные
privacy-erase-ask =
    Удалить всё, что бот знает о вас: избранное, поиски, место, язык, часовой пояс, анкету участника и настройки уведомлений?
    Вернуть это будет нельзя.
privacy-erase-confirm = Да, удалить
privacy-erase-keep = Не удалять
privacy-erased = Готово: данные удалены. Если напишете снова, начнём с чистого листа.
privacy-kept = Ничего не удалено.
privacy-export-caption = Всё, что бот хранит о вас.
privacy-nothing-stored = О вас ничего не хранится.

stop-done = Хорошо: сам я больше писать не буду. Отвечать на ваши сообщения — по-прежнему буду. Вернуть уведомления — /start.

## Отрасли

industry-agriculture = Сельское хозяйство
industry-aviation = Авиастроение
industry-chemistry = Химическая отрасль
industry-construction = Строительство
industry-creative = Искусство и креативная индустрия
industry-education = Педагогика
industry-electronics = Радиоэлектроника
industry-energy = Энергетика
industry-forestry = Лесная промышленность
industry-it = Информационные технологии
industry-light = Лёгкая промышленность
industry-management = Управление и право
industry-mechanical = Машиностроение
industry-media = Медиа
industry-medicine = Медицина
industry-metallurgy = Металлургия
industry-mining = Горнодобывающая отрасль
industry-nuclear = Атомная отрасль
industry-oilgas = Нефтегазовая отрасль
industry-other = Другие отрасли
industry-pharma = Фармацевтика
industry-railway = Железнодорожный транспорт
industry-robotics = Робототехника
industry-shipbuilding = Судостроение
industry-tourism = Туризм и сфера услуг
industry-transport = Транспорт

## Ввод данных из файла

import-register-none = в файле нет ни одного свидетельства (Certificate): это не реестр аккредитованных программ
import-register-colleges = Организаций со средним профессиональным образованием: { $count }
import-register-matched = Нашлось карточек: { $count }
import-register-ambiguous =   ? { $name }: «{ $college }» в реестре не один, не заполняю
import-added = Добавлено: { $count }
import-changed = Изменено: { $count }
import-unchanged = Без изменений: { $count }
import-rejected = Отклонено: { $count }
import-problem = Строка { $line }, поле «{ $field }»: { $reason }
import-note = Строка { $line }: { $reason }
import-unknown-column = Столбец «{ $column }» неизвестен и не прочитан.
import-stored = Записано.
import-nothing-stored = Ничего не записано: исправьте отклонённые строки и повторите.
import-dry-run = Проверка: ничего не записано.
import-file-unreadable = Файл { $file } не открылся: { $reason }

import-file-empty = Файл пуст.
import-file-too-large = Файл слишком велик: можно до { $limit } МБ.
import-file-type = Файлы «.{ $kind }» не читаю. Подойдут csv, xlsx, ods и json.
import-file-no-rows = В файле нет ни одной строки с данными.
import-file-too-many-rows = Слишком много строк: можно до { $limit }.
import-file-corrupt = { $line ->
    [0] Файл повреждён или это не то, чем он назван.
   *[other] Файл повреждён или это не то, чем он назван: смотрите строку { $line }.
}
import-file-quotes = Строка { $line }: кавычки внутри ячейки. Удвойте их ("") или замените на «».
import-file-encoding = Не понял кодировку текста. Подойдут UTF-8 и windows-1251.
import-file-unpacks-too-large = Файл распаковывается больше чем в { $limit } МБ: такой не открываю.
import-file-too-many-cells = Таблица слишком велика: заполненные ячейки занимают { $rows } строк и { $columns } столбцов, а можно до { $limit } ячеек вместе с пустыми. Удалите то, что стоит далеко от таблицы, и пришлите файл ещё раз.
import-file-too-heavy = Не смог прочитать файл: на это ушло бы больше { $memory } МБ памяти или { $seconds } секунд. Оставьте в нём одну таблицу без картинок и оформления или сохраните её как csv.
import-file-json-shape = В json нужен список объектов — сам по себе или под ключом «{ $list }».
import-file-row-too-wide = В строке { $line } значений больше, чем столбцов в заголовке.
import-file-columns = В файле не хватает столбцов: { $columns }

import-row-empty = обязательное поле пусто
import-row-duplicate = такой id уже есть в строке { $first }
import-row-id = «{ $value }» не подходит: до 40 строчных латинских букв, цифр и дефисов
import-row-industry = отрасль «{ $value }» неизвестна
import-row-too-long = длина { $length }, можно до { $limit } знаков
import-row-control = есть управляющие символы
import-row-half-point = указана только одна из координат
import-row-number = «{ $value }» — не числа
import-row-far = далеко от города { $city }: { $km } км; проверьте широту и долготу
import-note-region = не нашёл на карте регион «{ $value }»: по нему не найдут «рядом со мной»
import-note-college = колледж не назван: в списках региона и отрасли кластер есть, «рядом со мной» его не найдут
import-note-city = не нашёл на карте город «{ $value }»: без него не найдут «рядом со мной»
import-row-swapped = широта и долгота перепутаны местами: { $lat }, { $lon }
import-row-off-globe = такой точки на земном шаре нет: { $lat }, { $lon }
import-row-zone = часовой пояс «{ $value }» неизвестен
import-row-out-of-range = «{ $value }» — не целое число от { $low } до { $high }
import-row-url = «{ $value }» — не адрес сайта (нужен http:// или https://)
import-note-year = у даты «{ $value }» нет года, взят ближайший день: { $date }
import-row-no-year = у даты «{ $value }» нет года (нужно 23.11.2026)
import-row-point-of = «{ $value }» — не town (город) и не building (здание)
import-row-point-of-none = точке здания нужны широта и долгота
import-row-phone = «{ $value }» — не телефон
import-row-study-form = «{ $value }» — не форма обучения (очная, очно-заочная, заочная)
import-row-grades = «{ $value }» — не классы (9 или 11)
import-row-yes-no = «{ $value }» — не «да» и не «нет»
import-row-open-day = «{ $value }» — не день открытых дверей (нужно 17.04.2027 11:00 | адрес | ссылка)
import-row-date = «{ $value }» — не дата (нужно 2026-11-23 или 23.11.2026)
