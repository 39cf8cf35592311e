"""The four tables of this part, described as those of a run are, and their rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shilu.extract.series.link import Linked
from shilu.extract.stores import Cell, Column, Table
from shilu.extract.stores.rows import Row
from shilu.schemas import Doubt, Record

__all__ = ["SERIES_TABLES", "Rows", "rows_of"]

_LABEL = Column("label", "text", "变量", "the variable, as a reader would say it")
_RECORD = Column("record", "json", "完整记录", "the complete record as JSON", contract=False)
_DOUBTS = Column("doubts", "text", "存疑", "why something was left apart or is unsure, joined with ` | `")


def _text(name: str, zh: str, meaning: str) -> Column:
    return Column(name, "text", zh, meaning)


def _number(name: str, zh: str, meaning: str) -> Column:
    return Column(name, "decimal", zh, meaning)


def _count(name: str, zh: str, meaning: str) -> Column:
    return Column(name, "integer", zh, meaning)


_VARIABLES = (
    _text("id", "编号", "stable name of the variable: made of what must agree for two facts to be joined"),
    _LABEL,
    _text("place", "地点代码", "GB/T 2260 code of the place, else its name"),
    _text("place_name", "地点", "name of the place"),
    _text("subject", "主体", "whose, where that is not the place itself"),
    _text("item", "事项", "what, by the name that the table of indicators gives it"),
    _text("measured", "所计", "level, growth, change, added, share, rank, multiple or capacity"),
    _text("kind", "类别", "kind of the amounts"),
    _text("dimension", "量纲", "standard unit, or what is counted"),
    _text("per", "每", "the denominator of a rate"),
    _text("basis", "基期", "what a growth is reckoned from, where that is not the year before"),
    _text("nature", "性质", "flow, stock, total, rate or unknown"),
    _text("unit", "单位", "unit of the values of its observations"),
    _text("names", "原文名称", "how the documents call the item, joined with ` | `"),
    _count("observations", "观测数", "how many facts it has, promises included"),
    _count("documents", "文档数", "in how many documents"),
    _text("first", "起", "first day of its earliest period"),
    _text("last", "止", "last day of its latest period"),
    _DOUBTS,
    _RECORD,
)

_OBSERVATIONS = (
    _text("fact", "事实编号", "id of the fact"),
    _text("variable", "变量编号", "id of the variable"),
    _LABEL,
    _text("page", "文档", "the document that states it"),
    _text("known", "知悉日期", "date of the document: from then on it was known"),
    _text("period", "时间", "when it holds, EDTF"),
    _text("begin", "起", "first day of the period"),
    _text("end", "止", "last day of the period"),
    _number("value", "数值", "in the unit of the variable; a decrease is negative in a growth"),
    _number("lower", "下限", "the least it can be"),
    _number("upper", "上限", "the most it can be"),
    _text("bound", "界限", "exact, about, over, at_least, under, at_most or range"),
    _text("unit", "单位", "unit of the values"),
    _number("slack", "舍入", "half a unit of the last printed digit"),
    _text("status", "状态", "actual, planned, expected or capacity"),
    _text("nature", "性质", "flow, stock, total, rate or unknown"),
    _text("role", "关系", "first, witness, revision or contradiction"),
    _text("against", "所对事实", "id of the fact that it repeats, revises or contradicts"),
    _text("surface", "原文", "the amount as printed"),
    _text("sentence", "句子", "the sentence that states it"),
    _number("sure", "把握", "estimated chance that the fact's core is right"),
    _text("note", "换算", "how its unit was turned into that of the variable"),
    _DOUBTS,
    _RECORD,
)

_PROMISES = (
    _text("fact", "事实编号", "id of the fact that promises"),
    _text("variable", "变量编号", "id of the variable"),
    _LABEL,
    _text("page", "文档", "the document that promises"),
    _text("known", "知悉日期", "date of the document"),
    _text("due", "期限", "the period for which it is promised, EDTF"),
    _text("begin", "起", "first day of the period"),
    _text("end", "止", "last day of the period"),
    _text("status", "状态", "planned or expected"),
    _text("target", "目标类型", "exact, about, at_least, at_most or range"),
    _number("value", "目标值", "the number promised"),
    _number("lower", "下限", "the least that keeps it"),
    _number("upper", "上限", "the most that keeps it"),
    _text("unit", "单位", "unit of the values"),
    _text("width", "左右幅度", "the room that 左右 and 约 were given"),
    _text("better", "优向", "more or less: in which direction it is outdone"),
    _text("words", "承诺用语", "the words that promise, joined with 、"),
    _text("surface", "原文", "the amount as printed"),
    _text("sentence", "句子", "the sentence that promises"),
    _text("restates", "重申", "id of the earlier promise that it repeats"),
    _text("changes", "更改", "id of the earlier promise whose value it replaces"),
    _RECORD,
)

_OUTCOMES = (
    _text("promise", "承诺编号", "id of the promised fact"),
    _text("variable", "变量编号", "id of the variable"),
    _LABEL,
    _text("due", "期限", "the period for which it was promised"),
    _text("promised", "承诺原文", "the promised amount as printed"),
    _text("verdict", "结果", "met, missed, within, exceeded, not_reported, redefined or open"),
    _text("actual", "实际事实", "id of the fact that tells it"),
    _number("value", "实际值", "the value that it states"),
    _number("difference", "差额", "value less the number promised"),
    _text("unit", "单位", "unit of the values"),
    _text("known", "知悉日期", "date of the document that tells it"),
    Column("revised", "boolean", "后有修订", "true where a later revision would change the result"),
    _count("looked", "查阅文档数", "how many later documents were looked through"),
    _text("pages", "查阅文档", "which ones, joined with ` | `"),
    _text("other", "另有变量", "the variable by which it is reported instead"),
    _text("reason", "原因", "definition, scope or level"),
    _RECORD,
)

SERIES_TABLES = {
    table.name: table
    for table in (
        Table("variables", "变量", "what is measured, over all documents", "id", _VARIABLES),
        Table(
            "observations", "观测", "each value of a variable as a document states it", "fact", _OBSERVATIONS
        ),
        Table("promises", "承诺", "planned and expected values", "fact", _PROMISES),
        Table("outcomes", "结果", "what became of the promises", "promise", _OUTCOMES),
    )
}
"""The tables by name, in the order in which they are shown."""


class Rows(dict[str, list[Row]]):
    """The rows of one variable by table, and the variable that they are made of."""

    def __init__(self, linked: Linked, rows: dict[str, list[Row]]) -> None:
        super().__init__(rows)
        self.linked = linked


def rows_of(linked: Linked) -> Rows:
    """The rows of one variable, by table."""
    variable = linked.variable
    added: Row = {"label": variable.label, "unit": variable.unit}
    promised = {one.fact: one for one in linked.promises}
    rows = {
        "variables": [_row("variables", variable, added)],
        "observations": [_row("observations", one, added) for one in linked.observations],
        "promises": [_row("promises", one, added) for one in linked.promises],
        "outcomes": [
            _row(
                "outcomes",
                one,
                added | {"due": promised[one.promise].due, "promised": promised[one.promise].surface},
            )
            for one in linked.outcomes
        ],
    }
    return Rows(linked, rows)


def _row(table: str, record: Record, added: Row) -> Row:
    values: dict[str, Any] = record.model_dump(mode="json") | {
        name: cell for name, cell in added.items() if name not in type(record).model_fields
    }
    values["record"] = record.model_dump_json(exclude_defaults=True)
    values["looked"] = len(values.get("pages", ()))
    cells: Row = {}
    for column in SERIES_TABLES[table].columns:
        cells[column.name] = _cell(record, column, values[column.name])
    return cells


def _cell(record: Record, column: Column, value: Any) -> Cell:
    if column.name == "doubts":
        return " | ".join(map(_doubt, record.doubts)) or None  # type: ignore[attr-defined]
    if isinstance(value, list):
        return _joined(value)
    if column.type == "decimal" and value is not None:
        return str(value)
    found: Cell = value
    return found


def _joined(values: Iterable[str]) -> str | None:
    return " | ".join(values) or None


def _doubt(doubt: Doubt) -> str:
    """A doubt in one line: definition: 白鹿县||全社会固定资产投资|||level|CNY."""
    told = " ".join(one for one in (doubt.other, f"({doubt.note})" if doubt.note else None) if one)
    return f"{doubt.reason}: {told}" if told else doubt.reason
