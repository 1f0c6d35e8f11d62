## Сколько из того, что есть, мы знаем

coverage-nothing = { $where } кластеров в нашем списке пока нет.
coverage-nothing-told = Кластеров этого региона в нашем списке пока нет, а всего их { $exist } (источник: { $source }).
coverage-part = В нашем списке { $known } из { $exist } кластеров региона (источник: { $source }).
coverage-whole = В нашем списке все кластеры региона, о которых сообщает источник: { $exist } ({ $source }).
coverage-more = В нашем списке { $known }, а источник сообщал о { $exist } ({ $source }).
coverage-untold = Сколько их всего, источники не говорят: могут быть и другие.
coverage-briefly = В регионе знаем { $known } из { $exist } кластеров.
coverage-official = официальные сообщения
coverage-missing = ➕ Здесь не хватает колледжа
regions-empty = Пока не знаем ни одного кластера: { $regions }.
report-ask-missing =
    <b>{ $region }</b>
    Какого колледжа здесь не хватает? Напишите одним сообщением название, город и откуда вы знаете, что он в программе. Его прочитают организаторы и ответят вам здесь. Передумали — /cancel.
report-message-missing =
    ➕ <b>{ $field }</b>
    Где: { $name }
    От: { $reporter }

    { $comment }
admin-coverage = 🗺 Что мы знаем
coverage-title = <b>Что мы знаем о регионах</b>
coverage-total = Кластеров в списке: { $known } из { $exist } (источник: { $source }).
coverage-total-untold = Кластеров в списке: { $known }.
coverage-line = { $region }: { $known } из { $exist }
coverage-line-untold = { $region }: { $known }, сколько всего — неизвестно
