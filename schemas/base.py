"""What every record shares: frozen, closed, exact."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

__all__ = ["FORMAT", "Number", "Record", "plain"]

FORMAT = 2
"""The version of what is written: of the records, their JSON Schemas, and the tables of stores. It is raised by one
for a release in which an older reader would go wrong; 0.1.0 wrote version 1, 0.2.0 writes version 2."""


def plain(number: Decimal) -> str:
    """Print a decimal without exponent or idle zeros.

    >>> plain(Decimal("1.50E+8"))
    '150000000'
    >>> plain(Decimal("16.120"))
    '16.12'
    """
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(f"a number must be finite, not {number}")
    return number


Number = Annotated[
    Decimal, AfterValidator(_finite), PlainSerializer(plain, return_type=str, when_used="json")
]
"""A finite `Decimal`; in JSON a string of plain digits, so that nothing is lost on the way."""


_put = object.__setattr__


@cache
def _names(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def made_of(cls, **fields: Any) -> Self:
        """A record of fields that are known to be valid, all of them given, in order: nothing is validated. A test
        holds what is made so against its validated form."""
        made = cls.__new__(cls)
        _put(made, "__dict__", fields)
        _put(made, "__pydantic_fields_set__", _names(cls))
        _put(made, "__pydantic_extra__", None)
        _put(made, "__pydantic_private__", None)
        return made

    def model_post_init(self, _: Any, /) -> None:
        """Share one set of the names of its fields among all records of a kind. Pydantic gives each record a set of its
        own, which takes more memory than the record does; no frozen record changes it."""
        _put(self, "__pydantic_fields_set__", _names(type(self)))

    def with_fields(self, **changes: Any) -> Self:
        """A copy with some fields replaced. The changes are not validated again: give valid ones."""
        return self.made_of(**{**self.__dict__, **changes})
