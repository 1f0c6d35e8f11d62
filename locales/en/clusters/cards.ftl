## Looking for clusters

clusters-ask =
    <b>Where shall I look?</b>
    Type a town, a village or a region, such as “Saransk”.
    Or send your location with the button below: on a phone that is fastest.
clusters-send-location = 📍 Send my location
clusters-by-region = 🗺 By region
clusters-by-industry = 🏭 By industry
clusters-location-unavailable = This app does not share locations; phone apps do. Type a town or a region, such as “Saransk”.
home-point = my point
clusters-near-home = 🏠 Near { $place }

place-choose = There are several places of that name. Which one is yours?
place-choose-similar = No place is called exactly that. Perhaps one of these?
place-option = { $name }, { $region }
place-option-apart = { $name } ({ $direction }), { $region }
location-invalid = There is no such point on the globe. Send the location again or type a town.

nearest-title = 📍 <b>{ $place }</b>, { $region }
nearest-title-city = 📍 <b>{ $place }</b>
nearest-title-point = 📍 <b>Your point</b>
nearest-title-near = 📍 <b>Your point</b>, the nearest place is { $place }
nearest-inside = Within { $radius }: { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}.
nearest-inside-industry = { $industry }: within { $radius } there { $count ->
    [one] is { $count } cluster
   *[other] are { $count } clusters
}.
nearest-none-inside = There are no clusters within { $radius }. The nearest are further away:
nearest-none-inside-industry = { $industry }: there are no clusters within { $radius }. The nearest are further away:
nearest-outside = Further than { $radius }:
nearest-none = No cluster of that industry is on the map. Look at all industries or at the list of regions.
nearest-end = That was the last one: there are no clusters further away.
nearest-line = { $number }. <b>{ $name }</b>
cluster-explained = A cluster is a group of colleges and employers.
list-item = <b>{ $number }.</b> { $college } — { $facts }
list-item-bare = <b>{ $number }.</b> { $college }
nearest-button = { $number }. { $industry } · { $city }
nearest-filter = Industry: { $industry }
nearest-filter-all = Industry: all
nearest-radius = Look within { $radius }
nearest-back = ‹ Closer
nearest-remember = 🏠 Remember
nearest-remembered = Remembered: { $place }, to the nearest kilometre. You can make me forget it in the settings.
nearest-filter-title =
    <b>Which industry?</b>
    The number says how many clusters are within { $radius }.
nearest-filter-option = { $industry } · { $count }

regions-title = <b>Regions</b> that have clusters. Choose yours, or type its name.
region-title = <b>{ $region }</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}
region-option = { $region } · { $count }
industries-title = <b>Industries.</b> The number says how many clusters there are in the whole country.
list-line = { $industry } · { $city }
all-regions = ‹ All regions
all-industries = ‹ All industries

## Card

card-title = <b>{ $name }</b>
card-industry = Industry: { $industry }
card-place = Where: { $place }
card-college = Base college: { $college }
card-college-unnamed = The source does not name the base college. The region’s ministry of education will; once you know it, tap “Report a mistake” and we shall add it.
card-address = Admission office: { $value }
card-phone = Phone: { $value }
card-grades = Admits after grade { $grades }
card-study-forms = Form of study: { $forms }
card-places = Places free of charge: { $count }
card-dormitory = Has a dormitory
card-no-dormitory = No dormitory
card-open-day = Open day: { $when }
card-find-site = 🔎 Find the website
card-map-search =
    <b>{ $name }</b>
    We do not have the exact address, only the town. The button opens a map and finds the college by its name.
card-employers = Employers: { $list }
card-network = Colleges taking part: { $list }
card-professions = Professions: { $list }
card-year = Open since { $year }
card-planned = Planned for { $year }: admission may not be open yet
card-students = Students: { $count }
card-website = Website: <a href="{ $url }">{ $host }</a>
card-source = Source: <a href="{ $url }">{ $host }</a>
card-in-russian = <i>Names and lists are in Russian, as the sources have them.</i>
card-checked = Checked on { $date }
card-list-more = { $list } and { $count } more
card-map = 📍 On the map
card-to-list = ‹ To the list
card-nearby = More nearby
card-share = Share
card-report = Report a mistake
card-favourite-add = ☆ Add to favourites
card-favourite-remove = ★ In favourites
card-favourite-added = Added to favourites. The list: /my
card-favourite-removed = Removed from favourites
card-no-point = The exact place of this cluster is not known.
cluster-gone = This cluster is no longer on the list. Here is a fresh menu.
region-gone = There are no clusters in this region any more. Here is a fresh menu.
