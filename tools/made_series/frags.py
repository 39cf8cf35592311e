"""Text that remembers where its statements stand while it is put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Frag", "Said", "fill", "join"]

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Said:
    """What one printed amount states. `value`, `low` and `high` are in `base`, as printed, rounding included."""

    place: str
    item: str
    base: str
    value: str
    unit: str
    period: str
    period_type: str
    form: str = "level"
    status: str = "actual"
    bound: str = "exact"
    low: str | None = None
    high: str | None = None
    subject: str | None = None
    definition: str = ""
    scope: str = ""
    wording: str = ""
    version: str = "first"

    @property
    def variable(self) -> str:
        """The variable that it belongs to, spelled out; statements of one variable have the same."""
        key = (self.place, self.subject, self.item, self.definition, self.scope, self.form, self.period_type)
        return "/".join(part or "-" for part in key)


@dataclass(frozen=True)
class Frag:
    """A piece of text and the statements in it, each as start, end and what it says."""

    text: str
    marks: tuple[tuple[int, int, Said], ...] = field(default=())

    def __add__(self, other: Frag | str) -> Frag:
        """Both, one behind the other."""
        tail = other if isinstance(other, Frag) else Frag(other)
        shift = len(self.text)
        moved = tuple((start + shift, end + shift, said) for start, end, said in tail.marks)
        return Frag(self.text + tail.text, self.marks + moved)

    @classmethod
    def of(cls, text: str, said: Said) -> Frag:
        """A text that is one statement's amount."""
        return cls(text, ((0, len(text), said),))


def fill(template: str, parts: Mapping[str, Frag | str]) -> Frag:
    """The template with its `{name}`s replaced; a name that `parts` lacks is a KeyError."""
    out, at = Frag(""), 0
    for slot in _SLOT.finditer(template):
        out = out + template[at : slot.start()] + parts[slot.group(1)]
        at = slot.end()
    return out + template[at:]


def join(pieces: Iterable[Frag | str], between: str = "") -> Frag:
    """The pieces with `between` between them."""
    out = Frag("")
    for number, piece in enumerate(pieces):
        out = out + (between if number else "") + piece
    return out
