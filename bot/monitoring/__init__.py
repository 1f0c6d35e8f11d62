"""What others see of the bot's work: figures for a monitoring system, alarms for owners."""
