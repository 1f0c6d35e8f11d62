"""What people take from a programme: its changes, the whole of it as a file, materials."""
