## Why the bot has not started: a line for whoever starts it

start-store-away = Not started: the database does not answer ({ $reason }).
start-store-url = Not started: the database does not accept DATABASE_URL ({ $reason }). Check the database's name, the user and the password.
start-store-not-writable = Not started: the database cannot be written ({ $reason }). Check DATABASE_URL and the rights to its folder and file.
start-store-corrupt = Not started: the database file is damaged ({ $reason }). Replace it by a backup.
start-schema-newer = Not started: a newer version of the program has upgraded the database (schema { $found }, this one knows { $known }). Start the newer version or restore a backup.
start-schema-broken = Not started: the tables of the database are not what they should be ({ $reason }). Nothing was changed; restore it from a backup.
start-other-bot = Not started: this database belongs to another bot (its number is { $served }, the token is of bot { $bot }). Give this one a database of its own in DATABASE_URL, or the right BOT_TOKEN. To hand the database over to a new bot, run release-bot.
start-token-wrong = Not started: Telegram does not know this token ({ $reason }). Check BOT_TOKEN and BOT_API_URL.
start-webhook-refused = Not started: Telegram has not accepted WEBHOOK_URL ({ $reason }).
start-telegram-refused = Not started: Telegram has refused ({ $reason }).
start-port-taken = Not started: another program has taken WEB_PORT ({ $reason }).
start-port-refused = Not started: WEB_HOST and WEB_PORT cannot be listened on ({ $reason }).
