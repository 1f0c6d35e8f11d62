## Поиск кластеров

industry-option = { $industry } · { $count }
industry-title = <b>{ $industry }</b> — { $count ->
    [one] { $count } кластер
    [few] { $count } кластера
   *[many] { $count } кластеров
}

## Отрасли

industry-agriculture = Сельское хозяйство
industry-aviation = Авиастроение
industry-chemistry = Химическая отрасль
industry-construction = Строительство
industry-creative = Искусство и креативная индустрия
industry-education = Педагогика
industry-electronics = Радиоэлектроника
industry-energy = Энергетика
industry-forestry = Лесная промышленность
industry-it = Информационные технологии
industry-light = Лёгкая промышленность
industry-management = Управление и право
industry-mechanical = Машиностроение
industry-media = Медиа
industry-medicine = Медицина
industry-metallurgy = Металлургия
industry-mining = Горнодобывающая отрасль
industry-nuclear = Атомная отрасль
industry-oilgas = Нефтегазовая отрасль
industry-other = Другие отрасли
industry-pharma = Фармацевтика
industry-railway = Железнодорожный транспорт
industry-robotics = Робототехника
industry-shipbuilding = Судостроение
industry-tourism = Туризм и сфера услуг
industry-transport = Транспорт

## Где для названия мало места

industry-agriculture-short = сельхоз
industry-chemistry-short = химия
industry-creative-short = искусство
industry-forestry-short = лес
industry-it-short = ИТ
industry-light-short = лёгкая пром.
industry-management-short = управление
industry-mechanical-short = машиностроение
industry-mining-short = горное дело
industry-nuclear-short = атом
industry-oilgas-short = нефть и газ
industry-railway-short = ж/д транспорт
industry-tourism-short = туризм, услуги
