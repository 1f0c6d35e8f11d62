#!/usr/bin/env bash
# The default locale of aiogram-i18n does not help out with a text that a locale lacks.
#
# People would guess: `default_locale` is where a missing text is taken from, as by gettext's fallback,
# by the bundles of Fluent, by i18next and vue-i18n.
# What happens: it is taken only for a locale that does not exist at all. A reader with `de`, of which
# there is no folder, sees English; one with `ru`, whose file lacks one text, gets `KeyNotFoundError`
# and no answer. So the half-translated language is served worse than the unknown one, and the first
# text added to one file alone stops the handlers of everybody else.
# Seen in: aiogram-i18n 1.5 (PyPI), `get_locale` in aiogram_i18n/cores/base.py and `get` in
# aiogram_i18n/cores/fluent_runtime_core.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install \
  'aiogram==3.31.0' 'aiogram-i18n==1.5' 'fluent.runtime==0.4.0'

cat > "$folder/program.py" <<'EOF'
import asyncio
import sys
from importlib.metadata import version
from pathlib import Path

from aiogram_i18n.cores import FluentRuntimeCore
from aiogram_i18n.exceptions import KeyNotFoundError

folder = Path(sys.argv[0]).parent / "locales"
for locale, text in (("en", "hello = Hello\nnew = New\n"), ("ru", "hello = Привет\n")):
    (folder / locale).mkdir(parents=True)
    (folder / locale / "texts.ftl").write_text(text, encoding="utf-8")

core = FluentRuntimeCore(path=folder / "{locale}", default_locale="en")
asyncio.run(core.startup())
print("aiogram-i18n", version("aiogram-i18n"))
seen = {}
for locale in ("en", "ru", "de"):
    for key in ("hello", "new"):
        try:
            seen[locale, key] = core.get(key, locale)
        except KeyNotFoundError as error:
            seen[locale, key] = repr(error)
        print(locale, key, "->", seen[locale, key])
expected = {
    ("en", "hello"): "Hello", ("en", "new"): "New",
    ("ru", "hello"): "Привет", ("ru", "new"): "KeyNotFoundError('new')",
    ("de", "hello"): "Hello", ("de", "new"): "New",
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
