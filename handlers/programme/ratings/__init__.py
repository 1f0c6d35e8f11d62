"""How a session was: stars and a comment."""
