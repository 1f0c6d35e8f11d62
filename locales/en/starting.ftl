## Why the bot has not started: a line for whoever starts it

start-store-away = Not started: the database does not answer ({ $reason }).
start-store-url = Not started: the database does not accept DATABASE_URL ({ $reason }). Check the database's name, the user and the password.
start-store-not-writable = Not started: the database cannot be written ({ $reason }). Check DATABASE_URL and the rights to its folder and file.
start-store-corrupt = Not started: the database file is damaged ({ $reason }). Replace it by a backup.
start-schema-newer = Not started: a newer version of the program has upgraded the database (schema { $found }, this one knows { $known }). Start the newer version or restore a backup.
start-schema-broken = Not started: the tables of the database are not what they should be ({ $reason }). Nothing was changed; restore it from a backup.
start-token-wrong = Not started: Telegram does not know this token ({ $reason }). Check BOT_TOKEN and BOT_API_URL.
start-webhook-refused = Not started: Telegram has not accepted WEBHOOK_URL ({ $reason }).
start-telegram-refused = Not started: Telegram has refused ({ $reason }).
start-port-taken = Not started: another program has taken WEB_PORT ({ $reason }).
start-port-refused = Not started: WEB_HOST and WEB_PORT cannot be listened on ({ $reason }).

## Alarms to the owners: somebody else takes the updates

alarm-second-poller =
    🚨 <b>Another program takes the bot’s updates.</b>
    A second process runs with this token, so some people get no answer. Stop it, or change the token at @BotFather.
    Reason: <code>{ $reason }</code>
alarm-webhook-set =
    🚨 <b>Another program has set a webhook for the bot.</b>
    Updates go there, and the bot answers nobody. Stop that program or change the token at @BotFather; a restart of the bot removes the webhook.
    Reason: <code>{ $reason }</code>
alarm-webhook-gone =
    🚨 <b>The bot’s webhook was deleted.</b>
    The bot sets it again; nobody is answered until then. If this happens again, another program uses this token.
alarm-webhook-taken =
    🚨 <b>The bot’s webhook leads to another address.</b>
    Updates go to another program, and the bot answers nobody. Stop it or change the token at @BotFather; a restart of the bot brings the webhook back.
