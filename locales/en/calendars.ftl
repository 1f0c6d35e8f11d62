# Reminders of tracks; the schedule in a calendar.

programme-track-leads = ⏰ Reminders of this track
programme-track-gone = This track is no longer in the programme. Here is a fresh menu.
leads-track-title = <b>Reminders of the track</b> “{ $track }”
leads-track-usual = I remind you as usual. Tick something else, and it holds for all your sessions of this track, new ones too.
leads-track-own = This track has reminders of its own. They hold for all your sessions in it, new ones too.
leads-track-off = I will not remind you of this track, except where you choose a time for a single session.
leads-session-track = I remind you as you chose for the track “{ $track }”. Tick something else, and it holds for this session only.
leads-usual-track = As for the track
leads-off = 🔕 Do not remind me
