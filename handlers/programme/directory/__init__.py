"""«Знакомства»: the directory of participants, and requests to meet that the bot passes on."""
