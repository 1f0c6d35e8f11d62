"""What organisers read of a session: questions to moderate, ratings, comments."""
