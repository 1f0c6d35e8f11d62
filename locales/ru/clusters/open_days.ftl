## Дни открытых дверей

open-days-near = 🚪 Дни открытых дверей
open-days-to-calendar = 📅 В календарь
open-days-remind = 🔔 Напоминания
open-days-of =
    <b>Дни открытых дверей</b>
    { $name } · { $city }
open-days-entry = • { $when }
open-days-entry-awaited = 🔔 { $when }
open-days-source = (<a href="{ $url }">{ $host }</a>)
open-days-local = Время — местное.
open-days-awaited = <b>🔔 Напомню о днях открытых дверей</b>
open-day-remind = 🔔 Напомнить
open-day-remind-of = 🔔 Напомнить: { $date }
open-day-remind-not = 🔕 Не напоминать
open-day-remind-not-of = 🔕 Не напоминать: { $date }
open-day-is-on = Напомню { $moment } по вашему времени. Если день изменится, сообщу.
open-day-is-off = О дне открытых дверей напоминать не буду.
open-day-was-reminded = Об этом дне я вам уже напомнил.
open-day-gone = Этот день открытых дверей уже прошёл или больше не объявлен.
open-day-late = Напомнить уже не успею: начало совсем скоро.
open-day-tomorrow = 🚪 Завтра, { $date }, — день открытых дверей: <b>{ $name }</b>
open-day-today = 🚪 Сегодня, { $date }, — день открытых дверей: <b>{ $name }</b>
open-day-on = 🚪 { $date } — день открытых дверей: <b>{ $name }</b>
open-day-no-time = время не указано, уточните в колледже
open-day-changed = 🔁 Изменился день открытых дверей: <b>{ $name }</b>
open-day-off = ❌ День открытых дверей больше не объявлен: <b>{ $name }</b>
open-day-back = ✅ День открытых дверей снова объявлен: <b>{ $name }</b>
open-day-was = Было: { $when }
open-day-now = Стало: { $when }
open-day-ask-college = Напоминать о нём не буду. Что случилось, уточните в колледже.
open-days-title = <b>Дни открытых дверей</b>
open-days-line = { $when } · { $city }
open-days-line-far = { $when } · { $city } · { $distance }
open-days-file = Дни открытых дверей: { $name }
open-days-none =
    Дней открытых дверей, о которых сообщили бы колледжи, мы пока не знаем.
    Единый день открытых дверей программы проводят весной и осенью: последний, о котором мы знаем, — 18 октября 2025 года (<a href="https://news.mail.ru/society/68332047/">сообщение от 16 октября 2025</a>). Спросите в колледже: телефон и сайт — в его карточке.
