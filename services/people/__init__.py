"""Who acts, what they set, what is stored of them, and what is forgotten."""
