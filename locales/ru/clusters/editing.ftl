## Кластеры у организаторов

admin-clusters = 🏭 Кластеры
shelf-title = <b>Кластеры</b>
shelf-count = Всего карточек: { $count }
shelf-last = Последнее изменение: { $moment }, { $name }. Добавлено: { $added }, изменено: { $changed }.
shelf-by-command = загрузка на сервере
shelf-hint = Чтобы исправить одну карточку, откройте её и нажмите «Править».
shelf-file = Загрузить файл
shelf-csv = Скачать CSV
shelf-xlsx = Скачать Excel
shelf-undo = Отменить последнее изменение
shelf-back = ‹ К кластерам
shelf-ask-file =
    Пришлите файл csv, xlsx, ods или json с кластерами — или только дни открытых дверей: таблицу (колледж, дата, время, адрес, ссылка) либо календарь ics. Сначала покажу, что изменится, и только потом спрошу, применять ли.

    Образец — «Скачать CSV»: поправьте его и пришлите обратно. Строки, которых в файле нет, останутся как были.
shelf-file-please = Жду файл csv, xlsx, ods или json. Дни открытых дверей можно прислать и в ics. Передумали — /cancel.
shelf-export = Все кластеры. Файл можно поправить и прислать обратно.
shelf-undo-ask =
    Отменить изменение, сделанное { $moment }?
    Будет удалено карточек: { $added }, вернутся к прежнему виду: { $changed }.
shelf-undo-yes = Да, отменить
shelf-undone = Изменение отменено
clusters-undo-late = С тех пор карточки меняли ещё раз. Откройте список заново: отменить можно только последнее изменение.
clusters-undo-all = Этим изменением пришли все карточки ({ $count }): без него не осталось бы ни одной, поэтому отменить его нельзя. Пришлите файл с нужными карточками.
clusters-nothing-to-undo = Отменять нечего.
shelf-file-title = <b>{ $file }</b>
shelf-problem-edit = Так не получится: { $reason }.
shelf-added = ➕ { $name } ({ $region })
shelf-card = ✏️ <b>{ $name }</b>
shelf-field = { $field }: { $old } → { $new }
shelf-more-fields = и ещё полей: { $count }
shelf-day-goes = ➖ { $when }
shelf-day-comes = ➕ { $when }
shelf-more-days = и ещё дней: { $count }
shelf-day-stays = 📌 Останется, в файле его нет: { $name }, { $when }
shelf-apply-replacing = Применить, лишние убрать · { $count }
shelf-only-removing = Убрать лишние дни · { $count }
shelf-refused = Ничего не изменится, пока это не исправлено. Пришлите исправленное — или отмените.
shelf-nothing = Менять нечего: всё уже так и есть.
shelf-changed-meanwhile = ⚠️ Пока вы смотрели, карточки изменились. Вот сравнение с тем, что есть сейчас.
shelf-apply = Применить
shelf-drop = Отменить
shelf-dropped = Ничего не изменено
shelf-applied = ✅ Готово. Добавлено карточек: { $added }, изменено: { $changed }.
card-edit = ✏️ Править
edit-card-title =
    <b>{ $name }</b>
    Что исправить?
edit-card-ask =
    <b>{ $name }</b>
    { $field } сейчас: { $present }

    Пришлите новое значение. Чтобы очистить поле, пришлите «-».
edit-card-empty = пусто
edit-value-town = город
edit-value-building = здание
edit-value-yes = есть
edit-value-no = нет
edit-card-hint-industry = Например: «Медицина», «Машиностроение», «ИТ».
edit-card-hint-list = Несколько значений разделите точкой с запятой.
edit-card-hint-date = Дата — как 23.11.2026.
column-college = Колледж
column-name = Название
column-industry = Отрасль
column-region = Регион
column-city = Город
column-lat = Широта
column-lon = Долгота
column-tz = Часовой пояс
column-base-college = Базовый колледж
column-employers = Работодатели
column-network-colleges = Колледжи-участники
column-professions = Профессии
column-year = Год открытия
column-students = Студентов
column-website = Сайт
column-source-url = Источник
column-source-note = Заметка об источнике
column-checked-on = Проверено
column-point-of = Точка на карте
column-phone = Телефон
column-address = Адрес приёмной
column-study-forms = Форма обучения
column-grades = После класса
column-dormitory = Общежитие
column-places = Бесплатных мест
column-open-days = Дни открытых дверей
edit-card-text-please = Для этого поля нужен текст. Передумали — /cancel.
edit-card-page = 🌐 С сайта колледжа
edit-card-page-ask =
    <b>{ $name }</b>
    Пришлите ссылку на страницу колледжа «Сведения об образовательной организации» → «Образование». Прочитаю профессии и формы обучения и покажу, что изменится.
college-page-empty = На этой странице нет размеченного списка программ (eduCode, eduName). Обычно он в разделе «Сведения об образовательной организации» → «Образование»: адрес кончается на /sveden/education. Пришлите другую ссылку или /cancel.
edit-card-point = 📍 Точка на карте
edit-card-hint-point =
    Пришлите геопозицию колледжа (скрепка → «Геопозиция») или координаты: 56.326, 44.006. С точкой самого здания карточка покажет его на карте. «-» вернёт середину города.
edit-card-hint-forms = Например: очная; заочная.
edit-card-hint-grades = Например: 9; 11.
edit-card-hint-dormitory = Да или нет.
edit-card-hint-open-days = День, время, адрес и ссылка через черту: 17.04.2027 11:00 | ул. Учебная, 1 | https://… Несколько — через точку с запятой.
audit-clusters-changed = изменены кластеры: добавлено { $added }, изменено { $changed }
audit-clusters-undone = отменено изменение кластеров: удалено { $added }, возвращено { $changed }
