"""The web chat: a messenger in the browser over the sandbox's world."""
