"""What replicas of one bot share on PostgreSQL: updates that came, and who is there."""
