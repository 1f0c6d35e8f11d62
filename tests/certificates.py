"""A certificate for names that nobody has, which the bot trusts for the time of a test."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.programs import program


@dataclass(frozen=True, slots=True)
class Certificate:
    """Two PEM files."""

    chain: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Of a server."""
        found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        found.load_cert_chain(self.chain, self.key)
        return found


def trusted(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """Skips where there is no openssl."""
    openssl = program("openssl", "Debian: openssl")
    made = Certificate(folder / "chain.pem", folder / "key.pem")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1"),
            *("-keyout", str(made.key), "-out", str(made.chain)),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    monkeypatch.setattr("certifi.where", lambda: str(made.chain))
    return made


def read_authorities_once() -> None:
    """aiogram reads the certificates of all authorities for each of its sessions, of which tests
    make hundreds: as long as two updates take. A file that has changed is read anew."""

    from aiogram.client.session import aiohttp  # noqa: PLC0415  (once models are built lazily)

    @cache
    def read(file: str, _changed_at: int) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=file)

    def context(*, cafile: str) -> ssl.SSLContext:
        return read(cafile, Path(cafile).stat().st_mtime_ns)

    aiohttp.ssl = SimpleNamespace(create_default_context=context)  # type: ignore[assignment,attr-defined]
