"""The command line: commands live in bot (bot.arguments has their words)."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.arguments import parser
from bot.gc_tuning import imports_frozen
from bot.loading.core_alone import import_core_alone
from bot.loading.late_methods import compile_methods_late
from bot.loading.lazy_models import build_models_lazily

KEEPING = {"backup", "restore", "check", "export", "copy-database", "downgrade", "release-bot"}


def main(words: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 the work was refused, 2 the command or the settings are wrong."""
    chosen = parser().parse_args(words)
    if chosen.command == "demo":
        from sandbox.demo import demo  # noqa: PLC0415  (the product must not load it)

        return demo(Path(__file__).parent, chosen.port, chosen.host, is_open=chosen.open)
    compile_methods_late()
    if chosen.command in KEEPING:
        with imports_frozen():
            import_core_alone()
            from bot.backups.commands import kept  # noqa: PLC0415  (they need no Telegram)
        return kept(chosen)
    with imports_frozen():
        build_models_lazily()
        import_core_alone()
        from bot import cli  # noqa: PLC0415  (the demo itself needs none of the bot)
    if chosen.command == "rehearse":
        from bot.rehearsal.command import rehearse  # noqa: PLC0415  (as above)
        from sandbox.rehearsal_world import rehearsal_telegram  # noqa: PLC0415  (as above)

        return rehearse(chosen, rehearsal_telegram)
    if chosen.command == "coverage":
        return asyncio.run(cli.coverage())
    return asyncio.run(cli.import_file(chosen)) if chosen.command == "import" else cli.run()


if __name__ == "__main__":
    sys.exit(main())
