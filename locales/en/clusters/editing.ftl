## Clusters, for organisers

admin-clusters = 🏭 Clusters
shelf-title = <b>Clusters</b>
shelf-count = Cards: { $count }
shelf-last = Last change: { $moment }, { $name }. Added: { $added }, changed: { $changed }.
shelf-by-command = a load on the server
shelf-hint = To correct one card, open it and press “Edit”.
shelf-file = Upload a file
shelf-csv = Download CSV
shelf-xlsx = Download Excel
shelf-undo = Undo the last change
shelf-back = ‹ To clusters
shelf-ask-file =
    Send a csv, xlsx, ods or json file of clusters, or of open days alone: a table (college, date, time, address, link) or an ics calendar. I will show first what would change, and only then ask whether to apply it.

    “Download CSV” is a sample: correct it and send it back. Cards that are not in the file stay as they are.
shelf-file-please = I am waiting for a csv, xlsx, ods or json file. Open days may come as ics too. Changed your mind? /cancel.
shelf-export = All clusters. You can correct the file and send it back.
shelf-undo-ask =
    Undo the change made { $moment }?
    Cards to be removed: { $added }, to be as they were: { $changed }.
shelf-undo-yes = Yes, undo it
shelf-undone = The change is undone
clusters-undo-late = The cards have been changed once more since. Open the list anew: only the last change can be undone.
clusters-undo-all = This change brought all the cards ({ $count }): without it none would be left. It cannot be undone; send a file with the cards that you want.
clusters-nothing-to-undo = There is nothing to undo.
shelf-file-title = <b>{ $file }</b>
shelf-problem-edit = That will not do: { $reason }.
shelf-added = ➕ { $name } ({ $region })
shelf-card = ✏️ <b>{ $name }</b>
shelf-field = { $field }: { $old } → { $new }
shelf-more-fields = and more fields: { $count }
shelf-day-goes = ➖ { $when }
shelf-day-comes = ➕ { $when }
shelf-more-days = and more days: { $count }
shelf-day-stays = 📌 Stays, although the file has it not: { $name }, { $when }
shelf-apply-replacing = Apply, remove the others · { $count }
shelf-only-removing = Remove the other days · { $count }
shelf-refused = Nothing will change until this is corrected. Send the correction, or cancel.
shelf-nothing = There is nothing to change: it is like that already.
shelf-changed-meanwhile = ⚠️ The cards changed while you were looking. Here is the comparison with what there is now.
shelf-apply = Apply
shelf-drop = Cancel
shelf-dropped = Nothing was changed
shelf-applied = ✅ Done. Cards added: { $added }, changed: { $changed }.
card-edit = ✏️ Edit
edit-card-title =
    <b>{ $name }</b>
    What is to be corrected?
edit-card-ask =
    <b>{ $name }</b>
    { $field } now: { $present }

    Send the new value. To empty the field, send “-”.
edit-card-empty = empty
edit-value-town = the town
edit-value-building = the building
edit-value-yes = yes
edit-value-no = no
edit-card-hint-industry = For example: “Medicine”, “Mechanical engineering”, “IT”.
edit-card-hint-list = Separate several values with semicolons.
edit-card-hint-date = A date like 23.11.2026.
column-college = College
column-name = Name
column-industry = Industry
column-region = Region
column-city = Town
column-lat = Latitude
column-lon = Longitude
column-tz = Time zone
column-base-college = Base college
column-employers = Employers
column-network-colleges = Member colleges
column-professions = Trades
column-year = Opening year
column-students = Students
column-website = Website
column-source-url = Source
column-source-note = Note on the source
column-checked-on = Checked on
column-point-of = Point on the map
column-phone = Phone
column-address = Admission office
column-study-forms = Form of study
column-grades = After grade
column-dormitory = Dormitory
column-places = Free places
column-open-days = Open days
edit-card-text-please = This field needs a text. Changed your mind? /cancel.
edit-card-page = 🌐 From the college’s website
edit-card-page-ask =
    <b>{ $name }</b>
    Send a link to the college’s page “Сведения об образовательной организации” → “Образование”. I shall read professions and forms of study and show what would change.
college-page-empty = This page has no marked list of programmes (eduCode, eduName). It usually is in “Сведения об образовательной организации” → “Образование”: the address ends with /sveden/education. Send another link, or /cancel.
edit-card-point = 📍 Point on the map
edit-card-hint-point =
    Send the college’s location (paperclip → Location) or coordinates: 56.326, 44.006. With the point of the building itself the card shows it on the map. “-” brings the middle of the town back.
edit-card-hint-forms = For example: full-time; extramural.
edit-card-hint-grades = For example: 9; 11.
edit-card-hint-dormitory = Yes or no.
edit-card-hint-open-days = Day, time, address and link between bars: 17.04.2027 11:00 | Uchebnaya St, 1 | https://… Several of them with semicolons between.
audit-clusters-changed = changed clusters: { $added } added, { $changed } changed
audit-clusters-undone = undid a change of clusters: { $added } removed, { $changed } brought back
