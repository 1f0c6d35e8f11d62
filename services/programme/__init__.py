"""Events and their sessions: browsing, joining, reminding, asking, rating, editing."""
