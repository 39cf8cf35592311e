"""Read a numeral at a place of a text: pieces, then markers such as 余, then units that follow them."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.numerals.arabic import Arabic, match_arabic
from shilu.extract.numerals.characters import BIG, DIGITS, FINANCIAL
from shilu.extract.numerals.chinese import evaluate
from shilu.extract.numerals.numeral import EXACT, Numeral, whole
from shilu.extract.numerals.open import METRIC, NOT_A_MARKER
from shilu.extract.numerals.pieces import Pieces
from shilu.extract.numerals.quick import below_hundred, in_ten_thousands, plain

__all__ = ["read_arabic", "read_numeral"]

_PLAIN_NEXT = re.compile(
    r"[十百千万亿兆拾佰仟零〇○]|[多余来几]|[,.]\d|[ \n]{1,3}[.\d十百千万亿零]| [余多] |[·•OolI|eE/]"
)


def read_arabic(text: str, start: int) -> Arabic | None:
    """The run of Arabic digits at `start` of a folded text, without units or markers; None without digits."""
    return match_arabic(text, start)


def read_numeral(text: str, start: int, *, alone: bool = False, over_line: bool = False) -> Numeral | None:
    """The number that begins at `start` of a folded text; None where none does.

    A single financial form (陆, 拾) is read only where the caller knows of a number there (`alone`). A number in prose
    goes on in the next line (三十⏎二口) only for a caller that looks at what it then counts (`over_line`).

    >>> read_numeral("25万6千元", 0).value
    Decimal('256000')
    >>> found = read_numeral("30余万张", 0)
    >>> found.lower, found.upper, found.marker
    (Decimal('300000'), Decimal('400000'), '余')
    """
    character = text[start : start + 1]
    if "0" <= character <= "9" or (character == "." and text[start + 1 : start + 2].isdigit()):
        arabic = match_arabic(text, start)
        if arabic is None:
            return None
        if not _PLAIN_NEXT.match(text, arabic.end):
            return plain(start, arabic)
        return in_ten_thousands(text, start, arabic) or _Reading(text, start, alone=alone).read()
    if character in DIGITS and (grouped := _GROUPED.match(text, start)):
        return _in_groups(grouped)
    if character and (small := below_hundred(text, start)):
        return small
    if character in ("O", "o", "l", "I"):
        arabic = match_arabic(text, start)
        if arabic is None or not arabic.repairs:
            return None
        if text[arabic.end : arabic.end + 1] in BIG:
            return _Reading(text, start, alone=alone).read()
        return plain(start, arabic)
    return _Reading(text, start, alone=alone, over_line=over_line).read()


_GROUPED = re.compile(
    r"[一二三四五六七八九][〇零○一二三四五六七八九]{0,2}(?:、[〇零○一二三四五六七八九]{3})+(?![、〇零○一二三四五六七八九十百千万亿])"
)


def _in_groups(found: re.Match[str]) -> Numeral:
    """二、五二六 of papers before 1950: Chinese digits in groups of three, with a mark between."""
    digits = "".join(str(DIGITS.get(one, 0)) for one in found[0] if one != "、")
    return Numeral(
        found.start(), found.end(), Decimal(digits), chinese=True, digits=True, rules=("numeral.groups",)
    )


class _Reading(Pieces):
    """Pieces with the marker and the units behind them, made a numeral."""

    def __init__(self, text: str, start: int, *, alone: bool, over_line: bool = False) -> None:
        super().__init__(text, start, over_line=over_line)
        self.alone = alone
        self.marker: str | None = None

    def read(self) -> Numeral | None:
        self.collect()
        if self.string is not None:
            return self._digits()
        if not self.pieces or self._is_lone_financial():
            return None
        rest = self._units_after_marker() if self._marked() else Decimal(1)
        self.step = EXACT.multiply(self.step, rest)
        return self._numeral(evaluate(self.pieces, rest=rest), evaluate(self.pieces, high=True, rest=rest))

    def _is_lone_financial(self) -> bool:
        """陆地, 拾取: a financial form counts only beside another numeral character or alone."""
        word = self.text[self.start : self.at]
        return len(word) == 1 and word in FINANCIAL and not self.alone and len(self.text[:9].strip()) > 1

    def _marked(self) -> bool:
        if self.text.startswith((" 余 ", " 多 "), self.at):  # 420 余 公里
            self.at += 1
            self.repairs.append("spaces in a number")
        character = self.text[self.at : self.at + 1]
        if not character or character not in "多余几来" or NOT_A_MARKER.match(self.text, self.at):
            return False
        last = self.pieces[-1]
        enough = last.kind in ("small", "big") or (self.arabic and last.low >= 10) or self.decimal
        zero_some = last.kind == "zero" and character == "几"
        ten_some = last.kind == "small" and last.low == 10
        tens_some = self.arabic and len(self.pieces) == 1 and last.low >= 10 and last.low % 10 == 0  # 180几万
        if character == "几" and not (zero_some or ten_some or tens_some):
            return False
        if character == "来" and self.text[self.at + 1 : self.at + 2] in ("", ",", "。", ";", "!", "?", "的"):
            return False
        if not (enough or zero_some):
            return False
        self.marker = character
        self.at += 1
        return True

    def _units_after_marker(self) -> Decimal:
        """30余万, 一千多万亿: units that multiply what the marker bounds."""
        rest = Decimal(1)
        while (
            (unit := self.text[self.at : self.at + 1])
            and unit in BIG
            and not METRIC.match(self.text, self.at)
        ):
            rest *= BIG[unit]
            self.at += 1
        if rest > 1:
            self.magnitude = int(rest)
        return rest

    def _numeral(self, value: Decimal, high: Decimal) -> Numeral:
        value, high, step = whole(value), whole(high), whole(self.step)
        bare = self._is_bare()
        lower = upper = None
        if high != value:
            lower, upper = value, high
        elif self.marker in ("多", "余", "几"):
            lower = value
            upper = EXACT.add(value, step if value > step or not bare else value)
        printed = None if high != value or (bare and self.marker in ("多", "余")) else value
        return Numeral(
            self.start, self.at, printed, lower=lower, upper=upper, marker=self.marker, bare=bare,
            magnitude=self.magnitude, chinese=not self.arabic,
            digits=self.arabic and not self.chinese and self.marker is None,
            rules=(self._rule(high != value),),
            repairs=tuple(dict.fromkeys(self.repairs)),
        )  # fmt: skip

    def _is_bare(self) -> bool:
        """百, 千万, 亿: units and no digit. 十 is a number of its own."""
        units = [piece for piece in self.pieces if piece.kind in ("small", "big")]
        return len(units) == len(self.pieces) and self.text[self.start] not in "十拾廿卅卌零〇"

    def _rule(self, pair: bool) -> str:
        if pair:
            return "numeral.neighbours"
        if self.arabic:
            return "numeral.mixed" if self.chinese else "numeral.arabic"
        return "numeral.chinese"

    def _digits(self) -> Numeral:
        value = self.string if self.string is not None and self.string.is_finite() else None
        return Numeral(
            self.start, self.at, value, chinese=True, digits=True, rules=("numeral.digits",),
            repairs=tuple(self.repairs),
        )  # fmt: skip
