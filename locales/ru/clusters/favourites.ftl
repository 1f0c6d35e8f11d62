## Карточка

favourites-title = <b>Мои кластеры</b> — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}

### Сравнение кластеров и список «Мои кластеры»

favourites-line = { $industry } · { $city } · { $distance }
favourites-pick = ⚖️ Сравнить
favourites-drop = Убрать из списка
favourites-back = ‹ К списку
favourites-how =
    <b>Мои кластеры</b>

    Здесь будут кластеры, которые вам понравились.

    Напишите город или выберите список ниже, откройте карточку и нажмите «☆ В избранное».
favourites-picking =
    <b>Что сравнить?</b>

    Отметьте два или три кластера. Сейчас отмечено: { $count }.
favourites-dropping =
    <b>Что убрать из списка?</b>

    Нажмите на кластер, и он исчезнет из «Моих кластеров».
favourites-picked = ✓ { $label }
favourites-droppable = ✕ { $label }
favourites-return = ↩️ Вернуть: { $label }
favourites-returned = Вернул в список
