## Backups, exports and moving: words for whoever runs the bot

keeping-stopped = Stopped.
keeping-file = That did not work: { $reason }

backup-no-folder = Name a folder: BACKUP_FOLDER in the settings, or --folder in the command.
backup-made = Backup made and checked: { $file } ({ $size } MB).
backup-forgotten = Old backup deleted: { $file }.
backup-failed = No backup was made: { $reason }
backup-damaged = The file is damaged: { $reason }
backup-unknown = { $file } is no backup: neither a SQLite file nor a dump of pg_dump (custom format).
backup-no-program = There is no program { $program }. Install PostgreSQL's client, of the server's version or newer.

restore-done = The store is restored from { $file }: { $target }.
restore-failed = Restoring failed and the store is as it was: { $reason }
restore-other-engine = This backup was made of the other kind of database. Restore it into one of its kind and move it with copy-database.

check-whole = All is whole: { $what } (schema { $revision }).

export-done = Exported: { $folder } (tables: { $tables }, rows: { $rows }). People's data are inside: keep the files safe.
export-folder-filled = There is something in { $folder } already. Name a new or an empty folder.

copy-no-store = There is no store { $file }. Check DATABASE_URL.
copy-failed = The data could not be copied: { $reason }
copy-no-tables = The bot's tables are not here.
copy-newer = A newer version of the program made this (schema { $found }, known here is { $known }). Take the same or a newer version.
copy-older = The source is of an earlier version (schema { $found }, needed is { $known }). Start this version of the bot on it once.
copy-target-filled = The database has data already (table { $table }): { $target }. Take an empty one; nothing is written over data.
copy-row-refused = Table { $table }: the new database refused a row, and nothing was moved. { $reason }
copy-not-the-same = Table { $table } did not arrive as it was; nothing was kept.
copy-same = Source and destination are the same database.
copy-done = Moved and compared: { $target } (tables: { $tables }, rows: { $rows }).
copy-source-running = Mind: a bot runs on the source. What it has written since the copy began is not here.

## python main.py downgrade

downgrade-done = The tables are brought back from { $before } to { $now }: { $target }. Start the older version of the program.
downgrade-running = A bot runs on this database. Stop it and try again. If it was killed, wait for a minute first.
downgrade-not-ours = This program does not know tables of version { $found }; it knows up to { $known }. Run the command of the version that made them.
downgrade-unknown = There is no way back to { $wanted }. Older versions of the tables: { $known }. Which one the older program needs, its check says.

## python main.py release-bot

release-done = The database { $target } belongs to bot { $served } no more. The bot that starts first takes it.
