#!/usr/bin/env bash
# fastfeedparser leaves the links of an Atom feed relative, and keeps the wrapper of XHTML.
#
# People would guess: links are absolute, as from feedparser, whose "familiar API" it keeps. By RFC 4287,
# section 2, each element may carry xml:base, and relative references are resolved by it.
# What happens: `link` stays "one.html". A bot that announces news sends a link that leads nowhere, or
# none, when Telegram finds no address in it. The content of type xhtml begins with the <content> of
# the feed itself, which is no HTML.
# Seen in: fastfeedparser 0.6.5 (PyPI), fastfeedparser/main.py; feedparser 6.0.14 beside it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'fastfeedparser==0.6.5' 'feedparser==6.0.14'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import fastfeedparser
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/news/">
  <title>News</title><id>urn:x:feed</id><updated>2026-05-12T10:00:00Z</updated>
  <entry>
    <title>One</title><id>urn:x:one</id><updated>2026-05-12T10:00:00Z</updated>
    <link rel="alternate" href="one.html"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Come</p></div></content>
  </entry>
</feed>"""

print("fastfeedparser", version("fastfeedparser"), "beside feedparser", version("feedparser"))
fast = fastfeedparser.parse(FEED).entries[0]
slow = feedparser.parse(FEED).entries[0]
print("link:", fast["link"], "and of feedparser", slow.link)
print("content:", fast["content"][0]["value"], "and of feedparser", slow.content[0].value)
is_relative = (fast["link"], slow.link) == ("one.html", "https://example.com/news/one.html")
is_wrapped = fast["content"][0]["value"].startswith("<content") and slow.content[0].value == "<p>Come</p>"
raise SystemExit(0 if is_relative and is_wrapped else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
