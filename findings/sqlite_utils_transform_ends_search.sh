#!/usr/bin/env bash
# After `transform()`, the full-text search of sqlite-utils finds no new rows.
#
# People would guess: `transform()` is a careful ALTER TABLE. Since 4.2 it keeps indexes, checks, comments
# and unique constraints, and `enable_fts(create_triggers=True)` is the package's own way to keep the index.
# What happens: the old table is dropped, its triggers with it, and they are not made again: all three
# that `enable_fts` wrote, and any of one's own. `detect_fts()` still answers, `search()` still works on
# the old rows; what is added, changed or deleted later never reaches the index. Renaming a column is
# not needed for it: a change of type, or `transform()` alone, is enough. `rebuild_fts()` brings the rows
# back once, not the triggers.
# Seen in: sqlite-utils 4.2.1 (PyPI), `transform_sql` in sqlite_utils/db.py; a pull request of 2022 would
# write the triggers anew (github.com/simonw/sqlite-utils/pull/499), the documentation says that
# triggers are not "upgraded" (github.com/simonw/sqlite-utils/pull/854).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'sqlite-utils==4.2.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import sqlite_utils

database = sqlite_utils.Database(memory=True)
table = database["colleges"]
table.insert_all([{"id": 1, "name": "college of ships"}, {"id": 2, "name": "lyceum"}], pk="id")
table.enable_fts(["name"], create_triggers=True)
table.insert({"id": 3, "name": "school of ships"})

def found(word: str) -> list[int]:
    return [row["id"] for row in table.search(word, order_by="id")]

print("sqlite-utils", version("sqlite-utils"))
before = len(table.triggers), found("ships")
print("before: triggers", before[0], "and ships are in", before[1])
table.transform(types={"name": str})
table.insert({"id": 4, "name": "faculty of ships"})
table.update(1, {"name": "college of trains"})
after = len(table.triggers), found("ships"), found("trains"), table.detect_fts()
print("after: triggers", after[0], "and ships are in", after[1], "trains in", after[2], "of", after[3])
print(*(f"  {row['id']}: {row['name']}" for row in table.rows), sep="\n")
raise SystemExit(0 if before == (3, [1, 3]) and after == (0, [1, 3], [], "colleges_fts") else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
