"""Data of buttons, by area. They stand below all conversations: any may lead to any other."""
