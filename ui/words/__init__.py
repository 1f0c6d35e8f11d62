"""Words in more than one language: files of locales/ as they are read, and names in English."""
