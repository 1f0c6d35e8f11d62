## Looking for clusters

industry-option = { $industry } · { $count }
industry-title = <b>{ $industry }</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}

## Industries

industry-agriculture = Agriculture
industry-aviation = Aviation
industry-chemistry = Chemical industry
industry-construction = Construction
industry-creative = Arts and creative industries
industry-education = Teaching
industry-electronics = Electronics
industry-energy = Energy
industry-forestry = Forestry
industry-it = Information technology
industry-light = Light industry
industry-management = Management and law
industry-mechanical = Mechanical engineering
industry-media = Media
industry-medicine = Medicine
industry-metallurgy = Metallurgy
industry-mining = Mining
industry-nuclear = Nuclear industry
industry-oilgas = Oil and gas
industry-other = Other industries
industry-pharma = Pharmaceuticals
industry-railway = Railways
industry-robotics = Robotics
industry-shipbuilding = Shipbuilding
industry-tourism = Tourism and services
industry-transport = Transport

## Where there is little room for the name

industry-agriculture-short = agriculture
industry-chemistry-short = chemistry
industry-creative-short = arts
industry-forestry-short = forestry
industry-it-short = IT
industry-light-short = light industry
industry-management-short = management
industry-mechanical-short = engineering
industry-mining-short = mining
industry-nuclear-short = nuclear
industry-oilgas-short = oil and gas
industry-railway-short = railways
industry-tourism-short = tourism
