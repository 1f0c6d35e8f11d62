## Резервные копии, выгрузка и переезд: слова для того, кто ведёт бота

keeping-stopped = Остановлено.
keeping-file = Не получилось: { $reason }

backup-no-folder = Укажите папку: BACKUP_FOLDER в настройках или --folder в команде.
backup-made = Резервная копия сделана и проверена: { $file } ({ $size } МБ).
backup-forgotten = Старая копия удалена: { $file }.
backup-failed = Резервная копия не сделана: { $reason }
backup-damaged = Файл повреждён: { $reason }
backup-unknown = { $file } — не резервная копия: ни файл SQLite, ни дамп pg_dump (формат custom).
backup-no-program = Нет программы { $program }. Установите клиент PostgreSQL той же версии, что и сервер, или новее.

restore-done = Хранилище восстановлено из { $file }: { $target }.
restore-failed = Восстановить не получилось, хранилище не изменено: { $reason }
restore-other-engine = Эта копия сделана из базы другого вида. Восстановите её в базу того же вида и перенесите командой copy-database.

check-whole = Всё цело: { $what } (схема { $revision }).

export-done = Выгружено: { $folder } (таблиц: { $tables }, строк: { $rows }). Внутри данные людей — берегите файлы.
export-folder-filled = В папке { $folder } уже что-то есть. Укажите новую или пустую.

copy-no-store = Хранилища { $file } нет. Проверьте DATABASE_URL.
copy-failed = Не получилось скопировать данные: { $reason }
copy-no-tables = Здесь нет таблиц бота.
copy-newer = Это сделала более новая версия программы (схема { $found }, здесь известна { $known }). Возьмите ту же или новую версию.
copy-older = Источник остался от прежней версии (схема { $found }, нужна { $known }). Запустите на нём бота этой версии один раз.
copy-target-filled = В базе уже есть данные (таблица { $table }): { $target }. Возьмите пустую; поверх данных ничего не пишется.
copy-row-refused = Таблица { $table }: новая база не приняла строку, ничего не перенесено. { $reason }
copy-not-the-same = Таблица { $table } перенесена не так, как была; ничего не сохранено.
copy-same = Источник и назначение — одна и та же база.
copy-done = Перенесено и сверено: { $target } (таблиц: { $tables }, строк: { $rows }).
copy-source-running = Внимание: на источнике работает бот. Того, что он пишет с начала переноса, здесь нет.
