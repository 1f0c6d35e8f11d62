"""A local Telegram: the world and its rules, two Bot API fronts, a user client and a web chat.

Knows nothing of the product, so it can only tell what Telegram would.
"""
