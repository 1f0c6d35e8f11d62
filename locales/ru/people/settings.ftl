## Настройки

settings-title = <b>Настройки</b>
settings-language = Язык: { $language }
settings-home = Моё место: { $place }
settings-home-none = Моё место: не указано
settings-zone = Часовой пояс: { $zone }
settings-set-language = Язык
settings-set-home = Указать место
settings-forget-home = Забыть место
settings-set-zone = Часовой пояс
settings-privacy = Мои данные
settings-done = Сохранено
settings-home-ask =
    Напишите свой город или пришлите геопозицию: от этого места я буду искать сразу.
    Храню его с точностью до километра. Передумали — /cancel.
settings-home-saved = Запомнил место: { $place }.
settings-zone-ask = Напишите город, по времени которого вы живёте, — например, «Омск». Передумали — /cancel.
settings-zone-saved = Часовой пояс: { $zone }
place-abroad = Это не Россия, а кластеры есть только в ней. Напишите город в России. Село с таким же именем — вместе с областью: «Париж, Челябинская область». Или отмените: /cancel.
settings-zone-unclear = Не понял, какой это часовой пояс. Напишите большой город той же страны или пояс: «мск+4», «UTC+5:30», «Europe/Berlin». Или отмените: /cancel.
settings-place-unknown = Такого места в моём списке нет: «{ $text }». Напишите город или посёлок покрупнее рядом с вами — или отправьте геопозицию. Передумали — /cancel.
settings-place-unclear = Не понял, какое это место. Напишите город точнее, можно с регионом: «Киров, Калужская область». Или отмените: /cancel.

language-title = Выберите язык · Choose a language
language-ru = Русский
language-en = English
language-name = Русский

## Данные о человеке

stop-done = Хорошо: сам я больше писать не буду. Отвечать на ваши сообщения — по-прежнему буду. Вернуть уведомления — /start.

## Черновик

category-important = Важное
category-news = Новости
category-sessions = Сессии

## Настройки уведомлений

settings-role = Кто вы: { $role }
settings-notify = Уведомления: { $wishes }
settings-set-notify = 🔔 Уведомления
settings-set-role = Кто вы
settings-back = ‹ Назад
role-title =
    <b>Кто вы?</b>
    Так организаторы пришлют только то, что вам подходит. Отвечать необязательно; ещё одно нажатие снимет отметку.
role-none = не указано
role-student = школьник или студент
role-parent = родитель
role-cluster = представитель кластера или колледжа
role-employer = работодатель
role-other = другое
notify-title = <b>Уведомления</b>
notify-important = Важное приходит всегда. Не хотите ничего вовсе — /stop.
notify-paused = Сейчас приходит только важное.
notify-only-important = только важное
notify-nothing = выключены (вы отправили /stop)
notify-with-off = { $words }; выключено: { $off }
notify-stopped = 🔕 <b>Сейчас не приходит ничего:</b> вы отправили /stop. Вернуть уведомления — /start.
notify-no-sessions = Сессии выключены: напоминаний о них не будет. Об изменениях в них всё равно сообщу.
notify-with-quiet = { $words }; тихие часы { $hours }
notify-quiet =
    Тихие часы: { $hours } по вашему времени. В это время приходит важное, напоминания о сессиях и вести о тех сессиях, до которых меньше шести часов: перенос, отмена, освободилось место.
    Остальное ждёт конца тихих часов.
notify-no-quiet = Тихих часов нет: сообщения приходят в любое время.
notify-set-quiet = 🌙 Тихие часы
notify-pause = ⏸ Оставить только важное
notify-unpause = ▶️ Снова присылать всё
quiet-title = <b>Тихие часы</b> по вашему времени: что не важно и не о ближайших сессиях, подождёт до их конца.
quiet-none = Без тихих часов
