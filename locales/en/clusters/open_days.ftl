## Open days

open-days-near = 🚪 Open days
open-days-to-calendar = 📅 To my calendar
open-days-title = <b>Open days</b>
open-days-line = { $when } · { $city }
open-days-line-far = { $when } · { $city } · { $distance }
open-days-file = Open days: { $name }
open-days-none =
    We know of no open days that colleges have announced.
    The programme’s common open day is in April and October (the last that we know of was on 18 October 2025). Ask the college: its phone and website are on its card.
