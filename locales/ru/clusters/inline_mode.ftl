### Поиск из любого чата: @бот сварка Пермь

inline-section-mine = мои кластеры
inline-to-bot = Искать в чате с ботом
inline-open = Открыть в Профкомпасе
inline-by-industry = { $industry } (по отрасли)
inline-example-trade = сварка Пермь
inline-example-trade-note = Профессия или отрасль и город
inline-example-region = программист в Новосибирской области
inline-example-region-note = То же в целом регионе
inline-example-college = колледж КАМАЗ
inline-example-college-note = Колледж или работодатель
inline-example-mine = мои кластеры
inline-example-mine-note = Кластеры, отмеченные звёздочкой
inline-ask = 🔎 Попробовать
inline-hint =
    Кластеры «Профессионалитета» можно найти прямо в чате: напишите @{ $bot }, а после — профессию и город.
inline-spelling = Вы имели в виду «{ $text }»?
inline-spelling-note = Ниже — что нашлось по этому запросу
inline-elsewhere = Здесь такого нет. Ниже — ближайшие
inline-nothing = Ничего не нашлось: «{ $text }»
inline-nothing-note = Напишите иначе: профессию, отрасль, колледж или город
inline-mine-none = В «Моих кластерах» такого нет
