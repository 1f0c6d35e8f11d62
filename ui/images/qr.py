"""QR codes as pictures. segno is imported on first use: few start the bot for one."""

from __future__ import annotations

import io

SCALE = 12
"""Pixels of a module: some 500 for a link, which a phone shows without blurring."""

QUIET_ZONE = 4
"""Modules (ISO/IEC 18004, 6.3.8)."""


def qr_png(text: str) -> bytes:
    """Black on white, about 15 % of it restorable (level M). Blocking: call it in a thread."""
    import segno  # noqa: PLC0415  (see above)

    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="png", scale=SCALE, border=QUIET_ZONE
    )
    return picture.getvalue()
