# Анкета участника, «Знакомства» и запросы о знакомстве.

## Знакомства

directory-open = 🤝 Знакомства
directory-title = 🤝 <b>Знакомства</b>
directory-narrowed = { $words }
directory-count = { $count ->
    [one] { $count } участник
    [few] { $count } участника
   *[many] { $count } участников
}
directory-many = Больше { $count } участников. Чтобы найти своих, выберите отрасль или регион.
directory-empty = Здесь пока никого нет.
directory-line = { $number }. <b>{ $name }</b>
directory-details = { $words }
directory-person = { $number }. { $name }
directory-you-are-not = Вас в этом списке нет. Показать себя можно в анкете.
directory-by-industry = 🏭 Отрасль
directory-by-region = 🗺 Регион
directory-any-industry = Все отрасли
directory-any-region = Все регионы
directory-industries = <b>Отрасль?</b> Число — сколько участников.
directory-regions = <b>Регион?</b> Число — сколько участников.
directory-option = { $name } · { $count }
directory-back = ‹ К списку
directory-closed = «Знакомства» открыты тем, кто записался на сессию или указал имя в анкете.

person-name = <b>{ $name }</b>
person-industry = Отрасль: { $industry }
person-link = <a href="{ $url }">{ $name }</a>
person-self = Так вас видят другие участники.
person-asked = ⏳ Вы попросили о знакомстве. Пока без ответа.
person-asks = 🤝 Хочет с вами познакомиться.
person-gone = Больше не участвует в «Знакомствах».
person-acquainted = ✅ Вы знакомы.
participant-gone = Этого участника больше нет в «Знакомствах».

introduction-request = 🤝 Попросить о знакомстве
introduction-ask =
    <b>Что написать человеку?</b> Кому: { $name }
    Напишите пару слов о том, зачем хотите познакомиться, — до { $limit } знаков. Вместе с ними я покажу ваше имя, организацию, должность и регион.
    Если человек согласится, вы получите контакты друг друга: то, что указано в анкете, и ссылку на Telegram.
introduction-no-message = Отправить без слов
introduction-sent = Запрос отправлен
introduction-too-long = Слишком длинно: уместите, пожалуйста, в { $limit } знаков. Или отмените: /cancel.
introduction-name-first = Сначала укажите имя в анкете: человек должен знать, кто просит. Анкета — в настройках.
introduction-limit = { $limit ->
    [one] За сутки можно отправить { $limit } запрос. Попробуйте завтра.
    [few] За сутки можно отправить { $limit } запроса. Попробуйте завтра.
   *[many] За сутки можно отправить { $limit } запросов. Попробуйте завтра.
}
introduction-unlisted = Вы убрали себя из «Знакомств». Чтобы ответить согласием, снова покажите себя в анкете.
introduction-gone = Этого запроса больше нет.

introduction-head = 🤝 <b>{ $name }</b> хочет с вами познакомиться
introduction-quote = <blockquote>{ $message }</blockquote>
introduction-what-happens = Согласитесь — и вы оба получите контакты друг друга: то, что указано в анкете, и ссылку на Telegram. Откажетесь — об этом никто не узнает, а новых запросов от этого человека не будет.
introduction-accept = Принять
introduction-decline = Отказаться
introduction-complain = Пожаловаться
introduction-accepted = ✅ { $name }: вы согласились познакомиться. Контакты пришлю отдельным сообщением.
introduction-declined = { $name }: вы отказались. Об этом никто не узнает, и новых запросов от этого человека не будет.

acquaintance-head = 🤝 <b>{ $name }</b> — теперь вы знакомы
acquaintance-contact = Контакт: { $contact }
acquaintance-telegram = Telegram: { $link }

complaint-ask = Пожаловаться на этот запрос? Кто просил: { $name }. Организаторы увидят его текст и ваше имя. Запрос я отклоню.
complaint-sure = Пожаловаться
complaint-back = ‹ Назад
complaint-sent = Спасибо, что сказали. Организаторы получат жалобу, запрос отклонён.
complaint-no-message = без слов
complaint-message =
    ⚠️ <b>Жалоба на запрос о знакомстве</b>
    Кто просил: { $asker }
    Кого: { $reader }

    <blockquote>{ $message }</blockquote>

complaint-unlist = 🚫 Убрать из «Знакомств»
complaint-unlisted = Готово: этого человека в «Знакомствах» больше нет.
complaint-not-listed = В «Знакомствах» этого человека нет.
audit-directory-unlisted = убран из «Знакомств» по жалобе участник { $visitor }

requests-open = Мои запросы
requests-open-waiting = Мои запросы · { $count }
requests-title = <b>Мои запросы</b>
requests-none = Запросов о знакомстве пока нет: ни от вас, ни к вам.
requests-asked = ⏳ <b>{ $name }</b> — без ответа
requests-asks = 🤝 <b>{ $name }</b> — ждёт вашего ответа
requests-gone = <b>{ $name }</b> — больше не участвует
requests-acquainted = ✅ <b>{ $name }</b> — вы знакомы
