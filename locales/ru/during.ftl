# Во время события и после: что идёт сейчас, вопросы докладчикам, оценки, утренняя сводка.

## Сейчас идёт

now-refreshed = Обновлено в { $time } · время: { $zone }
now-line = { $mark }<b>{ $title }</b>{ $where } — до { $end }, { $left }
now-left-minutes = ещё { $minutes } мин
now-left-hours = ещё { $hours } ч { $minutes } мин
now-next-title = <b>Дальше.</b> { $left }: { $moment }
now-next-far = <b>Дальше:</b> { $moment }
now-more = …и ещё { $count } — во всей программе.
now-over = Программа завершена.
now-nothing = Сейчас ничего не идёт.
now-refresh = 🔄 Обновить
now-all-events = Все события

## Вопросы докладчикам

question-ask-button = 🙋 Задать вопрос
question-list = 💬 Вопросы
question-list-count = 💬 Вопросы · { $count }
question-ask =
    Что хотите спросить на сессии «{ $title }»?
    Напишите одним сообщением, до { $limit } знаков. Передумали — /cancel.
question-asked = Спасибо! Вопрос появится в общем списке, когда его посмотрит организатор. Ваше имя увидят только организаторы.
question-title = 💬 <b>Вопросы: { $title }</b>
question-none = Пока ни одного вопроса. Ваш может стать первым.
question-line = { $number }. { $text } · 👍 { $votes }
question-line-answered = { $number }. <s>{ $text }</s> · ✅ ответили
question-own-title = <b>Ваши вопросы</b>
question-own-asked = ⏳ { $text } — ждёт организатора
question-own-shown = 👁 { $text } — в списке
question-own-hidden = 🚫 { $text } — в список не вошёл
question-own-answered = ✅ { $text } — на него ответили
question-vote-hint = Хотите услышать ответ? Нажмите 👍 с номером вопроса. Ещё одно нажатие вернёт голос.
question-vote = 👍 { $number }
question-voted = ✅ 👍 { $number }
question-vote-taken = Голос учтён.
question-vote-returned = Голос снят.
question-empty = В сообщении нет вопроса. Напишите его текстом или отмените: /cancel.
question-too-long = Слишком длинно: знаков { $length }, а можно { $limit }. Сократите, пожалуйста, или отмените: /cancel.
question-too-many = Вы задали здесь { $limit } вопросов — это предел. Поддержите чужие: 👍 в списке.
question-too-many-waiting = { $limit } ваших вопроса ещё ждут организатора. Когда он их посмотрит, можно будет задать новый.
question-closed = Вопросы принимаются за сутки до начала сессии и ещё несколько часов после конца.
question-gone = Этого вопроса в списке уже нет.
question-answered-already = На этот вопрос уже ответили.
question-changed-meanwhile = С этим вопросом уже решили иначе. Обновите список.

## Стол организатора: вопросы и оценки

admin-feedback = 💬 Вопросы и оценки
feedback-events = <b>Вопросы и оценки.</b> Какое событие?
feedback-no-events = <b>Вопросы и оценки.</b> Событий пока нет.
feedback-title = 💬 <b>Вопросы и оценки</b>: { $title }
feedback-hint = ❓ — сколько вопросов ждёт, ★ — средняя оценка.
feedback-none = Пока ни вопросов, ни оценок.
feedback-when = 🗓 { $moment }
feedback-questions = Вопросы: ждут { $waiting }, в списке { $shown }, с ответом { $answered }
feedback-waiting = ❓ Ждут · { $count }
feedback-shown = 💬 В списке · { $count }
feedback-results = 📊 Оценки
feedback-refresh = 🔄 Обновить
moderation-waiting-title = ❓ <b>Ждут показа: { $count }</b>
    { $title }
moderation-shown-title = 💬 <b>В списке: { $count }</b>
    { $title }
moderation-waiting-none = Новых вопросов нет.
moderation-shown-none = В списке пусто: покажите вопросы из тех, что ждут.
moderation-nobody = имя удалено
moderation-asked = <b>{ $number }.</b> { $text }
    — { $name }
moderation-asked-votes = <b>{ $number }.</b> { $text }
    — { $name } · 👍 { $votes }
moderation-make-shown = 👁 { $number } Показать
moderation-make-hidden = 🚫 { $number } Скрыть
moderation-make-answered = ✅ { $number } Отвечен
moderation-made-shown = Вопрос виден всем.
moderation-made-hidden = Вопрос скрыт.
moderation-made-answered = Отмечено: ответили.
moderation-notice =
    ❓ <b>Вопросы докладчику ждут показа: { $count }</b>
    { $title }
moderation-open = Посмотреть вопросы
audit-question-shown = показан вопрос № { $id } («{ $title }»)
audit-question-hidden = скрыт вопрос № { $id } («{ $title }»)
audit-question-answered = отмечено, что на вопрос № { $id } ответили («{ $title }»)

results-none = Оценок пока нет.
results-average = ★ <b>{ $average }</b> — { $count ->
    [one] { $count } оценка
    [few] { $count } оценки
   *[many] { $count } оценок
}
results-comments = ✏️ Комментарии · { $count }
results-chart-title = Средняя оценка { $average }, всего { $count }
results-chart-count = оценок
comments-title = ✏️ <b>Комментарии ({ $shown }): { $title }</b>
comments-line = { $stars }
    { $text }
comments-none = Комментариев пока нет.

## Оценка сессии

rating-open = ⭐ Оценить сессию
rating-ask =
    <b>{ $title }</b>
    Сессия закончилась. Как она вам? 5 — отлично, 1 — совсем не понравилось.
    Организаторы увидят оценку без имени.
rating-star = { $stars } ★
rating-star-chosen = ✅ { $stars }
rating-thanks =
    <b>{ $title }</b>
    Ваша оценка: { $stars } Спасибо!
rating-your-comment = ✏️ { $text }
rating-can-change = Передумаете — оценку и комментарий можно менять неделю.
rating-taken = Спасибо за оценку!
rating-comment-add = ✏️ Добавить комментарий
rating-comment-change = ✏️ Изменить комментарий
rating-comment-ask =
    «{ $title }»: что понравилось, чего не хватило?
    Напишите одним сообщением, до { $limit } знаков. Имени организаторы не увидят. Передумали — /cancel.
rating-comment-empty = В сообщении нет текста. Напишите комментарий или отмените: /cancel.
rating-comment-too-long = Слишком длинно: знаков { $length }, а можно { $limit }. Сократите, пожалуйста, или отмените: /cancel.
rating-stars-first = Сначала поставьте оценку от 1 до 5 — потом можно и написать.
rating-gone = Эту сессию не оценить: её отменили или убрали из программы.
rating-too-early = Сессия ещё не закончилась. Оценить её можно будет после.
rating-closed = Оценки этой сессии больше не принимаются: прошло больше недели.
rating-not-going = Оценить сессию могут её участники, а вы на неё не записаны.

## Утренняя сводка

digest-title = ☀️ <b>Ваш день.</b> { $day }
digest-event = <b>{ $title }</b> · время: { $zone }
digest-yours = по вашим часам { $time }
digest-more = И ещё { $count } — в «Моём расписании».
digest-switch-on = ⬜️ Утренняя сводка
digest-switch-off = ✅ Утренняя сводка
digest-switched-on = Сводка будет приходить в 8:00 в дни, когда у вас есть сессии.
digest-switched-off = Утренней сводки больше не будет.
