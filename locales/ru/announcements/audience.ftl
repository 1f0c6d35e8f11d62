## Получатели

audience-title =
    <b>Кому отправить?</b>
    Условия складываются: получит тот, кто подходит под все.
audience-except-title =
    <b>Кому не отправлять?</b>
    Кто подходит под это условие, объявления не получит.
audience-none-yet = Пока условий нет: получат все.
audience-everyone = все
audience-all-except = все, кроме таких: { $words }
audience-except = но не { $words }
audience-languages = { $values }
audience-roles = { $values }
audience-regions = { $values }
audience-language-ru = русскоязычные
audience-language-en = англоязычные
audience-role-student = школьники и студенты
audience-role-parent = родители
audience-role-cluster = представители кластеров
audience-role-employer = работодатели
audience-role-other = люди с другой ролью
audience-within = до { $km } км от места { $place }
audience-favourites = { $count ->
    [one] { $count } кластер в избранном
    [few] { $count } кластера в избранном
   *[many] { $count } кластеров в избранном
}
audience-industries = с избранным в отрасли { $values }
audience-registered = записаны на «{ $name }»
audience-chosen = { $count ->
    [one] { $count } человек из файла
    [few] { $count } человека из файла
   *[many] { $count } человек из файла
}
audience-received = те, кто уже получил
audience-add-except = ➖ Кроме…
audience-reset = Все без условий
audience-kind-language = ➕ Язык
audience-kind-role = ➕ Роль
audience-kind-region = ➕ Регион
audience-kind-place = ➕ Место
audience-kind-favourite = ➕ Избранный кластер
audience-kind-industry = ➕ Отрасль
audience-kind-registered = ➕ Записаны
audience-kind-file = ➕ Из файла
audience-option-regions = { $name } · { $people }
audience-option-favourites = ★ { $people } · { $name }
audience-values = <b>Кому.</b> Отметьте одно или несколько: подойдёт любой из отмеченных.
audience-values-except = <b>Кому не отправлять.</b> Отметьте одно или несколько.
audience-values-none = Выбрать пока не из чего: никто этого о себе не указал.
audience-place-ask = Рядом с каким местом? Напишите город или посёлок. Передумали — /cancel.
audience-radius-title = <b>{ $place }</b>, { $region }. Как далеко?
audience-radius = до { $km } км
audience-back = ‹ К условиям
audience-events = <b>На какое событие записаны?</b>
audience-events-none = Событий пока нет. Когда появится программа, здесь можно будет выбрать записавшихся.
audience-event-title = <b>{ $title }</b>
audience-event-whole = Все, кто записан на событие
audience-event-track = Направление: { $track }
audience-file-ask =
    Пришлите файл со списком: txt, csv, xlsx или ods, по одному id Telegram в строке или в столбце «id».
    Передумали — /cancel.
audience-file-please = Жду файл со списком: txt, csv, xlsx или ods. Передумали — /cancel.
audience-file-read = { $count ->
    [one] Прочитал { $count } id, из них боту знакомы: { $known }.
   *[many] Прочитал { $count } id, из них боту знакомы: { $known }.
}
audience-file-empty = В файле нет ни одного id.
audience-file-too-long = Слишком длинный список: можно до { $limit } id.
audience-file-row = Строка { $line }: «{ $value }» — это не id. Ничего не записано, исправьте файл и пришлите снова.
