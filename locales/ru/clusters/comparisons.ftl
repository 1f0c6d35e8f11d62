### Сравнение кластеров и список «Мои кластеры»

card-compare = ⚖️ Сравнить
card-compare-too = ➕ К сравнению
card-compared = ✓ В сравнении
compare-open = ⚖️ Сравнить ({ $count })
compare-marked-first = Отмечено. Откройте ещё один кластер и тоже нажмите «Сравнить».
compare-marked = Отмечено: { $count }. Можно сравнивать.
compare-pushed-out = Рядом помещается не больше { $limit }, поэтому убран отмеченный раньше всех: { $name }
compare-unmarked = Убрано из сравнения
compare-card = { $number }. { $city }
compare-unmark = ✕ Убрать { $number }-й
compare-clear = Очистить сравнение
compare-of-list = Номера в списке: { $numbers }.
compare-some-of-list = Номера в списке: { $numbers }. Другие — так: «сравни 2 и 4», не больше трёх.
compare-no-number = Номера { $number } в списке нет, последний — { $last }.
compare-none =
    Сравнивать пока нечего.

    Откройте карточку кластера и нажмите «⚖️ Сравнить», потом сделайте то же с другим кластером. Или напишите после списка: «сравни 1 и 2».
compare-one =
    Отмечен один кластер: { $name }

    Чтобы сравнить, откройте ещё одну карточку и нажмите «⚖️ Сравнить».

compare-title = Сравнение кластеров
compare-legend = Знак ≠ — здесь кластеры отличаются
compare-differs = ≠ { $aspect }
compare-industry = Отрасль
compare-place = Где
compare-distance = Расстояние от дома ({ $place })
compare-college = Базовый колледж
compare-professions = Профессии
compare-employers = Работодатели
compare-opened = Когда открылся
compare-students = Студентов
compare-website = Сайт
compare-checked = Данные проверены
compare-since = работает с { $year } года
compare-planned = планируется на { $year } год
compare-shared = У всех: { $list }
compare-only-shared = больше ничего
compare-unknown = неизвестно

compare-text-title = <b>Сравнение кластеров</b>
compare-text-name = <b>{ $name }</b>
compare-text-aspect = <b>{ $aspect }</b>
compare-text-own = { $number }. { $value }
compare-text-link = <a href="{ $url }">{ $host }</a>
