"""What an attack tells of the input that broke something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["MissingError", "noted"]


class MissingError(Exception):
    """This machine lacks what the attack needs; the message says what."""


@contextmanager
def noted(*inputs: object) -> Iterator[None]:
    """Write the inputs, as Python would, under the trace of what is raised within."""
    try:
        yield
    except BaseException as error:
        for one in inputs:
            error.add_note(f"input: {one!r}")
        raise
