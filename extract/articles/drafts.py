"""Articles in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shilu.extract.articles.features import Feature
from shilu.schemas import Role

__all__ = ["Draft"]


@dataclass
class Draft:
    """The units that were put together so far, by index, with their roles.

    `bodies` are those of running text, in reading order; `signed` says that a byline or the head of a
    report stood before the first of them.
    """

    roles: dict[int, Role] = field(default_factory=dict)
    bodies: list[int] = field(default_factory=list)
    title: int | None = None
    signed: bool = False
    photo: bool = False
    begun: bool = False

    def add(self, index: int, role: Role) -> None:
        """Put a unit at the end."""
        self.roles[index] = role
        self.begun = self.begun or role not in ("note", "continuation")
        if role == "body":
            self.bodies.append(index)

    def remove(self, index: int) -> Role:
        """Take a unit out again and give its role."""
        if index in self.bodies:
            self.bodies.remove(index)
        return self.roles.pop(index)

    def head(self, indexes: Sequence[int], titles: range) -> None:
        """Give it a heading of several lines: above those of the title a kicker, below them a subhead."""
        self.title = titles[0]
        for index in indexes:
            role: Role = "title" if index in titles else "kicker" if index < titles[0] else "subhead"
            self.add(index, role)

    def sample(self) -> list[int]:
        """The units that tell what it is about: its title and its first paragraphs."""
        titled = [] if self.title is None else [self.title]
        return titled + self.bodies[:4]

    def is_open(self, features: Sequence[Feature]) -> bool:
        """Whether its last sentence runs on."""
        return bool(self.bodies) and features[self.bodies[-1]].open
