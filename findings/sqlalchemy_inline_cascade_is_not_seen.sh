#!/usr/bin/env bash
# Of a foreign key written beside its column, SQLAlchemy does not see ON DELETE, so alembic drops it.
#
# People would guess: `REFERENCES clusters (id) ON DELETE CASCADE` behind a column and the same as a
# FOREIGN KEY of the table are one thing; PRAGMA foreign_key_list answers the same for both.
# What happens: SQLAlchemy takes the columns from that PRAGMA, but the actions from the text of the table
# with a pattern that wants "FOREIGN KEY (". For the short form `options` is empty. A batch of alembic
# makes the table from what was reflected: after a migration that only sets a NOT NULL the rows of a
# deleted cluster stay, or the delete is refused. Tables that SQLAlchemy made have the long form, those
# of a hand-written schema and of sqlite-utils the short one.
# Seen in: SQLAlchemy 2.1.9 and alembic 1.20.1 (PyPI), `FK_PATTERN` and `get_foreign_keys` in
# sqlalchemy/dialects/sqlite/base.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'SQLAlchemy==2.1.9' 'alembic==1.20.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

FORMS = {
    "short": "cluster_id integer REFERENCES clusters (id) ON DELETE CASCADE",
    "long": "cluster_id integer, FOREIGN KEY (cluster_id) REFERENCES clusters (id) ON DELETE CASCADE",
}

def action(connection: sa.Connection) -> str:
    return connection.exec_driver_sql("PRAGMA foreign_key_list(colleges)").one().on_delete

print("SQLAlchemy", version("SQLAlchemy"), "with alembic", version("alembic"))
seen = {}
for name, form in FORMS.items():
    with sa.create_engine("sqlite://").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE clusters (id integer PRIMARY KEY)")
        connection.exec_driver_sql(f"CREATE TABLE colleges (id integer PRIMARY KEY, title text, {form})")
        before = action(connection)
        options = sa.inspect(connection).get_foreign_keys("colleges")[0]["options"]
        with Operations(MigrationContext.configure(connection)).batch_alter_table("colleges") as batch:
            batch.alter_column("title", nullable=False)
        seen[name] = before, options, action(connection)
        print(f"{name}: SQLite says {before}, SQLAlchemy {options}, after the batch {seen[name][2]}")
expected = {
    "short": ("CASCADE", {}, "NO ACTION"),
    "long": ("CASCADE", {"ondelete": "CASCADE"}, "CASCADE"),
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
