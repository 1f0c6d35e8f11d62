#!/usr/bin/env bash
# After one missing text, fluentogram finds no other text of that runner either.
#
# People would guess: `i18n.news.title()` looks up "news-title" and nothing else; an exception of a text
# that is missing ends with that text.
# What happens: each attribute adds its name to a line that the runner keeps, and only a call that
# succeeds empties it. After `KeyNotFoundError` the next call asks for "nope-other", the one after it
# for "nope-other-other". So the way out that everybody writes, `except KeyNotFoundError: i18n.other()`,
# raises again. `hasattr`, or a name that is kept without its call, does the same to the next text.
# `i18n.get("other")` is not hurt.
# Seen in: fluentogram 1.2.1 (PyPI), `__getattr__` and `__call__` in fluentogram/runner.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'fluentogram==1.2.1' 'fluent-compiler==1.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from fluent_compiler.bundle import FluentBundle
from fluentogram import FluentTranslator, TranslatorHub
from fluentogram.exceptions import KeyNotFoundError

texts = FluentBundle.from_string("en", "menu-title = Menu\nother = Other\n")
hub = TranslatorHub({"en": ("en",)}, [FluentTranslator("en", translator=texts)], root_locale="en")

def said(ask) -> str:
    try:
        return ask()
    except KeyNotFoundError as error:
        return f"KeyNotFoundError: {error}"

print("fluentogram", version("fluentogram"))
i18n = hub.get_translator_by_locale("en")
fine = [said(lambda: i18n.menu.title()), said(lambda: i18n.other())]
print("before:", *fine, sep="\n  ")
after = [said(lambda: i18n.nope()), said(lambda: i18n.other()), said(lambda: i18n.menu.title())]
print("after a missing one:", *after, sep="\n  ")
got = said(lambda: i18n.get("other"))
print("get:", got)
broken = all(one.startswith("KeyNotFoundError") for one in after) and "nope-other" in after[1]
raise SystemExit(0 if fine == ["Menu", "Other"] and broken and got == "Other" else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
