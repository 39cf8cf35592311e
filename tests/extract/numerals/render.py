"""Write numbers the way Chinese print does, so that tests can read them back."""

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_UNITS = ("", "十", "百", "千")
_BIG = ("", "万", "亿", "兆")


def _group(number: int) -> str:
    """Four digits: 1050 is 一千零五十."""
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = True
    return text


def chinese(number: int) -> str:
    """A whole number below 10^16 in Chinese: 10012 is 一万零一十二."""
    if number == 0:
        return "零"
    groups = [number // 10**power % 10**4 for power in (12, 8, 4, 0)]
    text, gap = "", False
    for big, group in zip(reversed(_BIG), groups, strict=True):
        if group:
            text += ("零" if text and (gap or group < 1000) else "") + _group(group) + big
            gap = False
        else:
            gap = bool(text)
    return text


def chinese_decimal(number: Decimal) -> str:
    """A decimal in Chinese: 12.05 is 一十二点零五."""
    whole, _, part = format(number, "f").partition(".")
    return chinese(int(whole)) + ("点" + "".join(DIGITS[int(one)] for one in part) if part else "")


def financial(number: int) -> str:
    """On a bill: 壹万零壹拾贰."""
    return chinese(number).translate(FINANCIAL)


def digit_string(number: int) -> str:
    """Digit by digit: 二〇二二."""
    return "".join(DIGITS[int(one)] for one in str(number)).replace("零", "〇")


def grouped(number: int) -> str:
    """With thousands separators: 1,280,500."""
    return f"{number:,}"


def mixed(number: int) -> str:
    """Arabic groups before 亿 and 万: 3亿4000万25."""
    hundred_millions, rest = divmod(number, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    parts = [(hundred_millions, "亿"), (ten_thousands, "万"), (ones, "")]
    return "".join(f"{part}{unit}" for part, unit in parts if part) or "0"


def full_width(text: str) -> str:
    """Full-width digits, as much OCR gives them."""
    return text.translate(FULL_WIDTH)


TRADITIONAL = str.maketrans("万亿两点零", "萬億兩點零")


def traditional(number: Decimal) -> str:
    """In traditional script: 三萬二千點五."""
    return chinese_decimal(number).translate(TRADITIONAL)


def shortened(number: Decimal) -> str:
    """In 亿 or 万 with decimals, as the press writes large sums: 1.28亿, 35.2万."""
    for power, unit in ((8, "亿"), (4, "万")):
        if number >= 10**power:
            return format(number.scaleb(-power).normalize(), "f") + unit
    return format(number, "f")


def grouped_decimal(number: Decimal) -> str:
    """With thousands separators and decimals: 1,280.50."""
    return f"{number:,f}"


STYLES = {
    "simplified": chinese_decimal,
    "financial": lambda number: chinese_decimal(number).translate(FINANCIAL),
    "traditional": traditional,
    "plain": lambda number: format(number, "f"),
    "separated": grouped_decimal,
    "shortened": shortened,
    "full width": lambda number: full_width(grouped_decimal(number)),
}
"""Every style that writes any decimal from 0 below 10^16."""
