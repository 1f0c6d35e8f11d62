"""What a text asks for besides towns and trades, and to whom it speaks."""
