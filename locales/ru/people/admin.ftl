## Стол организатора

admin-forbidden = Это только для организаторов.
admin-owners-only = Это может только владелец бота.
admin-title = <b>Стол организатора</b>
admin-people = Людей: <b>{ $shown }</b>
admin-active = Заходили за 7 дней: { $week }, за 30 дней: { $month }
admin-unreachable = Недоступны: { $unreachable }, отказались от сообщений: { $stopped }
admin-queue = В очереди на отправку: { $shown }
admin-late = Самое старое из очереди ждёт { $late }
admin-announcements = Объявлений запланировано: { $planned }, отправляется: { $running }
admin-errors = Последние ошибки отправки:
admin-error = • { $error }
admin-compose = 📣 Новое объявление
admin-under-way = ⏳ Идут и ждут
admin-archive = 🗂 Архив
admin-organisers = Организаторы
admin-log = 📜 Журнал
admin-refresh = 🔄 Обновить
admin-home = ‹ Стол организатора
admin-back = ‹ Назад
admin-under-way-title = <b>Идут и ждут</b>
admin-under-way-none = Сейчас ничего не отправляется и не запланировано, черновиков у вас нет.
admin-running = № { $number }: отправляется, { $done } из { $all }
admin-planned = № { $number }: { $when }. Кому: { $audience }
admin-draft = № { $number }: черновик от { $when }. Кому: { $audience }
admin-awaiting = № { $number }: ждёт одобрения. Кому: { $audience }. { $when }
admin-open = Открыть № { $number }
admin-archive-title = { $count ->
    [0] <b>Архив</b> пока пуст.
    [one] <b>Архив</b> — { $count } объявление
    [few] <b>Архив</b> — { $count } объявления
   *[many] <b>Архив</b> — { $count } объявлений
}
admin-archived = № { $number }, { $moment }: доставлено { $sent } из { $all }
admin-archived-words = «{ $words }»
post-kind-text = текст
post-kind-media = фото или файл
post-kind-album = альбом
post-kind-poll = опрос
post-kind-other = сообщение

organisers-title = <b>Организаторы</b>
organisers-none = Кроме владельцев, никого.
organisers-line = • { $name } ({ $id }), с { $moment }
organisers-add = ➕ Добавить
organisers-ask =
    Перешлите сюда любое сообщение этого человека или пришлите его id числом.
    Передумали — /cancel.
organisers-pick = 👤 Выбрать человека
organisers-pick-ask = Или выберите человека из своих чатов кнопкой внизу: так можно назначить и того, кто скрыт при пересылке.
organisers-added = Готово: { $name } — теперь организатор.
organisers-already = { $name } — уже организатор.
organisers-remove = ✕ { $name }
organisers-remove-ask = Лишить прав организатора: { $name }?
organisers-remove-yes = Да, лишить
organisers-gone = Этого организатора в списке уже нет.
organisers-bot = Бот не может быть организатором.
organisers-hidden = Этот человек скрыл, кто он, при пересылке. Выберите его кнопкой «👤 Выбрать человека» внизу или пришлите его id числом.
organisers-unclear = Не понял, кто это. Перешлите сообщение человека или пришлите его id числом. Или отмените: /cancel.
organisers-id-wrong = Такого id в Telegram не бывает. Проверьте число.

log-title = <b>Журнал</b>
log-none = Записей пока нет.
log-line = { $moment }, { $name }: { $what }
audit-organiser-added = добавлен организатор: { $name } ({ $id })
audit-organiser-removed = сняты права организатора: { $name } ({ $id })
audit-unknown = действие { $action }
desk-typed = Похоже, вам сюда. Словами я ничего не меняю и не рассылаю — нажмите нужное.
desk-typed-reports = Сообщения об ошибках
