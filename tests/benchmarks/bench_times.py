"""How many characters a second of one core the time finder reads: `python bench_times.py [FILE ...]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from shilu.extract.times import find_times

_DENSE = (
    "今年1月至11月,全区完成投资12亿元,比去年同期增长5%。截至目前,已有3个项目投产,预计明年6月底前全部建成。"
    "自2019年起,该镇每月举办一次活动,三年来累计服务群众1万余人次。记者走进车间,看到工人们正在忙碌地装配零件,"
    "企业负责人介绍,生产线用上了新的设备,产品质量稳步提升,订单排得很满,大家的干劲越来越足。\n"
)
_HOSTILE = (
    "1",
    "一",
    "—",
    "年",
    "每",
    "今",
    "三年来",
    "2022-",
    "1月至",
    "12:",
    "第一",
    "“十",
    " ",
    "一十百千",
    "自从",
)
_MEGABYTE = 1_000_000


def _rate(articles: list[str], *, rounds: int) -> tuple[float, int]:
    """Characters a second of processor time, the best of the rounds, and the times found."""
    best, count = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        count = sum(len(find_times(article, published="2022-12-01")) for article in articles)
        best = min(best, time.process_time() - start)
    return sum(map(len, articles)) / best, count


def _row(name: str, articles: list[str], *, rounds: int = 3) -> None:
    rate, count = _rate(articles, rounds=rounds)
    print(f"{name:<24} {rate:>12,.0f} characters/s  {count:>7,} times in {sum(map(len, articles)):>9,}")


def _split(text: str) -> list[str]:
    return [text[start : start + 3000] for start in range(0, len(text), 3000)]


def main(files: list[str]) -> None:
    """A row for the files, read in articles of 3,000 characters; one for prose that is full of times; and one
    for a megabyte, in one article, of each of the texts that would show a loop that is not linear."""
    find_times(_DENSE, published="2022-12-01")
    if files:
        _row("files", _split("\n".join(Path(file).read_text(encoding="utf-8") for file in files)))
    _row("dense", _split(_DENSE * 1000))
    for unit in _HOSTILE:
        _row(f"a megabyte of {unit!r}", [unit * (_MEGABYTE // len(unit))], rounds=1)


if __name__ == "__main__":
    main(sys.argv[1:])
