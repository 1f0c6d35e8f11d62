"""One text box for towns, trades, colleges and employers.

`Searches` (service) is the way in: parse (text -> Query), search (Query -> Results), suggest (next
steps). From the words up: reading (vocabulary, lexicon, tokens, names, queries, reader), then
index (search), changes (what buttons change), results, suggestions, service. Around it: lookup
(searches that are rows), saved_searches with their saved_search_matches, inline_mode,
participant_matches.
"""
