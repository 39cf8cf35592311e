"""Packages that only some of the work needs: what to say where one is missing."""

from __future__ import annotations

import importlib.util
import sys
from importlib import metadata

from shilu.extract.errors import ShiluError

__all__ = ["missing"]


def missing(package: str, *, extra: str, what: str) -> ShiluError:
    """The S109 for a package of an extra, with the command that installs what the extra names into the environment
    that is running, which need not be the one of the command `pip`."""
    return ShiluError("S109", what=what, package=package, install=_command(extra) or f"pip install {package}")


def _command(extra: str) -> str | None:
    """The packages are named, not `shilu[duckdb]`: that would ask an index for Shilu, where it came from a checkout."""
    wanted = " ".join(f'"{one}"' for one in _requirements(extra))
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if not wanted or not python:
        return None
    if importlib.util.find_spec("pip"):
        return f"{python} -m pip install {wanted}"
    return f"uv pip install --python {python} {wanted}"


def _requirements(extra: str) -> list[str]:
    """What the extra adds, as the metadata of the installed Shilu says: `duckdb>=1.2; extra == "duckdb"`."""
    try:
        lines = metadata.requires("shilu") or []
    except metadata.PackageNotFoundError:  # run from its folders, not installed
        return []
    parts = [line.partition(";") for line in lines]
    return [
        name.strip() for name, _, when in parts if when.strip().replace("'", '"') == f'extra == "{extra}"'
    ]
