"""Where news come from: feeds, channels, articles, and what their pages hold."""
