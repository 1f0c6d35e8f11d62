## Почему бот не запустился: строка для того, кто его запускает

start-store-away = Бот не запущен: база данных не отвечает ({ $reason }).
start-store-url = Бот не запущен: база данных не принимает DATABASE_URL ({ $reason }). Проверьте имя базы, пользователя и пароль.
start-store-not-writable = Бот не запущен: в базу данных нельзя писать ({ $reason }). Проверьте DATABASE_URL и права на папку и файл.
start-store-corrupt = Бот не запущен: файл базы данных повреждён ({ $reason }). Замените его резервной копией.
start-schema-newer = Бот не запущен: базу данных обновила более новая версия программы (схема { $found }, здесь известна { $known }). Запустите новую версию или верните резервную копию.
start-schema-broken = Бот не запущен: таблицы в базе данных не те, что должны быть ({ $reason }). База не изменена; восстановите её из резервной копии.
start-other-bot = Бот не запущен: эта база данных принадлежит другому боту (его номер { $served }, а токен от бота { $bot }). Укажите свою базу в DATABASE_URL или верный BOT_TOKEN. Чтобы передать базу новому боту, выполните release-bot.
start-token-wrong = Бот не запущен: Telegram не знает такого токена ({ $reason }). Проверьте BOT_TOKEN и BOT_API_URL.
start-webhook-refused = Бот не запущен: Telegram не принял WEBHOOK_URL ({ $reason }).
start-telegram-refused = Бот не запущен: Telegram отказал ({ $reason }).
start-port-taken = Бот не запущен: порт WEB_PORT занят другой программой ({ $reason }).
start-port-refused = Бот не запущен: на WEB_HOST и WEB_PORT слушать нельзя ({ $reason }).
