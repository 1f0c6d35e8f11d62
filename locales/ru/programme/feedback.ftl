# Во время события и после: что идёт сейчас, вопросы докладчикам, оценки, утренняя сводка.

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
