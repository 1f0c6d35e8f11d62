#!/usr/bin/env bash
# phonenumbers writes (4852) 12-34-56 of Yaroslavl as (485) 212-34-56.
#
# People would guess: the code of Yaroslavl is 4852, of Tomsk 3822, of Astrakhan 8512, and the
# number has six digits, as people there write it. What was typed so is shown so.
# What happens: the number is cut after the third digit, so that the last digit of the code becomes
# the first of the number. It can be dialled from far away, but a reader in the town does not know
# it, a comparison with the college's page fails, and the two parts stored apart are wrong. The
# plan is that of Google's libphonenumber, so libphonenumber-js (npm) does the same.
# Seen in: phonenumbers 9.0.43 (PyPI), data/region_RU.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'phonenumbers==9.0.43'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import phonenumbers as phones

NUMBERS = ["8 (495) 123-45-67", "8 (4852) 12-34-56", "8 (3822) 12-34-56", "8 (8512) 12-34-56"]
print("phonenumbers", version("phonenumbers"))
seen = []
for text in NUMBERS:
    number = phones.parse(text, "RU")
    seen.append(phones.format_number(number, phones.PhoneNumberFormat.NATIONAL))
    print(f"{text}: {seen[-1]}, valid: {phones.is_valid_number(number)}")
moved = ["8 (485) 212-34-56", "8 (382) 212-34-56", "8 (851) 212-34-56"]
raise SystemExit(0 if seen == [NUMBERS[0], *moved] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
