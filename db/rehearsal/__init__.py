"""What a rehearsal asks of its copy of the store, and the copy itself."""
