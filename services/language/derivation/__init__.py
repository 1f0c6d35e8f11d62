"""Words made of other words: of fondness, of women, of trades."""
