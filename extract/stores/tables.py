"""The tables that every store has: one description of their columns, of which headers, types, schemas, the data
dictionary and the documentation are made.

The columns of the contract come first, in its order; what helps besides comes after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from shilu.schemas import SLOTS

__all__ = ["TABLES", "Column", "ColumnType", "Table"]

ColumnType = Literal["text", "integer", "decimal", "share", "boolean", "json"]
"""`decimal` is an exact number, in rows a string of plain digits; `share` is an estimate from 0 to 1, a
float; `json` is a complete record as JSON text."""


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, its header in Chinese and its meaning.

    `contract` says whether the CSV files of a folder have it; databases have all columns. `labels` is the group of the
    labels that says its values in Chinese, empty where they are no words of ours.
    """

    name: str
    type: ColumnType
    zh: str
    meaning: str
    contract: bool = True
    labels: str = ""


@dataclass(frozen=True)
class Table:
    """One table. `key` is the column whose value is a row's stable name: it is made of the document and the place in
    it, so that a second run over the same document gives the same keys."""

    name: str
    zh: str
    meaning: str
    key: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def contract(self) -> tuple[Column, ...]:
        """The columns of the table's CSV file."""
        return tuple(column for column in self.columns if column.contract)


_PLACE = (
    Column("page", "text", "文档", "file name without its ending, or the document's `id`"),
    Column(
        "start", "integer", "起", "offset of the first character, in code points of the text as read, from 0"
    ),
    Column("end", "integer", "止", "offset after the last character"),
    Column("surface", "text", "原文", "the characters as printed, line breaks of the page included"),
)

_AMOUNT = (
    Column(
        "value",
        "decimal",
        "数值",
        "the number as printed, in plain digits and units: 1.5亿元 is 150000000; empty for a range",
    ),
    Column("lower", "decimal", "下限", "the least it can be, where the words say so"),
    Column("upper", "decimal", "上限", "the most it can be, where the words say so"),
    Column("bound", "text", "界限", "exact, about, over, at_least, under, at_most or range", labels="bound"),
    Column("unit", "text", "单位", "unit or classifier as printed, without 万 and 亿"),
)


def _boxes(*, contract: bool) -> Column:
    return Column(
        "boxes",
        "text",
        "图上位置",
        "where it stands on the picture of the page: `image#xywh=x,y,width,height` in pixels, joined with spaces",
        contract,
    )


_UNIT_CODE = Column("unit_code", "text", "单位代码", "UCUM or ISO 4217 code of the unit as printed")


def _inner(name: str, kind: ColumnType, zh: str, meaning: str, *, labels: str = "") -> Column:
    """A column that databases have and the CSV files of the contract do not."""
    return Column(name, kind, zh, meaning, contract=False, labels=labels)


def _id(what: str) -> Column:
    return _inner("id", "text", "编号", f"stable name of the {what}: document, place and kind")


_POSITION = _inner("position", "integer", "次序", "place in the list of its page, from 1")


def _record(of: str) -> Column:
    return _inner("record", "json", "完整记录", f"the complete {of} as JSON; what is read back")


_PAGES = (
    _inner("page", "text", "文档", "file name without its ending, or the document's `id`"),
    _inner("source", "text", "来源文件", "the file that it was read from"),
    _inner("title", "text", "标题", "title of the document, where its metadata give one"),
    _inner("published", "text", "出版日期", "publication date in EDTF"),
    _inner("published_year", "integer", "出版年", "year of publication"),
    _inner("published_source", "text", "日期出处", "option, metadata, or page where the page states it"),
    _inner("paper", "text", "报名", "name of the paper, as the page prints it"),
    _inner("page_number", "text", "版次", "number of the page, as printed"),
    _inner("characters", "integer", "字符数", "length of the text in code points"),
    _inner("text", "text", "全文", "the text as read; offsets point into it"),
    _record("`Page` without its text"),
)

_ARTICLES = (
    _id("article"),
    _inner("page", "text", "文档", "file name without its ending, or the document's `id`"),
    _inner("article", "integer", "篇次", "number of the article on its page, from 1"),
    _inner("kind", "text", "类别", "news, photo or other", labels="article"),
    _inner("title", "text", "标题", "title of the article"),
    _inner("byline", "text", "署名", "people of the byline, joined with 、"),
    _inner("section", "text", "栏目", "label over it, as printed"),
    _inner("dateline_place", "text", "电头地点", "where the report was sent from, as printed"),
    _inner("dateline_date", "text", "电头日期", "when the report was sent, in EDTF"),
    _inner("script", "text", "字体", "simplified or traditional"),
    _inner("start", "integer", "起", "offset of its first character on the page"),
    _inner("end", "integer", "止", "offset after its last character"),
    _POSITION,
    _record("`Article`"),
)

_REVIEWED = "what people decided: signed, fixed, added, wrong, doubtful or again (its text has changed since)"

_REVIEW = (
    _inner("review", "text", "核对状态", _REVIEWED, labels="review"),
    _inner("reviewed_by", "text", "核对人", "who decided that"),
)

_FACTS = (
    *_PLACE,
    Column(
        "kind", "text", "类别", "count, money, percent, area, length, duration, rank and so on", labels="kind"
    ),
    *_AMOUNT,
    Column("item", "text", "事项", "amount of what"),
    Column("subject", "text", "主体", "of whom or what it is said"),
    Column("action", "text", "动作", "the verb of the statement"),
    Column(
        "change",
        "text",
        "增减",
        "increase or decrease, where the amount is a change; empty for a level",
        labels="change",
    ),
    Column("per", "text", "每", "the denominator of a rate"),
    Column("programme", "text", "项目", "the named programme that it is about"),
    Column("place", "text", "地点", "where it holds"),
    Column(
        "period",
        "text",
        "时间",
        "when it holds: an EDTF date or interval; in place of a month, 21 to 24 are seasons, "
        "33 to 36 quarters, 40 and 41 half-years",
    ),
    Column("status", "text", "状态", "actual, planned, expected or capacity", labels="status"),
    Column("cumulative", "boolean", "累计", "true for a running total, else false"),
    Column("id", "text", "编号", "stable name of the fact"),
    Column("article", "integer", "篇次", "number of the article on its page"),
    Column("title", "text", "文章标题", "title of the article"),
    Column("sentence", "text", "句子", "the sentence that states it, as printed"),
    Column("normal_value", "decimal", "标准数值", "the number in the standard unit"),
    Column("normal_unit", "text", "标准单位", "the standard unit: a UCUM or ISO 4217 code"),
    _UNIT_CODE,
    Column(
        "terms",
        "text",
        "比例各项",
        "the numbers of a ratio as printed: 1:2:3; of more than two there is no `value`",
    ),
    Column("base", "text", "比较基准", "what a change is reckoned from: 同比, 去年, the level before"),
    Column(
        "reached",
        "text",
        "升降至",
        "increase or decrease, where the amount is the level that a change led to",
        labels="change",
    ),
    Column("speaker", "text", "消息来源", "who says so"),
    Column("office", "text", "来源职务", "the office or body of the speaker"),
    Column("purpose", "text", "用途", "what the amount is for"),
    Column("duplicate", "boolean", "重复", "true where it stands in a block that the OCR repeated"),
    Column("same_as", "text", "同一事实", "id of the first fact of the page that states the same"),
    Column("confidence", "share", "整行置信度", "estimated chance that the whole row is right"),
    Column(
        "confidence_core",
        "share",
        "核心置信度",
        "estimated chance that number, kind, unit, item, change and status are right",
    ),
    *(
        Column(
            f"sure_{slot.name}",
            "share",
            f"{slot.zh}把握",
            f"how sure it is: {slot.en}; empty: not calibrated",
        )
        for slot in SLOTS
    ),
    _boxes(contract=True),
    Column("review", "text", "核对状态", _REVIEWED, labels="review"),
    Column("reviewed_by", "text", "核对人", "who decided that"),
    Column("published", "text", "出版日期", "publication date of the page, in EDTF"),
    Column("source", "text", "来源文件", "the file that the page was read from"),
    Column("paper", "text", "报名", "name of the paper, as the page prints it"),
    Column("year_from", "integer", "起年", "year in which the period begins"),
    Column("year_to", "integer", "止年", "year in which the period ends"),
    Column("area_mu", "decimal", "折合亩", "an area in mu, to 15 digits: 1 mu is 2000/3 square metres"),
    Column("area_ha", "decimal", "折合公顷", "an area in hectares, to 15 digits"),
    _inner("sentence_start", "integer", "句起", "offset of the first character of the sentence"),
    _inner("sentence_end", "integer", "句止", "offset after the last character of the sentence"),
    _POSITION,
    _record("fact, of the type `AnyFact`"),
)

_NAMES = (
    *_PLACE,
    Column(
        "type",
        "text",
        "类型",
        "programme, platform, brand, facility, policy, award, event, work, organisation, place or person",
        labels="name",
    ),
    Column("canonical", "text", "规范名称", "the fullest name that the article uses for the same thing"),
    Column("code", "text", "区划代码", "GB/T 2260 code of a place, where it is known"),
    _boxes(contract=False),
    _id("mention"),
    *_REVIEW,
    _POSITION,
    _record("`Name`"),
)

_TIMES = (
    *_PLACE,
    Column("type", "text", "类型", "date, period, duration or recurring", labels="time"),
    Column(
        "value",
        "text",
        "时间值",
        "EDTF date or interval, or ISO 8601 duration; empty where the text does not tell",
    ),
    Column(
        "resolution",
        "text",
        "推定方式",
        "stated, anchored (to the publication date), context, unresolved or vague",
        labels="resolution",
    ),
    Column("anchor", "text", "基准日期", "the date that a relative expression was reckoned from"),
    Column("reason", "text", "原因", "why there is no value"),
    Column("inside_name", "boolean", "在名称内", "true where it is part of a name"),
    _boxes(contract=False),
    _id("expression"),
    *_REVIEW,
    _POSITION,
    _record("`Time`"),
)

_NUMBERS = (
    *_PLACE,
    Column("kind", "text", "类别", "kind of the amount, or ordinal", labels="kind"),
    *_AMOUNT,
    Column("role", "text", "作用", "fact, time, ordinal, name, idiom or unread", labels="number"),
    Column("reason", "text", "依据", "the rule or table row that settled the role"),
    Column("fact", "text", "事实编号", "id of the fact that it states"),
    _UNIT_CODE,
    _boxes(contract=False),
    _id("number"),
    _POSITION,
    _record("`NumberAccount`"),
)

_CHECKS = (
    *_PLACE,
    Column("relation", "text", "关系", "sum, share or growth", labels="relation"),
    Column("found", "decimal", "所述", "what the page states"),
    Column("expected", "decimal", "应为", "what the other amounts give"),
    Column("difference", "decimal", "差额", "found less expected"),
    Column("tolerance", "decimal", "容差", "the difference that rounding and wording leave room for"),
    Column("unit", "text", "单位", "unit of these numbers"),
    Column("verdict", "text", "结论", "agrees or differs", labels="verdict"),
    Column("evidence", "text", "依据", "the other amounts as START-END SURFACE, joined with ` | `"),
    Column("sentence", "text", "句子", "the sentence that states the amount checked, as printed"),
    Column("fact", "text", "事实编号", "id of the fact that is checked"),
    Column("others", "text", "其他事实", "ids of the facts that it is reckoned from, joined with ` | `"),
    Column("article", "integer", "篇次", "number of the article on its page"),
    Column("rule", "text", "规则", "the construction that ties the amounts together"),
    Column("id", "text", "编号", "stable name of the check"),
    _POSITION,
    _record("`Check`"),
)

_REVIEWS = (
    _inner("page", "text", "文档", "file name without its ending, or the document's `id`"),
    _inner("row", "text", "行编号", "id of the fact, name or time; of a removed one the id that it had"),
    _inner("sort", "text", "表", "fact, name or time"),
    _inner(
        "status",
        "text",
        "核对状态",
        "signed, fixed, added, removed, wrong, doubtful or again",
        labels="review",
    ),
    _inner("surface", "text", "原文", "the characters of the row"),
    _inner("changed", "text", "改动", "the fields that were changed, joined with ` | `"),
    _inner("by", "text", "核对人", "who decided"),
    _inner("at", "text", "核对时间", "when, in UTC"),
    _inner("note", "text", "备注", "what they noted"),
    _inner("disputed", "boolean", "有分歧", "true where people contradict each other"),
    _id("decision"),
    _POSITION,
    _record("`Review`"),
)

_FAILED = (
    Column("source", "text", "来源文件", "the file that could not be processed"),
    Column("line", "integer", "行", "its line, where the file has a document a line"),
    Column("reason", "text", "原因", "what was wrong, and what to do"),
    Column("stage", "text", "阶段", "where it failed"),
    Column("trace", "text", "追踪", "the technical trace of an error in the extractor"),
    _inner("id", "text", "编号", "stable name of the input: file and line"),
)


def _tables(tables: Iterable[Table]) -> Mapping[str, Table]:
    return MappingProxyType({table.name: table for table in tables})


TABLES = _tables(
    (
        Table("pages", "文档", "the documents, with their text", "page", _PAGES),
        Table("articles", "文章", "the articles of each document", "id", _ARTICLES),
        Table("facts", "事实", "every amount, with what it is said of", "id", _FACTS),
        Table("names", "名称", "every mention of a name", "id", _NAMES),
        Table("times", "时间", "every expression of time", "id", _TIMES),
        Table("numbers", "数字", "the account of all numbers: none is passed over", "id", _NUMBERS),
        Table("checks", "核对", "amounts held against others that they must agree with", "id", _CHECKS),
        Table("reviews", "核对记录", "what people decided on rows, in a corrected store", "id", _REVIEWS),
        Table("failed", "失败", "the inputs that could not be processed", "id", _FAILED),
    )
)
"""All tables by name, in the order in which stores show them."""
