"""Greeting, main menu, deep links, help, cancel; people who block the bot and come back."""
