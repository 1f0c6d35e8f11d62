"""Inline mode: `@bot welding Kazan` in any chat."""
