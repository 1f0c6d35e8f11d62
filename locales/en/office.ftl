# The programme as organisers see it: a file, an edit, materials; and the list of changes for all.

import-crowded = “{ $title }” has { $capacity } seats and { $going } registered. All of them stay, nobody new gets in.
