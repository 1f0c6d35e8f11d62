"""The store: engine, tables, unit of work, one query module per aggregate, migrations."""
