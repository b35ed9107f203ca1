"""The file name is the registration: the modules directly in a package are its members, found by listing the folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """The members of `package`, sorted: its modules, without sub-packages and names that begin with an underscore."""
    folder = importlib.import_module(package).__path__
    return tuple(sorted(m.name for m in pkgutil.iter_modules(folder) if not m.ispkg and not m.name.startswith("_")))


@cache
def member(package: str, name: str) -> ModuleType:
    """Import the member `name` of `package`. KeyError if there is no such file."""
    if name not in names(package):
        raise KeyError(name)
    return importlib.import_module(f"{package}.{name}")
