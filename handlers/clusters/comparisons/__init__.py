"""Two or three clusters side by side."""
