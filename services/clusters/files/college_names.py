"""Names of colleges as registers and organisers write them."""

from __future__ import annotations

import re

QUOTED = re.compile(r"[«\"“„](.+)[»\"”]")
"""What a college is called within «ГБПОУ „…“»."""

NAMELESS = frozenset({"им", "имени"})
"""Words that stand before a name and are left out as often as not."""
