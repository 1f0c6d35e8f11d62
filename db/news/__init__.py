"""News items, their sources and topics, and who gets which."""
