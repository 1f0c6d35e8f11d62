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

## Alarms for owners: backups

alarm-backup-failed =
    🚨 <b>No backup was made.</b>
    The bot tries again every 15 minutes and tells you when it works. Check the room on the disk and BACKUP_FOLDER.
    Reason: <code>{ $reason }</code>
alarm-backup-works = ✅ <b>Backups work again.</b>
