# Программа событий.

## Новости и программа

programme-badge-asked = Пропуск — это личный QR-код: покажите его на входе. Он открывается кнопкой ниже.
programme-not-coming = Если не придёте, откройте сессию и нажмите «Не пойду»: место достанется другому.
programme-named = 🔎 Это сессия вашего события. Ищете, где этому учат? Добавьте город: «{ $title }, Казань».
programme-named-place = 🔎 Это сессия вашего события. Ищете колледжи? Добавьте это слово: «колледжи, { $title }».
programme-changes-asked = Что перенесли, отменили и добавили — под кнопкой. О сессиях, на которые вы записались, я пишу вам сам.
programme-late = Опаздываете — приходите: ваше место в списке за вами, пока вы сами не нажмёте «Не пойду». Организаторам бот об опоздании не сообщает: предупредите их сами.
programme-ask-speaker = Вопрос докладчику: откройте сессию и нажмите «🙋 Спросить». Ваше имя увидят только организаторы.
programme-materials = Материалы лежат на карточке сессии, под кнопкой «📎 Материалы», — когда организаторы их добавят.
programme-certificate = О сертификатах участникам я ничего не знаю: сам их не выдаю. Спросите организаторов — на стойке регистрации или там, где вас пригласили. О приходе на сессию напомнит отметка на входе: покажите там пропуск.
programme-on-site =
    Этого я не знаю: здесь помогут организаторы на площадке — на входе или у стойки регистрации.
    У меня есть программа: время, залы и адрес — на карточке сессии.
programme-calendar-asked = Расписание в вашем календаре: файлом или ссылкой, по которой он обновляется сам. Кнопка ниже.
programme-people = Анкета — это что вы рассказываете о себе, а «Знакомства» — участники, которые согласились, чтобы их находили.
programme-empty =
    <b>Программа</b>
    Сейчас событий нет. Когда организаторы опубликуют программу, она появится здесь: вы запишетесь на сессии, получите пропуск и напоминания, зададите вопрос докладчику.
    Если вас куда-то пригласили, а здесь пусто, — спросите тех, кто пригласил: я узнаю о событии только от организаторов.

## Сейчас идёт

now-refreshed = Обновлено в { $time } · время: { $zone }
now-line = { $mark }<b>{ $title }</b>{ $where } — до { $end }, { $left }
now-left-minutes = ещё { $minutes } мин
now-left-hours = ещё { $hours } ч { $minutes } мин
now-left-days = { $days ->
    [one] ещё { $days } день
    [few] ещё { $days } дня
   *[many] ещё { $days } дней
}{ $hours ->
    [0] { "" }
   *[other] { " " }{ $hours } ч
}
now-next-title = <b>Дальше.</b> { $left }: { $moment }
now-next-far = <b>Дальше:</b> { $moment }
now-more = …и ещё { $count } — во всей программе.
now-over = Программа завершена.
now-nothing = Сейчас ничего не идёт.
now-refresh = 🔄 Обновить
now-all-events = Все события

programme-events = <b>Какое событие?</b>
programme-title = <b>{ $title }</b>
programme-day = { $day } · время: { $zone }
programme-track = Направление: { $track }
programme-day-empty = В этот день по этому направлению ничего нет.
programme-no-sessions =
    <b>{ $title }</b>
    Программа ещё не опубликована. Загляните позже.
programme-line = { $mark }{ $times } <b>{ $title }</b>{ $where }
programme-line-cancelled = { $mark }<s>{ $times } { $title }</s> — отменено
programme-until = до { $end }
programme-day-number = { $day }-й день из { $days }
programme-label-day = { $day }-й день · { $title }
programme-tracks = Направления
programme-tracks-title = <b>Какое направление?</b> Рядом — сколько в нём сессий.
programme-all-tracks = Все направления
programme-track-option = { $track } · { $count }
programme-now = ▶️ Что сейчас
programme-now-title = <b>Сейчас</b>
programme-now-none = Сейчас перерыв.
programme-more = ⋯ Ещё
programme-more-title =
    <b>{ $title }</b>
    Что показать?
programme-whole = ‹ Вся программа
programme-mine = 🗓 Мои сессии
programme-event-gone = Этого события больше нет. Вот свежее меню.
programme-session-gone = Этой сессии больше нет в программе. Вот свежее меню.
programme-cancelled = Эта сессия отменена.
programme-over = Эта сессия уже закончилась.
programme-no-point = Точное место пока неизвестно.

session-title = <b>{ $title }</b>
session-cancelled = ❌ <b>Отменено</b>
session-time = 🕒 { $start } — до { $end }
session-time-yours = По вашему времени: { $moment }
session-room = 📍 { $value }
session-track = Направление: { $value }
session-speakers = Выступают: { $value }
session-places = Свободных мест: { $free } из { $capacity }
session-abstract = { $text }
session-you-go = ✅ Вы участвуете.
session-you-wait = { $count ->
    [1] ⏳ Мест нет. Вы первый в очереди.
    [one] ⏳ Мест нет, вы в листе ожидания. В нём { $count } человек.
    [few] ⏳ Мест нет, вы в листе ожидания. В нём { $count } человека.
   *[many] ⏳ Мест нет, вы в листе ожидания. В нём { $count } человек.
}
session-clash-more = ⚠️ В это же время вы идёте на { $titles } и ещё { $count }.
session-clash = ⚠️ В это же время вы идёте на { $titles }.
session-join = Участвую
session-full = Мест нет
session-wait = Встать в лист ожидания
session-leave = Не пойду
session-calendar = 📅 В календарь
session-calendar-caption = «{ $title }»: откройте файл, и сессия появится в календаре.
session-venue = 📍 Где это
session-materials = 🔗 Подробнее на сайте
session-edit = ✏️ Править
session-day = ‹ К программе дня
session-open = Открыть карточку
session-back = ‹ К сессии
session-joined = Вы участвуете. Напомню { $leads }.
session-joined-begun = Вы участвуете. Сессия уже идёт.
session-joined-soon = Вы участвуете. Начало скоро, напоминать уже не буду.
session-joined-unasked = Вы участвуете. Напоминания вы отключили: отметить их можно кнопкой «Напоминания».
session-joined-silent = Вы участвуете, но напоминаний не будет. Почему — на карточке.
session-silent-off = 🔕 Напоминаний не будет: уведомления о сессиях у вас выключены. Включить?
session-silent-stopped = 🔕 Напоминаний не будет: вы отправили /stop. Писать вам о сессиях?
session-silent-waiting = 🔕 Если место освободится, не напишу: вы отправили /stop. Писать вам о сессиях?
session-hear = 🔔 Да, пишите о сессиях
session-hearing = Хорошо, о ваших сессиях буду писать.
session-waiting = Мест нет: вы в листе ожидания. Напишу, если место освободится.
session-waiting-late = Мест нет: вы в листе ожидания. Сессия уже идёт, поэтому о свободном месте не напишу: спросите у входа.
session-waiting-silent = Мест нет: вы в листе ожидания. Но написать вам, если место освободится, я пока не могу.
session-left = Вы не участвуете.
session-confirmed-going = ✅ Вы участвуете: <b>{ $title }</b>.
session-confirmed-waiting = ⏳ Вы в листе ожидания: <b>{ $title }</b>. Напишу, если место освободится.
session-confirmed-waiting-late = ⏳ Вы в листе ожидания: <b>{ $title }</b>. Сессия уже идёт, поэтому о свободном месте не напишу: спросите у входа.
session-confirmed-left = Вы больше не участвуете: <b>{ $title }</b>.
session-place-at-door = 🎫 Вас записали на входе: <b>{ $title }</b>. Место за вами, приход отмечен.
session-place-freed = 🎉 Для вас освободилось место: <b>{ $title }</b>. Вы участвуете. Передумали — нажмите «Не пойду», и место получит следующий.
session-place-freed-begun = 🎉 Для вас освободилось место: <b>{ $title }</b>. Вы участвуете. Сессия уже идёт, до { $ends }. Передумали — нажмите «Не пойду», и место получит следующий.

schedule-title = <b>Моё расписание</b>
schedule-empty = <b>Моё расписание</b> пока пусто. Откройте программу и нажмите «Участвую» на карточке сессии.
schedule-waiting = ⏳ { $line } — лист ожидания

change-head = 📢 <b>Изменение в программе</b>
change-time = 🕒 Было { $old }, стало <b>{ $new }</b>
change-end = 🕒 Конец: был { $old }, стал <b>{ $new }</b>
change-room = 📍 Зал: { $old } → <b>{ $new }</b>
change-title = Название: «{ $old }» → «{ $new }»
change-cancelled = ❌ Сессия отменена.
change-restored = ✅ Сессия всё-таки состоится: { $moment }
