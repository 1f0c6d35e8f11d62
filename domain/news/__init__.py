"""News and subscriptions to them."""
