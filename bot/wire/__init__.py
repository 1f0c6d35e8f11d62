"""A call of the Bot API as bytes: what is done for each of them, and for every other nothing."""
