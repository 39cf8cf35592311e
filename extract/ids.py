"""Names of records that are made of their content: each is given once."""

from __future__ import annotations

__all__ = ["Ids"]


class Ids:
    """The names given so far, of one page or of one store.

    A name is made of the place and the kind of a record, and two records may have one place and kind. The second
    gets the ending `~2`, the third `~3`: in the order of the page, so that a second run gives the same.

    >>> ids = Ids()
    >>> [ids.give("p#3-5.count") for _ in range(3)]
    ['p#3-5.count', 'p#3-5.count~2', 'p#3-5.count~3']
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, name: str) -> str:
        """The name, with an ending where it was given before. Its time does not grow with what was given."""
        number = self._given.get(name, 0) + 1
        given = name if number == 1 else f"{name}~{number}"
        while given in self._given:
            number += 1
            given = f"{name}~{number}"
        self._given[name] = number
        self._given.setdefault(given, 1)
        return given
