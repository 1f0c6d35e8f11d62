materials-button = 📎 Materials · { $count }
materials-title =
    <b>{ $title }</b>
    Materials. Tap one, and I will send it.
materials-none =
    <b>{ $title }</b>
    No materials yet.
materials-office =
    <b>{ $title }</b>
    Materials: { $count } of { $limit }
materials-line = { $label }
materials-ask = Send a file, photo, video or link. A link may have a title: “Slides https://…”. Everybody will see them.
materials-more = Added. You can send more.
materials-add = ➕ Add
materials-done = Done
materials-remove = 🗑 { $title }
materials-removed = Removed.
materials-photo = Photo
materials-video = Video
materials-audio = Audio
materials-document = Document
materials-full = No more than { $limit } materials fit. Remove one, or give a link to a folder.
materials-unclear = I cannot attach this. Send a file, photo, video, audio or link.
materials-link-wrong = This does not look like a link. A full address is needed: https://…
materials-gone = This material has been removed. Here is a fresh menu.
materials-file-gone = Telegram no longer has the file “{ $title }”. Ask the organisers.

programme-changes = 📢 Changes
programme-download = 💾 Download
changes-title = <b>Changes: { $title }</b>
changes-zone = Times: { $zone }
changes-none = The programme has not changed so far.
changes-at = <i>{ $moment }</i>
changes-added = ➕ Added: <b>{ $title }</b>, { $span }
changes-removed = ❌ Removed: <b>{ $title }</b>
changed-cancelled = ❌ Cancelled
changed-restored = ✅ Takes place again
changed-time = 🕒 { $old } → <b>{ $new }</b>
changed-title = Title: “{ $old }” → <b>“{ $new }”</b>
changed-room = 📍 Room: { $old } → <b>{ $new }</b>
changed-track = Track: { $old } → <b>{ $new }</b>
changed-speakers = Speakers: { $old } → <b>{ $new }</b>
changed-capacity = Seats: { $old } → <b>{ $new }</b>
changed-url = Link: { $old } → <b>{ $new }</b>
changed-abstract = New description: { $new }
changed-no-limit = no limit

download-ask =
    <b>{ $title }</b>
    In which form would you like the programme?
download-ics = 📅 For a calendar (ics)
download-xml = schedule.xml for apps
download-json = schedule.json for apps
download-caption-ics = “{ $title }”: open the file, and the whole programme is in your calendar.
download-caption-xml = “{ $title }”: the programme for Giggity and other conference apps.
download-caption-json = “{ $title }”: the programme as schedule.json.
