nearest-map = 🗺 On the map
map-drawing = Drawing the map…
map-you = You are here
map-your-point = your point
map-kilometres = km
map-credit = Outline: Natural Earth · Places: GeoNames
map-caption = 🗺 A map. The red dot is { $place }, the numbers are clusters:
map-line = { $number }. { $name } — { $city }, { $distance }
