"""The pieces of a numeral, collected character by character: digits, units of ten, a decimal point."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.numerals.arabic import MOST_DIGITS, match_arabic, step_of
from shilu.extract.numerals.characters import BIG, DIGITS, SMALL, TENS, ZERO, ZERO_LIKE
from shilu.extract.numerals.chinese import Piece, evaluate, is_pair, listed_pair
from shilu.extract.numerals.numeral import EXACT
from shilu.extract.numerals.open import IN_THOUSANDS, METRIC

__all__ = ["Pieces"]

_DIGIT_RUN = re.compile(
    r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖○◯]{1,61}"
)  # bounded: a longer run is no number
_MONEY_NEXT = re.compile(r"[多余]?(?:[元亿日美韩新人]|\d)")
_ONE_OR_TWO = re.compile(
    r"一两(?=[百千万亿个名位次家年天周月日句件条种户人只把台项所张块本场点小公里度倍成座处支篇部])"
)
_SPACED_TENTHS = re.compile(r"[一二三四五六七八九] {1,2}[一二三四五六七八九](?= ?折)")
_POINT = re.compile(r" ?点 ?([〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]+|\d+)(?![十百千拾刻]|分(?!之|点|钟))")
# 六．五公顷 in older print: a dot between Chinese digits is a decimal point only where a unit of measure follows.
_DOT = re.compile(
    r"[.·•]([〇零一二三四五六七八九]{1,4})(?=[万亿%‰℃]|公[里顷斤尺分吨升方亩担丈]|平方|立方|[亩吨斤米元里尺丈石担度倍]|千[瓦克]|英|海里|个百分)"
)
# 为120万65岁以上老人: an age or a time does not count on from 万, it begins anew.
_BEGINS_ANEW = re.compile(r"\d{1,3}[多余]?(?:周?岁|年|天|个月|小时|分钟)")
_CIRCLES = "○◯"
"""Zeros as papers of Macau and Taiwan print them within a number: 二億○四百萬. Before one they mark an item."""
_GAP = " \n"
_MOST_PIECES = 48  # no number that anybody writes has more


class Pieces:
    """One pass over the characters of a numeral, up to the first that is no part of it."""

    def __init__(self, text: str, start: int, *, over_line: bool = False) -> None:
        self.text = text
        self.over_line = over_line
        self.start = self.at = start
        self.pieces: list[Piece] = []
        self.step = Decimal(1)
        self.small = Decimal(10**9)  # the unit before within a group of four; units must fall
        self.repairs: list[str] = []
        self.magnitude = 1
        self.arabic = self.chinese = self.decimal = False
        self.string: Decimal | None = None

    def collect(self) -> None:
        """Read on as long as the characters are pieces of one numeral."""
        while self._advance():
            pass

    def _advance(self) -> bool:
        character = self.text[self.at : self.at + 1]
        if not character or self.string is not None or len(self.pieces) > _MOST_PIECES:
            return False
        if character in _GAP:
            return self._cross_gap()
        if "0" <= character <= "9" or (character in "OolI" and not self.pieces):
            return self._arabic()
        if character in ZERO or (character in _CIRCLES and self._circle_is_zero()):
            return self._zero()
        if character in DIGITS:
            return self._chinese_digits()
        if character in SMALL or character in TENS:
            return self._small(character)
        if character in BIG:
            return self._big(character)
        return character in "点.·•" and self._point()

    def _circle_is_zero(self) -> bool:
        return bool(self.pieces) or self.text.startswith(("点", "·"), self.at + 1)

    def _cross_gap(self) -> bool:
        """Spaces that OCR put inside, a line that ends before 万: only beside a unit, as in 两千 四 百."""
        after = self.at
        while after < len(self.text) and after - self.at < 3 and self.text[after] in _GAP:
            after += 1
        following = self.text[after : after + 1]
        if not self.pieces or not following:
            return False
        if following == "点" and "\n" not in self.text[self.at : after]:
            return bool(_POINT.match(self.text, after)) and self._skip_to(after)
        unit_next = following in SMALL or following in BIG
        unit_before = self.pieces[-1].kind in ("small", "big") and (
            following in DIGITS or following in ZERO or following.isdigit()
        )
        goes_on = following in BIG and not METRIC.match(self.text, after)
        if self.chinese and self.pieces[-1].kind == "big" and following in DIGITS:
            goes_on = self.text[after + 1 : after + 2] in ("千", "百")  # 二十万, then 三千元 on the next line
        if "\n" in self.text[self.at : after] and not goes_on:
            return self._runs_over(after) and self._skip_to(after)
        if unit_before and not self._digit_has_unit(after):
            return False
        return (unit_next or unit_before) and self._skip_to(after)

    def _runs_over(self, after: int) -> bool:
        """Whether a number in prose may go on in the next line: 三 / 十六户. Only the caller knows what follows it."""
        before = self.text[self.start - 1 : self.start]
        if not self.over_line or not self.chinese or self.arabic or not "一" <= before <= "鿿":
            return False
        if after - self.at > 1:
            return False
        if self.pieces[-1].kind == "number":
            return self.text[after] in SMALL
        return self.text[after] in DIGITS

    def _digit_has_unit(self, at: int) -> bool:
        """Whether what follows a space goes on with the number: 四 百, 五 十, or ends the text or clause."""
        following = self.text[at + 1 : at + 4].lstrip(" ")[:1]
        return (
            bool(self.repairs)
            or not following
            or following in SMALL
            or following in BIG
            or following in DIGITS
            or following in "点又分个"
        )

    def _skip_to(self, after: int) -> bool:
        self.repairs.append(
            "line break in a number" if "\n" in self.text[self.at : after] else "spaces in a number"
        )
        self.at = after
        return True

    def _arabic(self) -> bool:
        """Digits begin a numeral or follow a unit that is larger than they are: 3万4000."""
        if self.pieces and self.pieces[-1].kind == "number":
            return False
        found = match_arabic(self.text, self.at)
        if found is None or (self.pieces and _BEGINS_ANEW.match(self.text, self.at)):
            return False
        if self.pieces:
            units = [piece.low for piece in self.pieces if piece.kind != "zero"]
            whole = found.value == found.value.to_integral_value() or self._is_in_ten_thousands(found.end)
            if not units or found.value >= units[-1] or not whole:
                return False
        self.pieces.append(Piece("number", found.value, found.value))
        self.step, self.arabic = step_of(found.value), True
        self.decimal = found.value != found.value.to_integral_value()
        self.repairs += found.repairs
        self.at = found.end
        return True

    def _is_in_ten_thousands(self, end: int) -> bool:
        """1亿5374.4万: what stands behind 亿 is itself a decimal in 万."""
        return self.pieces[-1].low == BIG["亿"] and self.text[end : end + 1] == "万"

    def _zero(self) -> bool:
        if not self.pieces:
            run = _DIGIT_RUN.match(self.text, self.at)
            if run and run.end() - run.start() > 1:
                return self._string(run)
            self.pieces.append(Piece("number", Decimal(0), Decimal(0)))
        elif self.pieces[-1].kind == "number" and self.pieces[-1].low:
            return False
        else:
            following = self.text[self.at + 1 : self.at + 2]
            if not (following in DIGITS or following.isdigit() or following in "十拾几 \n"):
                return False
            self.pieces.append(Piece("zero", Decimal(0), Decimal(0)))
            self.step = Decimal(10)
        self.chinese = True
        self.at += 1
        return True

    def _chinese_digits(self) -> bool:
        if self.pieces and self.pieces[-1].kind == "number":
            return self._after_leading_zero()
        if not self.pieces and (spaced := _SPACED_TENTHS.match(self.text, self.at)):
            return self._string(spaced)
        if not self.pieces and (listed := listed_pair(self.text, self.at)):
            self.pieces.append(listed)
            self.chinese, self.at = True, self.at + 3
            return True
        run = _DIGIT_RUN.match(self.text, self.at)
        digits = run[0] if run else self.text[self.at]
        if digits == "一" and _ONE_OR_TWO.match(self.text, self.at):
            digits = "一两"
        elif digits == "两" and self.text[self.at + 1 : self.at + 2] == "三":
            digits = "两三"
        if (
            self.pieces
            and digits[0] == "两"
            and self.text[self.at + 1 : self.at + 2] not in ("百", "千", "万", "亿")
        ):
            return False  # the tael: 三千两百两
        pair = len(digits) == 2 and is_pair(digits[0], digits[1])
        if run and len(run[0]) > 1 and not pair and not self.pieces:
            return self._string(run)
        low = Decimal(DIGITS[digits[0]])
        high = Decimal(DIGITS[digits[1]]) if pair else low
        self.pieces.append(Piece("number", low, high, digit=True))
        self.step = self._digit_step()
        self.chinese = True
        self.at += 2 if pair else 1
        return True

    def _after_leading_zero(self) -> bool:
        if len(self.pieces) > 1 or self.pieces[0].low or self.arabic:
            return False
        self.pieces.clear()
        return True

    def _digit_step(self) -> Decimal:
        units = [piece for piece in self.pieces[:-1] if piece.kind != "number"]
        if units and units[-1].kind != "zero" and units[-1].low > 10:
            return units[-1].low / 10
        return Decimal(1)

    def _string(self, run: re.Match[str]) -> bool:
        if run.end() - run.start() <= MOST_DIGITS:
            digits = "".join(str(DIGITS.get(one, 0)) for one in run[0] if one != " ")
            self.string = Decimal(digits)
        else:
            self.string = Decimal("NaN")
        self.at = run.end()
        if any(one in ZERO_LIKE for one in run[0]):
            self.repairs.append("look-alike digits")
        if self.string.is_finite() and self.text[self.at : self.at + 1] in ("万", "亿"):
            self.pieces.append(Piece("number", self.string, self.string))  # 二〇〇〇万元
            self.string, self.chinese = None, True
            return True
        return False

    def _small(self, character: str) -> bool:
        if METRIC.match(self.text, self.at):
            return False
        if character in TENS:
            return self._old_tens(character)
        worth = Decimal(SMALL[character])
        first = not self.pieces
        has_number = not first and self.pieces[-1].kind == "number"
        if worth >= self.small or (self.decimal and not self._thousands(worth)):
            return False
        if not first and not has_number and not (worth == 10 and self.pieces[-1].kind in ("zero", "small")):
            return False
        if has_number and not self.pieces[-1].low:
            self.pieces.pop()  # 零十
        if has_number and self.arabic and self.pieces and self.pieces[-1].low >= 1000 and not self.decimal:
            return bool(IN_THOUSANDS.match(self.text, self.at)) and self._take(worth)
        return self._take(worth)

    def _take(self, worth: Decimal) -> bool:
        """Take the unit at this place."""
        self.pieces.append(Piece("small", worth, worth))
        self.step = EXACT.multiply(self.step, worth) if self.decimal else worth
        self.small = worth
        self.chinese = True
        self.at += 1
        return True

    def _thousands(self, worth: Decimal) -> bool:
        """9.8千公顷, 1.5百万: a decimal in digits, in thousands of what is counted or in millions."""
        return (
            self.arabic
            and len(self.pieces) == 1
            and (worth == 1000 or self.text[self.at + 1 : self.at + 2] in BIG)
        )

    def _old_tens(self, character: str) -> bool:
        if self.pieces and self.pieces[-1].kind == "number":
            return False
        worth = Decimal(TENS[character] // 10)
        self.pieces += [Piece("number", worth, worth), Piece("small", Decimal(10), Decimal(10))]
        self.step = self.small = Decimal(10)
        self.chinese = True
        self.at += 1
        return True

    def _big(self, character: str) -> bool:
        if METRIC.match(self.text, self.at):
            return False
        if self.pieces and self.pieces[-1].kind == "zero":
            return False
        if character == "兆" and self.arabic and not _MONEY_NEXT.match(self.text, self.at + 1):
            return False  # megabytes: 流量300兆
        worth = Decimal(BIG[character])
        consecutive = bool(self.pieces) and self.pieces[-1].kind == "big"
        self.step = EXACT.multiply(self.step if consecutive else min(self.step, Decimal(1)), worth)
        self.magnitude = self.magnitude * BIG[character] if consecutive else BIG[character]
        self.pieces.append(Piece("big", worth, worth))
        self.small, self.decimal, self.chinese = Decimal(10**9), False, True
        self.at += 1
        return True

    def _point(self) -> bool:
        """三点五, 两千万点五五, 六．五公顷: not 八点三十, which is a time."""
        found = (_POINT if self.text[self.at] == "点" else _DOT).match(self.text, self.at)
        if not found or not self.pieces or self.decimal or (self.arabic and not self.chinese):
            return False
        digits = "".join(
            one if one.isdigit() and one.isascii() else str(DIGITS.get(one, 0)) for one in found[1]
        )
        if len(digits) > MOST_DIGITS:
            return False
        fraction = Decimal(f"0.{digits}")
        low = EXACT.add(evaluate(self.pieces), fraction)
        high = EXACT.add(evaluate(self.pieces, high=True), fraction)
        self.pieces = [Piece("number", low, high)]
        self.step, self.decimal = step_of(fraction) if fraction else Decimal(1), True
        self.at = found.end()
        return True
