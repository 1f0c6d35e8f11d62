#!/usr/bin/env bash
# fluent.runtime takes a Decimal for no number: "1 files", «2 часов».
#
# People would guess: a Decimal is counted as an int is. The package turns it into a `FluentDecimal`,
# formats it as a number, and its own plural rule answers "few" for Decimal(2) in Russian.
# What happens: a selector asks whether its value is an int or a float, and a Decimal is neither. It
# is compared with the word "few" as a text, and [0] is not found for it either: each Decimal gets the
# default. Sums of PostgreSQL come as Decimal, so a text that is right in tests is wrong for them,
# and no error is reported. fluent-compiler, the other Fluent of Python, chooses right.
# Seen in: fluent.runtime 0.4.0 (PyPI), `is_number` and `match` in fluent/runtime/resolver.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'fluent.runtime==0.4.0' 'fluent-compiler==1.1'

cat > "$folder/program.py" <<'EOF'
from decimal import Decimal
from importlib.metadata import version
import fluent_compiler.bundle
from fluent.runtime import FluentBundle, FluentResource

TEXT = """
hours = { $n ->
    [0] нет часов
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } (other)
 }
"""
runtime = FluentBundle(["ru"], use_isolating=False)
runtime.add_resource(FluentResource(TEXT))
compiled = fluent_compiler.bundle.FluentBundle.from_string("ru", TEXT, use_isolating=False)

print("fluent.runtime", version("fluent.runtime"), "beside fluent-compiler", version("fluent-compiler"))
seen = []
for number in (0, 1, 2, 5, 21):
    row = []
    for given in (number, Decimal(number)):
        text, errors = runtime.format_pattern(runtime.get_message("hours").value, {"n": given})
        row += [text] if not errors else [repr(errors)]
    row.append(compiled.format("hours", {"n": Decimal(number)})[0])
    seen.append(row)
    print(f"{number}: int {row[0]!r}, Decimal {row[1]!r}, Decimal with fluent-compiler {row[2]!r}")
others = [f"{number} (other)" for number in (0, 1, 2, 5, 21)]
ints = ["нет часов", "1 час", "2 часа", "5 часов", "21 час"]
is_so = [row[1] for row in seen] == others and [row[0] for row in seen] == ints
raise SystemExit(0 if is_so and [row[2] for row in seen] == ints else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
