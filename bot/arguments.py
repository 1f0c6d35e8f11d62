"""What may be said on the command line. Imports nothing of the bot: the demo needs it too."""

from __future__ import annotations

import argparse
from pathlib import Path

REFUSED, WRONG_SETTINGS = 1, 2
"""Exit codes; 0: done."""


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(
        prog="main.py", description="Профкомпас: Telegram bot for «Профессионалитет»"
    )
    commands = arguments.add_subparsers(dest="command")
    commands.add_parser("run", help="the bot, with settings from the environment and .env")
    demo = commands.add_parser("demo", help="bot, local Telegram and web chat; no token needed")
    demo.add_argument("--port", type=int, default=8080)
    demo.add_argument("--host", default="127.0.0.1", help="other than loopback: with --open only")
    demo.add_argument("--open", action="store_true", help="let others in, as whoever they choose")
    importing = commands.add_parser("import", help="bring a file into the store")
    importing.add_argument("what", choices=["clusters", "sessions", "news", "register"])
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="say what would change")
    importing.add_argument(
        "--fill", action="store_true", help="clusters: fill what is empty, change nothing else"
    )
    importing.add_argument("--quiet", action="store_true", help="sessions: tell nobody")
    importing.add_argument("--event", default="event", help="sessions: id of their event")
    for name in ("title", "tz", "venue", "address", "point"):
        importing.add_argument(f"--{name}", help=f"sessions: {name} of the event")
    commands.add_parser("coverage", help="how many clusters of each region are known")
    rehearsing = commands.add_parser("rehearse", help="play an event on a copy; sends nothing")
    rehearsing.add_argument("--event", help="id; default: every event that is not over")
    rehearsing.add_argument("--from", dest="start", metavar="ISO", help="default: now")
    rehearsing.add_argument("--to", dest="end", metavar="ISO", help="default: after the end")
    rehearsing.add_argument("--output", default="var/rehearsal", metavar="FOLDER")
    rehearsing.add_argument("--language", choices=["ru", "en"])
    _add_keeping(commands)
    arguments.set_defaults(command="run")
    return arguments


def _add_keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backing_up = commands.add_parser(
        "backup", help="a checked copy of the store, also while it runs"
    )
    backing_up.add_argument("--folder", type=Path, help="default: BACKUP_FOLDER")
    restoring = commands.add_parser("restore", help="bring a backup into a store without rows")
    restoring.add_argument("file", type=Path)
    checking = commands.add_parser("check", help="whether a backup, or the store, is whole")
    checking.add_argument("file", type=Path, nargs="?", help="default: the store")
    exporting = commands.add_parser("export", help="all data as files, without tokens and codes")
    exporting.add_argument("folder", type=Path, help="a new one, or empty")
    exporting.add_argument("--format", choices=["csv", "json"], default="csv")
    copying = commands.add_parser("copy-database", help="move the store, also to another engine")
    copying.add_argument("source", metavar="SRC", help="an address as in DATABASE_URL")
    copying.add_argument("target", metavar="DST", help="a database without rows")
    undoing = commands.add_parser("downgrade", help="tables of an older version, before it starts")
    undoing.add_argument("revision", help="as the older version's check tells it, e.g. 0014")
    commands.add_parser("release-bot", help="let another bot take this store over")
