## Search by any text

search-title = 🔎 Looking for: <b>{ $what }</b>
search-any-trade = all clusters
search-around = { $place }, { $radius }
search-planned = planned
search-opened = already open
search-corrected = Read with a correction: { $words }.
search-correction = “{ $written }” → { $read }
search-unread = I did not understand { $words }, so I am searching for the rest.
search-changed = The data have changed, and so has the list. Here it is now.
search-found = Found { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}.
search-filtered = With filters: { $count } of { $total }.
search-many = That is a lot: here are the first thousand. Add a town or a profession.
search-from-home = Distances are from your place: { $place }.
search-line-details = { $industry } · { $city }
search-line-distance = { $industry } · { $city } · { $distance }
search-line-direction = { $industry } · { $city } · { $distance } { $direction }
search-why-college = College: { $name }
search-why-employer = Employer: { $name }
search-why-profession = They teach: { $name }
search-why-industry = <i>same industry</i>
search-why-planned = <i>planned for { $year }</i>
search-by-industry = “Same industry” means that the card does not name the profession: check with the college.

search-edit-place = 📍 { $place }
search-edit-trade = 🛠 { $trade }
search-near-home = 🏠 Near home: { $place }
search-filters = Filters
search-without = ✕ { $filter }
search-keep = ⭐ Save this search
search-drop = ★ Saved
search-kept = Saved. All your searches: /my
search-dropped = No longer saved.
search-answer = 🎓 { $question }
search-refine = 🔎 Refine the search
search-back = ‹ To the results

search-place-title = <b>Where to look?</b>
search-place-option = { $place }, { $region }
search-radius = Within { $radius }
search-whole-region = The whole region: { $region }
search-anywhere = All of Russia
search-trade-title = <b>What to look for?</b>
search-trade-any = Any industry and profession
search-filters-title =
    <b>Filters and order</b>
    The number says how many clusters remain.
search-option = { $name } · { $count }
search-option-chosen = ✓ { $name } · { $count }
search-filter-opened = Already open
search-filter-planned = Planned
search-fact-9 = After year 9
search-fact-11 = After year 11
search-fact-full = Full-time
search-fact-part = Part-time
search-fact-extra = Extramural
search-fact-bed = Dormitory
search-fact-open = Open day
search-order-fitting = Best match first
search-order-distance = Nearest first
search-order-name = By name
search-order-chosen = ✓ { $order }

search-none = Nothing like that found.
search-none-filtered = Nothing is left with these filters. Take one away.
search-none-here = Nothing like that found here.
search-none-next = What you can do next:
search-outside =
    As far as we know, clusters of the programme do not teach this trade ({ $trade }, code { $code }).
    Where to look: “Поступление в колледж” on Gosuslugi, the website of your region’s ministry of education, and Rosobrnadzor’s register of accredited programmes, where you can search by the code.
search-outside-choose = 🧭 Help me choose another
search-none-nothing = Try other words, or look through the lists.
search-nearest = The nearest ones:
search-elsewhere = There are some elsewhere:
search-spelling = Did you mean “{ $text }”?
search-wider = Within { $radius } · { $count }
search-region = { $region } · { $count }

search-not-understood =
    I did not understand “{ $text }”.
    Write a town, a region, an industry, a profession, a college or an employer, or several together. For example:
search-not-understood-empty =
    I see no words in that message.
    Write a town, a region, an industry, a profession, a college or an employer, or several together. For example:
search-example-1 = programmer Novosibirsk
search-example-2 = aviation
search-example-3 = KAMAZ

searches-title =
    <b>My searches</b>
    Tap one to see what there is now.
searches-news = 🔔 News of these searches
searches-empty =
    <b>My searches</b>
    None yet. Write what you are looking for and tap “Save this search”.
searches-full = You can save up to { $limit } searches. Delete one that you do not need: /my.
search-outdated = I have forgotten this search: I keep them for 30 days. Please write it again. Here is a fresh menu.

search-map-caption = 🗺 A map: { $what }. The numbers are clusters:
search-map-line = { $number }. { $name } — { $city }
search-map-none = These clusters have no exact place on the map.
