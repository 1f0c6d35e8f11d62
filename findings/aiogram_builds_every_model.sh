#!/usr/bin/env bash
# aiogram says `defer_build=True` and builds the validators of all its types while it is imported.
#
# People would guess: `TelegramObject.model_config["defer_build"]` makes pydantic build a validator
# when its type is first used, so that a bot pays for the dozen types it meets.
# What happens: aiogram/types/__init__.py calls `model_rebuild` for each name it exports, which
# builds at once whatever the setting says, every type with copies of all that it holds. That is most
# of the time of `import aiogram` and of its memory, in every process and every worker of a test
# suite. Without these calls (the second run, which only shows the cost) the types are left unbuilt.
# Seen in: aiogram 3.31.0 (PyPI); the time alone is known as aiogram#1876, made shorter by #1861.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'aiogram==3.31.0'

cat > "$folder/program.py" <<'EOF'
import resource, sys, time
from importlib.metadata import version
from pydantic import BaseModel

if sys.argv[1] == "without":
    BaseModel.model_rebuild = classmethod(lambda cls, **options: None)
began = time.process_time()
import aiogram
from aiogram.types.base import TelegramObject

def kinds(base):
    for one in base.__subclasses__():
        yield one
        yield from kinds(one)

every = list(kinds(TelegramObject))
built = sum(one.__pydantic_complete__ for one in every)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print("aiogram", version("aiogram"), sys.argv[1], "its calls of model_rebuild:")
print("  defer_build is", TelegramObject.model_config.get("defer_build"))
print(f"  {built} of {len(every)} types are built after the import")
print(f"  {time.process_time() - began:.1f} s of CPU, {peak} MiB at most")
is_deferred = TelegramObject.model_config.get("defer_build")
raise SystemExit(0 if is_deferred and built > len(every) // 2 else 1)
EOF
"$folder/venv/bin/python" -c 'import aiogram'  # writes the byte code
"$folder/venv/bin/python" "$folder/program.py" without || true  # only "with" is judged
"$folder/venv/bin/python" "$folder/program.py" with
