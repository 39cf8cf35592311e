"""Markdown as programs write it that turn pictures and PDF into text (MinerU, PaddleOCR, Marker): tables in HTML,
numbers as formulas, links to pictures. A page without any of these stays as it is, to the character."""

from __future__ import annotations

import re

from shilu.extract.pages.html import html_text

__all__ = ["is_converted", "plain_markdown", "plain_math"]

_TABLE = re.compile(
    r"(?:<html>\s*)?(?:<body>\s*)?<table\b.*?</table>(?:\s*</body>)?(?:\s*</html>)?",
    re.DOTALL | re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_MATH = re.compile(r"(?<![\\$A-Za-z0-9])\$(?!\$)([^$\n]{1,80}?)(?<!\\)\$(?![\d$])")
_DISPLAY = re.compile(r"\$\$\s*(.{1,300}?)\s*\$\$", re.DOTALL)
_FORMULA = re.compile(r"[\d\\^_{]")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])")
_CODE = re.compile(r"`([^`\n]+)`")
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_COMMANDS = {
    r"\%": "%", r"\times": "×", r"\div": "÷", r"\pm": "±", r"\sim": "~", r"\approx": "≈", r"\leq": "≤", r"\le": "≤",
    r"\geq": "≥", r"\ge": "≥", r"\circ": "°", r"\cdot": "·", r"\yen": "¥", r"\textperthousand": "‰", r"\permil": "‰",
    r"\mathcal{C}": "C", r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_", r"\,": "", r"\;": "", r"\:": "", r"\!": "",
    r"\quad": " ", r"\ ": " ", r"\prime": "′", r"\mu": "μ", r"\Omega": "Ω", r"\alpha": "α", r"\beta": "β",
}  # fmt: skip
_BRACED = re.compile(r"\\(?:mathrm|text|mathbf|textbf|mathit|operatorname|mathsf|mbox|rm|bf)\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+|[%$&#_,;:! ])")
_SUPERSCRIPT = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")


def is_converted(text: str) -> bool:
    """Whether the text was written by such a program: a table in HTML, a number as a formula, or a link to a
    picture."""
    if "<table" in text and _TABLE.search(text):
        return True
    return bool(_PICTURE.search(text)) or any(_FORMULA.search(match[1]) for match in _MATH.finditer(text))


def plain_markdown(text: str) -> str:
    """The text as a reader sees it; marks of headings and lists, and tables of `|`, stay.

    >>> plain_markdown("产量$3 2 . 5$万吨，增长$5.2\\\\%$，**占地1200亩**[^1]")
    '产量32.5万吨，增长5.2%，占地1200亩'
    """
    text = _TABLE.sub(lambda match: "\n\n" + html_text(match[0]) + "\n", text)
    text = _PICTURE.sub("", text)
    text = _DISPLAY.sub(lambda match: plain_math(match[1]), text)
    text = _MATH.sub(lambda match: plain_math(match[1]) if _FORMULA.search(match[1]) else match[0], text)
    for pattern, group in ((_BOLD, 2), (_ITALIC, 1), (_CODE, 1), (_LINK, 1)):
        text = pattern.sub(rf"\{group}", text)
    return re.sub(r"\n{3,}", "\n\n", _NOTE.sub("", text)).lstrip("\n")


def plain_math(formula: str) -> str:
    """A formula as one would print it in a line.

    >>> plain_math(r"3 6 . 5 \\mathrm{km}^{2}"), plain_math(r"2 3 ^ { \\circ } \\mathrm { C }")
    ('36.5km²', '23°C')
    """
    for _ in range(4):
        formula = _BRACED.sub(lambda match: re.sub(r"\s+", "", match[1]), formula)
    formula = _COMMAND.sub(lambda match: _COMMANDS.get(match[0], match[0]), formula)
    formula = re.sub(r"\^\s*\{?\s*(°|′)\s*\}?", r"\1", formula)
    formula = re.sub(r"\^\s*\{\s*([-+\d]+)\s*\}|\^\s*(\d)", _raised, formula)
    formula = re.sub(r"[{}]", "", formula)
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", formula).strip()


def _raised(match: re.Match[str]) -> str:
    return (match[1] or match[2]).translate(_SUPERSCRIPT)
