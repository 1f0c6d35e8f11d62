materials-button = 📎 Материалы · { $count }
materials-title =
    <b>{ $title }</b>
    Материалы. Нажмите, и пришлю.
materials-none =
    <b>{ $title }</b>
    Материалов пока нет.
materials-office =
    <b>{ $title }</b>
    Материалы: { $count } из { $limit }
materials-line = { $label }
materials-ask = Пришлите файл, фото, видео или ссылку. К ссылке можно дописать название: «Презентация https://…». Их увидят все.
materials-more = Добавлено. Можно прислать ещё.
materials-add = ➕ Добавить
materials-done = Готово
materials-remove = 🗑 { $title }
materials-removed = Убрано.
materials-photo = Фото
materials-video = Видео
materials-audio = Аудио
materials-document = Документ
materials-full = Больше { $limit } материалов не поместится. Уберите лишнее или дайте ссылку на папку.
materials-unclear = Такое прикрепить не могу. Пришлите файл, фото, видео, аудио или ссылку.
materials-link-wrong = Это не похоже на ссылку. Нужен полный адрес: https://…
materials-gone = Этот материал уже убрали. Вот свежее меню.
materials-file-gone = Файла «{ $title }» в Telegram больше нет. Спросите у организаторов.

programme-changes = 📢 Изменения
programme-download = 💾 Скачать
changes-title = <b>Изменения: { $title }</b>
changes-zone = Время: { $zone }
changes-none = Программа пока не менялась.
changes-at = <i>{ $moment }</i>
changes-added = ➕ Добавлено: <b>{ $title }</b>, { $span }
changes-removed = ❌ Убрано: <b>{ $title }</b>
changed-cancelled = ❌ Отменено
changed-restored = ✅ Снова состоится
changed-time = 🕒 { $old } → <b>{ $new }</b>
changed-title = Название: «{ $old }» → <b>«{ $new }»</b>
changed-room = 📍 Зал: { $old } → <b>{ $new }</b>
changed-track = Направление: { $old } → <b>{ $new }</b>
changed-speakers = Выступают: { $old } → <b>{ $new }</b>
changed-capacity = Число мест: { $old } → <b>{ $new }</b>
changed-url = Ссылка: { $old } → <b>{ $new }</b>
changed-abstract = Новое описание: { $new }
changed-no-limit = без ограничения

download-ask =
    <b>{ $title }</b>
    В каком виде прислать программу?
download-ics = 📅 Для календаря (ics)
download-xml = schedule.xml для приложений
download-json = schedule.json для приложений
download-caption-ics = «{ $title }»: откройте файл, и вся программа появится в календаре.
download-caption-xml = «{ $title }»: программа для Giggity и других приложений конференций.
download-caption-json = «{ $title }»: программа в формате schedule.json.
