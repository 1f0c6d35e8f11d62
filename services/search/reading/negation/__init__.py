"""What a text names and its writer does not wish."""
