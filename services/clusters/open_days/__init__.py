"""Days of open doors: those that lie ahead, and reminders of them."""
