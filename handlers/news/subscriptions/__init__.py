"""Who gets which news: choices, the messages themselves, the stop under each."""
