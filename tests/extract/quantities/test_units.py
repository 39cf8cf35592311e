"""The tables of units and currencies: codes and factors. Their examples are in test_tables.py."""

import re
from fractions import Fraction

import pytest

from shilu.extract.quantities.tables import currencies, units
from shilu.extract.text.fold import fold

TABLES = (units(), currencies())
# ISO 4217:2015 with its amendments up to 2025: active codes, without funds, metals and test codes.
ISO_4217 = set(
    re.findall(
        r"[A-Z]{3}",
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
        CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
        GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
        KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
        NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
        WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
        """,
    )
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_surfaces_are_folded_and_ids_differ(table):
    assert [surface for row in table for surface in row.surfaces if fold(surface) != surface] == []
    ids = [row.id for row in table]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_surface_begins_with_a_magnitude(table):
    """万 and 亿 belong to the number: a unit 万元 would hide them from it."""
    assert [surface for row in table for surface in row.surfaces if surface[0] in "万亿"] == []


def test_a_factor_needs_a_standard():
    plain_rows = [row.id for row in units() if row.factor != 1 and row.standard is None]
    assert plain_rows == []
    assert all(row.factor > 0 for table in TABLES for row in table)


def test_each_kind_has_one_standard():
    """Two for durations and ages (months and years are no fixed number of seconds), data and its rates."""
    allowed = {
        "duration": {"s", "mo", "a"},
        "age": {"s", "mo", "a"},
        "data": {"By", "By/s"},
        "concentration": {"g/m3", "mol/m3", "%"},
    }
    for kind in {row.kind for row in units()} - {"other"}:
        standards = {row.standard for row in units() if row.kind == kind and row.standard}
        assert len(standards) <= 1 or standards <= allowed[kind], kind


def test_every_active_currency_has_a_row():
    assert {row.code for row in currencies() if row.code} >= ISO_4217


def test_currency_codes_are_iso_4217():
    withdrawn = {"ZWL"}  # replaced by ZWG in 2024, still in older pages
    assert {row.code for row in currencies() if row.code} <= ISO_4217 | withdrawn
    assert all(row.standard == row.code for row in currencies() if row.code)


@pytest.mark.parametrize(
    ("surface", "code", "standard", "factor"),
    [
        ("公里", "km", "m", "1000"),
        ("里", None, "m", "500"),
        ("亩", None, "m2", "2000/3"),
        ("公顷", "har", "m2", "10000"),
        ("斤", None, "kg", "1/2"),
        ("两", None, "kg", "1/20"),
        ("千瓦时", "kW.h", "J", "3600000"),
        ("海里", "[nmi_i]", "m", "1852"),
        ("克拉", "[car_m]", "kg", "1/5000"),
        ("℃", "Cel", "Cel", "1"),
        ("℉", "[degF]", "Cel", "5/9"),
        ("GB", "GBy", "By", "1000000000"),
        ("‰", "[ppth]", "%", "1/10"),
        ("岁", "a", "a", "1"),
    ],
)
def test_units_that_everyone_checks(surface, code, standard, factor):
    row = units().get(surface)
    assert (row.code, row.standard, row.factor) == (code, standard, Fraction(factor))


def test_codes_have_the_form_of_ucum():
    """Atoms and prefixes joined by `.` and `/`, with exponents: kW.h, [nmi_i]/h, ug/m3, mm[Hg]."""
    atom = r"(?:[A-Za-z%]*\[[^\]]+\](?:_[a-z]+)?|''?|[A-Za-z%]+)"
    form = re.compile(rf"{atom}-?\d*(?:[./]{atom}-?\d*)*")
    assert [row.code for row in units() if row.code and not form.fullmatch(row.code)] == []
