"""Nothing is sent anywhere: what the libraries below would tell their makers is switched off before they are loaded.

onnxruntime (from 1.31 on) writes a device id and queued events into the user's cache and sends them to Microsoft; Ray
sends statistics of use. Both read a variable of the environment when they are loaded, which worker processes inherit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

__all__ = ["SILENCED", "nowhere", "stay_offline"]

SILENCED: Mapping[str, str] = MappingProxyType(
    {"ORT_DISABLE_TELEMETRY": "1", "RAY_USAGE_STATS_ENABLED": "0", "RAY_USAGE_STATS_PROMPT_ENABLED": "0"}
)
"""The variables, with the value that means silence. They are set whatever they were: there is no switch to send."""


_NOWHERE = "http://127.0.0.1:9"
"""The discard port of this machine, where nobody listens: as a proxy it ends every call before a name is asked for."""

_PROXIES: Mapping[str, str | None] = MappingProxyType(
    {
        **{f"{scheme}_PROXY": _NOWHERE for scheme in ("HTTP", "HTTPS", "ALL")},
        **{
            f"{scheme}_proxy": None for scheme in ("http", "https", "all")
        },  # gRPC, which Ray needs, reads only these
        "NO_PROXY": "localhost,127.0.0.1",
        "no_proxy": None,
        "RAY_USAGE_STATS_REPORT_URL": _NOWHERE,
    }
)


def stay_offline() -> None:
    """Silence the libraries, in this process and in those that it starts. `shilu.extract` calls it when it is imported,
    so before any of its modules can load one of them.

    A program that loaded onnxruntime itself before has begun to collect already; what it may still be told is told.
    """
    os.environ.update(SILENCED)
    loaded = sys.modules.get("onnxruntime")
    if loaded is not None and hasattr(loaded, "disable_telemetry_events"):
        loaded.disable_telemetry_events()


@contextmanager
def nowhere() -> Iterator[None]:
    """Programs that are started within the block reach nothing by HTTP but this machine.

    For Ray, one of whose own processes asks the metadata service of three clouds where it runs, statistics or not, and
    knows no switch for it.
    """
    before = {name: os.environ.get(name) for name in _PROXIES}
    _set(_PROXIES)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
