## Вопросы докладчикам

question-ask-button = 🙋 Спросить
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
