## Morning digest

digest-title = ☀️ <b>Your day.</b> { $day }
digest-event = <b>{ $title }</b> · time: { $zone }
digest-yours = { $time } on your clock
digest-more = And { $count } more in “My schedule”.
digest-switch-on = ⬜️ Morning digest
digest-switch-off = ✅ Morning digest
digest-switched-on = The digest comes at 8:00 on days when you have sessions.
digest-switched-on-silent = The digest is on, but comes only once notifications about sessions are on.
digest-name = morning digest
digest-switched-off = No more morning digests.
