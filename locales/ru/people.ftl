# Анкета участника, «Знакомства» и запросы о знакомстве.

## Анкета

profile-open = 👤 Моя анкета
profile-offer =
    👋 <b>Представиться организаторам?</b>
    Имя, регион, кластер и должность. Это по желанию и займёт минуту.
profile-fill = Заполнить
profile-not-now = Не сейчас
profile-later = Хорошо, больше не спрошу. Анкета всегда есть в настройках.

profile-ask-name = <b>Как вас зовут?</b> Напишите имя и фамилию.
profile-ask-region = <b>Из какого вы региона?</b> Напишите регион или город — или выберите.
profile-ask-cluster =
    <b>Какой кластер вы представляете?</b>
    Напишите город, колледж или название — или выберите из списка. Если вы не из кластера, укажите свою организацию.
profile-ask-industry = <b>Какая отрасль вам ближе?</b>
profile-ask-position = <b>Кем вы работаете?</b> Напишите должность или роль — например, «мастер производственного обучения».
profile-ask-contact =
    <b>Как с вами связаться?</b>
    Телефон, почта или имя в Telegram. Контакт видят организаторы, а другие участники — только если вы оба согласитесь познакомиться.
profile-ask-listed =
    <b>Показать вас в «Знакомствах»?</b>
    Другие участники увидят имя, организацию, отрасль, должность и регион и смогут попросить о знакомстве. Контакт они получат, только если вы согласитесь. Убрать себя из списка можно в любой момент.
profile-ask-organisation = Напишите название вашей организации.
profile-which-cluster = Похоже на один из этих кластеров. Какой ваш?
profile-taken-as-typed = Такого кластера в списке нет, записал как организацию: { $name }.
profile-which-region = Такое место есть в нескольких регионах. Какой ваш?
profile-regions = <b>Ваш регион?</b>
profile-now = Сейчас: { $value }

profile-skip = Пропустить
profile-keep = Оставить как есть
profile-clear = Стереть
profile-back = ‹ Назад
profile-to-card = ‹ К анкете
profile-all-regions = Все регионы
profile-other-organisation = Другая организация
profile-list = Показать в «Знакомствах»
profile-list-no = Не показывать
profile-unlist = Убрать из «Знакомств»

profile-label-name = Имя
profile-label-region = Регион
profile-label-cluster = Организация
profile-label-industry = Отрасль
profile-label-position = Должность
profile-label-contact = Контакт

profile-title = 👤 <b>Анкета участника</b>
profile-blank = Пока пусто. Заполните анкету, и организаторы будут знать, кто приедет на сессию. Любой вопрос можно пропустить.
profile-line = { $label }: { $value }
profile-listed = Вы в «Знакомствах»
profile-unlisted = Вас нет в «Знакомствах»
profile-is-listed = 🤝 Вы в «Знакомствах»: другие участники могут вас найти.
profile-is-unlisted = 🤝 В «Знакомствах» вас нет: другие участники вас не видят.
profile-who-sees =
    Анкету видят организаторы событий, на которые вы записались. Другие участники — только если вы разрешили, и без контакта.
profile-erase = Удалить анкету
profile-erase-ask = Удалить анкету? Вы исчезнете из «Знакомств», а ваши запросы о знакомстве перестанут действовать.
profile-erase-sure = Да, удалить
profile-erase-keep = Оставить
profile-erased = Анкета удалена. Заполнить её снова можно в настройках.

profile-text-empty = Не увидел в сообщении букв или цифр. Напишите ответ текстом или нажмите «Пропустить».
profile-text-too-long = Слишком длинно: уместите, пожалуйста, в { $limit } знаков.
profile-region-unknown = Не знаю такого региона. Напишите его название или город — например, «Мордовия» — или выберите из списка.
profile-name-first = Сначала укажите в анкете имя: по нему вас узнают.

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
    <b>Что передать: { $name }?</b>
    Напишите пару слов о том, зачем хотите познакомиться, — до { $limit } знаков. Вместе с ними я покажу ваше имя, организацию, должность и регион.
    Если человек согласится, вы получите контакты друг друга: то, что указано в анкете, и ссылку на Telegram.
introduction-no-message = Отправить без слов
introduction-cancel = ‹ Не отправлять
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

complaint-ask = Пожаловаться на запрос от { $name }? Организаторы увидят его текст и ваше имя. Запрос я отклоню.
complaint-sure = Да, пожаловаться
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
