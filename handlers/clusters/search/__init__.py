"""One text box for towns, trades, colleges and employers; saved searches."""
