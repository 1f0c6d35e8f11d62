"""`python main.py rehearse`: the whole bot on a virtual clock and a copy of the store."""
