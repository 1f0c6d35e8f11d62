"""Letters, words and moments as people type them."""
