"""What Shilu promises: the types of everything that it writes. Imports nothing of ours."""

from schemas.account import NumberAccount, NumberRole
from schemas.base import Number, Record, plain
from schemas.fact import (
    AgeFact,
    AnyFact,
    Change,
    CountFact,
    DurationFact,
    Fact,
    MeasureFact,
    MoneyFact,
    MultipleFact,
    PercentFact,
    Period,
    RankFact,
    RatioFact,
    ScoreFact,
    Slot,
    Status,
)
from schemas.lexicon import Row
from schemas.name import Name, NameType
from schemas.page import Article, ArticleKind, Block, Page, Published, Role
from schemas.quantity import (
    Amount,
    Bound,
    Bounded,
    Exact,
    Kind,
    Normal,
    Quantity,
    Range,
    bound_of,
    bounds_of,
    value_of,
)
from schemas.records import PageRecords, spans_of
from schemas.span import Span
from schemas.time import Resolution, Time, TimeType

__all__ = [
    "AgeFact", "Amount", "AnyFact", "Article", "ArticleKind", "Block", "Bound", "Bounded", "Change", "CountFact",
    "DurationFact", "Exact", "Fact", "Kind", "MeasureFact", "MoneyFact", "MultipleFact", "Name", "NameType", "Normal",
    "Number", "NumberAccount", "NumberRole", "Page", "PageRecords", "PercentFact", "Period", "Published", "Quantity",
    "Range", "RankFact", "RatioFact", "Record", "Resolution", "Role", "Row", "ScoreFact", "Slot", "Span", "Status",
    "Time", "TimeType", "bound_of", "bounds_of", "plain", "spans_of", "value_of",
]  # fmt: skip
