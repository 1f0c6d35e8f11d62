"""What an operator keeps of the store: nightly backups and the commands around them."""
