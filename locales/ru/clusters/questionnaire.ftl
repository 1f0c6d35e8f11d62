## Помоги выбрать

choosing-hello =
    <b>Помоги выбрать</b>
    Несколько коротких вопросов о том, что вам нравится. Правильных и неправильных ответов нет, бот их не сохраняет.
choosing-liked =
    Из ваших слов напрашивается: <b>{ $trades }</b>.
    Где этому учат — под первыми кнопками. Или ответьте на вопросы: подберу точнее.
choosing-between =
    Вы назвали: <b>{ $trades }</b>.
    Где учат каждому, покажут первые кнопки — сравните. Или ответьте на вопросы: подскажу, что ближе.
choosing-question =
    { $number } из { $all }
    <b>{ $question }</b>
choosing-back = ‹ Назад
choosing-skip = Пропустить
choosing-enough = Хватит, покажите результат
choosing-result = <b>Вот что может вам подойти</b>
choosing-result-guess =
    <b>Вы пропустили все вопросы</b>
    Поэтому вот отрасли, где кластеров больше всего.
choosing-industry = { $number }. <b>{ $industry }</b>
choosing-because = Вы выбрали: { $chosen }.
choosing-quoted = «{ $text }»
choosing-no-right-or-wrong = Это подсказка, а не приговор: посмотрите, где этому учат, и решайте сами.
choosing-where = 📍 Где учат: { $industry }
choosing-go-on = Продолжить
choosing-again = ↻ Сначала
choosing-all-industries = 🏭 Все отрасли
choosing-outdated = С тех пор вопросы изменились. Начните, пожалуйста, сначала: это займёт минуту.
choosing-ask-place =
    { $industry }: где искать?
    Напишите город или посёлок — например, «Саранск» — или отправьте геопозицию. Передумали — /cancel.
choosing-place-unclear = Такого места в моём списке нет. Напишите город или посёлок покрупнее рядом с вами. Передумали — /cancel.
