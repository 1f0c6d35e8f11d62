#!/usr/bin/env bash
# segno writes Cyrillic into QR codes as Shift_JIS, where its documentation promises UTF-8.
#
# People would guess: what `segno.make` says of `encoding`: ISO 8859-1, "and if it does not fit, it
# will use UTF-8". A Russian text does not fit, so its bytes are UTF-8.
# What happens: between the two segno tries Shift_JIS, whose double-byte signs include the Russian
# alphabet. So "Привет 12" is a byte segment of Shift_JIS, without an ECI designator that says so,
# and a scanner that takes bytes for UTF-8 shows other signs. A text with one letter that Shift_JIS
# lacks (Tatar or Bashkir ones) is UTF-8, so one poster of a series scans and another does not.
# `encoding="utf-8"` is the way out.
# Seen in: segno 1.6.6 (PyPI), `data_to_bytes` in segno/encoder.py; that letters alone become kanji is
# told in pyqrcode#76 (github.com/mnooner256/pyqrcode/issues/76).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'segno==1.6.6'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import segno

def written_as(text):
    code = segno.make(text, micro=False)
    for encoding in ("utf-8", "shift_jis"):
        try:
            same = segno.make(text.encode(encoding), micro=False)
        except UnicodeEncodeError:
            continue
        if same == code:
            return code.mode, encoding
    return code.mode, None

print("segno", version("segno"))
texts = "Привет 12", "День открытых дверей 12 декабря, 11:00", "Әлмәт, 12 декабря"
seen = [written_as(text) for text in texts]
for text, (mode, encoding) in zip(texts, seen):
    print(f"{text!r}: mode {mode}, the same picture as of its bytes in {encoding}")
expected = [("byte", "shift_jis"), ("byte", "shift_jis"), ("byte", "utf-8")]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
