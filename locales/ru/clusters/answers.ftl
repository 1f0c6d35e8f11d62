## Как поступить

answers-title =
    <b>Как поступить</b>
    Короткие ответы с источниками. Выберите раздел — или просто напишите свой вопрос.
answers-which = Об этом спрашивают разное. Что вам важно?
answers-none =
    <b>Как поступить</b>
    Ответов пока нет. Спросите колледж напрямую: он подскажет правила приёма.
answers-section-programme = О программе · { $count }
answers-section-admission = Поступление · { $count }
answers-section-study = Учёба и жизнь · { $count }
answers-section-after = После колледжа · { $count }
answers-section-name-programme = О программе
answers-section-name-admission = Поступление
answers-section-name-study = Учёба и жизнь
answers-section-name-after = После колледжа
answers-section-title =
    <b>Как поступить</b> · { $section }
    Выберите вопрос.
answers-sections = ‹ Все разделы
answers-section-back = ‹ Другие вопросы
answers-answer =
    <b>{ $question }</b>

    { $answer }
answers-untranslated = <i>Этот ответ пока есть только по-русски.</i>
answers-sources = { $count ->
    [one] Источник:
    [few] Источники:
   *[many] Источники:
}
answers-source = { $name }
answers-source-link = <a href="{ $url }">{ $name }</a>
answers-checked = Проверено { $date }
answers-whom-to-ask = 🧭 Кого спросить: колледжи рядом
answers-gone = Этого ответа больше нет. Вот свежее меню.
card-apply = 🎓 Как поступить

## Редактирование организаторами

admin-answers = 🎓 Ответы
answer-desk-title =
    <b>Ответы «Как поступить»</b>
    Всего { $count }, скрыто { $hidden }, изменено организаторами { $edited }. Выберите раздел.
answer-desk-section =
    <b>{ $section }</b>
    Выберите вопрос, чтобы изменить его. ✏️ — изменён организаторами, 🙈 — скрыт.
answer-desk-add = ➕ Добавить вопрос
answer-desk-back = ‹ Назад
answer-desk-leave = ‹ Не менять
answer-desk-new = Новый вопрос
answer-desk-label-plain = { $question }
answer-desk-label-edited = ✏️ { $question }
answer-desk-label-hidden = 🙈 { $question }
answer-desk-empty = Здесь пока пусто. Напишите вопрос и ответ по-русски, потом покажите читателям.
answer-desk-missing = (не заполнено)
answer-desk-hide = 🙈 Скрыть
answer-desk-show = 👁 Показать читателям
answer-desk-reset = Вернуть исходный текст
answer-state-shown = <i>Виден читателям.</i>
answer-state-hidden = <i>Скрыт от читателей.</i>
answer-state-edited = <i>Изменён организаторами.</i>

answer-field-qru = Вопрос · рус.
answer-field-aru = Ответ · рус.
answer-field-qen = Вопрос · англ.
answer-field-aen = Ответ · англ.
answer-field-src = Источники
answer-field-day = Когда проверено
answer-field-key = Слова для поиска

answer-ask-question = Пришлите новый вопрос: одной строкой, до { $limit } знаков. Передумали — /cancel.
answer-ask-answer = Пришлите новый ответ: обычный текст, до { $limit } знаков. Передумали — /cancel.
answer-ask-src =
    Пришлите источники, каждый с новой строки: название и, если есть, адрес в конце.
    Например: <code>Закон № 273-ФЗ, статья 68 https://pravo.gov.ru</code>
    Передумали — /cancel.
answer-ask-day = Когда ответ в последний раз сверяли с источником? Пришлите дату: <code>23.11.2026</code>. Передумали — /cancel.
answer-ask-key =
    Какими словами об этом спрашивают? Пришлите их через пробел, до { $limit } знаков: по ним бот находит ответ.
    Передумали — /cancel.
answer-ask-current =
    Сейчас:
    <code>{ $text }</code>
answer-preview = <i>Так это увидят читатели. Сохранить?</i>
answer-preview-keywords = Слова для поиска (читатели их не видят): { $keywords }
answer-preview-save = Сохранить
answer-preview-again = Написать заново
answer-preview-drop = Не сохранять
answer-saved = Сохранено.
answer-dropped = Не сохранено: всё осталось как было.
answer-draft-gone = Этого черновика уже нет: он сохранён или отменён раньше.
answer-reset-ask = «{ $question }» — вернуть исходный текст? Ваши правки на обоих языках, в источниках и дате пропадут.
answer-reset-yes = Да, вернуть
answer-was-reset = Исходный текст возвращён.

answers-text-empty = В этом сообщении нет текста. Напишите его словами или отмените: /cancel.
answers-text-long = Слишком длинно: { $length } знаков, можно до { $limit }. Сократите и пришлите ещё раз.
answers-sources-empty = Не вижу ни одного источника. Пришлите хотя бы один, с новой строки каждый.
answers-sources-many = Источников слишком много: можно до { $limit }. Оставьте главные.
answers-source-nameless = У источника нет названия. Напишите его перед адресом: «Закон № 273-ФЗ https://pravo.gov.ru».
answers-source-address = «{ $url }» — не похоже на адрес сайта. Он начинается с https:// и не длиннее 300 знаков.
answers-day-unclear = Не понял дату. Напишите её так: 23.11.2026.
answers-day-future = Эта дата ещё не наступила. Когда ответ сверяли в последний раз?
answers-not-whole = Показать пока нельзя: нужны и вопрос, и ответ по-русски.
answers-not-shipped = Этот вопрос добавили организаторы: исходного текста у него нет.

audit-answer-edited = изменён ответ «{ $question }»
audit-answer-hidden = скрыт ответ «{ $question }»
audit-answer-shown = показан читателям ответ «{ $question }»
audit-answer-reset = возвращён исходный текст ответа «{ $question }»
audit-answer-added = добавлен вопрос в «Как поступить»

## Напоминания о сроках приёма

admission-dates-on = 🔔 Напомнить о датах приёма
admission-dates-off = 🔕 Не напоминать о датах
admission-dates-are-on = Напомню за неделю до каждой даты, в 10:00 по вашему времени.
admission-dates-are-off = Напоминать о датах приёма не буду.
admission-date-opens = 📅 <b>{ $date }</b> — не позднее этого дня колледжи начинают приём документов.
admission-date-closes = 📅 <b>{ $date }</b> — последний день приёма документов на очное обучение. Где есть вступительные испытания, приём кончается раньше.
admission-date-extended = 📅 <b>{ $date }</b> — до этого дня документы берут там, где остались места.
admission-order-ends = Порядок приёма (приказ № 457) действует до { $date }, и дата может измениться: проверьте её на сайте колледжа.
admission-more = 🎓 Все даты приёма
