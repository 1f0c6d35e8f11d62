"""What all conversations share: words, formatting, keyboards, showing a screen."""
