"""A participant's own profile: a form of one question a message, and the card it makes."""
