"""What is stored about a person: tell, hand over, erase; stop writing to them."""
