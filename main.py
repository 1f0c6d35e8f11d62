"""The command line: run (default) | demo | import | coverage | rehearse; commands live in bot."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.arguments import parser
from bot.garbage import imports_frozen


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
    if chosen.command == "coverage":
        return asyncio.run(cli.coverage())
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
