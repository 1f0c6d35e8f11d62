"""Pictures that the bot draws: maps, charts, QR codes."""
