"""One amount as all slots see it: its scene, its neighbours among the amounts, and the signs that every slot weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from shilu.extract.choice import Candidate
from shilu.extract.facts.article import ArticleView
from shilu.extract.grammar.found import Found
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.rows import word_class
from shilu.extract.grammar.scene import Scene, in_list
from shilu.extract.quantities.cells import Cell
from shilu.schemas import Kind

__all__ = ["AMOUNT_SIGNS", "AmountView", "amount_signs", "shape_of_text", "tag_code"]

_TAGS = (
    "", "n", "nz", "nw", "vn", "an", "v", "vd", "a", "ad", "d", "p", "c", "u", "w", "q", "m", "r", "f", "s", "xc",
    "TIME", "T", "Q", "LOC", "ORG", "PER", "NAME",
)  # fmt: skip
_TAG_CODES = {tag: code for code, tag in enumerate(_TAGS)}
_MARKS = {mark: -1 - code for code, mark in enumerate("、,:;。()“”《》")}
_WORDS = {
    "的": -20,
    "等": -21,
    "和": -22,
    "了": -23,
    "在": -24,
    "为": -25,
    "是": -26,
    "有": -27,
    "达": -28,
    "到": -29,
}
_KINDS: tuple[Kind, ...] = (
    "count", "money", "percent", "area", "length", "mass", "volume", "duration", "age", "data", "energy", "power",
    "speed", "temperature", "pressure", "frequency", "concentration", "ratio", "multiple", "rank", "score", "angle",
    "other",
)  # fmt: skip
"""As the weights know them, by place. A kind that was added since is weighed like `other`: codes must not move."""
_KIND_CODES = {kind: _KINDS.index(kind if kind in _KINDS else "other") for kind in get_args(Kind)}
_BOUNDS = {"exact": 0, "bounded": 1, "range": 2}
_LINKS = ("change", "level", "average", "base", "source", "reach", "copula", "have", "adverb")
_ROLES = {"title": 1, "kicker": 2, "subhead": 3, "caption": 4, "note": 5, "byline": 6}
_FAR = 40  # chunks beyond which a distance tells no more

AMOUNT_SIGNS = (
    "kind", "bound", "magnitude", "unit_people", "unit_times", "unit_any", "unit_length", "per_printed",
    "left1", "left2", "left3", "right1", "right2", "right3",
    *(f"link_{label}" for label in _LINKS), "links",
    "before_in_clause", "after_in_clause", "clause_in_sentence", "clauses_after", "amounts_before_in_clause",
    "amounts_after_in_clause", "amounts_before_in_sentence", "in_list", "verbs_before", "verbs_after",
    "in_cell", "column_dated", "column_compares", "row_named", "row_dated", "signed",
    "role", "paragraph_length", "labelled", "row", "rows_above", "sentence_in_paragraph", "first_paragraph",
)  # fmt: skip
"""Signs of the amount itself, the same in every contest about it. Tags, kinds and marks are codes."""


def tag_code(chunk: Chunk | None) -> int:
    """A number for what a chunk is: its tag, or which mark or small word it is; 0 where there is none."""
    if chunk is None:
        return 0
    text = chunk.text
    return _MARKS.get(text) or _WORDS.get(text) or _TAG_CODES.get(chunk.tag, 1)


@dataclass(slots=True, eq=False)
class AmountView:
    """One amount of an article, with what has been chosen about it so far."""

    article: ArticleView
    scene: Scene
    number: int
    """Its place among the amounts of the article, which is that of its contests too."""
    signs: list[float] = field(default_factory=list)
    item: Candidate | None = None
    subject: Candidate | None = None
    period: Candidate | None = None
    speaker: Candidate | None = None
    cell: Cell | None = None
    """The cell of a table in which it stands."""
    changes: list[float] | None = None
    """What the words of change around it tell, once a slot has asked."""
    chunk: Chunk = field(init=False)
    """The amount among the chunks of the passage."""

    def __post_init__(self) -> None:
        self.chunk = self.scene.chunk
        self.cell = self.article.lines.cell_at(self.chunk.start)

    @property
    def found_item(self) -> Found | None:
        """The item that was chosen, as constructions of verbs and ratios ask for it; None where there is none."""
        item = self.item
        return Found(item.start, item.end, item.by) if item and item.value is not None else None

    @property
    def clause_start(self) -> int:
        """Where its clause begins."""
        return self.scene.passage.clauses[self.chunk.clause][0]

    @property
    def sentence_start(self) -> int:
        """Where its sentence begins."""
        return self.scene.passage.sentences[self.chunk.sentence][0]


def amount_signs(view: AmountView, amounts: Sequence[Chunk]) -> list[float]:
    """The values of `AMOUNT_SIGNS`. `amounts` are the chunks of all amounts of the passage, in order."""
    scene = view.scene
    quantity, chunk, passage = scene.quantity, scene.chunk, scene.passage
    left, right = scene.left, scene.right
    labels = [str(link.label) for link in scene.links]
    unit = quantity.unit or ""
    clauses = passage.clauses_of_sentence[chunk.sentence]
    place = clauses.index(chunk.clause)
    start, end = passage.paragraph_of(chunk.start)
    number = view.number
    same_sentence = 0
    while number - 1 - same_sentence >= 0 and amounts[number - 1 - same_sentence].sentence == chunk.sentence:
        same_sentence += 1
    role = view.article.context.role_at(chunk.start)
    return [
        _KIND_CODES[quantity.kind], _BOUNDS[quantity.amount.shape], _magnitude(view),
        unit in word_class("units of people"), unit in word_class("times"),
        unit in {"个", "项", "种", "类", "件", "大"}, len(unit), bool(quantity.per),
        *_codes(left), *_codes(right),
        *(labels.count(label) for label in _LINKS), len(labels),
        min(len(left), _FAR), min(len(right), _FAR), place, len(clauses) - 1 - place,
        sum(one.tag == "Q" for one in left), sum(one.tag == "Q" for one in right), same_sentence, in_list(scene),
        sum(one.tag == "v" for one in left), sum(one.tag == "v" for one in right),
        *_cell_signs(view), _ROLES.get(role, 0), min(end - start, 500), _labelled(passage.text[start : chunk.start]),
        *view.article.lines.rows_at(chunk.start),
        chunk.sentence - view.article.first_sentence(start), start == 0,
    ]  # fmt: skip


def _cell_signs(view: AmountView) -> list[float]:
    """Whether the amount fills a cell of a table, and what the heads of its column and its row are: a date (2023年,
    本旬), a comparison (同比), a name; and the sign that is printed before it (+8.1, -3.2)."""
    cell, article, text = view.cell, view.article, view.scene.passage.text
    if cell is None:
        return [0, 0, 0, 0, 0, 0]
    column = text[slice(*cell.column)] if cell.column else ""
    printed = view.scene.quantity.span.surface[:1]
    return [
        1 + bool(cell.column) + 2 * bool(cell.row), _is_dated(article, cell.column),
        column.endswith(tuple(word_class("comparing heads"))),
        bool(cell.row and article.names.between(*cell.row)), _is_dated(article, cell.row),
        {"+": 1, "-": -1, "−": -1, "—": -1}.get(printed, 0),
    ]  # fmt: skip


def _is_dated(article: ArticleView, head: tuple[int, int] | None) -> bool:
    return bool(head and article.times.between(*head))


def _codes(chunks: Sequence[Chunk]) -> list[int]:
    """Codes of the three nearest chunks."""
    found = [tag_code(one) for one in chunks[:3]]
    return found + [0] * (3 - len(found))


def _magnitude(view: AmountView) -> float:
    amount = view.scene.quantity.amount
    value = getattr(amount, "value", None) or getattr(amount, "lower", None) or 0
    return round(math.log10(abs(float(value)) + 1), 1)


def _labelled(before: str) -> int:
    """Whether a label leads to the amount on its line, 总投资：8.6亿元 (2), or one stands farther off (1)."""
    if before.rstrip().endswith(("：", ":")):
        return 2
    return int("：" in before or ":" in before)


def shape_of_text(text: str) -> int:
    """The length of an answer, as a sign: long ones are seldom right."""
    return min(len(text), 30)
