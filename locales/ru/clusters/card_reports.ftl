## Сообщение об ошибке в карточке

report-choose = Что не так в карточке «{ $name }»? Выберите, а потом напишете, как правильно.
report-choose-last =
    Напишу организаторам о карточке «{ $name }»: { $comment }
    Выберите, что это, — и отправлю.
report-field-name = Название
report-field-industry = Отрасль
report-field-place = Город или адрес
report-field-college = Колледж
report-field-professions = Профессии
report-field-employers = Работодатели
report-field-year = Год открытия
report-field-website = Сайт
report-field-missing = Здесь не хватает колледжа
report-field-other = Другое
report-ask =
    <b>{ $name }</b>
    Что не так: { $field }.

    Напишите одним сообщением, как правильно и откуда вы это знаете. Его прочитают организаторы и ответят вам здесь. Передумали — /cancel.
report-sent = Спасибо! Организаторы проверят карточку, и вы узнаете здесь, чем закончилось.
report-sent-missing = Спасибо! Организаторы проверят, и вы узнаете здесь, чем закончилось.
report-empty = В сообщении нет текста. Напишите, что не так, или отмените: /cancel.
report-too-long = Слишком длинно: уместите, пожалуйста, в { $limit } знаков. Или отмените: /cancel.
report-too-many = За сутки можно отправить не больше { $limit } сообщений об ошибках. Остальное пришлите, пожалуйста, завтра.
report-nobody = Сейчас принять сообщение некому: организаторы ещё не назначены. Попробуйте позже.
report-message =
    ⚠️ <b>Сообщение об ошибке в карточке</b>
    <a href="{ $url }">{ $name }</a>
    Что не так: { $field }
    От: { $reporter }

    { $comment }
report-open = К карточке
report-settle = Ответить или закрыть

## Очередь сообщений у организаторов

admin-reports = ⚠️ Ошибки: { $count }
reports-title = <b>Сообщения об ошибках</b> — { $count }
reports-none = Новых сообщений нет.
reports-line =
    <b>№ { $number }</b>, { $moment }
    { $name } · { $field }
    { $comment }
reports-open = Открыть № { $number }
reports-back = ‹ К списку сообщений
report-title =
    <b>Сообщение № { $number }</b>
    { $name }
report-from = От: { $reporter }, { $moment }
report-from-nobody = человек удалил свои данные
report-about = Что не так: { $field }
report-comment = { $comment }
report-card-gone = Этого кластера больше нет в списке.
report-answer = Ответить
report-close = Закрыть без ответа
report-answer-ask =
    Напишите ответ на сообщение № { $number }: человек получит его здесь, а сообщение закроется.
report-closed = ✅ Закрыто: { $name }, { $moment }
report-answered = Ответ: { $answer }
report-gone = Этого сообщения больше нет. Вот свежее меню.
report-told =
    Спасибо, что написали о карточке «{ $name }». Организаторы её проверили.
report-told-answer =
    Спасибо, что написали о карточке «{ $name }». Вот ответ организаторов:

    { $answer }
audit-report-closed = закрыто сообщение об ошибке № { $number }: { $name }
