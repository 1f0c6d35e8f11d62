## Alarms to the owners

alarm-store =
    🚨 <b>The database takes no more writes.</b>
    Sending has stopped, nothing is lost. Make room or check the disk, and it goes on by itself.
    Reason: <code>{ $reason }</code>
alarm-token =
    🚨 <b>Telegram does not let the bot in.</b>
    The token was revoked, or another process runs this bot. Messages wait in the queue.
    Reason: <code>{ $reason }</code>
outage-begun =
    ⚠️ <b>Telegram stopped answering the bot on { $since }.</b>
    Announcements, reminders and notices joined the queue: { $waiting } waited in it then. Nothing is lost, and there is nothing for you to do.
    This message waited with them: it has arrived, so Telegram is coming back.
outage-over =
    ✅ <b>Telegram answers the bot again.</b>
    It was away for { $lasted }: from { $since } to { $until }.
    In the queue: { $waiting }. All of it leaves at the usual rate, except what has become outdated.

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
alarm-webhook-over =
    ✅ <b>The bot’s webhook is in its place again.</b>

## Alarms for owners: backups

alarm-backup-failed =
    🚨 <b>No backup was made.</b>
    The bot tries again every 15 minutes and tells you when it works. Check the room on the disk and BACKUP_FOLDER.
    Reason: <code>{ $reason }</code>
alarm-backup-works = ✅ <b>Backups work again.</b>

## Alarms to the owners: what the bot watches itself

alarm-queue =
    🚨 <b>Messages do not leave: the first one has waited for { $minutes } min.</b>
    Nothing is lost. Look at the log and at /admin: the queue stands still or is too slow.
alarm-queue-over =
    ✅ <b>The queue moves again.</b>
alarm-errors =
    🚨 <b>The bot fails often.</b>
    In the last ten minutes several people saw an apology instead of an answer. The numbers of the errors are in the log.
alarm-errors-over =
    ✅ <b>The errors have stopped.</b>
alarm-feeds =
    ⚠️ <b>{ $count ->
        [one] { $count } source of news has
       *[other] { $count } sources of news have
    } not been readable for hours.</b>
    Open /admin → News → Sources: the reason is there, and a source can be stopped or removed.
alarm-feeds-over =
    ✅ <b>All sources of news can be read again.</b>
alarm-disk =
    🚨 <b>{ $free } MB are left on the disk.</b>
    When it is full, the bot can neither write nor answer. Make room.
alarm-disk-over =
    ✅ <b>There is enough room on the disk again.</b>
alarm-clock =
    🚨 <b>The clock of the machine { $machine } is { $seconds } s { $ahead ->
        [yes] ahead of
       *[no] behind
    } the database’s.</b>
    Messages and reminders will leave at the wrong time. Switch time synchronisation (NTP) on there.
alarm-clock-over =
    ✅ <b>The machines’ clocks agree again.</b>
alarm-secret =
    🚨 <b>The bot’s replica on the machine { $machine } refuses what Telegram sends.</b>
    Its WEBHOOK_SECRET is not the one that Telegram was told. Make it the same for all replicas and restart them.
alarm-secret-over =
    ✅ <b>The bot’s replica no longer refuses what Telegram sends.</b>
alarm-settings =
    ⚠️ <b>The bot's replicas have different settings: { $names }.</b>
    People are answered now by one, now by another, and differently. Give all of them the same settings and restart those with the old ones.
alarm-settings-over =
    ✅ <b>The bot's replicas have the same settings again.</b>
alarm-lease =
    🚨 <b>The bot’s replicas keep taking the delivery from each other.</b>
    This one has lost it twice within ten minutes although it ran: the database takes more than seven seconds to answer, or the machine lacks processor time.
alarm-lease-over =
    ✅ <b>One replica delivers again.</b>
