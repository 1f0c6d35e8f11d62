"""One text box for towns, trades, colleges and employers.

`Searches` is the way in: parse (text -> Query), search (Query -> Results), suggest (next steps).
The modules, from the letters up: letters, vocabulary, lexicon, tokens, reader (parse),
names, index (search), suggestions, service.
"""
