"""The command line: run (default) | demo | import | rehearse. Thin: commands live in bot."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from bot.garbage import imports_frozen


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(
        prog="main.py", description="Профкомпас: Telegram bot for «Профессионалитет»"
    )
    commands = arguments.add_subparsers(dest="command")
    commands.add_parser("run", help="the bot, with settings from the environment and .env")
    demo = commands.add_parser("demo", help="bot, local Telegram and web chat; no token needed")
    demo.add_argument("--port", type=int, default=8080)
    importing = commands.add_parser("import", help="bring a csv, xlsx or json file into the store")
    importing.add_argument("what", choices=["clusters", "sessions", "news"])
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="say what would change")
    importing.add_argument(
        "--fill", action="store_true", help="clusters: fill what is empty, change nothing else"
    )
    importing.add_argument("--quiet", action="store_true", help="sessions: tell nobody")
    importing.add_argument("--event", default="event", help="sessions: id of their event")
    for name in ("title", "tz", "venue", "address", "point"):
        importing.add_argument(f"--{name}", help=f"sessions: {name} of the event")
    rehearsing = commands.add_parser("rehearse", help="play an event on a copy; sends nothing")
    rehearsing.add_argument("--event", help="id; default: every event that is not over")
    rehearsing.add_argument("--from", dest="start", metavar="ISO", help="default: now")
    rehearsing.add_argument("--to", dest="end", metavar="ISO", help="default: after the end")
    rehearsing.add_argument("--output", default="var/rehearsal", metavar="FOLDER")
    rehearsing.add_argument("--language", choices=["ru", "en"])
    arguments.set_defaults(command="run")
    return arguments


def main(words: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 the work was refused, 2 the command or the settings are wrong."""
    chosen = parser().parse_args(words)
    if chosen.command == "demo":
        return demo(chosen.port)
    with imports_frozen():
        from bot import cli  # noqa: PLC0415  (the demo's parent process needs none of the bot)
    if chosen.command == "rehearse":
        from bot.rehearsal_command import rehearse  # noqa: PLC0415  (as above)
        from sandbox.hall import hall  # noqa: PLC0415  (the product must not load it)

        return rehearse(chosen, hall)
    return asyncio.run(cli.import_file(chosen)) if chosen.command == "import" else cli.run()


def demo(port: int) -> int:
    from sandbox.demo import Demo, run_demo  # noqa: PLC0415  (the product must not load it)

    here = Path(__file__).parent
    folder = here / "var" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("demo.db*"):
        leftover.unlink()
    return asyncio.run(
        run_demo(
            [sys.executable, str(here / "main.py"), "run"],
            port=port,
            bot_env={"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}"},
            towns_csv=here / "data" / "places_ru.csv",
            log_file=folder / "bot.log",
            programme=Demo(
                source=here / "data" / "demo_programme.csv",
                file=folder / "programme.csv",
                command=[sys.executable, str(here / "main.py"), "import", "sessions"],
            ),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
