"""The tables of what follows a number: units of measure, currencies, classifiers."""

from __future__ import annotations

from functools import cache

from shilu.extract.lexicon import Table, load_table
from shilu.extract.quantities.rows import Classifier, Unit

__all__ = ["classifiers", "currencies", "units"]

_PACKAGE = "shilu.extract.quantities"


@cache
def units() -> Table[Unit]:
    """Units of measure, legal and customary, with percent and multiples: 公里, 亩, kWh, 个百分点, 倍.

    >>> units().get("亩").factor
    Fraction(2000, 3)
    """
    return load_table(_PACKAGE, "units.toml", Unit)


@cache
def currencies() -> Table[Unit]:
    """Currencies and their parts; `code` is ISO 4217: 元, 美元, 角, $.

    >>> currencies().get("泰铢").code
    'THB'
    """
    return load_table(_PACKAGE, "currencies.toml", Unit)


@cache
def classifiers() -> Table[Classifier]:
    """Classifiers (量词), with the type of each and nouns that it counts: 座, 人次, 台套.

    >>> classifiers().get("座").type
    'individual'
    """
    return load_table(_PACKAGE, "classifiers.toml", Classifier)
