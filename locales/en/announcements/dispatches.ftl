duration-seconds = { $count ->
    [one] about { $count } second
   *[other] about { $count } seconds
}
duration-minutes = { $count ->
    [one] about { $count } minute
   *[other] about { $count } minutes
}
duration-hours = { $count ->
    [one] about { $count } hour
   *[other] about { $count } hours
}

## Sending

dispatch-send-running = <b>Being sent</b>
dispatch-send-paused = <b>Sending is paused</b>
dispatch-send-finished = <b>Sending is finished</b>
dispatch-send-cancelled = <b>Sending was stopped</b>
dispatch-correct-running = <b>Being corrected at the recipients</b>
dispatch-correct-paused = <b>Correcting is paused</b>
dispatch-correct-finished = <b>Correcting is finished</b>
dispatch-correct-cancelled = <b>Correcting was stopped</b>
dispatch-recall-running = <b>Being recalled from the recipients</b>
dispatch-recall-paused = <b>Recalling is paused</b>
dispatch-recall-finished = <b>Recalling is finished</b>
dispatch-recall-cancelled = <b>Recalling was stopped</b>
dispatch-filling = Making the list: { $shown }…
dispatch-bar = { $bar } { $percent } %
dispatch-figures = Done { $sent } · failed { $failed } · left { $left }
dispatch-left-in = { $takes } to go
dispatch-waiting = ⏳ Waiting for their hour: { $shown }. It leaves { $first }.
dispatch-waiting-till = ⏳ Waiting for their hour: { $shown }. It leaves between { $first } and { $last }.
dispatch-waiting-why = These recipients have quiet hours. What is important comes in quiet hours too.
dispatch-make-important = ❗ Make it important, do not wait
dispatch-important-ask = Make the announcement important? { $shown } get it now, in their quiet hours. This cannot be undone.
dispatch-important-yes = Yes, send it now
dispatch-waits-no-more = Nobody waits for quiet hours any more.
dispatch-pause = ⏸ Pause
dispatch-resume = ▶️ Resume
dispatch-cancel = ⛔️ Stop
dispatch-cancel-ask = Stop for good? Those who have not got it yet ({ $left }) will not.
dispatch-cancel-yes = Yes, stop
dispatch-over = It is over already.
dispatch-busy = Wait until the earlier correction or recall has ended.
dispatch-recalled = The announcement was recalled: there is nothing left to change.
dispatch-recall-too-late = More than 48 hours have passed: Telegram does not let these messages be deleted any more.
dispatch-not-paused = The sending is not paused.
dispatch-correct-impossible = Telegram does not let albums and polls be corrected. You can recall it and send it anew.
dispatch-correct-kind = It can be corrected only in kind: text by text, a photo or file by a photo or file.
dispatch-stalled =
    <b>The sending has stopped.</b>
    The post was deleted from our chat, and there is nothing left to copy. Nobody is lost: the rest wait in the queue.
    Send the post once more, or stop the sending for good.
dispatch-replace = Send the post again
dispatch-replace-ask = Send the post, and the sending goes on where it stopped. Changed your mind? /cancel
dispatch-open-send = Open the sending
dispatch-open-correct = Open the correction
dispatch-open-recall = Open the recall

## Afterwards

sent-title = <b>Announcement No. { $number }</b>
sent-began = Begun: { $moment }
sent-correct = ✏️ Correct
sent-recall = ↩️ Recall
sent-repeat = 🔁 To those without it
sent-refresh = 🔄 Refresh
sent-archive = 🗂 Archive
sent-correct-ask =
    Send the corrected post. First I show how it will look; nothing changes before you agree.
sent-correction = <b>The correction.</b> The post above is exactly what recipients will see.
sent-correction-reach = It changes for those who have it already: <b>{ $shown }</b>.
sent-correction-left = Not reached yet: <b>{ $shown }</b>. They get the corrected one at once.
sent-correction-yes = Yes, correct it
sent-correction-other = ✏️ Send another
sent-correction-gone = There is no correction to make: send the corrected post again.
sent-recall-ask = Delete the announcement at everyone who got it ({ $shown })? Telegram allows that for 48 hours only.
sent-recall-yes = Yes, recall it

summary-sent-send = Delivered: <b>{ $shown }</b>
summary-sent-correct = Corrected: <b>{ $shown }</b>
summary-sent-recall = Recalled: <b>{ $shown }</b>
summary-failed = Failed: { $shown }
summary-reason = • { $reason }: { $shown }
summary-uncertain = May have arrived twice, for the connection broke: { $shown }
summary-took = It took { $takes }
summary-paused = and was paused for { $lasted } more
reason-blocked = blocked the bot
reason-deactivated = account deleted
reason-not-found = chat not available
reason-opted-out = do not want such messages
reason-cancelled = stopped
reason-expired = not in time
reason-too-old = more than 48 hours old
reason-other = other: { $error }
chart-title-send = Delivered
chart-title-correct = Corrected
chart-title-recall = Recalled
chart-seconds = seconds since { $moment }
chart-count = messages
