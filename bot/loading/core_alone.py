"""SQLAlchemy's asyncio without its ORM, which nothing here uses and the package loads.

The package is there with what its modules of engines and results offer. Its own text runs when
somebody asks it for more (a session), and then loads the ORM as ever.

The only place that touches how SQLAlchemy is imported; docs/adr says what it relies on.
`EAGER_ORM=1` in the environment leaves it as it is.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Any

SWITCH_OFF = "EAGER_ORM"

PACKAGE = "sqlalchemy.ext.asyncio"
OFFERED = {
    "engine": ("AsyncConnection", "AsyncEngine", "AsyncTransaction", "create_async_engine"),
    "result": ("AsyncMappingResult", "AsyncResult", "AsyncScalarResult"),
}
"""By module. For any other name the package is loaded whole."""


def import_core_alone() -> bool:
    """False where it stays as it is: switched off, imported before, or not as we know it."""
    if os.environ.get(SWITCH_OFF, "") not in {"", "0"} or PACKAGE in sys.modules:
        return False
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.loader is None:
        return False
    package, loader = importlib.util.module_from_spec(spec), spec.loader

    def whole(name: str) -> Any:
        if name.startswith("__") and name != "__all__":  # what tools ask of any module
            raise AttributeError(name)
        vars(package).pop("__getattr__", None)
        loader.exec_module(package)
        return getattr(package, name)

    sys.modules[PACKAGE] = package
    try:
        for module, names in OFFERED.items():
            found = importlib.import_module(f"{PACKAGE}.{module}")
            vars(package).update({name: getattr(found, name) for name in names})
    except (AttributeError, ImportError):
        for name in [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]:
            del sys.modules[name]
        return False
    vars(package)["__getattr__"] = whole
    return True
