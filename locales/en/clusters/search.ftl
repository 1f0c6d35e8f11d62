## Search by any text

search-title = 🔎 Looking for: <b>{ $what }</b>
search-any-trade = all clusters
search-around = { $place }, { $radius }
search-planned = planned
search-opened = already open
search-corrected = Read with a correction: looking for { $words }.
search-unread = I did not understand { $words }, so I am searching for the rest.
search-changed = The data have changed, and so has the list. Here it is now.
search-found = Found { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}.
search-found-beside = Found { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}, and { $beside } more that may do.
search-filtered = With filters: { $count } of { $total }.
search-sifted = Only those of which it is known: { $facts }. The others have it not or I do not know; the filter can be taken away.
search-many = That is a lot: here are the first thousand. Add a town or a profession.
search-from-home = Distances are from your place: { $place }.
search-why-college = with { $name }
search-why-employer = employer: { $name }
search-why-profession = profession: { $name }
search-why-industry = same industry
search-why-related = related industry
search-why-planned = planned for { $year }
search-why-planned-short = planned
search-by-industry = Same industry, ask for the trade:
search-mixed = “Same industry”: check the profession with the college; “related”: related trades.
search-mixed-related = “Related industry”: related trades are taught.
search-mixed-industry = “Same industry”: check the profession with the college.
search-more-industry = More of the industry:
search-of-trade = With this profession:

search-edit-place = 📍 { $place }
search-edit-trade = 🛠 { $trade }
search-near-home = 🏠 Near home: { $place }
search-filters = Filters
search-without = ✕ { $filter }
search-keep = ⭐ Save
search-drop = ★ Saved
search-kept = Saved. All your searches: /my
search-dropped = No longer saved.
search-answer = 🎓 { $question }
search-refine = 🔎 Refine
search-back = ‹ To the results

search-place-title = <b>Where to look?</b>
search-place-option = { $place }, { $region }
search-radius = Within { $radius }
search-whole-region = The whole region: { $region }
search-anywhere = All of Russia
search-trade-title = <b>What to look for?</b>
search-trade-any = Any industry and profession
search-another-trade = Which trade or industry? Type it: the place stays the same, { $where }.
search-another-trade-anywhere = Which trade or industry? Type it.
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

search-none = Our data hold nothing like that.
search-none-filtered = Nothing is left with these filters. Take one away.
search-none-here = There is nothing like that here yet.
search-none-region = { $where }: no clusters yet.
search-none-but = As far as we know, there is nothing here but that.
search-none-taught = As far as we know, this is not taught here.
search-outside =
    As far as we know, clusters of the programme do not teach this trade ({ $trade }, code { $code }).
    Where to look: “Поступление в колледж” on Gosuslugi, the website of your region’s ministry of education, and Rosobrnadzor’s register of accredited programmes, where you can search by the code.
search-outside-choose = 🧭 Help me choose another
search-none-nothing = Try other words, or look through the lists.
search-nearest = The nearest that fit:
search-nearest-industry = The nearest of the same industry:
search-nearest-akin = Related trades further away:
search-elsewhere = There are some elsewhere:
search-instead = 🔎 Search: { $what }
search-colleges-of = 🔎 Colleges: { $place }
search-else =
    I know nothing of that: I am about colleges, trades and applying.
    The colleges of this place are behind the first button.
search-spelling = Did you mean “{ $text }”?
search-wider = To { $radius } · { $count }
search-only-akin = As far as we know, exactly this is not taught nearby; here is what is related.
search-akin = Related trades nearby:
search-more-beside = Also not far:
search-townless = { $count ->
    [one] { $count } more cluster is in this region, but its town is not known.
   *[other] { $count } more clusters are in this region, but their towns are not known.
}
search-none-townless = { $count ->
    [one] I found none within this distance, but { $count } cluster is in this region: its town is not known.
   *[other] I found none within this distance, but { $count } clusters are in this region: their towns are not known.
}
search-whatever = All, { $radius } · { $count }
search-beside = Other trades are taught nearby:
search-maybe-asked = <b>Is it perhaps this?</b> { $count ->
    [one] I have no exact answer; a similar one is under the first button.
   *[other] I have no exact answer; similar ones are under the first buttons.
}
search-maybe-else = If not, never mind: ask in fewer words, or choose below where to begin.
search-perhaps = <i>I did not get all of it. Perhaps it is this:</i>
search-numbered = No. { $number } of the list { $what }
search-number-none = The list has no number { $number }: the last one is { $last }.
search-number-alone =
    Is “{ $number }” a grade, an age or a number of a list? I do not know: I have shown no list yet.
    If it is a grade or an age, the answer is under the first button. Or type a town and a trade.
search-no-more = There is no more: this is the end of the list.
search-no-closer = There is nothing nearer: this is the nearest that I know of.
search-farther-region = This is the whole region already. To look farther, type another region or “all of Russia”.
search-farther-all = I look in the whole country already: there is no farther.
search-no-farther = I know of no more of this within { $radius } either.
search-namesakes = Looking for: <b>{ $what }</b>. There are several places of that name. Which one is yours?
search-region = { $region } · { $count }

search-not-understood =
    I found no trade, no town and no question in this: “{ $text }”.
    Type what you look for: a town, a region, an industry, a profession, a college or an employer, or several together. For example:
search-else-asked =
    I know nothing of that: “{ $text }”. I am about colleges, trades and applying.
    Type what you look for: a town, a region, an industry, a profession, a college or an employer, or several together. For example:
search-not-understood-empty =
    I see no words in that message.
    Write a town, a region, an industry, a profession, a college or an employer, or several together. For example:
search-example-1 = programmer Novosibirsk
search-example-2 = aviation
search-example-3 = KAMAZ

searches-title =
    <b>My searches</b>
    Tap one to see what there is now.
searches-drop = ✕ Delete this one
searches-news = 🔔 News of these searches
searches-empty =
    <b>My searches</b>
    None yet. Write what you are looking for and tap “⭐ Save”.
searches-full = You can save up to { $limit } searches. Delete one that you do not need: /my.
search-outdated = I have forgotten this search: I keep them for 30 days. Please write it again. Here is a fresh menu.

search-map-caption = 🗺 A map: { $what }. The numbers are clusters:
search-map-line = { $number }. { $name } — { $city }
search-map-none = There is nothing to show on a map: I know no exact place of any of these.

## What else a text asks for

search-trade-as-asked = { $asked } — { $title }
search-where = 📍 Where to look?
search-stranger = No such trade in the lists: { $words }.
search-nowhere = No such place in my list: { $words }. Type a larger town near it or send your location.
search-no-such-employer = None of my cards names the employer “{ $name }”. I search by its industry.
search-no-such-name = My list has no college of exactly that name. I search by its place and industry.
search-same-trade = Cannot be left out alone: { $words } is the same trade, “{ $trade }”.
search-excluded = Left out: { $what }.
search-more-trades = Also looking for: { $trades }.
search-other-places = I look in one place at a time. You also named: { $places }.
search-beyond-abroad = { $place } is not in Russia, “Professionalitet” is in Russia only. The nearest clusters:
search-beyond-unknown = { $place }: I know of no clusters here, for lack of data. The nearest that I know:
search-no-such-place =
    No such place in my list: “{ $text }”.
    Type a larger town near you, or the district and the region, or send your location.
search-alike-places = Places of a similar name:
search-no-such-trade =
    No such trade in the lists of colleges, nor in the clusters: “{ $text }”.
    Try to type a similar one, or what you like to do. Or go this way:

search-limit-dormitory = Dormitory: not every card tells, so I cannot sift by it — ask the college.
search-limit-after-9 = After year 9: nearly all courses admit; I do not sift by year.
search-limit-after-11 = After year 11: colleges admit, for a shorter course; I do not sift by year.
search-limit-part-time = Part-time, evening or remote: I cannot sift by the form of study; ask the college.
search-limit-budget = Free places: state-funded study is free, but I cannot sift by it.
search-limit-no-subject = Without mathematics or other subjects: I cannot sift by them; usually no entrance exam.
search-limit-no-exams = Exams and marks: I cannot sift by them. No state exam (EGE); the average mark counts.
search-limit-salary = Wages: I do not know them; look at vacancies of “Rabota Rossii”.
search-limit-length = Length of study: I cannot sift by it — ask the college.
search-limit-health = Health: I cannot sift by conditions, but a college has to provide them — ask it.
search-limit-best = I do not pick “the best”: I have no ranking and show those that fit.
search-limit-job = Jobs: the law promises nobody one; see the employers on the card.
search-limit-practice = Every cluster has practice; ask the college where and how much.
search-limit-scholarship = Scholarship: paid on state-funded places, the amount differs. I cannot sift by it.
search-limit-targeted = A targeted contract: I cannot sift by it; ask the college or an employer of its card.
search-limit-age = Age: I do not sift by it — one may study at any.
search-limit-teen = Age is no obstacle: colleges admit after year 9 or 11, however old one is.
search-limit-gender = Everybody is taught: colleges do not select by sex.
search-limit-campus = A canteen, sports, clubs, a library: I do not know what a college has; ask it.
search-limit-name-dormitory = a dormitory
search-limit-name-after-9 = year 9
search-limit-name-after-11 = year 11
search-limit-name-part-time = part-time study
search-limit-name-budget = price and free places
search-limit-name-no-subject = school subjects
search-limit-name-no-exams = exams and marks
search-limit-name-salary = wages
search-limit-name-length = length of study
search-limit-name-health = health
search-limit-name-best = the best
search-limit-name-job = a job afterwards
search-limit-name-practice = practice
search-limit-name-scholarship = scholarship
search-limit-name-targeted = targeted contract
search-limit-name-age = age
search-limit-name-teen = age
search-limit-name-gender = sex
search-limit-name-campus = a canteen, sports and clubs
search-limits-more = Nor do I sift by this: { $limits }.

ask-where =
    Looking for: <b>{ $what }</b>. Where?
    Type a town or a region, such as “Saransk”, or send your location with the button below.
ask-where-any =
    <b>Where are you?</b>
    Type your town or region, such as “Saransk”, or send your location with the button below: I shall show what is nearest.
ask-language =
    Sorry, I do not know this language: I understand Russian and English.
    Please type a profession and a town, such as “cook Kazan”, or a question about applying.
ask-more-of-answer =
    To { $question } I have told all that I know.
    The admissions office of a college knows the details. Or ask another way, in one question.
ask-go-on =
    I have no search of yours to go on from. A list around a location that you sent is turned by its buttons: I do not keep the location.
    Type a trade and a town, or send your location with the button below.
ask-about =
    I am Profkompas, the bot of “Professionalitet”: a program, not a person. I am free of charge and ask for no passport, card or password.
    I know colleges from public sources: under each card is a link and the day it was checked. But the admissions office decides: ask it about what matters.
    Type a town or a trade, and I will show where it is taught.
ask-sorrow =
    I am sorry you are having a hard time. You can talk to the children’s helpline of Russia, <b>8-800-2000-122</b>: free and anonymous, for parents too.
    If it is about studying or choosing, write to me and we will sort it out together.
ask-despair =
    I am so sorry that it is this hard. You are not alone.

    Call now: the children’s helpline of Russia, <b>8-800-2000-122</b>, is free and anonymous, for parents too. If you are in danger, call <b>112</b>.

    Tell an adult you trust today. I am a program and cannot help with this, but the people on these numbers can.
ask-calm = I see, that is annoying. Let us try again: type what you look for, a town, a trade or a question about admission.
ask-person =
    I am a bot: a program, not a human; there is no human operator here.
    There are people in the admissions office of a college, and they know best: type a town or a trade to find one. Common questions I answer myself.
ask-clusters = <b>I know { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}</b> in { $regions ->
    [one] { $regions } region
   *[other] { $regions } regions
}. A cluster is a group of colleges and enterprises of one industry.
ask-trades = There are hundreds of trades: welder, cook, programmer, nurse… Type yours or choose an industry.
ask-map =
    I shall show colleges on a map. Where to look?
    Type a town or a region, or send your location with the button below; then press “On the map” under the list.
ask-open-days =
    <b>Open days</b>
    I have no dates of open days yet. The programme’s common one is held in spring and autumn: the last that I know of was on 18 October 2025 (<a href="https://news.mail.ru/society/68332047/">announced on 16 October 2025</a>). Each college names its own on its website.
    Choose a college: type your town.
ask-open-days-unknown = I have no dates of open days yet: each college names its own on its website or in its admissions office. Here are the colleges that you asked about.
ask-contacts =
    Of which college? Type its name or its town.
    Telephone, website and address of the admissions office are on the card, where known.
ask-contacts-of-list = Open a card by its number: telephone, website and address of the admissions office are there, where known.
ask-of-card = Of the college whose card you opened last.
ask-card-lacks = The card does not have it: { $what }.
ask-card-find-site = The website can be found by the button “🔎 Find the website” below the card.
ask-contact-phone = phone
ask-contact-website = website
ask-contact-address = address
ask-contact-mail = mail
ask-contact-any = phone, website, address
ask-map-of-card = Where it is: the button “📍 On the map” below the card.
ask-contacts-none =
    No college { $name } is on my list: I know neither its telephone nor its website.
    Check the name, or type a town to see the colleges near it.
ask-trades-of-list = The line of a college names its industry, its card the trades, where known: open it by its number.
ask-map-of-list = The map is behind the button “🗺 On the map” below the list.
ask-caption = I do not look at pictures and files; I have read what is written below.
ask-skipped = I skip links, addresses of mail and phone numbers: I do not search by them.
ask-link =
    I do not search by links: { $host } is no website of a college that I know.
    Type the name of a college, a town or a trade.
ask-link-found = This website ({ $host }) is on a card:
ask-phone =
    That looks like a telephone number. I do not search by numbers, and shall not keep it.
    Type what you look for: a town, a trade or a college.
ask-email =
    That looks like an address of mail. I send no mail, and shall not keep the address.
    Type what you look for: a town, a trade or a college.
ask-complaint =
    Sorry that the answer did not help. Say it another way, in a few words: a trade and a town (“cook Tula”), or one question about admission.
    If a college’s card is wrong, press “Report a mistake” in it: the organisers will put it right.
