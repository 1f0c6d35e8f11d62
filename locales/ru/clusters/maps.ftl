nearest-map = 🗺 На карте
map-drawing = Рисую карту…
map-you = Вы здесь
map-your-point = ваша точка
map-kilometres = км
map-credit = Контуры: Natural Earth · Места: GeoNames
map-caption = 🗺 Карта. Красная точка — { $place }, номера — кластеры:
map-line = { $number }. { $name } — { $city }, { $distance }
