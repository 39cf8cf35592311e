"""Normal forms: exact, rounded where they must be, and in agreement with pint."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.quantities.normalise import normalise, pint_registry
from shilu.extract.quantities.tables import currencies, units
from shilu.schemas import Bounded, Exact, Range

# UCUM atoms whose pint name differs, as pint expressions. Metric prefixes are tried after these.
UCUM_TO_PINT = {
    "har": "hectare", "ar": "are", "mo": "month", "wk": "week", "[mi_i]": "mile", "[ft_i]": "foot",
    "[in_i]": "inch", "[yd_i]": "yard", "[fth_i]": "2 * yard", "[nmi_i]": "nautical_mile",
    "[ly]": "light_year", "AU": "astronomical_unit", "pc": "parsec", "Ao": "angstrom", "[kn_i]": "knot",
    "[acr_us]": "43560 * survey_foot ** 2", "[smi_us]": "survey_mile ** 2", "[sft_i]": "foot ** 2",
    "[sin_i]": "inch ** 2", "[syd_i]": "yard ** 2", "[cft_i]": "foot ** 3", "[cin_i]": "inch ** 3",
    "[cyd_i]": "yard ** 3", "[gal_us]": "gallon", "[gal_br]": "imperial_gallon", "[pt_us]": "pint",
    "[qt_us]": "quart", "[foz_us]": "fluid_ounce", "[bbl_us]": "oil_barrel", "[bu_us]": "bushel",
    "[tbs_m]": "15 * milliliter", "[tsp_m]": "5 * milliliter", "t": "tonne", "kt": "kilotonne",
    "Mt": "megatonne", "[lb_av]": "pound", "[oz_av]": "ounce", "[oz_tr]": "troy_ounce", "[car_m]": "carat",
    "[ston_av]": "US_ton", "[lton_av]": "UK_ton", "[gr]": "grain", "By": "byte", "kBy": "kilobyte",
    "MBy": "megabyte", "GBy": "gigabyte", "TBy": "terabyte", "PBy": "petabyte", "EBy": "exabyte",
    "ZBy": "zettabyte", "KiBy": "kibibyte", "MiBy": "mebibyte", "GiBy": "gibibyte", "TiBy": "tebibyte",
    "cal": "thermochemical_calorie", "kcal": "kilothermochemical_calorie", "[Btu_IT]": "Btu_it",
    "[HP]": "horsepower", "att": "technical_atmosphere", "mm[Hg]": "mmHg", "mm[H2O]": "9.80665 * pascal",
    "cm[Hg]": "cmHg", "cm[H2O]": "98.0665 * pascal",
    "kgf": "kilogram_force", "[psi]": "psi", "deg": "degree", "'": "arcminute", "''": "arcsecond",
    "%": "percent", "[ppth]": "0.001", "[ppm]": "ppm", "[ppb]": "1e-9", "[diop]": "1 / meter", "Ohm": "ohm",
    "kOhm": "kiloohm", "MOhm": "megaohm", "G": "1e-4 * tesla", "Ci": "curie", "R": "roentgen",
    "mol": "mole", "a": "year", "h": "hour", "min": "minute", "d": "day", "lx": "lux", "lm": "lumen",
}  # fmt: skip
STANDARD_TO_PINT = {
    "t.km": "tonne * kilometer",
    "%": "percent",
    "By": "byte",
    "By/s": "byte / second",
    "mo": "month",
}
WITHOUT_PINT = {"dB", "[pH]", "[iU]", "tex", "u", "Cel", "[degF]", "K"}


def in_pint(code: str) -> str:
    """A UCUM code as an expression of pint."""
    terms = re.split(r"([./])(?=[A-Za-z\[%'])", code)
    return " ".join({".": "*", "/": "/"}.get(term) or one_in_pint(term) for term in terms)


def one_in_pint(term: str) -> str:
    if term in UCUM_TO_PINT:
        return f"({UCUM_TO_PINT[term]})"
    unit, power = re.fullmatch(r"(.+?)(-?\d*)", term).groups()
    return f"({UCUM_TO_PINT.get(unit, unit)}) ** {power or 1}"


CODED = [row for row in units() if row.code and row.standard and row.code not in WITHOUT_PINT]


@pytest.mark.parametrize("row", CODED, ids=lambda row: row.id)
def test_factors_agree_with_pint(row):
    registry = pint_registry()
    standard = in_pint(row.standard)
    wanted = (Decimal(1) * registry(in_pint(row.code))).to(standard).magnitude
    given_ = Decimal(row.factor.numerator) / Decimal(row.factor.denominator)
    assert abs(Decimal(wanted) / given_ - 1) < Decimal("1e-11")  # as near as pint's own parsec comes


def test_pint_converts_customary_units():
    registry = pint_registry()
    assert registry("3 亩").to("平方米").magnitude == pytest.approx(Decimal(2000))
    assert registry.Quantity(Decimal("1.5"), "市斤").to("gram").magnitude == 750
    assert pint_registry() is registry


@pytest.mark.parametrize(
    ("number", "surface", "value", "standard"),
    [
        ("2.5", "斤", "1.25", "kg"),
        ("1200", "公顷", "12000000", "m2"),
        ("90", "公里/小时", "25", "m/s"),
        ("98.6", "℉", "37", "Cel"),
        ("-40", "℉", "-40", "Cel"),
        ("5800", "开尔文", "5526.85", "Cel"),
        ("3", "吨标准煤", "87922800000", "J"),
        ("16", "比特", "2", "By"),
        ("25", "个基点", "0.25", "%"),
    ],
)
def test_exact_values(number, surface, value, standard):
    normal = normalise(Exact(value=Decimal(number)), units().get(surface))
    assert (normal.value, normal.unit) == (Decimal(value), standard)


def test_a_value_without_end_is_rounded_to_28_digits():
    normal = normalise(Exact(value=Decimal(1)), units().get("亩"))
    assert normal.value == Decimal("666.6666666666666666666666667")


def test_bounds_are_converted_with_the_value():
    about = Bounded(bound="over", value=Decimal(300), lower=Decimal(300), upper=Decimal(400))
    normal = normalise(about, units().get("斤"))
    assert (normal.value, normal.lower, normal.upper) == (150, 150, 200)
    open_range = normalise(Range(lower=Decimal(10), upper=None), units().get("公里"))
    assert (open_range.value, open_range.lower, open_range.upper) == (None, 10000, None)


def test_denominators_divide():
    yuan, mu, tonne = currencies().get("元"), units().get("亩"), units().get("吨")
    assert normalise(Exact(value=Decimal(600)), yuan, (mu,)).unit == "CNY/m2"
    assert normalise(Exact(value=Decimal(4000)), yuan, (tonne,)).value == 4
    assert normalise(Exact(value=Decimal(3)), units().get("℃"), (units().get("公里"),)).value == Decimal(
        "0.003"
    )


def test_no_normal_form_without_a_standard():
    assert normalise(Exact(value=Decimal(3)), units().get("倍")) is None
    assert normalise(Exact(value=Decimal(3)), currencies().get("元"), (units().get("工作日"),)) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.sampled_from(list(units())))
def test_normal_forms_are_exact_or_off_by_half_a_unit_of_the_last_digit(number, row):
    normal = normalise(Exact(value=number), row)
    if row.standard is None:
        assert normal is None
        return
    wanted = Fraction(number) * row.factor + row.offset
    assert abs(Fraction(normal.value) - wanted) <= abs(wanted) / 10**27
    if set(prime_factors(wanted.denominator)) <= {2, 5}:
        assert Fraction(normal.value) == wanted


def prime_factors(number: int) -> list[int]:
    found = [prime for prime in (2, 5) if number % prime == 0]
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return found + ([number] if number > 1 else [])
