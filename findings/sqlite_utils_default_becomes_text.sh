#!/usr/bin/env bash
# `transform()` of sqlite-utils turns a computed default into its text.
#
# People would guess: a default is kept, as checks, comments and unique constraints are since 4.2.
# What happens: SQLite tells the default without its brackets, and what does not end with one is quoted
# when the table is written anew. DEFAULT (strftime('%s', 'now') + 3600) gives that text itself
# in each new row, (24 * 60) the text "24 * 60", in a column of whole numbers. No column has to be
# named: any other change of the table is enough. The rows that were there are right, so it shows
# days later. A plain call, CURRENT_TIMESTAMP and numbers are kept.
# Seen in: sqlite-utils 4.2.1 (PyPI), `quote_default_value` and `transform_sql` in sqlite_utils/db.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'sqlite-utils==4.2.1'

cat > "$folder/program.py" <<'EOF'
import sqlite3
from importlib.metadata import version
import sqlite_utils

connection = sqlite3.connect(":memory:")
connection.execute("""
    CREATE TABLE links (
        id integer PRIMARY KEY,
        note text,
        until integer DEFAULT (strftime('%s', 'now') + 3600),
        minutes integer DEFAULT (24 * 60),
        made text DEFAULT (date('now')),
        tries integer DEFAULT 3
    )
""")
table = sqlite_utils.Database(connection)["links"]

def added() -> dict[str, object]:
    identity = connection.execute("INSERT INTO links (note) VALUES ('x')").lastrowid
    row = table.get(identity)
    print("  ", row)
    return row

print("sqlite-utils", version("sqlite-utils"))
print("before:")
before = added()
table.transform(not_null={"note"})
print("after:")
after = added()
was_right = isinstance(before["until"], int) and before["minutes"] == 1440
is_text = (after["until"], after["minutes"]) == ("strftime('%s', 'now') + 3600", "24 * 60")
kept = before["made"][:2] == after["made"][:2] == "20" and before["tries"] == after["tries"] == 3
raise SystemExit(0 if was_right and is_text and kept else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
