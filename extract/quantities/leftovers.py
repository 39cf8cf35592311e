"""Numbers that nothing counts: bare amounts, units given in a heading or later in a list, parts of words."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.lexicon.table import alternation
from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.approximate import hedge_after, hedge_before, hedge_loose
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.dates import begins_time
from shilu.extract.quantities.findings import Found, Other, Source
from shilu.extract.quantities.heads import Head, read_head
from shilu.extract.quantities.labels import unit_before
from shilu.extract.quantities.measure_words import count_nouns, match_measure, named_unit, settles
from shilu.extract.quantities.measures import bound
from shilu.extract.quantities.shares import read_points
from shilu.schemas import Bounded, Exact, NumberRole, Range

__all__ = ["read_leftover"]

_LEVEL = re.compile(
    r"(?:[为达至到是约增减升降超破近于得有共计数量高低均票约:=＝在]|从|由|增加|减少|分别为|等于|"
    r"总数|只有|仅)[了过]? ?$"
)
_HEAD_OF_MONEY = re.compile(rf"(?:{cue('heads of money')})\Z")
_NOUN_OVER = re.compile(r"[\u4e00-\u9fff]{2,4}/([百千万]?)")
_LIST_ITEM = re.compile(r" ?[、,和与及/] ?-?(\d[\d.]*(?:[万亿]{0,2}))")
_OF_A_GAZETTEER = re.compile(r"(?:^|[,。;:、 州郡县府军卫厅共计])[户口丁男女]$")
_RESPECTIVELY = re.compile(r"分别[为有达约是]?$")
_SPELT_ITEM = re.compile(
    r" ?[、,和与及] ?([一二两三四五六七八九十百][〇零一二两三四五六七八九十百千万亿]{1,11}[多余]?)"
)
_OF_A_YEAR = re.compile(r"(?:19|20)\d\d年度?$")
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[,。;、!?)\]”\"\n|:])")
_SUM_ENDS = re.compile(r"\s*(?:$|[,。;、!?)\]”\"\n]|大关|关口|的(?:大关|门槛|企业|项目))")
_PAID_ENDS = re.compile(r"\s*(?:$|[,。;、!?)\]”\"\n])")
_PAID = re.compile(rf"(?:{cue('paying')})[了个到出过]{{0,2}}$")
_LAID_OUT = re.compile(rf"(?:{cue('outlays')})[了达约近超逾]?$")
_WON_AT_LAST = r"(?:成功|顺利|最终|正式|一举)?"
_DEAL = re.compile(
    rf"(?:的?(?:总价|价格|高价|低价|底价|天价|身价|价))?{_WON_AT_LAST}"
    rf"(?:(?P<sure>{cue('deals')})|{cue('deals at a price')})"
)
_AT_A_PRICE = re.compile(r"(?:以|作价|出价|报价|开价|总价|底价)[近约逾超]?$")
_SCORED = re.compile(rf"(?:{cue('scored')})(?:仅|只|高)?(?:为|是|达到?|有|约|升至|降至|涨至|跌至)?$")
_HEADCOUNT = re.compile(
    rf"(?:{cue('headcounts')})(?:总数|总量|规模|数量?)?(?:已|约|则|也|还|共|总)?(?:达到?|有|为|升至|增至|增加到|提升到|已达|[约近超逾])?了?$"
)
_AGED = re.compile(rf"(?:{cue('ages')})$")
_MOST_DAYS = 31
_COUNTED = ("people", "masses", "bodies")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]")


def read_leftover(source: Source, at: int) -> Found | Other:
    """What the number at `at` is, when no date, code, word or unit claimed it."""
    head = read_head(source, at)
    if head is None:
        return _no_number(source, at)
    numeral = head.numeral
    if shared := unit_before(source, head) or _later_unit(source, head) or _noun_over_unit(source, head):
        return shared
    if _stands_alone(source, head):
        return _alone(source, head)
    if numeral.bare and (sum_ := _bare_sum(source, head)):
        return sum_
    if numeral.bare or source.folded[at] in "零〇":
        return _other(
            head,
            "idiom",
            "leftover.unit without a digit" if numeral.bare else "leftover.zero in a word",
        )
    if numeral.chinese and numeral.digits:
        return _other(head, "name", "leftover.string of digits")
    if _is_amount(source, head):
        found = _as_count(source, bound(source, _found(head, "leftover.bare number")))
        if found.kind == "other" and _is_age(source, head, found):
            found.kind, found.rules = "age", (*found.rules, "cues.ages")
        if found.kind == "other" and numeral.rules == ("numeral.open",) and numeral.magnitude >= 10**8:
            found.kind, found.rules = "money", (*found.rules, "leftover.sum without a unit")  # 规模达数千亿
        return _as_sum(source, found) if found.kind == "other" and _is_large(source, head) else found
    if numeral.chinese and numeral.end - numeral.start == 1 and _NOUN.match(source.folded, head.end):
        return _other(head, "idiom", "leftover.part of a word")
    return _other(head, "unread", "leftover.nothing says what it counts")


def _bare_sum(source: Source, head: Head) -> Found | None:
    """突破万亿, 近千亿 at the end of a clause: what is bounded and comes in 亿 without a unit is money."""
    if head.amount is None or not _SUM_ENDS.match(source.folded, head.end):
        return None
    if head.numeral.magnitude < 10**8 and not settles(source, "sum", head.start, head.end):
        return None
    if hedge_before(source, head.start, bare=True) is None:
        return None
    found = _found(head, "leftover.sum without a unit")
    found.kind = "money"
    return bound(source, found)


def _no_number(source: Source, at: int) -> Other:
    numeral = read_numeral(source.folded, at)
    if numeral is not None:
        return Other(at, numeral.end, "unread", "leftover.too long to be an amount")
    end = at + 1
    while end < len(source.folded) and "0" <= source.folded[end] <= "9" and "0" <= source.folded[at] <= "9":
        end += 1
    if end - at > 1:
        return Other(at, end, "unread", "leftover.too long to be an amount")
    return Other(at, end, "idiom", "leftover.financial form in a word")


def _found(head: Head, rule: str) -> Found:
    return Found(
        head.start, head.end, "other", head.amount, rules=(rule, *head.rules), repairs=head.numeral.repairs
    )


def _other(head: Head, role: NumberRole, reason: str) -> Other:
    known = not (head.numeral.bare and role == "idiom")
    return Other(
        min(head.start, head.numeral.start),
        head.end,
        role,
        reason,
        amount=head.amount if known else None,
    )


def _later_unit(source: Source, head: Head) -> Found | None:
    """A list whose unit follows its last number: 分别为3、5、8个; in words only behind 分别: 分别为六十万及十万人次."""
    spelt = head.numeral.chinese and bool(_RESPECTIVELY.search(source.context(head.start, 4)))
    if head.numeral.marker or not (spelt or head.numeral.digits or head.numeral.magnitude > 1):
        return None
    if head.numeral.chinese and not spelt:
        return None
    at, last = head.end, None
    for _ in range(8):
        item = (_SPELT_ITEM if spelt else _LIST_ITEM).match(source.folded, at)
        if item is None:
            break
        at, last = item.end(), item
    if last is None:
        return None
    if begins_time(source, last.start(1)):
        return None  # 2021年860,2022年920 and 共99,8月3日: the unit of no list, but a date
    points = read_points(source, at)
    measure = named_unit("百分点") if points else match_measure(source, at, number_start=last.start(1))
    if measure is None or (head.numeral.magnitude > 1 and measure.kind != "money" and not spelt):
        return None
    found = _found(head, "leftover.unit of the list")
    unit = source.text[at:points].strip() if points else measure.surface
    found.kind, found.unit, found.unit_code = measure.kind, unit, measure.code
    found.rules += (measure.rule,)
    return bound(source, found)


def _noun_over_unit(source: Source, head: Head) -> Found | None:
    """95.67矿石/千吨: what is measured, then its unit."""
    noun = _NOUN_OVER.match(source.folded, head.end)
    measure = match_measure(source, noun.end(), number_start=head.start) if noun else None
    if noun is None or measure is None or not measure.is_unit or not head.numeral.digits:
        return None
    found = _found(head, "leftover.noun over unit")
    found.end = noun.end() + len(measure.surface)
    found.kind, found.unit = measure.kind, noun[1] + measure.surface
    if measure.row:
        tens = {"": 1, "千": 1000, "万": 10**4, "百": 100}[noun[1]]
        found.row = measure.row.model_copy(update={"factor": measure.row.factor * tens})
    found.rules += (measure.rule,)
    return found


def _stands_alone(source: Source, head: Head) -> bool:
    """Whether the text holds nothing but this number and the words that bound it."""
    hedge = hedge_before(source, head.start, bare=head.numeral.bare)
    after = hedge_after(source, head.end, has_unit=False)
    start, end = hedge.start if hedge else head.start, after.end if after else head.end
    return source.is_all(start, end)


def _alone(source: Source, head: Head) -> Found | Other:
    """A number that is the whole text, as in the cell of a table; in 万 or 亿 it is a sum.

    Of what comes in 万 and 亿 only money leaves its unit out in Chinese; people, 亩 and 吨 do not.
    """
    word = source.folded[head.start : head.end]
    if set(word) <= set("万亿"):
        return Other(head.start, head.end, "idiom", "leftover.unit without a digit")
    found = _found(head, "leftover.alone")
    if _in_ten_thousands(source, head) and len(word) > 1:
        found.kind, found.unit_code = "money", "CNY"
        found.rules += ("leftover.sum without a unit",)
    return bound(source, found)


def _is_age(source: Source, head: Head, found: Found) -> bool:
    """年近六十, 年过七十, 三十出头: an age without its 岁."""
    value = head.numeral.value
    if value is None or not 1 <= value <= 120:
        return False
    if found.approximator == "出头" and head.numeral.chinese and value % 10 == 0:
        return True
    return bool(_AGED.search(source.context(head.start, 5)))


def _is_large(source: Source, head: Head) -> bool:
    """Whether the number is one of thousands or more in words, exact or not: 三四万, 五六千."""
    return head.numeral.magnitude >= 10**4 or source.folded[head.end - 1] in "千wW"


def _is_large_amount(found: Found) -> bool:
    amount = found.amount
    value = amount.value if isinstance(amount, (Exact, Bounded)) else amount.lower
    return value is not None and value >= 1000


def _in_ten_thousands(source: Source, head: Head) -> bool:
    large = head.numeral.magnitude >= 10**4 or source.folded[head.end - 1] in "wW"
    return large and isinstance(head.amount, Exact) and head.amount.value > 0


def _as_people(source: Source, found: Found) -> bool:
    """网民规模达10.51亿, 常住人口8.3万: people whose number stands behind them, at the end of its clause; in gazetteers
    户四万二千七百, 口十四万三千."""
    ends = _SUM_ENDS.match(source.folded, found.end)
    spelt = not source.folded[found.start].isascii() and _OF_A_GAZETTEER.search(
        source.context(found.start, 2)
    )
    return bool(ends and (spelt or _HEADCOUNT.search(source.context(found.start, 12))))


def _is_paid(source: Source, found: Found) -> bool:
    """亏了6000多, 一个月挣四千: a number of two digits or more right behind a verb of earning or paying."""
    amount = found.amount
    least = amount.lower if isinstance(amount, Range) else amount.value
    if least is None or least < 10 or not _PAID_ENDS.match(source.folded, found.end):
        return False
    return bool(_PAID.search(source.context(found.start, 6)))


def _as_sum(source: Source, found: Found) -> Found:
    """年薪30万, 市值跌破500亿: after a word of money, a number in 万 or 亿 at the end of its clause is a sum."""
    laid_out = _LAID_OUT.search(source.context(found.start, 8))
    if (
        laid_out
        or _is_deal(source, found)
        or _is_sum_of_table(source, found)
        or (_SUM_ENDS.match(source.folded, found.end) and settles(source, "sum", found.start, found.end))
    ):
        found.kind = "money"
        found.rules += ("leftover.sum without a unit", "contexts.sum")
    return found


def _is_score(source: Source, found: Found) -> bool:
    """评分9.2: a number below a thousand right behind the noun of a score, at the end of its clause."""
    ends = _SUM_ENDS.match(source.folded, found.end)
    return bool(ends and not _is_large_amount(found) and _SCORED.search(source.context(found.start, 10)))


def _is_deal(source: Source, found: Found) -> bool:
    """8.5亿成交, 以21.7亿成功拿下: a number right before the verb of a deal."""
    deal = _DEAL.match(source.folded, found.end)
    return bool(deal and (deal["sure"] or _AT_A_PRICE.search(source.context(found.start, 4))))


def _is_sum_of_table(source: Source, found: Found) -> bool:
    """1.23亿 in a table, in the row of 营业收入 or the column of 上期金额."""
    cell = source.cell(found.start)
    heads = (cell.row, cell.column) if cell else ()
    return any(_HEAD_OF_MONEY.search(source.folded, *head) for head in heads if head)


def _as_count(source: Source, found: Found) -> Found:
    """67万农村贫困人口, 200多困难职工: people and things counted over a modifier, without a classifier."""
    if found.kind == "other" and _is_large_amount(found) and _as_people(source, found):
        found.kind = "count"
        found.rules += ("leftover.headcount", "cues.headcounts")
        return found
    if found.kind == "other" and _is_paid(source, found):
        found.kind = "money"
        found.rules += ("leftover.sum without a unit", "cues.paying")
        return found
    if found.kind == "other" and _is_score(source, found):
        found.kind = "score"
        found.rules += ("leftover.score", "cues.scored")
        return found
    if found.kind == "other" and _counted().match(source.folded, found.end):
        found.kind = "count"
        found.rules += ("leftover.counted noun", "cues.modifiers")
    return found


@cache
def _counted() -> re.Pattern[str]:
    heads = alternation(one for row in count_nouns() if row.id in _COUNTED for one in row.surfaces)
    return re.compile(rf" ?(?:(?:{cue('modifiers')})的?){{0,5}}(?:{heads})")


def _is_amount(source: Source, head: Head) -> bool:
    """A number after a verb of level or a bounding word, or one written with units or decimals."""
    numeral = head.numeral
    if "numeral.letter" in head.rules or "numeral.power" in head.rules:
        return True
    if (
        numeral.marker
        or numeral.lower is not None
        or hedge_before(source, head.start)
        or hedge_loose(source, head.start)
    ):
        return True
    if hedge_after(source, head.end, has_unit=False):
        return True
    if numeral.chinese:
        return numeral.end - numeral.start > 1
    if (
        numeral.value is not None
        and numeral.value > _MOST_DAYS
        and _OF_A_YEAR.search(source.context(head.start, 6))
        and _ENDS_CLAUSE.match(source.folded, head.end)
    ):
        return True  # 参加人数2021年860,2022年920
    level = _LEVEL.search(source.context(head.start, 4))
    if level and _ENDS_CLAUSE.match(source.folded, head.end):
        return True
    return numeral.magnitude > 1 or (
        numeral.value is not None and numeral.value != numeral.value.to_integral_value()
    )
