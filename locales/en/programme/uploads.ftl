upload-ask =
    Send the programme as a file: ics, xlsx, ods, csv, schedule.xml or schedule.json, up to 20 MB.
    I will show what would change first. Nothing changes until you agree.
upload-file-please = I am waiting for a file: ics, xlsx, ods, csv, xml or json. Download a table behind a link as xlsx first; I cannot read a picture or the text of a message. Changed your mind? /cancel
upload-event-ask =
    <b>{ $file }</b>
    Which event is this programme for?
upload-of-clusters = This looks like a table of clusters, not the programme of an event. Shall I show what would change in the cards?
upload-of-open-days = These look like open days, not the programme of an event. Shall I show what would change in the cards?
upload-look = Show
upload-event-new = ➕ A new event
upload-title-ask = What is the new event called?
upload-title-wrong = The title has to be one line of up to { $limit } characters.
upload-zone-ask =
    <b>{ $title }</b>
    Whose clock does the programme follow? Type a city or a zone, such as “Europe/Moscow”.
upload-zone-unclear = I don’t know that time zone. Type a larger city, or a zone such as Asia/Yekaterinburg.
upload-head =
    <b>{ $title }</b>
    File { $file }, times: { $zone }
upload-head-new =
    <b>New event: { $title }</b>
    File { $file }, times: { $zone }
upload-added = To add: { $count }
upload-was-added = Added: { $count }
upload-was-changed = Changed: { $count }
upload-changed = To change: { $count }
upload-unchanged = Unchanged: { $count }
upload-missing = In the programme but not in the file: { $count }
upload-rejected = With mistakes: { $count }
upload-problem = ⛔️ Line { $line }, field “{ $field }”: { $reason }
upload-past = ⚠️ <b>{ $count ->
    [one] { $count } session is over already
   *[other] { $count } sessions are over already
}</b> ({ $days }). If that is an earlier programme, hide its sheet or delete these rows, and send the file again.
upload-crowded = ⚠️ <b>{ $title }</b> has { $capacity } seats and { $going } registered. All of them stay, nobody new gets in.
upload-clash = ⚠️ { $name }, { $span }: <b>{ $first }</b> and <b>{ $second }</b> at the same time.
upload-clash-more = ⚠️ …and { $count } more of the kind
upload-line-added = ➕ <b>{ $title }</b>, { $span }
upload-line-added-cancelled = ➕ <s><b>{ $title }</b>, { $span }</s> — cancelled
upload-line-moved = 🕒 <b>{ $title }</b>: { $old } → { $new }
upload-line-renamed = ✏️ “{ $old }” → <b>“{ $title }”</b>
upload-line-relocated = 📍 <b>{ $title }</b>: { $old } → { $new }
upload-line-cancelled = ❌ <b>{ $title }</b>: cancelled
upload-line-restored = ✅ <b>{ $title }</b>: takes place again
upload-line-changed = 📝 <b>{ $title }</b>, changes: { $fields }
upload-line-missing = ❔ <b>{ $title }</b>, { $span }: not in the file, stays as it is
upload-column = I don’t know the column “{ $column }” and skip it.
upload-sheet = The sheet “{ $sheet }” lacks the columns of a programme, so I do not read it.
upload-refused = Nothing changes while the file has mistakes. Correct them and send it again.
upload-line-unknown = ❔ Nothing to cancel, there is no such session: { $uid }
upload-nothing = The file changes nothing: the programme is like that already.
upload-changed-meanwhile = ⚠️ The programme changed while you were looking. Here is the new comparison, please check it.
upload-cancel-missing = ❌ Cancel what the file lacks: { $count }
upload-keep-missing = ↩️ Don’t cancel what the file lacks
upload-apply = Apply
upload-apply-telling = Apply and tell { $count }
upload-apply-quietly = Apply quietly
upload-drop = Don’t apply
upload-dropped = All right, the file is put aside. The programme stays as it was.
upload-applied = ✅ Done: <b>{ $title }</b>
upload-telling = { $count ->
    [one] { $count } person will hear of it in two minutes.
   *[other] { $count } people will hear of it in two minutes.
}
upload-gone = This file is no longer here: it was put aside, or a week has passed. Send it again.
upload-applied-already = This file has been applied already.
